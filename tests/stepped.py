"""Parts of the house that wait for the test: a clock that is set, a courier that goes when told, a handling that fails loudly."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

from bot.clock import Clock
from bot.delivery.courier import Courier
from bot.handling import Handling
from db import inbox
from dialogs.screens import Screen


class SetClock(Clock):
    """Shows what the test says."""

    moment = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment + self.ahead


class LoudHandling(Handling):
    """A handler that stumbles fails the test at once, with its own traceback."""

    def _stumble(self, taken: inbox.Taken, error: Exception) -> None:
        raise error


class SteppedCourier(Courier):
    """Makes a round when it is told to, and rests for nobody. Remembers every Screen it carried."""

    def carry(self, loop: asyncio.AbstractEventLoop, said: list[Screen]) -> None:
        for instant in self._instant:
            self._room.in_transaction(partial(self._say_here, mouth=instant))
        for mouth, _pace in self._carried:
            take = partial(self._take, channel=mouth.channel, limit=5, resting=())
            for letter in self._room.in_transaction(take):
                if letter.screen is not None:
                    said.append(letter.screen)
                outcome = loop.run_until_complete(mouth.say(letter))
                self._room.in_transaction(partial(self._settle, letter=letter, outcome=outcome))
        self._must_scrub = False  # nobody looks into the files of a story
