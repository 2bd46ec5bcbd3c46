"""A notice to many: how fast it is queued, at which share of the allowed pace it leaves, and how long parents wait for answers meanwhile."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.burst import ASK_EVERY, ASKING, ask
from bench.databases import migrated
from bench.plain_sending import by_aiogram, by_aiohttp
from bench.queueing import Queued
from bench.report import Report, Tell, percentile, processor
from bench.sizes import Size
from content import load_knowledge
from db import sealing
from db.connection import open_engine
from tests.databases import KINDS, Kind
from tests.faults import seeds
from tests.faults.scenes import Scene, scene
from tests.processes import DATA_KEY, ROOT

#: The first of those who get it: who asks meanwhile is none of them.
FIRST = 100_001
WORDS = "On Saturday at three there is a class in the library. Come!"
#: Seconds until whatever hangs is given up: a slower bot is measured.
HANGS = 1_800
#: The bot's own pace where the server has no limits: the highest that can be set.
UNLIMITED = 1_000


class Ran(NamedTuple):
    """Messages a second from the first to the last; the bot's own seconds of processor time for one; seconds each question waited, before and
    meanwhile; 429s provoked."""

    rate: float
    work: float
    calm: list[float]
    waits: list[float]
    provoked: int


def measure(size: Size, tell: Tell) -> Report:
    """Queued on both databases; sent by the real process, to a Bot API server on loopback."""
    report = Report(
        "A notice to many",
        "queued: the same rows written from Python; paces: what is allowed; answers: before the notice; without limits: as named",
    )
    sealing.use(sealing.KeyRing(DATA_KEY))
    for kind in KINDS:
        _queueing(report, kind, size.queued, tell)
    for allowed, people, aim in ((30, size.at_30, "≥ 95 %"), (1_000, size.at_1000, "≥ 88 %")):
        tell(f"{people:,} people at {allowed} a second")
        _paced(report, allowed, _run("sqlite", people, allowed, size.asked), aim)
    for kind in KINDS:
        tell(f"{kind}: {size.unlimited:,} people, no limits")
        _unlimited(report, kind, size.unlimited)
    report.notes.append(
        f"{size.queued:,} queued; {size.at_30:,} people at 30 a second, {size.at_1000:,} at 1,000 (both SQLite), {size.unlimited:,} without limits. Memory: the most "
        "resident memory (VmHWM) of a process that does nothing else. The Bot API server shares the cores with whoever sends."
    )
    return report


def _queueing(report: Report, kind: Kind, people: int, tell: Tell) -> None:
    tell(f"{kind}: {people:,} people are written")
    with migrated(kind) as url:
        engine = open_engine(url)
        seeds.crowd(engine, range(FIRST, FIRST + people), datetime.now(UTC))
        engine.dispose()
        tell(f"{kind}: a notice to them is queued")
        asked = subprocess.run(
            [sys.executable, "-m", "bench.queueing", str(people)],
            cwd=ROOT,
            input=url,
            capture_output=True,
            text=True,
            timeout=HANGS,
            check=True,
        )
    found = Queued(*json.loads(asked.stdout))
    report.add(f"{kind}: {people:,} queued", found.seconds, "s", found.plainly, "≤ 5 s")
    report.add("… most memory; beside it, before queueing", found.most, "MB", found.before, "≤ 300 MB")


def _paced(report: Report, allowed: int, ran: Ran, aim: str) -> None:
    report.add(f"at {allowed:,}/s: messages", ran.rate, "/s", float(allowed), f"{aim} of what is allowed")
    report.add("… 429s provoked", ran.provoked, "", None, "0")
    report.add("… our processor time for one", 1_000 * ran.work, "ms")
    for share in (0.5, 0.95):
        calm, meanwhile = (1_000 * percentile(waits, share) for waits in (ran.calm, ran.waits))
        report.add(f"… answers meanwhile, p{share * 100:.0f}", meanwhile, "ms", calm, "< 1 s")


def _unlimited(report: Report, kind: Kind, people: int) -> None:
    with _town(kind, people, 3) as town:
        town.api.pace(on=False)
        others = [range(FIRST + turn * people, FIRST + (turn + 1) * people) for turn in (1, 2)]
        plain = asyncio.run(by_aiohttp(town.api, others[0], WORDS))
        aiogram = asyncio.run(by_aiogram(town.api, others[1], WORDS))
        bot = town.bot(send_rate=str(UNLIMITED))
        ask(town.api, ASKING)
        rate, work = _send(town, people)
        bot.stop()
    report.add(f"{kind}, no limits: messages; beside aiogram alone", rate, "/s", aiogram)
    report.add("… beside aiohttp alone", rate, "/s", plain)
    report.add("… our processor time for one", 1_000 * work, "ms")


def _run(kind: Kind, people: int, allowed: int, asked: int) -> Ran:
    with _town(kind, people) as town:
        town.api.pace(per_second=allowed)
        bot = town.bot(send_rate=str(allowed))
        ask(town.api, ASKING)
        calm = [ask(town.api, ASKING + number) for number in range(1, asked + 1)]
        with _asking(town) as waits:
            rate, work = _send(town, people)
        provoked = town.api.pace()["provoked_429"]
        bot.stop()
    return Ran(rate, work, calm, waits, provoked)


@contextmanager
def _town(kind: Kind, people: int, times: int = 1) -> Iterator[Scene]:
    """The server knows so many `times` as many people: the baselines write to others than the bot does."""
    with tempfile.TemporaryDirectory() as folder, scene(kind, Path(folder), full=False) as town:
        town.api.know(FIRST, FIRST + times * people)
        seeds.crowd(town.engine, range(FIRST, FIRST + people), datetime.now(UTC))
        yield town


@contextmanager
def _asking(town: Scene) -> Iterator[list[float]]:
    """Somebody new asks every second inside the block, once at least."""
    waits: list[float] = []
    over = threading.Event()

    def keep_asking() -> None:
        number = ASKING + 100_000
        while not waits or not over.wait(ASK_EVERY):
            number += 1
            waits.append(ask(town.api, number))

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        yield waits
    finally:
        over.set()
        asking.join()


def _send(town: Scene, people: int) -> tuple[float, float]:
    """Messages a second (answers among them) from the moment it leaves until everybody has it, and seconds of the bot's processor time for one."""
    knowledge, pid = load_knowledge("cn/wuhu"), town.bots[-1].process.pid
    before, worked = len(town.sent()), processor(pid)
    town.write(partial(seeds.notice, knowledge=knowledge, now=datetime.now(UTC), words=WORDS))
    begin = time.perf_counter()
    everybody = range(FIRST, FIRST + people)
    # How many messages there are is asked often, who got one only when there are enough.
    town.until(
        lambda: len(town.sent()) - before >= people and _have_it(town, before) >= set(everybody),
        "everybody has it",
        HANGS,
    )
    number = len(town.sent()) - before
    return number / (time.perf_counter() - begin), (processor(pid) - worked) / number


def _have_it(town: Scene, before: int) -> set[int]:
    return {chat for chat, words in town.sent()[before:] if WORDS in words}
