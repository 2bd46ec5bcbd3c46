"""The ear's side of the inbox: what arrives is stored first, many at a time when many come at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from actions import photos
from bot.room import Room
from db import inbox, pages
from rules.photos import Picture


@dataclass(frozen=True)
class Echo:
    """The person's own bubble on the web page, stored together with what it said."""

    chat_id: int
    body: dict[str, Any]


@dataclass(frozen=True)
class Arrival:
    """One raw update. `key` names it on its channel, so that a repeated delivery is recognised."""

    channel: str
    key: str
    chat_key: str
    payload: dict[str, Any]
    echo: Echo | None = None
    #: A photo that came with it, and is sealed in the same transaction.
    picture: Picture | None = None


@dataclass
class Letterbox:
    """Collects what arrives while the room is busy and stores it in one transaction."""

    room: Room
    now: Callable[[], datetime]
    on_stored: Callable[[list[int]], None]
    _waiting: list[tuple[Arrival, asyncio.Future[int]]] = field(default_factory=list)
    _running: bool = False

    async def put(self, arrival: Arrival) -> int:
        """Stores one arrival; returns the cursor of its echo (0 without one). Returns only when it is safe on disk."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, future))
        if not self._running:
            self._running = True
            try:
                await self._empty()
            finally:
                self._running = False
        return await future

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                arrivals = [arrival for arrival, _ in batch]
                cursors = await self.room.keep(partial(store, arrivals=arrivals, now=self.now()))
            except BaseException as error:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                        future.exception()
                if not isinstance(error, Exception):
                    raise
                continue
            for (_, future), cursor in zip(batch, cursors, strict=True):
                if not future.done():
                    future.set_result(cursor)
            self.on_stored([one.echo.chat_id for one, _ in batch if one.echo is not None])


def store(session: Session, arrivals: list[Arrival], now: datetime) -> list[int]:
    """Stores what is new, in order; repeats change nothing. Returns the cursor of each echo."""
    known: set[tuple[str, str]] = set()
    for channel in {arrival.channel for arrival in arrivals}:
        keys = [arrival.key for arrival in arrivals if arrival.channel == channel]
        known |= {(channel, key) for key in inbox.known_keys(session, channel, keys)}
    fresh: list[dict[str, Any]] = []
    cursors: list[int] = []
    for arrival in arrivals:
        if (arrival.channel, arrival.key) in known:
            cursors.append(_cursor_of(session, arrival))
            continue
        known.add((arrival.channel, arrival.key))
        cursors.append(_write_echo(session, arrival, now))
        _seal_photo(session, arrival, now)
        fresh.append(
            {
                "channel": arrival.channel,
                "update_key": arrival.key,
                "chat_key": arrival.chat_key,
                "payload": arrival.payload,
                "state": inbox.State.OPEN,
                "tries": 0,
                "not_before": now,
                "received_at": now,
            }
        )
    if fresh:
        session.execute(insert(inbox.Inbox), fresh)
    return cursors


def _write_echo(session: Session, arrival: Arrival, now: datetime) -> int:
    if arrival.echo is None:
        return 0
    seq = pages.append(session, arrival.echo.chat_id, True, arrival.echo.body, now, nonce=arrival.key)
    if seq is None:
        return 0
    message = arrival.payload.get("message")
    if message is not None:
        message["message_id"] = seq
    return seq


def _seal_photo(session: Session, arrival: Arrival, now: datetime) -> None:
    """The update names the photo, as Telegram's do; its bytes lie sealed beside it."""
    if arrival.picture is None or arrival.echo is None:
        return
    ref = photos.upload(session, arrival.echo.chat_id, arrival.picture, now)
    for size in arrival.payload["message"]["photo"]:
        size["file_id"] = ref


def _cursor_of(session: Session, arrival: Arrival) -> int:
    if arrival.echo is None:
        return 0
    bubble = pages.by_nonce(session, arrival.echo.chat_id, arrival.key)
    return bubble.cursor if bubble else 0
