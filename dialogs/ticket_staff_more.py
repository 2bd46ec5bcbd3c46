"""What a worker does with a question beside answering it: another office, after the family's yes; and an answer for everybody, as a draft."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import ticket_drafts
from actions import tickets as actions
from db import tickets as tables
from db.tickets import Ticket
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import Desk, PassTo
from dialogs.ticket_letters import readers, to_family, to_queue
from dialogs.ticket_list import pass_letter
from dialogs.ticket_staff import reach, shown
from dialogs.ticket_words import headline, quoted, screen_of
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from rules.knowledge import COMMUNITY
from rules.roles import Duty, Role

router = Router(name="ticket staff more")


@router.callback_query(Desk.filter(F.do == "pass"), OnDuty(Role.WORKER))
async def which_office(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen | list[Screen]:
    """Only offices where somebody reads it, and which the family did not refuse."""
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    back = Choice(_("↩️ The question"), Desk(do="look", ticket=ticket.id or 0).pack())
    offices = _others(ticket, session, around)
    if not offices:
        told = _("No other office has anybody here who could answer.")
        return Screen(join([headline(ticket, _, around), told]), rows(back, to_home(_)))
    names = {one.id: _.fact(one.name) for one in around.knowledge.offices}
    about = {one.id: _.fact(one.about) for one in around.knowledge.offices}
    buttons = [Choice(names[one], PassTo(ticket=ticket.id or 0, office=_key(one)).pack()) for one in offices]
    lines = [
        headline(ticket, _, around),
        _("To which office? The family is asked first."),
        *(_("{office}: {about}", office=names[one], about=about[one]) for one in offices),
    ]
    return Screen(join(lines), rows(*buttons, back, to_home(_)))


def _others(ticket: Ticket, session: Session, around: Surroundings) -> list[str]:
    """Ids of the pack."""
    return [
        one.id
        for one in around.knowledge.offices
        if _key(one.id) not in (ticket.office, *ticket.refused)
        and _works_there(ticket, _key(one.id), session, around)
    ]


def _key(office: str) -> str:
    """How a ticket names it."""
    return "" if office == COMMUNITY else office


def _works_there(ticket: Ticket, office: str, session: Session, around: Surroundings) -> bool:
    found = readers(session, ticket.district, office, Role.WORKER, around)
    return any(duty.office == office for _chat, duty in found)


@router.callback_query(PassTo.filter(), OnDuty(Role.WORKER))
async def pass_on(
    query: CallbackQuery,
    callback_data: PassTo,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The family is asked; until its yes nobody else sees anything."""
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    office = callback_data.office
    reached = office in map(_key, _others(ticket, session, around)) and office != ticket.pass_to
    if reached and actions.offer_pass(desk_of(session, around, now), duty, ticket, office):
        to_family(session, ticket, pass_letter(ticket, around), around, now)
        return shown(ticket, session, duty, _, around, now, _("✅ The family is asked."))
    return shown(ticket, session, duty, _, around, now)


@router.callback_query(Desk.filter(F.do == "draft"), OnDuty(Role.WORKER))
async def draft(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One tap: the question becomes a phrase, the reply the text. Nobody but staff sees it before an administrator publishes it."""
    await set_aside(state)
    desk, ticket = desk_of(session, around, now), tables.one(session, callback_data.ticket, duty)
    if ticket is None or not ticket_drafts.may_propose(desk, duty, ticket):
        found = reach(session, callback_data.ticket, duty, _, around)
        return found if isinstance(found, list) else []
    ways = rows(to_queue(_), to_home(_))
    if ticket_drafts.was_proposed(session, ticket):
        return Screen(_("It was proposed already."), ways)
    made = ticket_drafts.propose(desk, duty, ticket, _.language)
    if made is None:
        return Screen(_("There is no answer of the office in it yet."), ways)
    lines = [
        _("💡 Proposed as an answer for everybody."),
        _("An administrator gives it a title, writes it so that it fits everybody, and publishes it."),
        *(quoted(phrase) for phrases in made.asked.values() for phrase in phrases),
        *(quoted(text) for text in made.texts.values()),
    ]
    head = headline(ticket, _, around)
    return Screen(join(lines), ways, afterwards=head, about=screen_of(ticket))
