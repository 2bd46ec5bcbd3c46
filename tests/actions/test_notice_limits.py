"""One copy a guardian, whatever chooses them; so many a family in a week, whoever of it heard them; and how long all of it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from actions import activity_seats, housekeeping, needs, notice_audiences, notice_files, notice_sending
from actions.notices import Done
from db import audiences
from db.activities import Coming
from db.audiences import Left
from db.chats import Chat
from db.families import Guardian
from db.follow_up import Registration
from db.notices import KEEP, NoticeFile, NoticePress, NoticeRow, NoticeState
from rules.audiences import Ages, Audience
from rules.needs import Answer
from rules.notices import WEEK, WEEKLY_MOST, Notice
from tests.actions.activity_house import published
from tests.actions.households import NOW, TODAY, chat_of, child_of, local
from tests.actions.noticed import ANNA, TEXT, desk, draft, reader, rows, said, sent

PDF = b"%PDF-1.7\n" + b"x" * 50 + b"\n%%EOF\n"


def everywhere(session: Session) -> tuple[Guardian, Audience]:
    """Somebody on three phones with children in two districts, whom every part of an audience means; and that audience."""
    chat, guardian = reader(session, "1")
    for number in (2, 3):
        chat_of(session, str(number), "web", guardian)
    elsewhere = child_of(session, guardian, "妹妹")
    elsewhere.district, elsewhere.born = "yijiang", TODAY - timedelta(days=1_500)
    session.add(
        Registration(
            family_id=guardian.family_id, chat_id=chat.id or 0, district="jinghu", community=7, version="1", at=NOW
        )
    )  # fmt: skip
    activity = published(session)
    activity_seats.answer(desk(session), activity.id or 0, guardian.family_id, Coming.YES, 2)
    return guardian, Audience(
        districts=frozenset({"jinghu", "yijiang"}),
        ages=(Ages(0, 35), Ages(12, 71), Ages(36, 71)),
        languages=frozenset({"en", "zh_CN"}),
        communities=frozenset({7, 8}),
        activity=activity.id,
    )


def test_whatever_chooses_them_one_copy_each(session: Session) -> None:
    """The other guardian of the same family is another person, and gets a copy of their own."""
    guardian, audience = everywhere(session)
    _chat, other = reader(session, "9", child=False)
    other.family_id = guardian.family_id
    group = notice_audiences.save_group(desk(session), ANNA, "Everybody", audience)
    assert group is not None
    row = draft(session, ANNA, Notice(texts=TEXT, audience=notice_audiences.audience_of(group)))
    # the desk refuses so fine an audience (`rules.needs`, rule 6); the query would still make one copy for each
    assert notice_sending.leave(desk(session), row, notice_sending.shares(desk(session), row)) == 2
    keys = [audiences.key(row.id or 0, who.id or 0) for who in (guardian, other)]
    assert sorted(str(one.key) for one in rows(session, row)) == sorted(keys)
    # the table itself takes no second one, whoever asks for it
    found = notice_sending.shares(desk(session), row)
    with pytest.raises(IntegrityError), session.begin_nested():
        notice_sending.leave(desk(session), row, found)
    assert len(rows(session, row)) == 2


def test_what_fewer_than_five_families_asked_for_chooses_nobody(session: Session) -> None:
    """Neither is anything else put beside it that could mean one of them."""
    wanted = Audience(tags=frozenset({"sport"}))
    for number in range(5):
        notice = draft(session, notice=Notice(texts=TEXT, audience=wanted))
        seen = notice_sending.print_of(notice)
        assert notice_sending.confirm(desk(session), ANNA, notice, seen) == Done.FAULTY
        _chat, guardian = reader(session, str(number))
        needs.answer(session, guardian, Answer(["sport"], [], "en"), NOW, TODAY)
    fine = draft(session, notice=Notice(texts=TEXT, audience=replace(wanted, languages=frozenset({"en"}))))
    assert notice_sending.confirm(desk(session), ANNA, fine, notice_sending.print_of(fine)) == Done.FAULTY
    assert sent(session, Notice(texts=TEXT, audience=wanted)).queued == 5


def heard(session: Session, address: str, number: int, ago: timedelta, notice: Notice | None = None) -> None:
    """The person with this chat was given so many notices so long ago; nobody else was."""
    for _one in range(number):
        row = sent(session, notice)
        row.started_at = NOW - ago
        for copy in rows(session, row):
            if session.get_one(Chat, copy.chat_id).address == address:
                said(session, copy, NOW - ago)
            else:
                session.delete(copy)
        session.flush()


def left_out(session: Session) -> dict[Left, int]:
    return dict(notice_audiences.counts(desk(session), Notice(texts=TEXT)).left_out)


def test_the_weeks_limit_is_the_familys_and_ends_after_seven_days(session: Session) -> None:
    """Two for the mother and one for the father are three for the family; both are left out, their neighbour is not."""
    _chat, mother = reader(session, "1")
    _chat, father = reader(session, "2", child=False)
    father.family_id = mother.family_id
    reader(session, "3")
    heard(session, "1", WEEKLY_MOST - 1, WEEK - timedelta(seconds=1))
    assert left_out(session) == {}
    heard(session, "2", 1, timedelta(hours=1))
    assert left_out(session) == {Left.WEEKLY: 2}
    row = sent(session)
    assert [one.chat_id for one in rows(session, row)] == [
        one.id for one in session.exec(select(Chat).where(Chat.address == "3"))
    ]
    later = desk(session, NOW + timedelta(seconds=1))
    assert notice_audiences.counts(later, Notice(texts=TEXT)).left_out == {}


def test_what_is_urgent_waits_for_nobodys_hours_and_says_why(session: Session) -> None:
    """At three in the night. What is not waits for the morning of each."""
    for number, hours in enumerate(((540, 1200), (840, 1080), (0, 0))):
        _chat, guardian = reader(session, str(number))
        guardian.write_from, guardian.write_to = hours
    session.flush()
    night = local(24, 3)
    calm, urgent = Notice(texts=TEXT), Notice(texts=TEXT, urgent=True, why={"zh_CN": "停水"})
    found = notice_audiences.counts(desk(session, night), urgent)
    assert (found.now, found.later) == (3, 0)
    at_once = sent(session, urgent, now=night)
    assert [one.due_at for one in rows(session, at_once)] == [night] * 3
    found = notice_audiences.counts(desk(session, night), calm)
    assert found.later >= 2
    waits = sent(session, calm, now=night)
    assert [one.due_at for one in rows(session, waits)][:2] == [local(24, 9), local(24, 14)]
    silent = draft(session, notice=Notice(texts=TEXT, urgent=True))
    seen = notice_sending.print_of(silent)
    assert notice_sending.confirm(desk(session, night), ANNA, silent, seen) == Done.FAULTY


def test_what_is_urgent_or_put_right_counts_for_nothing(session: Session) -> None:
    reader(session, "1")
    heard(session, "1", WEEKLY_MOST - 1, timedelta(days=1))
    heard(session, "1", 2, timedelta(days=1), Notice(texts=TEXT, urgent=True, why=TEXT))
    heard(
        session,
        "1",
        2,
        timedelta(days=1),
        Notice(texts={key: f"{text} Sorry!" for key, text in TEXT.items()}, corrects=1),
    )
    assert left_out(session) == {}
    heard(session, "1", 1, timedelta(days=1))
    assert left_out(session) == {Left.WEEKLY: 1}


def test_what_is_over_long_ago_goes_with_what_was_pressed(session: Session) -> None:
    """And files no notice names any more; what is still read or written stays."""
    chat, _guardian = reader(session, "1")
    kept, lost = (notice_files.keep(desk(session), PDF + end, "plan.pdf") for end in (b"", b"\n"))
    assert isinstance(kept, NoticeFile)
    assert isinstance(lost, NoticeFile)
    old, recent = sent(session), sent(session, Notice(texts=TEXT, file=kept.name))
    for row, ended in ((old, NOW - KEEP - timedelta(hours=1)), (recent, NOW - KEEP + timedelta(hours=1))):
        row.state, row.ended_at = NoticeState.DONE, ended
        session.add(NoticePress(notice_id=row.id or 0, chat_id=chat.id or 0, what="go:near", at=NOW))
    writing = draft(session)
    session.flush()
    names = [kept.name, lost.name]
    housekeeping.sweep(session, NOW)
    assert sorted(session.exec(select(NoticeFile.name))) == sorted(names), "somebody may be writing: a day"
    housekeeping.sweep(session, NOW + timedelta(minutes=59))
    assert list(session.exec(select(NoticeRow.id).order_by(col(NoticeRow.id)))) == [recent.id, writing.id]
    assert list(session.exec(select(NoticePress.notice_id))) == [recent.id]
    lost.at = kept.at = NOW - timedelta(days=2)
    session.flush()
    housekeeping.sweep(session, NOW)
    assert list(session.exec(select(NoticeFile.name))) == names[:1]
