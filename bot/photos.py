"""Photos that wait with their channel are fetched: one after the other, by one process, until they are here or were missed for good."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from sqlmodel import Session

from actions import photos
from bot.clock import Clock
from bot.leases import Holder
from bot.log import log
from bot.room import Room
from bot.telegram.files import TooMuch
from db import outbox
from db.chats import Chat
from db.photos import Photo
from dialogs.answer_pictures import fitting
from dialogs.photo_news import news
from dialogs.surroundings import Surroundings
from rules.photos import CHANNEL_MOST, Picture, Trouble

#: Seconds between two looks when nobody called: other processes take photos in, too.
LOOK_EVERY = 2.0
#: Gives a file's bytes by the channel's id of it, `most` bytes at most.
Download = Callable[[str, int], Awaitable[bytes]]


class Fetcher:
    """Works in the process that holds the clock. What is wanted lies in rows, so that a restart forgets nothing."""

    def __init__(
        self,
        download: Download,
        room: Room,
        clock: Clock,
        holder: Holder,
        around: Surroundings,
        wake: asyncio.Event,
    ) -> None:
        self._download, self._room, self._clock, self._holder = download, room, clock, holder
        self._around, self._wake = around, wake
        self.called = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self.called.clear()
            try:
                moved = await self._holder.take("clock") and await self.step()
            except Exception as error:  # noqa: BLE001  # the fetcher outlives every trouble of the database
                log.error("photos could not be looked after; trying again", error=type(error).__name__)
                moved = False
            if not moved:
                try:
                    # Not wait_for, which forgets a cancellation that comes together with the event.
                    async with asyncio.timeout(LOOK_EVERY):
                        await self.called.wait()
                except TimeoutError:
                    continue

    async def step(self) -> bool:
        """Fetches one photo whose time has come; False when there is none. Neither the token nor whose photo it is gets into the log."""
        wanted = await self._room.write(partial(photos.next_wanted, now=self._clock.now()))
        if wanted is None:
            return False
        found: Picture | Trouble | None = None
        try:
            found = photos.opened(wanted.purpose, await self._download(wanted.ref, CHANNEL_MOST))
            if isinstance(found, Picture) and wanted.purpose.startswith("answer:"):
                # not in the transaction: making it small takes seconds
                found = await asyncio.to_thread(fitting, found.mime, found.data) or Trouble.OTHER
        except TooMuch:
            found = Trouble.TOO_MUCH
        except Exception as error:  # noqa: BLE001  # whatever it was, it counts as a try: else one photo is asked for for ever
            log.warning("a photo could not be fetched", error=type(error).__name__)
        await self._room.write(partial(self._write_down, number=wanted.number, found=found))
        self._wake.set()
        return True

    def _write_down(self, session: Session, number: int, found: Picture | Trouble | None) -> None:
        if isinstance(found, Picture):
            self._tell(session, photos.came(session, number, found))
        else:
            given_up = found is not None
            self._tell(session, photos.missed(session, number, self._clock.now(), for_good=given_up))

    def _tell(self, session: Session, photo: Photo | None) -> None:
        """Nothing where nobody wants the photo any more, or it is tried again."""
        chat = session.get(Chat, photo.chat_id) if photo is not None else None
        if photo is None or chat is None:
            return
        now = self._clock.now()
        screen = news(session, photo, chat, self._around.catalogues.speak(chat.language), self._around, now)
        if screen is not None:
            outbox.reply(session, chat.id or 0, chat.channel, [{"screen": screen.to_json()}], now)
