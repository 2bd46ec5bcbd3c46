"""One value of a place is corrected: asked for, typed or tapped, shown old and new, and written after a yes."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import places as actions
from db import place_staff as tables
from db.places import PlaceRow
from dialogs.home import to_home
from dialogs.near_words import text_of
from dialogs.place_staff_lists import as_codes
from dialogs.place_staff_reading import Reading, checked_value, is_value, read_value, shared_spot
from dialogs.place_staff_tapped import choices, may_be_none, offers_removal, systems, tapped_text
from dialogs.place_staff_words import far_away, how_to_write, to_place, to_values, value_name, value_now, way
from dialogs.place_staff_work import done, not_yours
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_addresses import Work, Worth
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.places.circle import metres
from rules.places.correcting import VALUES, corrected, written
from rules.places.place import Place
from rules.places.replies import reply
from rules.places.rows import RowError
from rules.roles import Duty, Role

router = Router(name="place staff values")
#: What is typed here stands behind the commands, what is shared before everything else that takes a location.
typed, spots = Router(name="place staff values typed"), Router(name="place staff values spots")


class Correcting(StatesGroup):
    """Place and column are in the state's data, and what waits for a yes. The name is stored with the chat: keep it, and its beginning."""

    value = State(state="value", group_name="staff_place")


