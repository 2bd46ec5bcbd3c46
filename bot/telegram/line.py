"""The line to Telegram: one client, its ear and mouth, and the command menu in every language."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from aiogram.methods import GetMe, SetMyCommands, SetMyDescription, SetMyShortDescription, SetWebhook
from aiogram.types import BotCommand

from bot.log import log
from bot.photos import Fetcher
from bot.telegram.client import WANTED, open_bot
from bot.telegram.files import download
from bot.telegram.mouth import TelegramMouth
from bot.telegram.polling import Polling
from bot.telegram.webhook import PATH
from dialogs.commands import about, menu

if TYPE_CHECKING:
    from bot.house import House

#: Seconds between two tries to introduce ourselves: at first, and at most.
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0


class Line:
    def __init__(self, house: House) -> None:
        settings = house.settings
        if settings.telegram_token is None:
            raise ValueError("HOUNIAO_TELEGRAM_TOKEN is not set")
        self._house = house
        self.bot = open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api)
        house.courier.serve(TelegramMouth(self.bot))
        fetch = partial(download, self.bot)
        self._photos = Fetcher(fetch, house.room, house.clock, house.holder, house.around, house.courier.wake)

    def works(self) -> list[Coroutine[Any, Any, None]]:
        """What runs until the house closes."""
        house = self._house
        if house.settings.webhook_url:
            return [self._introduce(), self._photos.run(), self._set_webhook()]
        polling = Polling(self.bot, house.room, house.clock, house.holder, house.wake)
        return [self._introduce(), self._photos.run(), polling.run()]

    def handled(self) -> None:
        """An update may have brought a photo: it is fetched at once."""
        self._photos.called.set()

    async def close(self) -> None:
        await self.bot.session.close()

    async def _introduce(self) -> None:
        """Name, commands and descriptions. Tried until it works: a bot without a menu is a closed door to many."""
        await _until_done(self._introduce_once, "the command menu could not be set; trying again")

    async def _introduce_once(self) -> None:
        me = await self.bot(GetMe())
        self._house.bot_name = me.username
        catalogues = self._house.around.catalogues
        # Telegram asks for two-letter codes; the entry without one is for everybody else.
        for code in (None, *dict.fromkeys(language[:2] for language in catalogues.languages)):
            language = next((one for one in catalogues.languages if code and one.startswith(code)), "zh_CN")
            _ = catalogues.speak(language)
            commands = [BotCommand(command=name, description=str(text)) for name, text in menu(_)]
            await self.bot(SetMyCommands(commands=commands, language_code=code))
            long, short = about(_)
            await self.bot(SetMyDescription(description=str(long), language_code=code))
            await self.bot(SetMyShortDescription(short_description=str(short), language_code=code))

    async def _set_webhook(self) -> None:
        await _until_done(self._set_webhook_once, "the webhook could not be set; trying again")

    async def _set_webhook_once(self) -> None:
        settings = self._house.settings
        url = f"{(settings.webhook_url or '').rstrip('/')}"
        if not url.endswith(PATH):
            url += PATH
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
        await self.bot(SetWebhook(url=url, secret_token=secret, allowed_updates=WANTED, max_connections=40))


async def _until_done(job: Any, complaint: str) -> None:
    pause = FIRST_PAUSE
    while True:
        try:
            await job()
            return
        except Exception as error:  # noqa: BLE001  # tried again until it works, whatever the network says
            log.warning(complaint, error=type(error).__name__, pause=pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
