"""What a doctor at the clinic said about a child, as the family told it: put off, must not have, immunoglobulin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, String, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from rules.vaccines import Word
from rules.vaccines.doctor import Kind


class DoctorWord(SQLModel, table=True):
    """One thing a doctor said. It ends, it is never overwritten: what was told and when can always be seen."""

    __tablename__ = "doctor_word"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(
        sa_column=Column(Integer, ForeignKey("child.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: A vaccine's code; "" for every vaccine.
    vaccine: str = ""
    kind: Kind = Field(sa_type=String)
    #: put_off: the first day on which it may be given; immunoglobulin: the day it was given; must_not: nothing.
    day: date | None = None
    told_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


# Asked with every look at a plan: built once, without the ORM, and only the columns the rules read.
_table = SQLModel.metadata.tables["doctor_word"]
_words = (
    select_columns(_table.c.child_id, _table.c.kind, _table.c.vaccine, _table.c.day)
    .where(_table.c.child_id.in_(bindparam("children", expanding=True)), _table.c.ended_at.is_(None))
    .order_by(_table.c.id)
)


def words(session: Session, child_ids: Iterable[int]) -> dict[int, tuple[Word, ...]]:
    """What stands of each child, as the rules read it, in one question."""
    found: dict[int, list[Word]] = {child_id: [] for child_id in child_ids}
    if found:
        for child_id, kind, vaccine, day in session.execute(_words, {"children": list(found)}):
            found[child_id].append(Word(kind, vaccine, day))
    return {child_id: tuple(said) for child_id, said in found.items()}


def all_of(session: Session, child_id: int) -> list[DoctorWord]:
    """Everything ever told for this child, what ended included, oldest first."""
    rows = select(DoctorWord).where(DoctorWord.child_id == child_id)
    return list(session.exec(rows.order_by(col(DoctorWord.id))))


def standing(session: Session, child_id: int) -> list[DoctorWord]:
    """What still holds, oldest first."""
    return [one for one in all_of(session, child_id) if one.ended_at is None]


def word(session: Session, child_id: int, row: int) -> DoctorWord | None:
    """This word about this child, whether it holds or has ended."""
    found = session.get(DoctorWord, row, populate_existing=True)
    return found if found is not None and found.child_id == child_id else None
