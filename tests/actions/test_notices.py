"""A notice is written, previewed, confirmed, seconded; it leaves, is paused, stopped, corrected; and only within one's districts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from actions import families, notice_audiences, notice_files, notice_reports, notice_sending, notices
from actions.notices import LISTS, Done
from db.audiences import Left
from db.chats import Chat
from db.families import Guardian
from db.notices import NoticeMute, NoticeRow, NoticeState
from db.outbox import Outbox, State
from db.staff import StaffAudit
from rules.audiences import Ages, Audience
from rules.notice_files import Trouble
from rules.notices import FOUR_EYES_FROM, Notice, Repeats, Subject
from rules.roles import Duty
from tests.actions.households import NOW, chat_of, child_of, guardian_of, local
from tests.actions.noticed import (
    ANNA,
    ELSEWHERE,
    MANAGER,
    OTHER_OWNER,
    OWNER,
    TEXT,
    VIEWER,
    WORKER,
    desk,
    draft,
    reader,
    rows,
    said,
    sent,
)

HOSTILE = "<b>{0} %s \u202e*x* " + "长" * 50


def confirm(session: Session, row: NoticeRow, duty: Duty = ANNA) -> Done:
    return notice_sending.confirm(desk(session), duty, row, notice_sending.print_of(row))


def test_everybody_gets_it_once_at_a_polite_hour(session: Session) -> None:
    """Two chats, two ages that fit: one copy, in the chat used last that listens. Who works at night gets it in the afternoon."""
    chat, guardian = reader(session, "1")
    second = chat_of(session, "1", "web", guardian)
    second.seen_at = NOW + timedelta(hours=1)
    _night, sleeper = reader(session, "2")
    sleeper.write_from, sleeper.write_to = 14 * 60, 18 * 60
    session.flush()
    both = Audience(frozenset({"jinghu", "yijiang"}), ages=(Ages(0, 35), Ages(0, 71)))
    row = draft(session, notice=Notice(texts=TEXT, audience=both))
    found = notice_audiences.counts(desk(session), notices.notice_of(row))
    assert (found.now, found.later, found.left_out, found.languages) == (1, 1, {}, {"en": 2})
    assert confirm(session, row) == Done.DONE
    assert (row.state, row.queued, row.left_out) == (NoticeState.SENDING, 2, {})
    first, later = rows(session, row)
    assert (first.chat_id, first.channel, first.due_at) == (second.id, "web", NOW)
    assert later.due_at == local(23, 14)
    assert first.chat_id != chat.id


def test_why_somebody_is_left_out(session: Session) -> None:
    for number in range(6):
        reader(session, str(number))
    people = list(session.exec(select(Guardian).order_by(col(Guardian.id))))
    people[0].paused_at = NOW
    session.add(NoticeMute(guardian_id=people[1].id or 0, subject=Subject.HEALTH, at=NOW))
    session.flush()
    chats = {chat.guardian_id: chat for chat in session.exec(select(Chat))}
    chats[people[2].id].blocked_at = NOW
    session.delete(chats[people[3].id])
    session.flush()
    row = draft(session, notice=Notice(texts=TEXT, subject=Subject.HEALTH))
    found = notice_audiences.counts(desk(session), notices.notice_of(row))
    assert found.reached == 2
    assert found.left_out == {Left.STOPPED: 1, Left.MUTED: 1, Left.BLOCKED: 1, Left.NO_CHAT: 1}
    assert confirm(session, row) == Done.DONE
    assert row.left_out == {"stopped": 1, "muted": 1, "blocked": 1, "no_chat": 1}


def test_who_agreed_to_an_older_text_is_not_chosen_by_age_or_district(session: Session) -> None:
    old = guardian_of(session, chat_of(session, "old"))
    child_of(session, old)
    everybody = notice_audiences.counts(desk(session), Notice(texts=TEXT))
    assert (everybody.reached, everybody.left_out) == (1, {})
    by_age = Notice(texts=TEXT, audience=Audience(ages=(Ages(0, 35),)))
    assert notice_audiences.counts(desk(session), by_age).left_out == {Left.CONSENT: 1}


def test_demo_families_are_never_reached(session: Session) -> None:
    families.begin_demo(session, chat_of(session, "demo"), NOW)
    assert confirm(session, draft(session)) == Done.NOBODY


def test_what_was_previewed_is_what_leaves(session: Session) -> None:
    reader(session, "1")
    row = draft(session)
    seen = notice_sending.print_of(row)
    changed = replace(notices.notice_of(row), audience=Audience(languages=frozenset({"en"})))
    assert notices.change(desk(session), ANNA, row, row.revision, changed) == Done.DONE
    assert notice_sending.confirm(desk(session), ANNA, row, seen) == Done.CHANGED
    assert (row.state, rows(session, row)) == (NoticeState.DRAFT, [])
    assert confirm(session, row) == Done.DONE
    assert confirm(session, row) == Done.TOO_LATE


def test_two_who_write_do_not_overwrite_each_other(session: Session) -> None:
    row = draft(session, OWNER)
    shown = row.revision
    assert notices.change(desk(session), OTHER_OWNER, row, shown, Notice(texts=TEXT)) == Done.NOT_YOURS
    assert notices.change(desk(session), OWNER, row, shown, Notice(texts=TEXT)) == Done.DONE
    assert notices.change(desk(session), OWNER, row, shown, Notice(texts=TEXT)) == Done.CHANGED
    assert notices.take_over(desk(session), OTHER_OWNER, row)
    assert notices.change(desk(session), OWNER, row, row.revision, Notice(texts=TEXT)) == Done.NOT_YOURS
    assert confirm(session, row, OWNER) == Done.NOT_YOURS
    assert not notices.take_over(desk(session), VIEWER, row)
    assert notices.discard(desk(session), OWNER, row) == Done.NOT_YOURS
    assert notices.discard(desk(session), OTHER_OWNER, row) == Done.DONE
    assert session.get(NoticeRow, row.id) is None


def test_a_worker_sees_and_sends_only_within_her_districts(session: Session) -> None:
    reader(session, "1")
    row = draft(session, WORKER)
    assert notices.notice_of(row).audience.districts == {"jinghu"}
    whole, other = draft(session), draft(session, ELSEWHERE)
    assert notices.one(session, WORKER, row.id or 0) is row
    assert notices.one(session, WORKER, whole.id or 0) is None
    assert notices.one(session, WORKER, other.id or 0) is None
    assert notices.listed(session, WORKER, LISTS["writing"]) == [row]
    assert notices.listed(session, ANNA, LISTS["writing"]) == [other, whole, row]
    away = replace(notices.notice_of(row), audience=Audience(frozenset({"yijiang"})))
    assert notices.change(desk(session), WORKER, row, row.revision, away) == Done.OUTSIDE
    both = replace(away, audience=Audience(frozenset({"jinghu", "yijiang"})))
    assert notices.change(desk(session), WORKER, row, row.revision, both) == Done.DONE
    assert notices.notice_of(row).audience.districts == {"jinghu"}
    assert notices.begin(desk(session), WORKER, away) is None
    assert notices.begin(desk(session), VIEWER) is None
    # a post that was given to somebody with fewer districts meanwhile
    assert confirm(session, row, replace(WORKER, districts=frozenset({"yijiang"}))) == Done.NOT_YOURS
    assert confirm(session, row, WORKER) == Done.DONE


def test_many_need_a_second_person_in_another_chat(session: Session) -> None:
    for number in range(FOUR_EYES_FROM):
        reader(session, str(number))
    row = draft(session, OWNER, Notice(texts=TEXT, audience=Audience(frozenset({"jinghu"}))))
    assert confirm(session, row, OWNER) == Done.ASKED
    assert (row.state, rows(session, row)) == (NoticeState.ASKED, [])
    seen, bench = notice_sending.print_of(row), desk(session)
    assert notice_sending.second(bench, OWNER, row, seen) == Done.NOT_YOURS
    assert notice_sending.second(bench, WORKER, row, seen) == Done.NOT_YOURS
    assert notice_sending.second(bench, replace(OTHER_OWNER, chat=0), row, seen) == Done.NOT_YOURS
    assert notice_sending.second(bench, OTHER_OWNER, row, "00000000") == Done.CHANGED
    assert notices.change(bench, OWNER, row, row.revision, Notice(texts=TEXT)) == Done.TOO_LATE
    assert notice_sending.take_back(bench, MANAGER, row) == Done.DONE
    assert (row.state, row.confirmed_by) == (NoticeState.DRAFT, None)
    assert confirm(session, row, OWNER) == Done.ASKED
    assert notice_sending.second(bench, MANAGER, row, seen) == Done.DONE
    assert (row.seconded_by, len(rows(session, row))) == ("staff:2", FOUR_EYES_FROM)


def test_pause_holds_what_waits_and_stop_ends_it(session: Session) -> None:
    for number in range(4):
        reader(session, str(number))
    row = sent(session)
    first, second, *_others = rows(session, row)
    said(session, first)
    second.state = State.SENDING
    session.flush()
    bench = desk(session)
    assert notice_sending.pause(bench, VIEWER, row) == Done.NOT_YOURS
    assert notice_sending.pause(bench, ANNA, row) == Done.DONE
    assert [one.state for one in rows(session, row)] == ["sent", "sending", "held", "held"]
    found = notice_sending.progress(bench, row)
    assert (found.done, found.waiting, found.held, found.left) == (1, 1, 2, None)
    assert notice_sending.pause(bench, ANNA, row) == Done.TOO_LATE
    assert notice_sending.resume(bench, ANNA, row) == Done.DONE
    assert [one.state for one in rows(session, row)] == ["sent", "sending", "waiting", "waiting"]
    assert notice_sending.stop(bench, ANNA, row) == Done.DONE
    assert [one.state for one in rows(session, row)] == ["sent", "sending", "withdrawn", "withdrawn"]
    assert notice_sending.resume(bench, ANNA, row) == Done.TOO_LATE
    found_report = notice_reports.report(session, row)
    assert (found_report.delivered, found_report.waiting) == (1, 1)
    assert found_report.left_out == {"notice stopped": 2}


def test_progress_says_how_fast_and_how_long(session: Session) -> None:
    for number in range(30):
        reader(session, str(number))
    row = sent(session)
    for number, one in enumerate(rows(session, row)[:20]):
        said(session, one, NOW + timedelta(seconds=number // 2))
    found = notice_sending.progress(desk(session, NOW + timedelta(seconds=10)), row)
    assert (found.done, found.waiting, found.whole) == (20, 10, 30)
    assert found.rate == pytest.approx(2.0)
    assert found.left == timedelta(seconds=5)


def test_a_correction_goes_to_whoever_got_it_and_breaks_the_weekly_limit(session: Session) -> None:
    for number in range(3):
        reader(session, str(number))
    for turn in range(3):
        row = sent(session)
        for one in rows(session, row)[:2]:
            said(session, one, NOW - timedelta(minutes=turn))
    assert notice_audiences.counts(desk(session), Notice(texts=TEXT)).left_out == {Left.WEEKLY: 2}
    urgent = Notice(texts=TEXT, urgent=True, why=TEXT)
    assert notice_audiences.counts(desk(session), urgent).reached == 3
    made = notice_reports.correct(desk(session), ANNA, row)
    assert made is not None
    assert notices.notice_of(made).corrects == row.id
    right = {**TEXT, "zh_CN": "是周日。"}
    elsewhere = replace(notices.notice_of(made), texts=right, audience=Audience(), corrects=None)
    assert notices.change(desk(session), ANNA, made, made.revision, elsewhere) == Done.DONE
    assert notices.notice_of(made).audience.got == row.id
    assert confirm(session, made) == Done.DONE
    # the third has not got it yet: the right one comes in its place
    assert [one.key for one in rows(session, made)] == [
        str(one.key).replace(f":{row.id}:", f":{made.id}:") for one in rows(session, row)
    ]
    assert [(one.state, one.trouble) for one in rows(session, row)][2:] == [("withdrawn", "corrected")]
    assert row.state == NoticeState.STOPPED
    assert notice_reports.correct(desk(session), ANNA, draft(session)) is None
    # a week later there is room again
    later = desk(session, NOW + timedelta(days=8))
    assert notice_audiences.counts(later, Notice(texts=TEXT)).reached == 3


def test_a_report_counts_what_became_of_each_copy(session: Session) -> None:
    for number in range(5):
        reader(session, str(number))
    row = sent(session)
    ends = (("sent", None), ("failed", "blocked"), ("failed", "BadRequest"), ("withdrawn", "muted"))
    for one, (state, trouble) in zip(rows(session, row), ends, strict=False):
        one.state, one.trouble, one.settled_at = state, trouble, NOW
    session.flush()
    found = notice_reports.report(session, row)
    assert (found.queued, found.delivered, found.blocked, found.waiting) == (5, 1, 1, 1)
    assert (found.failed, found.left_out) == ({"BadRequest": 1}, {"muted": 1})


def test_faults_keep_it_from_leaving(session: Session) -> None:
    reader(session, "1")
    row = draft(session, notice=Notice(texts={"en": HOSTILE}))
    codes = {fault.code for fault in notice_sending.faults_of(desk(session), notices.notice_of(row))}
    assert {"missing", "tags"} <= codes
    assert confirm(session, row) == Done.FAULTY
    assert session.exec(select(Outbox)).all() == []


def test_a_time_ahead_is_kept_and_can_be_taken_back(session: Session) -> None:
    reader(session, "1")
    at = NOW + timedelta(days=2)
    row = draft(session, notice=Notice(texts=TEXT, at=at, repeats=Repeats.WEEKLY))
    assert confirm(session, row) == Done.PLANNED
    assert (row.state, row.leaves_at, rows(session, row)) == (NoticeState.PLANNED, at, [])
    shown = row.revision
    assert notice_sending.take_back(desk(session), WORKER, row) == Done.NOT_YOURS
    assert notice_sending.take_back(desk(session), ANNA, row) == Done.DONE
    assert (row.state, row.leaves_at) == (NoticeState.DRAFT, None)
    # what was on somebody's screen before is not written over it
    assert notices.change(desk(session), ANNA, row, shown, Notice(texts=TEXT)) == Done.CHANGED


def test_saved_groups_stay_within_districts(session: Session) -> None:
    bench = desk(session)
    group = notice_audiences.save_group(bench, WORKER, "  小班 \n家长 ", Audience(ages=(Ages(36, 47),)))
    assert group is not None
    assert group.name == "小班 家长"
    assert notice_audiences.audience_of(group) == Audience(frozenset({"jinghu"}), ages=(Ages(36, 47),))
    assert notice_audiences.groups(session, ELSEWHERE) == []
    assert not notice_audiences.drop_group(bench, ELSEWHERE, group.id or 0)
    again = notice_audiences.save_group(bench, WORKER, "小班 家长", Audience())
    assert again is not None
    assert again.id == group.id
    for name in ("", " \n", "长" * 41):
        assert notice_audiences.save_group(bench, WORKER, name, Audience()) is None
    assert notice_audiences.save_group(bench, WORKER, "x", Audience(got=1)) is None
    assert notice_audiences.save_group(bench, VIEWER, "x", Audience()) is None
    assert notice_audiences.drop_group(bench, WORKER, group.id or 0)


def test_files_are_kept_by_what_their_bytes_say(session: Session) -> None:
    bench = desk(session)
    pdf = b"%PDF-1.7\n" + b"x" * 50 + b"\n%%EOF\n"
    kept = notice_files.keep(bench, pdf, "../\u202e通知<b>.exe")
    assert not isinstance(kept, Trouble)
    assert (kept.title, kept.mime) == ("..通知b.pdf".lstrip("."), "application/pdf")
    again = notice_files.keep(bench, pdf, "../\u202e通知<b>.exe")
    assert not isinstance(again, Trouble)
    assert again.name == kept.name
    assert notice_files.file_of(session, kept.name) is kept
    assert not notice_files.is_picture(kept)
    assert notice_files.keep(bench, b"", "a") == Trouble.EMPTY
    assert notice_files.keep(bench, b"MZ\x00\x00", "photo.jpg") == Trouble.OTHER
    assert notice_files.keep(bench, b"%PDF-" + b"x" * 1_000_001, "a") == Trouble.TOO_MUCH


def test_every_deed_is_written_down(session: Session) -> None:
    reader(session, "1")
    row = sent(session)
    notice_sending.pause(desk(session), ANNA, row)
    deeds = [
        one.what for one in session.exec(select(StaffAudit).where(StaffAudit.about == f"notice:{row.id}"))
    ]
    assert deeds == ["notice.begun", "notice.confirmed", "notice.paused"]
