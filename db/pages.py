"""The bubbles of the web chat: what the page shows after a reload, in the order it was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint, delete, select, update
from sqlmodel import Field, Session, SQLModel, col

from db.chats import Chat
from db.connection import Moment
from db.sealing import Sealed

#: How long a bubble can be read again.
KEEP = timedelta(days=400)


class Bubble(SQLModel, table=True):
    """`seq` is its place in the chat; `cursor` the number of its last change, by which a page asks what it missed."""

    __table_args__ = (
        UniqueConstraint("chat_id", "seq"),
        UniqueConstraint("chat_id", "nonce"),
        Index("bubble_cursor", "chat_id", "cursor"),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), nullable=False))
    seq: int
    cursor: int
    mine: bool
    body: dict[str, Any] = Field(sa_column=Column(Sealed("bubble.body"), nullable=False))
    nonce: str | None = None
    said_at: datetime = Field(sa_type=Moment)


def next_cursor(session: Session, chat_id: int) -> int | None:
    """The next number of this chat, nothing when the chat is gone. The row lock puts two writers one after the other."""
    step = (
        update(Chat)
        .where(col(Chat.id) == chat_id)
        .values(cursor=col(Chat.cursor) + 1)
        .returning(col(Chat.cursor))
    )
    return session.execute(step.execution_options(synchronize_session=False)).scalar()


def append(
    session: Session, chat_id: int, mine: bool, body: dict[str, Any], now: datetime, nonce: str | None = None
) -> Bubble | None:
    """A new bubble at the end; nothing when the chat is gone."""
    cursor = next_cursor(session, chat_id)
    if cursor is None:
        return None
    bubble = Bubble(
        chat_id=chat_id, seq=cursor, cursor=cursor, mine=mine, body=body, nonce=nonce, said_at=now
    )
    session.add(bubble)
    session.flush()
    return bubble


def change(session: Session, chat_id: int, seq: int, body: dict[str, Any]) -> bool:
    """Puts other words into a bubble that stands; False when there is none."""
    bubble = one(session, chat_id, seq)
    cursor = next_cursor(session, chat_id)
    if bubble is None or cursor is None:
        return False
    bubble.body, bubble.cursor = body, cursor
    session.flush()
    return True


def one(session: Session, chat_id: int, seq: int) -> Bubble | None:
    """The bubble at this place."""
    return session.execute(
        select(Bubble).where(col(Bubble.chat_id) == chat_id, col(Bubble.seq) == seq)
    ).scalar()


def by_nonce(session: Session, chat_id: int, nonce: str) -> Bubble | None:
    """The bubble the page sent under this name, if it reached us before."""
    return session.execute(
        select(Bubble).where(col(Bubble.chat_id) == chat_id, col(Bubble.nonce) == nonce)
    ).scalar()


def changed_after(session: Session, chat_id: int, cursor: int, limit: int) -> list[Bubble]:
    """What is new or different since this cursor, in the order of the changes."""
    rows = select(Bubble).where(col(Bubble.chat_id) == chat_id, col(Bubble.cursor) > cursor)
    return list(session.execute(rows.order_by(col(Bubble.cursor)).limit(limit)).scalars())


def history(session: Session, chat_id: int, before: int | None, limit: int) -> list[Bubble]:
    """Up to `limit` bubbles before place `before` (the newest ones without it), oldest first."""
    rows = select(Bubble).where(col(Bubble.chat_id) == chat_id)
    if before is not None:
        rows = rows.where(col(Bubble.seq) < before)
    newest = session.execute(rows.order_by(col(Bubble.seq).desc()).limit(limit)).scalars()
    return list(newest)[::-1]


def forget_chat(session: Session, chat_id: int) -> None:
    """Everything the page could show."""
    session.execute(delete(Bubble).where(col(Bubble.chat_id) == chat_id))


def sweep(session: Session, now: datetime) -> None:
    """Bubbles past their keeping time."""
    session.execute(delete(Bubble).where(col(Bubble.said_at) < now - KEEP))
