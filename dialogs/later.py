"""*Later*: tomorrow, Saturday, in a week by one tap, or a day typed as people say it ("5号以后", "12月5号")."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import reminders as actions
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Chosen, Remind
from dialogs.coming_days import DayQuestion, ask_day, unclear_day
from dialogs.done_answers import items_of, nothing_open
from dialogs.home import to_home
from dialogs.reminders import Item
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside, stop_waiting
from dialogs.words import Html, Words, join
from rules.birthdays import Unclear
from rules.coming_days import read_coming_day
from rules.hours import next_polite
from rules.matters import name_of

router = Router(name="later")

#: Days that *Later* offers, and how far ahead a reminder may be put.
LATER_DAYS, LATER_MOST = (1, 7), 60
_SATURDAY = 5


class PuttingOff(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="putting_off")


@router.callback_query(Remind.filter(F.do == "later"))
async def later(
    query: CallbackQuery,
    callback_data: Remind,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await stop_waiting(state)
    text = _("When shall I write again?")
    return await ask_later(text, callback_data.child, callback_data.dose, state, _, around, now)


async def ask_later(
    text: Html, child: int, dose: str, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Tomorrow, Saturday, in a week: as days, because a button pressed next month must not mean the past. A typed day does as well, unless a child is being entered."""
    today = around.today(now)
    waits = await state.get_state() is None
    if waits:
        await state.set_state(PuttingOff.day)
        await state.update_data(child=child, dose=dose)
    saturday = (_SATURDAY - today.weekday()) % 7 or 7
    labels = {1: _("Tomorrow"), 7: _("In a week")}
    days = sorted({*LATER_DAYS, saturday})
    choices = [
        Choice(
            f"{labels[step]} · {_.day(today + timedelta(days=step), weekday=True)}"
            if step in labels
            else _.day(today + timedelta(days=step), weekday=True),
            _on(today + timedelta(days=step), child, dose),
        )
        for step in days
    ]
    said = join([text, _("Tap, or type a day.")]) if waits else text
    return Screen(said, rows(*choices, _another_day(child, dose, _), to_home(_)))


def _another_day(child: int, dose: str, _: Words) -> Choice:
    return Choice(_("📅 Another day"), Remind(do="another_day", child=child, dose=dose).pack())


@router.callback_query(Chosen.filter(F.what == "later"))
async def later_on(
    query: CallbackQuery,
    callback_data: Chosen,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The same reminder again on that day, in the family's hours."""
    await stop_waiting(state)
    items = items_of(session, around, guardian, callback_data, now)
    if guardian is None or not items:
        return nothing_open(session, guardian, _, around, now)
    day = _iso(callback_data.value)
    today = around.today(now)
    if day is None or not today < day <= today + timedelta(days=LATER_MOST):
        passed = _("That day has passed. When shall I write again?")
        return await ask_later(passed, callback_data.child, callback_data.dose, state, _, around, now)
    return _put_off(session, around, chat, guardian, callback_data, items, day, _, now)


def _put_off(
    session: Session,
    around: Surroundings,
    chat: Chat,
    guardian: Guardian,
    about: Remind | Chosen,
    items: list[Item],
    day: date,
    _: Words,
    now: datetime,
) -> Screen:
    """The same reminder on that day, in the guardian's hours. The rest day has no say: a day was named. What was misread is put right by one tap."""
    morning = datetime.combine(day, time(), around.zone)
    at = next_polite(morning, actions.hours(guardian, day_named=True), around.zone)
    wishes = [(child.id or 0, name_of(thing)) for child, thing in items]
    actions.put_off(desk_of(session, around, now), chat.id or 0, chat.channel, guardian.id or 0, wishes, at)
    text = _("Good. I will write again on {moment}.", moment=at.astimezone(around.zone))
    return Screen(text, rows(_another_day(about.child, about.dose, _), to_home(_), width=2))


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@router.callback_query(Remind.filter(F.do == "another_day"))
async def ask(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """From here on a typed text is read as a day to come."""
    if guardian is None or not items_of(session, around, guardian, callback_data, now):
        return nothing_open(session, guardian, _, around, now)
    await set_aside(state)
    await state.set_state(PuttingOff.day)
    await state.update_data(child=callback_data.child, dose=callback_data.dose)
    return which_day_later(callback_data, _, around, now)


def which_day_later(about: Remind, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The question for the day on which these reminders come again."""
    return ask_day(_("On which day shall I write again?"), _question(about, _), _, around, now)


@router.message(StateFilter(PuttingOff.day), F.text)
async def typed(
    message: Message,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One day is taken, everything else is asked again; the words themselves are not kept."""
    told = await state.get_data()
    about = Remind(do="later", child=told.get("child", 0), dose=told.get("dose", ""))
    written = message.text or ""
    reading = read_coming_day(written, around.today(now), LATER_MOST)
    if isinstance(reading, Unclear):
        asked = _question(about, _)
        return unclear_day(written, reading, asked, session, guardian, _, around, now)
    await set_aside(state)
    items = items_of(session, around, guardian, about, now)
    if guardian is None or not items:
        return nothing_open(session, guardian, _, around, now)
    return _put_off(session, around, chat, guardian, about, items, reading.day, _, now)


def _question(about: Remind, _: Words) -> DayQuestion:
    back = Remind(do="later", child=about.child, dose=about.dose).pack()
    ways = rows(Choice(_("⏰ Later"), back), to_home(_), width=2)
    return DayQuestion(LATER_MOST, lambda day: _on(day, about.child, about.dose), ways)


def _on(day: date, child: int, dose: str) -> str:
    return Chosen(what="later", child=child, dose=dose, value=day.isoformat()).pack()
