"""What can be tapped for each value of an activity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dialogs.activity_words import band_names
from dialogs.need_words import language_name, topic_names
from dialogs.screens import Choice
from dialogs.seats import Seat
from dialogs.words import Html
from rules.activities import BANDS, Outline
from rules.needs import LANGUAGES

#: Hours and seats that are offered.
_HOURS = ("0900-1100", "1000-1200", "1400-1600", "1500-1700", "1700-1900", "1830-2000")
_SEATS = ("10", "15", "20", "30", "50")
_SATURDAY = 5


def saturday_after(today: date) -> date:
    """The next one to come."""
    return today + timedelta(days=(_SATURDAY - today.weekday()) % 7 or 7)


def _topics(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    return [
        Choice(_tick(key == outline.topic) + name, value(key))
        for key, name in topic_names(seat.words).items()
    ]


def _tick(on: bool) -> Html:
    return Html("✓ ") if on else Html("")


def _days(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    saturday = saturday_after(seat.today)
    days = sorted({saturday, *(saturday + timedelta(days=step) for step in (1, 7, 8, 14, 15))})
    return [Choice(seat.words.day(day, weekday=True), value(day.isoformat())) for day in days]


def _hours(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    return [Choice(f"{one[:2]}:{one[2:4]}–{one[5:7]}:{one[7:]}", value(one)) for one in _HOURS]


def _seats(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    return [*(Choice(one, value(one)) for one in _SEATS), Choice(seat.words("No limit"), value("-"))]


def _ages(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    chosen, names = outline.audience.ages, band_names(seat.words)
    bands = [Choice(_tick(band in chosen) + names[key], value(key)) for key, band in BANDS.items()]
    return [*bands, Choice(seat.words("Every age"), value("-"))]


def _languages(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    _ = seat.words
    return [Choice(_tick(one in outline.languages) + language_name(one, _), value(one)) for one in LANGUAGES]


def _places(outline: Outline, value: Callable[[str], str], seat: Seat) -> list[Choice]:
    return [Choice(seat.words("✖️ Take the place out"), value("-"))] if outline.place is not None else []


PICKS = {
    "topic": _topics,
    "day": _days,
    "hours": _hours,
    "seats": _seats,
    "age": _ages,
    "language": _languages,
    "place": _places,
}
