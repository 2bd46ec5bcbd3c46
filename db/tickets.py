"""Tickets: a question a person has taken. What is said in one is sealed; a photo in it (`db.photos`) goes when it is closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    and_,
    case,
    delete,
    func,
    or_,
    true,
    update,
)
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import ANEW, Moment
from db.sealing import Sealed
from db.staff import StaffAudit
from rules.roles import Duty


class TicketState(StrEnum):
    """Words are kept in the database: never change one."""

    WAITING = "waiting"
    TAKEN = "taken"
    #: The family was asked back, and it is their turn.
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


#: In these it is the staff's turn.
SILENT = (TicketState.WAITING, TicketState.TAKEN)


class Author(StrEnum):
    """Who said something in a ticket. Words are kept in the database: never change one."""

    FAMILY = "family"
    STAFF = "staff"
    NOTE = "note"


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
    #: Offices the family did not want it passed to, since it wrote last.
    refused: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    #: The language of the family.
    language: str
    state: str = TicketState.WAITING
    #: The chat of whoever has taken it: a worker's or an owner's.
    taken_by: int | None = None
    alarms: int = 0
    #: Whether the family was told that it takes longer.
    late_told: bool = False
    opened_at: datetime = Field(sa_type=Moment)
    moved_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class TicketLine(SQLModel, table=True):
    """One thing said in a ticket. `author` is family, staff or note (seen by staff only)."""

    __tablename__ = "ticket_line"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(
        sa_column=Column(Integer, ForeignKey("ticket.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    author: str
    #: The language somebody of the staff wrote it in; None for a family's words.
    language: str | None = None
    words: str | None = Field(default=None, sa_column=Column(Sealed("ticket_line.words")))
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


def within(duty: Duty) -> ColumnElement[bool]:
    """Only tickets of these districts, or of none, and of this office."""
    here: list[ColumnElement[bool]] = [true()]
    if duty.districts:
        here.append(or_(col(Ticket.district).in_(sorted(duty.districts)), col(Ticket.district).is_(None)))
    if not duty.every_office:
        here.append(col(Ticket.office) == duty.office)
    return and_(*here)


def one(session: Session, ticket_id: int, duty: Duty) -> Ticket | None:
    """This ticket, whatever its state; locked, so that two who take it do so one after the other."""
    rows = select(Ticket).where(Ticket.id == ticket_id, within(duty))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def is_there(session: Session, ticket_id: int) -> bool:
    """Whether there is such a ticket at all, whoever it concerns."""
    return session.exec(select(Ticket.id).where(Ticket.id == ticket_id)).first() is not None


def queue(session: Session, duty: Duty) -> list[Ticket]:
    """What is open and theirs: what waits, and what they took; for managers everything open. What has waited longest for staff comes first."""
    rows = select(Ticket).where(col(Ticket.state) != TicketState.CLOSED, within(duty))
    if not duty.every_office:
        ours = or_(col(Ticket.state) == TicketState.WAITING, col(Ticket.taken_by) == duty.chat)
        rows = rows.where(ours)
    first = case((col(Ticket.state).in_(SILENT), 0), else_=1)
    return list(session.exec(rows.order_by(first, col(Ticket.moved_at), col(Ticket.id))))


def waiting(session: Session, duty: Duty, since: datetime | None = None) -> int:
    """How many wait for somebody who takes them; with `since` only those that came, or came back, after it."""
    rows = select_columns(func.count()).where(col(Ticket.state) == TicketState.WAITING, within(duty))
    if since is not None:
        rows = rows.where(col(Ticket.moved_at) > since)
    return int(session.execute(rows).scalar_one())


def silent(session: Session) -> list[Ticket]:
    """Every ticket that waits for the staff, the longest waiting first."""
    rows = select(Ticket).where(col(Ticket.state).in_(SILENT)).order_by(col(Ticket.moved_at), col(Ticket.id))
    return list(session.exec(rows.with_for_update(), execution_options=ANEW))


def unmoved(session: Session, state: TicketState, before: datetime) -> list[Ticket]:
    """Tickets in this state since before then."""
    rows = select(Ticket).where(col(Ticket.state) == state, col(Ticket.moved_at) < before)
    return list(session.exec(rows.with_for_update(), execution_options=ANEW))


def of_chat(session: Session, chat_id: int, ticket_id: int) -> Ticket | None:
    """This chat's ticket, locked; nothing for another's."""
    rows = select(Ticket).where(Ticket.id == ticket_id, Ticket.chat_id == chat_id)
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def all_of(session: Session, chat_id: int) -> list[Ticket]:
    """Everything this chat asked, the newest first."""
    return list(session.exec(select(Ticket).where(Ticket.chat_id == chat_id).order_by(col(Ticket.id).desc())))


def answered_since(session: Session, chat_id: int, since: datetime) -> Ticket | None:
    """This chat's ticket that was answered last, if that was after then and nothing was said since."""
    rows = select(Ticket).where(
        Ticket.chat_id == chat_id, Ticket.state == TicketState.ANSWERED, col(Ticket.moved_at) >= since
    )
    return session.exec(rows.order_by(col(Ticket.moved_at).desc(), col(Ticket.id).desc()).limit(1)).first()


