"""Words to a reminder do as its buttons; what they tell is written down by one tap, and nothing without it."""

from __future__ import annotations

import pytest

from db import vaccines
from tests.dialogs.talk import House, Parent


@pytest.fixture
def mother(house: House) -> Parent:
    """With a child born on 20 April 2026 for whom everything is open."""
    parent = Parent(house, 1).registered()
    for said in ("Mimi", "2026-04-20", "girl"):
        parent.say(said)
    for address in ("is:0:district:-", "child:none:1"):
        parent.tap(address)
    return parent


def told(parent: Parent) -> list[tuple[str, str]]:
    with parent.house.session() as session:
        return [(one.vaccine, one.given_on.isoformat()) for one in vaccines.record(session, [1])[1]]


def state(parent: Parent) -> str | None:
    with parent.house.session() as session:
        chat = parent.chat(session)
        return chat.state if chat else None


def test_the_vaccine_and_the_day_are_kept(mother: Parent) -> None:
    assert "22 Nov 2026" in mother.say("昨天打了乙肝").text
    assert told(mother) == []
    mother.press("Mimi")
    assert told(mother) == [("HepB", "2026-11-22")]


def test_of_two_children_one_tap_says_which(mother: Parent) -> None:
    mother.tap("go:add_child")
    for said in ("Lele", "2025-05-05", "boy"):
        mother.say(said)
    for address in ("is:0:district:-", "child:none:2"):
        mother.tap(address)
    mother.say("mmr yesterday")
    mother.press("Mimi")
    assert told(mother) == [("MMR", "2026-11-22")]


def test_a_vaccine_alone_is_asked_for_its_day(mother: Parent) -> None:
    mother.say("only mmr")
    assert "When was it given" in mother.press("Mimi").text


@pytest.mark.parametrize("said", ["晚点提醒我", "later"])
def test_later_asks_for_the_day_and_takes_it_typed(mother: Parent, said: str) -> None:
    assert "When shall I write again" in mother.say(said).text
    assert "Good. I will write again on 27 Nov 2026" in mother.say("Friday").text


@pytest.mark.parametrize(
    ("said", "day"), [("in 3 days", "26 Nov"), ("下周五", "4 Dec"), ("两个星期以后", "7 Dec")]
)
def test_a_day_ahead_is_no_birth_date(mother: Parent, said: str, day: str) -> None:
    assert day in mother.say(said).text
    assert "I will write again" in mother.press("Yes").text


@pytest.mark.parametrize("address", ["rem:later:0:", "when:cant:0::no_leave"])
def test_the_day_can_be_typed_at_once(mother: Parent, address: str) -> None:
    mother.tap(address)
    assert state(mother) == "putting_off:day"
    assert "birth" not in mother.say("等过完年").text
    assert "Which day do you mean" in mother.screens[0].text
    assert "Is it one of these" in mother.say("next friday").text
    assert "4 Dec 2026" in mother.say("next week friday").text
    assert state(mother) is None


@pytest.mark.parametrize("said", ["不去了", "we can't go"])
def test_who_cannot_go_is_asked_why(mother: Parent, said: str) -> None:
    assert "What stands in the way" in mother.say(said).text


@pytest.mark.parametrize("said", ["yes all done yesterday", "都打好了"])
def test_all_done(mother: Parent, said: str) -> None:
    assert "Which was done" in mother.say(said).text
    mother.press("What is open now")
    mother.press("All of these, yesterday")
    assert told(mother)


@pytest.mark.parametrize("said", ["in 3 days", "晚点提醒我", "昨天打了乙肝", "only mmr", "不去了"])
def test_nothing_is_kept_of_who_keeps_nothing(house: House, said: str) -> None:
    stranger = Parent(house, 2)
    stranger.say(said)
    assert state(stranger) is None
