"""Who is looking at which chat right now, so that a new bubble reaches an open page at once."""

from __future__ import annotations

import asyncio
from collections import defaultdict


class Hub:
    """Open pages by chat. Lives on the main loop; other threads call `told_soon`."""

    def __init__(self) -> None:
        self._pages: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._shown: dict[int, int] = {}

    def open(self, chat_id: int) -> asyncio.Event:
        event = asyncio.Event()
        self._pages[chat_id].add(event)
        return event

    def close(self, chat_id: int, event: asyncio.Event) -> None:
        self._pages[chat_id].discard(event)
        if not self._pages[chat_id]:
            del self._pages[chat_id]
            self._shown.pop(chat_id, None)

    def show(self, chat_id: int, cursor: int) -> None:
        """An open page of this chat shows everything up to this cursor."""
        self._shown[chat_id] = cursor

    def shown(self, chat_id: int) -> int | None:
        """Up to which cursor this process has shown the chat: what lies behind it another process wrote."""
        return self._shown.get(chat_id)

    @property
    def open_chats(self) -> list[int]:
        return list(self._pages)

    def tell(self, chat_ids: list[int]) -> None:
        """Something changed in these chats: their pages look."""
        for chat_id in chat_ids:
            for event in self._pages.get(chat_id, ()):
                event.set()
