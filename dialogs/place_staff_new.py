"""A place is added, question by question, and published after it was seen as parents will see it. Everything told so far is kept with the chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import places as actions
from db import place_staff as tables
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_place import card
from dialogs.place_staff_draft import district_named, drafted, offers, preview, ready, stop_question, to_drop
from dialogs.place_staff_reading import Reading, is_value, read_value, shared_spot
from dialogs.place_staff_tapped import placed, systems
from dialogs.place_staff_words import how_to_write, to_place, to_places, to_values, value_name
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.staff_addresses import Founded, Undo
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import reachable, toggles
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.knowledge import nearest_landmark
from rules.places.replies import reply
from rules.places.rows import RowError
from rules.roles import Duty, Role

router = Router(name="place staff new")
#: What is typed here stands behind the commands, what is shared before everything else that takes a location.
typed, spots = Router(name="place staff new typed"), Router(name="place staff new spots")

#: The questions in their order; from the address on each may be skipped.
STEPS = ("kind", "name", "position", "district", "address", "phone", "hours")
MAY_SKIP = ("address", "phone", "hours")


class Adding(StatesGroup):
    """What was told so far is in the state's data ("draft", values as a row has them). The name is stored with the chat: keep it."""

    value = State(state="value", group_name="staff_new")


@router.callback_query(Go.filter(F.to == "staff_new"), OnDuty(Role.WORKER))
async def begin(
    query: CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Who has begun one goes on with it; it can be dropped."""
    draft = (await state.get_data()).get("draft") if await state.get_state() == Adding.value.state else None
    await set_aside(state)
    await state.set_state(Adding.value)
    await state.update_data(draft=draft or {})
    return await next_question(session, duty, state, _, around, now)


async def next_question(
    session: Session, duty: Duty, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The next open question, or the preview."""
    draft: dict[str, str] = dict((await state.get_data()).get("draft", {}))
    theirs = reachable(duty, around)
    if "district" not in draft and duty.districts and len(theirs) == 1:
        draft["district"] = theirs[0]
        await state.update_data(draft=draft)
    step = next((one for one in STEPS if one not in draft), None)
    if step is not None:
        return _question(step, draft, duty, _, around)
    try:
        return preview(draft, session, _, around, now)
    except RowError:
        # The pack has changed since: what it no longer knows is asked again, with the rest.
        await state.update_data(draft={})
        return _question(STEPS[0], {}, duty, _, around)


def _question(
    step: str, draft: dict[str, str], duty: Duty, _: Words, around: Surroundings, first: Html | None = None
) -> Screen:
    asked = how_to_write(step, _)
    if step == "name":
        asked = _("What is the place called?")
    elif step == "address":
        asked = _("Street and number?")
    lines = [
        _("<b>A new place</b> ({n} of {all})", n=STEPS.index(step) + 1, all=len(STEPS)),
        *([first] if first else []),
        asked,
    ]
    skip = Choice(_("Skip"), Founded(do="skip", value=step).pack()) if step in MAY_SKIP else None
    return Screen(
        join(lines),
        (*_choices(step, draft, duty, _, around), *rows(skip, to_drop(_), width=2)),
        asks_location=step == "position",
        placeholder=str(value_name(step, _)),
    )


def _choices(step: str, draft: dict[str, str], duty: Duty, _: Words, around: Surroundings) -> Rows:
    """Kinds, or districts; the district that a landmark close by tells is ticked."""
    if step == "kind":
        kinds = around.knowledge.place_kinds.values()
        return rows(
            *(
                Choice(Html(f"{one.icon} ") + _.fact(one.name), Founded(do="kind", value=one.id).pack())
                for one in kinds
            ),
            width=2,
        )
    if step != "district":
        return ()
    lat, _sep, lon = draft.get("position", "0,0").partition(",")
    mark = nearest_landmark(around.knowledge.landmarks, float(lat), float(lon))
    return toggles(
        reachable(duty, around),
        (mark.district,) if mark is not None else (),
        lambda one: Founded(do="district", value=one).pack(),
        _,
        around,
    )


@router.callback_query(
    Founded.filter(F.do.in_({"kind", "district", "skip", "system"})),
    StateFilter(Adding.value),
    OnDuty(Role.WORKER),
)
async def tap(
    query: CallbackQuery,
    callback_data: Founded,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """An answer by a tap. An old button of a question that is answered changes nothing but kind and district."""
    data = await state.get_data()
    draft, do, value = dict(data.get("draft", {})), callback_data.do, callback_data.value
    if do == "skip" and value in MAY_SKIP:
        draft.setdefault(value, "")
    elif do == "kind" and value in around.knowledge.place_kinds:
        draft["kind"] = value
    elif do == "district" and value in reachable(duty, around):
        draft["district"] = value
    elif do == "system" and (spot := placed(value, data)) is not None:
        draft.setdefault("position", spot)
    await state.update_data(draft=draft)
    return await next_question(session, duty, state, _, around, now)


@typed.message(StateFilter(Adding.value), F.text, ~F.text.startswith("/"), is_value, OnDuty(Role.WORKER))
async def typed_(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    draft: dict[str, str] = dict((await state.get_data()).get("draft", {}))
    step, said = next((one for one in STEPS if one not in draft), None), reply(message.text or "")
    if said == "stop":
        return stop_question(_)
    if step is None:
        return await next_question(session, duty, state, _, around, now)
    known = actions.known(around.knowledge)
    if said is not None and step not in MAY_SKIP:
        return _question(step, draft, duty, _, around, _("A place cannot be without this."))
    if said is not None:
        return await _take(step, Reading(text=""), draft, duty, session, state, _, around, now)
    reading = read_value(step, message.text or "", drafted({}, known), known, _)
    if (
        step == "district"
        and reading.text
        and district_named(reading.text, known) not in reachable(duty, around)
    ):
        return _question(step, draft, duty, _, around, _("Please tap a district of yours."))
    return await _take(step, reading, draft, duty, session, state, _, around, now)


@spots.message(StateFilter(Adding.value), F.location | F.venue, OnDuty(Role.WORKER))
async def shared(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Where the place is; also when something else was asked for: it is asked again."""
    draft: dict[str, str] = dict((await state.get_data()).get("draft", {}))
    known = actions.known(around.knowledge)
    reading = shared_spot(message, drafted({}, known), known, _)
    return await _take("position", reading, draft, duty, session, state, _, around, now)


async def _take(
    step: str,
    reading: Reading,
    draft: dict[str, str],
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Keeps what was understood and goes on; else the question comes again, with what was wrong."""
    if reading.figures is not None:
        await state.update_data(figures=list(reading.figures))
        maps = systems(lambda one: Founded(do="system", value=one).pack(), _)
        asked = _("Which map are these figures from? In China they differ by some hundred metres.")
        return Screen(asked, rows(*maps, to_drop(_)))
    if reading.text is None:
        return _question(step, draft, duty, _, around, reading.wrong)
    await state.update_data(draft={**draft, step: reading.text})
    return await next_question(session, duty, state, _, around, now)


@router.callback_query(Founded.filter(F.do == "again"), OnDuty(Role.WORKER))
async def again(
    query: CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    return await begin(query, duty, session, state, _, around, now)


@router.callback_query(Founded.filter(F.do == "drop"), OnDuty(Role.WORKER))
async def drop(query: CallbackQuery, duty: Duty, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    return Screen(_("Nothing was written."), rows(to_places(_), to_home(_)))


@router.callback_query(Founded.filter(F.do == "publish"), StateFilter(Adding.value), OnDuty(Role.WORKER))
async def publish(
    query: CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Written once: a second tap finds nothing to write."""
    draft: dict[str, Any] = dict((await state.get_data()).get("draft", {}))
    if any(step not in draft for step in STEPS):
        return await next_question(session, duty, state, _, around, now)
    row = actions.add(desk_of(session, around, now), duty, ready(draft, around, now))
    if row is None:
        await state.update_data(draft={step: text for step, text in draft.items() if step != "district"})
        return await next_question(session, duty, state, _, around, now)
    await set_aside(state)
    change = tables.last_change(session, row.id or 0)
    return Screen(
        join([_("✅ Published: parents find it now."), Html(""), card(row, _, around, now)]),
        rows(
            Choice(_("↩️ Take it back"), Undo(change=change.id or 0).pack()) if change else None,
            *offers(row, _),
            to_values(row.id or 0, _),
            to_place(row.id or 0, _),
            Choice(_("➕ Add a place"), Go(to="staff_new").pack()),
            to_places(_),
            to_home(_),
        ),
    )


@router.callback_query(Founded.filter(), OnDuty(Role.WORKER))
async def nothing_begun(query: CallbackQuery, duty: Duty, state: FSMContext, _: Words) -> Screen:
    """An old button of a place that is not being added any more."""
    add = Choice(_("➕ Add a place"), Go(to="staff_new").pack())
    return Screen(_("Nothing is being added now. Begin again?"), rows(add, to_places(_), to_home(_)))
