"""What staff do with an activity: only what was seen is published, within their districts; one number at one door; a move asks every yes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from actions import activities
from actions import activity_results as results
from actions import activity_seats as seats
from actions.activities import Done
from db import activities as tables
from db.activities import Activity, ActivityState, Coming
from db.staff import StaffAudit
from rules.activities import fingerprint
from rules.audiences import Audience
from rules.roles import Duty, Role
from tests.actions.activity_house import DUTY, OUTLINE, STARTS, desk, family, letters, published
from tests.actions.households import NOW

NEXT_DOOR = Duty("staff:2", Role.WORKER, frozenset({"yijiang"}), chat=2)
EVERYWHERE = Duty("owner", Role.ADMINISTRATOR, chat=9)
VIEWER = Duty("staff:3", Role.VIEWER, chat=3)


def deeds(session: Session) -> list[str]:
    return list(session.exec(select(StaffAudit.what).order_by(col(StaffAudit.id))))


def test_published_is_what_was_seen_and_only_once(session: Session) -> None:
    row = activities.begin(desk(session), DUTY, OUTLINE)
    assert row is not None
    seen = fingerprint(activities.draft_of(row))
    assert activities.change(desk(session), DUTY, row, replace(OUTLINE, seats=9))
    assert activities.publish(desk(session), DUTY, row, seen) == Done.CHANGED
    assert (row.state, tables.look(session, row.id or 0)) == (ActivityState.DRAFT, None)
    seen = fingerprint(activities.draft_of(row))
    for _tap in range(2):
        assert activities.publish(desk(session), DUTY, row, seen) == Done.DONE
    assert (row.revision, row.seats, row.draft) == (1, 9, None)
    assert deeds(session).count("activity.published") == 1
    assert tables.to_come(session, NOW, "jinghu") == [row]
    assert tables.to_come(session, NOW, "yijiang") == []


def test_nobody_writes_where_they_do_not_work(session: Session) -> None:
    assert activities.begin(desk(session), NEXT_DOOR, OUTLINE) is None
    assert activities.begin(desk(session), VIEWER, OUTLINE) is None
    row = published(session)
    assert tables.one(session, row.id or 0, NEXT_DOOR) is None
    away = replace(OUTLINE, audience=Audience(districts=frozenset({"yijiang"})))
    assert not activities.change(desk(session), DUTY, row, away)
    both = replace(OUTLINE, audience=Audience(districts=frozenset({"jinghu", "yijiang"})))
    assert activities.change(desk(session), DUTY, row, both)
    assert activities.draft_of(row).audience.districts == {"jinghu"}


def test_nobody_publishes_where_they_do_not_work(session: Session) -> None:
    """Somebody who works everywhere has widened it: a worker of one district publishes what is hers of it, after another look."""
    row = published(session)
    whole = replace(OUTLINE, audience=Audience())
    assert activities.change(desk(session), EVERYWHERE, row, whole)
    assert activities.publish(desk(session), DUTY, row, fingerprint(whole)) == Done.CHANGED
    assert (row.districts, row.revision) == ("|jinghu|", 1)
    assert activities.draft_of(row).audience.districts == {"jinghu"}
    away = replace(OUTLINE, audience=Audience(districts=frozenset({"yijiang"})))
    assert activities.change(desk(session), EVERYWHERE, row, away)
    for _tap in range(2):
        assert activities.publish(desk(session), DUTY, row, fingerprint(away)) == Done.CHANGED
    assert (row.districts, row.revision) == ("|jinghu|", 1)
    assert activities.publish(desk(session), EVERYWHERE, row, fingerprint(away)) == Done.DONE
    assert row.districts == "|yijiang|"


@pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=1), timedelta(days=2)])
def test_what_has_begun_is_changed_and_answered_no_more(session: Session, late: timedelta) -> None:
    row = published(session)
    one = family(session, 1)
    seats.answer(desk(session), row.id or 0, one.family_id, Coming.YES)
    then = desk(session, STARTS + late)
    assert not activities.change(then, DUTY, row, replace(OUTLINE, seats=9))
    assert activities.publish(then, DUTY, row, fingerprint(activities.draft_of(row))) == Done.TOO_LATE
    assert seats.answer(then, row.id or 0, one.family_id, Coming.NO).outcome == seats.Outcome.OVER
    assert [guest.coming for guest in tables.guests(session, row.id or 0)] == ["yes"]
    assert activities.cancel(then, DUTY, row, {}) == (late < timedelta(hours=2))


def test_no_two_doors_of_these_days_have_one_number(session: Session) -> None:
    """The number this one would get is taken already: it gets another, and each opens its own door."""
    row = published(session)
    taken, row.code = row.code, ""
    other = published(session)
    other.code = taken
    outline = replace(OUTLINE, seats=9)
    activities.change(desk(session), DUTY, row, outline)
    activities.publish(desk(session), DUTY, row, fingerprint(outline))
    assert row.code not in ("", taken)
    assert (len(row.code), row.code.isdecimal()) == (4, True)
    at_the_door = desk(session, STARTS)
    assert seats.door(at_the_door, row.code) is row
    assert seats.door(at_the_door, taken) is other
    assert seats.door(at_the_door, "") is None


def test_after_a_move_every_yes_stands_and_those_said_again_are_counted(session: Session) -> None:
    row = published(session, seats=None)
    number = row.id or 0
    again, silent, no_more = (family(session, at) for at in range(3))
    for one in (again, silent, no_more):
        seats.answer(desk(session), number, one.family_id, Coming.YES)
    later = replace(
        OUTLINE, seats=None, starts_at=STARTS + timedelta(days=1), ends_at=STARTS + timedelta(days=1, hours=2)
    )
    activities.change(desk(session), DUTY, row, later)
    assert activities.publish(desk(session), DUTY, row, fingerprint(later)) == Done.MOVED
    found = results.turnout(row, tables.guests(session, number))
    assert (found.yes, found.still) == (3, 0)
    # in the very same moment, too: a clock may stand still
    seats.answer(desk(session), number, again.family_id, Coming.YES)
    seats.answer(desk(session), number, no_more.family_id, Coming.NO)
    found = results.turnout(row, tables.guests(session, number))
    assert (found.yes, found.still) == (2, 1)


def test_other_words_move_nobody(session: Session) -> None:
    row = published(session)
    seats.answer(desk(session), row.id or 0, family(session, 1).family_id, Coming.YES)
    before = [one.key for one in letters(session)]
    outline = replace(OUTLINE, titles={"zh_CN": "家长课堂（二）"}, topic="health")
    activities.change(desk(session), DUTY, row, outline)
    assert activities.publish(desk(session), DUTY, row, fingerprint(outline)) == Done.DONE
    assert [one.key for one in letters(session)] == before
    assert (row.revision, row.moved_at) == (2, None)


def test_a_draft_goes_and_what_families_see_stays(session: Session) -> None:
    row = published(session)
    activities.change(desk(session), DUTY, row, replace(OUTLINE, seats=9))
    assert activities.drop(desk(session), DUTY, row)
    assert not activities.drop(desk(session), DUTY, row)
    assert activities.content_of(row).seats == 2
    draft = activities.begin(desk(session), DUTY, OUTLINE)
    assert draft is not None
    assert activities.drop(desk(session), DUTY, draft)
    assert [one.id for one in session.exec(select(Activity))] == [row.id]
