"""What somebody of the staff typed or sent for a value of a place: as a row of a file has it, two figures of an unknown map, or why it is neither."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import Message

from dialogs.place_staff_words import why_not
from dialogs.words import Html, Words
from rules.birthdays import looks_like_id_number
from rules.dangers import dangers
from rules.places.coordinates import Spot
from rules.places.correcting import corrected, position
from rules.places.map_links import figures_of, spot_of
from rules.places.place import Place
from rules.places.replies import names_office
from rules.places.rows import Known, RowError
from rules.places.typed_hours import typed_hours


async def is_value(message: Message) -> bool:
    """Words of danger are nobody's value: they are left to the emergency numbers, and what was asked is waited for still. A name like 反家暴中心 is one."""
    text = message.text or ""
    return names_office(text) or not dangers(text)


@dataclass(frozen=True, slots=True)
class Reading:
    """Exactly one of them: the value, figures whose map is not known, or what is wrong; how to write it stands in the question."""

    text: str | None = None
    figures: Spot | None = None
    wrong: Html | None = None


def read_value(column: str, typed: str, place: Place, known: Known, _: Words) -> Reading:
    """The same validation as for rows of a file."""
    if column == "position":
        return _read_position(typed, place, known, _)
    if looks_like_id_number(typed):
        return Reading(
            wrong=_("That looks like an ID number. I do not read or keep those: please delete that message.")
        )
    text = typed_hours(typed) if column == "hours" else typed
    if not text or not text.strip():
        return _wrong(column, _)
    return checked_value(column, " ".join(text.split()), place, known, _)


def checked_value(column: str, text: str, place: Place, known: Known, _: Words) -> Reading:
    """A value as a row has it, if it can be one."""
    try:
        corrected(place, column, text, known)
    except RowError:
        return _wrong(column, _)
    return Reading(text=text)


def shared_spot(message: Message, place: Place, known: Known, _: Words) -> Reading:
    """A location that was sent: GPS, as phones send it."""
    spot = message.location or (message.venue.location if message.venue else None)
    if spot is None:
        return _wrong("position", _)
    return checked_value("position", position(spot.latitude, spot.longitude), place, known, _)


def _read_position(typed: str, place: Place, known: Known, _: Words) -> Reading:
    linked = spot_of(typed)
    if linked is not None:
        return checked_value("position", position(*linked), place, known, _)
    figures = figures_of(typed)
    return Reading(figures=figures) if figures is not None else _wrong("position", _)


def _wrong(column: str, _: Words) -> Reading:
    return Reading(wrong=why_not(column, _))
