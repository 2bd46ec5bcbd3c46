"""When a family is reminded of a dose: stages, their windows, and the cases of a late arrival and a changed record."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.reminders import stages
from rules.vaccines import Next

START = date(2026, 12, 1)


def row(earliest: date | None, closes: date | None = None) -> Next:
    return Next(
        family="MMR",
        vaccine="MMR",
        status="not_yet",
        rule="MM1",
        why="age",
        dose=1,
        earliest=earliest,
        closes=closes,
    )


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


def test_a_row_without_a_date_has_no_reminders() -> None:
    assert stages(row(None), START, START) == ()


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
