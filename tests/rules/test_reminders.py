"""When a family is reminded: stages, their windows by kind, and the cases of a late arrival and a changed record."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.reminders import KINDS, Matter, stages

START = date(2026, 12, 1)


def row(opens: date, closes: date | None = None, kind: str = "vaccine") -> Matter:
    return Matter(kind, "MMR-1", opens, closes)


def names(*args: date) -> list[str]:
    return [stage.name for stage in stages(row(START), *args)]


def test_a_dose_to_come_is_announced_before_on_the_day_and_after() -> None:
    known = START - timedelta(days=60)
    found = stages(row(START), known, known)
    assert [(stage.name, (stage.on - START).days) for stage in found] == [
        ("before14", -14),
        ("before3", -3),
        ("day", 0),
        ("late7", 7),
        ("late30", 30),
        ("late60", 60),
        ("late90", 90),
        ("late120", 120),
    ]
    assert all(stage.use_by >= stage.on for stage in found)


def test_what_was_due_before_we_knew_of_it_is_caught_up_a_day_later() -> None:
    known = START + timedelta(days=200)
    found = stages(row(START), known, known)
    assert [(stage.name, (stage.on - known).days) for stage in found][:3] == [
        ("catchup", 1),
        ("late7", 7),
        ("late30", 30),
    ]


def test_a_dose_that_comes_soon_skips_the_reminders_that_lie_behind() -> None:
    known = START - timedelta(days=5)
    assert names(known, known)[:2] == ["before3", "day"]


def test_a_plan_that_had_fallen_silent_speaks_again_when_its_record_changes() -> None:
    known, changed = START - timedelta(days=30), START + timedelta(days=400)
    found = stages(row(START), known, changed)
    assert found[0].name == "catchup"
    assert found[0].on == changed + timedelta(days=1)


def test_a_change_does_not_restart_a_series_of_reminders_that_is_still_running() -> None:
    known, changed = START - timedelta(days=30), START + timedelta(days=20)
    assert stages(row(START), known, changed) == stages(row(START), known, known)


def test_nothing_is_said_once_the_dose_is_no_longer_given() -> None:
    known = START - timedelta(days=60)
    closes = START + timedelta(days=10)
    assert [stage.name for stage in stages(row(START, closes), known, known)] == [
        "before14",
        "before3",
        "day",
        "late7",
    ]


def test_a_dose_whose_first_day_comes_only_after_closing_is_not_announced() -> None:
    known = START - timedelta(days=60)
    assert stages(row(START, START), known, known) == ()


days = st.dates(date(2009, 1, 1), date(2044, 12, 31))


@given(start=days, known=days, later=st.integers(0, 3000))
def test_stages_are_in_order_and_never_before_the_family_is_known(
    start: date, known: date, later: int
) -> None:
    found = stages(row(start), known, known + timedelta(days=later))
    assert [stage.on for stage in found] == sorted(stage.on for stage in found)
    assert all(stage.on >= known for stage in found)
    assert found, "every open dose has at least one reminder"


def test_the_end_of_the_calendar_does_not_raise() -> None:
    assert stages(row(date.max), date(2026, 1, 1), date(2026, 1, 1)) is not None


def test_a_check_up_is_announced_and_followed_up_inside_its_window_only() -> None:
    known, closes = START - timedelta(days=60), date(2027, 1, 1)
    found = stages(row(START, closes, "checkup"), known, known)
    assert [stage.name for stage in found] == ["before14", "before3", "day", "late7", "late30"]
    assert all(stage.use_by < closes for stage in found)


def test_a_check_up_that_is_open_for_a_year_is_followed_up_like_a_dose() -> None:
    known = START - timedelta(days=60)
    found = stages(row(START, START + timedelta(days=365), "checkup"), known, known)
    assert [stage.name for stage in found][-4:] == ["late30", "late60", "late90", "late120"]


@pytest.mark.parametrize(
    ("kind", "expect"),
    [("entry", ["day", "late30"]), ("certificate", ["day", "late30"]), ("note", ["day"])],
)
def test_what_has_days_of_the_calendar_is_said_when_it_opens(kind: str, expect: list[str]) -> None:
    known = START - timedelta(days=60)
    found = stages(row(START, START + timedelta(days=60), kind), known, known)
    assert [stage.name for stage in found] == expect


@given(start=days, known=days, open_for=st.integers(1, 400), kind=st.sampled_from(sorted(KINDS)))
def test_no_kind_speaks_outside_its_window(start: date, known: date, open_for: int, kind: str) -> None:
    closes = start + timedelta(days=open_for)
    for stage in stages(row(start, closes, kind), known, known):
        assert known <= stage.on <= stage.use_by < closes
