"""Whom something is for: ages against a plain count of birthdays, and a value that comes back as it was kept."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.audiences import Ages, Audience, of_plain, to_plain
from rules.spans import Span

days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
months = st.integers(0, 216)
ages = st.builds(Ages, months, months)
audiences = st.builds(
    Audience,
    districts=st.frozensets(st.sampled_from(["jinghu", "yijiang"])),
    communities=st.frozensets(st.integers(1, 99)),
    ages=st.lists(ages, max_size=3).map(tuple),
    languages=st.frozensets(st.sampled_from(["zh_CN", "en", "ug"])),
    tags=st.frozensets(st.sampled_from(["sport", "reading"])),
    activity=st.none() | st.integers(1, 99),
    got=st.none() | st.integers(1, 99),
)


def completed(born: date, today: date) -> int:
    """Completed months, counted one birthday after the other (D1: a month without that day ends with its last)."""
    number = 0
    while Span(months=number + 1).after(born) <= today:
        number += 1
    return number


@given(ages, days, st.integers(0, 8_000))
def test_the_days_are_those_of_children_of_these_months(wanted: Ages, today: date, old: int) -> None:
    born = today - timedelta(days=old)
    first, last = wanted.born(today)
    inside, fits = first <= born <= last, wanted.first <= completed(born, today) <= wanted.last
    # Counted back from the end of a short month, the last days of a long one are one birthday: three days at most lie on either side.
    near = min(
        abs((born - first).days), abs((born - last).days), abs((first - timedelta(days=1) - born).days)
    )
    assert inside == fits or near <= 3


@pytest.mark.parametrize(
    ("born", "today", "fits"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), True),
        (date(2025, 11, 24), date(2026, 11, 23), True),
        (date(2025, 11, 23), date(2026, 11, 23), False),
        (date(2026, 11, 24), date(2026, 11, 23), False),
    ],
)
def test_the_first_year_ends_on_the_birthday(born: date, today: date, fits: bool) -> None:
    first, last = Ages(0, 11).born(today)
    assert (first <= born <= last) is fits


@given(ages)
def test_the_first_day_of_the_calendar_is_no_trouble(wanted: Ages) -> None:
    first, last = wanted.born(date.min)
    assert first >= date.min
    assert last >= date.min


@given(audiences)
def test_it_comes_back_as_it_was_kept(audience: Audience) -> None:
    kept = json.loads(json.dumps(to_plain(audience)))
    again = of_plain(kept)
    assert to_plain(again) == to_plain(audience)
    assert set(again.ages) == set(audience.ages)
    assert (again.districts, again.got, again.tags) == (audience.districts, audience.got, audience.tags)


def test_equal_audiences_read_the_same() -> None:
    one = Audience(frozenset({"a", "b"}), ages=(Ages(0, 1), Ages(3, 4)))
    other = Audience(frozenset({"b", "a"}), ages=(Ages(3, 4), Ages(0, 1)))
    assert to_plain(one) == to_plain(other)
    assert to_plain(Audience()) == {}
