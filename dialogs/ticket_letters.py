"""Letters about questions to a person: to the staff who may answer, to whoever holds one, and to the family. In the tongue of who reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from actions import families
from actions.staff import duty_of, role_of
from db import chats, staff, ticket_letters, tickets
from db.chats import Chat
from db.outbox import State
from db.staff import Staff
from db.tickets import Ticket
from dialogs.addresses import Go
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.ticket_addresses import Desk
from dialogs.ticket_words import headline
from dialogs.words import Html, Words, join
from rules.hours import PRESETS, next_polite
from rules.roles import Duty, Role
from rules.tickets import LETTER_EVERY

#: Who is told where nobody has this role: those above.
_ABOVE = (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)

Reader = tuple[Chat, Duty]


def readers(
    session: Session, district: str | None, office: str, role: Role, around: Surroundings
) -> list[Reader]:
    """Those with exactly this role who may see such a ticket; where there is none, those of the next role above. Owners are administrators."""
    for level in _ABOVE[_ABOVE.index(role) :]:
        found = [
            (chat, duty)
            for member, chat in staff.serving(session, district, (level,))
            if _sees(duty := duty_of(member), office)
        ]
        if level == Role.ADMINISTRATOR:
            found += _owners(session, around)
        open_ = {
            chat.id: (chat, duty) for chat, duty in found if chat.blocked_at is None and not chat.leaving
        }
        if open_:
            return list(open_.values())
    return []


def own_chat(session: Session, who: str, district: str | None) -> Chat | None:
    """Where somebody of the staff ("staff:7") reads letters about this district; None once they, or their work there, are gone."""
    kind, _sep, number = who.partition(":")
    member = session.get(Staff, int(number)) if kind == "staff" and number.isdigit() else None
    if member is None or member.removed_at is not None:
        return None
    serves = not member.districts or district is None or f"|{district}|" in member.districts
    chat = session.get(Chat, member.chat_id) if serves else None
    return chat if chat is not None and chat.blocked_at is None and not chat.leaving else None


def _sees(duty: Duty, office: str) -> bool:
    return duty.every_office or duty.office == office


def _owners(session: Session, around: Surroundings) -> list[Reader]:
    talks = [chats.find(session, "telegram", str(owner)) for owner in around.owners]
    found = [(chat, role_of(session, chat, around.owners)) for chat in talks if chat is not None]
    return [(chat, duty) for chat, duty in found if duty is not None]


def polite(now: datetime, around: Surroundings) -> datetime:
    """What happens in the night is told in the morning."""
    return next_polite(now, PRESETS["daytime"], around.zone, now + timedelta(days=1))


def tell_new(session: Session, ticket: Ticket, around: Surroundings, now: datetime) -> bool:
    """Whoever may take it hears of it, unless they had a letter within the hour: then the clock tells them. Says whether there is anybody."""
    found = readers(session, ticket.district, ticket.office, Role.WORKER, around)
    for chat, duty in found:
        _tell_waiting(session, chat, duty, ticket.id or 0, around, now)
    return bool(found)


def tell_waiting(session: Session, around: Surroundings, now: datetime) -> None:
    """Who has not been told yet of everything that waits for them, and had no letter within the hour."""
    seen: set[int | None] = set()
    for ticket in tickets.silent(session):
        if ticket.taken_by is not None:
            continue
        for chat, duty in readers(session, ticket.district, ticket.office, Role.WORKER, around):
            if chat.id not in seen:
                seen.add(chat.id)
                _tell_waiting(session, chat, duty, ticket.id or 0, around, now)


def _tell_waiting(
    session: Session, chat: Chat, duty: Duty, ticket_id: int, around: Surroundings, now: datetime
) -> None:
    last = ticket_letters.last(session, chat.id or 0)
    number = tickets.waiting(session, duty)
    unsaid = last is not None and last.state == State.WAITING
    if not number or (
        last is not None and not unsaid and not tickets.waiting(session, duty, last.created_at)
    ):
        return
    _ = around.catalogues.speak(chat.language)
    screen = _waiting_letter(number, ticket_id, _).to_json()
    if last is not None and unsaid:
        # It has not left yet: it says from now on how many there are.
        ticket_letters.reword(session, last, screen, ticket_id, now)
    elif last is None or now - max(last.due_at, last.created_at) >= LETTER_EVERY:
        about = ticket_letters.about(ticket_letters.WAITS, ticket_id)
        families.tell(session, chat, screen, now, polite(now, around), about)
        session.flush()


def _waiting_letter(number: int, ticket_id: int, _: Words) -> Screen:
    """Nothing of what was asked is in it."""
    told = _.ngettext(
        "🙋 {n} question of a family waits for you.",
        "🙋 {n} questions of families wait for you.",
        number,
        n=number,
    )
    look = Choice(_("Look at it"), Desk(do="look", ticket=ticket_id).pack()) if number == 1 else None
    return Screen(told, rows(look, to_queue(_)), fresh=True)


def to_queue(_: Words) -> Choice:
    return Choice(_("🙋 All questions"), Go(to="staff_tickets").pack())


def tell_silent(
    session: Session, ticket: Ticket, role: Role, hours: int, around: Surroundings, now: datetime
) -> None:
    """It has waited so long of an open office's time: those of this role hear of it; at first only whoever has taken it."""
    found = readers(session, ticket.district, ticket.office, role, around)
    if role == Role.WORKER and ticket.taken_by is not None:
        found = holder(session, ticket, around) or found
    for chat, _duty in found:
        _ = around.catalogues.speak(chat.language)
        told = [
            _.ngettext(
                "⏳ A family has waited {n} office hour for an answer.",
                "⏳ A family has waited {n} office hours for an answer.",
                hours,
                n=hours,
            ),
            headline(ticket, _, around),
        ]
        _letter(session, ticket, chat, told, _, around, now)


