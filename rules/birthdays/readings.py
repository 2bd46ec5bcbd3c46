"""What comes back from reading a date, and the window a date has to lie in."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CHILD_MONTHS = 18 * 12
"""We keep calendars for children: the 18th birthday has not been reached (convention)."""


class Reason(StrEnum):
    """Why a text is not certain. Each wants its own question; the words are those of the dialogs."""

    NOT_A_DATE = "not_a_date"
    ID_NUMBER = "id_number"
    """An ID-like number is in the text. It is refused whole and never echoed (design, section 8)."""
    LUNAR = "lunar"
    """Another calendar, or possibly one: ask for the solar date printed in the birth certificate."""
    NOMINAL_AGE = "nominal_age"
    """虚岁, counted from one at birth."""
    AGE_ONLY = "age_only"
    ZODIAC = "zodiac"
    YEAR_ONLY = "year_only"
    YEAR_MONTH = "year_month"
    YEAR_MISSING = "year_missing"
    SHORT_YEAR = "short_year"
    """Two digits of a year that do not make a possible year of this century: ask for four."""
    ORDER = "order"
    """03/05/2023: two dates are possible, both are in the hint."""
    TWO_DATES = "two_dates"
    ROUGH = "rough"
    """"About", "or", "three days ago": ask whether it is the date in the hint."""
    FUTURE = "future"
    TOO_OLD = "too_old"
    BEFORE_BIRTH = "before_birth"
    PASSED = "passed"
    """A day to come was asked for."""
    IMPOSSIBLE = "impossible"
    """No such day: 30 February, month 13."""


@dataclass(frozen=True)
class Hint:
    """What the text does tell, for a better question. Nothing here is ever taken as an answer."""

    first: date | None = None
    last: date | None = None
    """The plausible range, both ends included."""
    maybe: tuple[date, ...] = ()
    """Dates to ask about ("do you mean …?"), most likely or newest first."""
    years: tuple[int, ...] = ()
    """Candidate years of a zodiac sign or a counted age, newest first; they begin at the Spring Festival."""


@dataclass(frozen=True)
class Certain:
    """A date that can be read in one way only."""

    day: date


@dataclass(frozen=True)
class Unclear:
    """Not certain: ask. Holds nothing of what was typed."""

    reason: Reason
    hint: Hint = Hint()


Reading = Certain | Unclear


@dataclass(frozen=True)
class Window:
    """The days a date may lie in; `early` is what a date before `first` is called."""

    first: date
    last: date
    early: Reason

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def within(self, days: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(day for day in dict.fromkeys(days) if self.holds(day))

    def outside(self, day: date) -> Unclear:
        """Why `day`, which is not in the window, is not."""
        return Unclear(Reason.FUTURE if day > self.last else self.early)

    def ranged(self, reason: Reason, first: date, last: date, years: tuple[int, ...] = ()) -> Unclear:
        """`reason` with its range cut to the window, or why no day of the range can be meant."""
        if first > self.last:
            return Unclear(Reason.FUTURE)
        if last < self.first:
            return Unclear(self.early)
        return Unclear(reason, Hint(max(first, self.first), min(last, self.last), years=years))


def shift_months(day: date, months: int) -> date:
    """The same day `months` calendar months on (back when negative), or the month's last day where it has
    no such day: rule D1 of the vaccine schedule. Stays within what a date can be."""
    index = day.year * 12 + day.month - 1 + months
    if index < 12:
        return date.min
    if index >= 10000 * 12:
        return date.max
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_days(day: date, days: int) -> date:
    """`day` plus `days`, staying within what a date can be."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def birth_window(today: date) -> Window:
    """Birth dates of somebody who is not yet 18 on `today`."""
    first = shift_months(today, -CHILD_MONTHS)
    while first < today and shift_months(first, CHILD_MONTHS) <= today:
        first += timedelta(days=1)
    return Window(first, today, Reason.TOO_OLD)


def dose_window(born: date, today: date) -> Window:
    """Days on which a child born on `born` can have been given a vaccine."""
    return Window(born, today, Reason.BEFORE_BIRTH)
