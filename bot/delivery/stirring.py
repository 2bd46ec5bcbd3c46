"""What makes the courier look up from its waiting: calls from outside, and what stirs it from within."""

from __future__ import annotations

import asyncio


class Call(asyncio.Event):
    """Set from outside: there is something new in the outbox. What stirs the courier from within (answers, slots) brings nothing new for anyone."""

    def __init__(self, stirs: asyncio.Event) -> None:
        super().__init__()
        self._stirs = stirs

    def set(self) -> None:
        super().set()
        self._stirs.set()


async def wait_for(event: asyncio.Event, seconds: float) -> None:
    """Until it is set, or so many seconds have passed."""
    try:
        # Not wait_for: when the event comes together with a cancellation, it forgets the cancellation, and the house never closes.
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
