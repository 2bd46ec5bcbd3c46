"""The record of a child who was always on time: "everything up to today as in the booklet"."""

from __future__ import annotations

from datetime import date

from rules.vaccines.book import Book
from rules.vaccines.engine import forecast
from rules.vaccines.record import Dose, Sex


def on_time_history(book: Book, born: date, sex: Sex | None, until: date) -> tuple[Dose, ...]:
    """Every dose up to and including `until`, each on the first day the rules allow, by today's edition.

    It plays the child's visits day by day through the forecast itself, so it can never disagree with it.
    """
    given: list[Dose] = []
    visit = born
    while True:
        rows = [row for row in forecast(book, born, sex, visit, given).doses if row.earliest is not None]
        days = [max(visit, row.earliest) for row in rows if row.earliest is not None]
        if not days or min(days) > until:
            return tuple(given)
        visit = min(days)
        given += [
            Dose(row.vaccine, visit) for row in rows if row.earliest is not None and row.earliest <= visit
        ]
