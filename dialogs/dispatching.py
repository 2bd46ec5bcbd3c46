"""One dispatcher with every handler of the house, each decided where we are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Dispatcher
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command

from dialogs.routers import ORDER


def build_dispatcher() -> Dispatcher:
    """A dispatcher with every handler, in the order of the routers. State is kept by us (law 6), so aiogram's own middleware is off.

    The handlers stand in one list: a router can have one dispatcher in its life, and asking one after the other costs more than
    all filters together.
    """
    dispatcher = Dispatcher(disable_fsm=True)
    for router in ORDER:
        for name, observer in router.observers.items():
            for handler in observer.handlers:
                _decide_here(handler)
                _any_name_is_ours(handler)
                dispatcher.observers[name].handlers.append(handler)
    return dispatcher


def _decide_here(handler: HandlerObject) -> None:
    """Lets `F.text` and its kind be decided where we are. aiogram takes each of them to another thread and back: out of our one
    room, and slower than all its other work on the update together.
    """

    def in_place(decide: Callable[..., Any]) -> Callable[..., Any]:
        async def decided(value: Any) -> Any:
            return decide(value)

        return decided

    for one in handler.filters or ():
        if one.magic is not None and not one.awaitable:
            one.callback, one.awaitable = in_place(one.callback), True


def _any_name_is_ours(handler: HandlerObject) -> None:
    """A command may carry a bot's name ("/menu@HouniaoBot"). aiogram would ask Telegram for ours to compare, and no call leaves from
    here (law 3); in a private chat nobody else can be meant. Said once for all commands, so that none can forget it.
    """
    for one in handler.filters or ():
        if isinstance(one.callback, Command):
            one.callback.ignore_mention = True
