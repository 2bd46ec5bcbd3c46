"""What somebody planned who does not work there any more, or what invites to something that is over: it does not leave by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from actions import notice_families, notice_round, notice_sending, notices
from actions import staff as staff_actions
from actions.notice_round import CLOCK, Tell
from actions.notices import Done
from db import notice_door
from db import notices as tables
from db.activities import ActivityState
from db.connection import open_engine
from db.notice_sending import hold_one
from db.notices import NoticeRow, NoticeState
from db.outbox import State
from db.schema import migrate
from db.staff import StaffAudit
from rules.audiences import Audience
from rules.notices import Notice, Repeats
from rules.roles import Duty, Role
from tests.actions.activity_house import STARTS, published
from tests.actions.households import NOW, local
from tests.actions.noticed import (
    ANNA,
    MANAGER,
    OWNER,
    TEXT,
    WORKER,
    desk,
    draft,
    reader,
    rows,
    said,
    sent,
    works_here,
)
from tests.databases import make_database

AT = local(25, 10)


def planned(
    session: Session, duty: Duty = WORKER, repeats: Repeats = Repeats.ONCE, activity: int | None = None
) -> NoticeRow:
    row = draft(session, duty, Notice(texts=TEXT, at=AT, repeats=repeats, activity=activity))
    assert notice_sending.confirm(desk(session), duty, row, notice_sending.print_of(row)) == Done.PLANNED
    return row


def told(session: Session, now: datetime, owners: list[int] | None = None) -> list[Tell]:
    return [one.tell for one in notice_round.go_round(desk(session, now), owners)]


def deeds(session: Session, row: NoticeRow) -> list[tuple[str, str]]:
    found = session.exec(
        select(StaffAudit).where(StaffAudit.about == f"notice:{row.id}").order_by(col(StaffAudit.id))
    )
    return [(one.who, one.what) for one in found]


@pytest.mark.parametrize("how", ["removed", "moved", "viewer", "forgotten"])
@pytest.mark.parametrize("repeats", [Repeats.ONCE, Repeats.WEEKLY])
def test_who_went_is_asked_after_at_once(session: Session, how: str, repeats: Repeats) -> None:
    """Long before its time, so that a second person can look; and what repeats goes on from the next time then."""
    reader(session, "1")
    member = works_here(session, WORKER)
    row = planned(session, repeats=repeats)
    assert told(session, NOW) == []
    if how == "removed":
        staff_actions.remove(session, "owner", member, NOW)
    elif how == "moved":
        staff_actions.change(session, "owner", member, Role.WORKER, frozenset({"yijiang"}), NOW)
    elif how == "viewer":
        staff_actions.change(session, "owner", member, Role.VIEWER, WORKER.districts, NOW)
    else:
        session.delete(member)
        session.flush()
    assert told(session, NOW) == [Tell.GONE]
    assert (row.state, row.leaves_at) == (NoticeState.ASKED, None)
    assert told(session, AT) == []
    assert rows(session, row) == []
    assert deeds(session, row)[-1] == (CLOCK, "notice.asked")
    late = desk(session, AT + timedelta(hours=3))
    assert notice_sending.faults_at(late, row) == []
    done = notice_sending.second(late, MANAGER, row, notice_sending.print_of(row))
    if repeats == Repeats.ONCE:
        assert (done, len(rows(session, row))) == (Done.DONE, 1)
    else:
        assert (done, row.leaves_at) == (Done.PLANNED, AT + timedelta(days=7))


def test_who_stays_is_believed_and_the_clock_writes_down_what_it_does(session: Session) -> None:
    reader(session, "1")
    works_here(session, WORKER)
    row = planned(session)
    assert told(session, AT) == [Tell.LEFT]
    assert deeds(session, row)[-1] == (CLOCK, "notice.left")
    assert len(rows(session, row)) == 1


def test_who_is_no_owner_any_more(session: Session) -> None:
    chat, _guardian = reader(session, "4711")
    row = planned(session, Duty("owner", Role.ADMINISTRATOR, chat=chat.id or 0))
    assert told(session, NOW, [4711]) == []
    assert told(session, NOW, [4712]) == [Tell.GONE]
    assert row.state == NoticeState.ASKED


def test_the_second_person_has_to_stand_for_it_too(session: Session) -> None:
    reader(session, "1")
    works_here(session, WORKER)
    chief = works_here(session, MANAGER)
    row = planned(session)
    row.seconded_by = MANAGER.who
    session.flush()
    assert told(session, NOW) == []
    staff_actions.remove(session, "owner", chief, NOW)
    assert told(session, NOW) == [Tell.GONE]
    session.refresh(row)
    assert (row.state, row.confirmed_by) == (NoticeState.ASKED, WORKER.who)
    assert not row.seconded_by


# --- invitations


def test_nobody_is_invited_to_what_has_begun(session: Session) -> None:
    reader(session, "1")
    activity = published(session)
    number = activity.id or 0

    def codes(notice: Notice, now: datetime = NOW) -> set[str]:
        return {one.code for one in notice_sending.faults_of(desk(session, now), notice)}

    early = Notice(texts=TEXT, activity=number, at=STARTS - timedelta(days=8))
    assert codes(early) == set()
    assert codes(Notice(texts=TEXT, activity=number, at=STARTS)) == {"over"}
    assert codes(Notice(texts=TEXT, activity=number), STARTS) == {"over"}
    assert codes(Notice(texts=TEXT, activity=number), STARTS - timedelta(minutes=1)) == set()
    again = Notice(texts=TEXT, activity=number, at=STARTS - timedelta(days=7), repeats=Repeats.WEEKLY)
    assert codes(again) == {"once"}


@pytest.mark.parametrize("ended", ["over", "cancelled"])
def test_what_invites_every_week_ends_with_what_it_invites_to(session: Session, ended: str) -> None:
    reader(session, "1")
    activity = published(session)
    row = planned(session, OWNER, Repeats.WEEKLY, activity=activity.id or 0)
    assert told(session, AT) == [Tell.LEFT]
    later = AT + timedelta(days=7)
    if ended == "over":
        activity.starts_at = later
    else:
        activity.state = ActivityState.CANCELLED
    session.flush()
    assert Tell.OVER in told(session, later)
    assert (row.state, row.leaves_at) == (NoticeState.STOPPED, None)
    assert row.ended_at == later
    assert told(session, later + timedelta(days=7))[1:] == []


def test_a_copy_that_waited_beyond_the_beginning_is_dropped(session: Session) -> None:
    chat, _guardian = reader(session, "1")
    activity = published(session)
    row = sent(session, Notice(texts=TEXT, activity=activity.id))
    copy: notice_door.Copy = notice_families.copies_of(session, row.id or 0, [chat.id or 0])[chat.id or 0]

    def why(now: datetime) -> str | None:
        return notice_families.keeps_out(session, copy, notices.notice_of(row), row.id or 0, now, False)

    assert why(STARTS - timedelta(minutes=1)) is None
    assert why(STARTS) == "no longer true"


# --- what a clock finds that two did at the same instant


def test_what_was_held_while_its_notice_went_on_goes_on(session: Session) -> None:
    """The door read "paused", it went on, the door wrote "held": the next look of the clock lets it go, or ends it with what was stopped."""
    for number in range(2):
        reader(session, str(number))
    row = sent(session)
    first, second = rows(session, row)
    said(session, first)
    second.state = State.HELD
    session.flush()
    assert told(session, NOW) == []
    assert rows(session, row)[1].state == State.WAITING
    assert notice_sending.stop(desk(session), ANNA, row) == Done.DONE
    second.state, second.settled_at = State.HELD, None
    session.flush()
    assert told(session, NOW + timedelta(seconds=5)) == []
    assert [(one.state, one.trouble) for one in rows(session, row)][1:] == [("withdrawn", "notice stopped")]


def test_at_the_door_while_it_goes_on() -> None:
    """The same with two transactions that overlap, as they can on PostgreSQL."""
    with make_database("postgresql", prepare=migrate) as url:
        engine = open_engine(url)
        with Session(engine) as session:
            reader(session, "1")
            row = sent(session)
            assert notice_sending.pause(desk(session), ANNA, row) == Done.DONE
            (copy,) = rows(session, row)
            # claimed a moment before the pause
            copy.state = State.SENDING
            number, copy_id, chat_id = row.id or 0, copy.id or 0, copy.chat_id
            session.commit()
        with Session(engine) as door, Session(engine) as worker:
            assert notice_families.copies_of(door, number, [chat_id])[chat_id].state == NoticeState.PAUSED
            found = notices.one(worker, ANNA, number)
            assert found is not None
            assert notice_sending.resume(desk(worker), ANNA, found) == Done.DONE
            worker.commit()
            hold_one(door, copy_id)
            door.commit()
        with Session(engine) as clock:
            notice_round.go_round(desk(clock))
            assert [one.state for one in rows(clock, clock.get_one(NoticeRow, number))] == [State.WAITING]
        engine.dispose()


def test_a_draft_nobody_sends_goes_after_a_year(session: Session) -> None:
    old, young = draft(session), draft(session, notice=Notice(texts=TEXT, audience=Audience()))
    old.created_at = NOW - tables.KEEP_DRAFTS - timedelta(hours=1)
    young.created_at = NOW - tables.KEEP_DRAFTS + timedelta(hours=1)
    session.flush()
    number = young.id
    tables.sweep(session, NOW)
    session.expire_all()
    assert list(session.exec(select(NoticeRow.id))) == [number]
