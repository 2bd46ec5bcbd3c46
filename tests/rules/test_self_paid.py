"""Which self-paid vaccines fit an age: by the ages of the pack, and never due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.vaccines import load_book
from rules.vaccines import Dose, forecast, on_time_history
from rules.vaccines.families import ALL
from rules.vaccines.self_paid import concerns, fit

BOOK = load_book()
PAID = {one.id: one for one in BOOK.self_paid}
BORN = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("key", "weeks", "fits"),
    [
        ("RV5", 5, "later"),
        ("RV5", 6, "now"),
        ("RV5", 12, "now"),
        ("RV5", 13, "begun"),
        ("RV5", 31, "begun"),
        ("RV5", 32, "over"),
        ("RV3", 13, "now"),
        ("RV3", 14, "begun"),
        ("RV6", 35, "now"),
        ("RV6", 36, "over"),
        ("PCV13", 6, "now"),
        ("EV71", 20, "later"),
        ("VAR", 60, "now"),
        ("RSV", 0, "now"),
        ("RSV", 60, "over"),
        ("DTaP-IPV/Hib", 4, "later"),
        ("DTaP-IPV/Hib", 20, "now"),
        ("DTaP-IPV/Hib", 366, "over"),
        ("HPV-paid", 300, "later"),
    ],
)
def test_the_list_follows_the_age(key: str, weeks: int, fits: str) -> None:
    assert fit(BOOK, PAID[key], BORN, BORN + timedelta(weeks=weeks)) == fits


def test_a_boys_list_has_no_hpv() -> None:
    assert not concerns(PAID["HPV-paid"], "M")
    assert concerns(PAID["HPV-paid"], "F")
    assert concerns(PAID["HPV-paid"], None)


@given(born=st.dates(), today=st.dates(), key=st.sampled_from(sorted(PAID)))
def test_every_age_has_an_answer(born: date, today: date, key: str) -> None:
    assert fit(BOOK, PAID[key], born, today) in ("now", "begun", "later", "over")


def test_what_the_list_tells_can_be_recorded_and_is_never_due() -> None:
    """No row of a forecast is about a vaccine that only families pay for."""
    programme = {code for series in ALL for code in series.programme}
    for one in BOOK.self_paid:
        assert BOOK.knows(one.records)
    found = forecast(BOOK, BORN, "F", date(2040, 1, 1))
    assert {row.vaccine for row in found.doses if row.open} <= programme


@pytest.mark.parametrize("code", ["RV", "RSV", "Influenza", "PCV13", "EV71", "Hib", "HepA-I", "JE-I", "LAIV"])
def test_what_is_not_an_injected_live_vaccine_holds_nothing_back(code: str) -> None:
    """G5: oral, nasal and inactivated vaccines and the RSV antibody; JE-I and HepA-I only change their own series."""
    day = BORN + timedelta(days=230)
    given = list(on_time_history(BOOK, BORN, "M", day - timedelta(days=1)))
    before = forecast(BOOK, BORN, "M", day, given)
    after = forecast(BOOK, BORN, "M", day, [*given, Dose(code, day)])
    own = {"HepA-I": "HepA", "JE-I": "JE"}.get(code)
    assert [row for row in after.doses if row.family != own] == [
        row for row in before.doses if row.family != own
    ]


def test_chickenpox_holds_the_next_live_vaccine_back() -> None:
    """G5: 28 days, self-paid or not."""
    day = date(2026, 9, 5)
    given = [*on_time_history(BOOK, BORN, "M", date(2026, 9, 1)), Dose("VAR", day)]
    mmr = next(row for row in forecast(BOOK, BORN, "M", day, given).doses if row.vaccine == "MMR")
    assert (mmr.earliest, mmr.rule) == (day + timedelta(days=28), "G5")


@pytest.mark.parametrize("product", sorted(BOOK.products))
def test_a_product_reads_as_its_vaccine(product: str) -> None:
    day = BORN + timedelta(days=200)
    plain, named = (
        forecast(BOOK, BORN, "F", day, [Dose(BOOK.vaccine_of(product), day, shown)])
        for shown in (None, product)
    )
    assert plain == named
    assert forecast(BOOK, BORN, "F", day, [Dose(product, day)]).doses == plain.doses
