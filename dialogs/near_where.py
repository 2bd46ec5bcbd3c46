"""The two questions of a search: what for, and where from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from db.families import Guardian
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.hotlines import ill, to_hotlines
from dialogs.near_addresses import Find
from dialogs.near_list import home_districts
from dialogs.near_spots import is_searching, wait_for
from dialogs.near_words import kind_name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.places.place import Kind

#: Where somebody may be about to go with a child that is very ill.
HOSPITAL = "childrens_hospital"


def kind_of(code: str, around: Surroundings) -> Kind | None:
    """The kind a button means; None for one the packs no longer know."""
    return next((one for one in around.knowledge.place_kinds.values() if one.code == code), None)


def what_for(at: str, _: Words, around: Surroundings, told: Html | None = None) -> Screen:
    """All kinds, one tap each. `told` stands above: where we understood somebody is."""
    kinds = [
        Choice(Html(f"{kind.icon} ") + _.fact(kind.name), Find(kind=kind.code, at=at).pack())
        for kind in around.knowledge.place_kinds.values()
    ]
    text = join([*([told] if told else []), _("<b>What are you looking for?</b>")])
    return Screen(text, (*rows(*kinds, width=2), *rows(to_hotlines(_), to_home(_), width=2)))


async def leave_for_search(state: FSMContext, screen: Screen, now: datetime, _: Words) -> Screen:
    """Leaves what else was going on. A child that is being entered waits, and the way back to it stands on top."""
    if await is_searching(state, now) or not await set_aside(state):
        return screen
    back = Choice(_("▶️ Go on entering the child"), Go(to="go_on").pack())
    return replace(screen, choices=(*rows(back), *screen.choices))


async def ask_where(
    kind: str,
    want: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
    told: Html | None = None,
) -> Screen:
    """A location, typed words, or a tap: the family's district, a landmark everybody knows. `told` stands above."""
    asked = await leave_for_search(
        state, _question(kind, want, session, guardian, _, around, now, told), now, _
    )
    await wait_for(state, kind, want, now)
    return asked


def _question(
    kind: str,
    want: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
    told: Html | None,
) -> Screen:
    found = kind_of(kind, around)
    lines = [
        *([told, Html("")] if told else []),
        *(ill(around, around.today(now), _) if found and found.id == HOSPITAL else []),
        *([kind_name(around.knowledge.place_kinds, found.id, _)] if found else []),
        _("<b>Where are you?</b>"),
        _("Send your location: I forget it within half an hour."),
        _("Or type a street, a community, something everybody knows, or the district."),
    ]
    lived = home_districts(session, guardian)
    districts = sorted(around.knowledge.districts, key=lambda one: one.id not in lived)
    marks = [
        Choice(_.fact(one.name), Find(kind=kind, at=f"l.{one.id}", want=want).pack())
        for one in around.knowledge.landmarks
    ]
    named = [
        Choice(_.fact(one.name), Find(kind=kind, at=f"d.{one.id}", want=want).pack()) for one in districts
    ]
    return Screen(
        join(lines),
        (*rows(*marks, width=2), *rows(*named, width=3), *rows(to_home(_))),
        asks_location=True,
        placeholder=str(_("A street, a landmark, a district")),
    )
