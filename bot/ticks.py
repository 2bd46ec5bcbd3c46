"""The clock's ticks: APScheduler only says that an hour has passed; what is due lives in rows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlmodel import Session

from actions import housekeeping, plans
from actions.spots import forget_old
from bot import metrics
from bot.clock import Clock
from bot.leases import Holder
from bot.log import log
from bot.room import Room
from db.connection import empty_log, scrub
from dialogs import activity_letters, call_round, notice_letters, ticket_round
from dialogs.surroundings import Surroundings

#: Children planned in one transaction: short enough that a parent's message never waits long behind them.
AT_ONCE = 50
#: Seconds after which a clock that has not ticked is called dead.
DEAD_AFTER = 90.0
#: Seconds between two looks for shared locations that are to be forgotten.
FORGET_EVERY = 300.0


class Ticks:
    """One process ticks: the holder of the lease; the others stand by and take over within seconds."""

    def __init__(
        self, room: Room, clock: Clock, holder: Holder, around: Surroundings, wake: asyncio.Event
    ) -> None:
        self._room, self._clock, self._holder, self._around, self._wake = room, clock, holder, around, wake
        self._scheduler = AsyncIOScheduler(timezone=clock.zone)
        self._beat = 0.0
        self._forgot_at = 0.0
        self._planned_hour: object = None
        self._busy = asyncio.Lock()

    @property
    def alive(self) -> bool:
        return time.monotonic() - self._beat < DEAD_AFTER

    def start(self) -> None:
        """A beat every 5 seconds keeps the lease and finds out whether a new hour has come."""
        calm = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler.add_job(self.beat, IntervalTrigger(seconds=5), **calm)
        self._scheduler.add_job(self.beat, **calm)
        self._beat = time.monotonic()
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        try:
            held = await self._holder.take("clock")
            self._beat = time.monotonic()
            hour = self._clock.local().replace(minute=0, second=0, microsecond=0)
            if held:
                await self._alone("notices", self.notices)
            if held and self._beat - self._forgot_at >= FORGET_EVERY:
                await self._room.write(partial(forget_old, now=self._clock.now()))
                self._forgot_at = self._beat
            if held and hour != self._planned_hour:
                await self.tick()
                await self.rounds()
                await self.sweep()
                self._planned_hour = hour
        except Exception as error:  # noqa: BLE001  # the clock must tick on
            log.error("the clock stumbled; the next beat tries again", error=type(error).__name__)

    async def tick(self) -> None:
        """Looks at every child whose day has come and queues what is due, a few children at a time."""
        async with self._busy:
            number = 0
            trouble: dict[int, str] = {}
            while planned := await self._room.write(partial(self._plan_some, trouble=trouble)):
                number += planned
                await asyncio.sleep(0)
            for child, error in trouble.items():
                log.error("a plan failed; the next hour tries again", child=child, error=error)
            await self._room.call(empty_log, self._room.engine)
            if number:
                log.info("plans looked at", children=number)
                self._wake.set()

    async def rounds(self) -> None:
        """Questions that wait for a person: who is silent is told, and so is the family. Whom to call, and what other offices were told. Seats
        of activities that became free. A round that fails keeps no other one out, and is tried again in an hour."""
        for name, one in (
            ("questions", self._questions),
            ("calls", self._calls),
            ("activities", self._activities),
        ):
            await self._alone(name, one)
        self._wake.set()

    async def _alone(self, name: str, one: Callable[[], Awaitable[None]]) -> None:
        """What goes wrong in one round is counted and told, without whom it was about; its next turn tries again."""
        try:
            await one()
        except Exception as error:  # noqa: BLE001  # whatever it was: reminders, notices and the other rounds must not wait for its repair
            metrics.FAILED.labels(name).inc()
            log.error("a round failed; its next turn tries again", round=name, error=type(error).__name__)

    async def _questions(self) -> None:
        await self._room.write(partial(ticket_round.go_round, around=self._around, now=self._clock.now()))

    async def _calls(self) -> None:
        for job in call_round.jobs(self._around, self._clock.now()):
            await self._room.write(job)

    async def _activities(self) -> None:
        """Each in a transaction of its own: a parent's message never waits behind all of them."""
        around, now = self._around, self._clock.now()
        found = await self._room.write(partial(activity_letters.to_look_at, around=around, now=now))
        for number in found:
            look = partial(activity_letters.look_at, around=around, now=now, activity=number)
            await self._room.write(look)

    async def notices(self) -> None:
        """Planned notices leave at their minute, and those nothing waits of are over."""
        if await self._room.write(
            partial(notice_letters.go_round, around=self._around, now=self._clock.now())
        ):
            self._wake.set()

    async def sweep(self) -> None:
        """What is past its keeping time goes: once a day, at the first hour anything runs, since a laptop sleeps at night."""
        sweep = partial(housekeeping.sweep_once_a_day, now=self._clock.now(), zone=self._clock.zone)
        swept = await self._room.write(sweep)
        if swept:
            await self._room.call(scrub, self._room.engine)

    def _plan_some(self, session: Session, trouble: dict[int, str]) -> int:
        around = self._around
        return plans.plan_due(session, around.knowledge, around.zone, self._clock.now(), AT_ONCE, trouble)
