"""A draft is opened, taken over, put away; its title, text and source are written, language by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.answer_drafts import answer_of, drop_draft, open_draft, take_over
from db.answers import AnswerDraft
from dialogs.answer_staff_addresses import Entry, Worded
from dialogs.answer_staff_draft import (
    TEXTS,
    Keeping,
    change_mine,
    desk_screen,
    gone_on,
    held,
    keep,
    mine,
    question,
)
from dialogs.answer_staff_faults import MOST
from dialogs.answer_staff_words import (
    entry,
    field_name,
    headline,
    languages,
    lines_of,
    to_answers,
    to_edit,
    to_entry,
)
from dialogs.draft_asking import asked_in, too_long, wait_for
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import Answer
from rules.answers.tidy import line, paragraphs
from rules.birthdays import looks_like_id_number
from rules.languages import DEFAULT
from rules.places.replies import reply
from rules.roles import Role
from rules.units import units

router = Router(name="answer staff edit")
#: What is typed here stands behind the commands.
typed = Router(name="answer staff edit typed")


@router.callback_query(Entry.filter(F.do == "edit"), OnDuty(Role.ADMINISTRATOR))
async def edit(query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """The standing draft, or a new one from what is published. Where somebody else writes it, that is told."""
    await set_aside(state)
    opened = open_draft(seat.desk, seat.duty, callback_data.key)
    return held(opened.draft, seat) if opened.held_by is not None else desk_screen(opened.draft, seat)


@router.callback_query(Entry.filter(F.do == "take"), OnDuty(Role.ADMINISTRATOR))
async def take(query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Whoever wrote it hears of it at their next press."""
    await set_aside(state)
    draft = take_over(seat.desk, seat.duty, callback_data.key)
    if draft is None:
        return gone_on(callback_data.key, seat)
    return desk_screen(draft, seat, _("✅ It is yours now, with everything in it."))


@router.callback_query(Entry.filter(F.do.in_({"drop", "dropped"})), OnDuty(Role.ADMINISTRATOR))
async def drop(query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Asked about once: what was written is gone then."""
    await set_aside(state)
    key = callback_data.key
    draft = mine(key, seat)
    if isinstance(draft, Screen):
        return draft
    if callback_data.do == "drop":
        asked = _("Put this draft away? What you changed in it is lost. What is published stays.")
        yes = Choice(_("Yes, put it away"), entry("dropped", key))
        return Screen(lines_of(headline(answer_of(draft), _), asked), rows(to_edit(key, _), yes))
    drop_draft(seat.desk, seat.duty, draft)
    there = to_entry(key, _) if key in seat.answers else None
    return Screen(_("🗑 The draft is put away."), rows(there, to_answers(_), to_home(_)))


@router.callback_query(Worded.filter(F.field.in_(set(TEXTS))), OnDuty(Role.ADMINISTRATOR))
async def ask(query: CallbackQuery, callback_data: Worded, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """One text in one language is asked for, or taken out."""
    await set_aside(state)
    key = callback_data.key
    field, language = callback_data.field, callback_data.language
    draft = mine(key, seat)
    if isinstance(draft, Screen):
        return draft
    if language not in languages(answer_of(draft), seat.around):
        return desk_screen(draft, seat)
    if callback_data.out:
        return change_mine(key, seat, lambda answer: with_text(answer, field, language, ""))
    await wait_for(Keeping.value, state, key=key, field=field, language=language)
    return ask_text(draft, field, language, seat)


def ask_text(draft: AnswerDraft, field: str, language: str, seat: Seat, first: Html | None = None) -> Screen:
    """What it says now, in this language and in the other one it is written in, and how to write it."""
    _, answer = seat.words, answer_of(draft)
    texts = texts_of(answer, field)
    name = _("{value}: {language}", value=field_name(field, _), language=language_in(language, _))
    out = Choice(_("Take it out"), Worded(key=draft.key, field=field, language=language, out=True).pack())
    return question(
        [
            first,
            Html("<b>") + name + Html("</b>"),
            *asked_in(texts, language, MOST[field], _),
            *_how(field, _),
        ],
        draft.key,
        seat,
        out if texts.get(language) and language != DEFAULT else None,
        hint=name,
    )


def _how(field: str, _: Words) -> list[Html]:
    hints = {
        "title": _("A short question, as it stands on a button."),
        "text": _("The first sentence answers. *So* it is bold. New lines stay."),
        "source": _("Where it is from: parents read it in one line."),
    }
    return [hints[field]]


def texts_of(answer: Answer, field: str) -> Mapping[str, str]:
    return {"title": answer.titles, "text": answer.texts, "source": answer.source}[field]


def with_text(answer: Answer, field: str, language: str, text: str) -> Answer:
    """The same answer with this text; an empty one is left out."""
    texts = {code: said for code, said in texts_of(answer, field).items() if code != language}
    if text:
        texts[language] = text
    if field == "title":
        return replace(answer, titles=texts)
    return replace(answer, texts=texts) if field == "text" else replace(answer, source=texts)


@typed.message(StateFilter(Keeping.value), F.text, ~F.text.startswith("/"), OnDuty(Role.ADMINISTRATOR))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Written into the draft at once: parents do not see it before it is published. Words of danger are words here: answers are about danger, too."""
    data = await state.get_data()
    key, field, language = (str(data.get(name, "")) for name in ("key", "field", "language"))
    text = paragraphs(message.text or "") if field == "text" else line(message.text or "")
    draft = mine(key, seat, text)
    if isinstance(draft, Screen):
        await set_aside(state)
        return draft
    said = reply(text)
    if said == "stop":
        await set_aside(state)
        return desk_screen(draft, seat, _("Nothing was written."))
    if said == "none" and language != DEFAULT:
        text = ""
    elif (wrong := wrong_text(field, text, _)) is not None:
        return ask_text(draft, field, language, seat, wrong)
    await set_aside(state)
    if not keep(draft, with_text(answer_of(draft), field, language, text), seat):
        return gone_on(key, seat, text)
    return desk_screen(draft, seat, _("✅ Written in the draft."))


def wrong_text(field: str, text: str, _: Words) -> Html | None:
    """Why this cannot be written at all; what only keeps it from being published is told beside the draft."""
    if looks_like_id_number(text):
        return _("That looks like an ID number. I do not read or keep those: please delete that message.")
    if not text:
        return _("I find no words in that. Please type it.")
    return too_long(text, MOST[field], _) if units(text) > MOST[field] else None
