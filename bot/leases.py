"""Duties that only one process may have: courier, clock, Telegram's ear. Taken over when the holder dies."""

from __future__ import annotations

import asyncio
import os
import socket
import time
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlmodel import Session

from bot.log import log
from bot.room import Room
from db import house

#: Seconds a lease lasts without being renewed, and how long before its end it is renewed.
LASTS, RENEW_BEFORE = 10.0, 6.0
#: Seconds between two renewals of everything this process holds.
RENEW_EVERY = 3.0


class Holder:
    """This process as one that can hold leases. Leases run on the machine's own time, never on the demo's."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.name = f"{_machine()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._until: dict[str, float] = {}

    def holds(self, duty: str) -> bool:
        return time.monotonic() < self._until.get(duty, 0.0)

    async def take(self, duty: str) -> bool:
        """True while this process has the duty; asks the database only when it has to."""
        if time.monotonic() < self._until.get(duty, 0.0) - RENEW_BEFORE:
            return True
        asked = time.monotonic()
        got = await self._room.write(lambda session: self._take(session, duty))
        self._until[duty] = asked + LASTS if got else 0.0
        return got

    async def keep(self) -> None:
        """Until cancelled: an ear in a long poll and a clock between two beats keep their duties while they live."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            held = [duty for duty in self._until if self.holds(duty)]
            asked = time.monotonic()
            try:
                kept = await self._room.write(partial(self._renew, duties=held))
            except Exception as error:  # noqa: BLE001  # a lease that cannot be renewed ends by itself
                log.error("the leases could not be renewed; trying again", error=type(error).__name__)
                continue
            self._until.update((duty, asked + LASTS if duty in kept else 0.0) for duty in held)

    async def give_back(self) -> None:
        """On a clean stop the next process need not wait."""
        for duty in [duty for duty in self._until if self.holds(duty)]:
            await self._room.write(partial(self._give_back, duty=duty))
        self._until.clear()

    def _take(self, session: Session, duty: str) -> bool:
        now = datetime.now(UTC)
        lease = house.lease(session, duty)
        if lease is None:
            lease = house.Lease(name=duty, holder=self.name, until=now)
        elif lease.holder != self.name and lease.until > now and not _is_dead(lease.holder):
            return False
        lease.holder, lease.until = self.name, now + timedelta(seconds=LASTS)
        session.add(lease)
        return True

    def _renew(self, session: Session, duties: Iterable[str]) -> set[str]:
        return {duty for duty in duties if self._take(session, duty)}

    def _give_back(self, session: Session, duty: str) -> None:
        lease = house.lease(session, duty)
        if lease is not None and lease.holder == self.name:
            session.delete(lease)


def _machine() -> str:
    """Where a process number means the same process: this boot and this container. Host names repeat, between containers most of all."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}:{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return socket.gethostname()


def _is_dead(holder: str) -> bool:
    """True when the holder ran on this machine and its process is gone: no need to wait for the lease to end."""
    machine, pid, _ = holder.rsplit(":", 2)
    if machine != _machine():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(pid) == os.getpid()
