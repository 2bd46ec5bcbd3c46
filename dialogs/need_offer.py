"""Asking a family what it needs: one line with its buttons, once in half a year, in a moment that suits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from actions import needs
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.need_addresses import Need
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Words, join


async def with_question(
    screen: Screen,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The same screen, with the question on it if this family may be asked. Never while words are waited for or a child waits to be entered."""
    today = around.today(now)
    if guardian is None or await state.get_state() is not None or await state.get_data():
        return screen
    if not needs.may_be_asked(session, guardian, now, today) or not needs.ask(session, guardian, now, today):
        return screen
    line = _("🙋 What would help your children here? It takes half a minute.")
    choices = rows(
        Choice(_("🙋 Say what we need"), Go(to="needs").pack()),
        Choice(_("Not now"), Need(do="not_now").pack()),
        width=2,
    )
    return replace(screen, text=join([screen.text, line], "\n\n"), choices=(*choices, *screen.choices))
