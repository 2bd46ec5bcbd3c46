"""Server-Sent Events: new and changed bubbles reach an open page, from the cursor it names, so that nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from bot.log import log
from bot.room import Room
from bot.web import mouth
from bot.web.chat import WebChat
from bot.web.hub import Hub
from bot.web.reading import number
from db import pages
from db.chats import Chat
from rules.languages import bcp47

#: Seconds between signs of life, and between two looks when nobody called (another process may have written).
HEARTBEAT, LOOK_EVERY = 15.0, 1.0
#: Bubbles sent in one go; the rest follows at the next look.
AT_ONCE = 200


@dataclass
class Streams:
    """The open pages of this process."""

    chat: WebChat
    room: Room
    hub: Hub
    closing: bool = False

    def let_go(self) -> None:
        """The house closes: every open page is let go at once, and comes back when it can."""
        self.closing = True
        self.hub.tell(self.hub.open_chats)

    def route(self) -> Route:
        return Route("/chat/stream", self.chat.kind(self.open), methods=["GET"])

    async def open(self, request: Request) -> StreamingResponse:
        visitor = await self.chat.visitor(request)
        after = number(request.query_params.get("after") or request.headers.get("last-event-id")) or 0
        headers = {"x-accel-buffering": "no"}
        return StreamingResponse(
            self.events(visitor.id or 0, request.query_params.get("lang") or bcp47(visitor.language), after),
            media_type="text/event-stream",
            headers=headers,
        )

    async def watch(self) -> None:
        """Finds bubbles other processes wrote: one small question for all open pages."""
        while not self.closing:
            await asyncio.sleep(LOOK_EVERY)
            asked = self.hub.open_chats
            if not asked:
                continue
            try:
                now = await self.room.write(partial(cursors, chat_ids=asked))
            except SQLAlchemyError as error:
                log.warning("open pages could not be looked after; trying again", error=type(error).__name__)
                continue
            self.hub.tell([chat_id for chat_id in asked if now.get(chat_id) != self.hub.shown(chat_id)])

    async def events(self, chat_id: int, language: str, after: int) -> AsyncIterator[str]:
        called = self.hub.open(chat_id)
        typing, first = False, 1
        try:
            yield ": here\n\n"
            while not self.closing:
                called.clear()
                found = await self.room.write(partial(self._look, chat_id=chat_id, after=after))
                if found is None:
                    yield _event("gone", {})
                    return
                bubbles, after, now = found
                if now.first != first:
                    first = now.first
                    yield _event("emptied", {"before": first})
                for bubble in bubbles:
                    shown = mouth.as_message(bubble, self.chat.clock.zone)
                    yield _event("message", shown, bubble.cursor)
                self.hub.show(chat_id, after)
                if bcp47(now.language) != language:
                    language = bcp47(now.language)
                    yield _event("words", {})
                if now.busy != typing:
                    typing = now.busy
                    yield _event("typing", {"on": typing})
                if not await _called(called, LOOK_EVERY if typing else HEARTBEAT):
                    yield ": still here\n\n"
        finally:
            self.hub.close(chat_id, called)

    @staticmethod
    def _look(
        session: Session, chat_id: int, after: int
    ) -> tuple[list[pages.Bubble], int, pages.Glance] | None:
        """What is new, up to which cursor that is everything, and the chat itself."""
        seen = pages.glance(session, chat_id)
        if seen is None:
            return None
        bubbles = pages.changed_after(session, chat_id, after, AT_ONCE) if seen.cursor > after else []
        upto = bubbles[-1].cursor if len(bubbles) == AT_ONCE else seen.cursor
        return bubbles, upto, seen


def cursors(session: Session, chat_ids: list[int]) -> dict[int, int]:
    """The last number of each chat's page; a chat that is gone is missing."""
    rows = session.exec(select(Chat.id, Chat.cursor).where(col(Chat.id).in_(chat_ids))).all()
    return {chat_id: cursor for chat_id, cursor in rows if chat_id is not None}


def _event(name: str, data: dict[str, Any], cursor: int | None = None) -> str:
    mark = f"id: {cursor}\n" if cursor is not None else ""
    return f"{mark}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _called(event: asyncio.Event, seconds: float) -> bool:
    try:
        # Not wait_for, which forgets a cancellation that comes together with the event.
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
