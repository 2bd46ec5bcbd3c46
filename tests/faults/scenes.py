"""Where a fault test plays: a migrated database, a strict Bot API server as a process of its own, and real bots that come and go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, event, select
from sqlmodel import Session, col

from db import inbox, outbox, sealing
from db.connection import open_engine
from db.house import Lease
from db.outbox import Outbox, State
from db.schema import migrate
from tests.botapi import BotApi
from tests.databases import KINDS, Kind, make_database
from tests.processes import DATA_KEY, ROOT, BotProcess

T = TypeVar("T")

#: Seconds after which something that must come is said never to come: a net against hangs, no measurement. Bots that start on a
#: busy machine take a minute.
NET = 600
#: The same for a whole story at full size.
HANGS = 3600
#: Messages a second in all; one a second in a chat stays as it is. Telegram itself allows this rate for a fee.
RATE = 1000
#: Where the server writes down every call.
JOURNAL = "calls.jsonl"


#: Messages one kill may double at the most: the promise, whatever the courier's own number is.
DOUBLES = 5


@dataclass
class Scene:
    """One database with everything around it. `full` asks for the sizes the promises name."""

    url: str
    folder: Path
    full: bool
    api: BotApi
    engine: Engine
    bots: list[BotProcess] = field(default_factory=list)
    _sent: list[tuple[int, str]] = field(default_factory=list)
    _copies: dict[str, Counter[int]] = field(default_factory=dict)
    _read_up_to: int = 0

    def bot(self, port: int | None = None, **settings: str) -> BotProcess:
        """A bot that is being started; several of them are several processes on this database."""
        about = {"telegram_token": self.api.token, "telegram_api": self.api.url, "send_rate": str(RATE)}
        bot = BotProcess(self.url, self.folder, port, **{**about, **settings})
        self.bots.append(bot)
        return bot.start(wait=False)

    def until(self, fits: Callable[[], bool], what: str, seconds: float = NET) -> None:
        """Waits for a condition; AssertionError, with the bots' last words, when it does not come or a bot ends by itself."""
        end = time.monotonic() + seconds
        while not fits():
            codes = [bot.process.poll() for bot in self.bots]
            ended = any(code not in (None, -signal.SIGKILL) for code in codes)
            if ended or time.monotonic() > end:
                words = [bot.log.read_text()[-2_000:] for bot in self.bots]
                raise AssertionError("\n".join([f"waited in vain: {what}; exit codes {codes}", *words]))
            time.sleep(0.05)

    def read(self, ask: Callable[[Session], T]) -> T:
        with Session(self.engine, expire_on_commit=False) as session:
            return ask(session)

    def write(self, do: Callable[[Session], T]) -> T:
        with Session(self.engine, expire_on_commit=False) as session:
            done = do(session)
            session.commit()
            return done

    def arrived(self) -> dict[str, int]:
        """Stored updates by state."""
        return self.read(inbox.counts)

    def handled(self) -> int:
        return self.arrived().get(inbox.State.DONE, 0)

    def letters(self) -> dict[str, int]:
        """Rows of the outbox by state."""
        found: dict[str, int] = {}
        for (_rank, state), number in self.read(outbox.counts).items():
            found[state] = found.get(state, 0) + number
        return found

    def all_said(self) -> bool:
        """Whether nothing waits and nothing is on its way."""
        return not {State.WAITING, State.SENDING} & set(self.letters())

    def reminders(self) -> list[Outbox]:
        rows = select(Outbox).where(col(Outbox.kind) == "reminder").order_by(col(Outbox.id))
        return self.read(lambda session: list(session.execute(rows).scalars()))

    def holders(self) -> dict[str, int]:
        """Which process has which duty."""
        leases = self.read(lambda session: list(session.execute(select(Lease)).scalars()))
        return {lease.name: int(lease.holder.rsplit(":", 2)[1]) for lease in leases}

    def received(self, chats: Sequence[int]) -> dict[int, int]:
        """Messages each of these chats got, counted where they arrive."""
        found = self.api.deliveries()
        return {chat: found.get(str(chat), 0) for chat in chats}

    def sent(self) -> list[tuple[int, str]]:
        """Chat and first words of all messages that arrived so far, in their order. Read from the server's file: a server that is asked about
        thousands of messages answers nobody else meanwhile."""
        with (self.folder / JOURNAL).open("rb") as file:
            file.seek(self._read_up_to)
            found = file.read()
        whole = found[: found.rfind(b"\n") + 1]
        self._read_up_to += len(whole)
        for entry in map(json.loads, whole.splitlines()):
            if entry["outcome"] == "ok" and entry["method"] == "sendMessage":
                chat, words = entry["chat_id"], entry["params"]["text"][:80]
                self._sent.append((chat, words))
                self._copies.setdefault(words, Counter())[chat] += 1
        return self._sent

    def copies_of(self, words: str) -> Counter[int]:
        """How often each chat got a message with these words in it, as things stand now."""
        self.sent()
        found = [copies for text, copies in self._copies.items() if words in text]
        return found[0] if len(found) == 1 else sum(found, Counter())

    def heard(self) -> dict[int, list[str]]:
        """What each chat was told, in the order of arrival; a copy that follows its original at once is left out."""
        found: dict[int, list[str]] = {}
        for entry in self.api.journal():
            if entry["method"].startswith("send"):
                found.setdefault(entry["chat_id"], []).append(entry["params"]["text"])
        return {chat: [text for text, _copies in groupby(texts)] for chat, texts in found.items()}

    def doctor(self) -> str:
        """What `houniao doctor` tells the operator."""
        mine = {"HOUNIAO_DATABASE_URL": self.url, "HOUNIAO_DATA_KEY": DATA_KEY, "PYTHONPATH": str(ROOT)}
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
        asked = subprocess.run(
            [sys.executable, "-m", "bot", "doctor"],
            cwd=self.folder,
            env={**clean, **mine},
            capture_output=True,
            text=True,
            timeout=NET,
            check=True,
        )
        return asked.stdout


