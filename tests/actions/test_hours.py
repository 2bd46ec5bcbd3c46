"""Other hours: the wish is kept, and what waits moves to them."""

from datetime import datetime, time

import pytest
from sqlmodel import Session

from actions import hours, reminders
from db.outbox import State
from rules.hours import PRESETS, Hours
from tests.actions.households import NOW, ZONE, chat_of, child_of, guardian_of, local, reminder


def test_the_wish_is_kept(session: Session) -> None:
    guardian = guardian_of(session, chat_of(session, "1"))
    wish = Hours(time(22, 30), time(6), 6)
    assert hours.choose(session, guardian, wish, ZONE, NOW) == 0
    session.expire(guardian)
    assert reminders.hours(guardian) == wish


@pytest.mark.parametrize(
    ("wish", "stage", "due_at", "expect"),
    [
        # it is Monday noon: by day is now, in the evening today at six, early is tomorrow
        (PRESETS["daytime"], "day", local(23, 18), NOW),
        (PRESETS["evening"], "day", local(24, 9), local(23, 18)),
        (PRESETS["early"], "late7", local(23, 18), local(24, 6)),
        (Hours(rest_day=6), "day", local(23, 18), local(29, 9)),
        # what a person put off themselves never comes sooner than they said
        (PRESETS["daytime"], "later", local(24, 18), local(24, 18)),
        (PRESETS["evening"], "later", local(24, 9), local(24, 18)),
    ],
)
def test_what_waits_moves(
    session: Session, wish: Hours, stage: str, due_at: datetime, expect: datetime
) -> None:
    chat = chat_of(session, "1")
    guardian = guardian_of(session, chat)
    row = reminder(session, chat, child_of(session, guardian), stage=stage, due_at=due_at)
    said = reminder(session, chat, child_of(session, guardian), due_at=due_at)
    said.state = State.SENT
    assert hours.choose(session, guardian, wish, ZONE, NOW) == (expect != due_at)
    assert (row.due_at, said.due_at) == (expect, due_at)


def test_the_rest_day_gives_way_to_the_last_day(session: Session) -> None:
    chat = chat_of(session, "1")
    guardian = guardian_of(session, chat)
    row = reminder(session, chat, child_of(session, guardian), due_at=local(23, 18), days=2)
    hours.choose(session, guardian, Hours(time(18), time(21), 6), ZONE, NOW)
    assert row.due_at == local(23, 18)


def test_other_people_are_left_alone(session: Session) -> None:
    ours, theirs = chat_of(session, "1"), chat_of(session, "2")
    guardian = guardian_of(session, ours)
    row = reminder(session, theirs, child_of(session, guardian_of(session, theirs)), due_at=local(24, 9))
    hours.choose(session, guardian, PRESETS["evening"], ZONE, NOW)
    assert row.due_at == local(24, 9)
