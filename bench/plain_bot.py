"""The baseline of the updates: aiogram alone. The same filters in the same order, trivial handlers, state in memory, nothing stored."""

from __future__ import annotations

from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.types import TelegramObject, Update

from dialogs.routers import ORDER


async def _trivial(event: TelegramObject) -> str:
    return "ok"


class PlainBot:
    """Answers every update with "ok"."""

    def __init__(self) -> None:
        self._bot = Bot("2:plain")
        self._dispatcher = Dispatcher()
        for router in ORDER:
            self._dispatcher.include_router(_like(router))

    async def answer(self, update: dict[str, Any]) -> None:
        said = await self._dispatcher.feed_update(
            self._bot,
            Update.model_validate(update, context={"bot": self._bot}),
            # what filters of ours ask for; a stranger's tap needs no database
            session=None,
            guardian=None,
            chat=None,
            around=None,
        )
        if said != "ok":
            raise RuntimeError("the baseline must answer everything")


def _like(router: Router) -> Router:
    """As many handlers behind the same filters, which do nothing."""
    copy = Router(name=router.name)
    for name, observer in router.observers.items():
        for handler in observer.handlers:
            filters = [one.callback if one.magic is None else one.magic for one in handler.filters or ()]
            copy.observers[name].register(_trivial, *filters)
    return copy
