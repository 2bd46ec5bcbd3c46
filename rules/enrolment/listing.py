"""Whether the city's list of services for migrant children is meant for this child (rules LE1 to LE5). Total.

Schooling itself does not depend on it (LE5).
"""

from __future__ import annotations

from datetime import date

from rules.enrolment.decision import EnrolmentBook, Reason
from rules.enrolment.situation import Situation


def listed(
    book: EnrolmentBook, born: date, as_of: date, situation: Situation
) -> tuple[bool | None, tuple[Reason, ...]]:
    """Yes, no, or None while too little was said; with the reasons. One condition that fails is enough for a no."""
    if situation.move is None and situation.arrived_on is None:
        return None, ()
    failed = tuple(_failed(book, born, as_of, situation))
    if failed:
        return False, tuple(map(Reason, (*failed, "LE5")))
    if situation.move is None or situation.arrived_on is None:
        return None, ()
    return True, (Reason("LE4"),)


def _failed(book: EnrolmentBook, born: date, as_of: date, situation: Situation) -> list[str]:
    failed = []
    if book.numbers.list_age.after(born) <= as_of:
        failed.append("LE1")
    if situation.move == "same_city_district":
        failed.append("LE2")
    if situation.arrived_on is not None and book.numbers.list_stay.after(situation.arrived_on) > as_of:
        failed.append("LE3")
    return failed
