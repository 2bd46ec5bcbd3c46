"""aiogram's client for one Bot API server, and the two calls we make in our own form."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramNotFound
from aiogram.methods.base import Response, TelegramMethod
from aiogram.types import LinkPreviewOptions

CHANNEL = "telegram"
#: The kinds of updates the conversations know.
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates as Telegram wrote them: an update our library cannot read must not stop the ones behind it."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Say(TelegramMethod[dict[str, Any]]):
    """sendMessage with words that are ready: what is the same for thousands is not built anew for each of them, and of the answer only the
    number is read. Link previews are off: a preview is a page the family never asked to load."""

    __returning__ = dict[str, Any]
    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    reply_markup: str | None
    parse_mode: str = "HTML"
    link_preview_options: str = '{"is_disabled":true}'


#: The types of answers we met. pydantic forgets a parametrised type that nobody holds, and aiogram asks for one with every call: built
#: anew it takes about 5 ms, more than the call itself.
_ANSWERS: dict[Any, type[Response[Any]]] = {}


def _hold(method: TelegramMethod[Any]) -> None:
    returning: Any = method.__returning__
    if returning not in _ANSWERS:
        _ANSWERS[returning] = Response[returning]


class _Session(AiohttpSession):
    """A page that is no answer of a Bot API server at all (a wrong address, a hotel's log-in page) gets an error of its own."""

    def check_response(
        self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str
    ) -> Response[Any]:
        _hold(method)
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            an_answer = isinstance(error.data, dict) and "ok" in error.data
            if an_answer or status_code >= 500:
                raise
            raise TelegramNotFound(method=method, message="this is no Bot API server") from None


def open_bot(token: str, api: str) -> Bot:
    """A client for the Bot API server at `api`. Link previews are off: a preview is a page the family never asked to load."""
    session = _Session(api=TelegramAPIServer.from_base(api.rstrip("/")), timeout=15)
    return Bot(
        token,
        session=session,
        # as an option of its own: the short form would send the old parameter along with the new one
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )


def is_id(value: object) -> bool:
    """Whether this is a number as Telegram gives its updates and chats: whole, within 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def chat_key(update: dict[str, Any]) -> str:
    """`telegram:<chat id>`: the queue an update stands in. One without a chat stands alone."""
    for part in update.values():
        if isinstance(part, dict):
            about = part.get("message") if isinstance(part.get("message"), dict) and "data" in part else part
            chat = about.get("chat") if isinstance(about, dict) else None
            if isinstance(chat, dict) and is_id(chat.get("id")):
                return f"{CHANNEL}:{chat['id']}"
            sender = part.get("from")
            if isinstance(sender, dict) and is_id(sender.get("id")):
                return f"{CHANNEL}:{sender['id']}"
    return f"{CHANNEL}:?{update.get('update_id')}"
