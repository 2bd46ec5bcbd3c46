"""What a child is called at home: typed, asked back when it is long, or left out; for a new child and for one that is entered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import children
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import ChildIs
from dialogs.child_corrections import Correcting, ask_new_name
from dialogs.child_entry import Entering, after_the_name, ask_nickname, skip
from dialogs.children import card, not_here, owned, to_card
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, Reason, looks_like_id_number, read_birth_date
from rules.nicknames import EDGES, Nickname, read_nickname

router = Router(name="nicknames")

#: What a name may look like to who reads dates; anything else ("last year") is asked back. 牛牛 is a name all the same.
_NO_DATE = (Reason.NOT_A_DATE, Reason.ZODIAC)


@router.message(StateFilter(Entering.nickname), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A short name. A question gets its answer; what looks like an ID number is refused and never kept; a birth date typed too early is noted."""
    text = message.text or ""
    read = read_nickname(text)
    if not read.name or read.name.casefold() == str(_("Skip")).casefold():
        return await after_the_name(state, _, around, now)
    born = read_birth_date(text, around.today(now))
    if isinstance(born, Certain):
        await state.update_data(born=born.day.isoformat())
        asked = await ask_nickname(state, _)
        noted = _("Born {day}, I have that.", day=born.day)
        return replace(asked, text=join([noted, asked.text]))
    answer = _asked(text, read, session, guardian, _, around, now)
    if answer is not None:
        return [answer, await ask_nickname(state, _)]
    refused = refuse_name(read.name, _)
    if refused is not None:
        return Screen(refused, rows(skip(_, "nickname"), to_home(_), width=2))
    if not read.sure or born.reason not in _NO_DATE:
        return await is_it(0, read.name, state, _, skip(_, "nickname"))
    await state.update_data(nickname=read.name)
    return await after_the_name(state, _, around, now)


def _asked(
    text: str,
    read: Nickname,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The answer to a question. "Her name is Price" is none: who says that it is a name is believed."""
    if (read.sure and read.name != text.strip(EDGES)) or not any(letter.isalpha() for letter in text):
        return None
    return topics.meanwhile(text, session, guardian, _, around, now)


async def is_it(child: int, nickname: str, state: FSMContext, _: Words, leave: Choice) -> Screen:
    """A long name or half a sentence is asked back, never guessed at; typing again is another way to answer."""
    await state.update_data(maybe=nickname)
    yes = Choice(_("Yes"), ChildIs(child=child, what="nickname", value="yes").pack())
    text = join([_("Is the name “{name}”?", name=nickname), _("If not, type only the name.")])
    return Screen(text, rows(yes, leave, width=2), placeholder=str(_("Nickname")))


def refuse_name(text: str, _: Words) -> Html | None:
    """Why this cannot be a nickname, or nothing."""
    if looks_like_id_number(text):
        return _("That looks like a number from a document. I do not keep those. A nickname is enough.")
    if not any(letter.isalpha() for letter in text):
        return _("Please type a nickname with letters, or skip.")
    if len(text) > children.NICKNAME_MOST:
        return _.ngettext(
            "That is long. {n} letter at most, please.",
            "That is long. {n} letters at most, please.",
            children.NICKNAME_MOST,
            n=children.NICKNAME_MOST,
        )
    return None


@router.callback_query(ChildIs.filter((F.child == 0) & (F.what == "nickname")))
async def tapped(
    query: CallbackQuery,
    callback_data: ChildIs,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """No name, or yes to the one that was asked back."""
    data = await state.get_data()
    if callback_data.value == "yes" and "maybe" in data:
        await state.update_data(nickname=data["maybe"])
    return await after_the_name(state, _, around, now)


@router.message(StateFilter(Correcting.nickname), F.text)
async def renamed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    child = owned(session, guardian, (await state.get_data()).get("child", 0))
    if child is None:
        await set_aside(state)
        return not_here(_)
    read = read_nickname(message.text or "")
    answer = _asked(message.text or "", read, session, guardian, _, around, now)
    if answer is not None:
        return [answer, ask_new_name(child, _)]
    refused = refuse_name(read.name, _) if read.name else None
    if refused is not None:
        return Screen(refused, rows(to_card(child, _)))
    if not read.sure:
        return await is_it(child.id or 0, read.name, state, _, to_card(child, _))
    await set_aside(state)
    if read.name:
        children.rename(session, child, read.name, now)
    return card(session, around, child, _, now)


@router.callback_query(ChildIs.filter((F.child > 0) & (F.what == "nickname")))
async def renamed_so(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Yes to the name that was asked back."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    data = await state.get_data()
    await set_aside(state)
    if data.get("child") == child.id and "maybe" in data:
        children.rename(session, child, str(data["maybe"]), now)
    return card(session, around, child, _, now)
