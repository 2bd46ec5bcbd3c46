"""A child: nickname, birth date, sex if given, district; and the day its plan is to be looked at again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, String, bindparam, inspect
from sqlalchemy.orm import defer
from sqlalchemy.orm.interfaces import ORMOption
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from db.families import Family
from db.sealing import Sealed
from rules.vaccines import Sex

#: Ids in one question; PostgreSQL takes 65,535 of them, SQLite half of that.
_AT_ONCE = 5_000


class Child(SQLModel, table=True):
    # Ids stand in buttons and keys and must never come back: SQLite would give the highest one again after a delete.
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    nickname: str | None = Field(default=None, sa_column=Column(Sealed("child.nickname")))
    born: date
    #: "M", "F" or nothing: only the HPV rows of the plan need it.
    sex: Sex | None = Field(default=None, sa_type=String)
    #: Key of a district in the city pack.
    district: str | None = None
    #: First day at nursery or kindergarten, when the family told it; it may lie ahead or behind.
    enters_on: date | None = None
    #: First day on which reminders make sense: nothing is reminded of that lies before we knew the child.
    known_since: date
    #: Day of the last change to the record: from here a plan that had fallen silent speaks again.
    changed_on: date
    #: The moment of that change; a phone's calendar tells a moved date from a known one by it.
    revised_at: datetime | None = Field(default=None, sa_type=Moment)
    #: Reminders up to and including this day have been queued, or listed as missed.
    planned_through: date
    #: The next day on which the clock must look at this plan; nothing when there is nothing to come.
    plan_on: date | None = Field(default=None, index=True)
    #: Set when the family says what the booklet holds; until then "overdue" is only a question.
    record_checked_at: datetime | None = Field(default=None, sa_type=Moment)
    #: The child is on a journey; on this day it is back. Nothing is asked of the family before.
    away_until: date | None = None


# Asked in almost every update: built once.
_of_family = (
    select(Child).where(Child.family_id == bindparam("family")).order_by(col(Child.born), col(Child.id))
)
_owned = select(Child).where(Child.id == bindparam("child"), Child.family_id == bindparam("family"))


def of_family(session: Session, family_id: int) -> list[Child]:
    """The family's children, the eldest first."""
    return list(session.execute(_of_family, {"family": family_id}).scalars())


def owned(session: Session, family_id: int, child_id: int) -> Child | None:
    """This child, but only if it belongs to this family: ids in buttons prove nothing."""
    return session.execute(_owned, {"family": family_id, "child": child_id}).scalar()


def lock(session: Session, child: Child) -> None:
    """The child's row as it is now, held until the end: two guardians change one record one after the other."""
    session.refresh(child, with_for_update=True)


def to_plan(session: Session, today: date, limit: int, without: Collection[int] = ()) -> list[Child]:
    """Children whose day has come, the longest waiting first; rows another process is planning are passed over."""
    rows = (
        select(Child)
        .where(col(Child.plan_on) <= today, col(Child.id).not_in(without))
        .order_by(col(Child.plan_on), col(Child.id))
        .limit(limit)
    )
    return list(session.exec(rows.options(_nameless()).with_for_update(skip_locked=True)))


def several(session: Session, child_ids: Collection[int]) -> list[Child]:
    """These children, as far as they are still here; without their names."""
    found: list[Child] = []
    for part in _parts(child_ids):
        rows = select(Child).where(col(Child.id).in_(part)).options(_nameless())
        found += session.exec(rows)
    return found


def _parts(numbers: Collection[int]) -> Iterator[list[int]]:
    """So many at a time as a question may hold on both databases."""
    ordered = sorted(numbers)
    return (ordered[first : first + _AT_ONCE] for first in range(0, len(ordered), _AT_ONCE))


def _nameless() -> ORMOption:
    """A plan needs no name: what is sealed stays closed. Found by the mapping, because SQLModel types columns as their values."""
    return defer(inspect(Child).attrs["nickname"].class_attribute)


def districts(session: Session, child_ids: Collection[int]) -> dict[int, str | None]:
    """Where these children live, as far as their families said so; without those of demo families."""
    found: dict[int, str | None] = {}
    for part in _parts(child_ids):
        rows = (
            select(Child.id, Child.district)
            .join(Family, col(Family.id) == col(Child.family_id))
            .where(col(Child.id).in_(part), col(Family.demo).is_(False))
        )
        found |= {number or 0: district for number, district in session.exec(rows)}
    return found
