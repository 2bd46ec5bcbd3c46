"""Somebody of the staff writes in a question they have taken: an answer, a question back, a note. What the family will read is shown before."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import tickets as actions
from db import chats
from db import tickets as tables
from db.tickets import Ticket
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_doors import OnDuty
from dialogs.staff_preview import before_sending
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import Desk, UseReply
from dialogs.ticket_letters import to_family, to_queue
from dialogs.ticket_list import answer_letter, question_letter
from dialogs.ticket_staff import reach, shown
from dialogs.ticket_words import headline, screen_of, why_not
from dialogs.unfinished import set_aside, taken
from dialogs.words import Html, Words, join
from rules.places.replies import reply
from rules.roles import Duty, Role
from rules.tickets import WORDS_MOST, ready_words, written_in, wrong_with

router = Router(name="ticket staff writing")
#: What is typed here stands behind the commands, and before the words of danger: an answer may speak of them.
typed = Router(name="ticket staff writing typed")

#: What is typed is one of these; stored with the chat: keep them.
ANSWER, ASK, NOTE = "answer", "ask", "note"
#: Ready replies with a button each.
SHOWN = 40


class Writing(StatesGroup):
    """ "ticket" and "what" are in the state's data; "text" and "language" once they were shown. The name is stored with the chat: keep it, and that it
    begins with "staff_ticket" (`actions.tickets`)."""

    text = State(state="text", group_name="staff_ticket")


@router.callback_query(Desk.filter(F.do.in_({ANSWER, ASK, NOTE})), OnDuty(Role.WORKER))
async def begin(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Words are waited for."""
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    if not actions.holds(ticket, duty):
        return shown(ticket, session, duty, _, around, now)
    await state.set_state(Writing.text)
    await state.update_data(ticket=ticket.id, what=callback_data.do)
    return ask_text(ticket, callback_data.do, _, around)


def ask_text(ticket: Ticket, what: str, _: Words, around: Surroundings, first: Html | None = None) -> Screen:
    asked = {
        ANSWER: _("Type the answer. You see it as the family will, before it is sent."),
        ASK: _("Type what you want to ask the family. You see it before it is sent."),
        NOTE: _("Type the note. Only colleagues see it."),
    }
    hints = {ANSWER: _("Answer"), ASK: _("Question to the family"), NOTE: _("Note")}
    lines = [*([first] if first else []), headline(ticket, _, around), asked.get(what, asked[ANSWER])]
    back = Choice(_("↩️ The question"), Desk(do="look", ticket=ticket.id or 0).pack())
    return Screen(
        join(lines), rows(back, to_home(_), width=2), placeholder=str(hints.get(what, hints[ANSWER]))
    )


@typed.message(StateFilter(Writing.text), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A note is written down at once; everything else is shown first. Typed again it takes the place of what was typed before."""
    data, text = await state.get_data(), (message.text or "").strip()
    ticket = reach(session, int(data.get("ticket") or 0), duty, _, around)
    if isinstance(ticket, list) or not actions.holds(ticket, duty):
        await set_aside(state)
        lost = _("This question is not yours any more. Nothing was sent.")
        return Screen(lost, rows(to_queue(_), to_home(_)))
    if reply(text) == "stop":
        await set_aside(state)
        return shown(ticket, session, duty, _, around, now, _("Good, nothing was sent."))
    what, wrong = str(data.get("what", ANSWER)), wrong_with(text)
    if wrong is not None:
        return ask_text(ticket, what, _, around, why_not(wrong, WORDS_MOST, _))
    if what == NOTE:
        await set_aside(state)
        actions.add_note(desk_of(session, around, now), duty, ticket, text)
        return shown(ticket, session, duty, _, around, now, _("📝 Noted, for colleagues only."))
    return await _preview(ticket, what, text, written_in(text, _.language), session, state, _, around)


async def _preview(
    ticket: Ticket,
    what: str,
    text: str,
    language: str,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Exactly what the family will read, in its language."""
    await state.set_state(Writing.text)
    await state.update_data(ticket=ticket.id, what=what, text=text, language=language)
    return preview(ticket, what, text, language, session, _, around)


def preview(
    ticket: Ticket, what: str, text: str, language: str, session: Session, _: Words, around: Surroundings
) -> Screen:
    number = ticket.id or 0
    chat = chats.one(session, ticket.chat_id)
    theirs = around.catalogues.speak(chat.language if chat is not None else ticket.language)
    letter = _letter(what, number, text, language, theirs)
    send, again, drop = (Desk(do=do, ticket=number).pack() for do in ("write", what, "look"))
    head = headline(ticket, _, around)
    return before_sending(letter.text, (send, again, drop), head, _, about=screen_of(ticket))


def _letter(what: str, number: int, text: str, language: str, _: Words) -> Screen:
    word = question_letter if what == ASK else answer_letter
    return word(number, text, language, _)


@router.callback_query(Desk.filter(F.do == "write"), OnDuty(Role.WORKER))
async def write(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """What was shown, and only while the question is still theirs."""
    data = await taken(state, Writing.text)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    if data.get("ticket") != ticket.id or "text" not in data or data.get("what") == NOTE:
        return shown(ticket, session, duty, _, around, now)
    what, text, language = str(data["what"]), str(data["text"]), str(data["language"])
    deed = actions.ask_back if what == ASK else actions.answer
    if not deed(desk_of(session, around, now), duty, ticket, text, language):
        return shown(ticket, session, duty, _, around, now)
    number = ticket.id or 0
    to_family(session, ticket, lambda words: _letter(what, number, text, language, words), around, now)
    if what == ASK:
        return shown(ticket, session, duty, _, around, now, _("✅ Sent. The family is asked."))
    return shown(ticket, session, duty, _, around, now, _("✅ Sent. The family has your answer."))


# --- ready words


@router.callback_query(Desk.filter(F.do == "replies"), OnDuty(Role.WORKER))
async def replies(
    query: CallbackQuery,
    callback_data: Desk,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen | list[Screen]:
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    number, found = ticket.id or 0, tables.replies(session)
    told = _("Which ready reply?") if found else _("There are no ready replies yet. Managers write them.")
    titles = [(one, ready_words(one.titles, _.language)) for one in found]
    buttons = [
        Choice(title[0], UseReply(ticket=number, reply=one.id or 0).pack())
        for one, title in titles
        if title is not None
    ]
    back = Choice(_("↩️ The question"), Desk(do="look", ticket=number).pack())
    return Screen(join([headline(ticket, _, around), told]), rows(*buttons[:SHOWN], back, to_home(_)))


@router.callback_query(UseReply.filter(), OnDuty(Role.WORKER))
async def use_reply(
    query: CallbackQuery,
    callback_data: UseReply,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """In the family's language, where it is written in that; else with the honest mark. Shown before it is sent."""
    await set_aside(state)
    ticket = reach(session, callback_data.ticket, duty, _, around)
    if isinstance(ticket, list):
        return ticket
    found = tables.reply(session, callback_data.reply)
    chat = chats.one(session, ticket.chat_id)
    text = ready_words(found.texts, chat.language if chat is not None else ticket.language) if found else None
    if text is None or not actions.holds(ticket, duty):
        return shown(ticket, session, duty, _, around, now)
    return await _preview(ticket, ANSWER, *text, session, state, _, around)
