"""Questions of families in the hands of staff: the queue, a look, taking one, giving it back, closing it. Only within district and office.

For who may not see a ticket its buttons do nothing and say nothing. Every look is written down.
"""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import tickets as actions
from db import tickets as tables
from db.tickets import Ticket, TicketState
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import Desk
from dialogs.ticket_letters import to_family, to_queue
from dialogs.ticket_list import closed_letter, taken_letter
from dialogs.ticket_photos import to_look
from dialogs.ticket_words import headline, office_name, said_lines, screen_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.roles import Duty, Role

router = Router(name="ticket staff")

#: Tickets with a button each; those that wait longest.
SHOWN = 40


@router.callback_query(Go.filter(F.to == "staff_tickets"), OnDuty(Role.WORKER))
async def queue_(
    query: CallbackQuery, duty: Duty, session: Session, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    await set_aside(state)
    return listed(session, duty, _, around)


def listed(session: Session, duty: Duty, _: Words, around: Surroundings, first: Html | None = None) -> Screen:
    """What waits, the longest first; then what they have taken and wait for the family with. Nothing of what was asked."""
    found, number = tables.queue(session, duty), tables.waiting(session, duty)
    told = (
        _.ngettext("{n} question waits.", "{n} questions wait.", number, n=number)
        if number
        else _("No question waits.")
    )
    buttons = [
        Choice(_short(one, duty, _, around), Desk(do="look", ticket=one.id or 0).pack())
        for one in found[:SHOWN]
    ]
    ready = Choice(_("📋 Ready replies"), Go(to="staff_replies").pack())
    lines = [*([first] if first else []), _("<b>Families' questions</b>"), told]
    if buttons:
        lines.append(_("⏳ waits · ✋ yours · 👤 a colleague's · ❓ the family was asked · ✅ answered"))
    replies = ready if duty.at_least(Role.MANAGER) else None
    return Screen(join(lines), rows(*buttons, replies, to_work(_), to_home(_)))


def _short(ticket: Ticket, duty: Duty, _: Words, around: Surroundings) -> Html:
    """District, language, and since when it is the turn of whose turn it is."""
    district = around.knowledge.district(ticket.district)
    place = _.fact(district.name) if district is not None else _("district not known")
    since = _.moment(ticket.moved_at.astimezone(around.zone))
    parts = [Html(_sign(ticket, duty) + " ") + place, language_in(ticket.language, _), Html(since)]
    return join(parts, " · ")


def _sign(ticket: Ticket, duty: Duty) -> str:
    if ticket.state in (TicketState.ASKED, TicketState.ANSWERED):
        return "❓" if ticket.state == TicketState.ASKED else "✅"
    if ticket.taken_by is None:
        return "⏳"
    return "✋" if actions.holds(ticket, duty) else "👤"


def reach(session: Session, number: int, duty: Duty, _: Words, around: Surroundings) -> Ticket | list[Screen]:
    """The ticket, if they may read it; else what is said instead: nothing where it lies outside their districts or their office."""
    ticket = tables.one(session, number, duty)
    if ticket is None:
        gone = _("This question is not there any more.")
        return [] if tables.is_there(session, number) else [listed(session, duty, _, around, gone)]
    if actions.may_read(ticket, duty):
        return ticket
    closed = ticket.state == TicketState.CLOSED
    told = _("✔️ This question is closed.") if closed else _("👤 A colleague has taken this question.")
    return [listed(session, duty, _, around, told)]


@router.callback_query(Desk.filter(F.do == "look"), OnDuty(Role.WORKER))
async def look(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    return ticket if isinstance(ticket, list) else shown(ticket, session, duty, _, around, now)


def shown(
    ticket: Ticket,
    session: Session,
    duty: Duty,
    _: Words,
    around: Surroundings,
    now: datetime,
    first: Html | None = None,
) -> Screen:
    """The words, the language, the district, and nothing of who asks; what this person may do with it. On the page the words go from the history."""
    actions.look(desk_of(session, around, now), duty, ticket)
    head = headline(ticket, _, around)
    lines = [
        *([first, Html("")] if first else []),
        Html("<b>") + head + Html("</b>"),
        _(
            "{office}, since {moment}",
            office=office_name(ticket.office, _, around),
            moment=ticket.opened_at.astimezone(around.zone),
        ),
        *_how_far(ticket, duty, _, around),
        *said_lines(tables.lines(session, ticket.id or 0, notes=True), _, staff=True),
    ]
    return Screen(
        join(lines),
        rows(to_look(session, ticket, duty, _), *_deeds(ticket, duty, _), to_queue(_), to_work(_), width=2),
        afterwards=head,
        about=screen_of(ticket),
    )


def _how_far(ticket: Ticket, duty: Duty, _: Words, around: Surroundings) -> list[Html]:
    refused = [
        _("🙅 The family does not want it passed to: {office}", office=office_name(one, _, around))
        for one in ticket.refused
    ]
    return [*refused, *_whose_turn(ticket, duty, _, around)]


def _whose_turn(ticket: Ticket, duty: Duty, _: Words, around: Surroundings) -> list[Html]:
    if ticket.pass_to is not None:
        office = office_name(ticket.pass_to, _, around)
        return [_("➡️ The family is asked whether it may go to: {office}", office=office)]
    if ticket.taken_by is not None and not actions.holds(ticket, duty):
        return [_("👤 A colleague has taken this question.")]
    told = {
        TicketState.ASKED: _("❓ You have asked the family. It is their turn."),
        TicketState.ANSWERED: _("✅ The family has an answer."),
    }
    return [told[state] for state in told if ticket.state == state]


def _deeds(ticket: Ticket, duty: Duty, _: Words) -> list[Choice]:
    """Who has not taken it can only do that."""

    def choice(label: Html, do: str) -> Choice:
        return Choice(label, Desk(do=do, ticket=ticket.id or 0).pack())

    if not actions.holds(ticket, duty):
        return [choice(_("✋ Take it") if ticket.taken_by is None else _("✋ Take it over"), "take")]
    answered = ticket.state == TicketState.ANSWERED
    return [
        choice(_("✏️ Answer again") if answered else _("✏️ Answer"), "answer"),
        choice(_("📋 Ready replies"), "replies"),
        choice(_("❓ Ask the family"), "ask"),
        choice(_("📝 Note"), "note"),
        choice(_("➡️ To another office"), "pass"),
        choice(_("↩️ Give it back"), "back"),
        choice(_("✔️ Close"), "close"),
        *([choice(_("💡 Answer for everybody"), "draft")] if answered else []),
    ]


@router.callback_query(Desk.filter(F.do == "take"), OnDuty(Role.WORKER))
async def take(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Of two who take it at the same instant one has it; the other is told."""
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    first, mine = ticket.state == TicketState.WAITING, actions.holds(ticket, duty)
    if not mine and actions.take(desk_of(session, around, now), duty, ticket) and first:
        to_family(session, ticket, taken_letter, around, now)
    return shown(ticket, session, duty, _, around, now, _("✋ It is yours."))


@router.callback_query(Desk.filter(F.do.in_({"back", "close", "closed"})), OnDuty(Role.WORKER))
async def let_go(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Given back at once; closed after a second tap."""
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    desk = desk_of(session, around, now)
    if not actions.holds(ticket, duty):
        return shown(ticket, session, duty, _, around, now)
    if callback_data.do == "back":
        actions.give_back(desk, duty, ticket)
        return listed(session, duty, _, around, _("↩️ It waits for somebody else."))
    if callback_data.do == "close":
        yes = Choice(_("Yes, close it"), Desk(do="closed", ticket=ticket.id or 0).pack())
        no = Choice(_("No, keep it open"), Desk(do="look", ticket=ticket.id or 0).pack())
        told = _("Close this question? The family is told, and nobody reads it any more.")
        return Screen(join([headline(ticket, _, around), told]), rows(no, yes))
    actions.close_by_staff(desk, duty, ticket)
    to_family(session, ticket, closed_letter, around, now)
    return listed(session, duty, _, around, _("✔️ Closed."))
