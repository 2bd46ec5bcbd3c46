"""A wrong answer is put right with those who were given it: once a chat, and only as long as it is needed; and how long things are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from actions import answer_retention, leaving
from actions.answer_corrections import USE_BY, announce, given_count, still_wrong
from actions.answer_keeping import Published, retire, undo
from actions.answers import published
from actions.asking import give
from db import outbox
from db.answer_keeping import told as told_versions
from db.answers import AnswerGiven, AnswerPicture, Asked
from db.chats import Chat
from db.outbox import Outbox, Rank, State
from tests.actions.answers_kept import ANNA, FIRST, KNOWLEDGE, WORKER, desk, told
from tests.actions.households import NOW, TODAY, ZONE, chat_of, guardian_of, local


@pytest.fixture
def chat(session: Session) -> Chat:
    return chat_of(session, "1")


def given(session: Session, chat: Chat, key: str = "fee") -> int:
    """This chat asks, and gets the answer as it stands."""
    version = published(session, KNOWLEDGE).version(key)
    give(session, chat, key, version, NOW)
    return version


def rows(session: Session) -> list[Outbox]:
    return list(session.exec(select(Outbox).where(Outbox.kind == "corrected").order_by(col(Outbox.id))))


def said(session: Session, row: Outbox) -> None:
    outbox.settle(session, [row.id or 0], State.SENT, NOW, ref="7")
    session.refresh(row)


def test_whoever_was_given_the_old_one_hears_of_it_once(session: Session, chat: Chat) -> None:
    other, asked_since = chat_of(session, "2", "web"), chat_of(session, "3")
    for one in (chat, other, asked_since):
        given(session, one)
    given(session, chat, "how")
    done = told(session, "fee", "不要钱。")
    given(session, asked_since)
    assert given_count(session, "fee", done.version) == 2
    assert announce(desk(session), ANNA, "fee") == 2
    found = rows(session)
    assert [(one.chat_id, one.channel, one.rank) for one in found] == [
        (chat.id, "telegram", Rank.NOTICE), (other.id, "web", Rank.NOTICE),
    ]  # fmt: skip
    assert found[0].body == {"answer": "fee"}
    assert found[0].use_by == NOW + USE_BY
    assert given_count(session, "fee", done.version) == 0
    assert announce(desk(session), ANNA, "fee") == 0
    assert len(rows(session)) == 2


def test_it_waits_for_a_polite_hour(session: Session) -> None:
    chat = chat_of(session, "1")
    guardian = guardian_of(session, chat)
    guardian.write_from, guardian.write_to = 18 * 60, 21 * 60
    chat.guardian_id = guardian.id
    session.flush()
    given(session, chat)
    given(session, chat_of(session, "2"))
    told(session, "fee", "不要钱。")
    assert announce(desk(session), ANNA, "fee") == 2
    assert [one.due_at.astimezone(ZONE) for one in rows(session)] == [local(23, 18), local(23, 12)]


def test_nobody_but_an_administrator_and_nothing_that_was_taken_out(session: Session, chat: Chat) -> None:
    given(session, chat, "ask")
    told(session, "ask", "看情况。")
    assert announce(desk(session), WORKER, "ask") == 0
    assert isinstance(retire(desk(session), ANNA, "ask"), Published)
    assert announce(desk(session), ANNA, "ask") == 0
    assert rows(session) == []


@pytest.mark.parametrize("what", ["blocked", "leaving"])
def test_who_does_not_listen_is_not_counted(session: Session, chat: Chat, what: str) -> None:
    given(session, chat)
    chat.blocked_at, chat.leaving = (NOW, False) if what == "blocked" else (None, True)
    session.add(chat)
    done = told(session, "fee", "不要钱。")
    assert (given_count(session, "fee", done.version), announce(desk(session), ANNA, "fee")) == (0, 0)


def test_at_the_door_only_what_is_still_wrong_is_said(session: Session, chat: Chat) -> None:
    given(session, chat)
    wrong = told(session, "fee", "不要钱。")
    announce(desk(session), ANNA, "fee")
    (row,) = rows(session)
    answer = still_wrong(session, KNOWLEDGE, row, TODAY)
    assert answer is not None
    assert answer.texts["zh_CN"] == "不要钱。"
    # Undone: they were told the truth after all.
    assert isinstance(undo(desk(session), ANNA, wrong.version), Published)
    assert still_wrong(session, KNOWLEDGE, row, TODAY) is None
    # Corrected again, and asked for meanwhile.
    told(session, "fee", "十元。")
    assert still_wrong(session, KNOWLEDGE, row, TODAY) is not None
    given(session, chat)
    assert still_wrong(session, KNOWLEDGE, row, TODAY) is None


def test_what_is_taken_out_or_over_meanwhile_is_not_told(session: Session, chat: Chat) -> None:
    given(session, chat, "ask")
    told(session, "ask", "看情况。")
    announce(desk(session), ANNA, "ask")
    (row,) = rows(session)
    gone = retire(desk(session), ANNA, "ask")
    assert still_wrong(session, KNOWLEDGE, row, TODAY) is None
    assert isinstance(gone, Published)
    undo(desk(session), ANNA, gone.version)
    assert still_wrong(session, KNOWLEDGE, row, TODAY) is not None


def test_a_second_correction_takes_the_place_of_the_first(session: Session, chat: Chat) -> None:
    given(session, chat)
    told(session, "fee", "不要钱。")
    announce(desk(session), ANNA, "fee")
    done = told(session, "fee", "十元。")
    assert given_count(session, "fee", done.version) == 1
    assert announce(desk(session), ANNA, "fee") == 1
    first, second = rows(session)
    session.refresh(first)
    assert (first.state, first.trouble, second.state) == (State.WITHDRAWN, "corrected again", State.WAITING)


def test_who_heard_a_correction_knows_that_version(session: Session, chat: Chat) -> None:
    """Also one that was queued before the last change, and said what held then."""
    given(session, chat)
    told(session, "fee", "不要钱。")
    announce(desk(session), ANNA, "fee")
    last = told(session, "fee", "十元。")
    (row,) = rows(session)
    row.state = State.SENDING
    answer = still_wrong(session, KNOWLEDGE, row, TODAY)
    assert answer is not None
    assert answer.texts["zh_CN"] == "十元。"
    said(session, row)
    assert told_versions(session, "fee") == {chat.id: last.version}
    assert announce(desk(session), ANNA, "fee") == 0
    # The old words come back: this chat was told otherwise, although it had been given them once.
    told(session, "fee", FIRST["fee"].texts["zh_CN"])
    assert announce(desk(session), ANNA, "fee") == 1
    assert still_wrong(session, KNOWLEDGE, rows(session)[-1], TODAY) is not None


def test_what_was_asked_and_given_goes_by_the_clock_and_with_the_family(session: Session, chat: Chat) -> None:
    other = chat_of(session, "2")
    for one, days in ((chat, 89), (chat, 91), (other, 1)):
        asked = Asked(
            chat_id=one.id or 0, words="x", language="en", outcome="unknown", at=NOW - timedelta(days=days)
        )
        session.add(asked)
    for one, days in ((chat, 401), (other, 399)):
        session.add(AnswerGiven(chat_id=one.id or 0, key="fee", version=0, at=NOW - timedelta(days=days)))
    session.add(AnswerPicture(name="old", mime="image/png", data=b"1", at=NOW - timedelta(days=2)))
    session.flush()
    answer_retention.sweep(session, NOW)
    session.expire_all()
    assert len(session.exec(select(Asked)).all()) == 2
    assert [one.chat_id for one in session.exec(select(AnswerGiven))] == [other.id]
    assert session.exec(select(AnswerPicture)).all() == []
    leaving.forget(session, chat)
    assert [one.chat_id for one in session.exec(select(Asked))] == [other.id]
    leaving.forget(session, other)
    assert session.exec(select(AnswerGiven)).all() == []
