"""A question goes to a person: the words, the district, shown as the worker will see it, and sent after a yes. Works for who keeps nothing here, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import tickets as actions
from db import asked as asked_rows
from db import children
from db import tickets as tables
from db.chats import Chat
from db.families import Guardian
from db.tickets import Ticket, TicketState
from dialogs import dangers
from dialogs.answer_addresses import AskPerson
from dialogs.answer_ways import to_person
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import Mine, Telling
from dialogs.ticket_asking import NOT_KNOWN, Person, closed, district_of, next_step, too_many
from dialogs.ticket_letters import tell_holder, tell_new
from dialogs.ticket_photos import Showing, to_show
from dialogs.ticket_words import open_lines, or_call, to_mine, why_not
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from rules.dangers import dangers as found_dangers
from rules.places.replies import reply
from rules.tickets import FOLLOWED_WITHIN, LINES_MOST, WORDS_MOST, wrong_with

router = Router(name="tickets")
#: What is typed here stands behind the commands and before the words of danger: who tells of a danger still reaches a person, after the numbers.
typed = Router(name="tickets typed")


@router.message(Command("person", ignore_case=True))
async def person(
    message: Message,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    return await begin(0, session, chat, guardian, state, _, around, now)


@router.callback_query(AskPerson.filter())
async def ask_person(
    query: CallbackQuery,
    callback_data: AskPerson,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    return await begin(callback_data.asked, session, chat, guardian, state, _, around, now)


async def begin(
    row: int,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What was asked (`row`, 0: nothing yet) becomes the words; the child's district the family's."""
    await set_aside(state)
    if not actions.may_ask(session, chat):
        return too_many(_)
    asked = asked_rows.of_chat(session, chat.id or 0, row) if row else None
    words = (asked.words or "").strip() if asked is not None else ""
    told: dict[str, object] = {}
    if words and wrong_with(words) is None:
        told["words"] = words
    lives = {one.district for one in children.of_family(session, guardian.family_id)} if guardian else set()
    known = [one.id for one in around.knowledge.districts if one.id in lives]
    if len(known) == 1:
        told["district"] = known[0]
    await state.set_state(Person.words)
    await state.update_data(told)
    return await next_step(session, state, _, around, now)


@router.callback_query(Telling.filter(F.do.in_({"district", "change", "drop", "on"})))
async def tapped(
    query: CallbackQuery,
    callback_data: Telling,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """An old button, when nothing is being asked any more, changes nothing."""
    if await state.get_state() != Person.words.state:
        return Screen(
            _("Nothing is being asked. Do you want to ask a person?"), rows(to_person(_), to_home(_))
        )
    if callback_data.do == "drop":
        await set_aside(state)
        return Screen(_("Good, nothing was sent."), rows(to_person(_), to_mine(_), to_home(_)))
    data = await state.get_data()
    if callback_data.do == "change":
        await state.set_data({name: value for name, value in data.items() if name != "words"})
    elif callback_data.value == NOT_KNOWN or around.knowledge.district(callback_data.value) is not None:
        await state.update_data(district=callback_data.value)
    return await next_step(session, state, _, around, now)


@typed.message(StateFilter(Person.words, Showing.photo), F.text, ~F.text.startswith("/"))
async def typed_(
    message: Message,
    session: Session,
    chat: Chat,
    raw_state: str | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The words, as typed, also instead of a photo. Words of danger bring the numbers first, and go to the person all the same after a yes."""
    text = (message.text or "").strip()
    if reply(text) == "stop":
        await set_aside(state)
        return Screen(_("Good, nothing was sent."), rows(to_person(_), to_mine(_), to_home(_)))
    number = (await state.get_data()).get("ticket")
    if number and not _is_open(tables.of_chat(session, chat.id or 0, number)):
        await set_aside(state)
        shown = closed(_)
    else:
        wrong = wrong_with(text)
        await state.set_state(Person.words)
        if wrong is None:
            await state.update_data(words=text)
        why = why_not(wrong, WORDS_MOST, _) if wrong is not None else None
        shown = await next_step(session, state, _, around, now, why)
    found = found_dangers(text)
    return [await dangers.danger(message, found, raw_state, _, around, now), shown] if found else shown


@router.callback_query(Telling.filter(F.do == "send"))
async def send(
    query: CallbackQuery,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What was shown; a second tap sends nothing again."""
    waiting, data = await state.get_state(), await state.get_data()
    if waiting != Person.words.state:
        return Screen(_("It is sent already, or was dropped."), rows(to_mine(_), to_home(_)))
    if "words" not in data or not (data.get("ticket") or "district" in data):
        return await next_step(session, state, _, around, now)
    await set_aside(state)
    words, desk = str(data["words"]), desk_of(session, around, now)
    if data.get("ticket"):
        return _send_more(int(data["ticket"]), words, session, chat, _, around, now)
    ticket = actions.ask(desk, chat, words, district_of(data))
    if ticket is None:
        return too_many(_)
    tell_new(session, ticket, around, now)
    lines = [
        _("✅ Sent."),
        *open_lines("", _, around, now),
        _("I write to you as soon as somebody answers."),
    ]
    return Screen(join(lines), rows(to_show(session, ticket, _), to_mine(_), to_home(_)))


def _send_more(
    number: int, words: str, session: Session, chat: Chat, _: Words, around: Surroundings, now: datetime
) -> Screen:
    ticket = tables.of_chat(session, chat.id or 0, number)
    if ticket is None or not _is_open(ticket):
        return closed(_)
    office = ticket.office
    if not actions.add_words(desk_of(session, around, now), ticket, words):
        told = _.ngettext(
            "You have written {n} time in this question. Please wait for the answer.",
            "You have written {n} times in this question. Please wait for the answer.",
            LINES_MOST,
            n=LINES_MOST,
        )
        return Screen(join([told, *or_call(_, around, now)]), rows(to_mine(_), to_home(_)))
    tell_holder(session, ticket, lambda _: _("💬 A family has written again."), around, now)
    lines = [_("✅ Sent to the worker."), *open_lines(office, _, around, now)]
    return Screen(join(lines), rows(to_show(session, ticket, _), to_mine(_), to_home(_)))


def _is_open(ticket: Ticket | None) -> bool:
    return ticket is not None and ticket.state != TicketState.CLOSED


# --- what is typed soon after an answer


async def to_worker(
    shown: Screen | list[Screen],
    text: str,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    now: datetime,
) -> Screen | list[Screen]:
    """What is typed within a day of an office's answer may be meant for whoever wrote it: that is the first button, whatever else is answered.
    The words are kept with the chat until the next tap."""
    ticket = tables.answered_since(session, chat.id or 0, now - FOLLOWED_WITHIN)
    *before, last = shown if isinstance(shown, list) else [shown]
    if ticket is None or wrong_with(text) is not None:
        return shown
    await state.update_data(follow=text)
    send = Choice(
        _("💬 Send this to the worker who answered"), Mine(do="follow", ticket=ticket.id or 0).pack()
    )
    return [*before, replace(last, choices=(*rows(send), *last.choices))]


@router.callback_query(Mine.filter(F.do == "follow"))
async def follow(
    query: CallbackQuery,
    callback_data: Mine,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The last words typed, shown before they are sent; where they are not there any more they are typed anew."""
    words = (await state.get_data()).get("follow")
    await set_aside(state)
    ticket = tables.of_chat(session, chat.id or 0, callback_data.ticket)
    if ticket is None or not _is_open(ticket):
        return closed(_)
    await state.set_state(Person.words)
    await state.update_data(ticket=ticket.id, **({"words": words} if words else {}))
    return await next_step(session, state, _, around, now)
