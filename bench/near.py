"""Near: the nearest ten of one kind, session and rows included, over clouds of places on both databases, beside other ways to find them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from bench import rivals
from bench.clouds import WAYS, Cloud, fill
from bench.databases import migrated
from bench.report import Report, Tell, percentile
from bench.sizes import Size
from db.connection import open_engine
from db.nearest import Wanted, nearest
from tests.databases import Kind

T = TypeVar("T")

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
#: How many are asked for.
LIMIT = 10
#: What issue 5 aims at for so many places, in ms at p95.
_AIMS = {1_000_000: 15, 100_000: 5}


@dataclass(frozen=True)
class Base:
    """A database: its name, how the tests call it, and the name of its own spatial index."""

    name: str
    kind: Kind
    own: str


_BASES = (Base("SQLite", "sqlite", "R*Tree"), Base("PostgreSQL", "postgresql", "GiST"))


@dataclass
class Waits:
    """Seconds of each question: ours, the database's own index's, by hand, and of processor time ours; how many answers were not the right ones
    in the right order."""

    ours: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    hand: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    wrong: int = 0
    own_wrong: int = 0
    own_others: int = 0


def measure(size: Size, tell: Tell) -> Report:
    """The same questions to ours and to the database's own index in turn; the first of them to every position in Python, too."""
    report = Report(
        "Near: the nearest ten of one kind",
        "the database's own index: SQLite's R*Tree, PostgreSQL's GiST on point",
    )
    report.notes.append(
        "From the opening of the session to its end, the ten rows read. Half of the places are a dense city region, half a whole country; "
        f"{size.near} questions of each way, one after the other. By hand: every position, in Python, from memory."
    )
    for number in size.places:
        for base in _BASES:
            tell(f"{base.name}: {number:,} places")
            _one_base(report, base, Cloud(number), size)
    return report


def _one_base(report: Report, base: Base, cloud: Cloud, size: Size) -> None:
    with migrated(base.kind) as url:
        engine = open_engine(url)
        filling, planting, kept = list[float](), list[float](), dict[str, Waits]()
        _timed(filling, partial(fill, engine, cloud, NOW))
        _timed(planting, partial(rivals.plant, engine))
        everything = rivals.spots(engine)
        for how in WAYS:
            kept[how] = _ask(engine, everything, cloud.asked(how, size.near), size.near_by_hand)
        engine.dispose()
    title = f"{cloud.number:,} on {base.name}"
    for how, waits in kept.items():
        _add(report, f"{title}, {how}", waits, _AIMS.get(cloud.number))
    _add_truth(report, title, base.own, list(kept.values()))
    work = [one for waits in kept.values() for one in waits.work]
    report.notes.append(
        f"{title}: our own processor time p50 / p95 {1000 * percentile(work, 0.5):.1f} / {1000 * percentile(work, 0.95):.1f} ms."
    )
    report.notes.append(f"{title}: filled in {filling[0]:.1f} s; {base.own} built in {planting[0]:.1f} s.")


def _add_truth(report: Report, title: str, own: str, kept: list[Waits]) -> None:
    """Beside the way that is surely right: how long it takes, and how many answers are as there."""
    ours, hand = [one for waits in kept for one in waits.ours], [one for waits in kept for one in waits.hand]
    report.add(f"{title}, by hand: p50", 1000 * percentile(ours, 0.5), "ms", 1000 * percentile(hand, 0.5))
    wrong, own_wrong = sum(waits.wrong for waits in kept), sum(waits.own_wrong for waits in kept)
    report.notes.append(
        f"{title}: {wrong} of our {len(hand)} answers differ from those by hand; {own} answered {own_wrong} of {len(ours)} wrongly, "
        f"{sum(waits.own_others for waits in kept)} of them with other places."
    )


def _add(report: Report, title: str, waits: Waits, aim: int | None) -> None:
    for share, promised in ((0.5, None), (0.95, aim)):
        report.add(
            f"{title}: p{share * 100:.0f}",
            1000 * percentile(waits.ours, share),
            "ms",
            1000 * percentile(waits.own, share),
            f"p95 ≤ {promised} ms" if promised else "",
        )


def _ask(engine: Engine, everything: list[rivals.Spot], asked: list[Wanted], by_hand: int) -> Waits:
    waits = Waits()
    for ask in (_ours, _own):
        ask(engine, asked[0])  # the first question of all is also the one whose words are made
    for number, wanted in enumerate(asked):
        begin = time.process_time()
        ours = _timed(waits.ours, partial(_ours, engine, wanted))
        waits.work.append(time.process_time() - begin)
        own = _timed(waits.own, partial(_own, engine, wanted))
        if number < by_hand:
            right = _timed(waits.hand, partial(rivals.by_hand, everything, wanted, LIMIT))
            waits.wrong += ours != right
        waits.own_wrong += own != ours
        waits.own_others += set(own) != set(ours)
    return waits


def _ours(engine: Engine, wanted: Wanted) -> list[int]:
    with Session(engine) as session:
        return [one.row.id or 0 for one in nearest(session, wanted, LIMIT)]


def _own(engine: Engine, wanted: Wanted) -> list[int]:
    with Session(engine) as session:
        return rivals.own(session, wanted, LIMIT)


def _timed(kept: list[float], job: Callable[[], T]) -> T:
    begin = time.perf_counter()
    answer = job()
    kept.append(time.perf_counter() - begin)
    return answer
