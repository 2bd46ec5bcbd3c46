"""Telegram's mouth: a letter becomes Bot API calls, and every answer becomes an outcome."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    SendDocument,
    SendPhoto,
    SendVenue,
)
from aiogram.methods.base import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from aiohttp import ClientConnectorError

from bot.delivery.letters import (
    Again,
    Anew,
    Away,
    Blocked,
    Kept,
    Letter,
    Moved,
    Outcome,
    Refused,
    Said,
    Slower,
)
from bot.telegram.client import CHANNEL, Say
from dialogs.screens import Attachment, Screen

#: What Telegram says when a message can no longer be edited; then the words go out as a new one.
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
#: Taps whose answer we remember, so that a letter that is said again does not answer its tap again.
_TAPS_KEPT = 1_000
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


class TelegramMouth:
    channel = CHANNEL

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._answered: deque[str] = deque(maxlen=_TAPS_KEPT)

    async def say(self, letter: Letter) -> Outcome:
        """Acknowledges the tap, if there is one, then edits or sends."""
        if letter.callback is not None and letter.callback not in self._answered:
            trouble = await self._acknowledge(letter.callback)
            if trouble is not None:
                return trouble
        try:
            if letter.removes is not None:
                return await self._remove(letter.address, int(letter.removes))
            return await self._speak(letter, letter.screen) if letter.screen is not None else Said(None)
        except Exception as error:  # noqa: BLE001  # a mouth never raises: what went wrong is an outcome
            return outcome_of(error)

    async def _acknowledge(self, callback: str) -> Outcome | None:
        """Stops the little clock on the button. Returns what keeps us from saying anything at all now, or nothing."""
        try:
            await self._bot(AnswerCallbackQuery(callback_query_id=callback))
        except Exception as error:  # noqa: BLE001  # as above
            outcome = outcome_of(error)
            if isinstance(outcome, Slower | Away):
                return outcome
            if isinstance(outcome, Again) and not outcome.unsure:
                return outcome
            # "Query is too old", or an answer that got lost: the clock stops by itself, the words still go out.
        self._answered.append(callback)
        return None

    async def _speak(self, letter: Letter, screen: Screen) -> Outcome:
        target = letter.amends or (letter.replaces if not screen.fresh else None)
        plain = not (screen.place or screen.picture or screen.file)
        if target is not None and plain:
            if await self._edit(letter.address, int(target), screen):
                return Said(target)
            if letter.amends is None:
                # Not at once: the attempt counts against the chat's one message a second.
                return Anew()
        if letter.amends is not None:
            return Said(letter.amends)
        answer = await self._bot(self._call(int(letter.address), screen))
        return Said(str(answer["message_id"] if isinstance(answer, dict) else answer.message_id))

    async def _remove(self, address: str, message_id: int) -> Outcome:
        """Takes a message out of the chat. The Bot API lets a bot do so for 48 hours; a second time there is nothing to do."""
        try:
            await self._bot(DeleteMessage(chat_id=int(address), message_id=message_id))
        except TelegramBadRequest as error:
            if "message to delete not found" in error.message.lower():
                return Said(None)
            return Kept(type(error).__name__)
        return Said(None)

    async def _edit(self, address: str, message_id: int, screen: Screen) -> bool:
        """True when the message now says this; False when Telegram no longer lets us change it."""
        try:
            await self._bot(
                EditMessageText(
                    chat_id=int(address),
                    message_id=message_id,
                    text=screen.text,
                    reply_markup=keyboard(screen),
                )
            )
        except TelegramBadRequest as error:
            said = error.message.lower()
            if "message is not modified" in said:
                return True
            if any(sign in said for sign in _CANNOT_EDIT):
                return False
            raise
        return True

    def _call(self, chat_id: int, screen: Screen) -> TelegramMethod[Any]:
        if screen.place is not None:
            place = screen.place
            return SendVenue(
                chat_id=chat_id,
                latitude=place.lat,
                longitude=place.lon,
                title=place.title,
                address=place.address,
                reply_markup=keyboard(screen),
            )
        if screen.picture is not None:
            return SendPhoto(
                chat_id=chat_id,
                photo=_file(screen.picture),
                caption=screen.text,
                reply_markup=keyboard(screen),
                # what goes again in ten minutes is not passed on, nor kept in the phone
                protect_content=True if screen.goes is not None else None,
            )
        if screen.file is not None:
            return SendDocument(
                chat_id=chat_id,
                document=_file(screen.file),
                caption=screen.text,
                reply_markup=keyboard(screen),
            )
        return Say(chat_id=chat_id, text=screen.text, reply_markup=_ready(screen))


def outcome_of(error: Exception) -> Outcome:
    """What an error means for the letter. Error texts can hold the token, so only class names leave here."""
    trouble = type(error).__name__
    match error:
        case TelegramRetryAfter():
            return Slower(float(error.retry_after))
        case TelegramMigrateToChat():
            return Moved(str(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return Blocked()
        case TelegramBadRequest() | TelegramEntityTooLarge():
            gone = any(sign in error.message.lower() for sign in _GONE)
            return Blocked() if gone else Refused(trouble)
        case TelegramUnauthorizedError() | TelegramNotFound():
            # A wrong token or a wrong address of the server is the operator's to mend: everything waits for that.
            return Away(trouble)
        case TelegramNetworkError() if isinstance(error.__cause__, ClientConnectorError):
            return Away(type(error.__cause__).__name__)
        case TelegramServerError():
            return Again(trouble, unsure=False)
        case ClientDecodeError() if _said(error.data) is not None:
            # It was said; only our library is too old to read all of the answer.
            return Said(_said(error.data))
        case _:
            return Again(trouble, unsure=True)


def _said(answer: object) -> str | None:
    """The number of the message in an answer that could not be read as a whole."""
    if isinstance(answer, dict) and answer.get("ok") is True and isinstance(answer.get("result"), dict):
        number = answer["result"].get("message_id")
        return str(number) if isinstance(number, int) else None
    return None


def _file(attachment: Attachment) -> BufferedInputFile:
    return BufferedInputFile(attachment.data, attachment.name)


def keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    """The Screen's choices as buttons under the message."""
    if not screen.choices:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=c.label, callback_data=c.tap, url=c.url) for c in row]
            for row in screen.choices
        ]
    )


def _ready(screen: Screen) -> str | None:
    """The same as it goes over the line: to thousands, built without a model for each button."""
    if not screen.choices:
        return None
    rows = [
        [
            {"text": c.label, "callback_data": c.tap} if c.url is None else {"text": c.label, "url": c.url}
            for c in row
        ]
        for row in screen.choices
    ]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)
