"""The clock: planned notices leave at their minute, repeating ones again and again, and what nothing waits of is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from actions import notice_round, notice_sending, notices
from actions.notice_round import Tell
from actions.notices import Done
from db.notices import NoticeRow, NoticeState
from db.outbox import State
from rules.notices import FOUR_EYES_FROM, Notice, Repeats
from tests.actions.households import NOW, local
from tests.actions.noticed import ANNA, TEXT, desk, draft, reader, rows, said, sent, works_here


def planned(session: Session, at: datetime, repeats: Repeats = Repeats.ONCE) -> NoticeRow:
    """By Anna, who works here."""
    works_here(session, ANNA)
    row = draft(session, notice=Notice(texts=TEXT, at=at, repeats=repeats))
    assert notice_sending.confirm(desk(session), ANNA, row, notice_sending.print_of(row)) == Done.PLANNED
    return row


def told(session: Session, now: datetime) -> list[tuple[int | None, Tell]]:
    return [(one.row.id, one.tell) for one in notice_round.go_round(desk(session, now))]


def parts(session: Session, row: NoticeRow) -> list[NoticeRow]:
    found = select(NoticeRow).where(NoticeRow.edition_of == row.id).order_by(col(NoticeRow.id))
    return list(session.exec(found))


def test_it_leaves_at_its_minute_and_not_before(session: Session) -> None:
    reader(session, "1")
    at = local(25, 10)
    row = planned(session, at)
    assert told(session, at - timedelta(seconds=1)) == []
    assert told(session, at) == [(row.id, Tell.LEFT)]
    assert (row.state, len(rows(session, row))) == (NoticeState.SENDING, 1)
    assert told(session, at) == []
    assert len(rows(session, row)) == 1


@pytest.mark.parametrize("away", [timedelta(hours=1), timedelta(hours=24), timedelta(hours=26)])
def test_after_downtime_it_leaves_once_or_is_listed_as_missed(session: Session, away: timedelta) -> None:
    reader(session, "1")
    at = local(25, 10)
    row = planned(session, at)
    late = away > timedelta(hours=24)
    assert told(session, at + away) == [(row.id, Tell.MISSED if late else Tell.LEFT)]
    assert row.state == (NoticeState.MISSED if late else NoticeState.SENDING)
    assert len(rows(session, row)) == (0 if late else 1)
    assert told(session, at + away) == []


def test_a_weekly_one_leaves_again_as_a_notice_of_its_own(session: Session) -> None:
    reader(session, "1")
    at = local(25, 10)
    row = planned(session, at, Repeats.WEEKLY)
    told(session, at)
    assert (row.state, row.leaves_at) == (NoticeState.PLANNED, at + timedelta(days=7))
    (first,) = parts(session, row)
    assert notices.notice_of(first) == Notice(texts=TEXT)
    assert len(rows(session, first)) == 1
    # two weeks of standing still, a little late for the third time: once, for that one, and then on its day again
    told(session, at + timedelta(days=21, hours=2))
    assert [one.state for one in parts(session, row)] == [NoticeState.SENDING] * 2
    assert row.leaves_at == at + timedelta(days=28)
    # too late for that one: not at all
    told(session, at + timedelta(days=29, hours=1))
    assert [one.state for one in parts(session, row)][2:] == [NoticeState.MISSED]
    assert row.leaves_at == at + timedelta(days=35)
    told(session, at + timedelta(days=35))
    assert len(parts(session, row)) == 4
    assert notice_sending.stop(desk(session), ANNA, row) == Done.DONE
    assert told(session, at + timedelta(days=60)) == []


def test_one_that_has_grown_waits_for_a_second_person(session: Session) -> None:
    reader(session, "first")
    at = local(25, 10)
    row = planned(session, at)
    for number in range(FOUR_EYES_FROM):
        reader(session, str(number), child=False)
    assert told(session, at) == [(row.id, Tell.ASKED)]
    assert (row.state, rows(session, row)) == (NoticeState.ASKED, [])


def test_it_is_done_when_nothing_waits(session: Session) -> None:
    for number in range(2):
        reader(session, str(number))
    row = sent(session)
    first, second = rows(session, row)
    said(session, first)
    assert told(session, NOW) == []
    said(session, second)
    assert told(session, NOW) == [(row.id, Tell.DONE)]
    assert (row.state, row.ended_at) == (NoticeState.DONE, NOW)


def test_its_sender_hears_once_that_much_of_it_fails(session: Session) -> None:
    for number in range(40):
        reader(session, str(number), child=False)
    row = sent(session)
    for one in rows(session, row)[:9]:
        one.state, one.trouble, one.settled_at = State.FAILED, "BadRequest", NOW
    session.flush()
    assert told(session, NOW) == []
    rows(session, row)[9].state = State.FAILED
    session.flush()
    assert told(session, NOW) == [(row.id, Tell.TROUBLE)]
    assert told(session, NOW) == []


def test_what_is_paused_too_long_is_missed(session: Session) -> None:
    reader(session, "1")
    row = sent(session)
    notice_sending.pause(desk(session), ANNA, row)
    assert told(session, NOW + timedelta(days=6)) == []
    assert told(session, NOW + timedelta(days=8)) == [(row.id, Tell.DONE)]
    assert [one.state for one in rows(session, row)] == [State.MISSED]
