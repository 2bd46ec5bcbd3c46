"""Kill -9 while updates stream in: nothing lost, no effect doubled, every chat in order. By polling, and by webhook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

import pytest

from db.inbox import State
from tests.databases import Kind
from tests.faults.scenes import DOUBLES, HANGS, Scene, copies, on_both
from tests.faults.streams import STEPS, Entered, Parents, Stream
from tests.processes import free_port

pytestmark = pytest.mark.timeout(HANGS)

_SECRET = "only-the-bot-api-server-knows"


@dataclass(frozen=True)
class Told:
    """What was found when everything had come to rest."""

    parents: Parents
    kills: int
    arrived: dict[str, int]
    entered: Entered
    letters: dict[str, int]
    received: dict[int, int]
    heard: dict[int, list[str]]
    provoked: int


def _storm(scene: Scene, webhook: bool) -> Told:
    parents, kills = _size(scene.full, webhook)
    parents.settle(scene)
    portion = parents.updates // (kills + 1)
    port = free_port()
    hook = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": _SECRET} if webhook else {}
    bot = scene.bot(port, **hook)
    stream = Stream(scene, list(parents.acts()), ahead=portion)
    with stream.flowing():
        for number in range(kills):
            _handled(scene, stream, portion * number + portion // 2)
            bot.kill()
            bot.start(wait=False)
        _handled(scene, stream, parents.updates)
    scene.until(scene.all_said, "every answer is said")
    return _look(scene, parents, kills)


def _size(full: bool, webhook: bool) -> tuple[Parents, int]:
    if webhook:
        return (Parents(1, 100, 2), 3) if full else (Parents(1, 20, 1), 1)
    return (Parents(1, 100, 8), 10) if full else (Parents(1, 40, 1), 1)


def _handled(scene: Scene, stream: Stream, number: int) -> None:
    def enough() -> bool:
        stream.handled = scene.handled()
        return stream.handled >= number

    scene.until(enough, f"{number} updates are handled")


def _look(scene: Scene, parents: Parents, kills: int) -> Told:
    return Told(
        parents=parents,
        kills=kills,
        arrived=scene.arrived(),
        entered=parents.entered(scene),
        letters=scene.letters(),
        received=scene.received(parents.addresses),
        heard=scene.heard(),
        provoked=scene.api.report["pacing"]["provoked_429"],
    )


@pytest.fixture(scope="module", params=["polling", "webhook"])
def storms(
    request: pytest.FixtureRequest, full: bool, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Kind, Future[Told]]]:
    play = partial(_storm, webhook=request.param == "webhook")
    with on_both(play, tmp_path_factory.mktemp(request.param), full) as storms:
        yield storms


@pytest.fixture
def told(
    storms: dict[Kind, Future[Told]],
    database_kind: Kind,
    note: Callable[[str, str], None],
    request: pytest.FixtureRequest,
) -> Told:
    told = storms[database_kind].result()
    way = "webhook" if "webhook" in request.node.name else "polling"
    wanted = told.parents.wanted()
    wrong = sum(told.entered.get(chat) != some for chat, some in wanted.items())
    said = copies(told.received.values(), told.parents.children * STEPS)
    note(
        f"updates by {way}, {database_kind}, {told.kills} kills",
        f"{told.parents.updates} updates, {wrong} of {len(wanted)} chats with other effects; answers: {said}",
    )
    return told


def test_no_update_is_lost_or_put_aside(told: Told) -> None:
    assert told.arrived == {State.DONE: told.parents.updates}


def test_effects_happen_once_and_in_order(told: Told) -> None:
    assert told.entered == told.parents.wanted()


def test_every_update_has_one_answer(told: Told) -> None:
    assert told.letters == {"sent": told.parents.updates}


def test_every_answer_arrives_with_few_copies(told: Told) -> None:
    copies = [number - told.parents.children * STEPS for number in told.received.values()]
    assert min(copies) >= 0
    assert sum(copies) <= DOUBLES * told.kills
    assert told.provoked == 0


def test_answers_arrive_in_order(told: Told) -> None:
    for chat, children in told.parents.wanted().items():
        assert len(told.heard[chat]) == told.parents.children * STEPS
        # the fourth answer repeats nothing of the child, the fifth names it
        for (nickname, _born), last in zip(children, told.heard[chat][STEPS - 1 :: STEPS], strict=True):
            assert nickname in last
