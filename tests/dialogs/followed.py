"""A family that registered with its community, and what staff did about it, for tests."""

from __future__ import annotations

from sqlmodel import col, select

from db.follow_up import Pairing, Referral, Registration
from dialogs.community_addresses import CallOn, Pair, Refer
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House, Parent

WORDS = "The boy cannot walk yet."


def parent_of(house: House, number: int = 1) -> Parent:
    """With a child in 镜湖区, and nothing told to the community."""
    parent = Parent(house, number).registered()
    for said in ("豆豆", "2025-03-05"):
        parent.say(said)
    parent.press("Boy")
    parent.press("镜湖区")
    parent.tap("go:home")
    return parent


def registers(
    parent: Parent, called: str = "Sister Wang", phone: str = "13812345678", district: str = "镜湖区"
) -> Parent:
    """By buttons, to the end."""
    parent.say("/community")
    parent.press("Yes, I agree")
    parent.press(district)
    if any("I don't know" in one.label for screen in parent.screens for row in screen.choices for one in row):
        parent.press("I don't know")
    parent.say(called)
    parent.say(phone)
    parent.press("Register")
    return parent


def registrations(house: House) -> list[Registration]:
    with house.session() as session:
        return list(session.exec(select(Registration).order_by(col(Registration.family_id))))


def referral(house: House) -> Referral:
    with house.session() as session:
        return session.exec(select(Referral)).all()[-1]


def pairing(house: House) -> Pairing:
    with house.session() as session:
        return session.exec(select(Pairing)).one()


def refers(worker: Worker, words: str = WORDS, family: int = 1) -> None:
    """A worker proposes to tell civil affairs; typed, seen, sent."""
    worker.tap(Refer(do="areas", number=family).pack())
    worker.press("Something else")
    worker.tap(Refer(do="office", number=family, value="civil_affairs").pack())
    worker.say(words)
    worker.press("Send")


def finds(worker: Worker, name: str = "Miss Li", meets: str = "Saturdays", number: int = 1) -> None:
    """A volunteer was found; typed, seen, sent."""
    worker.tap(Pair(do="find", pairing=number).pack())
    worker.say(name)
    worker.say(meets)
    worker.press("Send")


def call(do: str, family: int = 1) -> str:
    return CallOn(do=do, family=family).pack()
