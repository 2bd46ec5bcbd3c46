"""An invitation to an activity that was moved since: nobody more reads the old time, and its sender can write a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from actions import notice_families, notice_sending, notices
from actions.activities import content_of
from actions.notice_round import CLOCK, Tell
from actions.notices import Done
from db.activities import Activity
from db.notices import NoticeState
from db.outbox import State
from rules.activities import spot, to_plain
from rules.notices import Notice
from tests.actions.activity_house import STARTS, ZONE, published
from tests.actions.households import NOW
from tests.actions.noticed import OWNER, TEXT, desk, draft, reader, rows, said, sent
from tests.actions.test_notices_left_behind import AT, deeds, told


def invitation(session: Session, activity: Activity, at: datetime | None = None) -> Notice:
    return Notice(texts=TEXT, activity=activity.id, as_of=spot(content_of(activity)), at=at)


def move(session: Session, activity: Activity, **to: Any) -> None:
    activity.content = to_plain(replace(content_of(activity), **to))
    session.flush()


LATER: dict[str, Any] = {"starts_at": STARTS + timedelta(hours=5), "ends_at": STARTS + timedelta(hours=7)}


@pytest.mark.parametrize("to", [LATER, {"wheres": {"zh_CN": "三楼"}}])
def test_what_says_the_old_time_or_place_does_not_leave(session: Session, to: dict[str, Any]) -> None:
    reader(session, "1")
    activity = published(session)
    row = draft(session, OWNER, invitation(session, activity, AT))
    assert notice_sending.confirm(desk(session), OWNER, row, notice_sending.print_of(row)) == Done.PLANNED
    assert told(session, NOW) == []
    move(session, activity, **to)
    assert told(session, NOW) == [Tell.MOVED], "at once, so that a new one can be written in time"
    assert (row.state, row.leaves_at, row.ended_at) == (NoticeState.STOPPED, None, NOW)
    assert deeds(session, row)[-1] == (CLOCK, "notice.stopped")
    assert told(session, AT) == []
    assert rows(session, row) == []


def test_it_does_not_leave_either_where_the_clock_had_no_time_to_look(session: Session) -> None:
    reader(session, "1")
    activity = published(session)
    row = draft(session, OWNER, invitation(session, activity, AT))
    assert notice_sending.confirm(desk(session), OWNER, row, notice_sending.print_of(row)) == Done.PLANNED
    move(session, activity, **LATER)
    assert told(session, AT) == [Tell.MOVED]
    assert rows(session, row) == []


def test_copies_that_wait_for_their_hour_do_not_say_the_old_time(session: Session) -> None:
    chat, _guardian = reader(session, "1")
    reader(session, "2")
    activity = published(session)
    row = sent(session, invitation(session, activity))
    said(session, rows(session, row)[1])
    copy = notice_families.copies_of(session, row.id or 0, [chat.id or 0])[chat.id or 0]

    def why() -> str | None:
        return notice_families.keeps_out(session, copy, notices.notice_of(row), row.id or 0, NOW, False)

    assert why() is None
    moved = replace(content_of(activity), **LATER)
    assert notice_families.outdated_by(session, activity.id or 0, moved) == 1
    assert notice_families.outdated_by(session, activity.id or 0, content_of(activity)) == 0
    move(session, activity, **LATER)
    assert why() == "no longer true"
    assert told(session, NOW) == [Tell.MOVED]
    assert [(one.state, one.trouble) for one in rows(session, row)] == [
        (State.WITHDRAWN, "no longer true"),
        (State.SENT, None),
    ]
    assert told(session, NOW) == []


def test_what_is_at_the_same_time_and_place_again_is_said(session: Session) -> None:
    reader(session, "1")
    activity = published(session)
    before = content_of(activity)
    row = draft(session, OWNER, invitation(session, activity))
    move(session, activity, **LATER)
    seen = notice_sending.print_of(row)
    assert notice_sending.confirm(desk(session), OWNER, row, seen) == Done.FAULTY
    assert [one.code for one in notice_sending.faults_at(desk(session), row)] == ["moved"]
    # the same moments in another zone, more seats and another name are no other time
    same = before.starts_at.astimezone(ZONE) if before.starts_at else None
    activity.content = to_plain(replace(before, starts_at=same, seats=9, titles={"zh_CN": "别的"}))
    session.flush()
    assert notice_sending.confirm(desk(session), OWNER, row, seen) == Done.DONE
    assert told(session, NOW) == []
