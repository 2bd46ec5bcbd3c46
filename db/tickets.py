"""Tickets: a question a person has taken. What is said in one is sealed; a photo in it goes when it is closed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary
from sqlmodel import Field, SQLModel

from db.connection import Moment
from db.sealing import Sealed


class TicketState(StrEnum):
    """Words are kept in the database: never change one."""

    WAITING = "waiting"
    TAKEN = "taken"
    #: The family was asked back, and it is their turn.
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


class Ticket(SQLModel, table=True):
    """One question of one family's chat. `moved_at`: when it last was the staff's turn to act; `alarms`: how often its silence was told."""

    __table_args__ = (Index("ix_ticket_queue", "state", "district"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    district: str | None = None
    #: Whose it is (ids of the city's offices); "": the community's.
    office: str = ""
    #: The office it is to be passed to, once the family agrees.
    pass_to: str | None = None
    #: The language of the family.
    language: str
    state: str = TicketState.WAITING
    #: Number of the `staff` row; 0 for an owner.
    taken_by: int | None = None
    alarms: int = 0
    opened_at: datetime = Field(sa_type=Moment)
    moved_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    #: The `asked` row it came from, if any.
    asked_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("asked.id", ondelete="SET NULL"))
    )


class TicketLine(SQLModel, table=True):
    """One thing said in a ticket. `author` is family, staff or note (seen by staff only)."""

    __tablename__ = "ticket_line"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(
        sa_column=Column(Integer, ForeignKey("ticket.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    author: str
    staff_id: int | None = None
    words: str | None = Field(default=None, sa_column=Column(Sealed("ticket_line.words")))
    photo_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("photo.id", ondelete="SET NULL"))
    )
    at: datetime = Field(sa_type=Moment)


class PhotoState(StrEnum):
    """`WANTED` is still with the channel; `GONE` was deleted."""

    WANTED = "wanted"
    HERE = "here"
    FAILED = "failed"
    GONE = "gone"


class Photo(SQLModel, table=True):
    """A photo somebody sent where one was waited for. `ref` is the channel's own id of it, `data` the picture, both sealed."""

    __table_args__ = (Index("ix_photo_state", "state"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: What it is for: "ticket" or "answer".
    purpose: str
    state: str = PhotoState.WANTED
    ref: str | None = Field(default=None, sa_column=Column(Sealed("photo.ref")))
    mime: str = ""
    #: Sealed as bytes (`db.sealing.ring().seal`, label "photo.data").
    data: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    tries: int = 0
    at: datetime = Field(sa_type=Moment)


class CannedReply(SQLModel, table=True):
    """Words staff use again and again: a title and a text per language."""

    __tablename__ = "canned_reply"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    titles: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    texts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    who: str
    at: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)
