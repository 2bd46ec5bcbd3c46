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
import re
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

from actions import staff
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
from rules.roles import Role
from tests.botapi.state import State
from tests.calendars import read as read_calendar
from tests.databases import Kind, make_database
from tests.labels import Labels, plain
from tests.loopback import LoopbackSession
from tests.phones import Button, Phone, Shown, TelegramPhone, WebPhone
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


class Person:
    """Somebody with a phone."""

    def __init__(self, house: ToldHouse, phone: Phone, labels: Labels) -> None:
        self._house, self._phone, self._labels = house, phone, labels
        self._kept: dict[str, tuple[int, Button]] = {}

    @property
    def channel(self) -> str:
        return self._phone.channel

    @property
    def language(self) -> str:
        return self._labels.language

    @property
    def sees(self) -> list[Shown]:
        """Every message of the bot in this chat, oldest first, as it stands now."""
        return self._phone.shows()

    def news(self) -> list[Shown]:
        """What is new or different since the last look."""
        return self._phone.news()

    def say(self, text: str) -> None:
        command, _space, payload = text.partition(" ")
        act = (lambda: self._phone.start(payload)) if command == "/start" else lambda: self._phone.say(text)
        self._house.act(act)

    def tap(self, label: str) -> Button:
        """The newest button called so: by its English msgid, or as it reads; emoji in front may be left out."""
        ref, button = self.find(label)
        return self._tap(ref, button)

    def tap_dose(self, dose: str) -> Button:
        """The newest button about this dose, by its name in addresses ("MMR-1")."""
        found = self._find(
            lambda button: bool(re.search(rf":{re.escape(dose)}(:|$)", button.tap or "")), dose
        )
        return self._tap(*found)

    def tap_address(self, data: str) -> None:
        """A tap that no button in sight would make: old, or forged."""
        self._house.act(lambda: self._phone.tap_address(data))

    def keep(self, label: str) -> None:
        """Remembers where a button stands, to tap it when it is long gone from sight."""
        self._kept[plain(label)] = self.find(label)

    def tap_kept(self, label: str) -> None:
        _ref, button = self._kept[plain(label)]
        self.tap_address(button.tap or "")

    def share(self, lat: float, lon: float) -> None:
        self._house.act(lambda: self._phone.share(lat, lon))

    def send(self, kind: str) -> None:
        """A photo, a document, a sticker or a voice."""
        self._house.act(lambda: self._phone.send(kind))

    def show(self, data: bytes, caption: str = "", kind: str = "photo") -> None:
        self._house.act(lambda: self._phone.send_file(kind, data, caption))

    def edit(self, text: str) -> None:
        """Changes the last message they sent."""
        self._house.act(lambda: self._phone.edit(text))

    def invited(self, post: str) -> None:
        """Opens a one-time link for the staff, made at the desk: a role, then districts, if not all; "@education" is the office."""
        role, *where = post.split()
        office = next((one[1:] for one in where if one.startswith("@")), "")
        made = staff.Post(Role(role), frozenset(one for one in where if not one.startswith("@")), "W", office)
        invite = partial(staff.invite, who=staff.DESK, post=made, now=self._house.now)
        self.say(f"/start staff_{self._house.house.room.in_transaction(invite)}")

    def open_link_of(self, other: Person) -> None:
        """Follows the newest one-time link in the other's chat."""
        found = [match for shown in other.sees for match in re.findall(r"(?:join|staff)_[\w-]+", shown.html)]
        assert found, "there is no link in that chat"
        self.say(f"/start {found[-1]}")

    def fetch_link_of(self, other: Person) -> list[str]:
        """What a phone's own calendar shows that has the newest calendar link of the other's chat: a line a date; nothing when it is refused."""
        found = [match for shown in other.sees for match in re.findall(r"/calendar/[\w-]+\.ics", shown.html)]
        assert found, "there is no calendar link in that chat"
        if (answer := self._house.get(found[-1])).status_code == 404:
            return []
        return [f"{one.day:%d %b %Y}: {one.summary}" for one in read_calendar(answer.content)]

    def find(self, label: str) -> tuple[int, Button]:
        return self._find(self._labels.matcher(label), label)

    def _find(self, fits: Callable[[Button], bool], asked: str) -> tuple[int, Button]:
        shown = self.sees
        for message in reversed(shown):
            for button in message.all_buttons:
                if fits(button):
                    return message.ref, button
        labels = [button.label for button in shown[-1].all_buttons] if shown else []
        newest = shown[-1].html if shown else None
        raise AssertionError(f"no button {asked!r}; the newest message has {labels}: {newest}")

    def _tap(self, ref: int, button: Button) -> Button:
        self._house.act(lambda: self._phone.tap(ref, button))
        return button


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

    @property
    def now(self) -> datetime:
        """In the city's zone."""
        return self._clock.local()

    def travel(self, days: int) -> None:
        """To the same hour so many days ahead; what is due on the way is said on its day."""
        self.at(self.now + timedelta(days=days))

    def at(self, moment: datetime) -> None:
        """To this moment, stopping on the first minute of every day that has something to plan, whenever something is due, and every hour in which
        a question waits for a person."""
        while True:
            stop = min([moment, *self._read(partial(stops, now=self.now))])
            self._clock.moment = stop.astimezone(UTC)
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
