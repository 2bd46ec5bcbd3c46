"""How fast we may speak: slots, each given back one second after the answer came.

Measured against a server that enforces the limits: slots provoked no refusal and reached 96-102 % of 30/s; token buckets provoked
40-1,000 refusals, because they count from the moment of sending while the server counts from the moment of receiving.
"""

from __future__ import annotations

import asyncio
import time

#: Seconds a slot rests after its call has been answered.
REST = 1.0


class Pace:
    """`rate` calls a second overall, one a second per chat; a pause stops everything."""

    def __init__(self, rate: int) -> None:
        self._free = rate
        self._resting: dict[int, int] = {}
        self._paused_until = 0.0
        self.changed = asyncio.Event()

    @property
    def free(self) -> int:
        """Calls that may begin now."""
        return 0 if time.monotonic() < self._paused_until else self._free

    @property
    def resting(self) -> tuple[int, ...]:
        """Chats that were spoken to within the last second, or are being spoken to."""
        return tuple(self._resting)

    def begin(self, chat_id: int | None) -> None:
        self._free -= 1
        if chat_id is not None:
            self._resting[chat_id] = self._resting.get(chat_id, 0) + 1

    def end(self, chat_id: int | None) -> None:
        """The call was answered (or failed): its slot comes back in a second."""
        asyncio.get_running_loop().call_later(REST, self._give_back, chat_id)

    def pause(self, seconds: float) -> None:
        """The channel asked for silence: every call would fail meanwhile."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        asyncio.get_running_loop().call_later(seconds, self.changed.set)

    def _give_back(self, chat_id: int | None) -> None:
        self._free += 1
        if chat_id is not None:
            left = self._resting[chat_id] - 1
            if left:
                self._resting[chat_id] = left
            else:
                del self._resting[chat_id]
        self.changed.set()
