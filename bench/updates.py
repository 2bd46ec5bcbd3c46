"""Updates per second through the whole durable path, inbox to answer in the outbox, and how long one waits at a calm pace."""

from __future__ import annotations

import asyncio
import gc
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr
from sqlalchemy import event

from bench.databases import migrated
from bench.plain_bot import PlainBot
from bench.report import Report, Tell, median, percentile
from bench.sizes import Size
from bench.town import Home, arrival, settle, talk, telegram_update
from bot.house import House
from bot.settings import Settings
from db import inbox, outbox
from tests.databases import Kind
from tests.processes import DATA_KEY

#: Updates stored in one go: what getUpdates brings at most.
GULP = 100
#: Name, database, whether every commit waits for the disk (to see what that would cost), and the aim. What is measured on one
#: database is measured in turn.
_WAYS: tuple[tuple[str, Kind, bool, str], ...] = (
    ("SQLite", "sqlite", False, "≥ 400/s"),
    ("SQLite, every commit waits", "sqlite", True, ""),
    ("PostgreSQL", "postgresql", False, ""),
)
#: Arrivals per second of the calm pace.
STEADY = 50
#: Seconds after which an answer that did not come is called missing.
PATIENCE = 120.0


@dataclass(frozen=True)
class Speed:
    """Updates per second, and seconds of this process's own time for one: the second says more on a busy machine."""

    rate: float
    work: float


class Watch:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._begin, self._worked = time.perf_counter(), time.process_time()

    def speed(self, number: int) -> Speed:
        return Speed(
            number / (time.perf_counter() - self._begin), (time.process_time() - self._worked) / number
        )


@dataclass
class Lived:
    """What one way of measuring lived through: the speed of each round, and each wait at the calm pace in seconds."""

    speeds: list[Speed] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def speed(self) -> Speed:
        return Speed(median(one.rate for one in self.speeds), median(one.work for one in self.speeds))


def measure(size: Size, tell: Tell) -> Report:
    """SQLite (as it runs, and with every commit waiting for the disk) and PostgreSQL, beside bare aiogram."""
    report = Report(
        "Updates: stored, handled, answer in the outbox",
        "aiogram alone: the same filters, trivial handlers, state in memory, nothing stored",
    )
    tell("aiogram alone")
    plain = _plain(size)
    sqlite = _durable("sqlite", (False, True), size, tell)
    lived = {"sqlite": sqlite, "postgresql": _durable("postgresql", (False,), size, tell)}
    for name, kind, strict, aim in _WAYS:
        _fill(report, name, lived[kind][strict], plain, aim)
    report.notes.append(
        f"rates: median of {size.rounds} rounds of {size.updates} updates, stored {GULP} at a time; waits: from the storing of an "
        f"arrival until its answer is committed, over {size.steady_seconds:g} s."
    )
    return report


def _fill(report: Report, name: str, lived: Lived, plain: Lived, aim: str) -> None:
    speed, bare = lived.speed(), plain.speed()
    report.add(f"{name}: updates", speed.rate, "/s", bare.rate, aim)
    report.add(f"{name}: our processor time for one", 1000 * speed.work, "ms", 1000 * bare.work)
    for share, wish in ((0.5, ""), (0.95, "≤ 50 ms" if aim else "")):
        waits, baseline = percentile(lived.waits, share), percentile(plain.waits, share)
        report.add(f"{name}: p{share * 100:.0f} at {STEADY}/s", 1000 * waits, "ms", 1000 * baseline, wish)


def _durable(kind: Kind, ways: tuple[bool, ...], size: Size, tell: Tell) -> dict[bool, Lived]:
    """One town on one database, lived through in each way: as it runs (False), or with every commit waiting for the disk."""
    lived = {strict: Lived() for strict in ways}
    with migrated(kind) as url:
        house = House(Settings(_env_file=None, database_url=SecretStr(url), data_key=SecretStr(DATA_KEY)))
        try:
            tell(f"{kind}: a town of {size.families} families")
            homes = settle(house, "telegram", size.families)
            gc.collect()
            gc.freeze()  # as `houniao run` does before it opens its door
            for number, strict in itertools.product(range(size.rounds), ways):
                tell(f"{kind}: round {number + 1} of {size.rounds}")
                with _waiting_for_disk(house, strict):
                    speed = asyncio.run(_all_at_once(house, homes, size.updates, seed=number))
                lived[strict].speeds.append(speed)
            for strict in ways:
                tell(f"{kind}: {STEADY} a second")
                with _waiting_for_disk(house, strict):
                    lived[strict].waits = asyncio.run(_steadily(house, homes, size.steady_seconds))
            waited = sum(len(one.waits) for one in lived.values())
            _all_answered(house, size.updates * size.rounds * len(ways) + waited)
        finally:
            gc.unfreeze()
            house.handling.close()
            house.room.close()
            house.room.engine.dispose()
    return lived


