"""The house as a person meets it: say, tap, look; days pass; the machine is restarted. No network, no waiting, a clock that a test sets.

    with told_house("sqlite", begins) as house:
        mother = house.person("telegram", "en")
        mother.say("/start")
        mother.tap("English")
        assert "calendar" in mother.sees[-1].html
        house.travel(days=14)

Everything is the real one; only the clock is ours, the courier makes its rounds when told to, and Telegram is the strict Bot API server
without HTTP around it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import TypeVar
from unittest import mock
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import event
from sqlmodel import Session

from bot.house import House
from bot.house_words import catalogues
from bot.settings import Settings
from bot.telegram.client import open_bot
from bot.telegram.mouth import TelegramMouth
from content import load_knowledge
from db import inbox
from db.connection import open_engine
from db.schema import migrate
from dialogs.screens import Screen
from tests import many
from tests.botapi.state import State
from tests.databases import Kind, make_database
from tests.labels import Labels
from tests.loopback import LoopbackSession
from tests.people import Person
from tests.phones import Phone, TelegramPhone, WebPhone
from tests.processes import DATA_KEY
from tests.stepped import (
    LoudHandling,
    SetClock,
    SteppedCourier,
    fetch_photos,
    next_due,
    stops,
    without_waiting_for_the_disk,
)

T = TypeVar("T")

#: Rounds of the courier after which something must be going in a circle.
_MOST_ROUNDS = 500
#: Files on the disk are no memory of the house: they are read once, however often it is restarted.
_knowledge = cache(load_knowledge)
_catalogues = cache(catalogues)
_bot = cache(partial(open_bot, api="http://127.0.0.1"))


class ToldHouse:
    """The house of one test. `restless`: it is restarted between any two steps, and nobody may notice. `city` is its pack."""

    def __init__(self, url: str, begins: datetime, restless: bool = False, city: str = "cn/wuhu") -> None:
        self._url, self._restless, self._city = url, restless, city
        self._clock = SetClock(ZoneInfo("Asia/Shanghai"))
        self._clock.moment = begins.astimezone(UTC)
        self.loop = asyncio.new_event_loop()
        self.telegram = State()
        self._bot = _bot(self.telegram.token)
        self._session = LoopbackSession(self.telegram)
        self._bot.session = self._session
        self.people: list[Person] = []
        #: Every Screen that left the house for Telegram.
        self.said: list[Screen] = []
        #: Called whenever somebody may have something new to read.
        self.watchers: list[Callable[[], None]] = []
        # It holds connections and compiled SQL, nothing of the conversations; compiling anew is half of what a restart takes.
        self._engine = open_engine(url)
        if self._engine.dialect.name == "sqlite":
            # nobody pulls the plug in a story, and waiting for the disk would be a third of its time
            event.listen(self._engine, "connect", without_waiting_for_the_disk)
        self.house = self._build()
        self.house.keep_demo()

    def person(self, channel: str, language: str) -> Person:
        """A new person; `language` is the one of their phone."""
        phone: Phone = (
            WebPhone(self, language) if channel == "web" else TelegramPhone(self, self.telegram, language)
        )
        person = Person(self, phone, Labels(_catalogues(), language))
        self.people.append(person)
        return person

    def many(self, number: int) -> None:
        """So many families at once, as rows; in the day nothing is said to them."""
        moment = self.now
        self.house.room.in_transaction(lambda session: many.come(session, number, moment, hours=(360, 480)))

    @property
    def now(self) -> datetime:
        """In the city's zone."""
        return self._clock.local()

    def travel(self, days: int) -> None:
        """To the same hour so many days ahead; what is due on the way is said on its day."""
        self.at(self.now + timedelta(days=days))

    def at(self, moment: datetime) -> None:
        """To this moment, stopping on the first minute of every day that has something to plan, whenever something is due or a notice leaves, and
        every hour in which a question waits for a person."""
        while True:
            stop = min([moment, *self._read(partial(stops, now=self.now))])
            self._clock.moment = stop.astimezone(UTC)
            self.loop.run_until_complete(self.house.ticks.notices())
            self.loop.run_until_complete(self.house.ticks.tick())
            self.loop.run_until_complete(self.house.ticks.rounds())
            self._pause()
            self._carry()
            if stop == moment:
                return

    def act(self, doing: Callable[[], None]) -> None:
        """Somebody does something; the house answers until there is nothing more to say."""
        doing()
        while self.house.handling.step():
            pass
        self._pause()
        fetch_photos(self.house, self._bot, self.loop)
        assert not self._read(inbox.counts).get(inbox.State.OPEN), "an update was left unanswered"
        self._carry()

    def get(self, path: str) -> httpx.Response:
        """A request from outside, without a cookie."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.house.app())
            async with httpx.AsyncClient(transport=transport, base_url="http://house") as client:
                return await client.get(path)

        return self.loop.run_until_complete(ask())

    def restart(self) -> None:
        """Everything in memory goes; a new house opens on the same database."""
        self._close()
        self.house = self._build()

    def close(self) -> None:
        self._close()
        self.loop.close()

    def _build(self) -> House:
        settings = Settings(
            _env_file=None, database_url=self._url, data_key=DATA_KEY, demo=True, city=self._city
        )
        with mock.patch.multiple(
            "bot.house",
            Clock=lambda zone: self._clock,
            load_knowledge=_knowledge,
            catalogues=_catalogues,
            Handling=LoudHandling,
            Courier=SteppedCourier,
            open_engine=lambda url: self._engine,
        ):
            house = House(settings)
        house.bot_name = self.telegram.me["username"]
        house.courier.serve(TelegramMouth(self._bot))
        return house

    def _close(self) -> None:
        self.house.handling.close()
        self.house.room.close()
        self.house.room.engine.dispose()

    def _pause(self) -> None:
        if self._restless:
            self.restart()

    def _carry(self) -> None:
        courier = self.house.courier
        assert isinstance(courier, SteppedCourier)
        for _round in range(_MOST_ROUNDS):
            due = self._read(next_due)
            if due is None or due > self.now:
                break
            courier.carry(self.loop, self.said)
        else:
            raise AssertionError("the courier goes in a circle")
        assert not self._session.mistakes, self._session.mistakes
        for watch in self.watchers:
            watch()

    def _read(self, query: Callable[[Session], T]) -> T:
        return self.house.room.in_transaction(query)


@contextmanager
def told_house(
    kind: Kind, begins: datetime, restless: bool = False, city: str = "cn/wuhu"
) -> Iterator[ToldHouse]:
    """A house on a fresh database, open until the end of the block."""
    with make_database(kind, prepare=migrate) as url:
        house = ToldHouse(url, begins, restless, city)
        try:
            yield house
        finally:
            house.close()
