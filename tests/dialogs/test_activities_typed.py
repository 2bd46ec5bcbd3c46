"""Words typed where an activity's buttons wait, and around its door."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.roles import Role
from tests.actions.activity_house import STARTS
from tests.dialogs.activity_talk import an_activity, at, family, row_of, seated
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House, Parent
from tests.dialogs.test_activities_told import labels


@pytest.mark.parametrize(
    ("words", "told", "taken"),
    [
        ("我们来", "You have a seat", 1),
        ("we come", "You have a seat", 1),
        ("✅ We come", "You have a seat", 1),
        ("maybe", "Noted: maybe", 0),
        ("来不了", "you cannot come", 0),
        ("we are not coming", "you cannot come", 0),
        ("we come with two children", "You come, with 2 children", 2),
    ],
)
def test_under_the_card(house: House, words: str, told: str, taken: int) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    one.tap("acd:look:1")
    assert told in one.say(words).text
    assert seated(house, 1) == taken


def test_how_many_in_words_or_by_a_button(house: House) -> None:
    an_activity(house, seats=9)
    one = family(house, 3, date(2024, 3, 5), date(2025, 3, 5))
    one.tap("acd:look:1")
    asked = one.say("我们来")
    assert "How many children" in asked.text
    assert {"1", "2", "3", "4", "5", "6"} <= set(labels(asked))
    assert "6 children of one family at most" in one.say("十个孩子").text
    assert "You come, with 2 children" in one.say("两个").text
    one.press("How many children")
    assert "You come, with 3 children" in one.say("three").text
    one.press("How many children")
    assert "You come without a child" in one.say("只有我").text


def test_a_number_alone_is_none_of_children_where_nobody_asked(house: House) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    one.tap("acd:look:1")
    one.say("2")
    assert seated(house, 1) == 0
    # what was shown long ago is not meant
    one.tap("acd:look:1")
    at(house, house.clock.now() + timedelta(hours=1))
    assert "What is on" in one.say("我们来").text
    assert seated(house, 1) == 0


def test_not_coming_to_what(house: House) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    assert "Which one do you mean" not in one.say("不去了").text
    one.tap("acc:1:yes:1")
    one.say("/start")
    asked = one.say("不去了")
    assert "Which one do you mean" in asked.text
    assert [one.split(":")[0] for one in labels(asked)[:2]] == ["✋ 5 Dec 2026", "💉 The vaccination"]
    assert "What stands in the way" in one.press("The vaccination").text
    asked = one.say("取消报名")
    assert "💉 The vaccination" not in labels(asked)
    assert seated(house, 1) == 1
    assert "you cannot come" in one.press("✋ 5 Dec").text
    assert seated(house, 1) == 0


def test_checking_in_without_the_number(house: House) -> None:
    an_activity(house)
    code = row_of(house, 1).code
    one, elsewhere = family(house, 3), family(house, 4, district="yijiang")
    for parent in (one, elsewhere):
        parent.say("/activities")
    assert "What is on" in one.say("签到").text
    assert "type the number" not in one.say("到了").text
    one.tap("acc:1:yes:1")
    at(house, STARTS - timedelta(hours=4))
    early = one.say("check in").text
    assert "Please type the number that hangs at the door" in early
    assert "It works from" in early
    wrong = one.say("0000" if code != "0000" else "1111").text
    assert wrong == early, "any number, hours before"
    assert "It works from" not in elsewhere.say("0000").text
    at(house, STARTS - timedelta(minutes=30))
    assert "It works from" not in one.say("签到").text
    assert "type the number" in one.say("我们到了").text
    assert "type the number" not in elsewhere.say("签到").text
    assert "family 1" in one.say(code).text


def test_the_number_counts_whatever_was_asked_before(house: House) -> None:
    an_activity(house)
    code = row_of(house, 1).code
    Worker(house, 8).hired(Role.WORKER, "jinghu")
    one = family(house, 3)
    one.tap("acc:1:yes:1")
    assert "What do you want to ask" in one.say("/person").text
    assert "family 1" not in one.say(code).text
    at(house, STARTS - timedelta(minutes=30))
    one.say("/person")
    assert "family 1" in one.say(code).text
    # and the question is still waited for
    assert "What do you want to ask" not in one.say("Where is the office, please?").text


def test_a_stranger_types_it(house: House) -> None:
    an_activity(house)
    stranger = Parent(house, 3)
    stranger.say("hello")
    stranger.tap("acd:look:1")
    for words in ("我们来", "两个", "来不了", "签到", "到了"):
        assert stranger.say(words).text
    assert seated(house, 1) == 0


def test_what_has_no_words_goes_on(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    assert one.share(31.33, 118.38).text
    one.say("/activities")
    assert one.share(31.33, 118.38).text