@contextmanager
def _waiting_for_disk(house: House, strict: bool) -> Iterator[None]:
    """With `strict`, every commit on SQLite waits for the disk, not only those that store what arrived."""

    def wait(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA synchronous=FULL")

    def as_ever(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")

    # Before each transaction: the ear sets its connection back after every commit of its own.
    told = wait if strict else as_ever
    on_sqlite = house.room.engine.dialect.name == "sqlite"
    if on_sqlite:
        event.listen(house.room.engine, "checkout", told)
    try:
        yield
    finally:
        if on_sqlite:
            event.remove(house.room.engine, "checkout", told)


async def _all_at_once(house: House, homes: list[Home], number: int, seed: int) -> Speed:
    """As fast as it goes."""
    arrivals = [arrival(home, said) for home, said in talk(homes, number, seed)]
    watch = Watch()
    for at in range(0, number, GULP):
        await asyncio.gather(*map(house.letterbox.put, arrivals[at : at + GULP]))
        while await house.room.call(house.handling.several):
            pass
    return watch.speed(number)


async def _steadily(house: House, homes: list[Home], seconds: float) -> list[float]:
    """One arrival every 1/50 s. All chats differ, so answers are committed in the order of the arrivals."""
    number = max(1, int(seconds * STEADY))
    conversation = iter(talk(homes, number, seed=99))
    begun: list[float] = []
    house.wake = asyncio.Event()  # the one it has belongs to the event loop of an earlier measurement

    async def one() -> None:
        said = next(conversation)
        begun.append(time.perf_counter())
        await house.letterbox.put(arrival(*said))

    with _stopwatch(house, number) as (ended, all_done):
        pump = asyncio.create_task(house._handle())
        await _at_pace(number, one)
        async with asyncio.timeout(PATIENCE):
            await all_done.wait()
        pump.cancel()
        await asyncio.gather(pump, return_exceptions=True)
    return [end - begin for begin, end in zip(begun, ended, strict=True)]


@contextmanager
def _stopwatch(house: House, number: int) -> Iterator[tuple[list[float], asyncio.Event]]:
    """Notes when each transaction of the handling ended; the event is set after `number` of them."""
    ended: list[float] = []
    all_done = asyncio.Event()
    loop = asyncio.get_running_loop()
    step = house.handling.step

    def timed_step() -> bool:
        handled = step()
        if handled:
            ended.append(time.perf_counter())
        if len(ended) == number:
            loop.call_soon_threadsafe(all_done.set)
        return handled

    house.handling.step = timed_step  # type: ignore[method-assign]  # the stopwatch stands around each transaction
    try:
        yield ended, all_done
    finally:
        house.handling.step = step  # type: ignore[method-assign]  # and goes again


async def _at_pace(number: int, one: Callable[[], Awaitable[None]]) -> None:
    begin = time.perf_counter()
    tasks = []
    for count in range(number):
        await asyncio.sleep(max(0.0, begin + count / STEADY - time.perf_counter()))
        tasks.append(asyncio.ensure_future(one()))
    await asyncio.gather(*tasks)


def _all_answered(house: House, number: int) -> None:
    """A fast bot that answers nothing is worth nothing."""
    states = house.room.in_transaction(inbox.counts)
    answers = house.room.in_transaction(outbox.counts).get((outbox.Rank.REPLY, outbox.State.WAITING), 0)
    if states != {inbox.State.DONE: number} or answers < number:
        raise RuntimeError(f"of {number} updates the inbox says {states}, the outbox holds {answers} answers")


def _plain(size: Size) -> Lived:
    """The same through aiogram alone."""
    bot = PlainBot()
    homes = [Home(number, number, number, "MMR-1") for number in range(1, size.families + 1)]

    async def round_(seed: int) -> Speed:
        updates = [telegram_update(home, said) for home, said in talk(homes, size.updates, seed)]
        watch = Watch()
        for update in updates:
            await bot.answer(update)
        return watch.speed(size.updates)

    lived = Lived()

    async def steadily() -> None:
        number = max(1, int(size.steady_seconds * STEADY))
        conversation = iter(talk(homes, number, seed=99))

        async def one() -> None:
            update = telegram_update(*next(conversation))
            begin = time.perf_counter()
            await bot.answer(update)
            lived.waits.append(time.perf_counter() - begin)

        await _at_pace(number, one)

    lived.speeds = [asyncio.run(round_(seed)) for seed in range(size.rounds)]
    asyncio.run(steadily())
    return lived
