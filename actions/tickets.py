"""What is done with a question that a person answers: the family's side, the staff's side, and how it ends.

The ticket that is given here was found for its caller: a family's by its chat (`db.tickets.of_chat`), a worker's within district and office
(`db.tickets.one`), locked. Every deed of the staff is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions import photos
from actions.answer_borrowing import forget_words
from actions.desk import Desk
from actions.staff import note as deed
from db import chats, staff, ticket_letters, tickets
from db.chats import Chat
from db.tickets import Author, Ticket, TicketLine, TicketState
from rules.roles import Duty, Role
from rules.tickets import ANSWERED_LASTS, ASKED_LASTS, KEEP, LINES_MOST, OPEN_MOST

#: The state of a chat whose next words are for a person (`dialogs.tickets.Telling.words`); the ticket is in its data.
WAITS_FOR_WORDS = "person:words"
#: How the states of staff who write in a ticket begin; the ticket is in their data.
_WRITING = "staff_ticket"


# --- the family's side


def may_ask(session: Session, chat: Chat) -> bool:
    """Whether this chat has not as many open questions as it may."""
    standing = [one for one in tickets.all_of(session, chat.id or 0) if one.state != TicketState.CLOSED]
    return len(standing) < OPEN_MOST


def ask(desk: Desk, chat: Chat, words: str, district: str | None) -> Ticket | None:
    """The question goes to the community's office of this district (None: of all). None when too many are open."""
    if not may_ask(desk.session, chat):
        return None
    made = Ticket(
        chat_id=chat.id or 0,
        district=district,
        language=chat.language,
        opened_at=desk.now,
        moved_at=desk.now,
    )
    desk.session.add(made)
    desk.session.flush()
    _say(desk, made, Author.FAMILY, words)
    return made


def add_words(desk: Desk, ticket: Ticket, words: str) -> bool:
    """The family says more, or shows a photo; it is the staff's turn again. False when it is closed, or when they have said as much as anybody can read."""
    said = [one for one in tickets.lines(desk.session, ticket.id or 0) if one.author == Author.FAMILY]
    if ticket.state == TicketState.CLOSED or len(said) >= LINES_MOST:
        return False
    _say(desk, ticket, Author.FAMILY, words)
    ticket.refused = []
    desk.session.add(ticket)
    if ticket.state not in tickets.SILENT:
        _to_staff(desk, ticket)
    return True


def answer_about_passing(desk: Desk, ticket: Ticket, office: str, agreed: bool) -> bool:
    """Whether this office may see it. With a yes it waits there, held by nobody. False when nobody asks that (any more), or asks for another."""
    if ticket.pass_to is None or ticket.pass_to != office or ticket.state == TicketState.CLOSED:
        return False
    if agreed:
        ticket.office, ticket.taken_by = office, None
        photos.look_away(desk.session, photos.for_ticket(ticket.id or 0))
    else:
        ticket.refused = [*ticket.refused, office]
    ticket.pass_to = None
    _to_staff(desk, ticket)
    return True


def withdraw(desk: Desk, ticket: Ticket) -> None:
    """The family takes it back: nothing is left of it, and nobody of the staff is told of it any more."""
    _drop(desk.session, [ticket.id or 0])


def close(desk: Desk, ticket: Ticket) -> bool:
    """The question is settled, whoever says so. The words are kept for a while; photos go from here. False when it was closed already."""
    if ticket.state == TicketState.CLOSED:
        return False
    ticket.state, ticket.closed_at = TicketState.CLOSED, desk.now
    ticket.pass_to = None
    desk.session.add(ticket)
    desk.session.flush()
    ticket_letters.withdraw(desk.session, [ticket.id or 0])
    photos.drop_for(desk.session, photos.for_ticket(ticket.id or 0))
    return True


def told(session: Session, chat_id: int, at: Callable[[datetime | None], str | None]) -> list[dict[str, Any]]:
    """For a copy of everything that is kept of this chat: without what colleagues noted among themselves."""
    return [
        {
            "opened_at": at(one.opened_at),
            "state": one.state,
            "district": one.district,
            "office": one.office,
            "closed_at": at(one.closed_at),
            "lines": [
                {"at": at(line.at), "from": line.author, "words": line.words}
                for line in tickets.lines(session, one.id or 0)
            ],
        }
        for one in tickets.all_of(session, chat_id)
    ]


# --- the staff's side


def look(desk: Desk, duty: Duty, ticket: Ticket) -> None:
    """Somebody reads it: every look is written down."""
    deed(desk.session, duty.who, "ticket.looked", f"ticket:{ticket.id}", desk.now)


def may_read(ticket: Ticket, duty: Duty) -> bool:
    """What a colleague holds is theirs, and their manager's; what is closed is nobody's any more."""
    if ticket.state == TicketState.CLOSED:
        return False
    return holds(ticket, duty) or ticket.taken_by is None or duty.at_least(Role.MANAGER)


def holds(ticket: Ticket, duty: Duty) -> bool:
    """Whether they have taken it."""
    return ticket.taken_by is not None and ticket.taken_by == duty.chat


def take(desk: Desk, duty: Duty, ticket: Ticket) -> bool:
    """It is theirs from now on. False where a colleague has it; a manager takes it over from them."""
    if ticket.state == TicketState.CLOSED or not may_read(ticket, duty):
        return False
    photos.look_away(desk.session, photos.for_ticket(ticket.id or 0))
    ticket.taken_by = duty.chat
    if ticket.state == TicketState.WAITING:
        ticket.state = TicketState.TAKEN
    return _done(desk, duty, ticket, "taken")


