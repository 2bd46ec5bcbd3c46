"""Families as they stand in a database some time after they came: consent given, any hour is polite, children entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import children, families, plans
from actions.families import Agreed
from content import load_knowledge
from db.chats import Chat
from db.families import Guardian
from tests.faults.scenes import Scene

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
_CITY = "cn/wuhu"


def guardian(session: Session, address: int, now: datetime) -> Guardian:
    """Somebody on Telegram who agreed to everything and may be written to at any hour."""
    chat = Chat(channel="telegram", address=str(address), language="en", seen_at=now)
    session.add(chat)
    session.flush()
    for kind in ("guardian", "child"):
        person = families.consent(session, chat, Agreed(kind, "1", "the text", "en"), now)
    person.write_from = person.write_to = 0
    session.add(person)
    return person


def settle(scene: Scene, addresses: Iterable[int], entered: datetime) -> None:
    """A family at each address with a child born and entered at `entered`: the day after, it is reminded of what is due at birth."""

    def come(session: Session) -> None:
        for address in addresses:
            person = guardian(session, address, entered)
            children.add(session, person.family_id, entered.astimezone(ZONE).date(), entered, ZONE, "Chick")

    scene.write(come)


def tick(scene: Scene, now: datetime) -> None:
    """What the clock does at `now`: every child whose day has come is planned."""
    knowledge = load_knowledge(_CITY)
    while scene.write(lambda session: plans.plan_due(session, knowledge, ZONE, now, 50, {})):
        pass


def due_now(scene: Scene, addresses: Iterable[int], now: datetime) -> None:
    """Families whose reminder waits in the outbox from this moment on."""
    settle(scene, addresses, now - DAY)
    tick(scene, now)
