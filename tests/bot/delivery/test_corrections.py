"""At the door: what is said to somebody who was given a wrong answer, in their language, at their hour, and only if it is still wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from actions.answer_corrections import announce
from actions.answer_drafts import answer_of, change, keep_picture, open_draft
from actions.answer_keeping import Published, publish, retire
from actions.asking import give
from bot.delivery.letters import Letter
from bot.delivery.wording import Doorkeeper
from bot.house_words import catalogues
from db.chats import Chat
from db.outbox import Outbox, State
from dialogs.surroundings import Surroundings
from tests.actions.answers_kept import ANNA, KNOWLEDGE, desk, told
from tests.actions.households import NOW, ZONE, chat_of, guardian_of, local

DOOR = Doorkeeper(Surroundings(KNOWLEDGE, catalogues(), ZONE, False, lambda channel, payload: None))


@pytest.fixture
def chat(session: Session) -> Chat:
    found = chat_of(session, "1")
    give(session, found, "fee", 0, NOW)
    return found


def row(session: Session) -> Outbox:
    """The correction, taken by the courier."""
    found = session.exec(
        select(Outbox).where(Outbox.kind == "corrected").order_by(col(Outbox.id).desc())
    ).first()
    assert found is not None
    found.state = State.SENDING
    session.flush()
    return found


def corrected(session: Session, text: str = "十元。") -> Outbox:
    told(session, "fee", text)
    assert announce(desk(session), ANNA, "fee") == 1
    return row(session)


def text(letter: Letter | None) -> str:
    assert letter is not None
    assert letter.screen is not None
    return str(letter.screen.text)


def test_the_new_answer_is_said_whole_with_its_source(session: Session, chat: Chat) -> None:
    chat.language = "zh_CN"
    said = text(DOOR.letter(session, corrected(session), NOW))
    assert "题fee" in said.split("\n", maxsplit=1)[0]
    for part in ("十元。", "教育局"):
        assert part in said


def test_it_is_said_in_the_language_of_the_chat(session: Session, chat: Chat) -> None:
    said = text(DOOR.letter(session, corrected(session), NOW))
    assert said.startswith("We told you something that was not right about About fee. This is right now:")
    assert "Yes." in said


def test_staffs_words_are_no_markup(session: Session, chat: Chat) -> None:
    chat.language = "zh_CN"
    opened = open_draft(desk(session), ANNA, "fee")
    answer = answer_of(opened.draft)
    change(desk(session), ANNA, opened.draft, replace(answer, titles={"zh_CN": "A & {name}"}))
    assert isinstance(publish(desk(session), ANNA, opened.draft, 1), Published)
    announce(desk(session), ANNA, "fee")
    assert "A &amp; {name}" in text(DOOR.letter(session, row(session), NOW))


def test_a_picture_that_leaves_no_room_stays_behind(session: Session, chat: Chat) -> None:
    for words, has in (("短。", True), ("字" * 690, False)):
        opened = open_draft(desk(session), ANNA, "fee")
        name = keep_picture(desk(session), "image/png", b"1")
        answer = replace(
            answer_of(opened.draft),
            picture=name,
            texts={"zh_CN": words, "en": words},
            source={"zh_CN": "源" * 159},
        )
        assert change(desk(session), ANNA, opened.draft, answer)
        assert isinstance(publish(desk(session), ANNA, opened.draft, opened.draft.revision), Published)
        announce(desk(session), ANNA, "fee")
        letter = DOOR.letter(session, row(session), NOW)
        assert letter is not None
        assert letter.screen is not None
        assert (letter.screen.picture is not None) == has
        assert words in str(letter.screen.text)


def test_at_night_it_waits(session: Session, chat: Chat) -> None:
    found = corrected(session)
    assert DOOR.letter(session, found, local(23, 22)) is None
    session.refresh(found)
    assert (found.state, found.due_at.astimezone(ZONE)) == (State.WAITING, local(24, 9))


@pytest.mark.parametrize(
    ("what", "state", "trouble"),
    [
        ("retired", State.WITHDRAWN, "no longer true"),
        ("asked", State.WITHDRAWN, "no longer true"),
        ("paused", State.WITHDRAWN, "nobody to tell"),
        ("leaving", State.WITHDRAWN, "nobody to tell"),
        ("late", State.MISSED, "past its use-by"),
    ],
)
def test_what_need_not_be_said_is_dropped(
    session: Session, chat: Chat, what: str, state: State, trouble: str
) -> None:
    found, now = corrected(session), NOW
    if what == "retired":
        assert isinstance(retire(desk(session), ANNA, "ask"), Published)
        told(session, "how", "去窗口。")
        opened = open_draft(desk(session), ANNA, "how")
        change(desk(session), ANNA, opened.draft, replace(answer_of(opened.draft), ways=()))
        assert isinstance(publish(desk(session), ANNA, opened.draft, opened.draft.revision), Published)
        assert isinstance(retire(desk(session), ANNA, "fee"), Published)
    elif what == "asked":
        give(session, chat, "fee", 10_000, NOW)
    elif what == "paused":
        guardian = guardian_of(session, chat)
        guardian.paused_at = NOW
    elif what == "leaving":
        chat.leaving = True
    else:
        now = NOW + timedelta(days=15)
    session.flush()
    assert DOOR.letter(session, found, now) is None
    session.refresh(found)
    assert (found.state, found.trouble) == (state, trouble)
