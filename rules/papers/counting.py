"""How long one step takes, forwards and backwards: going on an office day, office days, then calendar time. Pure and total.

A step begun on a day: the first office day from then on is the day one goes; `days` office days later it is given out (0: at once); then
its `wait` passes (months by convention D1 of `rules/spans`). A later begin is never finished earlier, so counting back is counting the
same way from the other end.
"""

from __future__ import annotations

from datetime import date, timedelta

from rules.papers.book import Step
from rules.papers.workdays import Workdays
from rules.spans import Span

_DAY = timedelta(days=1)


def finished(step: Step, begun: date, workdays: Workdays) -> date:
    """The day on which a step is finished that begins on `begun`."""
    given = workdays.nth_after(workdays.first_from(begun), step.days) if step.office else begun
    return step.wait.after(given)


def begin_by(step: Step, until: date, workdays: Workdays) -> date | None:
    """The last day on which it can begin to be finished on `until` or before; None: no day is early enough."""
    given = _given_by(step.wait, until)
    return given if given is None or not step.office else workdays.begin_by(given, step.days)


def begin_from(step: Step, not_before: date, workdays: Workdays) -> date:
    """The first day on which it can begin to be finished on `not_before` or later."""
    too_early = None if not_before == date.min else begin_by(step, not_before - _DAY, workdays)
    if too_early is None:
        return date.min
    return too_early if too_early == date.max else too_early + _DAY


def _given_by(wait: Span, until: date) -> date | None:
    """The last day from which the wait is over by `until`: up to three days of different months lead to the same end of February."""
    if until == date.max:
        return until
    day = wait.before(until)
    while wait.after(day) > until:
        if day == date.min:
            return None
        day -= _DAY
    while day < until and wait.after(day + _DAY) <= until:
        day += _DAY
    return day
