"""The clinic a family chose as its own: how reminders and "Where?" name it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from db import places
from db.families import Guardian
from db.places import PlaceRow
from dialogs.near_addresses import PlaceDo
from dialogs.near_words import demo_label, open_now, text_of
from dialogs.screens import Choice
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join


def clinic_lines(row: PlaceRow, _: Words, around: Surroundings, now: datetime) -> list[Html]:
    """Name, street, telephone, and whether it is open."""
    place, local = row.place, now.astimezone(around.zone).replace(tzinfo=None)
    return [
        _title(row, _),
        *([Html("📍 ") + text_of(place.addresses, _)] if place.addresses else []),
        *([Html("☎️ ") + _("{text}", text=place.phone)] if place.phone else []),
        Html("🕘 ") + open_now(place, local, around.knowledge.workdays, _),
    ]


def clinic_line(session: Session, guardian: Guardian | None, _: Words) -> Html | None:
    """In one line, for a reminder; None where the family chose none. No word of opening hours: it is read at any hour."""
    row = places.our_clinic(session, guardian.family_id) if guardian is not None else None
    if row is None:
        return None
    if places.is_gone(session, row):
        return _("⭐ {clinic} is not there any more. Choose another one: /near", clinic=_title(row, _))
    return Html("⭐ ") + in_one_line(row, _)


def in_one_line(row: PlaceRow, _: Words) -> Html:
    """Name, street and telephone."""
    place = row.place
    parts = [
        _title(row, _),
        text_of(place.addresses, _) if place.addresses else None,
        Html("☎️ ") + _("{text}", text=place.phone) if place.phone else None,
    ]
    return join([part for part in parts if part is not None], " · ")


def to_clinic(row: PlaceRow, _: Words) -> Choice:
    """To its card."""
    return Choice(_("⭐ Our clinic"), PlaceDo(do="look", place=row.id or 0).pack())


def _title(row: PlaceRow, _: Words) -> Html:
    name = Html("<b>") + text_of(row.place.names, _) + Html("</b>")
    return name + " " + demo_label(_) if row.place.demo else name
