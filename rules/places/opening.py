"""Opening hours in the notation of OpenStreetMap: open now, until when, opens when.

The library reads and evaluates the notation. Its own holidays of China are only the days of the law (the first of October, not the week), so
`PH` becomes dates before it reads them: those of the yearly notice, and the weekend days that lie beside them. A time is local and naive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from opening_hours import OpeningHours, State, validate

from rules.papers.workdays import Workdays

#: What is longer is no hours of a place; the library would read it all the same.
LONGEST = 255
_DAY = timedelta(days=1)
#: How far ahead a change is looked for: what is closed in winter opens within a year.
_AHEAD = 400 * _DAY
_LAST = datetime.combine(date.max, time())
_WEEKEND = 5
#: Beyond the last notice, days so near a holiday of the law may be one, too, or a weekend that is worked.
_NEAR = 8
#: A rule with a comment and nothing that says when or whether: "by appointment".
_SAYS = re.compile(r"\d:\d|24/7|\b(?:open|off|closed|unknown|sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)
#: A list of weekdays with public holidays in it: "Sa-Su,PH", "PH".
_WEEKDAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?(?:\[[^\]]*\])?"
_WITH_HOLIDAYS = re.compile(rf"((?:{_WEEKDAYS},\s*)*)PH((?:,\s*{_WEEKDAYS})*)(?=$|[\s:])")
#: What says how it is on holidays.
_ON_HOLIDAYS = re.compile(r"\bPH\b|^\s*24/7\s*$")
_QUOTED = re.compile(r'"[^"]*"')
#: Control characters, and halves of characters, which the library cannot take.
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
#: An ordinary week without a holiday, Monday first.
_WEEK = datetime.combine(date(2026, 6, 1), time())
#: The hour after which a parent who works by day can come.
_EVENING = time(18)
#: On so many of the five workdays it must be open then.
_MOST = 3


class HoursError(ValueError):
    """These hours cannot be read. The message says how to write them."""


@dataclass(frozen=True, slots=True)
class Opening:
    """`state` at that moment; `changes` the next moment it changes (local), None: not within a year, or nobody knows.

    `unsure`: it is a holiday, or the day it opens next is one or a worked weekend, and the hours do not say what holds then; or no notice tells.
    `worked`: it is a weekend day that is worked.
    """

    state: Literal["open", "closed", "unknown"]
    changes: datetime | None = None
    unsure: bool = False
    worked: bool = False


@lru_cache(maxsize=4096)
def read_hours(text: str) -> str:
    """The hours as they are kept. Raises HoursError with the cure."""
    told = " ".join(text.split())
    if not told or len(told) > LONGEST:
        raise HoursError(f"hours must have 1 to {LONGEST} characters")
    if "SH" in _QUOTED.sub("", told):
        raise HoursError("school holidays (SH) are not known to us: write the dates, or leave them out")
    if _compiled(told, ()) is None:
        raise HoursError("hours must be written like Mo-Fr 08:00-11:30,14:00-17:00; PH off")
    return told


def opening(hours: str | None, at: datetime, workdays: Workdays) -> Opening:
    """Whether it is open `at` (local, naive). Unknown where nobody told us, or where the hours cannot be read."""
    book = _book(hours, at.year, workdays) if hours else None
    if book is None:
        return Opening("unknown")
    state = _STATES[book.state(at)[0]]
    changes, day = _changes(book, at), at.date()
    silent = not _ON_HOLIDAYS.search(_QUOTED.sub("", hours or ""))
    if state == "unknown" or (state == "open" and changes is None and not silent):
        return Opening(state, changes)
    then = changes.date() if changes is not None and state == "closed" else day
    unsure = _unsure(day, workdays, silent) or _unsure(then, workdays, silent)
    return Opening(
        state, changes, unsure or (then != day and then in workdays.makeup), day in workdays.makeup
    )


def _unsure(day: date, workdays: Workdays, silent: bool) -> bool:
    """Whether nobody told what holds on this day, or nobody knows yet what day it is."""
    if day <= workdays.known_through:
        return silent and is_holiday(day, workdays)
    first = max(day.toordinal() - _NEAR, 1)
    last = min(day.toordinal() + _NEAR, date.max.toordinal())
    return any(date.fromordinal(one) in workdays.holidays for one in range(first, last + 1))


_STATES: dict[State, Literal["open", "closed", "unknown"]] = {
    State.OPEN: "open",
    State.CLOSED: "closed",
    State.UNKNOWN: "unknown",
}


def _changes(book: OpeningHours, at: datetime) -> datetime | None:
    """Never asks the library for the next change: where there is none it goes through every day until 9999, which can take half a minute."""
    until = at + _AHEAD if at < _LAST - _AHEAD else _LAST
    first = next(iter(book.intervals(at, until)), None) if at < until else None
    ends = first[1].replace(tzinfo=None) if first is not None else until
    return ends if ends < until else None


@lru_cache(maxsize=4096)
def _book(hours: str, year: int, workdays: Workdays) -> OpeningHours | None:
    return _compiled(hours, tuple(holidays(year, workdays)))


def _compiled(hours: str, days: tuple[date, ...]) -> OpeningHours | None:
    """The library's reading, with holidays on these days; None where it cannot read them."""
    if _UNREADABLE.search(hours):
        return None
    dated = "; ".join(_with_dates(_honest(rule), days) for rule in _holidays_last(list(_rules(hours))))
    return OpeningHours(dated) if validate(dated) else None


