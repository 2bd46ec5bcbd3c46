"""The polling ear: asks Telegram for updates, stores them, and only then moves its offset, in the same transaction."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook
from sqlmodel import Session

from bot.arrivals import Arrival, store
from bot.clock import Clock
from bot.leases import Holder
from bot.log import log
from bot.metrics import INCOMING
from bot.room import Room
from bot.telegram.client import CHANNEL, WANTED, RawUpdates, chat_key, is_id
from db import house

#: After a week without updates Telegram's ids start again at a random number, maybe a lower one. From a day before that we ask
#: without an offset and let the inbox recognise what it has.
OFFSET_TRUSTED = timedelta(days=6)
_OFFSET = "telegram_offset"
#: Levels of lists and objects in an update; Telegram's own stay below a third of it.
DEEPEST = 60
#: Seconds Telegram may keep a request open, and the most a pause between two failures grows to.
LONG_POLL, LONGEST_PAUSE = 25, 30


class Polling:
    """One process polls: the holder of the lease. Telegram answers 409 to a second one."""

    def __init__(self, bot: Bot, room: Room, clock: Clock, holder: Holder, wake: asyncio.Event) -> None:
        self._bot, self._room, self._clock, self._holder, self._wake = bot, room, clock, holder, wake

    async def run(self) -> None:
        pause = 1.0
        webhook_gone = False
        while True:
            try:
                if not await self._holder.take("telegram ear"):
                    await asyncio.sleep(1.0)
                    continue
                if not webhook_gone:
                    await self._bot(DeleteWebhook(drop_pending_updates=False))
                    webhook_gone = True
                await self._ask()
                pause = 1.0
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except (TelegramConflictError, TelegramUnauthorizedError, TelegramNotFound) as error:
                # A conflict may mean that somebody set a webhook meanwhile: it is taken away anew.
                webhook_gone = False
                log.error(
                    "Telegram refuses to hand out updates: is the token right, and no other program polling with it?",
                    error=type(error).__name__,
                )
                await asyncio.sleep(LONGEST_PAUSE)
            except Exception as error:  # noqa: BLE001  # the ear outlives every trouble of the network
                log.warning("asking Telegram failed; trying again", error=type(error).__name__, pause=pause)
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    async def _ask(self) -> None:
        offset = await self._room.write(self._offset)
        asked = RawUpdates(offset=offset, limit=100, timeout=LONG_POLL, allowed_updates=WANTED)
        updates = await self._bot(asked, request_timeout=LONG_POLL + 10)
        if not updates:
            return
        await self._room.keep(lambda session: self._store(session, updates))
        INCOMING.labels(CHANNEL).inc(len(updates))
        self._wake.set()

    def _offset(self, session: Session) -> int | None:
        note = house.note(session, _OFFSET)
        if note is None or self._real_now() - note.written_at > OFFSET_TRUSTED:
            return None
        return int(note.value)

    def _store(self, session: Session, updates: list[dict[str, Any]]) -> None:
        now = self._clock.now()
        arrivals = [arrival_of(update) for update in updates]
        store(session, [arrival for arrival in arrivals if arrival is not None], now)
        # The last one Telegram named, not the highest ever seen: after a quiet week the numbers may have gone down.
        house.write_note(session, _OFFSET, str(int(updates[-1]["update_id"]) + 1), self._real_now())

    def _real_now(self) -> datetime:
        return self._clock.now() - self._clock.ahead


def arrival_of(update: dict[str, Any]) -> Arrival | None:
    """The update as the inbox takes it; nothing when it has no number or cannot be stored, which no Bot API server ever sends."""
    number = update.get("update_id")
    if not is_id(number) or _too_deep(update):
        return None
    return Arrival(CHANNEL, str(number), chat_key(update), update)


def _too_deep(update: dict[str, Any]) -> bool:
    """Looked at level by level: what is nested deep enough to be read once may still be too deep to be written."""
    level: list[Any] = [update]
    for _ in range(DEEPEST):
        level = [
            part for one in level for part in (one.values() if isinstance(one, dict) else one)
            if isinstance(part, dict | list)
        ]  # fmt: skip
        if not level:
            return False
    return True
