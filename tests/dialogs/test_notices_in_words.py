"""Notices reached by words: the last ones, which of them come, and a poll answered by typing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from rules.topics import Topic, topic
from tests.databases import Kind
from tests.dialogs.staffed import staffed_house
from tests.dialogs.talk import House, Parent
from tests.dialogs.test_notices import POLL, gets, presses


@pytest.fixture
def house(database_kind: Kind) -> Iterator[House]:
    with staffed_house(database_kind) as house:
        yield house


def at_home(house: House) -> Parent:
    """Registered, and nothing is waited for."""
    mother = Parent(house, 1).registered()
    mother.say("/menu")
    return mother


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("通知", Topic.NEWS),
        ("社区通知", Topic.NEWS),
        ("有什么通知", Topic.NEWS),
        ("notices", Topic.NEWS),
        ("news", Topic.NEWS),
        ("不要再发社区通知了", Topic.NOTICES_OFF),
        ("别发通知了", Topic.NOTICES_OFF),
        ("stop the notices", Topic.NOTICES_OFF),
        ("别发了", Topic.REMINDERS),
    ],
)
def test_what_is_meant_by_notices(said: str, about: Topic) -> None:
    assert topic(said) == about


@pytest.mark.parametrize(
    "said", ["录取通知书什么时候发", "不要录取通知书可以吗", "入学通知", "过两天再通知我", "通知单丢了"]
)
def test_other_letters_are_no_notices(said: str) -> None:
    assert topic(said) not in (Topic.NEWS, Topic.NOTICES_OFF)


def test_the_last_ones_and_which_of_them(house: House) -> None:
    mother = at_home(house)
    gets(house, POLL)
    for said in ("通知", "news"):
        assert any("Saturday or Sunday" in one.label for row in mother.say(said).choices for one in row)
    for said in ("不要再发社区通知了", "stop the notices"):
        assert "Tap what you do not want" in str(mother.say(said).text)
    mother.press("🔔 🎈")
    both = [one.label for row in mother.say("别给我发了").choices for one in row]
    assert "🔕 Which notices?" in both
    assert "🔕 No more reminders" in both
    stranger = Parent(house, 2)
    stranger.say("/start")
    assert "families I keep a calendar for" in str(stranger.say("通知").text)
    assert "nothing by myself" in str(stranger.say("别发通知了").text)


@pytest.mark.parametrize("said", ["Sunday", "周日", "就周日吧。", "选 周日"])
def test_a_choice_is_typed_below_the_poll(house: House, said: str) -> None:
    mother = at_home(house)
    gets(house, POLL)
    assert "Noted: Sunday" in str(mother.say(said).text)
    assert presses(house) == ["option:2"]


def test_a_choice_is_changed_by_words_whatever_was_said_meanwhile(house: House) -> None:
    """For a day; a later notice has the word."""
    mother = at_home(house)
    gets(house, POLL)
    assert "Noted: Sunday" in str(mother.say("Sunday").text)
    mother.say("Thank you")
    assert "Noted: Saturday" in str(mother.say("Saturday").text)
    assert presses(house) == ["option:1"]
    house.clock.moment += timedelta(days=1, minutes=1)
    mother.say("Sunday")
    assert presses(house) == ["option:1"]


@pytest.mark.parametrize("said", ["周日不行", "周日还是周六", "星期天", "", "吧", "2"])
def test_what_is_no_choice_is_no_vote(house: House, said: str) -> None:
    mother = at_home(house)
    gets(house, POLL)
    mother.say(said or " ")
    assert presses(house) == []


def test_nobody_votes_by_words_who_did_not_get_it(house: House) -> None:
    mother, stranger = at_home(house), Parent(house, 2)
    gets(house, POLL)
    stranger.say("/start")
    stranger.say("Sunday")
    assert presses(house) == []
    assert "Noted" in str(mother.say("Sunday").text)
