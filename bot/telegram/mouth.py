"""Telegram's mouth: a letter becomes Bot API calls, and every answer becomes an outcome."""

from __future__ import annotations

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVenue,
)
from aiogram.methods.base import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.delivery.letters import Again, Blocked, Letter, Moved, Outcome, Refused, Said, Slower
from bot.telegram.client import CHANNEL
from dialogs.screens import Attachment, Screen

#: What Telegram says when a message can no longer be edited; then the words go out as a new one.
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


class TelegramMouth:
    channel = CHANNEL

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def say(self, letter: Letter) -> Outcome:
        """Acknowledges the tap, if there is one, then edits or sends."""
        try:
            if letter.callback is not None:
                await self._acknowledge(letter.callback)
            if letter.screen is None:
                return Said(None)
            return Said(await self._speak(letter, letter.screen))
        except Exception as error:  # noqa: BLE001  # a mouth never raises: what went wrong is an outcome
            return outcome_of(error)

    async def _acknowledge(self, callback: str) -> None:
        try:
            await self._bot(AnswerCallbackQuery(callback_query_id=callback))
        except TelegramBadRequest:
            # "query is too old": after a restart the little clock on the button has stopped by itself.
            return

    async def _speak(self, letter: Letter, screen: Screen) -> str:
        target = letter.amends or (letter.replaces if not screen.fresh else None)
        plain = not (screen.place or screen.picture or screen.file)
        if target is not None and plain:
            edited = await self._edit(letter.address, int(target), screen)
            if edited:
                return target
        if letter.amends is not None:
            return letter.amends
        message = await self._bot(self._call(int(letter.address), screen))
        return str(message.message_id)

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

    def _call(self, chat_id: int, screen: Screen) -> TelegramMethod[Message]:
        markup = keyboard(screen)
        if screen.place is not None:
            place = screen.place
            return SendVenue(
                chat_id=chat_id,
                latitude=place.lat,
                longitude=place.lon,
                title=place.title,
                address=place.address,
                reply_markup=markup,
            )
        if screen.picture is not None:
            return SendPhoto(
                chat_id=chat_id, photo=_file(screen.picture), caption=screen.text, reply_markup=markup
            )
        if screen.file is not None:
            return SendDocument(
                chat_id=chat_id, document=_file(screen.file), caption=screen.text, reply_markup=markup
            )
        return SendMessage(chat_id=chat_id, text=screen.text, reply_markup=markup)


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
        case TelegramBadRequest() | TelegramNotFound():
            gone = any(sign in error.message.lower() for sign in _GONE)
            return Blocked() if gone else Refused(trouble)
        case TelegramUnauthorizedError() | TelegramServerError():
            # A wrong token is the operator's to mend, a server's trouble passes: it did not arrive, and waits.
            return Again(trouble, unsure=False)
        case _:
            return Again(trouble, unsure=True)


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
