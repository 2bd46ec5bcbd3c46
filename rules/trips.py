"""The catch-up plan as a short list of trips: what can be given together goes together, and a check-up goes along. Pure.

Every trip costs a family half a day. The plan is played forward through the forecast itself, so it can never disagree with it: on each
trip everything is given that may be given that day (G4, G5), then the forecast is asked again. Check first, vaccinate after (CK7).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.checkups import Visit
from rules.spans import Span
from rules.vaccines import Dose, Forecast, Next

#: A trip waits so long for what can be done a little later. Our convention. What is late and could be given for longer than this
#: does not wait at all; what becomes possible again on a catch-up is given with what follows within these days.
WAIT = Span(days=7)
_DAY = Span(days=1)

#: The forecast for this record as of this day; doctor's decisions are the caller's to put in.
Look = Callable[[Sequence[Dose], date], Forecast]


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip of one child: the rows as the forecast of that day has them, and the check-ups that go along."""

    on: date
    doses: tuple[Next, ...]
    visits: tuple[Visit, ...]


def trips(
    look: Look, given: Sequence[Dose], today: date, visits: Sequence[Visit], until: date, most: int = 8
) -> tuple[Trip, ...]:
    """The next trips up to and including `until`, at most `most`, the first one first. Never raises, when `look` does not.

    `visits` are the child's (`rules.checkups.visits`); those that are done or over, at home or at school, make no trip. What is done
    at a place the health office names (the entry check) is a trip of its own: it may be elsewhere.
    """
    ahead = [visit for visit in visits if visit.goes and visit.status in ("not_yet", "due")]
    at_clinic = [visit for visit in ahead if visit.place == "clinic"]
    history = [dose for dose in given if dose.given <= today]
    found = _join(_shots(look, history, today, at_clinic, until, most), at_clinic, today)
    found += [Trip(max(v.opens, today), (), (v,)) for v in ahead if v.place == "named"]
    in_time = [trip for trip in found if trip.on <= until]
    return tuple(sorted(in_time, key=lambda trip: trip.on)[: max(most, 0)])


def _shots(
    look: Look, history: list[Dose], today: date, visits: Sequence[Visit], until: date, most: int
) -> list[Trip]:
    """The trips on which something is given. `history` grows with them."""
    found: list[Trip] = []
    day = today
    while len(found) < most and day <= until:
        rows = _possible(look(history, day))
        if any(_can(row, day) for row in rows):
            while (later := _waited(rows, visits, day)) > day:  # the day itself must give the same answer
                day, rows = later, _possible(look(history, later))
            doses = tuple(row for row in rows if _can(row, day))
            found.append(Trip(day, doses, ()))
            history += [Dose(row.vaccine, day) for row in doses]
        following = _following(look(history, day), day)
        if following is None:
            break
        day = following
    return found


def _possible(now: Forecast) -> list[Next]:
    """Open doses that can be given at all: a first day on or after closing is for the clinic to say (W5)."""
    return [row for row in now.doses if row.earliest and row.closes and row.earliest < row.closes]


def _can(row: Next, day: date) -> bool:
    return row.earliest is not None and row.earliest <= day


def _following(now: Forecast, day: date) -> date | None:
    """The next day on which something can be given, or closes and lets another dose take its place (MN3, DP5)."""
    days = [one for row in now.doses for one in (row.earliest, row.closes) if one is not None and one > day]
    return min(days, default=None)


def _waited(rows: Sequence[Next], visits: Sequence[Visit], day: date) -> date:
    """This day, or a few days later when more can be done then: never so late that something closes, becomes late or stays so."""
    ready = [row for row in rows if _can(row, day)]
    last = min([WAIT.after(day), *(_patient_until(row, day) for row in ready)])
    closing = [visit.closes for visit in visits if visit.opens <= day < visit.closes]

    def fits(other: date) -> bool:
        return day < other <= last and all(other < one for one in closing)

    later = [row.earliest for row in rows if row.earliest is not None and fits(row.earliest)]
    later += [visit.opens for visit in visits if fits(visit.opens)]
    return max(later, default=day)


def _patient_until(row: Next, day: date) -> date:
    """The last day on which this dose may be given for the sake of another one. A late one waits only from its own first day on."""
    if row.status == "overdue":
        return min(WAIT.after(row.earliest or day), _DAY.before(row.closes or date.max))
    return _DAY.before(min(row.overdue_from or date.max, row.closes or date.max))


def _join(shots: list[Trip], visits: Sequence[Visit], today: date) -> list[Trip]:
    """Each check-up on the first trip inside its window; one that meets none has a trip of its own at its opening."""
    found = list(shots)
    for visit in sorted(visits, key=lambda one: one.opens):
        first = max(visit.opens, today)
        fitting = [trip for trip in found if first <= trip.on < visit.closes]
        if not fitting:
            found.append(Trip(first, (), (visit,)))
            continue
        joined = min(fitting, key=lambda trip: trip.on)
        found[found.index(joined)] = replace(joined, visits=(*joined.visits, visit))
    return found
