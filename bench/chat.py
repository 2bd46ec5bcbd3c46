"""A thousand parents at once in the web chat, over HTTP, against the real process: how long an answer takes, and what it costs in memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr
from starlette.responses import Response

from bench.crowd import Parent, Waits, visit
from bench.databases import migrated
from bench.report import Report, Tell, memory, percentile, processor
from bench.sizes import Size
from bench.town import Home, settle
from bot.house import House
from bot.settings import Settings
from bot.web.visitors import Visitors
from db import sealing
from tests.processes import DATA_KEY, ROOT, bot_process, free_port


def measure(size: Size, tell: Tell) -> Report:
    """The same crowd before the bot and before a chat that only says "ok"."""
    report = Report(
        f"Web chat: {size.parents} parents × {size.messages} messages in {size.chat_seconds:g} s",
        'the same crowd before a bare Starlette chat that says "ok" from memory',
    )
    with migrated("sqlite") as url, tempfile.TemporaryDirectory() as folder:
        tell("a town of families moves in")
        parents = _parents(url, size.parents)
        tell("the baseline")
        with _plain_chat() as (address, pid):
            plain_idle = processor(pid)
            plain = asyncio.run(visit(address, _again(parents), size.messages, size.chat_seconds))
            plain_worked = processor(pid) - plain_idle
        tell("the bot starts")
        with bot_process(url, Path(folder)) as bot:
            before, idle = memory(bot.process.pid), processor(bot.process.pid)
            tell("the crowd, first third")
            first = max(1, size.messages // 3)
            pace = size.chat_seconds / size.messages
            early = asyncio.run(visit(bot.url, _again(parents), first, first * pace))
            third = memory(bot.process.pid)
            tell("the crowd, the rest")
            late = asyncio.run(
                visit(bot.url, _again(parents), size.messages - first, (size.messages - first) * pace)
            )
            after, worked = memory(bot.process.pid), processor(bot.process.pid) - idle
            bot.stop()
    waits = Waits(early.seconds + late.seconds, early.unanswered + late.unanswered, early.whole + late.whole)
    _fill(report, waits, plain)
    report.add(
        "processor time per message",
        1000 * worked / max(1, len(waits.seconds)),
        "ms",
        1000 * plain_worked / max(1, len(plain.seconds)),
    )
    report.add("memory after the start", before, "MB")
    report.add("memory after a third", third, "MB")
    report.add("memory at the end", after, "MB", third, "flat")
    report.notes.append(
        "memory at the end stands beside the memory after a third: that ratio is what flat means. Bot and crowd share the cores."
    )
    return report


def _fill(report: Report, waits: Waits, plain: Waits) -> None:
    for share, aim in ((0.5, ""), (0.95, "< 1 s")):
        report.add(
            f"p{share * 100:.0f} from saying to the answer on the page",
            1000 * percentile(waits.seconds, share),
            "ms",
            1000 * percentile(plain.seconds, share),
            aim,
        )
    report.add("answers", len(waits.seconds), "", len(plain.seconds))
    report.add("unanswered", waits.unanswered, "", aim="0")
    report.add("the whole crowd", waits.whole, "s", plain.whole)


def _parents(url: str, number: int) -> list[tuple[Home, str]]:
    """Registered families and the cookies of their browsers."""
    house = House(Settings(_env_file=None, database_url=SecretStr(url), data_key=SecretStr(DATA_KEY)))
    try:
        homes = settle(house, "web", number)[:number]
    finally:
        house.handling.close()
        house.room.close()
        house.room.engine.dispose()
    visitors = Visitors(sealing.KeyRing(DATA_KEY).derive("cookie"), house.clock, ("zh_CN",))
    return [(home, _cookie(visitors, home)) for home in homes]


def _cookie(visitors: Visitors, home: Home) -> str:
    response = Response()
    visitors.remember(response, str(home.address), secure=False)
    return response.headers["set-cookie"].partition(";")[0]


def _again(parents: list[tuple[Home, str]]) -> list[Parent]:
    return [Parent(home, cookie) for home, cookie in parents]


@contextmanager
def _plain_chat() -> Iterator[tuple[str, int]]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "bench.plain_chat", str(port)], cwd=ROOT)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310  # our own loopback server
                break
            except OSError:
                time.sleep(0.05)
        yield address, process.pid
    finally:
        process.kill()
        process.wait()
