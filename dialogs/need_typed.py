"""Words that are typed while a question about needs is open: labels and hours count like taps; all else is answered as it always is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db import children
from db.families import Guardian
from dialogs.need_addresses import Need
from dialogs.need_waiting import Surveying, begun
from dialogs.need_words import hour_names, language_name, topic_names
from dialogs.needs import asked, saved
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.asked import plain
from rules.needs import HOURS, LANGUAGES, TOPICS, WANTS_MOST, mask_of, ticks_of
from rules.typed_needs import hours_in, is_none, is_onward, language_in, topics_in

#: Stands behind the words of danger.
typed = Router(name="needs typed")

#: What comes after each question; before the last of them there is a tap or a label.
_AFTER = {"hours": "spoken"}


@typed.message(StateFilter(Surveying.asked), F.text, ~F.text.startswith("/"))
async def typed_(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What was ticked stays, whatever is typed."""
    told = await begun(state)
    found = answered(told, message.text or "", around)
    if found is None or guardian is None or not children.of_family(session, guardian.family_id):
        raise SkipHandler
    if found.do == "save":
        return await saved(found, session, guardian, state, _, around, now)
    return await asked(found, session, guardian, state, _, around, now)


def answered(told: Need | None, text: str, around: Surroundings) -> Need | None:
    """Where this answer leads; None where it is none."""
    if told is None:
        return None
    if told.do == "spoken":
        labels = _called(text, lambda _: {one: language_name(one, _) for one in LANGUAGES}, around)
        code = next(iter(labels), "") or language_in(text)
        return told.model_copy(update={"do": "save", "language": code}) if code else None
    if is_onward(text):
        return told.model_copy(update={"do": _AFTER.get(told.do, "hours")})
    if is_none(text):
        # what was ticked before is taken back by these words
        return told.model_copy(
            update={"do": "spoken", "hours": 0} if told.do == "hours" else {"do": "hours", "wants": 0}
        )
    if told.do == "hours":
        hours = _called(text, hour_names, around) or hours_in(text)
        kept = mask_of({*ticks_of(told.hours, HOURS), *hours}, HOURS)
        return told.model_copy(update={"hours": kept}) if hours else None
    topics = _called(text, topic_names, around) or topics_in(text)
    ticked = ticks_of(told.wants, TOPICS, WANTS_MOST)
    if not topics:
        return None
    if len({*ticked, *topics}) > WANTS_MOST:
        return told.model_copy(update={"do": "full"})
    return told.model_copy(update={"do": "wants", "wants": mask_of({*ticked, *topics}, TOPICS)})


def _called(text: str, names: Callable[[Words], Mapping[str, Html]], around: Surroundings) -> tuple[str, ...]:
    """The one whose button is called so, in whichever language the button was."""
    said = plain(text)
    for language in around.catalogues.languages:
        for key, name in names(around.catalogues.speak(language)).items():
            if said == plain(name):
                return (key,)
    return ()