@router.callback_query(Work.filter(F.do == "correct"), OnDuty(Role.WORKER))
async def which(
    query: CallbackQuery,
    callback_data: Work,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    row = tables.one(session, callback_data.place, duty.districts)
    return not_yours(_) if row is None else _values(row, _, around)


def _values(row: PlaceRow, _: Words, around: Surroundings) -> Screen:
    """Everything as it is, Chinese and English side by side, with a button each."""
    place, number = row.place, row.id or 0
    lines = [
        _("{value}: {text}", value=value_name(one, _), text=value_now(place, one, _, around))
        for one in VALUES
    ]
    buttons = [
        Choice(value_name(one, _), Worth(place=number, column=one).pack())
        for one in VALUES
        if one != "checked"
    ]
    today = Choice(_("✅ Checked today: all is right"), Work(do="checked", place=number).pack())
    head = _("<b>What is wrong?</b> Tap it.")
    return Screen(
        join([head, *lines]),
        (*rows(*buttons, width=2), *rows(today, to_place(number, _), to_home(_))),
    )


@router.callback_query(Worth.filter(F.value == ""), OnDuty(Role.WORKER))
async def ask(
    query: CallbackQuery,
    callback_data: Worth,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    row = tables.one(session, callback_data.place, duty.districts)
    if row is None:
        return not_yours(_)
    if callback_data.column not in VALUES:
        return _values(row, _, around)
    await state.set_state(Correcting.value)
    await state.update_data(place=row.id, column=callback_data.column)
    return question(row, callback_data.column, duty, row.place.serves, _, around)


def question(
    row: PlaceRow,
    column: str,
    duty: Duty,
    chosen: tuple[str, ...],
    _: Words,
    around: Surroundings,
    first: Html | None = None,
) -> Screen:
    """What it is now, how to write it, and what can be tapped instead."""
    number = row.id or 0
    now = _("{value}: {text}", value=value_name(column, _), text=value_now(row.place, column, _, around))
    remove = Choice(_("Take it out"), Worth(place=number, column=column, value="-").pack())
    return Screen(
        join([*([first, Html("")] if first else []), now, how_to_write(column, _)]),
        (
            *choices(number, column, duty, chosen, _, around),
            *rows(remove if offers_removal(row.place, column) else None, to_values(number, _), to_home(_)),
        ),
        asks_location=column == "position",
        placeholder=str(value_name(column, _)),
    )


@router.callback_query(Worth.filter(F.value != ""), OnDuty(Role.WORKER))
async def tap(
    query: CallbackQuery,
    callback_data: Worth,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """A value said by a tap. Districts that are served are ticked one after the other first."""
    row = tables.one(session, callback_data.place, duty.districts)
    column, data = callback_data.column, await state.get_data()
    if row is None or column not in VALUES:
        await set_aside(state)
        return not_yours(_) if row is None else _values(row, _, around)
    ours = data if (data.get("place"), data.get("column")) == (row.id, column) else {}
    told = tapped_text(column, callback_data.value, row.place, duty, ours, around)
    if not ours:
        await set_aside(state)
        await state.set_state(Correcting.value)
        await state.update_data(place=row.id, column=column)
    if isinstance(told, list):
        await state.update_data(chosen=told)
        return question(row, column, duty, tuple(told), _, around)
    if told is None:
        return question(row, column, duty, row.place.serves, _, around)
    known = actions.known(around.knowledge)
    reading = checked_value(column, told, row.place, known, _) if told else Reading(text="")
    return await _sure(row, column, reading, duty, state, _, around)


@typed.message(StateFilter(Correcting.value), F.text, ~F.text.startswith("/"), is_value, OnDuty(Role.WORKER))
async def typed_(
    message: Message, duty: Duty, session: Session, state: FSMContext, _: Words, around: Surroundings
) -> Screen | list[Screen]:
    """Also while a yes is waited for: who types again means that instead. Who says that there is none takes the value out."""
    data = await state.get_data()
    row = tables.one(session, int(data.get("place") or 0), duty.districts)
    if row is None:
        await set_aside(state)
        return not_yours(_)
    column, known = str(data.get("column", "")), actions.known(around.knowledge)
    text = message.text or ""
    said = reply(text)
    if said == "stop":
        await set_aside(state)
        return [Screen(_("Nothing was written.")), _values(row, _, around)]
    if may_be_none(column, said):
        return await _sure(row, column, Reading(text=""), duty, state, _, around)
    reading = read_value(column, as_codes(column, text, around.knowledge, _), row.place, known, _)
    return await _sure(row, column, reading, duty, state, _, around)


@spots.message(StateFilter(Correcting.value), F.location | F.venue, OnDuty(Role.WORKER))
async def shared(
    message: Message, duty: Duty, session: Session, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    """Where the place is, from somebody who stands there; whatever value was asked for."""
    data = await state.get_data()
    row = tables.one(session, int(data.get("place") or 0), duty.districts)
    if row is None:
        await set_aside(state)
        return not_yours(_)
    await state.update_data(column="position")
    reading = shared_spot(message, row.place, actions.known(around.knowledge), _)
    return await _sure(row, "position", reading, duty, state, _, around)


async def _sure(
    row: PlaceRow,
    column: str,
    reading: Reading,
    duty: Duty,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    first: Html | None = None,
) -> Screen:
    """Old and new, and nothing is written before a yes."""
    number = row.id or 0
    if reading.figures is not None:
        await state.update_data(figures=list(reading.figures))
        maps = systems(lambda one: Worth(place=number, column="position", value=one).pack(), _)
        asked = _("Which map are these figures from? In China they differ by some hundred metres.")
        return Screen(asked, rows(*maps, to_values(number, _), to_home(_)))
    place = row.place
    try:
        if reading.text is None:
            raise RowError([])
        then = corrected(place, column, reading.text, actions.known(around.knowledge))
    except RowError:
        return question(row, column, duty, place.serves, _, around, reading.wrong)
    if then.district != place.district and not duty.may_put(then.district):
        wrong = _("Please tap a district of yours.")
        return question(row, column, duty, place.serves, _, around, wrong)
    if written(then, column) == written(place, column):
        return question(row, column, duty, place.serves, _, around, _("That is what it says already."))
    await state.update_data(text=reading.text, was=written(place, column))
    yes = Choice(_("✅ Yes, write it"), Work(do="write", place=number).pack())
    no = Choice(_("No, leave it as it is"), Work(do="correct", place=number).pack())
    lines = [*([first] if first else []), *_old_and_new(place, then, column, _, around)]
    return Screen(join(lines), rows(yes, no, to_home(_)))


def _old_and_new(place: Place, then: Place, column: str, _: Words, around: Surroundings) -> list[Html]:
    """Of a position also how far it moves."""
    far = way(metres(place.lat, place.lon, then.lat, then.lon), _)
    moved = _("That is {distance} from where it was.", distance=far)
    return [
        Html("<b>") + text_of(place.names, _) + Html("</b>"),
        _(
            "{value}, until now: {text}",
            value=value_name(column, _),
            text=value_now(place, column, _, around),
        ),
        _("From now on: {text}", text=value_now(then, column, _, around)),
        *([moved, *far_away(then, _, around)] if column == "position" else []),
        _("Shall I write it?"),
    ]


@router.callback_query(Work.filter(F.do == "write"), OnDuty(Role.WORKER))
async def write(
    query: CallbackQuery,
    callback_data: Work,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What was shown, if the place still says what was shown; else it is shown once more."""
    data = await state.get_data()
    row = tables.one(session, callback_data.place, duty.districts)
    if row is None:
        await set_aside(state)
        return not_yours(_)
    if data.get("place") != row.id or "text" not in data:
        await set_aside(state)
        return _values(row, _, around)
    column, text = str(data["column"]), str(data["text"])
    if written(row.place, column) != data.get("was"):
        first = _("Meanwhile somebody else has written it.")
        return await _sure(row, column, Reading(text=text), duty, state, _, around, first)
    then = corrected(row.place, column, text, actions.known(around.knowledge))
    await set_aside(state)
    change = actions.correct(desk_of(session, around, now), duty, row, then)
    return done(change, row, session, duty, _, around, now)
