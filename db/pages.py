"""The bubbles of the web chat: what the page shows after a reload, in the order it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal_column,
    select,
)
from sqlmodel import Field, Session, SQLModel, col

from db.chats import Chat
from db.connection import Moment
from db.inbox import Inbox, State
from db.sealing import Sealed

#: How long a bubble can be read again.
KEEP = timedelta(days=400)
#: The same for somebody of whom nothing else is kept: long enough to come back tomorrow.
KEEP_OF_STRANGERS = timedelta(days=2)


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
    #: When its text gives way to what stands in the body as `afterwards`.
    fades_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


# Asked for every bubble and every look of an open page: built once, and where no row is changed, without the ORM.
_chats, _bubbles, _inbox = (SQLModel.metadata.tables[str(one.__tablename__)] for one in (Chat, Bubble, Inbox))
_step = (
    _chats.update()
    .where(_chats.c.id == bindparam("chat"))
    .values(cursor=_chats.c.cursor + 1)
    .returning(_chats.c.cursor)
)
_glance = select(
    _chats.c.language,
    _chats.c.cursor,
    select(func.min(_bubbles.c.seq)).where(_bubbles.c.chat_id == _chats.c.id).scalar_subquery(),
    select(_inbox.c.id)
    .where(
        _inbox.c.chat_key == _chats.c.channel + ":" + _chats.c.address,
        _inbox.c.state == literal_column(f"'{State.OPEN}'"),
    )
    .exists(),
).where(_chats.c.id == bindparam("chat"))
_changed = (
    select(Bubble)
    .where(col(Bubble.chat_id) == bindparam("chat"), col(Bubble.cursor) > bindparam("cursor"))
    .order_by(col(Bubble.cursor))
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Glance:
    """What an open page must know at once: the language spoken there, the number of its last change, and whether an answer is due.

    `first` is the place of the oldest bubble that still stands: what a page shows from before it is gone.
    """

    language: str
    cursor: int
    first: int
    busy: bool


def glance(session: Session, chat_id: int) -> Glance | None:
    """One small question; nothing when the chat is gone."""
    row = session.execute(_glance, {"chat": chat_id}).first()
    if row is None:
        return None
    language, cursor, first, busy = row
    return Glance(language, cursor, first or cursor + 1, busy)


def next_cursor(session: Session, chat_id: int) -> int | None:
    """The next number of this chat, nothing when the chat is gone. The row lock puts two writers one after the other."""
    return session.execute(_step, {"chat": chat_id}).scalar()


def append(
    session: Session,
    chat_id: int,
    mine: bool,
    body: dict[str, Any],
    now: datetime,
    nonce: str | None = None,
    fades_at: datetime | None = None,
) -> int | None:
    """A new bubble at the end; its place, which is its cursor, too. Nothing when the chat is gone."""
    cursor = next_cursor(session, chat_id)
    if cursor is not None:
        bubble = {"chat_id": chat_id, "seq": cursor, "cursor": cursor, "mine": mine, "body": body}
        session.execute(_bubbles.insert(), {**bubble, "nonce": nonce, "said_at": now, "fades_at": fades_at})
    return cursor


def change(session: Session, chat_id: int, seq: int, body: dict[str, Any]) -> bool:
    """Puts other words into a bubble that stands; False when there is none."""
    bubble = one(session, chat_id, seq)
    cursor = next_cursor(session, chat_id)
    if bubble is None or cursor is None:
        return False
    bubble.body, bubble.cursor = body, cursor
    session.flush()
    return True


def fade(session: Session, now: datetime) -> int:
    """Puts what is to stand afterwards into bubbles whose time has come; returns how many."""
    due = session.execute(select(Bubble).where(col(Bubble.fades_at) <= now)).scalars().all()
    for bubble in due:
        rest = {name: part for name, part in bubble.body.items() if name != "afterwards"}
        bubble.fades_at = None
        change(session, bubble.chat_id, bubble.seq, {**rest, "text": bubble.body.get("afterwards", "")})
    return len(due)


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
    asked = {"chat": chat_id, "cursor": cursor, "most": limit}
    return list(session.execute(_changed, asked).scalars())


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
    """Bubbles past their keeping time, which is short for who is no guardian."""
    session.execute(delete(Bubble).where(col(Bubble.said_at) < now - KEEP))
    strangers = select(_chats.c.id).where(_chats.c.guardian_id.is_(None))
    old = col(Bubble.said_at) < now - KEEP_OF_STRANGERS
    session.execute(delete(Bubble).where(old, col(Bubble.chat_id).in_(strangers)))
