"""Class, autumn and way in, from the birth date, the day and what the family asks for (rules AG8 to AG13 and RT1 to RT11). Total.

Readings of the source where it says nothing:

- A child of compulsory age who never went to school has no record to transfer: a wish for "transfer" is read as join_now or, in
  July and August, as new_entry (RT9). "defer" stays what it is: the family asks for the opposite of a place now.
- Never schooled and of compulsory age is primary 1 whatever the age, also past senior school.
- Late (RT2) is after the close of a window in the year of entry. A nursery child is never late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.enrolment.ages import (
    NOT_A_BEGINNING,
    NURSERY,
    PRIMARY,
    class_rule,
    first_autumn,
    level_of,
    planned_autumn,
    running_autumn,
    stage_of,
)
from rules.enrolment.decision import EnrolmentBook, Reason, Route
from rules.enrolment.permit import counted_to
from rules.enrolment.situation import Request, Situation


@dataclass(frozen=True, slots=True)
class Way:
    """Where the child goes, how, and why. `by` is the last day of the test of the permit (PM2, PM8)."""

    stage: str
    year: int
    route: Route
    by: date
    reasons: tuple[Reason, ...]


def way_in(book: EnrolmentBook, born: date, as_of: date, situation: Situation) -> Way:
    """Never raises; `year` may lie outside the calendar for the first and last children of it."""
    first = first_autumn(book.entry, born)
    wish, changed = _wish(book, first, as_of, situation)
    year, year_rule = _autumn(book, as_of, wish)
    stage, stage_rule = _stage(year - first, wish, situation.never_schooled)
    route, route_rule = _route(wish, stage, year, as_of, situation)
    nursery = stage == NURSERY
    rules = (stage_rule, *(() if nursery else (year_rule,)), route_rule, *changed)
    return Way(
        stage=stage,
        year=first if nursery else year,
        route=route,
        by=counted_to(book, route, year, as_of),
        reasons=tuple(map(Reason, rules)),
    )


def _wish(
    book: EnrolmentBook, first: int, as_of: date, situation: Situation
) -> tuple[Request, tuple[str, ...]]:
    """What the family's request is treated as, and the rule where that is something else."""
    asked, running = situation.request, running_autumn(book, as_of)
    summer = running == planned_autumn(book, as_of)  # July and August: the coming autumn is both
    if asked == "defer":
        return asked, ()
    if situation.never_schooled and running - first >= PRIMARY:
        if not summer:
            return "join_now", ("RT7",)
        if asked == "transfer":
            return "new_entry", ("RT9",)
    if asked == "join_now" and summer:
        return "new_entry", ("RT8",)
    return asked, ()


def _autumn(book: EnrolmentBook, as_of: date, wish: Request) -> tuple[int, str]:
    if wish in {"transfer", "join_now"}:
        return running_autumn(book, as_of), "AG11"
    planned = planned_autumn(book, as_of)
    return (planned + 1, "AG12") if wish == "defer" else (planned, "AG10")


def _stage(years: int, wish: Request, never_schooled: bool) -> tuple[str, str]:
    if wish == "defer":
        return "primary_1", "AG9"
    if never_schooled and years >= PRIMARY:
        return "primary_1", "AG8"
    stage = stage_of(years)
    return stage, class_rule(stage)


def _route(wish: Request, stage: str, year: int, as_of: date, situation: Situation) -> tuple[Route, str]:
    if wish == "defer":
        return "deferral", "RT6"
    if wish == "transfer":
        return "transfer", "RT10" if level_of(stage) in {NURSERY, "kindergarten"} else "RT3"
    if stage in NOT_A_BEGINNING:
        return "transfer", "RT4"
    if wish == "join_now":
        return "join_now", "RT5"
    if stage != NURSERY and _closed(situation, year, as_of):
        return "late_registration", "RT2" if level_of(stage) in {"primary", "junior"} else "RT11"
    return "new_entry", "RT1"


def _closed(situation: Situation, year: int, as_of: date) -> bool:
    """A new entry is planned up to 31 August of its year (AG10), so that after the close is late and never too late."""
    window = situation.calendar
    return window is not None and window.closes.year == year and window.closes < as_of
