"""What stopping reaches: a notice that rests, one that repeats, and every invitation to what does not take place."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, select

from actions import activities, notice_reports, notice_round, notice_sending, notices
from actions.notices import Done
from db.notices import NoticeRow, NoticeState
from rules.notices import Notice, Repeats
from tests.actions import activity_house
from tests.actions.activity_house import published
from tests.actions.households import NOW, local
from tests.actions.noticed import ANNA, ELSEWHERE, OWNER, TEXT, VIEWER, desk, draft, reader, rows, said, sent


def states(session: Session, row: NoticeRow) -> list[str]:
    return [one.state for one in rows(session, row)]


def test_what_is_paused_can_be_stopped_and_nothing_rests_forever(session: Session) -> None:
    for number in range(3):
        reader(session, str(number))
    row = sent(session)
    said(session, rows(session, row)[0])
    assert notice_sending.pause(desk(session), ANNA, row) == Done.DONE
    for nobody in (VIEWER, ELSEWHERE):
        assert notice_sending.stop(desk(session), nobody, row) == Done.NOT_YOURS
    assert notice_sending.stop(desk(session), ANNA, row) == Done.DONE
    assert states(session, row) == ["sent", "withdrawn", "withdrawn"]
    assert notice_reports.report(session, row).left_out == {"notice stopped": 2}
    assert notice_round.go_round(desk(session)) == []
    assert row.state == NoticeState.STOPPED


def test_stopping_what_repeats_leaves_the_edition_on_its_way_and_ends_the_rest(session: Session) -> None:
    reader(session, "1")
    at = local(25, 10)
    row = draft(session, OWNER, Notice(texts=TEXT, at=at, repeats=Repeats.WEEKLY))
    notice_sending.confirm(desk(session), OWNER, row, notice_sending.print_of(row))
    notice_round.go_round(desk(session, at))
    (edition,) = session.exec(select(NoticeRow).where(NoticeRow.edition_of == row.id)).all()
    assert notice_sending.stop(desk(session, at), ANNA, row) == Done.DONE
    assert (row.leaves_at, edition.state) == (None, NoticeState.SENDING)
    assert states(session, edition) == ["waiting"]
    notice_round.go_round(desk(session, at + timedelta(days=7)))
    assert len(session.exec(select(NoticeRow)).all()) == 2
    assert notice_sending.stop(desk(session, at), ANNA, edition) == Done.DONE
    assert states(session, edition) == ["withdrawn"]


def test_no_invitation_leaves_to_what_is_called_off(session: Session) -> None:
    for number in range(2):
        reader(session, str(number))
    off, on = published(session), published(session)
    inviting = Notice(texts=TEXT, activity=off.id)
    under_way, resting = sent(session, inviting), sent(session, inviting)
    said(session, rows(session, under_way)[0])
    notice_sending.pause(desk(session), ANNA, resting)
    planned = draft(session, OWNER, Notice(texts=TEXT, activity=off.id, at=NOW + timedelta(days=1)))
    notice_sending.confirm(desk(session), OWNER, planned, notice_sending.print_of(planned))
    writing = draft(session, notice=inviting)
    others = [sent(session, Notice(texts=TEXT, activity=on.id)), sent(session)]
    assert activities.cancel(activity_house.desk(session), activity_house.DUTY, off, {"is": "weather"})
    for row in (under_way, resting, planned, writing):
        assert row.state == NoticeState.STOPPED
    assert states(session, under_way) == ["sent", "withdrawn"]
    assert states(session, resting) == ["withdrawn", "withdrawn"]
    assert [one.state for one in others] == [NoticeState.SENDING] * 2
    assert [states(session, one) for one in others] == [["waiting", "waiting"]] * 2
    notice_round.go_round(desk(session, NOW + timedelta(days=2)))
    assert rows(session, planned) == []
    found = select(NoticeRow.state).where(col(NoticeRow.id) == writing.id)
    assert (
        notice_sending.confirm(desk(session), ANNA, writing, notice_sending.print_of(writing))
        == Done.TOO_LATE
    )
    assert session.exec(found).one() == NoticeState.STOPPED
    assert notices.notice_of(writing).activity == off.id
