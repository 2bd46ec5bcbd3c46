"""A whole House in a thread of this process, speaking to the strict Bot API server: what tests of Telegram hold in their hands."""

from __future__ import annotations

import asyncio
import html
import re
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import uvicorn
from sqlmodel import Session, col, select

from bot.house import House
from bot.house_words import catalogues
from bot.settings import Settings
from db import chats
from db.chats import Chat
from db.outbox import Outbox, Rank, State
from db.schema import migrate
from dialogs.screens import Screen
from dialogs.words import Html, Words
from tests.botapi import BotApi
from tests.processes import DATA_KEY

T = TypeVar("T")
SECRET = "webhook_Secret-1"
#: Seconds a test waits for something that must come.
PATIENCE = 20.0

__all__ = [
    "SECRET",
    "Living",
    "chat_of",
    "living",
    "migrate",
    "plain",
    "queue",
    "settings_for",
    "speak",
    "until",
]


def until(happened: Callable[[], T | None]) -> T:
    """Looks until something has happened and returns it; fails when it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = happened()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def speak(language: str) -> Words:
    """One language of the house."""
    return catalogues().speak(language)


def plain(text: str) -> str:
    """A sentence as it is read: without markup."""
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


def chat_of(session: Session, number: int) -> Chat:
    """The chat of this Telegram id; made when it never wrote."""
    chat = chats.find(session, "telegram", str(number))
    if chat is None:
        chat = Chat(channel="telegram", address=str(number), language="en", seen_at=datetime.now(UTC))
        session.add(chat)
        session.flush()
    return chat


def queue(session: Session, number: int, text: str, rank: Rank = Rank.REPLY) -> int:
    """Puts a message for this Telegram id into the outbox; returns its row."""
    now = datetime.now(UTC)
    row = Outbox(
        chat_id=chat_of(session, number).id or 0,
        channel="telegram",
        rank=rank,
        body={"screen": Screen(Html(text)).to_json()},
        due_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id or 0


def settings_for(database_url: str, api: BotApi, **more: Any) -> Settings:
    """What a house needs to speak Telegram with `api`, and nothing from the machine's own `.env`."""
    wanted: dict[str, Any] = {
        "database_url": database_url,
        "telegram_token": api.token,
        "telegram_api": api.url,
        "data_key": DATA_KEY,
        "_env_file": None,
    }
    return Settings(**(wanted | more))


class Living:
    """One running house. What the methods do happens in the house's own loop and room."""

    def __init__(self, settings: Settings, before: Callable[[House], None] | None = None) -> None:
        self._settings, self._before = settings, before
        self._door: socket.socket | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="house", daemon=True)
        self._trouble: BaseException | None = None
        self.house: House
        self.loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event

    @staticmethod
    def free_door() -> socket.socket:
        """A listening socket on loopback, for a house with a webhook."""
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        door.bind(("127.0.0.1", 0))
        door.listen(100)
        return door

    def start(self, door: socket.socket | None = None) -> Living:
        """Returns when it runs; raises what kept it from running."""
        self._door = door
        self._thread.start()
        if not self._ready.wait(PATIENCE) or self._trouble is not None:
            raise AssertionError("the house did not open") from self._trouble
        return self

    def stop(self) -> None:
        """As Ctrl-C does; raises what went wrong inside."""
        if self._thread.is_alive():
            self.loop.call_soon_threadsafe(self._end.set)
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise AssertionError("the house did not close")
        if self._trouble is not None:
            raise AssertionError("the house broke") from self._trouble

    def ask(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs a coroutine in the house's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def row(self, row_id: int) -> Outbox:
        """A row of the outbox as it is now."""
        return self.write(lambda session: session.get_one(Outbox, row_id))

    def rows(self) -> list[Outbox]:
        """The whole outbox as it is now."""
        return self.write(lambda session: list(session.exec(select(Outbox).order_by(col(Outbox.id)))))

    def wait_until_sent(self) -> list[Outbox]:
        """Until everything in the outbox is said and written down; the outbox."""
        until(lambda: {row.state for row in self.rows()} == {State.SENT})
        return self.rows()

    def chat(self, number: int) -> Chat:
        """The chat of this Telegram id as it is now."""
        return self.write(lambda session: chat_of(session, number))

    def write(self, job: Callable[[Session], T]) -> T:
        """Runs a job in the room, in one transaction."""
        return self.ask(self.house.room.write(job))

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except BaseException as error:  # noqa: BLE001  # handed to the test, which raises it
            self._trouble = error
        finally:
            self._ready.set()

    async def _live(self) -> None:
        self.loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self.house = House(self._settings)
        if self._before is not None:
            self._before(self.house)
        async with self.house.open():
            if self._door is None:
                self._ready.set()
                await self._end.wait()
                return
            server = uvicorn.Server(uvicorn.Config(self.house.app(), log_config=None, lifespan="off"))
            serving = asyncio.create_task(server.serve(sockets=[self._door]))
            self._ready.set()
            await self._end.wait()
            server.should_exit = True
            await serving


@contextmanager
def living(
    database_url: str,
    api: BotApi,
    *,
    webhook: bool = False,
    before: Callable[[House], None] | None = None,
    **settings: Any,
) -> Iterator[Living]:
    """A house that speaks Telegram with `api`, by polling or by webhook, and is closed afterwards. `before(house)` runs before it opens."""
    door = None
    if webhook:
        door = Living.free_door()
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        settings |= {"webhook_url": url, "webhook_secret": SECRET}
    house = Living(settings_for(database_url, api, **settings), before)
    try:
        yield house.start(door)
    finally:
        house.stop()
        if door is not None:
            door.close()


def settled(house: Living, row_id: int) -> Outbox:
    """The row, when nothing is to be done with it any more."""

    def done() -> Outbox | None:
        row = house.row(row_id)
        return None if row.state in (State.WAITING, State.SENDING) else row

    return until(done)
