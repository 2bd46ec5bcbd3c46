"""The number at the door: as people type it, too early, or wrong; and nobody waits for seats that never were."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.audiences import Audience
from tests.actions.activity_house import STARTS
from tests.dialogs.activity_talk import an_activity, at, family, row_of
from tests.dialogs.talk import House, Parent

WRONG = "not the number on the door"
OPENS = STARTS - timedelta(hours=2)


def at_home(house: House, number: int, district: str = "jinghu") -> Parent:
    """Registered, and nothing is asked of them."""
    parent = family(house, number, district=district)
    parent.say("/menu")
    return parent


def full_width(code: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in code)


@pytest.mark.parametrize("how", ["{0}", "签到：{1}", "{2}", "here {0}", " {0}。"])
def test_however_it_is_typed(house: House, how: str) -> None:
    an_activity(house)
    code = row_of(house, 1).code
    one = at_home(house, 3)
    at(house, STARTS)
    assert "family 1" in one.say(how.format(code, full_width(code), " ".join(code))).text


@pytest.mark.parametrize("typed", ["9999", "１２３４", "99 99", "签到 9999"])
def test_a_wrong_number_where_a_door_is_open(house: House, typed: str) -> None:
    an_activity(house)
    near = at_home(house, 3)
    elsewhere = at_home(house, 4, "yijiang")
    stranger = Parent(house, 5)
    stranger.say("hello")
    for one in (near, elsewhere, stranger):
        assert WRONG not in one.say(typed).text, "no door is open"
    elsewhere.tap("acd:look:1")
    at(house, OPENS)
    assert WRONG in near.say(typed).text
    assert "Class" in near.press("Class").text
    assert WRONG in stranger.say(typed).text
    assert WRONG not in elsewhere.say(typed).text


def test_who_said_yes_may_come_from_anywhere(house: House) -> None:
    an_activity(house, audience=Audience(districts=frozenset({"jinghu"})))
    one = at_home(house, 3, "yijiang")
    one.tap("acc:1:yes:1")
    at(house, OPENS)
    assert WRONG in one.say("9999").text


def test_the_right_number_too_early_says_when(house: House) -> None:
    an_activity(house)
    code = row_of(house, 1).code
    one = at_home(house, 3)
    assert "too early" not in one.say(code).text, "days before, four digits are nobody's number"
    at(house, STARTS - timedelta(hours=20))
    for said in (code, f"/start here_{code}"):
        told = one.say(said).text
        assert "too early" in told
        assert "12:00" in told


def test_more_seats_than_there_are_at_all(house: House) -> None:
    an_activity(house, seats=2)
    one = at_home(house, 3)
    told = one.tap("acc:1:yes:3").text
    assert "only 2 seats in all" in told
    assert "it is yours" not in told
    assert "only 2 seats in all" not in one.tap("acc:1:yes:2").text
    assert "only 2 seats in all" in one.tap("acc:1:yes:3").text, "and keeps the two"
