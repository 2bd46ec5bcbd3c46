"""A number to call is one tap away wherever it is told, says so when it is not confirmed, and is not told when its fact has ended."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from bot.handling import Handling
from dialogs.dispatching import build_dispatcher
from tests.dialogs.talk import House, Parent, knowledge

SAID = [
    "孩子不见了",
    "孩子抽搐",
    "孩子吞了电池",
    "救命",
    "my child is missing",
    "she is not responding",
    "发烧了",
    "我孩子38.5度",
    "转人工",
    "今天天气不错",
]
NUMBERS = [line.number for line in knowledge().hotlines.values()]


def expire(house: House) -> None:
    """From here on no number may be told any more."""
    ended = {
        key: replace(line, fact=replace(line.fact, valid_until=date(2026, 1, 1)))
        for key, line in knowledge().hotlines.items()
    }
    around = replace(house.around, knowledge=replace(knowledge(), hotlines=MappingProxyType(ended)))
    house.handling.close()
    house.handling = Handling(house.room, house.clock, build_dispatcher(), around)


@pytest.mark.parametrize("said", SAID)
def test_every_number_stands_alone_in_bold_where_the_page_links_it(house: House, said: str) -> None:
    text = Parent(house, 1).say(said).text
    told = [number for number in NUMBERS if re.search(rf"(?<!\d){number}(?!\d)", text)]
    assert told
    for number in told:
        assert re.findall(rf"(?<!\d){number}(?!\d)", text) == re.findall(rf"(?<=<b>){number}(?=</b>)", text)


@pytest.mark.parametrize("said", ["发烧了", "转人工"])
def test_a_number_that_is_not_confirmed_says_so(house: House, said: str) -> None:
    assert "<b>12320</b> (not fully confirmed)" in Parent(house, 1).say(said).text


def test_nobody_in_danger_is_made_to_doubt(house: House) -> None:
    assert "not fully confirmed" not in Parent(house, 1).say("孩子抽搐").text


@pytest.mark.parametrize("said", SAID)
def test_a_number_whose_fact_has_ended_is_not_told(house: House, said: str) -> None:
    expire(house)
    text = Parent(house, 1).say(said).text
    assert not [number for number in NUMBERS if number in text]


def test_nor_after_a_reminder(house: House) -> None:
    expire(house)
    parent = Parent(house, 1).registered()
    for said in ("Mimi", "2026-04-20"):
        parent.say(said)
    for address in ("is:0:sex:F", "is:0:district:-", "child:none:1", "when:cant:0::too_far"):
        parent.tap(address)
    assert "nearer one" in parent.screens[0].text
    assert "12320" not in parent.screens[0].text
