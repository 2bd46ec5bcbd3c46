"""Silence is counted while the office is open, and only then; who is told when; what may be typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.workdays import office_days
from rules.places.opening import opening
from rules.tickets import (
    ALARMS,
    WORDS_MOST,
    Wrong,
    alarms_due,
    is_late,
    open_spans,
    ready_words,
    silent_for,
    written_in,
    wrong_with,
)

OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30; PH off"
DAYS = office_days()
HOUR = timedelta(hours=1)

_days = st.dates(date(2026, 1, 1), date(2026, 12, 1))
_moments = st.builds(datetime.combine, _days, st.builds(time, st.integers(0, 23), st.integers(0, 59)))
_hours = st.sampled_from(
    [OFFICE, "24/7", "Mo-Su 22:00-02:00", "Sa 09:00-11:00", "off", 'Mo "by appointment"', None, "nonsense"]
)
_waits = st.timedeltas(timedelta(), timedelta(days=14))


@given(_hours, _moments, _waits)
def test_spans_lie_in_order_inside_and_are_open(hours: str | None, since: datetime, wait: timedelta) -> None:
    until, last = since + wait, since
    for start, end in open_spans(hours, since, until, DAYS):
        assert last <= start < end <= until
        assert start.date() == (end - timedelta(microseconds=1)).date()
        for moment in (start, end - timedelta(minutes=1)):
            assert moment < start or opening(hours, moment, DAYS).state == "open"
        last = end


@given(_hours, _moments, _waits, _waits)
def test_waiting_longer_is_never_less(
    hours: str | None, since: datetime, wait: timedelta, more: timedelta
) -> None:
    first = silent_for(hours, since, since + wait, DAYS)
    later = silent_for(hours, since, since + wait + more, DAYS)
    assert timedelta() <= first <= wait
    # what lies beyond the last alarm is not counted
    assert first <= later or first >= ALARMS[-1][0]
    assert alarms_due(first) <= alarms_due(later)
    assert is_late(hours, since, since + wait, DAYS) <= is_late(hours, since, since + wait + more, DAYS)


@given(_moments, _waits, _waits)
def test_it_adds_up(since: datetime, first: timedelta, second: timedelta) -> None:
    """As long as no alarm cuts it short."""
    middle, until = since + first, since + first + second
    parts = [
        sum((end - start for start, end in open_spans(OFFICE, one, other, DAYS)), timedelta())
        for one, other in ((since, middle), (middle, until), (since, until))
    ]
    assert parts[0] + parts[1] == parts[2]


@given(_moments, _waits)
def test_asked_outside_the_hours_is_as_asked_at_the_opening(since: datetime, wait: timedelta) -> None:
    found = opening(OFFICE, since, DAYS)
    if found.state == "closed" and found.changes is not None and found.changes <= since + wait:
        opened = found.changes
        assert silent_for(OFFICE, since, since + wait, DAYS) == silent_for(OFFICE, opened, since + wait, DAYS)
        assert is_late(OFFICE, since, since + wait, DAYS) == is_late(OFFICE, opened, since + wait, DAYS)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """November 2026: the 23rd is a Monday."""
    return datetime.combine(date(2026, month, day), time(hour, minute))


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at(23, 9), at(23, 12), 3),
        (at(23, 9), at(23, 13, 59), 3),  # lunch
        (at(23, 9), at(23, 15), 4),
        (at(23, 17), at(24, 9), 1),  # the night
        (at(27, 17, 30), at(30, 8, 30), 0),  # the weekend
        (at(30, 17, month=9), at(8, 9, month=10), 1),  # the holiday
        (at(23, 9), at(30, 9), 16),  # cut: the last alarm
    ],
)
def test_hours_of_an_open_office(since: datetime, until: datetime, hours: float) -> None:
    found = silent_for(OFFICE, since, until, DAYS)
    assert found == hours * HOUR if hours < 16 else found >= hours * HOUR


def test_where_nobody_knows_the_hours_nobody_is_blamed() -> None:
    assert silent_for(None, at(1, 0), at(30, 0), DAYS) == timedelta()
    assert not is_late(None, at(1, 0), at(30, 0), DAYS)


@pytest.mark.parametrize(
    ("silence", "due"), [(0, 0), (3.99, 0), (4, 1), (7.99, 1), (8, 2), (15.99, 2), (16, 3), (999, 3)]
)
def test_who_is_told_when(silence: float, due: int) -> None:
    assert alarms_due(silence * HOUR) == due
    assert [role.value for _after, role in ALARMS] == ["worker", "manager", "administrator"]


@pytest.mark.parametrize(
    ("since", "until", "late"),
    [
        (at(23, 10), at(25, 9, 59), False),
        (at(23, 10), at(25, 10), True),
        (at(23, 20), at(26, 8, 30), False),
        (at(23, 20), at(26, 8, 31), True),
        (at(26, 17), at(30, 16, 59), False),  # over a weekend
        (at(26, 17), at(30, 17), True),
    ],
)
def test_late_after_two_office_days(since: datetime, until: datetime, late: bool) -> None:
    assert is_late(OFFICE, since, until, DAYS) is late


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    found = wrong_with(text)
    assert found is None or isinstance(found, Wrong)
    if found is None:
        assert 1 <= len(text.strip()) <= WORDS_MOST
    assert written_in(text, "en") in ("en", "zh_CN")


@pytest.mark.parametrize(
    ("text", "spoken", "language"),
    [
        ("在派出所", "zh_CN", "zh_CN"),
        ("在派出所", "en", "zh_CN"),
        ("在派出所", "zh_TW", "zh_TW"),
        ("At the police", "zh_CN", "en"),
        ("At the police", "ug", "ug"),
        ("!!", "zh_CN", "zh_CN"),
    ],
)
def test_what_a_text_is_written_in(text: str, spoken: str, language: str) -> None:
    assert written_in(text, spoken) == language


def test_ready_words_for_a_reader() -> None:
    both = {"zh_CN": "好", "en": "Good"}
    assert ready_words(both, "en") == ("Good", "en")
    assert ready_words(both, "zh_TW") == ("好", "zh_CN")
    assert ready_words({"zh_CN": "好", "en": " "}, "en") == ("好", "zh_CN")
    assert ready_words({"xx": "?"}, "en") == ("?", "xx")
    assert ready_words({}, "en") is None
