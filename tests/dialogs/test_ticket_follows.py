"""What a family types soon after an office's answer may be for whoever wrote it: one tap, seen before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dialogs.ticket_addresses import Mine
from rules.roles import Role
from tests.dialogs.staffed import Worker, staffed_house, text_of
from tests.dialogs.talk import NOW, House, Parent
from tests.dialogs.ticketed import answers, asks, desk, said, takes

ASKED = "So whom do I go to <b>then</b> {0}"
BUTTON = "Send this to the worker who answered"


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER, "jinghu")


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    return Parent(house, 1)


def offered(parent: Parent) -> bool:
    """Whether it is the first button of what was said last."""
    return BUTTON in parent.screens[-1].choices[0][0].label


def test_one_tap_a_look_and_it_is_with_the_worker(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    answers(worker, number)
    parent.news()
    worker.news()
    for words in ("Something else first", ASKED, "How much is it?"):
        parent.say(words)
        assert offered(parent)
    parent.say(ASKED)
    assert "&lt;b&gt;then&lt;/b&gt; {0}" in parent.press(BUTTON).text
    assert len(said(house, number)) == 2
    assert "Sent to the worker" in parent.press("Send").text
    assert said(house, number)[-1] == ("family", ASKED)
    (letter,) = worker.news()
    assert "written again" in letter.text
    parent.say(ASKED)  # it waits for the office now
    assert BUTTON not in str(parent.screens)


def test_only_for_a_day_and_only_while_it_is_answered(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    for taken in (False, True):
        if taken:
            takes(worker, number)
        parent.say("Where is the school?")
        assert BUTTON not in str(parent.screens)
    answers(worker, number)
    parent.say("340207201905021234")
    assert BUTTON not in str(parent.screens)
    stranger = Parent(house, 2)
    stranger.say("Where is the school?")
    assert BUTTON not in str(stranger.screens)
    house.clock.moment = NOW + timedelta(days=1)
    parent.say("Where is the school?")
    assert offered(parent)
    house.clock.moment = NOW + timedelta(days=1, minutes=1)
    parent.say("Where is the school?")
    assert BUTTON not in str(parent.screens)


def test_after_another_tap_the_words_are_typed_anew(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    answers(worker, number)
    parent.say(ASKED)
    old = Mine(do="follow", ticket=number).pack()
    parent.tap("go:tickets")
    assert "What do you want to tell the worker?" in parent.tap(old).text
    assert "Shall I send it?" in parent.say("Whom?").text
    parent.press("Send")
    assert said(house, number)[-1] == ("family", "Whom?")
    worker.tap(desk("look", number))
    worker.press("Close")
    worker.press("Yes, close it")
    assert "question is closed" in parent.tap(old).text
    assert "then" not in text_of(parent.screens)
