"""Days on which offices are open: no weekend, no public holiday, but the weekend days that are worked instead. Pure and total.

Source of the days: the yearly holiday notice of the State Council, brought by `content/`. For a year whose notice is not out yet only the
days of the law are known; then long holidays are longer, and some weekends are worked. `known_through` says how far the notices reach.
Beyond the ends of the calendar every count stops at `date.min` or `date.max`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, eq=False)
class Workdays:
    """`holidays` matter on Monday to Friday, `makeup` (worked days) on Saturday and Sunday. `known_through`: the last day that is certain."""

    holidays: frozenset[date]
    makeup: frozenset[date]
    known_through: date

    def is_workday(self, day: date) -> bool:
        """Whether offices are open."""
        return day in self.makeup if day.weekday() >= _SATURDAY else day not in self.holidays

    def first_from(self, day: date) -> date:
        """The first office day on or after this day."""
        while not self.is_workday(day) and day < date.max:
            day += _DAY
        return day

    def last_until(self, day: date) -> date | None:
        """The last office day on or before this day; None before the first of all."""
        while not self.is_workday(day):
            if day == date.min:
                return None
            day -= _DAY
        return day

    def nth_after(self, day: date, number: int) -> date:
        """The `number`-th office day after this day; 0 is the day itself."""
        for _ in range(number):
            if day == date.max:
                break
            day = self.first_from(day + _DAY)
        return day

    def begin_by(self, until: date, number: int) -> date | None:
        """The last day to go to an office so that `number` office days later it is `until` at the latest; None: no day is early enough."""
        day = self.last_until(until)
        for _ in range(number):
            if day is None or day == date.min:
                return None
            day = self.last_until(day - _DAY)
        return day
