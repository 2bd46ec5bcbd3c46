"""How fast we may speak: slots, each given back one second after the answer came.

Measured against a server that enforces the limits: slots provoked no refusal and reached 96-102 % of 30/s; token buckets provoked
40-1,000 refusals, because they count from the moment of sending while the server counts from the moment of receiving.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

#: Seconds a slot rests after its call has been answered.
REST = 1.0
#: Seconds before a slot is free in which a letter for it may be claimed and worded: what that takes is not lost for the pace.
AHEAD = 0.08
#: Seconds of the first and of the longest silence while a channel cannot be reached.
FIRST_SILENCE, LONGEST_SILENCE = 2.0, 60.0

#: What a letter waits for before it leaves; nothing when its slot was free at once.
Slot = asyncio.Future[None] | None


class Pace:
    """`rate` calls a second overall, one a second per chat; a pause stops everything."""

    def __init__(self, rate: int) -> None:
        self._free = rate
        #: Slots that come back within `AHEAD`, and those who were promised one.
        self._coming = 0
        self._promised: deque[asyncio.Future[None]] = deque()
        self._resting: dict[int, int] = {}
        self._paused_until = 0.0
        self._silence = FIRST_SILENCE
        self.changed = asyncio.Event()
        self.near = asyncio.Event()

    @property
    def free(self) -> int:
        """Calls that may begin now."""
        return 0 if self.paused else self._free

    @property
    def soon(self) -> int:
        """Letters that may be claimed now: for slots that are free, or come back in a moment and are promised to nobody."""
        return 0 if self.paused else self._free + self._coming - len(self._promised)

    @property
    def paused(self) -> bool:
        return time.monotonic() < self._paused_until

    @property
    def resting(self) -> tuple[int, ...]:
        """Chats that were spoken to within the last second, or are being spoken to."""
        return tuple(self._resting)

    def begin(self, chat_id: int | None) -> Slot:
        """Takes a slot, or the promise of one: the call may be made when what this returns is done."""
        if chat_id is not None:
            self._resting[chat_id] = self._resting.get(chat_id, 0) + 1
        if self._free:
            self._free -= 1
            return None
        slot = asyncio.get_running_loop().create_future()
        self._promised.append(slot)
        return slot

    def end(self, chat_id: int | None) -> None:
        """The call was answered (or failed): its slot comes back in a second."""
        loop = asyncio.get_running_loop()
        loop.call_later(max(0.0, REST - AHEAD), self._announce)
        loop.call_later(REST, self._give_back, chat_id)

    def pause(self, seconds: float) -> None:
        """The channel asked for silence: every call would fail meanwhile."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        asyncio.get_running_loop().call_later(seconds, self.changed.set)

    def away(self) -> float:
        """The channel cannot be reached: silence, each time twice as long. Returns its seconds, 0 when it is silent already."""
        if self.paused:
            return 0.0
        silence, self._silence = self._silence, min(LONGEST_SILENCE, self._silence * 2)
        self.pause(silence)
        return silence

    def reached(self) -> None:
        """The channel answered: the next silence is a short one again."""
        self._silence = FIRST_SILENCE

    def _announce(self) -> None:
        self._coming += 1
        self.near.set()

    def _give_back(self, chat_id: int | None) -> None:
        self._coming -= 1
        self._free += 1
        while self._free and self._promised:
            slot = self._promised.popleft()
            if not slot.done():
                self._free -= 1
                slot.set_result(None)
        if chat_id is not None:
            left = self._resting[chat_id] - 1
            if left:
                self._resting[chat_id] = left
            else:
                del self._resting[chat_id]
        self.changed.set()
