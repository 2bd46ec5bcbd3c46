"""An activity with one value changed: by the value in a button, or by what was typed. None where nobody can choose it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from db.places import several
from dialogs.seats import Seat
from dialogs.staff_words import reachable
from rules.activities import AHEAD_MOST, BANDS, SEATS_MOST, Outline
from rules.needs import LANGUAGES, TOPICS


def with_text(outline: Outline, field: str, code: str, text: str) -> Outline:
    """The same with these words in this language; none where the text is empty."""
    before = {"title": outline.titles, "text": outline.texts}.get(field, outline.wheres)
    kept = {one: said for one, said in before.items() if one != code}
    made = {**kept, code: text} if text else kept
    if field == "title":
        return replace(outline, titles=made)
    return replace(outline, texts=made) if field == "text" else replace(outline, wheres=made)


def with_value(outline: Outline, field: str, value: str, seat: Seat) -> Outline | None:
    """The outline with this value ("-" takes it out); None for one that nobody can choose."""
    return _SETS[field](outline, value, seat)


def _with_topic(outline: Outline, value: str, seat: Seat) -> Outline | None:
    return replace(outline, topic=value) if value in TOPICS else None


def _with_day(outline: Outline, value: str, seat: Seat) -> Outline | None:
    day = _iso(value)
    return with_day(outline, day, seat) if day is not None and is_ahead(day, seat) else None


def _with_hours(outline: Outline, value: str, seat: Seat) -> Outline | None:
    hours = _clock(value)
    return with_hours(outline, *hours, seat) if hours is not None else None


def _with_seats(outline: Outline, value: str, seat: Seat) -> Outline | None:
    return with_seats(outline, None if value == "-" else _number(value))


def with_seats(outline: Outline, number: int | None) -> Outline | None:
    """With so many seats; None where nobody can have so many."""
    return replace(outline, seats=number) if number is None or 0 < number <= SEATS_MOST else None


def _with_place(outline: Outline, value: str, seat: Seat) -> Outline | None:
    number = None if value == "-" else _number(value)
    known = number is None or number in several(seat.session, [number])
    return replace(outline, place=number) if known else None


def _number(value: str) -> int:
    """Nought for what is none: nothing has it."""
    return int(value[:9]) if value.isascii() and value.isdecimal() else 0


def _with_age(outline: Outline, value: str, seat: Seat) -> Outline:
    chosen = (
        []
        if value == "-"
        else _toggled([key for key, band in BANDS.items() if band in outline.audience.ages], value)
    )
    ages = tuple(BANDS[one] for one in BANDS if one in chosen)
    return replace(outline, audience=replace(outline.audience, ages=ages))


def _with_district(outline: Outline, value: str, seat: Seat) -> Outline | None:
    if value != "-" and value not in reachable(seat.duty, seat.around):
        return None
    there = [] if value == "-" else _toggled([*outline.audience.districts], value)
    return replace(outline, audience=replace(outline.audience, districts=frozenset(there)))


def _with_language(outline: Outline, value: str, seat: Seat) -> Outline:
    chosen = _toggled([*outline.languages], value)
    return replace(outline, languages=tuple(one for one in LANGUAGES if one in chosen))


_SETS: dict[str, Callable[[Outline, str, Seat], Outline | None]] = {
    "topic": _with_topic,
    "day": _with_day,
    "hours": _with_hours,
    "seats": _with_seats,
    "place": _with_place,
    "age": _with_age,
    "district": _with_district,
    "language": _with_language,
}


def _toggled(chosen: list[str], value: str) -> list[str]:
    return [one for one in chosen if one != value] if value in chosen else [*chosen, value]


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _clock(text: str) -> tuple[time, time] | None:
    if len(text) != 9 or not text.replace("-", "").isdecimal():
        return None
    try:
        return time(int(text[:2]), int(text[2:4])), time(int(text[5:7]), int(text[7:]))
    except ValueError:
        return None


def is_ahead(day: date, seat: Seat) -> bool:
    """Whether something can be planned for this day."""
    return seat.today <= day <= seat.today + timedelta(days=AHEAD_MOST)


def with_day(outline: Outline, day: date, seat: Seat) -> Outline:
    """On this day, at the hours it had; without hours it begins at midnight, and they are still missing."""
    zone = seat.around.zone
    start = outline.starts_at.astimezone(zone).time() if outline.starts_at and outline.ends_at else time()
    end = outline.ends_at.astimezone(zone).time() if outline.ends_at else None
    return replace(
        outline,
        starts_at=datetime.combine(day, start, zone),
        ends_at=datetime.combine(day, end, zone) if end is not None else None,
    )


def with_hours(outline: Outline, start: time, end: time, seat: Seat) -> Outline | None:
    """On the day it has, from then to then; None where that is no span of one day."""
    if outline.starts_at is None or end <= start:
        return None
    zone = seat.around.zone
    day = outline.starts_at.astimezone(zone).date()
    return replace(
        outline, starts_at=datetime.combine(day, start, zone), ends_at=datetime.combine(day, end, zone)
    )
