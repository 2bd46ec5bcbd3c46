"""A question to a person with a photo in it, as the tests of photos need it."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from db.photos import Photo
from dialogs.photo_addresses import ShowPaper
from rules.photos import Picture, read
from tests.driver import ToldHouse
from tests.people import Person


def asked(house: ToldHouse, channel: str, worker_on: str | None = None) -> tuple[Person, Person]:
    """A mother whose question a worker has taken, on the same channel if nothing else is said."""
    mother, worker = house.person(channel, "en"), house.person(worker_on or channel, "en")
    worker.invited("worker")
    ask(mother)
    worker.tap_address("desk:take:1")
    return mother, worker


def ask(mother: Person) -> None:
    """Her question waits."""
    mother.say("/start page")
    mother.say("/person")
    mother.say("Is this paper the right one?")
    for button in mother.sees[-1].all_buttons:
        if "not know" in button.label.lower() or ":-" in (button.tap or ""):
            mother.tap_address(button.tap or "")
            break
    mother.tap("Send")


def shows(mother: Person, *photos: bytes) -> None:
    mother.tap_address(ShowPaper(do="ask", ticket=1).pack())
    for one in photos:
        mother.show(one)


def rows(house: ToldHouse) -> list[Photo]:
    return read_all(house, Photo)


def read_all(house: ToldHouse, table: Any) -> list[Any]:
    return house.house.room.in_transaction(lambda session: list(session.exec(select(table))))


def in_hand(person: Person) -> list[bytes]:
    """What pictures this person's chat shows now."""
    return [one.picture for one in person.sees if one.picture is not None]


def clean(data: bytes) -> bytes:
    found = read(data, len(data))
    assert isinstance(found, Picture)
    return found.data
