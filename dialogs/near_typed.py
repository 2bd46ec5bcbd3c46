"""Words that are typed where we asked where somebody is."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.near import asked_nearby, chosen
from dialogs.near_spots import Finding, typed, wanted
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Words
from rules.places.asked import nearby

router = Router(name="near typed")


@router.message(StateFilter(Finding.spot), F.text)
async def typed_spot(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Words where we asked for a place; a question meanwhile is answered, and the place is still waited for."""
    text, (kind, want) = message.text or "", await wanted(state)
    answer = nearby(text, around.knowledge.place_kinds)
    if answer is not None:
        return await asked_nearby(answer, session, guardian, state, _, around, now)
    found = typed(text, session, _, around)
    if not found:
        page = topics.meanwhile(text, session, guardian, _, around, now)
        if page is not None:
            return page
    return await chosen(found, kind, want, session, guardian, state, _, around, now)
