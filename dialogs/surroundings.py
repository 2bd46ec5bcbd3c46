"""What a handler may ask for beside the event, the session and its words: the loaded knowledge and the city's own settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions.desk import Desk, Tapped
from db.chats import Chat
from dialogs.words import Catalogues
from rules.knowledge import Knowledge


@dataclass(frozen=True)
class Surroundings:
    """The same for every update of a run. `link(channel, payload)` is the address that opens the chat with `/start payload`, if there is one."""

    knowledge: Knowledge
    catalogues: Catalogues
    zone: ZoneInfo
    demo: bool
    link: Callable[[str, str], str | None]
    #: Telegram ids of those who run this bot.
    owners: tuple[int, ...] = ()
    #: Where people reach the page: scheme and host, without a slash at the end.
    origin: str = "http://127.0.0.1:8080"

    def today(self, now: datetime) -> date:
        """The day it is in the city."""
        return now.astimezone(self.zone).date()

    @property
    def only_here(self) -> bool:
        """Whether no other machine reaches `origin`: no public address is set."""
        return urlsplit(self.origin).hostname in ("127.0.0.1", "localhost", "::1")


def desk_of(session: Session, around: Surroundings, now: datetime) -> Desk:
    """What every change of a record needs, at this moment."""
    return Desk(session, around.knowledge, around.zone, now)


def tapped_message(query: CallbackQuery, chat: Chat) -> Tapped:
    """On Telegram the tapped message is replaced by our answer; on the web page it stays, and is ticked off like the others."""
    ref = str(query.message.message_id) if query.message and chat.channel != "web" else None
    return Tapped(chat.id or 0, ref)
