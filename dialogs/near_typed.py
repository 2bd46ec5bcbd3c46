"""Words that are typed where we asked where somebody is."""

from __future__ import annotations

import re
from datetime import datetime

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db.families import Guardian
from dialogs.near import asked_nearby, chosen, listed, shared_spot
from dialogs.near_addresses import Find
from dialogs.near_spots import Finding, go_on_from, is_searching, typed, wanted
from dialogs.near_where import ask_where
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.birthdays import looks_like_id_number
from rules.places.asked import may_be_place, nearby
from rules.places.kinds import kind_named
from rules.places.map_links import figures_of, spot_of
from rules.topics import Topic, topic

router = Router(name="near typed")

#: What is no place, whatever places are called: an answer to a reminder, a greeting, an end.
_NO_PLACE = {
    Topic.REMINDERS, Topic.LATER, Topic.CANT, Topic.DONE, Topic.HELP, Topic.THANKS, Topic.AGREED, Topic.HELLO, Topic.PERSON, Topic.PRIVACY,
}  # fmt: skip
#: Somebody does not know how to send a location, or where they are.
_HOW = re.compile(
    r"(?:怎么|咋|不会|不知道怎么|发不了|没法)发|^(?:我)?不知道[。!！]?$|怎么定位|\bhow (?:do|can) i (?:send|share)\b|^i (?:do not|don'?t) know\W*$",
    re.IGNORECASE,
)


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
    """A place; what is none goes on to whoever answers it."""
    text = (message.text or "").strip()
    if not await is_searching(state, now) or looks_like_id_number(text) or topic(text) in _NO_PLACE:
        raise SkipHandler
    kind, want = await wanted(state, now)
    if _HOW.search(text):
        return await ask_where(kind, want, session, guardian, state, _, around, now, how_to_send(_))
    spot = spot_of(text) or figures_of(text)
    if spot is not None:
        return await shared_spot(*spot, session, guardian, state, _, around, now)
    other = kind_named(text, around.knowledge.place_kinds)
    if other is not None:
        code = around.knowledge.place_kinds[other].code
        return await listed(Find(kind=code), session, guardian, state, _, around, now)
    asked = nearby(text, around.knowledge.place_kinds)
    if asked is not None and (asked.kind or asked.rest):
        return await asked_nearby(asked, session, guardian, state, _, around, now)
    found = typed(text, session, _, around)
    if not found and (topic(text) is not None or not may_be_place(text)):
        # Something else is on their mind: it is answered, and nothing is waited for any more.
        await go_on_from(state, kind, want, now)
        raise SkipHandler
    return await chosen(found, kind, want, session, guardian, state, _, around, now)


def how_to_send(_: Words) -> Html:
    """For who has never sent one."""
    return _(
        "Never mind: tap a district. To send a location: on Telegram tap 📎, then Location; on this page tap the pin beside the text."
    )
