"""What was asked and answered: sealed, without figures, its own chat's alone, and gone in time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session, select

from actions import answer_retention, asking, export, housekeeping, leaving
from db import asked
from db.answers import AnswerGiven, Asked
from tests.actions.households import NOW, ZONE, chat_of, guardian_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("我的电话13812345678，居住证怎么办", "我的电话#，居住证怎么办"),
        ("138 1234 5678", "#"),
        ("34020219900307123X 能报名吗", "# 能报名吗"),
        ("生日2019-03-04", "生日#"),
        ("110 or 12345?", "110 or 12345?"),
        ("3岁能上吗", "3岁能上吗"),
    ],
)
def test_long_figures_are_not_kept(typed: str, kept: str) -> None:
    assert asking.kept_words(typed) == kept


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_nothing_longer_than_needed_and_no_six_figures_in_a_row(typed: str) -> None:
    kept = asking.kept_words(typed)
    assert len(kept) <= asking.WORDS_MOST
    row = 0
    for sign in kept:
        row = row + 1 if sign.isdecimal() else 0
        assert row < 6


def test_words_are_sealed_in_the_table(session: Session) -> None:
    asking.note(session, chat_of(session, "1"), "房东不给开证明", "unknown", None, NOW)
    raw = session.execute(text("SELECT words FROM asked")).scalar_one()
    assert "房东".encode() not in bytes(raw)
    assert session.exec(select(Asked)).one().words == "房东不给开证明"


def test_the_version_given_last_counts(session: Session) -> None:
    chat = chat_of(session, "1")
    asking.give(session, chat, "permit_how", 0, NOW)
    asking.give(session, chat, "permit_how", 3, NOW + timedelta(days=1))
    row = session.exec(select(AnswerGiven)).one()
    assert (row.key, row.version, row.at) == ("permit_how", 3, NOW + timedelta(days=1))


def test_nobody_judges_what_another_chat_asked(session: Session) -> None:
    ours, theirs = chat_of(session, "1"), chat_of(session, "2")
    row = asking.note(session, ours, "x", "answered", "permit_how", NOW)
    assert asking.picked(session, theirs, row.id or 0, "kg_age") is False
    assert asking.none_of(session, theirs, row.id or 0) is False
    own = asking.judge(session, theirs, row.id or 0, "permit_how", False, NOW, "wrong")
    assert own.id != row.id
    assert (own.chat_id, own.words) == (theirs.id, None)
    assert (row.helped, row.why, row.key) == (None, None, "permit_how")


def test_the_last_word_about_an_answer_counts(session: Session) -> None:
    chat = chat_of(session, "1")
    row = asking.note(session, chat, "x", "answered", "permit_how", NOW)
    asking.judge(session, chat, row.id or 0, "permit_how", False, NOW, "hard")
    assert (row.helped, row.why) == (False, "hard")
    asking.judge(session, chat, row.id or 0, "permit_how", True, NOW)
    assert (row.helped, row.why) == (True, None)


def test_an_answer_that_was_looked_up_is_judged_once_a_day(session: Session) -> None:
    chat = chat_of(session, "1")
    first = asking.judge(session, chat, 0, "kg_age", False, NOW)
    assert asking.judge(session, chat, 0, "kg_age", True, NOW + timedelta(hours=1)).id == first.id
    assert asking.judge(session, chat, 0, "kg_age", True, NOW + timedelta(days=2)).id != first.id


def test_of_what_was_offered_the_picked_one_is_known_and_none_is_unknown(session: Session) -> None:
    chat = chat_of(session, "1")
    row = asking.note(session, chat, "x", "offered", None, NOW)
    assert asking.picked(session, chat, row.id or 0, "kg_age")
    assert (row.outcome, row.key) == ("offered", "kg_age")
    assert asking.none_of(session, chat, row.id or 0)
    assert (row.outcome, row.key) == ("unknown", None)


def test_what_was_asked_goes_after_ninety_days(session: Session) -> None:
    chat = chat_of(session, "1")
    asking.note(session, chat, "old", "unknown", None, NOW - answer_retention.ASKED - timedelta(seconds=1))
    asking.note(session, chat, "new", "unknown", None, NOW - answer_retention.ASKED)
    housekeeping.sweep(session, NOW)
    assert [one.words for one in asked.all_of(session, chat.id or 0)] == ["new"]


def test_a_copy_holds_them_and_forgetting_leaves_none(session: Session) -> None:
    chat = chat_of(session, "1")
    guardian = guardian_of(session, chat)
    asking.note(session, chat, "能打疫苗吗", "answered", "vac_where", NOW)
    asking.give(session, chat, "vac_where", 0, NOW)
    told = export.collect(session, chat, guardian, ZONE, NOW)["chats"][0]["questions"]
    assert [(one["words"], one["answer"]) for one in told] == [("能打疫苗吗", "vac_where")]
    leaving.forget(session, chat)
    assert asked.all_of(session, chat.id or 0) == []
    assert session.exec(select(AnswerGiven)).all() == []
