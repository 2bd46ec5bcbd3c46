"""Storms: the process dies while messages leave, or whatever they meet on their way answers badly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.botapi import Fault
from tests.faults.scenes import HANGS, Scene
from tests.processes import BotProcess

#: Nobody gets more copies of one message.
MOST_COPIES = 3
#: What goes wrong for sure, whatever the dice say: each of them once.
_CERTAIN = [Fault(kind, method="sendMessage") for kind in ("429", "500", "drop", "drop_before")]
#: 2 % of all calls.
_SHARES = {"429": 0.005, "500": 0.005, "drop": 0.005, "drop_before": 0.005}


def kill_often(scene: Scene, bot: BotProcess, arrived: Callable[[], int], number: int, kills: int) -> None:
    """Each time another share of `number` messages has arrived, the process dies and begins anew. Returns when all have arrived."""
    portion = number // (kills + 1)
    for kill in range(kills):
        until_arrived(scene, arrived, portion * kill + portion // 2)
        bot.kill()
        bot.start(wait=False)
    until_arrived(scene, arrived, number)


@contextmanager
def bad_answers(scene: Scene) -> Iterator[None]:
    """The server stumbles inside the block."""
    scene.api.fail(*_CERTAIN)
    scene.api.fail_often(_SHARES, seed=7)
    yield
    scene.api.fail_often({}, seed=7)


def until_arrived(scene: Scene, arrived: Callable[[], int], number: int) -> None:
    scene.until(lambda: arrived() >= number, f"{number} messages arrive", HANGS)
