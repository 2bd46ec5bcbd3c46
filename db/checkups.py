"""Check-ups that were done, as the family told us."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment


class VisitDone(SQLModel, table=True):
    """One visit that was done. A mistake is struck, never overwritten; at most one line of a visit stands."""

    __tablename__ = "visit_done"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(
        sa_column=Column(Integer, ForeignKey("child.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: Id of a visit of the check-up book, like "m6".
    visit: str
    done_on: date
    recorded_at: datetime = Field(sa_type=Moment)
    struck_at: datetime | None = Field(default=None, sa_type=Moment)


# May be asked in almost every update: built once, without the ORM.
_table = SQLModel.metadata.tables["visit_done"]
_done = select_columns(_table.c.child_id, _table.c.visit, _table.c.done_on).where(
    _table.c.child_id.in_(bindparam("children", expanding=True)), _table.c.struck_at.is_(None)
)


def done(session: Session, child_ids: Iterable[int]) -> dict[int, dict[str, date]]:
    """The visits that were done (not struck) and their days, by child; iterated over it is the ids, as the rules read them."""
    found: dict[int, dict[str, date]] = {child_id: {} for child_id in child_ids}
    if found:
        for child_id, visit, done_on in session.execute(_done, {"children": list(found)}):
            found[child_id][visit] = done_on
    return found


def standing(session: Session, child_id: int) -> list[VisitDone]:
    """The lines of this child that stand, oldest first."""
    rows = select(VisitDone).where(VisitDone.child_id == child_id, col(VisitDone.struck_at).is_(None))
    return list(session.exec(rows.order_by(col(VisitDone.done_on), col(VisitDone.id))))


def all_of(session: Session, child_id: int) -> list[VisitDone]:
    """Every visit ever told for this child, struck ones included: for the export."""
    return list(
        session.exec(select(VisitDone).where(VisitDone.child_id == child_id).order_by(col(VisitDone.id)))
    )
