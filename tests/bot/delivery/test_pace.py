"""How fast we may speak, on a clock that a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.delivery import pace
from bot.delivery.pace import Pace


class Hands:
    """A clock whose hands a test moves: monotonic time and what the loop was asked to do later."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._later: list[tuple[float, Callable[..., None], tuple[Any, ...]]] = []
        self._loop = asyncio.new_event_loop()

    def monotonic(self) -> float:
        return self.now

    def call_later(self, seconds: float, job: Callable[..., None], *given: Any) -> None:
        self._later.append((self.now + seconds, job, given))

    def create_future(self) -> asyncio.Future[None]:
        return asyncio.Future(loop=self._loop)

    def close(self) -> None:
        self._loop.close()

    def move(self, seconds: float) -> None:
        self.now += seconds
        due = [one for one in self._later if one[0] <= self.now]
        self._later = [one for one in self._later if one[0] > self.now]
        for _at, job, given in due:
            job(*given)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    hands = Hands()
    monkeypatch.setattr(pace, "time", hands)
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: hands)
    yield hands
    hands.close()


def test_a_slot_comes_back_a_second_after_the_answer(hands: Hands) -> None:
    one = Pace(3)
    for chat in (1, 2, 3):
        one.begin(chat)
    assert (one.free, one.resting) == (0, (1, 2, 3))
    hands.move(60)
    assert one.free == 0  # no answer yet: the server may count it from now on
    one.end(2)
    hands.move(0.99)
    assert (one.free, one.resting) == (0, (1, 2, 3))
    assert not one.changed.is_set()
    hands.move(0.01)
    assert (one.free, one.resting) == (1, (1, 3))
    assert one.changed.is_set()


def test_a_chat_with_two_letters_rests_until_both_are_over(hands: Hands) -> None:
    one = Pace(30)
    one.begin(7)
    one.begin(7)
    one.end(7)
    hands.move(1)
    assert one.resting == (7,)
    one.end(7)
    hands.move(1)
    assert one.free == 30
    assert not one.resting


def test_what_belongs_to_no_chat_takes_a_slot_only(hands: Hands) -> None:
    one = Pace(1)
    one.begin(None)
    assert (one.free, one.resting) == (0, ())
    one.end(None)
    hands.move(1)
    assert one.free == 1


def test_a_pause_stops_everything_and_the_longer_one_counts(hands: Hands) -> None:
    one = Pace(30)
    one.pause(5)
    one.pause(2)
    hands.move(2)
    assert (one.free, one.paused) == (0, True)
    one.changed.clear()
    hands.move(3)
    assert (one.free, one.paused) == (30, False)
    assert one.changed.is_set()


def test_silence_grows_while_a_channel_is_away_and_starts_small_again(hands: Hands) -> None:
    one = Pace(30)
    grown = []
    for _ in range(8):
        grown.append(one.away())
        assert one.away() == 0.0  # the other letters on their way find it silent already
        hands.move(grown[-1])
    assert grown == [2, 4, 8, 16, 32, 60, 60, 60]
    one.reached()
    assert one.away() == 2


def test_what_is_claimed_ahead_leaves_when_the_slot_is_back_and_no_slot_is_promised_twice(
    hands: Hands,
) -> None:
    one = Pace(1)
    assert one.begin(1) is None
    one.end(1)
    assert one.soon == 0
    hands.move(0.95)
    assert (one.free, one.soon, one.near.is_set()) == (0, 1, True)
    slot = one.begin(2)
    assert slot is not None
    assert (one.free, one.soon, slot.done()) == (0, 0, False)
    hands.move(0.04)
    assert not slot.done()
    hands.move(0.01)
    assert slot.done()
    assert (one.free, one.soon, one.resting) == (0, 0, (2,))
    one.end(2)
    hands.move(1)
    assert (one.free, one.soon) == (1, 1)
