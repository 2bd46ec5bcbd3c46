"""The family's side: a vote and its change, what is muted, what can be read again; and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from actions import export, leaving, notice_families, notice_reports
from db.chats import Chat
from db.notices import NoticeMute, NoticePress
from rules.notices import Notice, Subject
from tests.actions.households import NOW, ZONE, chat_of
from tests.actions.noticed import TEXT, reader, rows, said, sent

POLL = Notice(texts=TEXT, options=({"zh_CN": "周六"}, {"zh_CN": "周日"}))


def test_one_vote_a_person_in_whichever_chat_and_it_can_be_changed(session: Session) -> None:
    chat, guardian = reader(session, "1")
    row = sent(session, POLL)
    number = row.id or 0
    assert notice_families.vote(session, chat, number, 1, NOW) is None, "it has not come yet"
    said(session, rows(session, row)[0])
    beside = chat_of(session, "1", "web", guardian)
    assert notice_families.vote(session, chat, number, 1, NOW) is row
    assert notice_families.vote(session, beside, number, 2, NOW) is row
    assert notice_reports.report(session, row).votes == {2: 1}
    assert notice_families.vote_of(session, chat, number) == 2
    for option in (0, 3, -1):
        assert notice_families.vote(session, chat, number, option, NOW) is None
    stranger = chat_of(session, "stranger")
    assert notice_families.vote(session, stranger, number, 1, NOW) is None


def test_a_tap_is_counted_once_and_only_under_a_notice(session: Session) -> None:
    chat, _guardian = reader(session, "1")
    row = sent(session)
    said(session, rows(session, row)[0], ref="77")
    assert not notice_families.pressed(session, chat, "76", "go:home", NOW)
    for _again in range(2):
        assert notice_families.pressed(session, chat, "77", "go:papers", NOW)
    assert notice_families.pressed(session, chat, "77", "poll:1:1", NOW)
    other = chat_of(session, "2")
    assert not notice_families.pressed(session, other, "77", "go:papers", NOW)
    assert notice_reports.report(session, row).pressed == {"go:papers": 1}


def test_muted_and_heard_again(session: Session) -> None:
    _chat, guardian = reader(session, "1")
    for _again in range(2):
        notice_families.mute(session, guardian, Subject.SCHOOL, NOW)
    assert notice_families.muted(session, guardian) == {Subject.SCHOOL}
    notice_families.unmute(session, guardian, Subject.SCHOOL)
    notice_families.unmute(session, guardian, Subject.SCHOOL)
    assert notice_families.muted(session, guardian) == set()


def test_the_last_ones_can_be_read_again_for_a_while(session: Session) -> None:
    chat, _guardian = reader(session, "1")
    first, second = sent(session), sent(session)
    said(session, rows(session, first)[0], NOW - timedelta(days=80), "1")
    said(session, rows(session, second)[0], NOW, "2")
    assert [one.row for one in notice_families.last(session, chat, NOW)] == [second, first]
    assert [one.row for one in notice_families.last(session, chat, NOW + timedelta(days=20))] == [second]
    assert notice_families.last(session, chat_of(session, "2"), NOW) == []


def test_it_goes_with_the_family_and_stands_in_the_copy(session: Session) -> None:
    chat, guardian = reader(session, "1")
    row = sent(session, POLL)
    said(session, rows(session, row)[0])
    notice_families.vote(session, chat, row.id or 0, 1, NOW)
    notice_families.mute(session, guardian, Subject.HEALTH, NOW)
    kept = export.collect(session, chat, guardian, ZONE, NOW)["chats"][0]["notices"]
    assert [one["notice"] for one in kept["got"]] == [row.id]
    assert [one["what"] for one in kept["pressed"]] == ["option:1"]
    leaving.forget(session, chat)
    assert session.exec(select(NoticePress)).all() == []
    assert session.exec(select(NoticeMute)).all() == []
    assert rows(session, row) == []
    assert session.get(Chat, chat.id) is chat
