"""*Later*, on a day of one's own: typed as people say it ("12月5号", "after the 5th"), read without guessing."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Remind
from dialogs.done_answers import items_of, nothing_open
from dialogs.home import to_home
from dialogs.reminder_answers import LATER_MOST, put_off
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.birthdays import looks_like_id_number
from rules.coming_days import read_coming_day

router = Router(name="another day")


class PuttingOff(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="putting_off")


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
    await state.clear()
    if guardian is None or not items_of(session, around, guardian, callback_data, now):
        return nothing_open(session, guardian, _, around, now)
    await state.set_state(PuttingOff.day)
    await state.set_data({"child": callback_data.child, "dose": callback_data.dose})
    text = join([_("On which day shall I write again?"), _example(_, around, now)])
    return Screen(text, _ways(callback_data, _), placeholder=_placeholder(around, now))


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
    items = items_of(session, around, guardian, about, now)
    if guardian is None or not items:
        await state.clear()
        return nothing_open(session, guardian, _, around, now)
    written = message.text or ""
    if looks_like_id_number(written):
        refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
        return Screen(refused, _ways(about, _))
    day = read_coming_day(written, around.today(now), LATER_MOST)
    if day is None:
        missing = _("I did not find one day in the next {n} days in that.", n=LATER_MOST)
        return Screen(
            join([missing, _example(_, around, now)]), _ways(about, _), placeholder=_placeholder(around, now)
        )
    await state.clear()
    return put_off(session, around, chat, guardian, items, day, _, now)


def _example(_: Words, around: Surroundings, now: datetime) -> Html:
    """ "the 5th" as words, and a whole date that really lies ahead."""
    return _(
        "Type it, for example: tomorrow, Saturday, after the 5th, {date}.", date=_placeholder(around, now)
    )


def _placeholder(around: Surroundings, now: datetime) -> str:
    return (around.today(now) + timedelta(days=14)).isoformat()


def _ways(about: Remind, _: Words) -> tuple[tuple[Choice, ...], ...]:
    back = Remind(do="later", child=about.child, dose=about.dose).pack()
    return rows(Choice(_("⏰ Later"), back), to_home(_), width=2)
