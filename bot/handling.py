"""One update, one transaction: take the next stored update, let the conversations answer it, queue what they say, mark it done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import InaccessibleMessage, Update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from actions import notice_families, photos
from bot.clock import Clock
from bot.log import log
from bot.room import Room
from bot.states import context
from db import chats, inbox, outbox
from db.chats import Chat
from db.families import Guardian
from db.inbox import Taken
from dialogs.home import sorry
from dialogs.operators import put_aside
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from rules.languages import negotiate

#: Pause before an update that failed is tried again.
RETRY_AFTER = timedelta(seconds=2)
_PARTS = ("message", "edited_message", "callback_query", "my_chat_member")


class _Mute(BaseSession):
    """A bot that cannot speak: handlers return Screens, and a call from below the door is a mistake (law 3)."""

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        raise RuntimeError("handlers return Screens; only the courier calls a channel")

    def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise RuntimeError("handlers return Screens; only the courier calls a channel")

    async def close(self) -> None:
        """Nothing is open."""


class Handling:
    """Lives in the room. `step` is called until it returns False."""

    def __init__(
        self,
        room: Room,
        clock: Clock,
        dispatcher: Dispatcher,
        surroundings: Surroundings,
    ) -> None:
        self._room = room
        self._clock = clock
        self._dispatcher = dispatcher
        self._surroundings = surroundings
        self._loop = asyncio.new_event_loop()
        self._bot = Bot("1:mute", session=_Mute())

    def close(self) -> None:
        self._loop.close()

    def step(self) -> bool:
        """Handles the oldest update that is free; False when there is none."""
        with Session(self._room.engine, expire_on_commit=False) as session:
            now = self._clock.now()
            taken = inbox.next_open(session, now)
            if taken is None:
                return False
            try:
                self._handle(session, taken, now)
                inbox.done(session, taken.row_id)
                session.commit()
            except Exception as error:  # a stored update that fails must be counted, whatever failed
                session.rollback()
                if isinstance(error, DBAPIError) and error.connection_invalidated:
                    # The database went away: that is no try, and whether it was done the row itself will say.
                    raise
                self._stumble(taken, error)
        return True

    def several(self, most: int = 25) -> int:
        """Handles up to `most` updates in one visit to the room; returns how many."""
        return next((number for number in range(most) if not self.step()), most)

    def _handle(self, session: Session, taken: Taken, now: datetime) -> None:
        part = next((taken.payload[name] for name in _PARTS if name in taken.payload), None)
        if part is None:
            return
        about = part.get("message", part) if "callback_query" in taken.payload else part
        if about.get("chat", {}).get("type") != "private":
            return
        chat, guardian = self._chat(session, taken, part, now)
        update = Update.model_validate(
            clean({**taken.payload, "update_id": taken.row_id}), context={"bot": self._bot}
        )
        said = self._loop.run_until_complete(self._ask(session, chat, guardian, update, now))
        if update.message is not None and update.message.photo:
            photos.drop_unclaimed(session, chat.id or 0, [one.file_id for one in update.message.photo])
        session.add(chat)
        self._queue(session, chat, update, said, now)

    async def _ask(
        self, session: Session, chat: Chat, guardian: Guardian | None, update: Update, now: datetime
    ) -> list[Screen]:
        said = await self._dispatcher.feed_update(
            self._bot,
            update,
            session=session,
            chat=chat,
            guardian=guardian,
            state=context(chat),
            raw_state=chat.state,
            _=self._surroundings.catalogues.speak(chat.language),
            around=self._surroundings,
            now=now,
        )
        if said is UNHANDLED or said is None:
            return []
        return [said] if isinstance(said, Screen) else list(said)

    def _chat(
        self, session: Session, taken: Taken, part: dict[str, Any], now: datetime
    ) -> tuple[Chat, Guardian | None]:
        address = taken.chat_key.partition(":")[2]
        chat, guardian = chats.with_person(session, taken.channel, address)
        if chat is None:
            code = part.get("from", {}).get("language_code")
            language = negotiate(code, self._surroundings.catalogues.languages)
            chat = Chat(channel=taken.channel, address=address, language=language, seen_at=now)
            session.add(chat)
            session.flush()
        if chat.blocked_at is not None and "my_chat_member" not in taken.payload:
            chat.blocked_at = None
        if now - chat.seen_at > timedelta(hours=1):
            chat.seen_at = now
        return chat, guardian

    def _queue(
        self, session: Session, chat: Chat, update: Update, said: Iterable[Screen], now: datetime
    ) -> None:
        """Puts the answers into the outbox. A tap is acknowledged with the first of them, or alone when there is none."""
        tap = update.callback_query
        answering: dict[str, Any] = {}
        if tap is not None:
            # A message that is out of reach, or that holds a file, cannot become this text: the answer comes as a new one.
            under = None if isinstance(tap.message, InaccessibleMessage) else tap.message
            # Nor may a notice be lost by a tap on it: its poll and its buttons stay where they are.
            kept = tap.message is not None and notice_families.pressed(
                session, chat, str(tap.message.message_id), tap.data or "", now
            )
            changes = under is not None and under.text is not None and not kept
            answering = {"callback": tap.id, "replaces": str(under.message_id) if under and changes else None}
        bodies: list[dict[str, Any]] = [{"screen": screen.to_json()} for screen in said]
        if answering:
            bodies = [{**(bodies[0] if bodies else {}), **answering}, *bodies[1:]]
        session.flush()
        outbox.reply(session, chat.id or 0, chat.channel, bodies, now)

    def _stumble(self, taken: Taken, error: Exception) -> None:
        """Counts the failed try in a transaction of its own; after the last one the person is told and the operator can look."""
        trouble = type(error).__name__

        def count(session: Session) -> bool:
            now = self._clock.now()
            last = inbox.stumbled(session, taken.row_id, trouble, now + RETRY_AFTER)
            if last:
                self._try_to_tell(session, taken, trouble, now)
            return last

        aside = self._room.in_transaction(count)
        log.warning("update failed", row=taken.row_id, channel=taken.channel, error=trouble, put_aside=aside)

    def _try_to_tell(self, session: Session, taken: Taken, trouble: str, now: datetime) -> None:
        """Whatever made the update fail may make this fail, too; the count must be kept all the same."""
        try:
            with session.begin_nested():
                self._tell_of_trouble(session, taken, trouble, now)
        except Exception as error:  # noqa: BLE001  # as said
            log.warning("nobody could be told", row=taken.row_id, error=type(error).__name__)

    def _tell_of_trouble(self, session: Session, taken: Taken, trouble: str, now: datetime) -> None:
        """The person hears that it was our fault; the operators, in their own chats, that there is something to look at."""
        speak = self._surroundings.catalogues.speak
        told = [(self._whose(session, taken, now), False)]
        told += [(chats.find(session, "telegram", str(owner)), True) for owner in self._surroundings.owners]
        for chat, operator in told:
            if chat is None:
                continue
            words = speak(chat.language)
            screen = put_aside(taken.row_id, taken.channel, trouble, words) if operator else sorry(words)
            body: dict[str, Any] = {"screen": screen.to_json()}
            if not operator and "callback_query" in taken.payload:
                body["callback"] = str(taken.payload["callback_query"]["id"])
            session.add(
                outbox.Outbox(
                    chat_id=chat.id or 0, channel=chat.channel, body=body, due_at=now, created_at=now
                )
            )

    def _whose(self, session: Session, taken: Taken, now: datetime) -> Chat | None:
        """The chat of the person who wrote or tapped; a newcomer's is made anew, since the failed try was undone."""
        part = _from_person(taken.payload)
        return self._chat(session, taken, part, now)[0] if part is not None else None


def _from_person(payload: dict[str, Any]) -> dict[str, Any] | None:
    """What a person said or tapped in a private chat; nothing for groups and for what no person sees an answer to."""
    for name in ("message", "edited_message", "callback_query"):
        part = payload.get(name)
        about = part.get("message") if isinstance(part, dict) and name == "callback_query" else part
        chat = about.get("chat") if isinstance(about, dict) else None
        if isinstance(chat, dict) and chat.get("type") == "private":
            return part
    return None


def clean(value: Any) -> Any:
    """The payload without what no database or channel can carry: NUL, and halves of characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: clean(part) for key, part in value.items()}
    if isinstance(value, list):
        return [clean(part) for part in value]
    return value
