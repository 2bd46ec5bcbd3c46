"""One parent in front of the real conversations: what they type and tap goes in as updates, what comes back is read from the outbox."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, SQLModel, col, select

from bot.clock import Clock
from bot.handling import Handling
from bot.room import Room
from content import load_knowledge
from db import chats, inbox, outbox, sealing
from db.chats import Chat
from db.connection import open_engine
from db.families import Guardian
from db.schema import migrate
from dialogs.dispatching import build_dispatcher
from dialogs.screens import Choice, Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Catalogues
from rules.knowledge import Knowledge
from tests.databases import Kind, make_database
from tests.processes import DATA_KEY

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""A Monday, noon in the city."""


@functools.cache
def knowledge() -> Knowledge:
    """Read once: nothing changes it."""
    return load_knowledge("cn/wuhu")


class Still(Clock):
    """Time stands where the test puts it."""

    moment = NOW

    def now(self) -> datetime:
        return self.moment


class House:
    """The room, the handling and the loaded knowledge, without channels."""

    def __init__(self, url: str, link: str | None, owners: tuple[int, ...], origin: str) -> None:
        sealing.use(sealing.KeyRing(DATA_KEY))
        self.room = Room(open_engine(url))
        self.clock = Still(ZONE)
        self.around = Surroundings(
            knowledge=knowledge(),
            catalogues=Catalogues({}, {}),
            zone=ZONE,
            demo=False,
            link=lambda channel, payload: f"{link}?start={payload}" if link else None,
            owners=owners,
            origin=origin,
        )
        self.handling = Handling(self.room, self.clock, build_dispatcher(), self.around)
        self.numbers = iter(range(1, 1_000_000))

    def session(self) -> Session:
        return Session(self.room.engine, expire_on_commit=False)

    def close(self) -> None:
        self.handling.close()
        self.room.close()
        self.room.engine.dispose()


@contextmanager
def open_house(
    kind: Kind = "sqlite",
    link: str | None = "https://example.org/",
    owners: tuple[int, ...] = (),
    origin: str = "https://example.org",
) -> Iterator[House]:
    with make_database(kind, prepare=migrate) as url:
        house = House(url, link, owners, origin)
        try:
            yield house
        finally:
            house.close()


class Parent:
    """Somebody with a phone. `screens` is what they were answered last."""

    def __init__(self, house: House, number: int) -> None:
        self.house, self.number = house, number
        self.screens: list[Screen] = []

    def say(self, text: str) -> Screen:
        return self._send({"message": {**self._message(), "text": text}})

    def share(self, lat: float, lon: float, live: bool = False, venue: bool = False) -> Screen:
        """A location, as Telegram sends it: once, live, or as a venue."""
        spot: dict[str, Any] = {"latitude": lat, "longitude": lon, **({"live_period": 900} if live else {})}
        named = {"location": spot, "title": "x", "address": "y"}
        return self._send(
            {"message": {**self._message(), **({"venue": named} if venue else {"location": spot})}}
        )

    def tap(self, address: str) -> Screen:
        """Presses a button by its address, whether or not it is on the last screen."""
        tap = {
            "id": "1",
            "chat_instance": "1",
            "from": self._person(),
            "message": self._message(),
            "data": address,
        }
        return self._send({"callback_query": tap})

    def press(self, label: str) -> Screen:
        """Presses the button that has this in its label on the last screens."""
        return self.tap(self.button(label).tap or "")

    def button(self, label: str) -> Choice:
        found = [
            one for screen in self.screens for row in screen.choices for one in row if label in one.label
        ]
        assert len(found) == 1, (
            label,
            [one.label for screen in self.screens for row in screen.choices for one in row],
        )
        return found[0]

    def registered(self) -> Parent:
        """Agreed to both."""
        self.tap("go:consent")
        self.press("Yes")
        self.press("Yes")
        return self

    def guardian(self, session: Session) -> Guardian | None:
        chat = self.chat(session)
        return session.get(Guardian, chat.guardian_id) if chat and chat.guardian_id else None

    def chat(self, session: Session) -> Chat | None:
        return chats.find(session, "telegram", str(self.number))

    def _person(self) -> dict[str, Any]:
        return {"id": self.number, "is_bot": False, "first_name": "x", "language_code": "en"}

    def _message(self) -> dict[str, Any]:
        place = {"id": self.number, "type": "private"}
        return {"message_id": 1, "date": 1_700_000_000, "chat": place, "from": self._person()}

    def arrive(self, payload: dict[str, Any]) -> None:
        """An update of theirs is stored and handled, whatever comes of it."""
        with self.house.session() as session:
            session.add(
                inbox.Inbox(
                    channel="telegram",
                    update_key=str(next(self.house.numbers)),
                    chat_key=f"telegram:{self.number}",
                    payload=payload,
                    not_before=self.house.clock.now(),
                    received_at=self.house.clock.now(),
                )
            )
            session.commit()
        assert self.house.handling.step()

    def _send(self, payload: dict[str, Any]) -> Screen:
        self.arrive(payload)
        self.screens = list(self._heard())
        assert self.screens
        return self.screens[0]

    def news(self) -> list[Screen]:
        """What was written to them that they did not ask for."""
        return list(self._heard(outbox.Rank.REMINDER))

    def _heard(self, rank: outbox.Rank = outbox.Rank.REPLY) -> Iterator[Screen]:
        """Replies that wait, which are said with this."""
        with self.house.session() as session:
            trouble = session.exec(
                select(inbox.Inbox.trouble).where(col(inbox.Inbox.trouble).is_not(None))
            ).all()
            assert not trouble, trouble
            chat = self.chat(session)
            rows = select(outbox.Outbox).where(
                outbox.Outbox.chat_id == (chat.id if chat else 0),
                outbox.Outbox.kind == "screen",
                outbox.Outbox.rank == rank,
                outbox.Outbox.state == outbox.State.WAITING,
            )
            for row in session.exec(rows.order_by(col(outbox.Outbox.id))).all():
                yield Screen.from_json((row.body or {})["screen"])
                row.state = outbox.State.SENT
            session.commit()


#: Where updates come in and screens go out; emptied once they are done.
PASSING = {"inbox", "outbox"}


def kept(house: House) -> dict[str, list[Any]]:
    """Everything in the database, table by table."""
    with house.session() as session:
        return {
            table.name: sorted(map(repr, session.execute(table.select()).all()))
            for table in SQLModel.metadata.sorted_tables
            if table.name not in PASSING
        }
