"""Families as they stand in a database some time after they came: consent given, any hour is polite, children entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from actions import children, families, notice_sending, notices, plans
from actions.desk import Desk
from actions.families import Agreed
from actions.notices import Done
from content import load_knowledge
from db.chats import Chat
from db.families import Guardian
from rules.knowledge import Knowledge
from rules.notices import Notice
from rules.roles import Duty, Role
from tests.faults.scenes import Scene

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
_CITY = "cn/wuhu"
#: Two of the staff: a notice to many needs both.
_WRITER, _SECOND = Duty("staff:1", Role.MANAGER, chat=1), Duty("staff:2", Role.MANAGER, chat=2)
#: Rows written at once: short enough that a bot on the same SQLite file never waits long.
_WRITTEN = 500


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


def crowd(engine: Engine, addresses: range, now: datetime) -> None:
    """One guardian at each address, who agreed and may be written to at any hour; the address is the number of all its rows. Written fast, and
    counted by PostgreSQL as its own watch would sooner or later."""
    for at in range(0, len(addresses), _WRITTEN):
        rows = [_alone(number, now) for number in addresses[at : at + _WRITTEN]]
        with engine.begin() as connection:
            for table in ("family", "guardian", "chat", "consent"):
                connection.execute(SQLModel.metadata.tables[table].insert(), [row[table] for row in rows])
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _alone(number: int, now: datetime) -> dict[str, dict[str, Any]]:
    return {
        "family": {"id": number, "demo": False, "created_at": now},
        "guardian": {"id": number, "family_id": number, "write_from": 0, "write_to": 0, "created_at": now},
        "chat": {
            "id": number,
            "channel": "telegram",
            "address": str(number),
            "language": "en",
            "guardian_id": number,
            "leaving": False,
            "cursor": 0,
            "seen_at": now,
        },
        "consent": {
            "guardian_id": number,
            "kind": "guardian",
            "version": "1",
            "text_hash": "-",
            "language": "en",
            "given_at": now,
        },
    }


def notice(session: Session, knowledge: Knowledge, now: datetime, words: str) -> int:
    """These words leave to everybody, as from the staff's own hands: written, confirmed, by a second person where it takes one. Its number."""
    desk = Desk(session, knowledge, ZONE, now)
    row = notices.begin(desk, _WRITER, Notice(texts={"zh_CN": words, "en": words}))
    assert row is not None
    seen = notice_sending.print_of(row)
    done = notice_sending.confirm(desk, _WRITER, row, seen)
    if done == Done.ASKED:
        done = notice_sending.second(desk, _SECOND, row, seen)
    assert done == Done.DONE, done
    return row.id or 0
