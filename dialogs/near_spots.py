"""Where somebody is: a point that was shared and is soon forgotten, or a landmark, a district, a place they typed or tapped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from sqlmodel import Session

from actions.spots import KIND, SEARCHING, SINCE, SPOT, WANT, is_old
from db import place_names, places
from dialogs.near_words import text_of
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.knowledge import Landmark
from rules.places.finding import Spot, meant


class Finding(StatesGroup):
    """`spot`: we wait for words or a location. `list`: we wait for nothing, only what is kept of a search stands until it is old. The names
    are stored with the chat, and `actions.spots` knows how they begin: keep them."""

    spot = State(state="spot", group_name="finding")
    list = State(state="list", group_name="finding")


@dataclass(frozen=True, slots=True)
class Here:
    """A point to search around (WGS-84 degrees). `name` ready to be said, empty for a shared location; `district` where it is no point at all."""

    lat: float
    lon: float
    name: Html
    district: str | None = None


async def wait_for(state: FSMContext, kind: str, want: str, now: datetime) -> None:
    """From now on typed words and locations say where somebody is. A location shared before stays."""
    await _search(state, Finding.spot, kind, want, now)


async def go_on_from(state: FSMContext, kind: str, want: str, now: datetime) -> None:
    """A list was shown: nothing is waited for, and its buttons know what was searched until it is old."""
    await _search(state, Finding.list, kind, want, now)


async def _search(state: FSMContext, where: State, kind: str, want: str, now: datetime) -> None:
    data = await state.get_data()
    await state.set_state(where)
    since = data[SINCE] if SPOT in data and SINCE in data else now.isoformat()
    await state.update_data({KIND: kind, WANT: want, SINCE: since})


async def keep_spot(state: FSMContext, lat: float, lon: float, now: datetime) -> None:
    """To about ten metres, in the sealed row of the chat, until it is old or something else is begun."""
    await state.set_state(Finding.list)
    await state.update_data({SPOT: [round(lat, 4), round(lon, 4)], SINCE: now.isoformat()})


async def is_searching(state: FSMContext, now: datetime) -> bool:
    """Whether a search was begun in this chat and is not old."""
    since = (await state.get_data()).get(SINCE)
    return (
        (await state.get_state() or "").startswith(SEARCHING) and bool(since) and not is_old(str(since), now)
    )


async def wanted(state: FSMContext, now: datetime) -> tuple[str, str]:
    """Which kind (code) and which filters the search was about; nothing of an old one."""
    data = await state.get_data()
    return (str(data.get(KIND, "")), str(data.get(WANT, ""))) if await is_searching(state, now) else ("", "")


async def shared(state: FSMContext, now: datetime) -> tuple[float, float] | None:
    """The location that was shared, unless it is forgotten."""
    data = await state.get_data()
    spot, since = data.get(SPOT), data.get(SINCE)
    if not spot or not since or is_old(str(since), now):
        return None
    return float(spot[0]), float(spot[1])


async def here(
    at: str, state: FSMContext, session: Session, _: Words, around: Surroundings, now: datetime
) -> Here | None:
    """The point a button or a shared location means; None where there is none (any more)."""
    kind, _dot, key = at.partition(".")
    if kind == "l":
        mark = next((one for one in around.knowledge.landmarks if one.id == key), None)
        return Here(mark.lat, mark.lon, _.fact(mark.name)) if mark else None
    if kind == "d":
        return of_district(key, session, _, around)
    if kind == "p":
        row = places.several(session, [int(key)]).get(int(key)) if key.isdecimal() and len(key) < 10 else None
        return Here(row.lat, row.lon, text_of(row.place.names, _)) if row else None
    spot = await shared(state, now)
    return Here(*spot, Html("")) if spot else None


def of_district(key: str, session: Session, _: Words, around: Surroundings) -> Here | None:
    """Where a district is: no point: the middle of its landmarks, or else of its places, only puts its places into an order."""
    district = around.knowledge.district(key)
    if district is None:
        return None
    known = around.knowledge.landmarks
    marks = [one for one in known if one.district == key]
    middle = _middle(marks) or places.middle(session, key) or _middle(known) or (0.0, 0.0)
    return Here(*middle, _.fact(district.name), key)


def _middle(marks: Sequence[Landmark]) -> tuple[float, float] | None:
    if not marks:
        return None
    return sum(one.lat for one in marks) / len(marks), sum(one.lon for one in marks) / len(marks)


def typed(text: str, session: Session, _: Words, around: Surroundings) -> list[tuple[str, Html]]:
    """What a typed place may mean, as `at` and name: one where it is clear, several to choose from, none."""
    if text.strip().lower().removesuffix("市") in _city_names(around):
        districts = around.knowledge.districts
        return [(f"d.{one.id}", _.fact(one.name)) for one in districts] if len(districts) > 1 else []
    spots = list(_spots(session, _, around))
    named = {spot.at: title for spot, title in spots}
    return [(spot.at, named[spot.at]()) for spot in meant(text, [spot for spot, _title in spots])]


def _city_names(around: Surroundings) -> set[str]:
    """The city is no answer to "where are you": its districts are asked for."""
    name = around.knowledge.city
    return {name, around.catalogues.speak("en").plain_fact(name).lower()}


def _spots(session: Session, _: Words, around: Surroundings) -> Iterator[tuple[Spot, Callable[[], Html]]]:
    """Everything somebody may mean, with how it is named once it is meant."""
    english = around.catalogues.speak("en")
    for mark in around.knowledge.landmarks:
        yield Spot(f"l.{mark.id}", (mark.name, english.plain_fact(mark.name))), partial(_.fact, mark.name)
    for one in around.knowledge.districts:
        names = (one.name, one.name[:-1], english.plain_fact(one.name))
        yield Spot(f"d.{one.id}", names), partial(_.fact, one.name)
    for spot, names_of in place_names.spots(session):
        yield spot, partial(text_of, names_of, _)
