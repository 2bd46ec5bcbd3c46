"""An ordinary week in plain figures, read from and written as opening hours in the notation of OpenStreetMap.

Only hours that depend on nothing but the day of the week and on public holidays are a `Week`; all others stay in their notation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: From and to, in minutes after midnight. An end beyond 1440 lies in the next day.
Span = tuple[int, int]
#: Monday first, as the notation names them.
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = 24 * 60
_ONE = rf"(?:{'|'.join(DAYS)}|PH)"
_SELECTOR = re.compile(rf"{_ONE}(?:-{_ONE})?(?:,\s*{_ONE}(?:-{_ONE})?)*")
_TIME = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_CLOSED = ("off", "closed")


@dataclass(frozen=True, slots=True)
class Week:
    """When it is open: spans of each day, Monday first; none means closed. `holidays`: on public holidays; None where nobody said."""

    days: tuple[tuple[Span, ...], ...]
    holidays: tuple[Span, ...] | None = None


#: Day and night, on holidays, too.
ALWAYS = Week((((0, _DAY),),) * 7, ((0, _DAY),))


def read_week(hours: str) -> Week | None:
    """The week of these hours; None where they hold anything else: months, dates, comments, several opinions."""
    if hours.strip() == "24/7":
        return ALWAYS
    days: list[tuple[Span, ...]] = [()] * 7
    holidays: tuple[Span, ...] | None = None
    for rule in hours.split(";"):
        found = _rule(rule.strip()) if rule.strip() else None
        if rule.strip() and found is None:
            return None
        if found is not None:
            named, on_holidays, spans = found
            for day in named:
                days[day] = spans
            holidays = spans if on_holidays else holidays
    return Week(tuple(days), holidays)


def _rule(rule: str) -> tuple[set[int], bool, tuple[Span, ...]] | None:
    """The weekdays a rule names, whether it names holidays, and its spans. A rule that names no day holds on every day."""
    selector = _SELECTOR.match(rule)
    named = _named(selector[0]) if selector else set(range(7))
    rest = rule[selector.end() :].strip() if selector else rule
    spans = () if rest.lower() in _CLOSED else _spans(rest)
    if named is None or spans is None:
        return None
    return {day for day in named if day < len(DAYS)}, len(DAYS) in named, spans


def _named(selector: str) -> set[int] | None:
    """Numbers of the days, 7 for holidays; None where a range runs to or from holidays."""
    found: set[int] = set()
    for part in selector.split(","):
        first, _sep, last = part.strip().partition("-")
        if "PH" in (first, last) and last:
            return None
        if first == "PH":
            found.add(len(DAYS))
            continue
        start, end = DAYS.index(first), DAYS.index(last or first)
        found |= {day % 7 for day in range(start, (end if end >= start else end + 7) + 1)}
    return found


def _spans(text: str) -> tuple[Span, ...] | None:
    """Times with commas between; None where it is anything else."""
    found = []
    for part in text.split(","):
        match = _TIME.fullmatch(part.strip())
        if match is None:
            return None
        start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        if start >= _DAY or end > 2 * _DAY or int(match[2]) > 59 or int(match[4]) > 59:
            return None
        found.append((start, end if end > start else end + _DAY))
    return tuple(found)


def write_week(week: Week) -> str:
    """The hours of this week in the notation: days with the same times together, holidays last. Raises ValueError for one that is never open."""
    if not any(week.days):
        raise ValueError("a place is open at some time")
    if week == ALWAYS:
        return "24/7"
    rules = [f"{selector(days)} {_written(spans)}" for days, spans in grouped(week) if spans]
    if week.holidays is not None:
        rules.append(f"PH {_written(week.holidays)}" if week.holidays else "PH off")
    return "; ".join(rules)


def grouped(week: Week) -> list[tuple[tuple[int, ...], tuple[Span, ...]]]:
    """The days that have the same spans, as numbers (Monday is 0), in the order of their first day."""
    found: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in enumerate(week.days):
        found.setdefault(spans, []).append(day)
    return [(tuple(days), spans) for spans, days in found.items()]


def runs(days: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last day of each run of days that follow one another."""
    found: list[tuple[int, int]] = []
    for day in days:
        if found and found[-1][1] == day - 1:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return found


def selector(days: tuple[int, ...]) -> str:
    """ "Mo-Fr,Su": two days stand one by one."""
    return ",".join(_run(first, last) for first, last in runs(days))


def _run(first: int, last: int) -> str:
    if last - first < 2:
        return ",".join(DAYS[first : last + 1])
    return f"{DAYS[first]}-{DAYS[last]}"


def _written(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{clock(start)}-{clock(end)}" for start, end in spans)


def clock(minutes: int) -> str:
    """ "08:30"; midnight at the end of a day is 24:00, what lies behind it belongs to the next day."""
    minutes = minutes if minutes <= _DAY else minutes - _DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"
