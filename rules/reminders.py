"""When a family is reminded of something. Pure: first day and closing day in, days with windows out.

Stages before and on the first day; afterwards, while nobody said *Done*, after 7 and 30 days and then monthly three times. How long each is
worth saying depends on the kind. Our convention (docs/decisions/0005); the schedule itself asks only that a dose be given as soon as
possible (G1, G2), and the norm of the check-ups names ages only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Matter:
    """Something a family is reminded of: from `opens` it can be done, on `closes` it is over (None: never).

    `kind` chooses the stages: one of `KINDS`. `name` is its name in keys and addresses. Not `announced`: nothing
    is said before its day (a doctor put it off: DW1).
    """

    kind: str
    name: str
    opens: date
    closes: date | None = None
    announced: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name, its day, and the last day on which it is still worth saying."""

    name: str
    on: date
    use_by: date


@dataclass(frozen=True, slots=True)
class Stages:
    """Of one kind: name, days from the first day, and for how many days the reminder is still worth saying.

    `catch_up`: the family heard about it when the child was entered; the first reminder of what could be done then comes a day later. Notes for
    an age it has passed are there to be read.
    """

    before: tuple[tuple[str, int, int], ...]
    after: tuple[tuple[str, int, int], ...]
    catch_up: tuple[tuple[str, int, int], ...] = (("catchup", 1, 5),)


_AHEAD = (("before14", -14, 10), ("before3", -3, 2))
_MONTHLY = (("late60", 60, 20), ("late90", 90, 20), ("late120", 120, 20))
#: Vaccines; check-ups, whose window is a month or a year; the entry check and the certificate, whose windows are days of the calendar
#: and need no announcement; a note for an age; the days of the papers (decision 0015). The residence registration is asked for every
#: week, because its half year cannot be made up for.
KINDS: Mapping[str, Stages] = MappingProxyType(
    {
        "vaccine": Stages((*_AHEAD, ("day", 0, 5)), (("late7", 7, 14), ("late30", 30, 20), *_MONTHLY)),
        "checkup": Stages((*_AHEAD, ("day", 0, 6)), (("late7", 7, 14), ("late30", 30, 20), *_MONTHLY)),
        "entry": Stages((("day", 0, 14),), (("late30", 30, 20),)),
        "certificate": Stages((("day", 0, 10),), (("late30", 30, 20),)),
        "note": Stages((("day", 0, 10),), (), ()),
        "opens": Stages((("before14", -14, 10), ("before3", -3, 2), ("day", 0, 5)), (("late7", 7, 7),)),
        "closes": Stages((("before7", -7, 4), ("before2", -2, 1), ("day", 0, 0)), (), ()),
        "after": Stages((("day", 0, 5),), (("late7", 7, 7),)),
        "register": Stages(
            (),
            (
                ("day1", 1, 5),
                ("late7", 7, 6),
                ("late14", 14, 6),
                ("late21", 21, 6),
                ("late28", 28, 20),
                *_MONTHLY,
            ),
            (),
        ),
        "permit": Stages(
            (("before3", -3, 2), ("day", 0, 6)), (("late7", 7, 14), ("late30", 30, 20), *_MONTHLY)
        ),
        "begin": Stages((("day", 0, 14),), (("late14", 14, 14), ("late30", 30, 20))),
        "results": Stages((("day", 0, 6),), (("late7", 7, 6),), ()),
        "reporting": Stages((("before7", -7, 5), ("before2", -2, 1), ("day", 0, 2)), (), ()),
        "start": Stages((("before14", -14, 10), ("before3", -3, 2), ("day", 0, 0)), ()),
    }
)
#: How long after its first day each kind is spoken of at all, and the longest time that anything is announced before it.
_SPOKEN_OF = {
    name: timedelta(days=max(shift for _name, shift, _worth in (*kind.before, *kind.after)))
    for name, kind in KINDS.items()
}
AHEAD = timedelta(days=max(-shift for kind in KINDS.values() for _name, shift, _worth in kind.before))


def stages(matter: Matter, known_since: date, changed_on: date) -> tuple[Stage, ...]:
    """All reminders of one matter, oldest first.

    What could be done before we knew of it is caught up from the day we did; a plan whose last reminder is long past speaks again when its
    record changes; nothing is said on or after the day it is over, nor when its first day comes only then.
    """
    start, closes = matter.opens, matter.closes
    if closes is not None and start >= closes:
        return ()
    kind = KINDS[matter.kind]
    known = max(known_since, changed_on) if changed_on - start > _SPOKEN_OF[matter.kind] else known_since
    plan = (*kind.before, *kind.after)
    if not matter.announced:
        plan = tuple(one for one in plan if one[1] >= 0)
    if start <= known:
        start, plan = known, (*kind.catch_up, *kind.after)
    found = (_stage(start, name, shift, worth, closes) for name, shift, worth in plan)
    return tuple(stage for stage in found if stage is not None and stage.on >= known)


def _stage(start: date, name: str, shift: int, worth: int, closes: date | None) -> Stage | None:
    try:
        on = start + timedelta(days=shift)
        use_by = on + timedelta(days=worth)
    except OverflowError:
        return None
    if closes is None:
        return Stage(name, on, use_by)
    return Stage(name, on, min(use_by, closes - timedelta(days=1))) if on < closes else None
