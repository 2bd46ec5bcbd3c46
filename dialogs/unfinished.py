"""A child is being entered, and the person goes home, or changes the language: what was told is not lost, and the question comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.child_entry import Entering, after_the_name, ask_born, ask_district, ask_nickname
from dialogs.home import home
from dialogs.need_offer import with_question
from dialogs.need_waiting import NEEDS, begun, to_go_on
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Words

router = Router(name="unfinished")

#: Key of the conversation's data: an entry that was left for home. Stored with the chat: keep it.
_ASIDE = "aside"


async def set_aside(state: FSMContext) -> bool:
    """Leaves the entry for home without losing what was told; nothing is waited for meanwhile. Whether there is anything to go on with."""
    waiting, data = await state.get_state(), await state.get_data()
    aside = data.get(_ASIDE)
    if (waiting or "").startswith("entering:"):
        aside = {"at": waiting, "told": data}
    kept = {
        name: value for name, value in {_ASIDE: aside, NEEDS: data.get(NEEDS)}.items() if value is not None
    }
    await state.clear()
    if kept:
        await state.set_data(kept)
    return aside is not None


async def taken(state: FSMContext, waiting: State) -> dict[str, Any]:
    """What was told while this was waited for, and nothing is waited for any more; empty where something else was: a second tap finds nothing."""
    data = await state.get_data() if await state.get_state() == waiting.state else {}
    await set_aside(state)
    return data


async def set_entry_aside(state: FSMContext) -> None:
    """Sets aside a child that is being entered; what else was told in this conversation stays: the booklet goes on line by line."""
    if (await state.get_state() or "").startswith("entering:"):
        await set_aside(state)


async def stop_waiting(state: FSMContext) -> None:
    """Nothing is waited for any more but a child that is being entered: reminders come, and are answered, in the middle of it."""
    if not (await state.get_state() or "").startswith("entering:"):
        await set_aside(state)


async def home_again(
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
    asks: bool = True,
) -> Screen:
    """Home. A child that is being entered waits there; anything else that was asked is dropped. `asks`: whether a question may stand on it."""
    unfinished, needs = await set_aside(state), await begun(state)
    screen = home(session, around, guardian, _, now)
    if needs is not None and guardian is not None:
        screen = replace(screen, choices=(*rows(to_go_on(needs, _)), *screen.choices))
    elif not unfinished and asks:
        return await with_question(screen, session, guardian, state, _, around, now)
    if not unfinished:
        return screen
    back = Choice(_("▶️ Go on entering the child"), Go(to="go_on").pack())
    return replace(screen, choices=(*rows(back), *screen.choices))


@router.callback_query(Go.filter(F.to == "go_on"))
async def take_up(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The entry that was set aside, at the question that was open; home, when it is long gone."""
    aside = (await state.get_data()).get(_ASIDE)
    await state.clear()
    if aside is None or not families.has_agreed(session, guardian, "child"):
        return home(session, around, guardian, _, now)
    await state.set_data(aside["told"])
    await state.set_state(aside["at"])
    return await go_on(state, _, around, now) or home(session, around, guardian, _, now)


async def go_on(state: FSMContext, _: Words, around: Surroundings, now: datetime) -> Screen | None:
    """The question that is open, asked again: after a change of language, say. Nothing when no child is being entered."""
    waiting = await state.get_state()
    if waiting == Entering.nickname.state:
        return await ask_nickname(state, _)
    if waiting == Entering.born.state:
        return await ask_born(state, _)
    if waiting == Entering.sex.state:
        return await after_the_name(state, _, around, now)
    return ask_district(0, _, around) if waiting == Entering.district.state else None
