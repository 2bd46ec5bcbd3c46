"""The booklet as it was told to us: every line can be looked at, given another day, or taken out."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import plans
from actions import vaccines as actions
from db import vaccines
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Line, LineOn
from dialogs.birth_dates import ask_again
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.vaccine_words import uncounted, vaccine_name
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_dose_date

router = Router(name="booklet")

#: Lines shown as buttons: a channel takes 100, and nobody scrolls further.
MOST_LINES = 60


class Moving(StatesGroup):
    """What we wait for; child and line are in the state's data. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="moving")


@router.callback_query(ChildDo.filter(F.do == "booklet"))
async def booklet_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await state.clear()
    child = owned(session, guardian, callback_data.child)
    return booklet(session, child, _, around, now) if child else not_here(_)


def booklet(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    """All lines, oldest first; what does not count is marked."""
    lines = vaccines.record(session, [child.id or 0])[child.id or 0]
    number = child.id or 0
    more = Choice(_("➕ Another dose"), ChildDo(do="some", child=number).pack())
    if not lines:
        text = _("Nothing is written in {name}'s booklet here yet.", name=name(child, _))
        ask = Choice(_("📒 Tell me what the booklet says"), ChildDo(do="ask", child=number).pack())
        return Screen(text, rows(ask, to_card(child, _), to_home(_)))
    found = plans.look(session, around.knowledge, child, around.today(now))
    wrong = {(one.vaccine, one.given) for one in found.invalid}
    shown = lines[-MOST_LINES:]
    buttons = [
        Choice(
            f"{'⚠️ ' if (one.vaccine, one.given_on) in wrong else ''}{one.given_on.isoformat()} · {vaccine_name(around.knowledge, one.vaccine, _)}"
            f"{'' if one.exact else ' ~'}",
            Line(do="look", child=number, row=one.id or 0).pack(),
        )
        for one in shown
    ]
    said = [_("📒 <b>{name}'s booklet</b>", name=name(child, _)), _("Tap a line to correct it.")]
    if any(not one.exact for one in shown):
        said.append(_("~ : the day is from the calendar, not from your booklet."))
    if wrong:
        said.append(_("⚠️ : may not count. Please ask your clinic."))
    return Screen(join(said), (*rows(*buttons), *rows(more, to_card(child, _), to_home(_), width=2)))


@router.callback_query(Line.filter())
async def line_(
    query: CallbackQuery,
    callback_data: Line,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One line: look, give it another day, or take it out."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    line = vaccines.line(session, child.id or 0, callback_data.row)
    if line is None:
        return [
            Screen(_("That line is not in the booklet any more.")),
            booklet(session, child, _, around, now),
        ]
    if callback_data.do == "strike":
        actions.strike(desk_of(session, around, now), child, line.id or 0)
        return [
            Screen(_("Removed. I have worked out anew what comes next.")),
            booklet(session, child, _, around, now),
        ]
    if callback_data.do == "day":
        await state.set_state(Moving.day)
        await state.update_data(child=child.id, row=line.id)
        text = _("Which day is right? Type it as it stands in the booklet.")
        return Screen(text, rows(to_card(child, _)), placeholder="2026-03-05")
    return _line(session, child, line, _, around, now)


def _line(
    session: Session, child: Child, line: vaccines.Dose, _: Words, around: Surroundings, now: datetime
) -> Screen:
    found = plans.look(session, around.knowledge, child, around.today(now))
    said = [
        _(
            "{name}: {dose}, {day}",
            name=name(child, _),
            dose=vaccine_name(around.knowledge, line.vaccine, _),
            day=line.given_on,
        ),
        *([] if line.exact else [_("The day is from the calendar, not from your booklet.")]),
        *uncounted(around.knowledge, found, line.vaccine, line.given_on, _),
    ]
    number, row = child.id or 0, line.id or 0
    return Screen(
        join(said),
        rows(
            Choice(_("✏️ Another day"), Line(do="day", child=number, row=row).pack()),
            Choice(_("🗑 It was not given"), Line(do="strike", child=number, row=row).pack()),
            Choice(_("📒 Booklet"), ChildDo(do="booklet", child=number).pack()),
            to_home(_),
            width=2,
        ),
    )


@router.message(StateFilter(Moving.day), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    data = await state.get_data()
    child = owned(session, guardian, data.get("child", 0))
    if child is None:
        await state.clear()
        return not_here(_)
    reading = read_dose_date(message.text or "", child.born, around.today(now))
    row = int(data.get("row", 0))
    if not isinstance(reading, Certain):
        number = child.id or 0
        return ask_again(
            reading,
            _,
            lambda day: LineOn(child=number, row=row, day=day.isoformat()).pack(),
            to_card(child, _),
            to_home(_),
            born=child.born,
        )
    await state.clear()
    return _move(session, child, row, reading, _, around, now)


@router.callback_query(LineOn.filter())
async def picked(
    query: CallbackQuery,
    callback_data: LineOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A day we asked about was confirmed by a tap."""
    await state.clear()
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    reading = read_dose_date(callback_data.day, child.born, around.today(now))
    if not isinstance(reading, Certain):
        return booklet(session, child, _, around, now)
    return _move(session, child, callback_data.row, reading, _, around, now)


def _move(
    session: Session, child: Child, row: int, reading: Certain, _: Words, around: Surroundings, now: datetime
) -> Screen | list[Screen]:
    moved = actions.move(desk_of(session, around, now), child, row, reading.day)
    if moved is None:
        return [
            Screen(_("That line is not in the booklet any more.")),
            booklet(session, child, _, around, now),
        ]
    said = Screen(Html(_("✅ Corrected: {day}.", day=reading.day)))
    return [said, _line(session, child, moved, _, around, now)]
