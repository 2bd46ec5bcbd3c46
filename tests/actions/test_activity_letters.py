"""When letters of an activity leave: the day before and the day after at polite hours, news in time even outside them, nothing to who knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from actions import activities
from actions import activity_seats as seats
from db.activities import Coming
from db.families import Guardian
from rules.activities import fingerprint
from tests.actions.activity_house import DUTY, OUTLINE, STARTS, ZONE, desk, family, letters, published


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """In December, in the city. The activity is on Saturday the 5th, from 14 to 16."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def says(session: Session, number: int, guardian: Guardian, coming: Coming, now: datetime) -> None:
    seats.answer(desk(session, now), number, guardian.family_id, coming)


def due(session: Session, what: str) -> list[tuple[datetime, bool]]:
    return [(row.due_at, bool((row.body or {})["at_once"])) for row in letters(session, what)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (local(3, 20), [local(4, 9)]),
        (local(4, 8, 59), [local(4, 9)]),
        # who says yes on the day before, or on the day itself, knows
        (local(4, 9), []),
        (local(4, 21), []),
        (local(5, 13), []),
    ],
)
def test_the_day_before_unless_they_have_just_said_so(
    session: Session, said: datetime, told: list[datetime]
) -> None:
    number = published(session).id or 0
    says(session, number, family(session, 1), Coming.YES, said)
    assert [at for at, _now in due(session, "tomorrow")] == told
    (question,) = letters(session, "liked")
    assert (question.due_at, question.use_by) == (local(6, 9), local(9, 9))


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ((9 * 60, 20 * 60), [local(4, 9)]),
        ((18 * 60, 21 * 60), [local(4, 18)]),
        ((12 * 60, 12 * 60 + 30), [local(4, 12)]),
    ],
)
def test_the_day_before_at_their_own_hours(
    session: Session, hours: tuple[int, int], told: list[datetime]
) -> None:
    number = published(session).id or 0
    guardian = family(session, 1)
    guardian.write_from, guardian.write_to = hours
    session.flush()
    says(session, number, guardian, Coming.YES, local(1, 12))
    assert [at for at, _now in due(session, "tomorrow")] == told


@pytest.mark.parametrize(
    ("freed", "at", "at_once"),
    [
        (local(4, 15), local(4, 15), False),
        (local(3, 23), local(4, 9), False),
        # the next polite hour is nine, an hour before: it leaves now, also before breakfast
        (local(5, 6), local(5, 6), True),
    ],
)
def test_a_free_seat_is_told_in_time(session: Session, freed: datetime, at: datetime, at_once: bool) -> None:
    outline = replace(OUTLINE, starts_at=local(5, 10), ends_at=local(5, 12))
    number = published(session, seats=1, outline=outline).id or 0
    comes, waits = family(session, 1), family(session, 2)
    for one in (comes, waits):
        says(session, number, one, Coming.YES, local(1, 12))
    says(session, number, comes, Coming.NO, freed)
    assert due(session, "seat") == [(at, at_once)]


def test_moved_to_another_day_the_old_letters_go_and_new_ones_stand(session: Session) -> None:
    row = published(session)
    says(session, row.id or 0, family(session, 1), Coming.YES, local(1, 12))
    week = timedelta(days=7)
    outline = replace(OUTLINE, starts_at=STARTS + week, ends_at=STARTS + week + timedelta(hours=2))
    now = desk(session, local(4, 12))
    assert activities.change(now, DUTY, row, outline)
    assert activities.publish(now, DUTY, row, fingerprint(outline)) == activities.Done.MOVED
    assert due(session, "moved") == [(local(4, 12), False)]
    assert due(session, "tomorrow") == [(local(11, 9), False)]
    assert due(session, "liked") == [(local(13, 9), False)]
    kinds = {(one.body or {}).get("starts_at") for one in letters(session)}
    assert len(kinds) == 1, "no letter speaks of the old day"


@pytest.mark.parametrize(
    ("said", "told"), [(local(3, 20), [local(4, 9)]), (local(4, 9), []), (local(5, 13), [])]
)
def test_who_waits_is_told_the_day_before_that_there_is_no_seat_yet(
    session: Session, said: datetime, told: list[datetime]
) -> None:
    number = published(session, seats=1).id or 0
    comes, waits = family(session, 1), family(session, 2)
    says(session, number, comes, Coming.YES, local(1, 12))
    says(session, number, waits, Coming.YES, said)
    says(session, number, waits, Coming.YES, said)
    assert [at for at, _now in due(session, "none")] == told
    says(session, number, waits, Coming.NO, said)
    assert not due(session, "none")


@pytest.mark.parametrize("at", [local(3, 22), local(4, 8), local(4, 12)])
def test_moved_when_the_reminder_is_out_or_due_the_move_alone_is_told(session: Session, at: datetime) -> None:
    """ "Time has changed, do you still come?" and "soon: you come" in the same minute is once too often."""
    row = published(session, seats=1)
    for number in (1, 2):
        says(session, row.id or 0, family(session, number), Coming.YES, local(1, 12))
    outline = replace(OUTLINE, starts_at=local(5, 16), ends_at=local(5, 18), seats=1)
    now = desk(session, at)
    assert activities.change(now, DUTY, row, outline)
    assert activities.publish(now, DUTY, row, fingerprint(outline)) == activities.Done.MOVED
    assert len(due(session, "moved")) == 2
    assert due(session, "tomorrow") == []
    assert due(session, "none") == []
    # who signs up after the move hears nothing of it: they are reminded
    if at < local(4, 9):
        says(session, row.id or 0, family(session, 3), Coming.YES, at + timedelta(minutes=5))
        assert len(due(session, "none")) == 1
