"""The chats the bot knows: who writes, what was said, which taps wait for an answer."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.answers import BLOCKED, MIGRATED, QUERY_TOO_OLD, Json, refused, violation
from tests.botapi.media import Shelf


@dataclass
class Said:
    """One message as the chat sees it now."""

    json: Json  # as Telegram writes it
    mine: bool  # said by the bot
    html: str | None = None  # text or caption as the bot sent it
    editable: bool = True
    edits: int = 0
    revision: int = 0


@dataclass
class Chat:
    """A chat with one person (or a group)."""

    json: Json
    user: Json
    state: str = "open"  # or "blocked", "deactivated"
    migrated_to: int | None = None
    said: dict[int, Said] = field(default_factory=dict)
    keyboard: list[list[Json]] = field(default_factory=list)  # the reply keyboard shown now
    actions: int = 0  # how often "typing…" was shown

    @property
    def private(self) -> bool:
        return self.json["type"] == "private"


@dataclass
class Tap:
    """A callback query."""

    chat_id: int
    answered: bool = False


@dataclass
class Chats:
    """Everything said so far. `revision` grows with every change, so that tests can wait for one."""

    me: Json
    shelf: Shelf = field(default_factory=Shelf)
    all: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    revision: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: Any = field(default_factory=lambda: itertools.count(1))

    def touch(self) -> int:
        """Note a change and wake who waits for one."""
        self.revision += 1
        self.changed.set()
        self.changed = asyncio.Event()
        return self.revision

    def meet(self, chat_id: int, **user: Any) -> Chat:
        """The chat with this person, made when new. `user`: language_code, first_name, …"""
        chat = self.all.get(chat_id)
        if chat is None:
            person = {
                "id": abs(chat_id),
                "is_bot": False,
                "first_name": user.get("first_name", f"Parent {chat_id}"),
            }
            kind = {"type": "private", "first_name": person["first_name"]}
            if chat_id < 0:
                kind = {"type": "group", "title": user.get("first_name", f"Group {chat_id}")}
            chat = self.all[chat_id] = Chat({"id": chat_id, **kind}, person)
        chat.user.update({name: value for name, value in user.items() if value is not None})
        return chat

    def reach(self, chat_id: int) -> Chat:
        """The chat the bot wants to say something in, when it may."""
        chat = self.all.get(chat_id)
        if chat is None:
            raise refused("chat not found")
        if chat.migrated_to is not None:
            raise refused(MIGRATED, migrate_to_chat_id=chat.migrated_to)
        if chat.state == "blocked":
            raise refused(BLOCKED, 403)
        if chat.state == "deactivated":
            raise refused("Forbidden: user is deactivated", 403)
        return chat

    def say(self, chat: Chat, content: Json, html: str | None = None, markup: Json | None = None) -> Json:
        """The bot says something. Gives the Message."""
        editable = True
        message = self._message(chat, self.me, content)
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        elif markup:
            editable = False  # Telegram edits no message that brought or removed a reply keyboard
            chat.keyboard = markup.get("keyboard", [])
        chat.said[message["message_id"]] = Said(message, True, html, editable, revision=self.touch())
        return message

    def hear(self, chat: Chat, content: Json) -> Json:
        """The person says something. Gives the Message."""
        message = self._message(chat, chat.user, content)
        chat.said[message["message_id"]] = Said(message, False, revision=self.touch())
        return message

    def _message(self, chat: Chat, sender: Json, content: Json) -> Json:
        head = {"message_id": next(self._ids), "from": sender, "chat": chat.json, "date": int(time.time())}
        return {**head, **content}

    def mine(self, chat: Chat, message_id: int) -> Said:
        """The bot's own message that is to be edited."""
        said = chat.said.get(message_id)
        if said is None:
            raise refused("message to edit not found")
        if not said.mine or not said.editable:
            raise violation("message can't be edited")
        return said

    def tap(self, chat_id: int) -> str:
        """A new callback query; gives its id."""
        query_id = str(secrets.randbelow(10**18) + 10**17)
        self.taps[query_id] = Tap(chat_id)
        return query_id

    def answer(self, query_id: str) -> None:
        """Answer a callback query. Refused when it is unknown, a violation the second time."""
        tap = self.taps.get(query_id)
        if tap is None:
            raise refused(QUERY_TOO_OLD)
        if tap.answered:
            raise violation(QUERY_TOO_OLD)
        tap.answered = True
