"""The house put together: what is built once at start, what runs until the end, and in which order it closes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from sqlmodel import Session, select, text

from actions import answers, demo_places
from bot.arrivals import Letterbox
from bot.clock import Clock
from bot.delivery.courier import Courier
from bot.delivery.wording import Doorkeeper
from bot.handling import Handling
from bot.house_words import catalogues
from bot.leases import Holder
from bot.log import log
from bot.metrics import HANDLED, HANDLING, ROWS
from bot.room import Room
from bot.settings import Settings, data_key
from bot.ticks import Ticks
from bot.web import app as web_app
from bot.web.calendar import CalendarDoor
from bot.web.chat import WebChat
from bot.web.hub import Hub
from bot.web.mouth import WebMouth
from bot.web.photos import PhotoDoor
from bot.web.stream import Streams
from bot.web.visitors import Visitors
from content import load_knowledge
from db import house as db_house
from db import inbox, outbox, sealing
from db.connection import open_engine
from dialogs.dispatching import build_dispatcher
from dialogs.surroundings import Surroundings

#: Seconds between two looks at the inbox when nobody called: other processes store there too.
LOOK_EVERY = 0.5


class House:
    """Settings in, a running bot out. `async with house.open():` starts everything and closes it in order."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        ring = sealing.KeyRing(data_key(settings))
        sealing.use(ring)
        self.clock = Clock(settings.zone)
        self.room = Room(open_engine(settings.database_url.get_secret_value()))
        self.around = Surroundings(
            knowledge=load_knowledge(settings.city),
            catalogues=catalogues(),
            zone=settings.zone,
            demo=settings.demo,
            link=self._link,
            owners=settings.owners,
            origin=settings.origin,
        )
        # A pack that is broken keeps us from starting, and nobody's first question waits for the packs.
        answers.prepare(self.around.knowledge)
        self.wake = asyncio.Event()
        self.hub = Hub()
        self.holder = Holder(self.room)
        self.letterbox = Letterbox(self.room, self.clock.now, self._stored)
        self.handling = Handling(self.room, self.clock, build_dispatcher(), self.around)
        self.courier = Courier(
            self.room, self.clock, self.holder, Doorkeeper(self.around), settings.send_rate
        )
        self.courier.serve_instantly(WebMouth(self.clock, self.hub))
        self.ticks = Ticks(self.room, self.clock, self.holder, self.around, self.courier.wake)
        visitors = Visitors(ring.derive("cookie"), self.clock, self.around.catalogues.languages)
        self.chat = WebChat(self.room, self.clock, self.letterbox, visitors, self.around, self._moved_on)
        self.streams = Streams(self.chat, self.room, self.hub)
        self.bot_name: str | None = None
        self._telegram: Any = None
        self._tasks: list[asyncio.Task[None]] = []

    def prove_key(self) -> None:
        """Raises SealError, with the cure, when the data key is not the one this database was sealed with."""
        self.room.in_transaction(lambda session: db_house.prove_key(session, self.clock.now()))

    def keep_demo(self) -> None:
        """Brings the demo's places to the pack's edition, or takes them out where this is no demo. Raises PackError."""
        demo = self.around.knowledge.demo_places() if self.settings.demo else ()
        changed = self.room.in_transaction(
            lambda session: demo_places.keep_demo(session, demo, self.clock.now())
        )
        if changed:
            log.info("the demo's places were brought up to date", changed=changed)

    def app(self) -> Any:
        """The Starlette app that serves this house."""
        calendar = CalendarDoor(self.room, self.clock, self.around)
        routes: list[Any] = [
            *self.chat.routes(),
            PhotoDoor(self.chat).route(),
            self.streams.route(),
            calendar.route(),
        ]
        if self.settings.webhook_url and self.settings.webhook_secret:
            from bot.telegram import webhook

            routes.append(webhook.route(self.letterbox, self.settings.webhook_secret.get_secret_value()))
        return web_app.build(routes, self.health, self._count)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[House]:
        await self.room.write(self.clock.recall)
        if self.settings.telegram_token is not None:
            from bot.telegram.line import Line

            self._telegram = Line(self)
        for work in (self._handle(), self.holder.keep(), self.courier.run(), self.streams.watch()):
            self._start(work)
        if self._telegram is not None:
            for work in self._telegram.works():
                self._start(work)
        self.ticks.start()
        try:
            yield self
        finally:
            await self._close()

    async def health(self) -> dict[str, bool]:
        """200 only while all of these live."""
        return {
            "database": await self._database_answers(),
            "clock": self.ticks.alive,
            "courier": self.courier.alive,
        }

    async def _handle(self) -> None:
        while True:
            self.wake.clear()
            try:
                with HANDLING.time():
                    number = await self.room.call(self.handling.several)
            except Exception as error:  # noqa: BLE001  # the pump outlives every trouble of the database
                log.error("the inbox could not be read; trying again", error=type(error).__name__)
                await asyncio.sleep(1.0)
                continue
            if number:
                HANDLED.inc(number)
                self.courier.wake.set()
                if self._telegram is not None:
                    self._telegram.handled()
            else:
                with contextlib.suppress(TimeoutError):
                    # Not wait_for, which forgets a cancellation that comes together with the event.
                    async with asyncio.timeout(LOOK_EVERY):
                        await self.wake.wait()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    def _stored(self, chat_ids: list[int]) -> None:
        self.wake.set()
        self.hub.tell(chat_ids)

    async def _moved_on(self) -> None:
        await self.ticks.tick()
        self.courier.wake.set()

    def _link(self, channel: str, payload: str) -> str | None:
        """The address that opens a chat with this start payload, on the same channel."""
        if channel == "telegram":
            return f"https://t.me/{self.bot_name}?start={payload}" if self.bot_name else None
        return f"{self.settings.origin}/?start={payload}"

    async def _database_answers(self) -> bool:
        try:
            await asyncio.wait_for(
                self.room.write(lambda session: session.execute(select(text("1"))).all()), 5
            )
        except Exception:  # noqa: BLE001  # unhealthy is an answer, not a crash
            return False
        return True

    async def _count(self) -> None:
        def read(session: Session) -> tuple[dict[str, int], dict[tuple[int, str], int]]:
            return inbox.counts(session), outbox.counts(session)

        waiting, leaving = await self.room.write(read)
        ROWS.clear()
        for state, number in waiting.items():
            ROWS.labels("inbox", state).set(number)
        for (rank, state), number in leaving.items():
            ROWS.labels(f"outbox {outbox.Rank(rank).name.lower()}", state).set(number)

    async def _close(self) -> None:
        """Ears first, then what is on its way, then the duties, then the room."""
        self.streams.let_go()
        self.ticks.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.finish()
        if self._telegram is not None:
            await self._telegram.close()
        with contextlib.suppress(Exception):
            await self.holder.give_back()
        self.handling.close()
        self.room.close()
        self.room.engine.dispose()
