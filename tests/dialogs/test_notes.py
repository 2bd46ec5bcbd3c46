"""Notes by age: read by everybody who has a child, wished for by one tap, and never said to who did not ask."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.notes import note_lines
from dialogs.words import Catalogues
from rules.knowledge import Source
from rules.notes import Note
from tests.dialogs.growing import add
from tests.dialogs.talk import House, Parent


def wanted(parent: Parent) -> bool:
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        return guardian.notes_wanted


@pytest.fixture
def parent(house: House) -> Parent:
    parent = Parent(house, 4711).registered()
    parent.tap("go:home")
    add(parent)
    return parent


def test_reading_needs_no_wish(parent: Parent) -> None:
    screen = parent.tap("child:notes:1")
    assert screen.text.count("\n\n") == 5
    assert not wanted(parent)
    every = parent.press("More for this age")
    assert every.text.count("\n\n") > 5
    assert every.text.startswith(screen.text.split("\n\n")[0])


def test_asked_for_and_no_more(parent: Parent) -> None:
    parent.tap("child:growth:1")
    screen = parent.press("Send me notes by age")
    assert wanted(parent)
    assert "I send you a short note" in screen.text
    parent.tap("go:settings")
    parent.press("Feeding and safety notes")
    parent.press("No more notes by age")
    assert not wanted(parent)


def test_one_guardians_wish_is_their_own(parent: Parent) -> None:
    other = Parent(parent.house, 5).registered()
    other.tap("pref:notes:on")
    assert wanted(other)
    assert not wanted(parent)


@pytest.mark.parametrize("value", ["nonsense", "", "1", "On"])
def test_buttons_nobody_made(parent: Parent, value: str) -> None:
    parent.tap(f"pref:notes:{value}")
    assert not wanted(parent)


@pytest.mark.parametrize("address", ["go:notes", "pref:notes:on"])
def test_strangers_are_told(house: House, address: str) -> None:
    stranger = Parent(house, 5)
    assert "send you nothing" in stranger.tap(address).text


def test_who_paused_is_reminded_of_it(parent: Parent) -> None:
    parent.say("/stop")
    assert "switched off" in parent.tap("pref:notes:on").text


def test_a_child_that_has_outgrown_them(parent: Parent) -> None:
    number = add(parent, date(2018, 1, 1), nickname="Da")
    assert "no notes for this age" in parent.tap(f"child:notes:{number}").text


def test_a_question_about_food_leads_there(parent: Parent) -> None:
    assert parent.say("什么时候加辅食").text == parent.tap("child:notes:1").text


@pytest.mark.parametrize("confidence", ["confirmed", "second-hand", "convention"])
def test_what_is_not_confirmed_says_so(confidence: str) -> None:
    day = date(2026, 11, 26)
    note = Note("x", "feeding", "不吃<b>蜂蜜</b>", Source(("a", "b"), day, confidence), day, day)
    (line,) = note_lines([note], Catalogues({}, {}).speak("zh_CN"))
    assert line.startswith("🍼 不吃&lt;b&gt;蜂蜜")
    assert ("ask your clinic" in line) == (confidence != "confirmed")
