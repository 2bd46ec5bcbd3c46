"""Which question comes next in the papers guide: three to five, and each only where its answer changes something. Pure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from rules.enrolment import decide
from rules.enrolment.answers import Answers, Wish, situation
from rules.enrolment.decision import STAGES, Decision, EnrolmentBook
from rules.enrolment.situation import Situation

Question = Literal["wish", "away", "home", "permit", "registered", "since", "work", "housing", "book"]

#: Months in which the running school year is over: who wants a place asks for the next one.
_SUMMER = (7, 8)
_HELD = ("permit_held_6m", "permit_held_12m")


def wishes(book: EnrolmentBook, born: date, today: date) -> tuple[Wish, ...]:
    """What a family with a child of this age can want, the most likely first; one means that there is nothing to ask.

    Our reading of the classes of rules AG and RT: nobody is asked about school before the child is of an age for it.
    """
    stage = decide(book, born, today, Situation()).stage
    summer = today.month in _SUMMER
    if stage not in STAGES and stage != "nursery":
        last = decide(book, born, today, Situation(request="transfer")).stage
        return ("transfer", "join_now") if last in STAGES else ()
    if stage in ("nursery", "kindergarten_small"):
        return ("new_entry",)
    if stage.startswith("kindergarten"):
        return ("new_entry", "transfer") if summer else ("join_now", "transfer", "new_entry")
    if stage == "primary_1":
        return ("new_entry", "defer") if summer else ("new_entry", "transfer", "join_now", "defer")
    never: tuple[Wish, ...] = () if stage.startswith("senior") else ("never",)
    if stage in ("junior_1", "senior_1"):
        return ("new_entry", "transfer", *(() if summer else ("join_now",)), *never)
    return ("transfer", "join_now", *never)


def next_question(book: EnrolmentBook, born: date, today: date, answers: Answers) -> Question | None:
    """The question that is open, None when the list can be made. Housing matters only for a permit that is missing, and is left to the
    permit's own screen where work is asked, too: five questions are enough."""
    if answers.wish is None and len(wishes(book, born, today)) > 1:
        return "wish"
    found = decide(book, born, today, situation(answers, (), today, None))
    if found.stage in ("beyond", "nursery"):
        return None
    if found.route == "transfer" and found.stage.startswith("kindergarten") and answers.long_away is None:
        return "away"
    if answers.home is None:
        return "home"
    return _of_permit(book, answers) or _of_home(book, found, answers)


def _of_permit(book: EnrolmentBook, answers: Answers) -> Question | None:
    if answers.permit is None:
        return "permit"
    if answers.permit == "registered" and answers.registered_on is None:
        return "registered"
    if answers.permit == "here" and book.permit_rule in _HELD and answers.permit_since is None:
        return "since"
    return None


def _of_home(book: EnrolmentBook, found: Decision, answers: Answers) -> Question | None:
    school = not found.stage.startswith("kindergarten")
    work = book.profile == "work_and_residence"
    if work and answers.work is None:
        return "work"
    if answers.permit != "here" and answers.housing is None and not work:
        return "housing"
    if school and not found.stage.startswith("senior") and answers.same_book is None:
        return "book"
    return None
