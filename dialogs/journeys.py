"""A child is on a journey (the home village, holidays): quiet until it is back, and then whatever has become open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import children as actions
from actions.plans import is_away
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, ChildIs, Go
from dialogs.away import who_is_away
from dialogs.children import card, not_here, owned, to_card
from dialogs.coming_days import DayQuestion, ask_day, unclear_day
from dialogs.home import name, nothing_by_myself, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from rules.birthdays import Unclear
from rules.coming_days import read_coming_day

router = Router(name="journeys")

#: How far ahead a return may lie, in days, and what is offered by one tap.
MOST, OFFERED = 366, (14, 30)


class Leaving(StatesGroup):
    """What we wait for; the child is in the state's data. The name is stored with the chat: keep it."""

    until = State(state="until", group_name="leaving")


@router.callback_query(Go.filter(F.to == "away"))
async def who(
    query: CallbackQuery, session: Session, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    """From settings and from *Can't*: which child."""
    await set_aside(state)
    if guardian is None:
        return nothing_by_myself(_)
    return who_is_away(children.of_family(session, guardian.family_id), _)


@router.callback_query(ChildDo.filter(F.do == "away"))
async def ask(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """From here on a typed text is read as the day of the return."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    await state.set_state(Leaving.until)
    await state.update_data(child=child.id)
    text = join(
        [
            _("When will {name} be back? Until then I ask nothing about {name}.", name=name(child, _)),
            _("If a vaccination falls into that time: ask the clinic there. Take the booklet."),
        ]
    )
    today = around.today(now)
    offered = tuple(today + timedelta(days=step) for step in OFFERED)
    return ask_day(text, _question(child, today, _), _, around, now, offered)


def _question(child: Child, today: date, _: Words) -> DayQuestion:
    number = child.id or 0
    back = (
        Choice(_("🏡 We are back"), ChildDo(do="back", child=number).pack())
        if is_away(child, today)
        else None
    )
    ways = rows(back, to_card(child, _), to_home(_), width=2)
    return DayQuestion(
        MOST, lambda day: ChildIs(child=number, what="away", value=day.isoformat()).pack(), ways
    )


@router.message(StateFilter(Leaving.until), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """One day is taken, everything else is asked again."""
    child = owned(session, guardian, (await state.get_data()).get("child", 0))
    if child is None:
        await set_aside(state)
        return not_here(_)
    today = around.today(now)
    reading = read_coming_day(message.text or "", today, MOST)
    if isinstance(reading, Unclear):
        asked = _question(child, today, _)
        return unclear_day(message.text or "", reading, asked, session, guardian, _, around, now)
    await set_aside(state)
    return _go(session, child, reading.day, _, around, now)


@router.callback_query(ChildIs.filter((F.child > 0) & (F.what == "away")))
async def picked(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A day by one tap; one that has passed meanwhile is asked anew."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    today = around.today(now)
    reading = read_coming_day(callback_data.value, today, MOST)
    if isinstance(reading, Unclear):
        await set_aside(state)
        await state.set_state(Leaving.until)
        await state.update_data(child=child.id)
        return ask_day(
            _("That day has passed. When will {name} be back?", name=name(child, _)),
            _question(child, today, _),
            _,
            around,
            now,
        )
    await set_aside(state)
    return _go(session, child, reading.day, _, around, now)


def _go(session: Session, child: Child, until: date, _: Words, around: Surroundings, now: datetime) -> Screen:
    actions.travel(session, around.knowledge, child, until, around.zone, now)
    text = join(
        [
            _("✈️ Good. Until {day} I ask nothing about {name}.", day=until, name=name(child, _)),
            _("After that I tell you what is open."),
        ]
    )
    number = child.id or 0
    return Screen(
        text,
        rows(
            Choice(_("📅 Another day"), ChildDo(do="away", child=number).pack()),
            Choice(_("🏡 We are back"), ChildDo(do="back", child=number).pack()),
            to_card(child, _),
            to_home(_),
            width=2,
        ),
    )


@router.callback_query(ChildDo.filter(F.do == "back"))
async def back(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Back: what is open is said at once, and reminded of again."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    today = around.today(now)
    # Families come home together: brothers and sisters who are away are back, too.
    for one in children.of_family(session, child.family_id):
        if is_away(one, today):
            actions.travel(session, around.knowledge, one, None, around.zone, now)
    return [Screen(_("🏡 Welcome back. I remind you again.")), card(session, around, child, _, now)]
