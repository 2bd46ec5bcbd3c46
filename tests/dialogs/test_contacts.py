"""A family's number in a worker's chat: for ten minutes, and not a moment longer than the family stands by it; on the page and on Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.driver import ToldHouse, told_house
from tests.people import Person
from tests.telling import ZONE

BEGINS = datetime(2026, 11, 2, 10, 0, tzinfo=ZONE)
NUMBER = "13812345678"


def in_sight(person: Person) -> str:
    return "\n".join(shown.html for shown in person.sees)


@pytest.fixture
def house() -> Iterator[ToldHouse]:
    with told_house("sqlite", BEGINS) as house:
        yield house


@pytest.fixture
def mother(house: ToldHouse) -> Person:
    mother = house.person("telegram", "en")
    mother.say("/start")
    for label in ("English", "Keep my children's calendar", "Yes, I agree", "Yes, I agree"):
        mother.tap(label)
    mother.say("Lele")
    mother.say("2026-05-20")
    for label in ("Boy", "弋江区", "Yes, everything up to today"):
        mother.tap(label)
    mother.say("/community")
    mother.tap("Yes, I agree")
    mother.tap("弋江区")
    mother.say("Sister Wang")
    mother.say(NUMBER)
    mother.tap("Register")
    return mother


@pytest.fixture(params=["telegram", "web"])
def worker(house: ToldHouse, mother: Person, request: pytest.FixtureRequest) -> Person:
    worker = house.person(request.param, "en")
    worker.invited("worker yijiang")
    worker.say("/staff")
    worker.tap("Whom to call")
    worker.tap("弋江区")
    worker.tap("Name and number")
    assert NUMBER in in_sight(worker)
    return worker


def test_it_goes_after_ten_minutes_and_the_card_stays(house: ToldHouse, worker: Person) -> None:
    worker.tap("The family")
    cards = in_sight(worker).count("Family no. 1")
    house.at(house.now + timedelta(minutes=11))
    assert NUMBER not in in_sight(worker)
    assert "Sister Wang" not in in_sight(worker)
    assert in_sight(worker).count("Family no. 1") == cards, (
        "the card behind the number is a message of its own"
    )
    worker.tap("Reached")
    assert "Noted: reached" in in_sight(worker)


def test_it_goes_at_once_when_the_family_takes_it_back(mother: Person, worker: Person) -> None:
    mother.tap("Off the list")
    mother.tap("Yes, delete it")
    assert NUMBER not in in_sight(worker)
    assert "Sister Wang" not in in_sight(worker)


def test_it_goes_at_once_with_everything_else(mother: Person, worker: Person) -> None:
    mother.say("/privacy")
    mother.tap("Delete everything")
    mother.tap("Yes, delete everything")
    assert NUMBER not in in_sight(worker)
    assert "Sister Wang" not in in_sight(worker)
