"""A measurement: one line a day, corrected with its history, taken out, taken back; gone with the child."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from actions import growth, notes
from db import growth as tables
from db.children import Child
from db.growth import Measurement
from rules.growth import Measured
from rules.measures import Values
from tests.actions.households import NOW, TODAY, chat_of, child_of, guardian_of, tables_asked

DAY = TODAY - timedelta(days=1)


@pytest.fixture
def child(session: Session) -> Child:
    child = child_of(session, guardian_of(session, chat_of(session, "1")))
    for one in tables.all_of(session, child.id or 0):
        session.delete(one)
    session.flush()
    return child


def lines(session: Session, child: Child) -> list[tuple[date, int | None, int | None, int | None]]:
    return [
        (one.measured_on, one.weight_g, one.length_mm, one.head_mm)
        for one in tables.standing(session, child.id or 0)
    ]


def history(session: Session, child: Child) -> int:
    return len(tables.all_of(session, child.id or 0))


def test_a_day_has_one_line(session: Session, child: Child) -> None:
    growth.record(session, child, Values(weight=9_000), DAY, NOW)
    growth.record(session, child, Values(length=760, lying=True), DAY, NOW + timedelta(minutes=1))
    growth.record(session, child, Values(weight=9_100), TODAY, NOW + timedelta(minutes=2))
    assert lines(session, child) == [(DAY, 9_000, 760, None), (TODAY, 9_100, None, None)]
    assert history(session, child) == 3
    assert tables.measured(session, child.id or 0)[0] == Measured(DAY, 9_000, 760, None, True)


def test_the_same_again_is_written_once(session: Session, child: Child) -> None:
    first = growth.record(session, child, Values(weight=9_000, length=760), DAY, NOW)
    again = growth.record(session, child, Values(weight=9_000), DAY, NOW + timedelta(minutes=1))
    assert (first.before, again.before) == (False, True)
    assert again.line.id == first.line.id
    assert history(session, child) == 1


def test_what_is_told_anew_wins(session: Session, child: Child) -> None:
    growth.record(session, child, Values(weight=9_000, head=450), DAY, NOW)
    growth.record(session, child, Values(weight=9_100), DAY, NOW + timedelta(minutes=1))
    assert lines(session, child) == [(DAY, 9_100, None, 450)]


def test_a_line_is_corrected_with_its_history(session: Session, child: Child) -> None:
    old = growth.record(session, child, Values(weight=90_000), DAY, NOW).line
    later = NOW + timedelta(minutes=1)
    new = growth.correct(session, child, old.id or 0, Values(weight=9_000), TODAY, later)
    assert new is not None
    assert lines(session, child) == [(TODAY, 9_000, None, None)]
    assert [(one.weight_g, one.struck_at) for one in tables.all_of(session, child.id or 0)] == [
        (90_000, later),
        (9_000, None),
    ]


def test_corrected_to_what_it_was_is_no_correction(session: Session, child: Child) -> None:
    old = growth.record(session, child, Values(weight=9_000), DAY, NOW).line
    same = growth.correct(session, child, old.id or 0, Values(weight=9_000), DAY, NOW + timedelta(minutes=1))
    assert same is not None
    assert same.before
    assert history(session, child) == 1


def test_moved_to_a_day_that_has_a_line(session: Session, child: Child) -> None:
    growth.record(session, child, Values(head=450), TODAY, NOW)
    old = growth.record(session, child, Values(weight=9_000), DAY, NOW).line
    growth.correct(session, child, old.id or 0, Values(weight=9_000), TODAY, NOW + timedelta(minutes=1))
    assert lines(session, child) == [(TODAY, 9_000, None, 450)]


def test_a_line_is_taken_out(session: Session, child: Child) -> None:
    old = growth.record(session, child, Values(weight=9_000), DAY, NOW).line
    assert growth.strike(session, child, old.id or 0, NOW) is old
    assert growth.strike(session, child, old.id or 0, NOW) is None
    assert growth.correct(session, child, old.id or 0, Values(weight=1), DAY, NOW) is None
    assert lines(session, child) == []
    assert history(session, child) == 1


def test_what_one_tap_wrote_is_taken_back(session: Session, child: Child) -> None:
    growth.record(session, child, Values(weight=9_000), DAY, NOW)
    later = NOW + timedelta(minutes=1)
    new = growth.record(session, child, Values(weight=90_000, head=450), DAY, later).line
    assert growth.take_back(session, child, new.id or 0, later + timedelta(minutes=1))
    assert lines(session, child) == [(DAY, 9_000, None, None)]
    assert not growth.take_back(session, child, new.id or 0, later)


def test_a_correction_is_taken_back_with_both_lines_it_touched(session: Session, child: Child) -> None:
    growth.record(session, child, Values(head=450), TODAY, NOW)
    old = growth.record(session, child, Values(weight=9_000), DAY, NOW).line
    later = NOW + timedelta(minutes=1)
    new = growth.correct(session, child, old.id or 0, Values(weight=9_000), TODAY, later)
    assert new is not None
    growth.take_back(session, child, new.line.id or 0, later + timedelta(minutes=1))
    assert lines(session, child) == [(DAY, 9_000, None, None), (TODAY, None, None, 450)]


def test_a_day_told_anew_meanwhile_has_one_line(session: Session, child: Child) -> None:
    """Moved to another day, the day told again, the move taken back: the newer value stands, what it does not say comes back."""
    old = growth.record(session, child, Values(weight=7_600, head=430), DAY, NOW).line
    minutes = [NOW + timedelta(minutes=one) for one in range(4)]
    moved = growth.correct(session, child, old.id or 0, Values(weight=7_600, head=430), TODAY, minutes[1])
    growth.record(session, child, Values(weight=7_700), DAY, minutes[2])
    assert moved is not None
    assert growth.take_back(session, child, moved.line.id or 0, minutes[3])
    assert lines(session, child) == [(DAY, 7_700, None, 430)]


_STEP = st.tuples(
    st.sampled_from(["record", "correct", "strike", "take_back"]),
    st.integers(0, 9),
    st.integers(0, 2),
    st.sampled_from([Values(weight=7_600), Values(weight=7_700), Values(length=680), Values(head=430)]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEP, max_size=9))
def test_whatever_is_done_a_day_has_one_line(
    session: Session, child: Child, steps: list[tuple[str, int, int, Values]]
) -> None:
    for one in tables.all_of(session, child.id or 0):
        session.delete(one)
    session.flush()
    for at, (do, which, days, values) in enumerate(steps):
        now, on = NOW + timedelta(minutes=at), TODAY - timedelta(days=days)
        told = [one.id or 0 for one in tables.all_of(session, child.id or 0)]
        row = told[which % len(told)] if told else 0
        if do == "record":
            growth.record(session, child, values, on, now)
        elif do == "correct":
            growth.correct(session, child, row, values, on, now)
        elif do == "strike":
            growth.strike(session, child, row, now)
        else:
            growth.take_back(session, child, row, now)
        days_told = [one.measured_on for one in tables.standing(session, child.id or 0)]
        assert len(days_told) == len(set(days_told))


def test_the_child_is_locked_before_anything_is_read(session: Session, child: Child) -> None:
    """Two guardians change one line one after the other."""
    row = growth.record(session, child, Values(weight=9_000), DAY, NOW).line.id or 0
    asked = tables_asked(session, lambda: growth.strike(session, child, row, NOW))
    assert asked[:2] == ["child", "measurement"]


def test_another_childs_line_is_left_alone(session: Session, child: Child) -> None:
    other = child_of(session, guardian_of(session, chat_of(session, "2")))
    line = growth.record(session, child, Values(weight=9_000), DAY, NOW).line
    number = line.id or 0
    assert growth.strike(session, other, number, NOW) is None
    assert growth.correct(session, other, number, Values(weight=1), DAY, NOW) is None
    assert not growth.take_back(session, other, number, NOW)
    assert lines(session, child) == [(DAY, 9_000, None, None)]


def test_it_goes_with_the_child(session: Session, child: Child) -> None:
    growth.record(session, child, Values(weight=9_000), DAY, NOW)
    session.delete(child)
    session.flush()
    assert session.exec(select(Measurement)).all() == []


def test_notes_are_wanted_only_by_who_asked(session: Session) -> None:
    mother, father = (guardian_of(session, chat_of(session, number)) for number in "12")
    wanted = [mother.notes_wanted]
    for wish in (True, False):
        notes.choose(session, mother, wish, TODAY)
        session.expire_all()
        wanted.append(mother.notes_wanted)
        assert not father.notes_wanted
    assert wanted == [False, True, False]
