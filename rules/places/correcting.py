"""One value of a place is corrected, and read exactly as a row of a file is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rules.places.place import Place, Texts
from rules.places.rows import Fault, Known, RowError, read_row, text_column

#: Every value that can be corrected, in the order of the screen; "position" is latitude and longitude together ("31.33,118.38").
VALUES = (
    *("name", "name_en", "kind", "address", "address_en", "position", "phone", "hours", "price", "price_en"),
    *("note", "note_en", "inclusive", "migrants", "district", "serves", "vaccines", "languages", "checked"),
)
#: What a place cannot be without.
NEEDED = ("kind", "position")
#: Columns that hold words, and the attribute each of them fills.
_TEXTS: Mapping[str, str] = {"name": "names", "address": "addresses", "price": "prices", "note": "notes"}


def written(place: Place, column: str) -> str:
    """The value as a row would have it; "" where nobody has told us."""
    told = text_column(column)
    if told is not None:
        return _texts(place, told[0]).get(told[1], "")
    if column == "position":
        return position(place.lat, place.lon)
    value = getattr(place, column)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def position(lat: float, lon: float) -> str:
    """Both figures as one value, to about a centimetre."""
    return f"{lat:.7f},{lon:.7f}"


def corrected(place: Place, column: str, text: str, known: Known) -> Place:
    """The place with this value; empty takes it out. Raises RowError where it cannot be so, and for a value nobody can correct."""
    if column not in VALUES:
        raise RowError([Fault(column, "is no value that can be corrected", "Use one of the buttons.")])
    text, told = " ".join(text.split()), text_column(column)
    if not text:
        return _without(place, column)
    row = {"kind": next(iter(known.kinds)), "name": "-", "lat": "1", "lon": "1"}
    if column == "position":
        lat, _sep, lon = text.partition(",")
        read = read_row({**row, "lat": lat or "-", "lon": lon or "-"}, known)
        return replace(place, lat=read.lat, lon=read.lon)
    read = read_row({**row, column: text}, known)
    if told is None:
        return _with(place, column, getattr(read, column))
    base, language = told
    return _with(place, _TEXTS[base], {**_texts(place, base), language: _texts(read, base)[language]})


def _without(place: Place, column: str) -> Place:
    told = text_column(column)
    if told is not None:
        base, language = told
        left = {code: text for code, text in _texts(place, base).items() if code != language}
        if base == "name" and not left:
            raise RowError([Fault(column, "is missing", "Every place needs a name.")])
        return _with(place, _TEXTS[base], left)
    if column in NEEDED:
        raise RowError([Fault(column, "is missing", "Every place needs it.")])
    return _with(place, column, () if column in ("serves", "vaccines", "languages") else None)


def _with(place: Place, attribute: str, value: Any) -> Place:
    return replace(place, **{attribute: value})


def _texts(place: Place, base: str) -> Texts:
    texts: Texts = getattr(place, _TEXTS[base])
    return texts


def differences(before: Place, after: Place) -> tuple[str, ...]:
    """The values that are not the same, in the order of the screen."""
    return tuple(one for one in VALUES if written(before, one) != written(after, one))