def give_back(desk: Desk, duty: Duty, ticket: Ticket) -> bool:
    """It waits for somebody else. False where they do not have it."""
    if not _works(ticket, duty):
        return False
    photos.look_away(desk.session, photos.for_ticket(ticket.id or 0))
    ticket.taken_by = None
    if ticket.state == TicketState.TAKEN:
        ticket.state = TicketState.WAITING
    return _done(desk, duty, ticket, "given_back")


def answer(desk: Desk, duty: Duty, ticket: Ticket, words: str, language: str) -> bool:
    """The family is answered. False where they do not have it (any more)."""
    return _told_family(desk, duty, ticket, words, language, TicketState.ANSWERED)


def ask_back(desk: Desk, duty: Duty, ticket: Ticket, words: str, language: str) -> bool:
    """The family is asked; their next words go to the ticket, unless they are busy with something else. False where they do not have it."""
    if not _told_family(desk, duty, ticket, words, language, TicketState.ASKED):
        return False
    chat = chats.one(desk.session, ticket.chat_id)
    if chat is not None and chat.state is None:
        chat.state, chat.waiting = WAITS_FOR_WORDS, {**(chat.waiting or {}), "ticket": ticket.id}
        desk.session.add(chat)
    return True


def add_note(desk: Desk, duty: Duty, ticket: Ticket, words: str) -> bool:
    """A word among colleagues; the family never sees it. False where they do not have it."""
    if not _works(ticket, duty):
        return False
    _say(desk, ticket, Author.NOTE, words)
    return _done(desk, duty, ticket, "noted")


def offer_pass(desk: Desk, duty: Duty, ticket: Ticket, office: str) -> bool:
    """The family is asked whether another office may see it; until they answer nothing is passed. False where they do not have it, and where the
    family did not want that office and has not written since."""
    if not _works(ticket, duty) or office == ticket.office or office in ticket.refused:
        return False
    ticket.pass_to, ticket.state = office, TicketState.ASKED
    ticket.moved_at = desk.now
    return _done(desk, duty, ticket, "pass_asked")


def close_by_staff(desk: Desk, duty: Duty, ticket: Ticket) -> bool:
    """False where they do not have it, or it is closed."""
    return _works(ticket, duty) and close(desk, ticket) and _done(desk, duty, ticket, "closed")


# --- the clock


def alarmed(desk: Desk, ticket: Ticket, alarms: int) -> None:
    """So many times its silence was told to the staff."""
    ticket.alarms = alarms
    desk.session.add(ticket)
    desk.session.flush()


def late(desk: Desk, ticket: Ticket) -> None:
    """The family was told that it takes longer: not a second time."""
    ticket.late_told = True
    desk.session.add(ticket)
    desk.session.flush()


def close_old(desk: Desk) -> None:
    """What was answered a while ago, and what the family was asked and never said, closes by itself."""
    for state, lasts in ((TicketState.ANSWERED, ANSWERED_LASTS), (TicketState.ASKED, ASKED_LASTS)):
        for ticket in tickets.unmoved(desk.session, state, desk.now - lasts):
            close(desk, ticket)


def sweep(session: Session, now: datetime) -> None:
    """The words of closed tickets go when their time is over."""
    tickets.drop_closed(session, now - KEEP)


def forget_chat(session: Session, chat_id: int) -> None:
    """Everything this chat asked goes, with letters about it, and with what the pages of the staff still show of it. What whoever works there
    holds of others waits for somebody else."""
    _drop(session, tickets.ids_of_chat(session, chat_id))
    member = staff.of_chat(session, chat_id)
    if member is not None:
        tickets.give_back(session, chat_id, None)


def _drop(session: Session, ticket_ids: list[int]) -> None:
    for number in ticket_ids:
        photos.drop_for(session, photos.for_ticket(number))
    ticket_letters.withdraw(session, ticket_ids)
    ticket_letters.hide(session, ticket_ids)
    ticket_letters.fade(session)
    tickets.drop(session, ticket_ids)
    for chat in chats.in_states(session, _WRITING):
        if (chat.waiting or {}).get("ticket") in ticket_ids:
            chat.state, chat.waiting = None, None
            session.add(chat)
    session.flush()
    forget_words(session)


def _works(ticket: Ticket, duty: Duty) -> bool:
    return holds(ticket, duty) and ticket.state != TicketState.CLOSED


def _told_family(
    desk: Desk, duty: Duty, ticket: Ticket, words: str, language: str, state: TicketState
) -> bool:
    if not _works(ticket, duty):
        return False
    _say(desk, ticket, Author.STAFF, words, language)
    ticket.state, ticket.moved_at = state, desk.now
    ticket.pass_to = None
    return _done(desk, duty, ticket, "answered" if state == TicketState.ANSWERED else "asked_back")


def _to_staff(desk: Desk, ticket: Ticket) -> None:
    """It is the staff's turn from now on: of whoever has it, or of anybody."""
    ticket.state = TicketState.WAITING if ticket.taken_by is None else TicketState.TAKEN
    ticket.moved_at, ticket.alarms = desk.now, 0
    desk.session.add(ticket)
    desk.session.flush()


def _say(desk: Desk, ticket: Ticket, author: Author, words: str, language: str | None = None) -> None:
    line = TicketLine(ticket_id=ticket.id or 0, author=author, language=language, words=words, at=desk.now)
    desk.session.add(line)
    desk.session.flush()


def _done(desk: Desk, duty: Duty, ticket: Ticket, what: str) -> bool:
    desk.session.add(ticket)
    desk.session.flush()
    deed(desk.session, duty.who, f"ticket.{what}", f"ticket:{ticket.id}", desk.now)
    return True
