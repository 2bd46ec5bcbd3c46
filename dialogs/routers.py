"""All conversations in their order: commands match in every state, free text is the last."""

from __future__ import annotations

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
        dispatcher.include_router(router)
    return dispatcher
