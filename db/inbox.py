"""What came in: every update is stored before it is looked at, and marked done together with its effects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    text,
)
from sqlmodel import Field, Session, SQLModel, col

from db.connection import Moment
from db.sealing import Sealed

#: Tries before an update is put aside.
TRIES = 3
#: How long a finished row stays, so that a repeated delivery is recognised. Telegram repeats for 24 hours; after a quiet week its
#: ids start again at random, so rows must be gone well before a week is over.
KEEP = timedelta(hours=48)


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    ASIDE = "aside"


class Inbox(SQLModel, table=True):
    """One raw update. The payload is emptied as soon as the update is done."""

    __table_args__ = (
        UniqueConstraint("channel", "update_key"),
        Index(
            "inbox_open",
            "chat_key",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "inbox_order", "id", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")
        ),
        # aiogram remembers the kind of an update by its number alone, so a number must never come back.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    update_key: str
    chat_key: str
    payload: dict[str, Any] | None = Field(default=None, sa_column=Column(Sealed("inbox.payload")))
    state: str = State.OPEN
    tries: int = 0
    not_before: datetime = Field(sa_type=Moment)
    received_at: datetime = Field(sa_type=Moment)
    #: Name of the error's class, never its text: texts can carry tokens and personal words.
    trouble: str | None = None


# Asked for every update: built once, and without the ORM, which would cost more than the database. The state stands in the
# statement itself, or a prepared statement could not use the indexes that hold open rows only.
_table = SQLModel.metadata.tables["inbox"]
_earlier = _table.alias()
_is_open: ColumnElement[str] = literal_column(f"'{State.OPEN}'")
_next_open = (
    select(_table.c.id, _table.c.channel, _table.c.chat_key, _table.c.payload)
    .where(
        _table.c.state == _is_open,
        _table.c.not_before <= bindparam("now"),
        ~select(_earlier.c.id)
        .where(
            _earlier.c.chat_key == _table.c.chat_key,
            _earlier.c.state == _is_open,
            _earlier.c.id < _table.c.id,
        )
        .exists(),
    )
    .order_by(_table.c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=_table)
)
_done = _table.update().where(_table.c.id == bindparam("row")).values(state=State.DONE, payload=None)


@dataclass(frozen=True)
class Taken:
    """An update that is being handled."""

    row_id: int
    channel: str
    chat_key: str
    payload: dict[str, Any]


def next_open(session: Session, now: datetime) -> Taken | None:
    """The oldest update that is nobody else's and whose chat has none before it.

    The row stays locked until the transaction ends: that lock is what keeps a chat in order across processes.
    """
    row = session.execute(_next_open, {"now": now}).first()
    return Taken(row.id, row.channel, row.chat_key, row.payload or {}) if row else None


def done(session: Session, row_id: int) -> None:
    """This update has had its effects; what it said is no longer kept."""
    session.execute(_done, {"row": row_id})


def stumbled(session: Session, row_id: int, trouble: str, retry_at: datetime) -> bool:
    """Counts a failed try; True when it was the last one and the update is now put aside for the operator."""
    row = session.get_one(Inbox, row_id)
    row.tries += 1
    row.trouble = trouble
    row.not_before = retry_at
    if row.tries >= TRIES:
        row.state = State.ASIDE
    session.add(row)
    return row.state == State.ASIDE


def put_aside(session: Session) -> list[Inbox]:
    """The updates no try could finish, oldest first, for the operator."""
    return list(
        session.execute(
            select(Inbox).where(col(Inbox.state) == State.ASIDE).order_by(col(Inbox.id))
        ).scalars()
    )


def known_keys(session: Session, channel: str, keys: list[str]) -> set[str]:
    """Which of these updates are stored already."""
    rows = select(col(Inbox.update_key)).where(col(Inbox.channel) == channel, col(Inbox.update_key).in_(keys))
    return set(session.execute(rows).scalars())


def forget_chat(session: Session, chat_key: str, but: int | None = None) -> None:
    """Everything this chat ever sent us, finished or not, except row `but`."""
    session.execute(delete(Inbox).where(col(Inbox.chat_key) == chat_key, col(Inbox.id) != (but or 0)))


def sweep(session: Session, now: datetime) -> None:
    """Finished rows past their keeping time, and updates put aside a month ago."""
    session.execute(delete(Inbox).where(col(Inbox.state) == State.DONE, col(Inbox.received_at) < now - KEEP))
    session.execute(
        delete(Inbox).where(
            col(Inbox.state) == State.ASIDE, col(Inbox.received_at) < now - timedelta(days=30)
        )
    )


def counts(session: Session) -> dict[str, int]:
    """Rows by state, for metrics."""
    rows = session.execute(select(col(Inbox.state), func.count()).group_by(col(Inbox.state))).all()
    return dict(tuple(row) for row in rows)
