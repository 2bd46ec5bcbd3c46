"""Photos somebody sent where one was waited for. What they show is sealed, and goes with the question it belongs to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, delete
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import ANEW, Moment
from db.sealing import Sealed


class PhotoState(StrEnum):
    """`WANTED` is still with the channel; `GONE` was deleted. Words are kept in the database: never change one."""

    WANTED = "wanted"
    HERE = "here"
    FAILED = "failed"
    GONE = "gone"


class Photo(SQLModel, table=True):
    """`ref` is the channel's own id of it, `data` the picture, both sealed. `due_at`: when it is fetched next, while it is wanted."""

    __table_args__ = (Index("ix_photo_state", "state"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: What it is for: "ticket:7", "answer:<key>"; "" until the conversation has said so.
    purpose: str = ""
    state: str = PhotoState.WANTED
    ref: str | None = Field(default=None, sa_column=Column(Sealed("photo.ref")))
    mime: str = ""
    #: Sealed as bytes (`db.sealing.ring().seal`, label "photo.data").
    data: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    tries: int = 0
    due_at: datetime = Field(sa_type=Moment)
    at: datetime = Field(sa_type=Moment)


def one(session: Session, photo_id: int) -> Photo | None:
    """A photo, whatever became of it; locked."""
    found = select(Photo).where(Photo.id == photo_id).with_for_update()
    return session.exec(found, execution_options=ANEW).first()


def of_purpose(session: Session, purpose: str) -> list[Photo]:
    """Photos for this, also those that are gone, the first to come first."""
    return list(session.exec(select(Photo).where(Photo.purpose == purpose).order_by(col(Photo.id))))


def of_chat(session: Session, chat_id: int) -> list[Photo]:
    """Everything that came from this chat and is not gone."""
    rows = select(Photo).where(Photo.chat_id == chat_id, Photo.state != PhotoState.GONE)
    return list(session.exec(rows.order_by(col(Photo.id))))


def unclaimed(session: Session, chat_id: int) -> list[Photo]:
    """What came from this chat and no conversation asked for."""
    rows = select(Photo).where(Photo.chat_id == chat_id, Photo.purpose == "")
    return list(session.exec(rows))


def next_wanted(session: Session, now: datetime) -> Photo | None:
    """The photo that is to be fetched next, if it is time."""
    rows = select(Photo).where(Photo.state == PhotoState.WANTED, col(Photo.due_at) <= now)
    return session.exec(rows.order_by(col(Photo.due_at), col(Photo.id)).limit(1)).first()


def older(session: Session, before: datetime, unclaimed_before: datetime) -> list[Photo]:
    """Photos past their keeping time, and those nobody claimed in theirs."""
    rows = select(Photo).where(
        Photo.state != PhotoState.GONE,
        (col(Photo.at) < before) | ((col(Photo.purpose) == "") & (col(Photo.at) < unclaimed_before)),
    )
    return list(session.exec(rows))


def delete_of_chat(session: Session, chat_id: int) -> None:
    """Every row of this chat."""
    session.execute(delete(Photo).where(col(Photo.chat_id) == chat_id))


def delete_gone(session: Session, before: datetime) -> None:
    """Rows of photos that are gone for long: nothing asks for them any more."""
    session.execute(delete(Photo).where(col(Photo.state) == PhotoState.GONE, col(Photo.at) < before))
