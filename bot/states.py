"""Conversation state for aiogram, kept in the chat's own row: it is committed or undone with everything else of the update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from actions.spots import without
from db.chats import Chat


class RowStorage(BaseStorage):
    """A storage of one chat for one update. Nothing is read or written here: the row is in the open session."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self._chat.state = state.state if isinstance(state, State) else state
        self._chat.waiting = without(self._chat.state, self._chat.waiting or {}) or None

    async def get_state(self, key: StorageKey) -> str | None:
        return self._chat.state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._chat.waiting = without(self._chat.state, data) or None

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(self._chat.waiting or {})

    async def close(self) -> None:
        """Nothing is open."""


def context(chat: Chat) -> FSMContext:
    """aiogram's own context, over the chat's row."""
    return FSMContext(RowStorage(chat), StorageKey(bot_id=0, chat_id=chat.id or 0, user_id=chat.id or 0))
