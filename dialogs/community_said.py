"""A family and its community, in typed words: whole sentences that ask for a conversation, and answers to the question that was shown last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from actions import families
from db import children
from db import registrations as tables
from db.families import Guardian
from dialogs.away import who_is_away
from dialogs.community_asking import ASKED, OF_DISTRICT, remember
from dialogs.community_moved import ask, has_left, is_it
from dialogs.community_page import is_offered, page
from dialogs.community_words import to_community
from dialogs.districts import district_typed, is_our_city
from dialogs.home import to_home
from dialogs.pairing import listed as volunteers
from dialogs.screens import Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from rules.follow_up_words import moved_to, names_city, said, stops, yes_or_no
from rules.places.replies import reply

#: Answers to a question that was shown; behind everything that waits for words.
typed = Router(name="community typed where asked")
#: Whole sentences that ask for one of these conversations.
asked = Router(name="community asked for")


async def _is_asked(message: Message, state: FSMContext) -> bool | dict[str, str]:
    """Which of the questions was shown last, if it was one, and the district it is about."""
    data = await state.get_data()
    last = data.get(ASKED)
    return {"last": str(last), "of": str(data.get(OF_DISTRICT, ""))} if last is not None else False


@typed.message(StateFilter(None), F.text, ~F.text.startswith("/"), _is_asked)
async def answered(
    message: Message,
    last: str,
    of: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A tap alone counts as a yes. What is no answer is nobody's here: it goes on, and the question is open no more."""
    text = (message.text or "").strip()
    if last == "moved":
        shown = await _where(text, of, session, guardian, state, _, around)
        if shown is not None:
            return shown
    elif yes_or_no(text) is not None and is_offered(session, guardian):
        again = page(session, guardian, _, around, now)
        return replace(again, text=join([_("Please tap a button."), again.text], "\n\n"))
    await set_aside(state)
    raise SkipHandler


async def _where(
    text: str,
    of: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen | None:
    """Where they moved to: a district, which is asked back; another city; one of the buttons, in words. None for all else."""
    district = district_typed(moved_to(text) or text, around)
    if district is not None:
        await remember(state, "moved", district)
        return is_it(session, guardian, district, _, around)
    answer = yes_or_no(text)
    if answer == "no" or stops(text) or reply(text) == "stop":
        await set_aside(state)
        return Screen(_("Good, nothing was changed."), rows(to_community(_), to_home(_)))
    if of and answer == "yes":
        again = is_it(session, guardian, of, _, around)
        return replace(again, text=join([_("Please tap a button."), again.text]))
    if _is_label(text, str(_("🏙 To another city"))) or _is_far(moved_to(text) or text, around):
        await set_aside(state)
        return has_left(session, guardian, _, around)
    if _is_label(text, str(_("✈️ Only for a while"))):
        await set_aside(state)
        return who_is_away(children.of_family(session, guardian.family_id) if guardian else [], _)
    if is_our_city(text, around) or answer == "yes" or reply(text) == "unknown":
        asked_again = ask(session, guardian, _, around)
        return replace(asked_again, text=join([_("Please tap your district."), asked_again.text]))
    return None


def _is_label(text: str, label: str) -> bool:
    """Whether the words of a button were typed, with its sign or without."""
    said = text.casefold().strip(" .。!！")
    return said in (label.casefold(), label.casefold().partition(" ")[2])


def _is_far(text: str, around: Surroundings) -> bool:
    """Whether this names a city, and not ours."""
    return names_city(text) is not None and not is_our_city(text, around)


async def _asks(message: Message) -> bool | dict[str, str]:
    """Which conversation, and where to, if a sentence says that, too."""
    found, where = said(message.text or ""), moved_to(message.text or "")
    if where is not None:
        return {"wish": "moved", "where": where}
    return {"wish": found, "where": ""} if found is not None else False


@asked.message(StateFilter(None), F.text, _asks)
async def asked_for(
    message: Message,
    wish: str,
    where: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Taking back and another number are one tap further; only who is registered can mean them."""
    known = guardian is not None and tables.of_family(session, guardian.family_id) is not None
    if wish == "own" and not known:
        raise SkipHandler
    await set_aside(state)
    if wish == "moved":
        return await _moved(where, session, guardian, state, _, around)
    if wish == "volunteer":
        return volunteers(session, guardian, _, around, now)
    if is_offered(session, guardian):
        await remember(state, "offer")
    return page(session, guardian, _, around, now)


async def _moved(
    where: str, session: Session, guardian: Guardian | None, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    """With a district, whether it is that one; with another city, whether they have left; else where to."""
    agreed = guardian is not None and families.has_agreed(session, guardian, "child")
    district = district_typed(where, around) if where else None
    if agreed and district is None and _is_far(where, around):
        return has_left(session, guardian, _, around)
    if agreed:
        await remember(state, "moved", district or "")
    return (
        ask(session, guardian, _, around)
        if district is None
        else is_it(session, guardian, district, _, around)
    )
