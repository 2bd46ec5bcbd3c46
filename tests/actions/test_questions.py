"""Questions for the clinic: once each, sealed, ticked off and back."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from actions import questions
from actions.desk import Desk
from content import load_knowledge
from db.children import Child
from tests.actions.households import NOW, ZONE, chat_of, child_of, guardian_of

KNOWLEDGE = load_knowledge("cn/wuhu")


@pytest.fixture
def child(session: Session) -> Child:
    found = child_of(session, guardian_of(session, chat_of(session, "4711")))
    for one in questions.questions_of(session, found):
        session.delete(one)
    session.flush()
    return found


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW)


def test_the_same_question_stands_once(desk: Desk, child: Child) -> None:
    first = questions.ask(desk, child, "allergy")
    assert first is not None
    assert questions.ask(desk, child, "allergy") is first
    assert questions.ask(desk, child, "not_counted", vaccine="MMR") is not None
    assert questions.ask(desk, child, "not_counted", vaccine="IPV") is not None
    assert len(questions.questions_of(desk.session, child)) == 3


def test_words_are_sealed_in_the_table(desk: Desk, child: Child) -> None:
    questions.ask(desk, child, "words", "能洗澡吗")
    kept = desk.session.execute(text("SELECT words FROM clinic_question WHERE topic = 'words'")).scalar_one()
    assert "能洗澡吗".encode() not in bytes(kept)
    assert questions.questions_of(desk.session, child)[0].words == "能洗澡吗"


def test_ticked_off_and_back(desk: Desk, child: Child) -> None:
    one = questions.ask(desk, child, "allergy")
    assert one is not None
    questions.settle(desk, child, one.id or 0)
    assert questions.questions_of(desk.session, child) == []
    questions.reopen(desk, child, one.id or 0)
    assert questions.questions_of(desk.session, child) == [one]


def test_a_visit_holds_only_so_many(desk: Desk, child: Child) -> None:
    made = [
        questions.ask(desk, child, "words", str(number)) for number in range(questions.QUESTIONS_MOST + 1)
    ]
    assert made[-1] is None
    assert all(made[:-1])


def test_another_childs_question_is_not_reached(desk: Desk, child: Child) -> None:
    one = questions.ask(desk, child, "allergy")
    other = child_of(desk.session, guardian_of(desk.session, chat_of(desk.session, "9")))
    assert questions.settle(desk, other, one.id or 0 if one else 0) is None
    assert questions.is_open(desk.session, child, "allergy")


def test_the_booklet_is_lost_until_somebody_looked(desk: Desk, child: Child) -> None:
    assert not questions.still_lost(desk.session, child)
    questions.ask(desk, child, questions.LOST_BOOKLET)
    assert questions.still_lost(desk.session, child)
    questions.settle_topic(desk, child, questions.LOST_BOOKLET)
    assert not questions.still_lost(desk.session, child)