def tell_holder(
    session: Session, ticket: Ticket, say: Callable[[Words], Html], around: Surroundings, now: datetime
) -> None:
    """Whoever has taken it hears what the family did; where nobody has, those who may take it."""
    if ticket.taken_by is None:
        tell_new(session, ticket, around, now)
        return
    for chat, _duty in holder(session, ticket, around):
        _ = around.catalogues.speak(chat.language)
        _letter(session, ticket, chat, [say(_), headline(ticket, _, around)], _, around, now)


def tell_helped(session: Session, ticket: Ticket, around: Surroundings, now: datetime) -> None:
    """Whoever answered hears that it helped, and may propose the answer for everybody: the question itself is not in the queue any more."""
    for chat, _duty in holder(session, ticket, around):
        _ = around.catalogues.speak(chat.language)
        told = [_("👍 Your answer has helped the family."), headline(ticket, _, around)]
        propose = Choice(_("💡 Answer for everybody"), Desk(do="draft", ticket=ticket.id or 0).pack())
        _send(session, ticket, chat, Screen(join(told), rows(propose, to_queue(_)), fresh=True), around, now)


def holder(session: Session, ticket: Ticket, around: Surroundings) -> list[Reader]:
    """Whoever has taken it, in their chat."""
    chat = chats.one(session, ticket.taken_by) if ticket.taken_by is not None else None
    duty = role_of(session, chat, around.owners) if chat is not None else None
    if chat is None or duty is None or chat.blocked_at is not None or chat.leaving:
        return []
    return [(chat, duty)]


def _letter(
    session: Session,
    ticket: Ticket,
    chat: Chat,
    told: list[Html],
    _: Words,
    around: Surroundings,
    now: datetime,
) -> None:
    look = Choice(_("Look at it"), Desk(do="look", ticket=ticket.id or 0).pack())
    _send(session, ticket, chat, Screen(join(told), rows(look, to_queue(_)), fresh=True), around, now)


def _send(
    session: Session, ticket: Ticket, chat: Chat, screen: Screen, around: Surroundings, now: datetime
) -> None:
    about = ticket_letters.about(ticket_letters.HELD, ticket.id or 0)
    families.tell(session, chat, screen.to_json(), now, polite(now, around), about)


def to_family(
    session: Session,
    ticket: Ticket,
    word: Callable[[Words], Screen],
    around: Surroundings,
    now: datetime,
    at_once: bool = True,
) -> None:
    """The family hears it in the language it speaks now. What answers them leaves at once, what they did not wait for by day."""
    chat = chats.one(session, ticket.chat_id)
    if chat is None or chat.leaving:
        return
    screen = replace(word(around.catalogues.speak(chat.language)), fresh=True)
    families.tell(session, chat, screen.to_json(), now, now if at_once else polite(now, around))