def _rules(hours: str) -> Iterator[str]:
    """The rules between the semicolons; one inside quotes is part of a comment."""
    safe = _QUOTED.sub(lambda said: said[0].replace(";", "\x00"), hours)
    return (rule.strip().replace("\x00", ";") for rule in safe.split(";") if rule.strip())


def _holidays_last(rules: list[str]) -> list[str]:
    """Who begins with "PH off" means holidays all the same, though a later rule counts: these go to the end."""
    first = next((at for at, rule in enumerate(rules) if not rule.startswith(("PH ", "PH:"))), len(rules))
    return [*rules[first:], *rules[:first]]


def _honest(rule: str) -> str:
    """A rule that is only a comment, on some days or on all, is unknown; the library takes it for open."""
    said = _QUOTED.search(rule)
    if said is None:
        return rule
    otherwise = _QUOTED.sub(lambda one: "\x00" * len(one[0]), rule).find("||")
    if otherwise >= 0:
        return f"{_honest(rule[:otherwise])}||{_honest(rule[otherwise + 2 :])}"
    if _SAYS.search(_QUOTED.sub("", rule)):
        return rule
    return f"{rule[: said.start()]}unknown {rule[said.start() :]}"


def _with_dates(rule: str, days: tuple[date, ...]) -> str:
    """The rule with holidays named by their dates. Where none is known the part about holidays says nothing."""
    found = _WITH_HOLIDAYS.search(_QUOTED.sub(lambda said: " " * len(said[0]), rule))
    if found is None:
        return rule
    before, after = rule[: found.start()], rule[found.end() :]
    others = ",".join(one.strip() for one in (found[1] + found[2]).split(",") if one.strip())
    dates = ",".join(day.strftime("%Y %b %d") for day in days) or "1900 Jan 01"
    of_days = f"{before}{dates}{after}"
    return f"{before}{others}{after}; {of_days}" if others else of_days


def holidays(year: int, workdays: Workdays) -> Iterator[date]:
    """Every day from the end of the year before to the beginning of the next that is a public holiday."""
    day = date(max(year - 1, 1), 12, 1)
    while day.year <= year or (day.year == year + 1 and day.month == 1):
        if is_holiday(day, workdays):
            yield day
        if day >= date.max - _DAY:
            return
        day += _DAY


def is_holiday(day: date, workdays: Workdays) -> bool:
    """A day of the notice, or a weekend day that lies beside one and is not worked instead."""
    if day in workdays.holidays:
        return True
    if day.weekday() < _WEEKEND or day in workdays.makeup:
        return False
    friday, monday = day - _DAY * (day.weekday() - 4), day + _DAY * (7 - day.weekday())
    return any(one in workdays.holidays for one in (friday, *_weekend(friday), monday))


def _weekend(friday: date) -> tuple[date, date]:
    return friday + _DAY, friday + 2 * _DAY


@lru_cache(maxsize=4096)
def open_late(hours: str) -> bool:
    """Whether it is open at six in the evening on most workdays of an ordinary week."""
    book = _compiled(hours, ())
    evenings = (datetime.combine(_WEEK + n * _DAY, _EVENING) for n in range(_WEEKEND))
    return book is not None and sum(book.is_open(evening) for evening in evenings) >= _MOST


@lru_cache(maxsize=4096)
def on_saturdays(hours: str) -> bool:
    """Whether it is open at some time of an ordinary Saturday."""
    book, saturday = _compiled(hours, ()), _WEEK + _WEEKEND * _DAY
    if book is None:
        return False
    return any(State.OPEN in period for period in book.intervals(saturday, saturday + _DAY))
