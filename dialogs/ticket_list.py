"""What a family asked a person: how far each question is, what was said, more words, whether another office may see it, and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import tickets as actions
from db import tickets as tables
from db.chats import Chat
from db.tickets import Ticket, TicketState
from dialogs.addresses import Go
from dialogs.answer_ways import to_person
from dialogs.home import to_home
from dialogs.hotlines import number
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import MayPass, Mine
from dialogs.ticket_asking import Person, ask_more, closed, kept_line
from dialogs.ticket_letters import tell_helped, tell_holder
from dialogs.ticket_photos import to_show
from dialogs.ticket_words import (
    language_mark,
    office_name,
    open_lines,
    or_call,
    quoted,
    said_lines,
    short_words,
    state_line,
    to_mine,
)
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="ticket list")

#: So many have a button each, the newest.
SHOWN = 12


@router.callback_query(Go.filter(F.to == "tickets"))
async def mine_(
    query: CallbackQuery, session: Session, chat: Chat, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    await set_aside(state)
    return listed(session, chat, _)


def listed(session: Session, chat: Chat, _: Words) -> Screen:
    """The newest first."""
    found = tables.all_of(session, chat.id or 0)
    new = to_person(_)
    if not found:
        return Screen(_("You have not asked a person anything."), rows(new, to_home(_)))
    buttons = []
    for one in found[:SHOWN]:
        said = tables.lines(session, one.id or 0)
        words = short_words(said[0].words or "") if said else ""
        buttons.append(Choice(f"{_sign(one)} {words}", Mine(do="look", ticket=one.id or 0).pack()))
    return Screen(join([_("<b>My questions</b>"), _("Tap one.")]), rows(*buttons, new, to_home(_)))


def _sign(ticket: Ticket) -> str:
    signs = {
        TicketState.WAITING: "⏳",
        TicketState.TAKEN: "👀",
        TicketState.ASKED: "❓",
        TicketState.ANSWERED: "✅",
        TicketState.CLOSED: "✔️",
    }
    return signs[TicketState(ticket.state)]


def shown(session: Session, ticket: Ticket, _: Words, around: Surroundings, now: datetime) -> Screen:
    """What was said, and what can be done now."""
    number, is_open = ticket.id or 0, ticket.state != TicketState.CLOSED
    waits = ticket.state in tables.SILENT
    lines = [
        state_line(ticket, _, around),
        *said_lines(tables.lines(session, number), _),
        *(open_lines(ticket.office, _, around, now) if waits else []),
        *([] if is_open else [kept_line(_)]),
    ]
    buttons = [
        *(_about_passing(ticket, _, around) if ticket.pass_to is not None else []),
        *(after_answer(number, _) if ticket.state == TicketState.ANSWERED else []),
    ]
    add = Choice(_("✏️ Add words"), Mine(do="add", ticket=number).pack())
    take_back = Choice(_("🗑 Withdraw this question"), Mine(do="take", ticket=number).pack())
    more = add if is_open and ticket.state != TicketState.ANSWERED else None
    paper = to_show(session, ticket, _)
    ways = (*buttons, more, paper, take_back if is_open else None, to_mine(_), to_home(_))
    return Screen(join(lines), rows(*ways))


def _about_passing(ticket: Ticket, _: Words, around: Surroundings) -> list[Choice]:
    number, asked = ticket.id or 0, ticket.pass_to or ""
    office = office_name(asked, _, around)
    return [
        Choice(
            _("Yes, {office} may see it", office=office),
            MayPass(ticket=number, office=asked, yes=True).pack(),
        ),
        Choice(_("No, not that office"), MayPass(ticket=number, office=asked, yes=False).pack()),
    ]


def after_answer(number: int, _: Words) -> list[Choice]:
    """Under every answer of a person."""
    return [
        Choice(_("👍 It helped"), Mine(do="helped", ticket=number).pack()),
        Choice(_("💬 Another question on this"), Mine(do="more", ticket=number).pack()),
        Choice(_("✔️ Close it"), Mine(do="close", ticket=number).pack()),
    ]


@router.callback_query(Mine.filter(F.do == "look"))
async def look(
    query: CallbackQuery,
    callback_data: Mine,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    ticket = tables.of_chat(session, chat.id or 0, callback_data.ticket)
    return listed(session, chat, _) if ticket is None else shown(session, ticket, _, around, now)


@router.callback_query(Mine.filter(F.do.in_({"add", "more"})))
async def add(
    query: CallbackQuery,
    callback_data: Mine,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """More words are waited for, and shown before they are sent."""
    await set_aside(state)
    ticket = tables.of_chat(session, chat.id or 0, callback_data.ticket)
    if ticket is None or ticket.state == TicketState.CLOSED:
        return closed(_)
    await state.set_state(Person.words)
    await state.update_data(ticket=ticket.id)
    return ask_more(_, around, now)


@router.callback_query(Mine.filter(F.do.in_({"helped", "close", "take", "taken", "yes", "no"})))
async def settle(
    query: CallbackQuery,
    callback_data: Mine,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One tap each; only withdrawing, which leaves nothing, is asked about first."""
    await set_aside(state)
    ticket = tables.of_chat(session, chat.id or 0, callback_data.ticket)
    if ticket is None or ticket.state == TicketState.CLOSED:
        return closed(_)
    number, desk = ticket.id or 0, desk_of(session, around, now)
    do = callback_data.do
    if do == "take":
        yes = Choice(_("Yes, withdraw it"), Mine(do="taken", ticket=number).pack())
        keep = Choice(_("No, keep it"), Mine(do="look", ticket=number).pack())
        return Screen(_("Withdraw this question? Everything in it is deleted."), rows(keep, yes))
    if do == "taken":
        actions.withdraw(desk, ticket)
        return [Screen(_("✅ Withdrawn. Nothing is left of it.")), listed(session, chat, _)]
    if do in ("yes", "no"):
        return shown(session, ticket, _, around, now)
    actions.close(desk, ticket)
    if do == "helped":
        tell_helped(session, ticket, around, now)
    told = _("Good to hear. The question is closed.") if do == "helped" else _("✔️ The question is closed.")
    return Screen(join([told, kept_line(_)]), rows(to_person(_), to_mine(_), to_home(_)))


