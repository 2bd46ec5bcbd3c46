"""On which day a dose or a check-up stands in a phone's own calendar, and when it rings there."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendars import AHEAD, alarms, along, day_of
from rules.hours import PRESETS, Hours
from rules.reminders import Matter

TODAY = date(2026, 11, 23)
LONG_AGO = TODAY - timedelta(days=300)


def row(opens: date, closes: date | None = None, kind: str = "vaccine") -> Matter:
    return Matter(kind, "MMR-1", opens, closes)


def days(found: date | None) -> int | None:
    return None if found is None else (found - TODAY).days


def test_a_dose_to_come_stands_on_its_first_day() -> None:
    for ahead in (0, 1, 13, 400):
        day = TODAY + timedelta(days=ahead)
        assert day_of(row(day), LONG_AGO, LONG_AGO, TODAY) == day
    assert day_of(row(TODAY + timedelta(days=401)), LONG_AGO, LONG_AGO, TODAY) is None


@pytest.mark.parametrize(("late", "ahead"), [(1, 6), (7, 0), (8, 22), (30, 0), (100, 20), (120, 0)])
def test_a_late_dose_stands_on_the_day_of_the_next_reminder(late: int, ahead: int) -> None:
    earliest = TODAY - timedelta(days=late)
    assert days(day_of(row(earliest), LONG_AGO, LONG_AGO, TODAY)) == ahead


def test_what_nobody_is_reminded_of_any_more_is_gone_until_its_record_changes() -> None:
    earliest = TODAY - timedelta(days=121)
    assert day_of(row(earliest), LONG_AGO, LONG_AGO, TODAY) is None
    assert days(day_of(row(earliest), LONG_AGO, TODAY, TODAY)) == 1


def test_what_was_due_before_we_knew_the_child_is_caught_up_from_tomorrow() -> None:
    assert days(day_of(row(TODAY - timedelta(days=900)), TODAY, TODAY, TODAY)) == 1


def test_what_closes_before_it_opens_stands_nowhere() -> None:
    soon = TODAY + timedelta(days=5)
    assert day_of(row(soon, closes=soon), LONG_AGO, LONG_AGO, TODAY) is None
    assert day_of(row(TODAY - timedelta(days=8), closes=soon), LONG_AGO, LONG_AGO, TODAY) is None


def test_a_check_up_stands_on_the_first_day_of_its_window_and_never_out_of_it() -> None:
    def checkup(opens: int) -> Matter:
        first = TODAY + timedelta(days=opens)
        return row(first, first + timedelta(days=30), "checkup")

    assert days(day_of(checkup(10), LONG_AGO, LONG_AGO, TODAY)) == 10
    assert days(day_of(checkup(-1), LONG_AGO, LONG_AGO, TODAY)) == 6
    assert days(day_of(checkup(-1), TODAY, TODAY, TODAY)) == 1
    assert day_of(checkup(-8), LONG_AGO, LONG_AGO, TODAY) is None


def test_a_check_up_goes_along_with_the_first_vaccination_inside_its_window() -> None:
    first = TODAY + timedelta(days=10)
    checkup = row(first, first + timedelta(days=30), "checkup")
    vaccinated = [TODAY + timedelta(days=ahead) for ahead in (2, 9, 25, 39, 40)]
    assert days(along(checkup, vaccinated, TODAY)) == 25
    assert days(along(checkup, vaccinated[3:], TODAY)) == 39
    for alone in (vaccinated[:2], vaccinated[4:]):
        assert along(checkup, alone, TODAY) is None


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_never_in_the_past_and_never_far_away(
    earliest: date, known: date, changed: date, today: date
) -> None:
    found = day_of(row(earliest), known, max(known, changed), today)
    if found is not None:
        assert max(earliest, today) <= found
        assert found - today <= AHEAD


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 500), st.integers(0, 500))
def test_as_days_pass_it_only_moves_later(earliest: date, first: int, more: int) -> None:
    known = earliest - timedelta(days=100)
    today = known + timedelta(days=first)
    now, then = (day_of(row(earliest), known, known, day) for day in (today, today + timedelta(days=more)))
    assert then is None or now is None or now <= then


@pytest.mark.parametrize(
    ("preset", "rings"),
    [
        ("daytime", (-6, 9)),
        ("evening", (-6,)),
        ("early", (-18, 6)),
        ("after_night_shift", (-10,)),
        ("any", (-6, 9)),
    ],
)
def test_it_rings_when_the_family_wants_to_hear(preset: str, rings: tuple[int, ...]) -> None:
    assert alarms(PRESETS[preset]) == tuple(timedelta(hours=hour) for hour in rings)


@given(st.times(), st.times())
def test_it_always_rings_the_day_before_and_within_the_hours(start: time, end: time) -> None:
    hours = Hours(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    found = alarms(hours)
    assert len(found) in (1, 2)
    assert timedelta(days=-1) <= found[0] < timedelta(0)
    for at in found:
        minutes = int(at.total_seconds()) // 60 % (24 * 60)
        assert hours.allow(time(minutes // 60, minutes % 60))
