"""A chat: one address on one channel (a Telegram private chat, a browser), and what we wait for in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from db.families import Guardian
from db.sealing import Sealed


class Chat(SQLModel, table=True):
    """`state` and `waiting` exist only while we wait for typed words, a date, a place or a file."""

    # Ids stand in buttons and keys and must never come back: SQLite would give the highest one again after a delete.
    __table_args__ = (UniqueConstraint("channel", "address"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    address: str
    language: str = ""
    guardian_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("guardian.id", ondelete="SET NULL"), index=True)
    )
    state: str | None = None
    waiting: dict[str, Any] | None = Field(default=None, sa_column=Column(Sealed("chat.waiting")))
    blocked_at: datetime | None = Field(default=None, sa_type=Moment)
    #: Set when the family asked to be forgotten: the row goes as soon as the last word has been said.
    leaving: bool = False
    #: Counter of the web page: every new or changed bubble takes the next number.
    cursor: int = 0
    seen_at: datetime = Field(sa_type=Moment)


# Asked for every update and every request of a page: built once.
_find = select(Chat).where(Chat.channel == bindparam("channel"), Chat.address == bindparam("address"))
_with_person = _find.add_columns(Guardian).outerjoin(Guardian, col(Guardian.id) == col(Chat.guardian_id))


def find(session: Session, channel: str, address: str) -> Chat | None:
    """The chat at this address, if it ever wrote to us."""
    return session.execute(_find, {"channel": channel, "address": address}).scalar()


def with_person(session: Session, channel: str, address: str) -> tuple[Chat | None, Guardian | None]:
    """The chat at this address and the guardian whose chat it is, in one question."""
    row = session.execute(_with_person, {"channel": channel, "address": address}).first()
    return (row[0], row[1]) if row else (None, None)


def one(session: Session, chat_id: int) -> Chat | None:
    """This chat, if it is still here."""
    return session.get(Chat, chat_id)


_several = select_columns(Chat).where(col(Chat.id).in_(bindparam("chats", expanding=True)))


def several(session: Session, chat_ids: Collection[int]) -> list[Chat]:
    """These chats, as far as they are still here."""
    return list(session.execute(_several, {"chats": list(chat_ids)}).scalars())


def of_guardian(session: Session, guardian_id: int) -> list[Chat]:
    """All chats of one person, the one used last first."""
    rows = select(Chat).where(Chat.guardian_id == guardian_id).order_by(Chat.seen_at.desc())  # type: ignore[attr-defined]  # SQLModel types columns as their values
    return list(session.exec(rows))


def in_states(session: Session, beginning: str) -> list[Chat]:
    """Chats whose state begins so, locked; those somebody is talking in at this very moment are left for the next time."""
    rows = select(Chat).where(col(Chat.state).startswith(beginning, autoescape=True))
    locked = rows.with_for_update(skip_locked=True)
    return list(session.exec(locked, execution_options={"populate_existing": True}))


def leaving(session: Session) -> list[Chat]:
    """Chats whose family asked to be forgotten and that are still here."""
    return list(session.exec(select(Chat).where(Chat.leaving)))


_rows = SQLModel.metadata.tables["chat"]
# Asked with every few copies of a notice: of the table itself, which takes half as long.
_leaving_of = select_columns(_rows.c.id).where(
    _rows.c.id.in_(bindparam("chats", expanding=True)), _rows.c.leaving
)


def leaving_of(session: Session, chat_ids: Collection[int]) -> list[int]:
    """Those of these chats whose family asked to be forgotten."""
    return [number or 0 for number in session.execute(_leaving_of, {"chats": list(chat_ids)}).scalars()]


@dataclass(frozen=True, slots=True)
class Listener:
    """A guardian who wants reminders, the chat they are written to, and their hours (see `Guardian`)."""

    family_id: int
    guardian_id: int
    chat_id: int
    channel: str
    write_from: int
    write_to: int
    rest_day: int | None
    notes_wanted: bool


_reached = (
    select_columns(
        col(Guardian.family_id),
        col(Guardian.id),
        col(Chat.id),
        col(Chat.channel),
        col(Guardian.write_from),
        col(Guardian.write_to),
        col(Guardian.rest_day),
        col(Guardian.notes_wanted),
    )
    .join(Guardian, col(Guardian.id) == col(Chat.guardian_id))
    .where(col(Guardian.family_id).in_(bindparam("families", expanding=True)))
    .order_by(col(Guardian.id), col(Chat.blocked_at).is_not(None), col(Chat.seen_at).desc())
)
_listeners = _reached.where(col(Guardian.paused_at).is_(None))


def listeners(
    session: Session, family_ids: Iterable[int], stopped_too: bool = False
) -> dict[int, list[Listener]]:
    """Whom to remind in these families, by family: each guardian once, in the chat used last that is not blocked, if there is one. `stopped_too`:
    whom to answer: those as well who want no reminders."""
    found: dict[int, dict[int, Listener]] = {}
    who = _reached if stopped_too else _listeners
    for row in session.execute(who, {"families": list(family_ids)}):
        one = Listener(*row)
        found.setdefault(one.family_id, {}).setdefault(one.guardian_id, one)
    return {family: list(guardians.values()) for family, guardians in found.items()}