@router.callback_query(MayPass.filter())
async def may_pass(
    query: CallbackQuery,
    callback_data: MayPass,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The office on the button has it now, or nobody but the first. A button of an older letter changes nothing: what is asked now is shown."""
    await set_aside(state)
    ticket = tables.of_chat(session, chat.id or 0, callback_data.ticket)
    if ticket is None or ticket.state == TicketState.CLOSED:
        return closed(_)
    desk, agreed = desk_of(session, around, now), callback_data.yes
    if not actions.answer_about_passing(desk, ticket, callback_data.office, agreed):
        return shown(session, ticket, _, around, now)
    tell_holder(session, ticket, lambda _: _("🙅 The family does not want it passed on."), around, now)
    office = office_name(ticket.office, _, around)
    lines = (
        [_("✅ Passed to: {office}", office=office), *open_lines(ticket.office, _, around, now)]
        if agreed
        else [_("Good. It stays where it is.")]
    )
    return Screen(join(lines), rows(to_mine(_), to_home(_)))


# --- letters to the family


def taken_letter(_: Words) -> Screen:
    return Screen(_("👀 A worker has taken your question."), rows(to_mine(_)))


def answer_letter(ticket_id: int, words: str, language: str, _: Words) -> Screen:
    """The same Screen is the preview of whoever writes it."""
    lines = [_("🧰 <b>The office answers you:</b>"), quoted(words) + language_mark(language, _)]
    return Screen(join(lines), rows(*after_answer(ticket_id, _)))


def question_letter(ticket_id: int, words: str, language: str, _: Words) -> Screen:
    """The office asks back."""
    lines = [
        _("❓ <b>The office asks you:</b>"),
        quoted(words) + language_mark(language, _),
        _("Just type your answer."),
    ]
    return Screen(
        join(lines), rows(Choice(_("✏️ Answer"), Mine(do="add", ticket=ticket_id).pack()), to_mine(_))
    )


def pass_letter(ticket: Ticket, around: Surroundings) -> Callable[[Words], Screen]:
    """Asked before another office sees anything."""

    def word(_: Words) -> Screen:
        office = around.knowledge.office(ticket.pass_to or "")
        lines = [
            _(
                "Another office knows more about your question: {office}",
                office=office_name(ticket.pass_to or "", _, around),
            ),
            *([Html("• ") + _.fact(office.about)] if office is not None else []),
            _("May I show it to them?"),
        ]
        return Screen(join(lines), rows(*_about_passing(ticket, _, around), to_mine(_)))

    return word


def closed_letter(_: Words) -> Screen:
    return Screen(
        join([_("✔️ The office has closed your question."), kept_line(_)]), rows(to_person(_), to_mine(_))
    )


def late_letter(around: Surroundings, now: datetime) -> Callable[[Words], Screen]:
    """Said once."""

    def word(_: Words) -> Screen:
        lines = [
            _("⏳ Your question has waited for more than two office days. I am sorry."),
            _("I have told the office again."),
            *or_call(_, around, now),
        ]
        return Screen(join(lines), rows(to_mine(_), to_home(_)))

    return word


def silent_letter(around: Surroundings, now: datetime) -> Callable[[Words], Screen]:
    """Said once in one silence: that it is not forgotten."""

    def word(_: Words) -> Screen:
        city = number("city", around, around.today(now), _)
        lines = [
            _("⏳ Nobody has answered yet. I have reminded the office."),
            *([_("If it cannot wait, call {number}.", number=city)] if city else []),
        ]
        return Screen(join(lines), rows(to_mine(_), to_home(_)))

    return word
