"""Spans of time as people say them ("28 days", "6 months", "13 years") and calendar arithmetic.

Source of the arithmetic: conventions D1-D3 of the immunization rules.

- D1: months and years are calendar months. When the target month has no such day, its last day is
  taken: 31 August + 6 months = 28 or 29 February; 29 February + 1 year = 28 February.
- D2: days and weeks are exact days; the day of the dose is day 0.
- D3: "before 12 months" means strictly before birth + 12 months; callers compare with `<`.

Dates outside the calendar (year 9999 + 18 years) stop at `date.max` or `date.min` instead of raising, so that
the rules stay total.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WRITTEN = re.compile(r"([0-9]{1,4}) (day|week|month|year)s?")


class SpanError(ValueError):
    """A span was not written as "<number> days", "weeks", "months" or "years"."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: calendar months (a year is 12) plus exact days. Never negative."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0:
            raise SpanError("a span of time is never negative")

    @classmethod
    def parse(cls, written: str) -> Span:
        """Read "28 days", "2 weeks", "6 months", "1 year". Raises `SpanError` for anything else."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise SpanError(f"{written!r} is no span of time; write for example '28 days' or '6 months'")
        amount = int(found[1])
        match found[2]:
            case "day":
                return cls(days=amount)
            case "week":
                return cls(days=7 * amount)
            case "month":
                return cls(months=amount)
            case _:
                return cls(months=12 * amount)

    def after(self, start: date) -> date:
        """The day this span after `start` (D1 for the months, then D2 for the days)."""
        end = _add_months(start, self.months) if self.months else start
        if not self.days:
            return end
        try:
            return end + timedelta(days=self.days)
        except OverflowError:
            return date.max

    def before(self, end: date) -> date:
        """The day this span before `end`, by the same calendar (D1 for the months, then D2 for the days); stops at `date.min`."""
        start = _add_months(end, -self.months) if self.months else end
        if not self.days:
            return start
        try:
            return start - timedelta(days=self.days)
        except OverflowError:
            return date.min

    def __str__(self) -> str:
        """The span in words that `parse` reads back, as long as it is only months or only days."""
        if self.months and self.days:
            return f"{self.months} months {self.days} days"
        if self.months and self.months % 12 == 0 and self.months > 24:
            return f"{self.months // 12} years"
        return f"{self.months} months" if self.months else f"{self.days} days"


def _add_months(start: date, months: int) -> date:
    """D1: the same day of a later (or, below zero, an earlier) month, or the last day that month has."""
    years, month0 = divmod(start.month - 1 + months, 12)
    year, month, day = start.year + years, month0 + 1, start.day
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    if day > 28:
        last = monthrange(year, 2)[1] if month == 2 else _DAYS_IN_MONTH[month0]
        day = min(day, last)
    return date(year, month, day)
