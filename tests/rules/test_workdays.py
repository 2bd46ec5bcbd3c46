"""Office days: weekends, holidays and worked weekends; counting them is counting one after the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.workdays import office_days
from rules.papers.counting import begin_by, begin_from, finished
from rules.papers.workdays import Workdays
from rules.spans import Span
from tests.rules.paper_books import calendars, near, step, waits

DAY = timedelta(days=1)
CHINA = office_days()


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 2, 13), True),  # Friday before Spring Festival
        (date(2026, 2, 14), True),  # a worked Saturday
        (date(2026, 2, 15), False),  # Sunday
        (date(2026, 2, 16), False),  # New Year's Eve
        (date(2026, 2, 20), False),  # a swapped Friday
        (date(2026, 2, 23), False),  # a swapped Monday
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # a worked Saturday
        (date(2026, 5, 9), True),  # a worked Saturday
        (date(2026, 9, 20), True),  # a worked Sunday
        (date(2026, 9, 27), False),  # a Sunday like any other
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # a worked Saturday
        (date(2025, 1, 26), True),  # a worked Sunday
        (date(2027, 10, 1), False),  # by law, though the notice of 2027 is not out
    ],
)
def test_the_notices_of_the_state_council(day: date, open_: bool) -> None:
    assert CHINA.is_workday(day) is open_


@given(calendar=calendars(), day=near, number=st.integers(0, 12))
def test_counting_on_is_counting_office_days(calendar: Workdays, day: date, number: int) -> None:
    end = calendar.nth_after(day, number)
    passed = [day + (one + 1) * DAY for one in range((end - day).days)]
    assert sum(map(calendar.is_workday, passed)) == number
    assert number == 0 or calendar.is_workday(end)


@given(calendar=calendars(), until=near, number=st.integers(0, 12))
def test_counting_back_is_the_last_day_that_does(calendar: Workdays, until: date, number: int) -> None:
    begin = calendar.begin_by(until, number)
    assert begin is not None
    assert calendar.is_workday(begin)
    assert calendar.nth_after(begin, number) <= until
    assert calendar.nth_after(calendar.first_from(begin + DAY), number) > until


@given(
    calendar=calendars(),
    day=near,
    days=st.integers(0, 6),
    wait=waits | st.builds(Span, months=st.integers(0, 30), days=st.integers(0, 40)),
    office=st.booleans(),
)
def test_a_step_counted_back_and_on_again(
    calendar: Workdays, day: date, days: int, wait: Span, office: bool
) -> None:
    one = step("s", "p", days if office else 0, wait=wait, office=office)
    begin, first = begin_by(one, day, calendar), begin_from(one, day, calendar)
    assert begin is not None
    assert finished(one, begin, calendar) <= day < finished(one, begin + DAY, calendar)
    assert finished(one, first - DAY, calendar) < day <= finished(one, first, calendar)


def test_the_last_of_february_is_half_a_year_after_four_days() -> None:
    passes = step("s", "p", wait=Span(months=6), office=False)
    assert begin_by(passes, date(2026, 2, 28), CHINA) == date(2025, 8, 31)
    assert begin_by(passes, date(2026, 2, 27), CHINA) == date(2025, 8, 27)
    assert finished(passes, date(2025, 8, 28), CHINA) == date(2026, 2, 28)


@given(day=st.dates() | st.sampled_from([date.min, date.max]), number=st.integers(0, 30))
def test_the_ends_of_the_calendar(day: date, number: int) -> None:
    closed = Workdays(frozenset({date.min, date.max}), frozenset(), date.max)
    assert day <= closed.first_from(day)
    assert day <= closed.nth_after(day, number)
    begin = closed.begin_by(day, number)
    assert begin is None or begin <= day
    one = step("s", "p", number, wait=Span(months=number * 500, days=number))
    assert finished(one, day, closed) >= day
    back = begin_by(one, day, closed)
    assert back is None or back <= day
    assert begin_from(one, day, closed) <= day
