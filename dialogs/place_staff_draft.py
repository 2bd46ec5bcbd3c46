"""A new place as far as it was told: values as a row has them, read with the validation of rows, and shown as parents will see it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from actions import places as actions
from db import place_staff as tables
from db import places as place_tables
from db.places import PlaceRow
from dialogs.addresses import Go
from dialogs.near_place import card
from dialogs.place_staff_words import far_away, value_name
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_addresses import Founded, Work, Worth
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.places.correcting import corrected
from rules.places.place import Place
from rules.places.rows import Known

_CHINESE = re.compile(r"[\u3400-\u9fff]")

#: Where children are vaccinated.
_CLINICS = ("vaccination_clinic", "community_health_centre")


def drafted(draft: dict[str, str], known: Known) -> Place:
    """The place as far as it was told. Raises RowError where a value does not hold any more: the pack changed."""
    place = Place(key="", kind=draft.get("kind") or next(iter(known.kinds)), names={}, lat=1.0, lon=1.0)
    for column, text in draft.items():
        if text and column != "kind":
            place = corrected(place, column_of(column, text), text, known)
    return place


def column_of(column: str, text: str) -> str:
    """Names and addresses without a Chinese character are English ones."""
    return f"{column}_en" if column in ("name", "address") and not _CHINESE.search(text) else column


def preview(draft: dict[str, str], session: Session, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The very card parents will see, and what should be thought of before."""
    place = ready(draft, around, now)
    row = PlaceRow(**place_tables.values(place, now))
    twins = tables.twins(session, row)
    warned = [
        *([_("⚠️ There is a place of this kind with this name already.")] if twins else []),
        *far_away(place, _, around),
    ]
    if around.demo and not place_tables.has_real(session):
        warned.append(_("⚠️ It is the first real place: the made-up ones are not shown any more then."))
    lines = [_("So parents will see it:"), Html(""), card(row, _, around, now), Html(""), *warned]
    publish = Choice(_("✅ Publish"), Founded(do="publish").pack())
    again = Choice(_("🔁 Begin again"), Founded(do="again").pack())
    looks = (
        [Choice(_("Look at the other one"), Work(do="look", place=twins[0].id or 0).pack())] if twins else []
    )
    return Screen(join([*lines, _("Shall I publish it?")]), rows(publish, *looks, again, to_drop(_)))


def ready(draft: dict[str, str], around: Surroundings, now: datetime) -> Place:
    """The place as it will be written: looked at today by who adds it."""
    return replace(drafted(draft, actions.known(around.knowledge)), checked=around.today(now))


def district_named(text: str, known: Known) -> str | None:
    """The district somebody typed, by its id."""
    return corrected(drafted({}, known), "district", text, known).district


def stop_question(_: Words) -> Screen:
    """Somebody typed that they stop: nothing told so far is lost before they say so again."""
    on = Choice(_("Go on adding"), Go(to="staff_new").pack())
    return Screen(_("Stop adding? Nothing is written then."), rows(on, to_drop(_)))


def offers(row: PlaceRow, _: Words) -> list[Choice]:
    """What is not asked for before a place is published, one tap each."""
    columns = ["inclusive", "migrants", "serves", *(["vaccines"] if row.kind in _CLINICS else [])]
    return [
        Choice(Html("➕ ") + value_name(one, _), Worth(place=row.id or 0, column=one).pack())
        for one in columns
    ]


def to_drop(_: Words) -> Choice:
    return Choice(_("🗑 Do not add it"), Founded(do="drop").pack())
