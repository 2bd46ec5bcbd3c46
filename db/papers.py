"""A child's papers guide: what the family answered, which papers it has, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from db.sealing import Sealed


class PapersGuide(SQLModel, table=True):
    """One guide a child. The answers (`rules.enrolment.answers`) are sealed: they tell who a child lives with, and whether it is disabled."""

    __tablename__ = "papers_guide"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(
        sa_column=Column(
            Integer, ForeignKey("child.id", ondelete="CASCADE"), unique=True, index=True, nullable=False
        )
    )
    answers: str = Field(sa_column=Column(Sealed("papers_guide.answers"), nullable=False))
    begun_at: datetime = Field(sa_type=Moment)
    #: When the family said so; a tap can take each of them back.
    applied_at: datetime | None = Field(default=None, sa_type=Moment)
    result_at: datetime | None = Field(default=None, sa_type=Moment)
    enrolled_at: datetime | None = Field(default=None, sa_type=Moment)


class PaperHad(SQLModel, table=True):
    """A paper the family has, by its key. Taken back, the line is struck; at most one line of a paper stands."""

    __tablename__ = "paper_had"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(
        sa_column=Column(Integer, ForeignKey("child.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: Its key, sealed: some papers tell of custody, illness or disability.
    paper: str = Field(sa_column=Column(Sealed("paper_had.paper"), nullable=False))
    told_at: datetime = Field(sa_type=Moment)
    struck_at: datetime | None = Field(default=None, sa_type=Moment)


def guides(session: Session, child_ids: Iterable[int]) -> dict[int, PapersGuide]:
    """The guides of these children, by child; most children have none."""
    rows = select(PapersGuide).where(col(PapersGuide.child_id).in_(list(child_ids)))
    return {row.child_id: row for row in session.exec(rows)}


def standing(session: Session, child_ids: Iterable[int]) -> dict[int, list[PaperHad]]:
    """The papers that are there, by child, oldest first."""
    numbers = list(child_ids)
    found: dict[int, list[PaperHad]] = {number: [] for number in numbers}
    if numbers:
        rows = select(PaperHad).where(col(PaperHad.child_id).in_(numbers), col(PaperHad.struck_at).is_(None))
        for row in session.exec(rows.order_by(col(PaperHad.id))):
            found[row.child_id].append(row)
    return found


def all_of(session: Session, child_id: int) -> list[PaperHad]:
    """Every paper ever ticked for this child, struck ones included: for the export."""
    return list(
        session.exec(select(PaperHad).where(PaperHad.child_id == child_id).order_by(col(PaperHad.id)))
    )
