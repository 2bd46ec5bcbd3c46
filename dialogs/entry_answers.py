"""The questions with buttons about a new child, answered in words all the same: boy or girl, and the district."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db.families import Guardian
from dialogs.child_entry import Entering, ask_born, ask_district, ask_sex, enter_in, take_sex
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Words, join
from rules.knowledge import District

router = Router(name="entry answers")

#: What people call them. A text with both, or with neither, is asked about again.
_GIRL, _BOY = ("女", "闺女", "丫头", "girl", "daughter"), ("男", "儿子", "小子", "boy", "son")


@router.message(StateFilter(Entering.sex), F.text)
async def typed_sex(
    message: Message, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    said = (message.text or "").casefold()
    girl, boy = (any(word in said for word in words) for words in (_GIRL, _BOY))
    if girl != boy:
        return await take_sex("F" if girl else "M", state, _, around)
    born = (await state.get_data()).get("born")
    if born is None:
        return await ask_born(state, _)
    return _again(await ask_sex(date.fromisoformat(born), state, _, around, now), _)


@router.message(StateFilter(Entering.district), F.text)
async def typed_district(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Its name, with or without 区, in Chinese or in the person's language."""
    said = (message.text or "").casefold()
    found = [one for one in around.knowledge.districts if any(name in said for name in _names(one, _))]
    if len(found) == 1:
        return await enter_in(found[0].id, session, guardian, state, _, around, now)
    return _again(ask_district(0, _, around), _)


def _names(district: District, _: Words) -> tuple[str, ...]:
    own = _.plain_fact(district.name).casefold()
    return (district.name[:-1], own, own.partition(" ")[0]) if " " in own else (district.name[:-1], own)


def _again(screen: Screen, _: Words) -> Screen:
    """The same question, so that nobody has to look for it further up."""
    return replace(screen, text=join([_("I did not understand that. Please tap a button."), screen.text]))
