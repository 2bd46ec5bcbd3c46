"""Parts of the house that wait for the test: a clock that is set, a courier that goes when told, a handling that fails loudly."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from aiogram import Bot
from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.clock import Clock
from bot.delivery.courier import Courier
from bot.delivery.settling import Heard
from bot.handling import Handling
from bot.house import House
from bot.photos import Fetcher
from bot.telegram.files import download
from db import inbox, outbox, tickets
from db.children import Child
from db.notices import NoticeRow, NoticeState
from dialogs.screens import Screen


class SetClock(Clock):
    """Shows what the test says."""

    moment = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment + self.ahead


class LoudHandling(Handling):
    """A handler that stumbles fails the test at once, with its own traceback."""

    def _stumble(self, taken: inbox.Taken, error: Exception) -> None:
        raise error


class SteppedCourier(Courier):
    """Makes a round when it is told to, and rests for nobody. Remembers every Screen it carried."""

    def carry(self, loop: asyncio.AbstractEventLoop, said: list[Screen]) -> None:
        for instant in self._instant:
            self._room.in_transaction(partial(self._say_here, mouth=instant))
        for mouth, _pace in self._carried:
            take = partial(self._take, channel=mouth.channel, limit=5, resting=())
            for letter in self._room.in_transaction(take):
                if letter.screen is not None:
                    said.append(letter.screen)
                outcome = loop.run_until_complete(mouth.say(letter))
                heard = [Heard(mouth.channel, letter, outcome)]
                self._room.in_transaction(partial(self._settle, heard=heard))
        self._log_holds_deleted = False  # nobody looks into the files of a story


def without_waiting_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def next_due(session: Session) -> datetime | None:
    """When the courier has something to do next."""
    waiting = select(func.min(col(outbox.Outbox.due_at))).where(
        col(outbox.Outbox.state) == outbox.State.WAITING
    )
    return session.execute(waiting).scalar()


def fetch_photos(house: House, bot: Bot, loop: asyncio.AbstractEventLoop) -> None:
    """What is still with Telegram is fetched, as far as it is time."""
    load = partial(download, bot)
    fetcher = Fetcher(load, house.room, house.clock, house.holder, house.around, asyncio.Event())
    while loop.run_until_complete(fetcher.step()):
        pass


def stops(session: Session, now: datetime) -> list[datetime]:
    """When something will happen by itself: a plan is looked at, a notice or a row leaves, the silence about a question is counted. `now` is local."""
    plan_on = session.execute(select(func.min(Child.plan_on))).scalar()
    day = datetime.combine(plan_on, time(), now.tzinfo) if plan_on else None
    hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    planned = col(NoticeRow.state) == NoticeState.PLANNED
    leaves = session.execute(select(func.min(col(NoticeRow.leaves_at))).where(planned)).scalar()
    found = (day, leaves, next_due(session), hour if tickets.silent(session) else None)
    return [one for one in found if one is not None and one > now]
