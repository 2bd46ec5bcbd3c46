"""What parents asked, and which answers they were given: read and written for one chat at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from db.answers import AnswerGiven, Asked


def of_chat(session: Session, chat_id: int, row: int) -> Asked | None:
    """What this chat asked; nothing for another's."""
    return session.exec(select(Asked).where(Asked.id == row, Asked.chat_id == chat_id)).first()


def looked_up(session: Session, chat_id: int, key: str, since: datetime) -> Asked | None:
    """What this chat said of an answer it had looked up without asking, if it did since then."""
    found = select(Asked).where(
        Asked.chat_id == chat_id, Asked.key == key, col(Asked.words).is_(None), Asked.at >= since
    )
    return session.exec(found.order_by(col(Asked.id).desc())).first()


def given(session: Session, chat_id: int, key: str) -> AnswerGiven | None:
    """The version of this answer that this chat was given last."""
    found = select(AnswerGiven).where(AnswerGiven.chat_id == chat_id, AnswerGiven.key == key)
    return session.exec(found).first()


def all_of(session: Session, chat_id: int) -> list[Asked]:
    """Everything this chat asked, the oldest first."""
    return list(session.exec(select(Asked).where(Asked.chat_id == chat_id).order_by(col(Asked.id))))


def forget_chat(session: Session, chat_id: int) -> None:
    """Everything this chat asked and was given goes."""
    for table in (AnswerGiven, Asked):
        session.execute(delete(table).where(col(table.chat_id) == chat_id))
