"""Answers that are typed where buttons wait; and what was ticked is found again after a walk through the bot."""

from __future__ import annotations

import pytest

from dialogs.need_addresses import Need
from tests.dialogs.talk import House
from tests.dialogs.test_needs import labels, texts, wants, with_child


def test_typed_labels_count_like_taps(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    parent.say("作业辅导")
    parent.say("sport")
    assert {one for one in labels(parent.screens) if "✅" in one} == {"✅ Homework help", "✅ Sport"}
    parent.say("next")
    parent.say("Saturday morning")
    parent.say("晚上八点以后")
    ticked = {one for one in labels(parent.screens) if "✅" in one}
    assert ticked == {"✅ Saturday morning", "✅ Weekday evenings", "✅ Weekend evenings"}
    parent.say("next")
    parent.say("Mandarin Chinese")
    assert "Needed: Homework help, Sport" in texts(parent.screens)
    assert set(wants(house)) == {"homework", "sport"}


def test_a_fourth_word_is_not_taken(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    for word in ("homework help", "sport", "english", "legal advice"):
        parent.say(word)
    assert "Three are ticked" in texts(parent.screens)


def test_english_is_a_need_here_and_a_language_elsewhere(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    parent.say("English")
    assert "✅ English" in labels(parent.screens)
    parent.say("next")
    parent.say("English")
    assert "When are you free" in texts(parent.screens)
    parent.say("next")
    parent.say("English")
    assert "Language: English" in texts(parent.screens)


@pytest.mark.parametrize("way", ["/menu", "/language", "/needs", "/settings"])
def test_nothing_ticked_is_lost_on_the_way(house: House, way: str) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    parent.press("Sport")
    parent.say("附近的托管班在哪里?")
    parent.say(way)
    parent.say("/needs")
    assert "✅ Sport" in labels(parent.screens)
    parent.press("Next")
    parent.say("/menu")
    parent.press("Go on: what we need")
    assert "When are you free" in texts(parent.screens)


def test_a_change_of_language_asks_the_same_again(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    parent.press("Sport")
    parent.say("/language")
    parent.press("English")
    assert "What would help your children most" in texts(parent.screens)
    assert any(one.startswith("✅") for one in labels(parent.screens))


def test_what_was_said_is_shown_with_the_way_to_what_was_begun(house: House) -> None:
    parent = with_child(house, 1)
    parent.tap(Need(do="save", wants=1, hours=1, language="zh_CN").pack())
    parent.say("/needs")
    assert not any("Go on" in one for one in labels(parent.screens))
    parent.press("Change it")
    parent.press("Sport")
    parent.say("/needs")
    assert "Delete it" in " ".join(labels(parent.screens))
    parent.press("Go on: what we need")
    assert {one for one in labels(parent.screens) if "✅" in one} == {"✅ Homework help", "✅ Sport"}
    parent.say("/needs")
    parent.press("Delete it")
    parent.press("Yes, delete it")
    parent.say("/needs")
    assert not any("✅" in one for one in labels(parent.screens))
