"""Conversations of the bot that are an answer: by a button, or at once."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.answer_addresses import Flow
from dialogs.answer_ways import flow
from dialogs.home import home
from dialogs.near_addresses import Find
from dialogs.near_words import kind_name
from dialogs.screens import Choice, Screen
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Words
from rules.topics import Topic

router = Router(name="answer flows")

#: A list of places of one kind, with its id behind it.
_NEAR = "near:"
#: What is shown at once, because words have long led there.
_TOPICS = {
    "home": Topic.HELLO,
    "help": Topic.HELP,
    "next": Topic.NEXT,
    "papers": Topic.PAPERS,
    "services": Topic.SERVICES,
    "hotlines": Topic.HOTLINES,
    "privacy": Topic.PRIVACY,
    "feed": Topic.CALENDAR,
    "lost_booklet": Topic.LOST_BOOKLET,
    "growth": Topic.GROWTH,
    "notes": Topic.FEEDING,
    "reminders": Topic.REMINDERS,
    "person": Topic.PERSON,
    "activities": Topic.ACTIVITIES,
    "news": Topic.NEWS,
    "hush": Topic.NOTICES_OFF,
}


def flow_choice(name: str, _: Words, around: Surroundings, asked: int = 0) -> Choice | None:
    """The button of a conversation, `near:<kind>` among them; None for one there is not."""
    if not name.startswith(_NEAR):
        return flow(name, _, asked)
    kinds = around.knowledge.place_kinds
    kind = kinds.get(name.removeprefix(_NEAR))
    return Choice(kind_name(kinds, kind.id, _), Find(kind=kind.code).pack()) if kind is not None else None


def topic_of(name: str) -> Topic | None:
    """The topic whose screen this conversation begins with."""
    return _TOPICS.get(name)


@router.callback_query(Flow.filter())
async def flow_(
    query: CallbackQuery,
    callback_data: Flow,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The screen itself; home for one that is gone."""
    await set_aside(state)
    found = topic_of(callback_data.to)
    if found is None:
        return home(session, around, guardian, _, now)
    return topics.about(found, "", session, guardian, _, around, now)
