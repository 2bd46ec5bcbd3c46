"""The question that is open, asked again in the language that is spoken from now on. What cannot be asked again is not waited for any more."""

from __future__ import annotations

from datetime import datetime

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from db.families import Guardian
from dialogs import needs, paper_days
from dialogs.addresses import Remind
from dialogs.booklet_lines import Moving, which_day
from dialogs.booklet_telling import Telling, tell_booklet, telling_of
from dialogs.children import owned
from dialogs.dose_days import ask, known
from dialogs.dose_writing import Recording
from dialogs.entitlement import Entitling, ask_born
from dialogs.later import PuttingOff, which_day_later
from dialogs.look import Looking, ask_birth_date
from dialogs.near_spots import Finding, wanted
from dialogs.near_where import ask_where
from dialogs.need_waiting import Surveying
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.ticket_asking import Person, next_step
from dialogs.unfinished import go_on, set_aside
from dialogs.vaccines import Giving, ask_dose
from dialogs.words import Words


async def ask_anew(
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The open question; nothing when there is none, and then no typed word is read as its answer either."""
    asked = await go_on(state, _, around, now) or await _of_a_child(session, guardian, state, _, around, now)
    waiting, data = await state.get_state(), await state.get_data()
    if asked is None and waiting == Looking.born.state:
        asked = ask_birth_date(_)
    if asked is None and waiting == Entitling.born.state:
        asked = await ask_born(state, _)
    if asked is None and waiting == Finding.spot.state:
        asked = await ask_where(*await wanted(state, now), session, guardian, state, _, around, now)
    if asked is None and waiting == PuttingOff.day.state and guardian is not None:
        about = Remind(do="later", child=data.get("child", 0), dose=data.get("dose", ""))
        asked = which_day_later(about, _, around, now)
    if asked is None and waiting == Person.words.state:
        asked = await next_step(session, state, _, around, now)
    if asked is None and waiting == Surveying.asked.state and guardian is not None:
        asked = await needs.asked_again(session, guardian, state, _, around, now)
    asked = asked or await paper_days.ask_anew(session, guardian, state, _, around, now)
    if asked is None and waiting is not None:
        await set_aside(state)
    return asked


async def _of_a_child(
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The questions about a child's booklet, as long as the child is there."""
    waiting, data = await state.get_state(), await state.get_data()
    if waiting == Telling.vaccine.state:
        told = telling_of(data, session, guardian)
        return await tell_booklet(session, told, state, _, around) if told is not None else None
    child = owned(session, guardian, int(data.get("child") or 0))
    if child is None:
        return None
    if waiting == Recording.day.state and known(around.knowledge, str(data.get("dose", ""))):
        return await ask(session, child, str(data["dose"]), state, _, around, now)
    if waiting == Giving.vaccine.state:
        return ask_dose(session, child, _, around, now)
    return which_day(child, _) if waiting == Moving.day.state else None
