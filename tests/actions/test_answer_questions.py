"""Questions nobody answered well: gathered, settled, made phrases of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session

from actions.answer_drafts import answer_of, change
from actions.answer_questions import Question, add_phrase, group_of, open_number, open_questions, settle
from actions.answer_retention import sweep
from actions.leaving import forget
from db.answers import Asked
from db.chats import Chat
from tests.actions.answers_kept import ANNA, BO, deeds, desk
from tests.actions.households import NOW, chat_of


@pytest.fixture
def chat(session: Session) -> Chat:
    return chat_of(session, "1")


def asked(
    session: Session,
    chat: Chat,
    words: str | None,
    outcome: str = "unknown",
    key: str | None = None,
    helped: bool | None = None,
) -> int:
    row = Asked(
        chat_id=chat.id or 0,
        words=words,
        language="zh_CN",
        outcome=outcome,
        key=key,
        helped=helped,
        at=NOW - timedelta(days=1),
    )
    session.add(row)
    session.flush()
    return row.id or 0


def test_what_is_open_and_what_is_not(session: Session, chat: Chat) -> None:
    open_ = {
        asked(session, chat, "居住证怎么办"): "unknown",
        asked(session, chat, "哪里有图书馆", "offered"): "offered",
        asked(session, chat, "上学要多少钱", "answered", "fee", False): "unhelpful",
        asked(session, chat, "转学", "offered", "how", False): "unhelpful",
        # tapped in a list, so without words
        asked(session, chat, None, "answered", "how", False): "unhelpful",
    }
    asked(session, chat, "学区房", "offered", "how")
    asked(session, chat, "新农合", "answered", "how")
    asked(session, chat, "看牙", "answered", "how", True)
    asked(session, chat, " \n", "unknown")
    found = {one.id: one.trouble for group in open_questions(session) for one in group.questions}
    assert found == open_
    assert open_number(session) == len(open_)


def test_thumbs_without_words_stand_together_by_answer(session: Session, chat: Chat) -> None:
    first = asked(session, chat, None, "answered", "how", False)
    asked(session, chat, None, "answered", "fee", False)
    last = asked(session, chat, None, "answered", "how", False)
    group = open_questions(session)[0]
    assert (group.words, group.keys, group.ids) == ("", ("how",), (last, first))


def test_alike_ones_are_one_group_and_the_largest_comes_first(session: Session, chat: Chat) -> None:
    asked(session, chat, "哪里有图书馆")
    first = asked(session, chat, "居住证怎么办")
    asked(session, chat, "请问居注证怎么办理啊", "answered", "how", False)
    last = asked(session, chat, "居住證咋辦")
    groups = open_questions(session)
    assert [len(one.questions) for one in groups] == [3, 1]
    assert (groups[0].words, groups[0].keys) == ("居住證咋辦", ("how",))
    assert group_of(session, first) == groups[0]
    assert not hasattr(groups[0].questions[0], "chat_id")
    assert settle(desk(session), ANNA, groups[0].ids) == 3
    assert settle(desk(session), ANNA, groups[0].ids) == 0
    assert [one.words for one in open_questions(session)] == ["哪里有图书馆"]
    assert group_of(session, last) is None
    assert deeds(session) == [("staff:1", "asked.settled", f"asked:{first}")]


def test_the_words_are_sealed(session: Session, chat: Chat) -> None:
    asked(session, chat, "居住证怎么办")
    raw = session.connection().exec_driver_sql("SELECT words FROM asked").scalar_one()
    assert "居住证".encode() not in bytes(raw)


def _typed(words: str, language: str = "zh_CN", number: int = 1) -> Question:
    return Question(number, words, language, "unknown", None, "", NOW)


def test_one_tap_makes_a_phrase_of_an_answer(session: Session) -> None:
    opened = add_phrase(desk(session), ANNA, "fee", _typed(" 要\n多少钱\x00 "))
    assert opened.held_by is None
    assert answer_of(opened.draft).asked == {"zh_CN": ("要 多少钱",)}
    revision = opened.draft.revision
    assert add_phrase(desk(session), ANNA, "fee", _typed("要 多少钱")).draft.revision == revision
    assert add_phrase(desk(session), ANNA, "fee", _typed("  ")).draft.revision == revision
    held = add_phrase(desk(session), BO, "fee", _typed("how much", "en"))
    assert held.held_by == "staff:1"
    assert answer_of(held.draft).asked == {"zh_CN": ("要 多少钱",)}


def test_a_forgotten_familys_words_go_from_drafts_and_others_stay(session: Session, chat: Chat) -> None:
    other = chat_of(session, "2")
    theirs, stays = asked(session, chat, "我家豆豆能上学吗"), asked(session, other, "要排队吗")
    for number, words in ((theirs, "我家豆豆能上学吗"), (stays, "要排队吗")):
        draft = add_phrase(desk(session), ANNA, "fee", _typed(words, number=number)).draft
    change(desk(session), ANNA, draft, replace(answer_of(draft), titles={"zh_CN": "我家豆豆能上学吗"}))
    revision = draft.revision
    raw = session.connection().exec_driver_sql("SELECT content, borrowed FROM answer_draft").one()
    assert all("豆豆".encode() not in bytes(one) for one in raw)
    forget(session, chat)
    answer = answer_of(draft)
    assert (answer.asked, answer.titles) == ({"zh_CN": ("要排队吗",)}, {})
    assert draft.revision == revision + 1
    assert not change(desk(session), ANNA, draft, answer, revision)
    sweep(session, NOW + timedelta(days=100))
    assert answer_of(draft).asked == {}
    assert draft.borrowed is None
