"""Office days of China, from the library `holidays`: `office_days()` -> `rules.papers.workdays.Workdays`.

The library (0.109) has the law's holidays of every year up to 2100, moved to Monday where the law says so, and of the years whose notice of
the State Council it has read (2001 to 2026) the swapped days, too: weekdays off, weekend days worked (`weekend_workdays`). For later years
it says nothing of swaps, and no year says how far it knows: that is the year of the last worked weekend day. A new edition of the library
brings a new year. It is imported when somebody first asks, because that takes a tenth of a second and most commands need no office.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from rules.papers.workdays import Workdays

#: Nobody counts office days of earlier years, and the library knows no later ones.
_FROM, _UNTIL = 2020, 2100


@cache
def office_days() -> Workdays:
    """Public holidays and worked weekends, as far as they are known. The same object each time."""
    from holidays import country_holidays

    days = country_holidays("CN", years=range(_FROM, _UNTIL + 1))
    makeup = frozenset(day for day in days.weekend_workdays if day.year >= _FROM)
    return Workdays(frozenset(days), makeup, date(max(makeup).year, 12, 31))
