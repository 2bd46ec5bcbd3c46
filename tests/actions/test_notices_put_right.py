"""A wrong date is put right for everybody who was told it: also for who said stop since, or no more of its kind. For nobody else."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from actions import leaving, notice_audiences, notice_families, notice_reports
from actions.notices import notice_of
from db.audiences import Left
from db.chats import Chat
from db.families import Guardian
from db.notices import NoticeRow
from db.outbox import State
from rules.notices import Notice, Subject
from tests.actions.households import NOW, chat_of
from tests.actions.noticed import ANNA, TEXT, desk, reader, rows, said, sent


def put_right(session: Session, wrong: NoticeRow) -> NoticeRow:
    draft = notice_reports.correct(desk(session), ANNA, wrong)
    assert draft is not None
    return draft


def reached(session: Session, draft: NoticeRow) -> tuple[int, dict[Left, int]]:
    found = notice_audiences.counts(desk(session), notice_of(draft), draft.id)
    return found.reached, dict(found.left_out)


def kept_out(session: Session, row: NoticeRow, chat: Chat) -> str | None:
    number = row.id or 0
    copy = notice_families.copies_of(session, number, [chat.id or 0])[chat.id or 0]
    return notice_families.keeps_out(session, copy, notice_of(row), number, NOW, crowded=False)


def grow_quiet(session: Session, theirs: list[tuple[Chat, Guardian]]) -> None:
    """The first mutes its kind, the second says stop."""
    notice_families.mute(session, theirs[0][1], Subject.COMMUNITY, NOW)
    theirs[1][1].paused_at = NOW
    session.flush()


def test_who_muted_or_stopped_after_it_hears_what_is_right(session: Session) -> None:
    theirs = [reader(session, "1"), reader(session, "2")]
    wrong = sent(session)
    for copy in rows(session, wrong):
        said(session, copy)
    grow_quiet(session, theirs)
    draft = put_right(session, wrong)
    assert reached(session, draft) == (2, {})
    reader(session, "3")
    other = sent(session)
    for chat, _guardian in theirs:
        assert kept_out(session, draft, chat) is None
        assert kept_out(session, other, chat) in (Left.MUTED, Left.STOPPED)


def test_who_was_not_told_the_wrong_one_is_left_alone(session: Session) -> None:
    """It was still before them when they said stop: they never read the wrong date."""
    theirs = [reader(session, "1"), reader(session, "2")]
    wrong = sent(session)
    grow_quiet(session, theirs)
    for state in (State.WAITING, State.HELD, State.WITHDRAWN, State.FAILED):
        for copy in rows(session, wrong):
            copy.state = state
            session.add(copy)
        session.flush()
        draft = put_right(session, wrong)
        assert reached(session, draft)[0] == 0
        for chat, _guardian in theirs:
            assert kept_out(session, draft, chat) in (Left.MUTED, Left.STOPPED)


def test_who_is_forgotten_hears_nothing(session: Session) -> None:
    chat, guardian = reader(session, "1")
    wrong = sent(session)
    said(session, rows(session, wrong)[0])
    draft = put_right(session, wrong)
    leaving.withdraw(session, chat, guardian, NOW)
    assert reached(session, draft) == (0, {})


def test_what_puts_it_right_is_found_from_the_wrong_one(session: Session) -> None:
    """The last of a chain; readable for whoever got the first, and for nobody else. What was only begun to be written is not told."""
    chat, _guardian = reader(session, "1")
    wrong = sent(session)
    said(session, rows(session, wrong)[0])
    draft = put_right(session, wrong)
    assert notice_families.newest(session, wrong) is wrong
    assert notice_families.readable(session, chat, draft.id or 0) is None
    draft.started_at = NOW + timedelta(hours=1)
    right = {**TEXT, "zh_CN": "是周日。"}
    again = sent(session, Notice(texts=right, corrects=draft.id), now=NOW + timedelta(hours=2))
    assert notice_families.newest(session, wrong) is again
    assert notice_families.newest(session, draft) is again
    stranger = chat_of(session, "stranger")
    for row in (wrong, draft, again):
        assert notice_families.readable(session, chat, row.id or 0) is not None
        assert notice_families.readable(session, stranger, row.id or 0) is None
