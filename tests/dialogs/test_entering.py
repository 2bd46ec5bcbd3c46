"""While a child is entered a question is answered and nothing of it is kept as an answer; then comes the same question again, with its buttons."""

from __future__ import annotations

import pytest

from db import children
from db.children import Child
from tests.dialogs.talk import House, Parent

QUESTIONS = ["发烧了", "where is the clinic", "要钱吗", "小本本丢了"]
#: How to come to each question, and what it asks.
STEPS = {
    "nickname": ([], "call your child at home"),
    "born": (["Mimi"], "When was your child born"),
    "sex": (["Mimi", "2026-04-20"], "Boy or girl"),
    "district": (["Mimi", "2026-04-20", "girl"], "Which district"),
}


def kept(parent: Parent) -> list[Child]:
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        return children.of_family(session, guardian.family_id) if guardian else []


def at(house: House, step: str) -> Parent:
    parent = Parent(house, 1).registered()
    for said in STEPS[step][0]:
        parent.say(said)
    assert STEPS[step][1] in parent.screens[-1].text
    return parent


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("said", QUESTIONS)
def test_a_question_is_answered_and_the_step_asked_again(house: House, step: str, said: str) -> None:
    parent = at(house, step)
    asked = parent.screens[-1]
    answer = parent.say(said)
    assert STEPS[step][1] not in answer.text
    assert parent.screens[-1].choices == asked.choices
    assert parent.screens[-1].text == asked.text


def test_a_question_is_nobodys_name(house: House) -> None:
    parent = at(house, "nickname")
    for said in (*QUESTIONS, "不想说", "2026-04-20", "girl"):
        parent.say(said)
    parent.tap("is:0:district:-")
    assert kept(parent)[0].nickname is None


@pytest.mark.parametrize(
    ("said", "name"), [("Her name is Price", "Price"), ("小名叫体重", "体重"), ("早早", "早早")]
)
def test_who_says_that_it_is_a_name_is_believed(house: House, said: str, name: str) -> None:
    parent = at(house, "nickname")
    for one in (said, "2026-04-20", "girl"):
        parent.say(one)
    parent.tap("is:0:district:-")
    assert kept(parent)[0].nickname == name


def test_nor_is_it_when_a_name_is_corrected(house: House) -> None:
    parent = at(house, "district")
    parent.tap("is:0:district:-")
    parent.tap("child:rename:1")
    assert "not a doctor" in parent.say("发烧了").text
    assert "call your child at home" in parent.screens[-1].text
    parent.tap("child:rebirth:1")
    assert "not a doctor" in parent.say("发烧了").text
    assert kept(parent)[0].nickname == "Mimi"


def test_a_birth_date_typed_at_the_next_step_corrects_the_one_before(house: House) -> None:
    parent = at(house, "sex")
    assert "21 Apr 2026" in parent.say("sorry, 2026-04-21").text
    parent.say("girl")
    parent.tap("is:0:district:-")
    assert kept(parent)[0].born.isoformat() == "2026-04-21"


@pytest.mark.parametrize("step", STEPS)
def test_an_id_number_is_refused_with_the_reason(house: House, step: str) -> None:
    parent = at(house, step)
    asked = parent.screens[-1]
    refused = parent.say("11010519491231002X").text
    assert "I do not" in refused
    assert "keep those" in refused
    if step in ("sex", "district"):
        assert parent.screens[-1].choices == asked.choices


@pytest.mark.parametrize("yeses", [0, 1])
@pytest.mark.parametrize("said", ["好的", "2026-04-20", "where is the clinic", "11010519491231002X", "yes"])
def test_typed_words_are_no_consent(house: House, yeses: int, said: str) -> None:
    parent = Parent(house, 1)
    parent.tap("go:consent")
    for _ in range(yeses):
        parent.press("Yes")
    asked = parent.screens[-1]
    parent.say(said)
    assert parent.screens[-1].choices == asked.choices
    assert asked.text in parent.screens[-1].text
    with house.session() as session:
        guardian = parent.guardian(session)
        assert (guardian is not None) == bool(yeses)
    parent.press("Yes")
