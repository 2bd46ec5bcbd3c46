"""A notice is put right, also while it is still being sent; and the same words do not come twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from actions import notice_audiences, notice_reports, notice_sending, notices
from actions.notices import Done
from db.audiences import Left
from db.notices import NoticeRow, NoticeState
from db.outbox import State
from rules.notices import FOUR_EYES_FROM, Repeats
from tests import many
from tests.actions.households import NOW
from tests.actions.noticed import ANNA, MANAGER, desk, draft, reader, rows, said, sent

OTHER = {"zh_CN": "是周日，不是周六。"}


def begun(session: Session, row: NoticeRow) -> NoticeRow:
    """As it was, to be put right."""
    made = notice_reports.correct(desk(session), ANNA, row)
    assert made is not None
    return made


def corrected(session: Session, row: NoticeRow) -> NoticeRow:
    made = begun(session, row)
    right = replace(notices.notice_of(made), texts=OTHER)
    assert notices.change(desk(session), ANNA, made, made.revision, right) == Done.DONE
    return made


def yes(session: Session, row: NoticeRow) -> Done:
    return notice_sending.confirm(desk(session), ANNA, row, notice_sending.print_of(row))


def test_a_correction_stops_what_is_wrong_and_reaches_everybody_it_was_for(session: Session) -> None:
    """Who got it, who has it at the door, who waits; but not whom it could not reach, nor whom it left out."""
    for number in range(6):
        reader(session, str(number))
    _chat, silent = reader(session, "silent")
    silent.paused_at = NOW
    row = sent(session)
    got, failed, *_others = rows(session, row)
    said(session, got)
    failed.state, failed.trouble, failed.settled_at = State.FAILED, "blocked", NOW
    for one, state in zip(
        rows(session, row)[2:], (State.SENDING, State.ANSWERED, State.HELD, State.WAITING), strict=True
    ):
        one.state = state
    session.flush()
    made = corrected(session, row)
    assert row.state == NoticeState.SENDING
    assert yes(session, made) == Done.DONE
    assert row.state == NoticeState.STOPPED
    assert {one.chat_id for one in rows(session, made)} == {one.chat_id for one in rows(session, row)} - {
        failed.chat_id
    }
    assert [one.state for one in rows(session, row)[2:]] == ["sending", "answered", "withdrawn", "withdrawn"]
    assert notice_reports.report(session, row).left_out == {"stopped": 1, "corrected": 2}


def test_it_stops_with_the_first_yes_and_still_reaches_them_after_the_second(session: Session) -> None:
    many.come(session, FOUR_EYES_FROM, NOW)
    row = draft(session)
    assert yes(session, row) == Done.ASKED
    print_ = notice_sending.print_of(row)
    assert (
        notice_sending.second(desk(session), replace(MANAGER, districts=frozenset()), row, print_)
        == Done.DONE
    )
    made = corrected(session, row)
    assert yes(session, made) == Done.ASKED
    assert (row.state, rows(session, made)) == (NoticeState.STOPPED, [])
    whole = replace(MANAGER, districts=frozenset())
    assert notice_sending.second(desk(session), whole, made, notice_sending.print_of(made)) == Done.DONE
    assert len(rows(session, made)) == FOUR_EYES_FROM


def test_who_stopped_it_by_hand_writes_to_those_who_got_it(session: Session) -> None:
    for number in range(2):
        reader(session, str(number))
    row = sent(session)
    said(session, rows(session, row)[0])
    assert notice_sending.stop(desk(session), ANNA, row) == Done.DONE
    made = corrected(session, row)
    assert yes(session, made) == Done.DONE
    assert len(rows(session, made)) == 1


def test_what_says_the_same_as_before_does_not_leave(session: Session) -> None:
    """Not either, where only what is not shown to families differs, or what it did not take over is away."""
    reader(session, "1")
    row = sent(session)
    said(session, rows(session, row)[0])
    made = begun(session, row)
    for other in (
        {},
        {"urgent": True, "why": OTHER},
        {"urgent": False, "why": {}},
        {"texts": {code: f" {text}\n" for code, text in notices.notice_of(row).texts.items()}},
        {"at": NOW + timedelta(days=1)},
    ):
        notice = replace(notices.notice_of(made), **other)
        assert notices.change(desk(session), ANNA, made, made.revision, notice) == Done.DONE
        codes = [fault.code for fault in notice_sending.faults_at(desk(session), made)]
        assert codes == ([] if notice.why else ["same"])
        if not notice.why:
            assert yes(session, made) == Done.FAULTY
    assert rows(session, made) == []
    assert row.state == NoticeState.SENDING


def test_one_correction_is_written_at_a_time_and_the_next_knows_of_it(session: Session) -> None:
    reader(session, "1")
    row = sent(session)
    said(session, rows(session, row)[0])
    made = corrected(session, row)
    assert corrected(session, row) is made
    assert notice_reports.corrected(session, row) is None
    assert yes(session, made) == Done.DONE
    assert notice_reports.corrected(session, row) == NOW
    assert corrected(session, row) is not made


def copy_of(session: Session, row: NoticeRow) -> NoticeRow:
    """As `dialogs.notice_staff_report` makes it."""
    old = notices.notice_of(row)
    made = notices.begin(desk(session), ANNA, replace(old, copies=old.copies or row.id))
    assert made is not None
    return made


def test_the_same_words_do_not_come_twice_in_a_week(session: Session) -> None:
    """A copy of a copy neither; whoever did not have them gets them; changed words are other words; what repeats repeats."""
    for number in range(3):
        reader(session, str(number))
    row = sent(session)
    first, second, third = rows(session, row)
    said(session, first)
    second.state, second.trouble = State.FAILED, "BadRequest"
    session.flush()
    copy = copy_of(session, row)
    notice = notices.notice_of(copy)
    found = notice_audiences.counts(desk(session), notice, copy.id)
    assert (found.reached, found.left_out) == (1, {Left.HAD: 2})
    assert yes(session, copy) == Done.DONE
    assert [one.chat_id for one in rows(session, copy)] == [second.chat_id]
    again = copy_of(session, copy)
    assert notices.notice_of(again).copies == row.id
    assert yes(session, again) == Done.NOBODY
    assert third.state == State.WAITING
    other = replace(notice, texts=OTHER)
    assert notice_audiences.counts(desk(session), other, copy.id).left_out == {}
    weekly = replace(notice, at=NOW + timedelta(days=1), repeats=Repeats.WEEKLY)
    assert notice_audiences.counts(desk(session), weekly).left_out == {}
    later = desk(session, NOW + timedelta(days=7, seconds=1))
    assert notice_audiences.counts(later, notice).left_out == {}
