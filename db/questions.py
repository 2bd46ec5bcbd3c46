"""What a family wants to ask at the clinic: picked from a list, or in its own words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from db.sealing import Sealed


class ClinicQuestion(SQLModel, table=True):
    """One question. It is ticked off, never deleted by itself: it goes with the child."""

    __tablename__ = "clinic_question"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(
        sa_column=Column(Integer, ForeignKey("child.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: Key of `clinic_questions.yaml`.
    topic: str
    #: The family's own words; the vaccine it is about stands in `vaccine`.
    words: str | None = Field(default=None, sa_column=Column(Sealed("clinic_question.words")))
    #: A vaccine's code where the question is about one; "" otherwise.
    vaccine: str = ""
    asked_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


def all_of(session: Session, child_id: int) -> list[ClinicQuestion]:
    """Every question ever written down for this child, oldest first."""
    rows = select(ClinicQuestion).where(ClinicQuestion.child_id == child_id)
    return list(session.exec(rows.order_by(col(ClinicQuestion.id))))


def open_of(session: Session, child_id: int) -> list[ClinicQuestion]:
    """What still has to be asked, oldest first."""
    rows = select(ClinicQuestion).where(
        ClinicQuestion.child_id == child_id, col(ClinicQuestion.settled_at).is_(None)
    )
    return list(session.exec(rows.order_by(col(ClinicQuestion.id))))


def question(session: Session, child_id: int, row: int) -> ClinicQuestion | None:
    """This question about this child, open or settled."""
    found = session.get(ClinicQuestion, row)
    return found if found is not None and found.child_id == child_id else None
