"""Whether the residence permit can be there in time (rules PM1 to PM8). Total."""

from __future__ import annotations

from datetime import date

from rules.enrolment.ages import cut_off_day
from rules.enrolment.decision import EnrolmentBook, PermitRule, Route
from rules.enrolment.situation import Situation

PERMIT, REGISTRATION = "residence_permit", "residence_registration"
#: Handed in in its place, and the district office has to be asked (PM3).
NOT_READY = "PM3"
#: Nobody said when the family registered: the permit is assumed within reach.
NOT_TOLD = "PM7"
#: Whoever comes into a running school year is counted to the day of asking (PM2), the others to 31 August (PM8).
COUNTED_TO_TODAY: frozenset[Route] = frozenset({"transfer", "join_now"})
_RULES: dict[PermitRule, str] = {
    "registered_6m": "PM1",
    "permit_held_6m": "PM4",
    "permit_held_12m": "PM5",
    "permit_only": "PM6",
}


def told(situation: Situation) -> bool:
    """Whether there is a day to count from."""
    return situation.registered_on is not None or situation.permit_since is not None


def counted_to(book: EnrolmentBook, route: Route, year: int, as_of: date) -> date:
    """The last day of the test."""
    return as_of if route in COUNTED_TO_TODAY else cut_off_day(book.entry, year)


def ready(book: EnrolmentBook, by: date, situation: Situation) -> bool:
    """PM1, PM4 to PM6: whether the permit counts on the day `by`.

    A permit can be had half a year after the residence registration (D1: the same day, or the last of the month). Where its own age
    counts, a known day of issue beats the reckoned one.
    """
    registered, issued = situation.registered_on, situation.permit_since
    earliest = None if registered is None else book.numbers.settled.after(registered)
    held = book.numbers.held.get(book.permit_rule)
    if held is not None:
        start = earliest if issued is None else issued
        return start is None or held.after(start) <= by
    days = [day for day in (issued, earliest) if day is not None]
    return not days or min(days) <= by


def permit_rules(book: EnrolmentBook, route: Route, situation: Situation) -> tuple[str, ...]:
    """The rules by which it was judged: how the city counts, and up to which day (PM2, PM8)."""
    if not told(situation):
        return (NOT_TOLD,)
    return (_RULES[book.permit_rule], "PM2" if route in COUNTED_TO_TODAY else "PM8")
