"""Weight, length and head typed as people type: read, asked back where odd, corrected, taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db import growth as tables
from db.children import Child
from tests.dialogs.growing import BORN, TODAY, add, lines, measure, state, text
from tests.dialogs.talk import House, Parent


@pytest.fixture
def parent(house: House) -> Parent:
    """A parent of one child, number 1."""
    parent = Parent(house, 4711).registered()
    parent.tap("go:home")
    assert add(parent) == 1
    return parent


def test_everything_in_one_message(parent: Parent) -> None:
    measure(parent, "7.6公斤 68厘米 头围43")
    assert "Weight 7.6 kg (15.2 jin)" in text(parent)
    assert lines(parent) == []
    parent.press("Yesterday")
    assert lines(parent) == [(TODAY - timedelta(days=1), 7_600, 680, 430)]
    assert "Most boys of that age: 6.4 kg to 9.9 kg." in text(parent)
    assert "Most boys of that age: 63." in text(parent)
    assert state(parent) is None


def test_one_after_the_other(parent: Parent) -> None:
    measure(parent, "15斤", "68", "43")
    parent.press("Today")
    assert lines(parent) == [(TODAY, 7_500, 680, 430)]


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("today 7.6 kg", TODAY),
        ("昨天 7.6公斤", TODAY - timedelta(days=1)),
        ("昨天量的，体重7.6", TODAY - timedelta(days=1)),
        ("今天给宝宝称了 15斤2", TODAY),
        ("7.6kg 2026-11-20", date(2026, 11, 20)),
        ("11月20号 7.6公斤", date(2026, 11, 20)),
    ],
)
def test_the_day_beside_the_values(parent: Parent, said: str, on: date) -> None:
    measure(parent, said)
    assert lines(parent) == [(on, 7_600, None, None)]


def test_the_day_after_the_values(parent: Parent) -> None:
    measure(parent, "7.6 kg", "2026-11-20")
    assert lines(parent) == [(date(2026, 11, 20), 7_600, None, None)]


def test_at_birth(parent: Parent) -> None:
    measure(parent, "at birth 3.3 kg 50 cm head 34")
    assert lines(parent) == [(BORN, 3_300, 500, 340)]


@pytest.mark.parametrize(
    "said",
    ["birth weight 3.3 kg", "Birth weight: 3.3kg", "born with 3.3 kg", "出生体重3.3公斤", "生下来6.6斤"],
)
def test_the_weight_at_birth(parent: Parent, said: str) -> None:
    measure(parent, said)
    assert lines(parent) == [(BORN, 3_300, None, None)]


def test_a_day_that_is_not_certain_is_asked_about(parent: Parent) -> None:
    measure(parent, "7.6 kg", "大概11月20号")
    assert lines(parent) == []
    parent.press("20 Nov 2026")
    assert lines(parent) == [(date(2026, 11, 20), 7_600, None, None)]


def test_a_rough_day_beside_the_values_becomes_a_button(parent: Parent) -> None:
    measure(parent, "上周五 7.6公斤")
    parent.press("Fri 20 Nov 2026")
    assert lines(parent) == [(date(2026, 11, 20), 7_600, None, None)]


@pytest.mark.parametrize("day", ["2026-05-19", "2026-12-24", "明天"])
def test_days_before_birth_and_to_come_are_refused(parent: Parent, day: str) -> None:
    measure(parent, "7.6 kg", day)
    assert lines(parent) == []
    assert state(parent) == "measuring:told"


def test_a_slip_becomes_a_button(parent: Parent) -> None:
    measure(parent, "64 kg")
    assert "unusual for this age" in text(parent)
    assert lines(parent) == []
    parent.press("6.4 kg")
    parent.press("Today")
    assert lines(parent) == [(TODAY, 6_400, None, None)]


def test_an_odd_value_is_taken_when_it_is_right(parent: Parent) -> None:
    measure(parent, "3.5公斤")
    parent.press("Yes, it is 3.5 kg")
    parent.press("Today")
    assert lines(parent) == [(TODAY, 3_500, None, None)]
    assert "lower than that of nearly all" in text(parent) or "几乎所有" in text(parent)


def test_two_readings_are_asked_about(parent: Parent) -> None:
    number = add(parent, date(2022, 10, 1), nickname="Pang")
    measure(parent, "50", child=number)
    assert "Which do you mean" in text(parent)
    parent.press("head 50 cm")
    parent.press("Today")
    assert lines(parent, number) == [(TODAY, None, None, 500)]


def test_what_fits_today_but_not_that_day_is_asked_about(parent: Parent) -> None:
    """7.6 kg is ordinary at six months, and not at two weeks."""
    measure(parent, "7.6 kg", "2026-06-03")
    assert "would be unusual then" in text(parent)
    assert lines(parent) == []
    parent.press("Another day")
    parent.press("Today")
    assert lines(parent) == [(TODAY, 7_600, None, None)]
    measure(parent, "7.6 kg", "2026-06-03")
    parent.press("Yes, it is right")
    assert lines(parent)[0] == (date(2026, 6, 3), 7_600, None, None)


@pytest.mark.parametrize("said", ["blub", "{name}", "<b>", "16 lb", "哈" * 3_000, "7-8"])
def test_what_is_no_measurement_gets_an_example(parent: Parent, said: str) -> None:
    measure(parent, said)
    assert "7.6 kg 68 cm head 43" in text(parent)
    assert state(parent) == "measuring:told"
    assert lines(parent) == []


def test_id_numbers_are_refused(parent: Parent) -> None:
    measure(parent, "34020320260520123X 7.6kg")
    assert "ID number" in text(parent)
    assert lines(parent) == []


def test_questions_danger_and_commands_work_meanwhile(parent: Parent) -> None:
    measure(parent, "7.6 kg", "where is the clinic")
    assert "Where" in text(parent) or "district" in text(parent).lower()
    assert state(parent) == "measuring:told"
    parent.say("宝宝喘不上气")
    assert "120" in text(parent)
    parent.say("today")
    assert lines(parent) == [(TODAY, 7_600, None, None)]
    measure(parent)
    parent.say("/menu")
    assert state(parent) is None


def test_the_same_day_has_one_line(parent: Parent) -> None:
    measure(parent, "today 7.6 kg")
    measure(parent, "today 68 cm")
    measure(parent, "today 68 cm")
    assert lines(parent) == [(TODAY, 7_600, 680, None)]
    assert "written down already" in text(parent)


def test_what_was_written_is_taken_back(parent: Parent) -> None:
    measure(parent, "today 7.6 kg")
    measure(parent, "today 7.9 kg")
    parent.press("Take it back")
    assert lines(parent) == [(TODAY, 7_600, None, None)]


def test_a_line_is_corrected(parent: Parent) -> None:
    measure(parent, "2026-11-20 7.6 kg 68 cm")
    parent.tap("child:measured:1")
    parent.press("2026-11-20")
    parent.press("Correct")
    parent.say("7.9")
    parent.press("Same day")
    assert lines(parent) == [(date(2026, 11, 20), 7_900, 680, None)]


def test_a_line_gets_another_day(parent: Parent) -> None:
    measure(parent, "2026-11-20 7.6 kg")
    parent.tap("grown:fix:1:1")
    parent.say("2026-11-19")
    assert lines(parent) == [(date(2026, 11, 19), 7_600, None, None)]


def test_how_it_was_measured_is_kept(parent: Parent) -> None:
    measure(parent, "today 站着量 68 cm")
    with parent.house.session() as session:
        assert tables.measured(session, 1)[0].lying is False


def test_a_removed_child_ends_the_entry(parent: Parent) -> None:
    measure(parent, "7.6 kg")
    with parent.house.session() as session:
        session.delete(session.get_one(Child, 1))
        session.commit()
    assert "not entered here" in parent.say("today").text
    assert state(parent) is None


def test_nothing_is_written_before_the_child_is_born(house: House) -> None:
    parent = Parent(house, 6).registered()
    number = add(parent, TODAY, nickname="New")
    measure(parent, "3.3 kg 50 cm", child=number)
    assert not any(
        "Yesterday" in one.label for screen in parent.screens for row in screen.choices for one in row
    )
    parent.press("Today")
    assert lines(parent, number) == [(TODAY, 3_300, 500, None)]
