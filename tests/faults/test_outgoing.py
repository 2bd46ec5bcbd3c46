"""Reminders go out while the process is killed -9, and while Telegram answers badly or not at all: none is lost, few come twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from db.outbox import State
from tests.databases import Kind
from tests.faults import seeds
from tests.faults.scenes import DOUBLES, HANGS, Scene, copies, on_both
from tests.faults.storms import MOST_COPIES, bad_answers, kill_often

pytestmark = pytest.mark.timeout(HANGS)


@dataclass(frozen=True)
class Told:
    """Messages per family in the two parts, and what the database and the server say afterwards."""

    kills: int
    killed: dict[int, int]
    faulty: dict[int, int]
    states: set[str]
    provoked: int
    impatient: int


def _storm(scene: Scene) -> Told:
    families, kills = (2000, 20) if scene.full else (60, 2)
    first, second = range(1, families + 1), range(families + 1, 2 * families + 1)
    scene.api.know(1, 2 * families)
    # The clock finds them at the start, the courier carries.
    seeds.settle(scene, first, datetime.now(UTC) - seeds.DAY)
    bot = scene.bot()
    kill_often(scene, bot, lambda: sum(scene.api.deliveries().values()), families, kills)
    scene.until(scene.all_said, "every reminder is said")
    killed = scene.received(first)
    with bad_answers(scene):
        seeds.due_now(scene, second, datetime.now(UTC))
        scene.until(scene.all_said, "every reminder is said, whatever was answered")
    assert bot.process.poll() is None
    pacing = scene.api.report["pacing"]
    return Told(
        kills=kills,
        killed=killed,
        faulty=scene.received(second),
        states={row.state for row in scene.reminders()},
        provoked=pacing["provoked_429"],
        impatient=pacing["calls_while_penalised"],
    )


@pytest.fixture(scope="module")
def storms(full: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Kind, Future[Told]]]:
    with on_both(_storm, tmp_path_factory.mktemp("outgoing"), full) as storms:
        yield storms


@pytest.fixture
def told(storms: dict[Kind, Future[Told]], database_kind: Kind, note: Callable[[str, str], None]) -> Told:
    told = storms[database_kind].result()
    note(f"reminders, {database_kind}, {told.kills} kills", copies(told.killed.values()))
    note(
        f"reminders, {database_kind}, bad answers",
        f"{copies(told.faulty.values())}; {told.provoked} provoked 429",
    )
    return told


def test_kills_lose_nothing(told: Told) -> None:
    assert min(told.killed.values()) >= 1
    assert told.states == {State.SENT}


def test_kills_double_little(told: Told) -> None:
    assert sum(told.killed.values()) - len(told.killed) <= DOUBLES * told.kills
    assert max(told.killed.values()) <= MOST_COPIES


def test_bad_answers_lose_nothing(told: Told) -> None:
    assert min(told.faulty.values()) >= 1
    assert max(told.faulty.values()) <= MOST_COPIES


def test_no_limit_is_overrun(told: Told) -> None:
    assert (told.provoked, told.impatient) == (0, 0)
