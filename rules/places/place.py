"""A place as everybody means it: the same shape from a file, from the database and from a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag
from typing import Any

from rules.places.opening import on_saturdays, open_late

#: One text in several languages, by language code; staff may have written only one of them.
Texts = Mapping[str, str]


class Marks(IntFlag):
    """What can be filtered by, as bits: stored beside the position, so that the search need not read the rest. Numbers never change."""

    INCLUSIVE = 1
    MIGRANTS = 2
    LATE = 4
    SATURDAY = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go. `lat`, `lon` in WGS-84 degrees. What is None or empty nobody has told us.

    `key` never changes: it is how a later file means the same place. `serves` are districts (ids of the pack) whose families it serves; empty:
    its own. `hours` in the notation of OpenStreetMap, local time. `vaccines` are codes of the vaccine book. `demo`: made up, and says so.
    """

    key: str
    kind: str
    names: Texts
    lat: float
    lon: float
    district: str | None = None
    addresses: Texts = field(default_factory=dict)
    phone: str | None = None
    hours: str | None = None
    prices: Texts = field(default_factory=dict)
    notes: Texts = field(default_factory=dict)
    inclusive: bool | None = None
    migrants: bool | None = None
    serves: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    vaccines: tuple[str, ...] = ()
    source: str = ""
    checked: date | None = None
    demo: bool = False
    marks: Marks = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "marks", _marks(self))
        # Told apart, the district would stay the old one when a place is moved.
        if self.serves == (self.district,):
            object.__setattr__(self, "serves", ())

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts whose families it serves."""
        return self.serves or ((self.district,) if self.district else ())


def _marks(place: Place) -> Marks:
    found = Marks(0)
    if place.inclusive:
        found |= Marks.INCLUSIVE
    if place.migrants:
        found |= Marks.MIGRANTS
    if place.hours and open_late(place.hours):
        found |= Marks.LATE
    if place.hours and on_saturdays(place.hours):
        found |= Marks.SATURDAY
    return found


@dataclass(frozen=True, slots=True)
class Kind:
    """What families look for: `name` as a heading. `code` stands in buttons and never changes; `asked` are words people type for it.

    `osm` are tags ("amenity=kindergarten") that mean this kind in a file of OpenStreetMap. `icon` is one emoji.
    """

    id: str
    code: str
    icon: str
    name: str
    asked: tuple[str, ...]
    osm: tuple[str, ...]


def spoken(texts: Texts, language: str) -> tuple[str, str | None]:
    """The text in this language and None; where it was not written, another one with the code of its language. Empty when there is none."""
    if language in texts:
        return texts[language], None
    code = next((one for one in ("zh_CN", "en") if one in texts), next(iter(texts), None))
    return (texts[code], code) if code is not None else ("", None)


def to_plain(place: Place) -> dict[str, Any]:
    """Everything that is only shown, as one value to keep: what is searched by has columns of its own. `of_plain` reads it."""
    kept: dict[str, Any] = {
        "names": dict(place.names),
        "addresses": dict(place.addresses),
        "prices": dict(place.prices),
        "notes": dict(place.notes),
        "phone": place.phone,
        "hours": place.hours,
        "inclusive": place.inclusive,
        "migrants": place.migrants,
        "languages": list(place.languages),
        "source": place.source,
    }
    return {name: value for name, value in kept.items() if value not in (None, "", [], {})}


def of_plain(kept: Mapping[str, Any], **columns: Any) -> Place:
    """The place again, from what `to_plain` kept and the columns of the rest."""
    lists = {name: tuple(kept[name]) for name in ("serves", "languages", "vaccines") if name in kept}
    return Place(**{**kept, "names": kept.get("names", {}), **lists, **columns})
