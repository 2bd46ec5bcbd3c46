"""How it was: three buttons the day after, then words if somebody likes. Staff read sums, and words only where enough answered."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import activity_results as results
from db.families import Guardian
from dialogs.activity_addresses import ActList, LikedIt, OneAct
from dialogs.home import to_home
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import looks_like_id_number

router = Router(name="activity liking")
#: What is typed here stands behind the commands and the words of danger.
typed = Router(name="activity liking typed")


class Telling(StatesGroup):
    """Words about an activity are waited for; its number is in the state's data. The name is stored with the chat: keep it."""

    words = State(state="words", group_name="activity_liked")


def like_choices(activity_id: int, _: Words) -> list[Choice]:
    """Good, so-so, not good."""
    said = ((1, _("👍 Good")), (2, _("😐 So-so")), (3, _("👎 Not good")))
    return [Choice(label, LikedIt(activity=activity_id, liked=liked).pack()) for liked, label in said]


@router.callback_query(LikedIt.filter())
async def liked(
    query: CallbackQuery,
    callback_data: LikedIt,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Kept at once; words may follow."""
    await set_aside(state)
    number = callback_data.activity
    said = guardian is not None and results.say(
        desk_of(session, around, now), number, guardian.family_id, callback_data.liked
    )
    if not said:
        return Screen(_("I ask only who was there. Thank you all the same."), _last(_))
    words = Choice(_("✍️ Write a few words"), OneAct(do="words", activity=number).pack())
    return Screen(
        join([_("Thank you, I pass it on to the staff."), _not_named(_)]),
        (*rows(words), *_last(_)),
    )


def _not_named(_: Words) -> Html:
    return _("The staff read it together with what others say, without your name.")


def _last(_: Words) -> Rows:
    return rows(Choice(_("🎈 What is on"), ActList().pack()), to_home(_), width=2)


@router.callback_query(OneAct.filter(F.do == "words"))
async def ask_words(
    query: CallbackQuery, callback_data: OneAct, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    if guardian is None:
        return Screen(_("I ask only who was there. Thank you all the same."), _last(_))
    await state.set_state(Telling.words)
    await state.update_data(activity=callback_data.activity)
    return _question(_)


def _question(_: Words, first: Html | None = None) -> Screen:
    asked = [_("What was good, what should be better? Type it as one message."), _not_named(_)]
    enough = Choice(_("Skip"), ActList().pack())
    return Screen(
        join([*([first] if first else []), *asked]),
        rows(enough, to_home(_), width=2),
        placeholder=str(_("A few words")),
    )


@typed.message(StateFilter(Telling.words), F.text, ~F.text.startswith("/"))
async def said(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Sealed, and without who wrote it to whoever reads it."""
    text = message.text or ""
    if looks_like_id_number(text):
        return _question(
            _, _("That looks like an ID number. I do not read or keep those: please delete that message.")
        )
    number = int((await state.get_data()).get("activity", 0))
    await set_aside(state)
    kept = guardian is not None and results.say(
        desk_of(session, around, now), number, guardian.family_id, None, text
    )
    if not kept:
        return Screen(_("I ask only who was there. Thank you all the same."), _last(_))
    return Screen(_("Thank you. I have passed it on."), _last(_))
