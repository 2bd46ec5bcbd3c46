"""A photo, a location or a file where words for an answer are waited for: kindly not kept, and the question comes again."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from actions.answer_questions import group_of
from db import answers as tables
from dialogs.answer_staff_dates import DAYS, ask_day
from dialogs.answer_staff_draft import TEXTS, Keeping
from dialogs.answer_staff_edit import ask_text
from dialogs.answer_staff_new import ask_title
from dialogs.answer_staff_phrases import listed as ask_phrases
from dialogs.answer_staff_seek import ask_which
from dialogs.answer_staff_ways import ask_label, ask_link
from dialogs.answer_staff_words import to_answers
from dialogs.home import to_home
from dialogs.screens import Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.words import Words
from rules.roles import Role

#: Stands before everything that takes a location.
router = Router(name="answer staff media")


@router.message(StateFilter(*Keeping.__states__), ~F.text, OnDuty(Role.ADMINISTRATOR))
async def no_words(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen | list[Screen]:
    told = _("I wait for words here, and have not kept what you sent. Please type it.")
    again = ask_anew(await state.get_state(), await state.get_data(), seat)
    return [Screen(told), again] if again is not None else Screen(told, rows(to_answers(_), to_home(_)))


def ask_anew(waiting: str | None, data: dict[str, Any], seat: Seat) -> Screen | None:
    """The open question once more, in the language of the moment; None where there is none, or the draft is another's."""
    if waiting == Keeping.seek.state:
        why = str(data.get("why", "look"))
        return ask_which(why, str(data.get("key" if why == "way" else "asked", "")), seat)
    if waiting == Keeping.title.state:
        number = data.get("asked")
        return ask_title(group_of(seat.session, int(number)) if number else None, seat)
    draft = tables.draft(seat.session, str(data.get("key", "")))
    if draft is None or draft.holder != seat.duty.who:
        return None
    field, language = str(data.get("field", "")), str(data.get("language", ""))
    if waiting == Keeping.value.state and field in TEXTS:
        return ask_text(draft, field, language, seat)
    if waiting == Keeping.phrases.state:
        return ask_phrases(draft, language, seat)
    if waiting == Keeping.day.state and field in DAYS:
        return ask_day(draft, field, seat)
    if waiting == Keeping.link.state:
        return ask_link(draft, seat)
    if waiting == Keeping.label.state:
        return ask_label(draft, str(data.get("link", "")), dict(data.get("labels", {})), seat)
    return None
