"""Doses a child was given, as its family told us, and what kept a family from going."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Boolean, Column, ForeignKey, Integer, bindparam, distinct, false, func
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.children import Child
from db.connection import Moment
from db.families import Family
from rules import vaccines as rules


def _child() -> Column[int]:
    return Column(Integer, ForeignKey("child.id", ondelete="CASCADE"), index=True, nullable=False)


class Dose(SQLModel, table=True):
    """One dose. A mistake is struck, never overwritten, so that the booklet's history can be followed."""

    __tablename__ = "dose"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(sa_column=_child())
    vaccine: str
    given_on: date
    #: A product's code from the pack, where the family named it; the rules read the vaccine.
    product: str | None = None
    #: False when the family said "as in the booklet" and the day is only the one the schedule names.
    exact: bool = True
    recorded_at: datetime = Field(sa_type=Moment)
    struck_at: datetime | None = Field(default=None, sa_type=Moment)
    #: Given in another city, at home, at another clinic: the clinic here may not have it yet.
    elsewhere: bool = Field(
        default=False, sa_column=Column(Boolean, server_default=false(), default=False, nullable=False)
    )
    #: Of a struck line: the line that stands in its place. Ids are never used twice, and both lines go with the child.
    replaced_by: int | None = None


class Hindrance(SQLModel, table=True):
    """Why a family could not go for a dose: told by one tap, read by staff who can help."""

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(sa_column=_child())
    dose: str
    reason: str
    told_at: datetime = Field(sa_type=Moment)


def record(session: Session, child_ids: Iterable[int]) -> dict[int, list[Dose]]:
    """The doses that stand (not struck) of these children, oldest first, by child."""
    found: dict[int, list[Dose]] = {child_id: [] for child_id in child_ids}
    if found:
        rows = select(Dose).where(col(Dose.child_id).in_(found), col(Dose.struck_at).is_(None))
        for dose in session.exec(rows.order_by(col(Dose.given_on), col(Dose.id))):
            found[dose.child_id].append(dose)
    return found


# Asked in almost every update: built once, without the ORM, and only the columns the rules read.
_table = SQLModel.metadata.tables["dose"]
_given = (
    select_columns(_table.c.child_id, _table.c.vaccine, _table.c.given_on, _table.c.product)
    .where(_table.c.child_id.in_(bindparam("children", expanding=True)), _table.c.struck_at.is_(None))
    .order_by(_table.c.given_on, _table.c.id)
)


def given(session: Session, child_ids: Iterable[int]) -> dict[int, list[rules.Dose]]:
    """The same as the rules read it, by child."""
    found: dict[int, list[rules.Dose]] = {child_id: [] for child_id in child_ids}
    if found:
        for child_id, vaccine, given_on, product in session.execute(_given, {"children": list(found)}):
            found[child_id].append(rules.Dose(vaccine, given_on, product))
    return found


def changes(session: Session, child_id: int) -> list[Dose]:
    """Every line that was struck or moved, the latest change first."""
    rows = select(Dose).where(Dose.child_id == child_id, col(Dose.struck_at).is_not(None))
    return list(session.exec(rows.order_by(col(Dose.struck_at).desc(), col(Dose.id).desc())))


def any_line(session: Session, child_id: int, row: int) -> Dose | None:
    """This line of this child, whether it stands or was struck."""
    found = session.get(Dose, row)
    return found if found is not None and found.child_id == child_id else None


def line(session: Session, child_id: int, row: int) -> Dose | None:
    """This line of this child's booklet, if it stands."""
    found = session.get(Dose, row)
    return found if found is not None and found.child_id == child_id and found.struck_at is None else None


_standing = select(Dose).where(
    Dose.child_id == bindparam("child"),
    Dose.vaccine == bindparam("vaccine"),
    Dose.given_on == bindparam("on"),
    col(Dose.struck_at).is_(None),
)


def standing(session: Session, child_id: int, vaccine: str, on: date) -> Dose | None:
    """The dose of this vaccine on this day, if it was told and not struck."""
    return session.exec(_standing, params={"child": child_id, "vaccine": vaccine, "on": on}).first()


def all_of(session: Session, child_id: int) -> list[Dose]:
    """Every dose ever told for this child, struck ones included: for the export."""
    return list(session.exec(select(Dose).where(Dose.child_id == child_id).order_by(col(Dose.id))))


def hindrances(session: Session, child_id: int) -> list[Hindrance]:
    """What kept the family from going, oldest first."""
    return list(
        session.exec(select(Hindrance).where(Hindrance.child_id == child_id).order_by(col(Hindrance.id)))
    )


def hindered_families(session: Session, reason: str, since: datetime) -> dict[tuple[str | None, str], int]:
    """(district, dose) -> how many families told this reason since then; without demo families."""
    rows = (
        select_columns(col(Child.district), col(Hindrance.dose), func.count(distinct(col(Child.family_id))))
        .join(Child, col(Child.id) == col(Hindrance.child_id))
        .join(Family, col(Family.id) == col(Child.family_id))
        .where(col(Hindrance.reason) == reason, col(Hindrance.told_at) >= since, col(Family.demo).is_(False))
        .group_by(col(Child.district), col(Hindrance.dose))
    )
    return {(district, dose): number for district, dose, number in session.execute(rows)}
