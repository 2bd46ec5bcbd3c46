"""From the tap to the checklist of papers, through the whole durable path: stored, handled, answer committed to the outbox."""

from __future__ import annotations

import asyncio
import time

from pydantic import SecretStr
from sqlmodel import Session

from actions import papers
from bench.databases import migrated
from bench.report import Report, Tell, percentile
from bench.sizes import Size
from bench.town import Home, Said, arrival, settle
from bot.house import House
from bot.settings import Settings
from db.children import Child
from dialogs.addresses import Go
from dialogs.school_addresses import Papers
from dialogs.surroundings import desk_of
from rules.enrolment.answers import Answers
from tests.databases import Kind
from tests.processes import DATA_KEY

#: What every family said: the longest list is that of who has nothing yet.
SAID = Answers(
    wish="new_entry", home="divorced", permit="none", housing="rent", work="employed", same_book=False
)

_DATABASES: tuple[tuple[str, Kind], ...] = (("SQLite", "sqlite"), ("PostgreSQL", "postgresql"))


def measure(size: Size, tell: Tell) -> Report:
    """A tap on the list beside a tap on home, by the same families on the same database, in turn."""
    report = Report(
        "Papers: from the tap to the checklist", "the same families tap Home in turn: the plainest screen"
    )
    for name, kind in _DATABASES:
        tell(f"{name}: families with their answers")
        lists, homes = _waits(kind, size)
        for share in (0.5, 0.95):
            report.add(
                f"{name}: p{share * 100:.0f}",
                1000 * percentile(lists, share),
                "ms",
                1000 * percentile(homes, share),
            )
    report.notes.append(
        f"{size.tapped} taps of each kind, one after the other: from the storing of the arrival until its answer is committed."
    )
    return report


def _waits(kind: Kind, size: Size) -> tuple[list[float], list[float]]:
    """Seconds of each tap on the list, and of each on home."""
    with migrated(kind) as url:
        house = House(Settings(_env_file=None, database_url=SecretStr(url), data_key=SecretStr(DATA_KEY)))
        try:
            homes = settle(house, "telegram", max(1, size.tapped // 2))
            house.room.in_transaction(lambda session: _answer(session, house, homes))
            return asyncio.run(_tap(house, homes, size.tapped))
        finally:
            house.handling.close()
            house.room.close()
            house.room.engine.dispose()


def _answer(session: Session, house: House, homes: list[Home]) -> None:
    desk = desk_of(session, house.around, house.clock.now())
    for number in {home.child for home in homes}:
        papers.answer(desk, session.get_one(Child, number), SAID)


async def _tap(house: House, homes: list[Home], number: int) -> tuple[list[float], list[float]]:
    """In turn, so that both meet the same machine; a bot that answers nothing would be found out by the tests."""
    waits: tuple[list[float], list[float]] = ([], [])
    for at in range(number):
        home = homes[at % len(homes)]
        taps = (
            Papers(child=home.child, born="", said="", do="list").pack(),
            Go(to="home").pack(),
        )
        for tap, kept in zip(taps, waits, strict=True):
            begin = time.perf_counter()
            await house.letterbox.put(arrival(home, Said(tap=tap)))
            while await house.room.call(house.handling.several):
                pass
            kept.append(time.perf_counter() - begin)
    return waits
