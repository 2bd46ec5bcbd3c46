"""Which class in which autumn, by the day of birth alone (rules EN8 of the check-up book, AG1 to AG7). Total."""

from __future__ import annotations

from datetime import date

from rules.checkups import EntryNumbers, year_of
from rules.enrolment.decision import STAGES, EnrolmentBook

NURSERY, BEYOND = "nursery", "beyond"
#: Years from the small class to primary school: at this age schooling is compulsory.
PRIMARY = STAGES.index("primary_1")
#: Classes of a school that nobody begins with: who is of that age is a pupil somewhere (RT4).
NOT_A_BEGINNING = frozenset(STAGES[PRIMARY:]) - {"primary_1", "junior_1", "senior_1"}

_CLASS_RULES = {"kindergarten": "AG2", "primary": "AG4", "junior": "AG5", "senior": "AG6"}


def first_autumn(entry: EntryNumbers, born: date) -> int:
    """The year in which the child's small class begins; beyond 9999 for the last children of the calendar."""
    return year_of(entry, born, entry.kindergarten)


def planned_autumn(book: EnrolmentBook, as_of: date) -> int:
    """AG10: the year a new entry is planned for; from the first day of a school year on, the next one."""
    return as_of.year + ((as_of.month, as_of.day) >= book.entry.begins)


def running_autumn(book: EnrolmentBook, as_of: date) -> int:
    """AG11: the year in which the school year of a transfer began; from 1 July on the coming one. May be 0."""
    return as_of.year - ((as_of.month, as_of.day) < book.numbers.turns)


def stage_of(years: int) -> str:
    """The class so many years after the first autumn."""
    if years < 0:
        return NURSERY
    return STAGES[years] if years < len(STAGES) else BEYOND


def level_of(stage: str) -> str:
    """`kindergarten`, `primary`, `junior`, `senior`, `nursery` or `beyond`."""
    return stage.partition("_")[0]


def class_rule(stage: str) -> str:
    """The rule that says why it is this class."""
    if stage == "primary_1":
        return "AG3"
    if stage in {NURSERY, BEYOND}:
        return "AG1" if stage == NURSERY else "AG7"
    return _CLASS_RULES[level_of(stage)]


def cut_off_day(entry: EntryNumbers, year: int) -> date:
    """31 August of that year; years outside the calendar stop at its ends."""
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, *entry.cut_off)
