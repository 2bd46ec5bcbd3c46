"""Where somebody is: a point that was shared and is soon forgotten, or a landmark, a district, a place they typed or tapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from sqlmodel import Session

from actions.spots import SINCE, SPOT, is_old
from db import places
from dialogs.near_words import text_of
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.places.finding import Spot, meant

#: Names of places that are read for what somebody typed; a city has some hundreds to some thousands.
_NAMES_MOST = 20_000
#: Keys of the conversation's data. Stored with the chat: keep them.
_KIND, _WANT = "kind", "want"


class Finding(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    spot = State(state="spot", group_name="finding")


@dataclass(frozen=True, slots=True)
class Here:
    """A point to search around (WGS-84 degrees). `name` ready to be said, empty for a shared location; `district` where it is no point at all."""

    lat: float
    lon: float
    name: Html
    district: str | None = None


async def wait_for(state: FSMContext, kind: str, want: str) -> None:
    """From now on typed words and locations say where somebody is. A location shared before stays."""
    await state.set_state(Finding.spot)
    await state.update_data({_KIND: kind, _WANT: want})


async def keep_spot(state: FSMContext, lat: float, lon: float, now: datetime) -> None:
    """To about ten metres, in the sealed row of the chat, until it is old or something else is begun."""
    await state.set_state(Finding.spot)
    await state.update_data({SPOT: [round(lat, 4), round(lon, 4)], SINCE: now.isoformat()})


async def wanted(state: FSMContext) -> tuple[str, str]:
    """Which kind (code) and which filters were asked for before we asked where."""
    data = await state.get_data()
    return str(data.get(_KIND, "")), str(data.get(_WANT, ""))


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
        return _of_district(key, session, _, around)
    if kind == "p":
        row = places.several(session, [int(key)]).get(int(key)) if key.isdecimal() and len(key) < 10 else None
        return Here(row.lat, row.lon, text_of(row.place.names, _)) if row else None
    spot = await shared(state, now)
    return Here(*spot, Html("")) if spot else None


def _of_district(key: str, session: Session, _: Words, around: Surroundings) -> Here | None:
    """A district is no point: the middle of its landmarks, or else of its places, only puts its places into an order."""
    district = around.knowledge.district(key)
    marks = [(one.lat, one.lon) for one in around.knowledge.landmarks if one.district == key]
    middle = places.middle(session, key) if not marks else _middle(marks)
    if district is None or middle is None:
        return None
    return Here(*middle, _.fact(district.name), key)


def _middle(spots: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _lon in spots) / len(spots), sum(lon for _lat, lon in spots) / len(spots)


def typed(text: str, session: Session, _: Words, around: Surroundings) -> list[tuple[str, Html]]:
    """What a typed place may mean, as `at` and name: one where it is clear, several to choose from, none."""
    spots = list(_spots(session, _, around))
    named = {spot.at: title for spot, title in spots}
    return [(spot.at, named[spot.at]) for spot in meant(text, [spot for spot, _title in spots])]


def _spots(session: Session, _: Words, around: Surroundings) -> Iterator[tuple[Spot, Html]]:
    english = around.catalogues.speak("en")
    for mark in around.knowledge.landmarks:
        yield Spot(f"l.{mark.id}", (mark.name, english.plain_fact(mark.name))), _.fact(mark.name)
    for one in around.knowledge.districts:
        names = (one.name, one.name[:-1], english.plain_fact(one.name))
        yield Spot(f"d.{one.id}", names), _.fact(one.name)
    for number, names_of, addresses in places.by_name(session, _NAMES_MOST):
        yield Spot(f"p.{number}", (*names_of.values(), *addresses.values())), text_of(names_of, _)
