"""Which self-paid vaccines fit a child's age. For information only: nothing here is ever due. Pure and total."""

from __future__ import annotations

from datetime import date
from typing import Literal

from rules.vaccines.book import Book, SelfPaid
from rules.vaccines.record import Sex

#: Possible now; possible only for who has begun; not yet; no longer at this age.
Fit = Literal["now", "begun", "later", "over"]


def concerns(one: SelfPaid, sex: Sex | None) -> bool:
    """A boy's list has no HPV, as his calendar has none (HP6); what he was given all the same can be written down by its name."""
    return sex != "M" or not one.records.startswith("HPV")


def fit(book: Book, one: SelfPaid, born: date, today: date) -> Fit:
    """By the ages of the pack; where it names no last one, the last age of the vaccine or of a part of it (W7), at most 18 years."""
    if today >= _until(book, one, born):
        return "over"
    if one.from_age is not None and today < one.from_age.after(born):
        return "later"
    if one.start_by is not None and today > one.start_by.after(born):
        return "begun"
    return "now"


def _until(book: Book, one: SelfPaid, born: date) -> date:
    if one.until is not None:
        return one.until.after(born)
    combination = book.combinations.get(one.records)
    parts = combination.parts if combination is not None else (book.vaccine_of(one.records),)
    closings = [book.closes[part].age.after(born) for part in parts if part in book.closes]
    return min([*closings, book.adult.after(born)])
