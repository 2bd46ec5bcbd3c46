"""The baselines of a notice: the same words and buttons to everybody, with nothing kept, by aiogram alone and by aiohttp alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable

import aiohttp
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.courier import IN_FLIGHT
from bot.telegram.client import open_bot
from tests.botapi import BotApi

_LABEL, _TAP = "🔕 No more about this", "hush:community:1"


async def by_aiogram(api: BotApi, chats: Iterable[int], words: str) -> float:
    """Messages a second, as many at once as the courier has."""
    bot = open_bot(api.token, api.url)
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=_LABEL, callback_data=_TAP)]])

    async def send(chat: int) -> None:
        await bot.send_message(chat, words, reply_markup=markup)

    try:
        return await _all(chats, send)
    finally:
        await bot.session.close()


async def by_aiohttp(api: BotApi, chats: Iterable[int], words: str) -> float:
    """The same."""
    async with aiohttp.ClientSession() as client:

        async def send(chat: int) -> None:
            body = {
                "chat_id": chat,
                "text": words,
                "parse_mode": "HTML",
                "reply_markup": {"inline_keyboard": [[{"text": _LABEL, "callback_data": _TAP}]]},
            }
            async with client.post(f"{api.url}/bot{api.token}/sendMessage", json=body) as answer:
                answer.raise_for_status()
                await answer.json()

        return await _all(chats, send)


async def _all(chats: Iterable[int], send: Callable[[int], Awaitable[None]]) -> float:
    waiting = list(chats)
    number, rest = len(waiting), iter(waiting)

    async def some() -> None:
        for chat in rest:
            await send(chat)

    begin = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(IN_FLIGHT)))
    return number / (time.perf_counter() - begin)
