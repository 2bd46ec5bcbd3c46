"""What is typed while a child is entered: the birth date, boy or girl, the district. A question in between gets its answer, and is then asked again what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.child_entry import Entering, ask_born, ask_district, ask_sex, enter_in, take_born, take_sex
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, Reason, looks_like_id_number, read_birth_date
from rules.knowledge import District
from rules.topics import Topic, topic

router = Router(name="entry answers")

#: What people call them. A text with both, or with neither, is asked about again.
_GIRL, _BOY = ("女", "闺女", "丫头", "girl", "daughter"), ("男", "儿子", "小子", "boy", "son")
#: Not a date at all, however much of a sign or a name is in it.
_NO_DATE = (Reason.NOT_A_DATE, Reason.ZODIAC)


@router.message(StateFilter(Entering.born), F.text)
async def typed_born(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    text = message.text or ""
    reading = read_birth_date(text, around.today(now))
    if not isinstance(reading, Certain) and (reading.reason in _NO_DATE or topic(text) == Topic.UNWELL):
        answer = topics.meanwhile(text, session, guardian, _, around, now)
        if answer is not None:
            return [answer, await ask_born(state, _)]
    return await take_born(text, state, _, around, now)


@router.message(StateFilter(Entering.sex), F.text)
async def typed_sex(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Boy or girl. A birth date typed here is a correction of the one that was just read out."""
    text = message.text or ""
    born = (await state.get_data()).get("born")
    if born is None:
        return await ask_born(state, _)
    asked = await ask_sex(date.fromisoformat(born), state, _, around, now)
    if looks_like_id_number(text):
        return _with(_no_id_number(_), asked)
    sex = _sex(text)
    if isinstance(read_birth_date(text, around.today(now)), Certain):
        asked = await take_born(text, state, _, around, now)
        return asked if sex is None else await take_sex(sex, state, _, around)
    if sex is not None:
        return await take_sex(sex, state, _, around)
    answer = topics.meanwhile(text, session, guardian, _, around, now)
    if answer is not None:
        return [answer, asked]
    reading = read_birth_date(text, around.today(now))
    if not isinstance(reading, Certain) and reading.reason not in _NO_DATE:
        return await take_born(text, state, _, around, now)
    return _again(asked, _)


def _sex(text: str) -> str | None:
    said = text.casefold()
    girl, boy = (any(word in said for word in words) for words in (_GIRL, _BOY))
    return None if girl == boy else "F" if girl else "M"


@router.message(StateFilter(Entering.district), F.text)
async def typed_district(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Its name, with or without 区, in Chinese or in the person's language."""
    text = message.text or ""
    said = text.casefold()
    found = [one for one in around.knowledge.districts if any(name in said for name in _names(one, _))]
    if len(found) == 1:
        return await enter_in(found[0].id, session, guardian, state, _, around, now)
    asked = ask_district(0, _, around)
    if looks_like_id_number(text):
        return _with(_no_id_number(_), asked)
    answer = topics.meanwhile(text, session, guardian, _, around, now)
    return [answer, asked] if answer is not None else _again(asked, _)


def _names(district: District, _: Words) -> tuple[str, ...]:
    own = _.plain_fact(district.name).casefold()
    return (district.name[:-1], own, own.partition(" ")[0]) if " " in own else (district.name[:-1], own)


def _no_id_number(_: Words) -> Html:
    return _("That looks like an ID number. I do not read or keep those: please delete that message.")


def _again(screen: Screen, _: Words) -> Screen:
    """The same question, so that nobody has to look for it further up."""
    return _with(_("I did not understand that. Please tap a button."), screen)


def _with(first: Html, screen: Screen) -> Screen:
    return replace(screen, text=join([first, screen.text]))
