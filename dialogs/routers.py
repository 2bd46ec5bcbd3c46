"""All conversations in their order: commands match in every state, free text is the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Dispatcher, Router

from dialogs import (
    anything,
    booklet,
    child_corrections,
    child_entry,
    children,
    commands,
    first_record,
    guardians,
    hours,
    look,
    places,
    privacy,
    reminder_answers,
    vaccines,
    welcome,
)

#: The first that matches answers. Commands stand before everything that waits for words: "/help" is nobody's nickname.
ORDER: tuple[Router, ...] = (
    commands.router,
    welcome.router,
    privacy.router,
    places.router,
    reminder_answers.router,
    children.router,
    child_corrections.router,
    first_record.router,
    vaccines.router,
    booklet.router,
    child_entry.router,
    look.router,
    hours.router,
    guardians.router,
    anything.router,
)


def build_dispatcher() -> Dispatcher:
    """A dispatcher with every router. State is kept by us (law 6), so aiogram's own middleware is off."""
    dispatcher = Dispatcher(disable_fsm=True)
    for router in ORDER:
        # A router has one parent for its life; tests build several dispatchers.
        router._parent_router = None  # aiogram offers no public way to release one
        _decide_here(router)
        dispatcher.include_router(router)
    return dispatcher


def _decide_here(router: Router) -> None:
    """Lets `F.text` and its kind be decided where we are. aiogram takes each of them to another thread and back: out of our one
    room, and slower than all its other work on the update together.
    """

    def in_place(decide: Callable[..., Any]) -> Callable[..., Any]:
        async def decided(value: Any) -> Any:
            return decide(value)

        return decided

    for observer in router.observers.values():
        for handler in observer.handlers:
            for one in handler.filters or ():
                if one.magic is not None and not one.awaitable:
                    one.callback, one.awaitable = in_place(one.callback), True
