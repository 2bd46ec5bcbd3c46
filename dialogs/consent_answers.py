"""What is typed while the consent is asked for. A question gets its answer; then the consent is asked for again: only its buttons mean yes or no."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.consent import begin_consent
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Words, join
from rules.birthdays import looks_like_id_number

router = Router(name="consent answers")


async def _is_asked(message: Message, state: FSMContext) -> bool | dict[str, str]:
    """Whether the consent is what was asked for last, and on the way to what."""
    then = (await state.get_data()).get("then")
    return {"then": str(then)} if then is not None else False


@router.message(StateFilter(None), F.text, _is_asked)
async def typed(
    message: Message,
    then: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    text = message.text or ""
    asked = await begin_consent(session, guardian, state, _, then)
    answer = topics.meanwhile(text, session, guardian, _, around, now)
    if answer is not None:
        return [answer, asked]
    first = _("I keep nothing before you agree. Please tap a button.")
    if looks_like_id_number(text):
        first = _("That looks like an ID number. I do not read or keep those: please delete that message.")
    return replace(asked, text=join([first, asked.text], "\n\n"))