def _patient_engine(url: str) -> Engine:
    """The test looks on while bots write: on SQLite it waits for its turn as long as it takes, whatever they would do."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda one, _record: one.execute(f"PRAGMA busy_timeout={NET * 1000}"))
    return engine


@contextmanager
def scene(kind: Kind, folder: Path, full: bool) -> Iterator[Scene]:
    """A scene that leaves no process behind, whatever happened."""
    with make_database(kind, prepare=migrate) as url, BotApi(journal=folder / JOURNAL) as api:
        api.pace(per_second=RATE)
        here = Scene(url, folder, full, api, _patient_engine(url))
        try:
            yield here
        finally:
            for bot in here.bots:
                if bot.process.poll() is None:
                    bot.kill()
            here.engine.dispose()


@contextmanager
def on_both(tell: Callable[[Scene], T], folder: Path, full: bool) -> Iterator[dict[Kind, Future[T]]]:
    """Plays on both databases at the same time: a bot's start keeps one core busy for seconds, and machines have two."""
    sealing.use(sealing.KeyRing(DATA_KEY))
    with ExitStack() as stack:
        scenes = {}
        for kind in KINDS:
            (folder / kind).mkdir()
            scenes[kind] = stack.enter_context(scene(kind, folder / kind, full))
        stage = stack.enter_context(ThreadPoolExecutor(len(scenes)))
        yield {kind: stage.submit(tell, here) for kind, here in scenes.items()}


def copies(received: Iterable[int], each: int = 1) -> str:
    """Of messages that should have arrived `each` times: how many never did, how many came again, and the most of one."""
    found = list(received)
    lost, again = sum(max(0, each - one) for one in found), sum(max(0, one - each) for one in found)
    return f"{len(found) * each} expected, {lost} lost, {again} again, at most {max(found, default=0)} at one place"
