"""An activity is moved or called off: whoever comes hears it before they go, at a polite hour where there is one; and what is under way takes place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from actions import activities
from actions import activity_seats as seats
from db.activities import Activity, Coming
from db.outbox import Outbox
from db.staff import StaffAudit
from rules.activities import fingerprint
from rules.roles import Duty, Role
from tests.actions.activity_house import DUTY, STARTS, ZONE, desk, family, letters, published
from tests.actions.households import NOW


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In December, on the clock of the city. The activity is on Saturday the 5th at 14:00."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def moved(session: Session, row: Activity, now: datetime, start: datetime, seats_: int | None = 2) -> None:
    outline = replace(
        activities.draft_of(row), starts_at=start, ends_at=start + timedelta(hours=2), seats=seats_
    )
    assert activities.change(desk(session, now), DUTY, row, outline)
    assert activities.publish(desk(session, now), DUTY, row, fingerprint(outline)) == activities.Done.MOVED


def told(session: Session, what: str) -> Outbox:
    (row,) = letters(session, what)
    return row


@pytest.mark.parametrize(
    ("now", "start", "due"),
    [
        # the next polite hour lies behind the new beginning: now, late as it is
        (at(3, 21), at(4, 8, 30), at(3, 21)),
        # or so near before it that nobody can be there
        (at(3, 21), at(4, 10, 30), at(3, 21)),
        (at(3, 21), at(5, 8, 30), at(4, 9)),
        (at(3, 15), at(4, 8, 30), at(3, 15)),
        # moved to later: before they go at the old hour
        (at(4, 21), at(6, 14), at(5, 9)),
        (at(5, 8), at(6, 14), at(5, 9)),
        (at(5, 13), at(6, 14), at(5, 13)),
    ],
)
def test_a_move_is_heard_before_anybody_goes(
    session: Session, now: datetime, start: datetime, due: datetime
) -> None:
    row = published(session)
    one = family(session, 1)
    seats.answer(desk(session), row.id or 0, one.family_id, Coming.YES)
    moved(session, row, now, start)
    letter = told(session, "moved")
    assert letter.due_at == due
    assert letter.use_by == start, "what begins is not told any more"
    assert bool((letter.body or {})["at_once"]) == (due.astimezone(ZONE).hour not in range(9, 20))


def test_who_gets_a_seat_by_the_same_change_hears_both(session: Session) -> None:
    row = published(session, seats=1)
    one, two = family(session, 1), family(session, 2)
    for who in (one, two):
        seats.answer(desk(session), row.id or 0, who.family_id, Coming.YES)
    moved(session, row, NOW, STARTS + timedelta(hours=1))
    assert len(letters(session, "moved")) == 2
    assert len(letters(session, "seat")) == 1


def test_what_is_under_way_with_families_takes_place(session: Session) -> None:
    row = published(session)
    one = family(session, 1)
    seats.answer(desk(session), row.id or 0, one.family_id, Coming.YES)
    before, during = (
        desk(session, STARTS - timedelta(minutes=5)),
        desk(session, STARTS + timedelta(minutes=5)),
    )
    assert activities.may_cancel(row, during), "nobody is there"
    guest = seats.arrive(before, row, one.family_id)
    assert activities.may_cancel(row, before)
    assert not activities.cancel(during, DUTY, row, {"is": "weather"})
    assert seats.tick(during, row, guest.id or 0, here=False) is guest
    assert not activities.may_cancel(row, desk(session, STARTS + timedelta(hours=2)))
    assert activities.cancel(during, DUTY, row, {"is": "weather"})
    assert (letters(session, "cancelled")[0].body or {})["what"] == "cancelled"


def test_the_list_ticks_while_the_door_is_open(session: Session) -> None:
    row = published(session)
    one = family(session, 1)
    guest = seats.answer(desk(session), row.id or 0, one.family_id, Coming.YES).guest
    assert guest is not None
    for moment in (STARTS - timedelta(hours=3), STARTS + timedelta(hours=6)):
        assert seats.tick(desk(session, moment), row, guest.id or 0, here=True) is None
        assert guest.came_at is None
    for moment in (STARTS - timedelta(hours=2), STARTS + timedelta(hours=5)):
        assert seats.tick(desk(session, moment), row, guest.id or 0, here=True) is guest


def test_who_changed_a_draft_is_written_down(session: Session) -> None:
    row = published(session)
    other = Duty("staff:2", Role.WORKER, frozenset({"jinghu"}), chat=2)
    assert activities.changed_by_another(row, other) is None, "nothing is being written"
    outline = replace(activities.draft_of(row), seats=9)
    assert activities.change(desk(session), DUTY, row, outline)
    assert activities.change(desk(session, NOW + timedelta(hours=1)), other, row, outline), "the same again"
    assert activities.changed_by_another(row, DUTY) is None
    assert activities.changed_by_another(row, other) == ("staff:1", NOW)
    assert activities.change(desk(session), other, row, replace(outline, seats=8))
    assert activities.changed_by_another(row, DUTY) == ("staff:2", NOW)
    rows = select(StaffAudit).where(StaffAudit.what == "activity.changed")
    assert [one.who for one in session.exec(rows)] == ["staff:1", "staff:2"]
