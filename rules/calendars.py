"""On which day something stands in a phone's own calendar. Pure: dates in, a date or nothing out. Our convention (docs/decisions/0012)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from rules.hours import Hours
from rules.reminders import Matter, stages

#: Days ahead that a calendar is filled: what is further away may still move, and a new look brings it in time.
AHEAD = timedelta(days=400)
#: When an all-day event rings: the evening before, and in the morning.
EVENING, MORNING = time(18), time(9)
#: A morning alarm that could only ring from here on comes too late to go.
NOON = time(12)


def day_of(matter: Matter, known_since: date, changed_on: date, today: date) -> date | None:
    """The first day on which it can be done. Once that is past, the next day on which the family is reminded of it (decision 0005).

    None for what nobody is reminded of any more, for what is over by then, and for what is more than `AHEAD` away.
    """
    plan = stages(matter, known_since, changed_on)
    # Before the first day the plan has stages, too; an event stands on the day itself.
    found = min((stage.on for stage in plan if stage.on >= max(today, matter.opens)), default=None)
    return found if found is not None and found - today <= AHEAD else None


def along(matter: Matter, days: Iterable[date], today: date) -> date | None:
    """The first of these vaccination days inside a check-up's window: one way for both, check first, vaccinate after (CK7)."""
    inside = [
        day
        for day in days
        if max(matter.opens, today) <= day and (matter.closes is None or day < matter.closes)
    ]
    return min(inside, default=None)


def alarms(hours: Hours) -> tuple[timedelta, ...]:
    """When an all-day event rings, counted from its midnight, within the hours the guardian wants to hear from us."""
    evening, morning = (at if hours.allow(at) else hours.start for at in (EVENING, MORNING))
    before = timedelta(hours=evening.hour - 24, minutes=evening.minute)
    if morning >= NOON:
        return (before,)
    return before, timedelta(hours=morning.hour, minutes=morning.minute)
