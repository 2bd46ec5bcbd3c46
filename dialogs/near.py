"""What is near: what for, where from, the list; and a location that is sent out of the blue."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import plans, records
from db import children, places
from db.families import Guardian
from dialogs.addresses import Go, Near
from dialogs.answer_ways import to_person, to_themes
from dialogs.home import to_home
from dialogs.near_addresses import Find, FindDo
from dialogs.near_list import far_from_here, results, search_of
from dialogs.near_spots import go_on_from, here, is_searching, keep_spot, shared, typed, wanted
from dialogs.near_where import ask_where, leave_for_search, what_for
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words, join
from rules.knowledge import is_elsewhere, nearest_landmark
from rules.places.asked import Nearby
from rules.vaccines import Next

router = Router(name="near")


@router.message(Command("near", ignore_case=True))
@router.callback_query(Go.filter(F.to == "near"))
async def near(event: Message | CallbackQuery, state: FSMContext, _: Words, around: Surroundings) -> Screen:
    await set_aside(state)
    return what_for("", _, around)


@router.callback_query(FindDo.filter(F.do == "kinds"))
async def kinds(query: CallbackQuery, callback_data: FindDo, _: Words, around: Surroundings) -> Screen:
    return what_for(callback_data.at, _, around)


@router.callback_query(Find.filter())
async def find(
    query: CallbackQuery,
    callback_data: Find,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The list, once we know where from."""
    if not callback_data.kind:
        return what_for(callback_data.at, _, around)
    return await listed(callback_data, session, guardian, state, _, around, now)


async def listed(
    address: Find,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The list around this place; the question where from, where we do not know it, or have forgotten it."""
    spot = await here(address.at, state, session, _, around, now)
    search = search_of(address, spot, session, guardian, around) if spot is not None else None
    if spot is None:
        return await ask_where(address.kind, address.want, session, guardian, state, _, around, now)
    if search is None:
        return what_for(address.at, _, around)
    shown = await leave_for_search(state, results(search, session, _, around, now), now, _)
    await go_on_from(state, address.kind, address.want, now)
    return shown


@router.callback_query(FindDo.filter(F.do == "where"))
async def where_from(
    query: CallbackQuery,
    callback_data: FindDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    return await ask_where(callback_data.kind, callback_data.want, session, guardian, state, _, around, now)


async def shared_spot(
    lat: float,
    lon: float,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
    live: bool = False,
) -> Screen:
    """What is near a location that was sent. It is kept for the next half hour's taps only."""
    kind, want = await wanted(state, now)
    told = _unreadable(lat, lon, _)
    if told is None and not kind and is_elsewhere(around.knowledge.landmarks, lat, lon):
        told = far_from_here(_, around)
    if told is not None:
        return await ask_where(kind, want, session, guardian, state, _, around, now, told)
    out_of_the_blue = await leave_for_search(state, _what_for_here(lat, lon, _, around, live), now, _)
    await keep_spot(state, lat, lon, now)
    if kind:
        return await listed(Find(kind=kind, want=want), session, guardian, state, _, around, now)
    return out_of_the_blue


def _unreadable(lat: float, lon: float, _: Words) -> Html | None:
    """Why this is no position; None for one."""
    if not (math.isfinite(lat) and math.isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180):
        return _("I cannot read that location, sorry.")
    return _("Your phone did not know where it is.") if abs(lat) < 0.01 and abs(lon) < 0.01 else None


def _what_for_here(lat: float, lon: float, _: Words, around: Surroundings, live: bool) -> Screen:
    """For a location out of the blue: what for; and the district, for who wants to enter it."""
    mark = nearest_landmark(around.knowledge.landmarks, lat, lon)
    told = [_("I look once, and forget the location within half an hour.")]
    if live:
        told.append(_("I do not follow a live location: only where you are now."))
    district = around.knowledge.district(mark.district) if mark else None
    if mark is None or district is None:
        return what_for("", _, around, join(told))
    near_it = _(
        "You are near {landmark}, in {district}.", landmark=_.fact(mark.name), district=_.fact(district.name)
    )
    asked = what_for("", _, around, join([near_it, *told]))
    lives = Choice(
        _("🏠 We live in {district}", district=_.fact(district.name)), Near(landmark=mark.id).pack()
    )
    return Screen(asked.text, (*asked.choices[:-1], *rows(lives), *asked.choices[-1:]))


async def chosen(
    found: list[tuple[str, Html]],
    kind: str,
    want: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What the words may mean: the list around it, the question which one, or the question where once more."""
    if not found:
        told = _("I do not know that place, sorry. Try a bigger street, a school, a market or the district.")
        asked = await ask_where(kind, want, session, guardian, state, _, around, now, told)
        return replace(asked, choices=(*asked.choices, *rows(to_person(_), to_themes(_), width=2)))
    if len(found) > 1:
        which = [Choice(name, Find(kind=kind, at=at, want=want).pack()) for at, name in found]
        again = Choice(_("It is not here"), FindDo(do="where", kind=kind, want=want).pack())
        return Screen(
            _("Which place do you mean?"),
            (*rows(*which), *rows(again, to_home(_), width=2)),
            asks_location=True,
        )
    at, name = found[0]
    if kind:
        return await listed(Find(kind=kind, at=at, want=want), session, guardian, state, _, around, now)
    return what_for(at, _, around, _("Around {place}:", place=name))


async def asked_nearby(
    asked: Nearby,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A typed question for something nearby: with what and where it named; what it did not name stays as it was in the search."""
    kind, want = await wanted(state, now)
    named = around.knowledge.place_kinds.get(asked.kind or "")
    if named is not None:
        kind, want = named.code, asked.want
    found = typed(asked.rest, session, _, around) if asked.rest else []
    if len(found) == 1 or (found and await shared(state, now) is None):
        return await chosen(found, kind, want, session, guardian, state, _, around, now)
    if not kind:
        unknown = _("I do not know such places. These I know:") if asked.rest else None
        return what_for("", _, around, unknown)
    if asked.here and await shared(state, now) is None and await is_searching(state, now):
        return await ask_where(kind, want, session, guardian, state, _, around, now)
    return await listed(Find(kind=kind, want=want), session, guardian, state, _, around, now)


@router.callback_query(FindDo.filter(F.do == "vac"))
async def which_vaccine(
    query: CallbackQuery,
    callback_data: FindDo,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Those that some clinic has; what the family's children need next comes first."""
    today = around.today(now)
    found = children.of_family(session, guardian.family_id) if guardian is not None else []
    kept = records.of_children(session, found)
    due = [
        thing.vaccine
        for child in found
        for thing in plans.things(around.knowledge, child, kept[child.id or 0], today)
        if isinstance(thing, Next)
    ]
    there = places.vaccines_had(session)
    codes = [code for code in dict.fromkeys([*due, *around.knowledge.book.vaccines]) if code in there]
    if not codes:
        none = _("No clinic has told us its vaccines yet. Call before you go.")
        return Screen(
            none,
            rows(
                Choice(_("↩️ The list"), Find(kind=callback_data.kind, at=callback_data.at).pack()), to_home(_)
            ),
        )
    at = {"kind": callback_data.kind, "at": callback_data.at, "want": callback_data.want}
    buttons = [Choice(vaccine_name(around.knowledge, code, _), Find(vac=code, **at).pack()) for code in codes]
    back = Choice(_("Any vaccine"), Find(**at).pack())
    return Screen(
        _("Which vaccine must it have?"), (*rows(*buttons, width=2), *rows(back, to_home(_), width=2))
    )
