"""The room: the one thread in which everything is written.

Handlers do no network, so blocking here blocks nobody; one thread means SQLite's single writer never waits for us, and a
synchronous session costs a third of an asynchronous one. Jobs run in the order they were handed in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from db.connection import kept_on_disk

P = ParamSpec("P")
T = TypeVar("T")


class Room:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="room")

    async def call(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `job` in the room and gives back what it returns."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: job(*args, **kwargs))

    async def write(self, job: Callable[[Session], T]) -> T:
        """Runs `job` in one transaction: committed when it returns, as if it had never been when it raises."""
        return await self.call(self.in_transaction, job)

    def in_transaction(self, job: Callable[[Session], T]) -> T:
        """The same for code that is in the room already."""
        with Session(self.engine, expire_on_commit=False) as session:
            found = job(session)
            session.commit()
            return found

    async def keep(self, job: Callable[[Session], T]) -> T:
        """Like `write`, and returns only when it would survive a pulled plug. For what nobody would send us again."""
        return await self.call(self._in_kept_transaction, job)

    def _in_kept_transaction(self, job: Callable[[Session], T]) -> T:
        with kept_on_disk(self.engine) as connection, Session(connection, expire_on_commit=False) as session:
            found = job(session)
            session.commit()
            return found

    def close(self) -> None:
        self._thread.shutdown(wait=True)
