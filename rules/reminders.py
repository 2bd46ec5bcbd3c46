"""When a family is reminded of a dose. Pure: the plan's dates in, days with windows out.

Stages before and on the first allowed day; afterwards, while nobody said *Done*, after 7 and 30 days and then monthly three times. Our convention;
the schedule itself asks only that a dose be given as soon as possible (G1, G2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.vaccines import Next

#: Stage, days from the first allowed day, and for how many days the reminder is still worth saying.
BEFORE = (("before14", -14, 10), ("before3", -3, 2))
ON = ("day", 0, 5)
AFTER = (("late7", 7, 14), ("late30", 30, 20), ("late60", 60, 20), ("late90", 90, 20), ("late120", 120, 20))
#: The family heard about it when the child was entered; the first reminder of what was due then comes a day later.
CATCH_UP = ("catchup", 1, 5)


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name, its day, and the last day on which it is still worth saying."""

    name: str
    on: date
    use_by: date


def stages(row: Next, known_since: date, changed_on: date) -> tuple[Stage, ...]:
    """All reminders of one open dose, oldest first; none for a row without a date.

    What was due before we knew of it is caught up from the day we did; a plan whose last reminder is long past speaks again when its
    record changes; nothing is said on or after the day the dose is no longer given, nor when its first day comes only then.
    """
    if row.earliest is None or (row.closes is not None and row.earliest >= row.closes):
        return ()
    start = row.earliest
    known = max(known_since, changed_on) if changed_on - start > timedelta(days=AFTER[-1][1]) else known_since
    plan: tuple[tuple[str, int, int], ...]
    if start <= known:
        start, plan = known, (CATCH_UP, *AFTER)
    else:
        plan = (*BEFORE, ON, *AFTER)
    found = (_stage(start, name, shift, worth) for name, shift, worth in plan)
    return tuple(
        stage
        for stage in found
        if stage is not None and stage.on >= known and (row.closes is None or stage.on < row.closes)
    )


def _stage(start: date, name: str, shift: int, worth: int) -> Stage | None:
    try:
        on = start + timedelta(days=shift)
        return Stage(name, on, on + timedelta(days=worth))
    except OverflowError:
        return None