def lines(session: Session, ticket_id: int, notes: bool = False) -> list[TicketLine]:
    """What was said, the oldest first; notes of the staff only if asked for."""
    rows = select(TicketLine).where(TicketLine.ticket_id == ticket_id)
    if not notes:
        rows = rows.where(col(TicketLine.author) != Author.NOTE)
    return list(session.exec(rows.order_by(col(TicketLine.id))))


def was_done(session: Session, ticket_id: int, what: str) -> bool:
    """Whether somebody of the staff has done this with it."""
    rows = select(StaffAudit.id).where(StaffAudit.about == f"ticket:{ticket_id}", StaffAudit.what == what)
    return session.exec(rows).first() is not None


def held(session: Session, chat_id: int) -> list[int]:
    """The numbers of what somebody of the staff has taken in this chat and is open."""
    rows = select_columns(col(Ticket.id)).where(
        col(Ticket.taken_by) == chat_id, col(Ticket.state) != TicketState.CLOSED
    )
    return list(session.execute(rows).scalars())


def give_back(session: Session, chat_id: int, duty: Duty | None) -> None:
    """What somebody of the staff has taken in this chat and (with their `duty` of now; None: they are gone) no longer reaches waits for somebody
    else. What is closed is nobody's any more."""
    lost = col(Ticket.taken_by) == chat_id
    if duty is not None:
        lost = and_(lost, ~within(duty))
    again = case((col(Ticket.state) == TicketState.TAKEN, TicketState.WAITING), else_=col(Ticket.state))
    session.execute(update(Ticket).where(lost).values(taken_by=None, state=again))
    session.flush()


def drop(session: Session, ticket_ids: Collection[int]) -> None:
    """These tickets go, and every word in them."""
    session.execute(delete(Ticket).where(col(Ticket.id).in_(ticket_ids)))


def ids_of_chat(session: Session, chat_id: int) -> list[int]:
    """The numbers of everything this chat asked."""
    return list(
        session.execute(select_columns(col(Ticket.id)).where(col(Ticket.chat_id) == chat_id)).scalars()
    )


def drop_closed(session: Session, before: datetime) -> None:
    """Tickets that were closed before then: their words are past their keeping time."""
    session.execute(
        delete(Ticket).where(col(Ticket.state) == TicketState.CLOSED, col(Ticket.closed_at) < before)
    )


def replies(session: Session) -> list[CannedReply]:
    """The words staff keep ready, the first to be written first."""
    rows = select(CannedReply).where(col(CannedReply.removed_at).is_(None))
    return list(session.exec(rows.order_by(col(CannedReply.id))))


def reply(session: Session, number: int) -> CannedReply | None:
    """One of them, locked; nothing for one that was taken out."""
    rows = select(CannedReply).where(CannedReply.id == number, col(CannedReply.removed_at).is_(None))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()
