"""A draft of a notice is taken over, put away; its words are written language by language; what it is about, and whether it is urgent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.notices import discard, notice_of, take_over
from actions.notices import one as found_one
from db.notices import NoticeRow, NoticeState
from dialogs.answer_staff_words import lines_of
from dialogs.draft_asking import asked_in, wait_for
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.notice_addresses import NoticeWords, OneNotice
from dialogs.notice_staff_draft import (
    Writing,
    change_mine,
    desk_screen,
    mine,
    no_draft,
    not_there,
    question,
)
from dialogs.notice_staff_faults import most_of, wrong_words
from dialogs.notice_staff_poll import poll_screen, wait_for_choice
from dialogs.notice_staff_subject import urgent_screen
from dialogs.notice_staff_words import (
    field_name,
    headline,
    languages,
    one,
    texts_of,
    to_draft,
    to_notices,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.tidy import line, paragraphs
from rules.languages import DEFAULT
from rules.notices import Notice
from rules.places.replies import reply
from rules.roles import Role

router = Router(name="notice staff edit")
#: What is typed here stands behind the commands.
typed = Router(name="notice staff edit typed")


@router.callback_query(OneNotice.filter(F.do == "take"), OnDuty(Role.WORKER))
async def take(
    query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Whoever wrote it hears of it at their next press."""
    await set_aside(state)
    row = found_one(seat.session, seat.duty, callback_data.notice)
    if row is None:
        return not_there(seat)
    if row.state != NoticeState.DRAFT or not take_over(seat.desk, seat.duty, row):
        return no_draft(row, seat)
    return desk_screen(row, seat, _("✅ It is yours now, with everything in it."))


@router.callback_query(OneNotice.filter(F.do.in_({"drop", "dropped"})), OnDuty(Role.WORKER))
async def drop(
    query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Asked about once: what was written is gone then."""
    await set_aside(state)
    number = callback_data.notice
    row = mine(number, seat)
    if isinstance(row, Screen):
        return row
    if callback_data.do == "drop":
        asked = _("Put this draft away? What is in it is lost. Nobody got it.")
        yes = Choice(_("Yes, put it away"), one("dropped", number))
        return Screen(lines_of(headline(row, _), asked), rows(to_draft(number, _), yes))
    discard(seat.desk, seat.duty, row)
    return Screen(_("🗑 The draft is put away."), rows(to_notices(_), to_home(_)))


# --- words


async def ask_first_words(row: NoticeRow, seat: Seat, state: FSMContext) -> Screen:
    """A new notice begins with what it says, in Chinese."""
    await wait_for(Writing.words, state, notice=row.id, field="text", language=DEFAULT)
    return ask_words(row, "text", DEFAULT, seat)


@router.callback_query(OneNotice.filter(F.do == "text"), OnDuty(Role.WORKER))
async def text_step(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    return row if isinstance(row, Screen) else await ask_first_words(row, seat, state)


@router.callback_query(NoticeWords.filter(), OnDuty(Role.WORKER))
async def ask(query: CallbackQuery, callback_data: NoticeWords, seat: Seat, state: FSMContext) -> Screen:
    """One part in one language is asked for, or taken out."""
    await set_aside(state)
    number = callback_data.notice
    field, language = callback_data.field, callback_data.language
    row = mine(number, seat)
    if isinstance(row, Screen):
        return row
    notice = notice_of(row)
    if language not in languages(notice, seat) or texts_of(notice, field) is None:
        return desk_screen(row, seat)
    if callback_data.out:
        return change_mine(number, seat, lambda kept: with_words(kept, field, language, ""), after(field))
    await wait_for(Writing.words, state, notice=number, field=field, language=language)
    return ask_words(row, field, language, seat)


def ask_words(row: NoticeRow, field: str, language: str, seat: Seat, first: Html | None = None) -> Screen:
    """What it says now, in this language and in the other one it is written in, and how to write it."""
    _, number = seat.words, row.id or 0
    texts = texts_of(notice_of(row), field) or {}
    name = _("{value}: {language}", value=field_name(field, _), language=language_in(language, _))
    out = NoticeWords(notice=number, field=field, language=language, out=True).pack()
    return question(
        [
            first,
            Html("<b>") + name + Html("</b>"),
            *asked_in(texts, language, most_of(field), _),
            *_how(field, language, _),
        ],
        row,
        seat,
        Choice(_("Take it out"), out) if texts.get(language) and language != DEFAULT else None,
        hint=name,
    )


def _how(field: str, language: str, _: Words) -> list[Html]:
    if field == "text":
        lines = [_("Short sentences. *So* it is bold. New lines stay.")]
        return [*lines, _("Other languages come after.")] if language == DEFAULT else lines
    if field == "why":
        return [_("Families read it: why it comes at this hour.")]
    return [_("A few words: they stand on a button.")]


def with_words(notice: Notice, field: str, language: str, text: str) -> Notice:
    """The same notice with these words; empty ones are left out."""
    old: Mapping[str, str] = texts_of(notice, field) or {}
    texts = {code: said for code, said in old.items() if code != language}
    if text:
        texts[language] = text
    if field == "text":
        return replace(notice, texts=texts)
    if field == "why":
        return replace(notice, why=texts)
    at = int(field[3:]) - 1
    options = list(notice.options)
    if at < len(options):
        options[at] = texts
    elif texts:
        options.append(texts)
    return replace(notice, options=tuple(one_ for one_ in options if one_))


def after(field: str) -> Callable[[NoticeRow, Seat, Html | None], Screen]:
    """The screen after words of this part."""
    return urgent_screen if field == "why" else poll_screen if field.startswith("opt") else _after_text


def _after_text(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    return desk_screen(row, seat, first, after="text")


@typed.message(StateFilter(Writing.words), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Written into the draft at once: nobody gets it before it is sent. Words of danger are words here: notices are about danger, too."""
    data = await state.get_data()
    number, field = int(data.get("notice") or 0), str(data.get("field", "text"))
    language = str(data.get("language", DEFAULT))
    text = paragraphs(message.text or "") if field == "text" else line(message.text or "")
    row = mine(number, seat, text)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    said = reply(text)
    if said == "stop":
        await set_aside(state)
        return desk_screen(row, seat, _("Nothing was written."))
    if said == "none" and language != DEFAULT:
        text = ""
    elif (wrong := wrong_words(field, text, _)) is not None:
        return ask_words(row, field, language, seat, wrong)
    await set_aside(state)
    screen = change_mine(
        number, seat, lambda kept: with_words(kept, field, language, text), after(field), text
    )
    if field.startswith("opt"):
        await wait_for_choice(number, seat, state)
    return screen
