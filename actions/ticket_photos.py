"""A paper shown as a photo in a question to a person: at most three, seen by whoever has taken it, gone with the end of the question."""

from __future__ import annotations

from sqlmodel import Session

from actions import photos, tickets
from actions.desk import Desk
from actions.staff import note
from db import photos as tables
from db.chats import Chat
from db.photos import Photo, PhotoState
from db.tickets import Ticket, TicketState
from rules.photos import TICKET_MOST
from rules.roles import Duty

#: Stands in a ticket's words for the photo itself.
_SIGN = "📷"


def may_show(session: Session, ticket: Ticket) -> bool:
    """Whether the question is open and has not as many photos as it may."""
    standing = tables.of_purpose(session, photos.for_ticket(ticket.id or 0))
    here = [one for one in standing if one.state in (PhotoState.WANTED, PhotoState.HERE)]
    return ticket.state != TicketState.CLOSED and len(here) < TICKET_MOST


def show(desk: Desk, chat: Chat, ticket: Ticket, ref: str, words: str) -> Photo | None:
    """The photo the channel calls `ref` belongs to the question, with the words under it. None where it cannot: then nothing is kept."""
    if not may_show(desk.session, ticket):
        return None
    photo = photos.claim(desk.session, chat, ref, photos.for_ticket(ticket.id or 0), desk.now)
    if photo is None:
        return None
    if not tickets.add_words(desk, ticket, f"{_SIGN} {words}".strip()):
        photos.drop(desk.session, [photo])
        return None
    return photo


def to_see(session: Session, ticket: Ticket, duty: Duty) -> list[Photo]:
    """The photos that are here, for whoever has taken the question; none for everybody else."""
    if not tickets.holds(ticket, duty) or ticket.state == TicketState.CLOSED:
        return []
    found = tables.of_purpose(session, photos.for_ticket(ticket.id or 0))
    return [one for one in found if one.state == PhotoState.HERE]


def look(desk: Desk, duty: Duty, ticket: Ticket) -> list[tuple[Photo, bytes]]:
    """The photos and what they show. Every look is written down."""
    seen = [(photo, photos.picture(photo)) for photo in to_see(desk.session, ticket, duty)]
    found = [(photo, data) for photo, data in seen if data is not None]
    if found:
        note(desk.session, duty.who, "ticket.photo_looked", f"ticket:{ticket.id}", desk.now)
    return found
