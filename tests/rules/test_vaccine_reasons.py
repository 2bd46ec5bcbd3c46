"""What a dose is for, said of a child that could have had it long ago; and what nobody counts."""

from __future__ import annotations

from datetime import date

import pytest

from content.vaccines import load_book
from rules.vaccines import PROGRAMME, Dose, Next, forecast

BOOK = load_book()
BORN, TODAY = date(2018, 6, 15), date(2026, 11, 24)
GIVEN = (
    Dose("MR", date(2020, 6, 20)),
    Dose("JE-L", date(2019, 2, 20)),
    Dose("JE-L", date(2020, 6, 20)),
    Dose("IPV", date(2018, 8, 15)),
    *(Dose("DTaP", day) for day in (date(2018, 9, 20), date(2018, 10, 25), date(2018, 11, 28), date(2019, 12, 20))),
)  # fmt: skip


def row(family: str) -> Next:
    found = forecast(BOOK, BORN, "F", TODAY, GIVEN).doses
    return next(one for one in found if one.family == family and one.open)


@pytest.mark.parametrize(
    ("family", "about"),
    [
        # an MR counts for a child born before October 2019, so the rule for those children says what is missing
        ("MMR", "MM4"),
        # not the 28 days after live vaccines of six years ago
        ("HepA", "HA1"),
        # not the ages of a baby
        ("Polio", "PO3"),
        ("DTP", "DP5"),
        ("HPV", "HP1"),
    ],
)
def test_a_late_dose_says_what_it_is_for(family: str, about: str) -> None:
    assert row(family).about == about


def test_every_open_row_of_every_age_names_a_rule_of_the_book() -> None:
    for years in range(18):
        found = forecast(BOOK, date(TODAY.year - years, 1, 31), "F", TODAY, ()).doses
        assert {one.about for one in found if one.open} <= BOOK.rules.keys()


def test_the_programme_is_what_the_book_knows() -> None:
    assert BOOK.vaccines.keys() >= PROGRAMME
    assert not BOOK.is_numbered("DT")
    assert not BOOK.is_numbered("BCG")
    assert BOOK.is_numbered("DTaP")
