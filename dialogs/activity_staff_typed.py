"""What staff type for an activity: names and texts, a day, hours, seats, ages, a place; read, or asked again with what was wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.activities import draft_of, may_write
from db import activities as tables
from db import place_names
from db.activities import Activity
from dialogs.activity_addresses import ActIs, ActWork
from dialogs.activity_staff_draft import (
    TEXTS,
    Arranging,
    to_draft,
    to_write,
    write,
    wrong_words,
)
from dialogs.activity_staff_sets import is_ahead, with_day, with_hours, with_seats, with_text
from dialogs.activity_staff_values import ask, step
from dialogs.activity_words import when
from dialogs.answer_staff_words import cut, lines_of
from dialogs.home import to_home
from dialogs.near_words import text_of
from dialogs.place_staff_reading import is_value
from dialogs.screens import Choice, Screen, length, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.words import Html, Words, plain
from rules.activities import AHEAD_MOST, TEXT_MOST, TITLE_MOST, WHERE_MOST, Outline
from rules.answers.tidy import line, paragraphs
from rules.birthdays import Certain
from rules.birthdays.tidy import tidy
from rules.coming_days import read_coming_day
from rules.languages import DEFAULT
from rules.places.finding import meant
from rules.roles import Role
from rules.typed_ages import read_ages
from rules.typed_hours import read_hours
from rules.typed_numbers import COUNTED, counted

#: What is typed here stands behind the commands.
typed = Router(name="activity staff typed")
router = Router(name="activity staff places")

_MOST = {"title": TITLE_MOST, "text": TEXT_MOST, "where": WHERE_MOST}
#: "20", "20个名额", "二十个", "20 children".
_NUMBER = re.compile(rf"(?P<number>{COUNTED})\s?(?:个|名|位|人|孩子|名额|children|seats|kids)*")
#: Places offered for a name.
_FOUND = 5
#: Key of the conversation's data: words typed for a place. Stored with the chat: keep it.
_SAID = "said"


@typed.message(StateFilter(Arranging.value), F.text, ~F.text.startswith("/"), is_value, OnDuty(Role.WORKER))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Read as the part that was asked for."""
    told = await state.get_data()
    row = to_write(int(told.get("activity", 0)), seat)
    if isinstance(row, Screen):
        return row
    field, code = str(told.get("field")), str(told.get("language", DEFAULT))
    return await _read(row, field, code, message.text or "", seat, state)


async def ask_anew(data: dict[str, Any], seat: Seat, state: FSMContext) -> Screen | None:
    """The open question once more, in the language of the moment; None where there is none any more."""
    row, field = tables.one(seat.session, int(data.get("activity", 0)), seat.duty), str(data.get("field"))
    if row is None or not may_write(row, seat.desk) or field not in (*TEXTS, *_READ, "place"):
        return None
    return await ask(row, field, seat, state, language=str(data.get("language", DEFAULT)))


async def _read(row: Activity, field: str, code: str, text: str, seat: Seat, state: FSMContext) -> Screen:
    """Written into the draft, or asked again with what was wrong."""
    _, wrong = seat.words, wrong_words(text, seat.words)
    if wrong is not None:
        return await ask(row, field, seat, state, wrong, code)
    if field == "place":
        return await _place(row, text, seat, state)
    made = (
        _words(draft_of(row), field, code, text, _)
        if field in TEXTS
        else _READ[field](draft_of(row), text, seat)
    )
    if isinstance(made, Html):
        return await ask(row, field, seat, state, made, code)
    if isinstance(made, list):
        return _which(row, field, made, seat)
    return await step(row, seat, state, write(row, made, seat, _understood(field, made, seat)))


def _understood(field: str, made: Outline, seat: Seat) -> Html | None:
    """Words for a time may be read otherwise than they were meant: what is written is shown."""
    _ = seat.words
    if field not in ("day", "hours"):
        return None
    return _(
        "✅ Written in the draft: {when}. Not so? Mend it in the whole draft.",
        when=when(made, _, seat.around),
    )


def _words(outline: Outline, field: str, code: str, text: str, _: Words) -> Outline | Html:
    kept = paragraphs(text) if field == "text" else line(text)
    if not kept:
        return _("I could not read that. Please type it again.")
    over = length(Html("") + kept) - _MOST[field]
    if over > 0:
        return _.ngettext("It is {n} character too long.", "It is {n} characters too long.", over, n=over)
    return with_text(outline, field, code, kept)


#: What a typed value can mean: the outline with it, what is wrong, or days it may be.
_Read = Outline | Html | list[str]


def _day(outline: Outline, text: str, seat: Seat) -> _Read:
    _, today = seat.words, seat.today
    if tidy(text).strip() in ("今天", "today"):
        return with_day(outline, today, seat)
    reading = read_coming_day(text, today, AHEAD_MOST)
    if isinstance(reading, Certain) and is_ahead(reading.day, seat):
        return with_day(outline, reading.day, seat)
    maybe = [] if isinstance(reading, Certain) else [day for day in reading.hint.maybe if is_ahead(day, seat)]
    if maybe:
        return [day.isoformat() for day in sorted(maybe)]
    return _("I could not read that as a day in the year to come.")


def _hours(outline: Outline, text: str, seat: Seat) -> _Read:
    _ = seat.words
    found = [
        made
        for one in read_hours(text)
        if (made := with_hours(outline, one.start, one.end, seat)) is not None
    ]
    if outline.starts_at is None:
        return _("First the day, please.")
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        spans = [one for one in read_hours(text) if one.start < one.end]
        return [f"{one.start:%H%M}-{one.end:%H%M}" for one in spans]
    return _("I could not read that. It must begin and end on one day.")


def _seats(outline: Outline, text: str, seat: Seat) -> _Read:
    _, said = seat.words, tidy(text).strip(" .!")
    if said in ("不限", "没有限制", "no limit", "any"):
        return replace(outline, seats=None)
    match = _NUMBER.fullmatch(said)
    number = counted(match["number"]) if match is not None else None
    made = with_seats(outline, number) if number is not None else None
    return made if made is not None else _("Please type a number, for example 20.")


def _ages(outline: Outline, text: str, seat: Seat) -> _Read:
    found = read_ages(text)
    if found is None:
        return seat.words("I could not read that. Please type it like 3-6.")
    return replace(outline, audience=replace(outline.audience, ages=(found,)))


def _tap(outline: Outline, text: str, seat: Seat) -> _Read:
    return seat.words("Please tap one of the buttons.")


_READ: dict[str, Callable[[Outline, str, Seat], _Read]] = {
    "day": _day,
    "hours": _hours,
    "seats": _seats,
    "age": _ages,
    "topic": _tap,
    "district": _tap,
    "language": _tap,
}


def _which(row: Activity, field: str, values: list[str], seat: Seat) -> Screen:
    """More than one thing may be meant: each with a button."""
    _ = seat.words

    def label(one: str) -> str:
        if field == "day":
            return _.day(datetime.fromisoformat(one).date(), weekday=True)
        return f"{one[:2]}:{one[2:4]}–{one[5:7]}:{one[7:]}"

    picks = [Choice(label(one), ActIs(activity=row.id or 0, field=field, value=one).pack()) for one in values]
    return Screen(_("Is it one of these?"), (*rows(*picks), *rows(to_draft(row, _), to_home(_), width=2)))


async def _place(row: Activity, text: str, seat: Seat, state: FSMContext) -> Screen:
    """Places that are called so, and the words as they are: where it is may be no place anybody knows."""
    _, number = seat.words, row.id or 0
    said = line(text)
    if not said or length(Html("") + said) > WHERE_MOST:
        return await ask(row, "place", seat, state, _("Please type it shorter."))
    named = place_names.spots(seat.session)
    texts = {spot.at: names for spot, names in named}
    found = meant(said, [spot for spot, _names in named], _FOUND)
    await state.update_data({_SAID: said})
    picks = [
        Choice(
            Html("📍 ") + cut(plain(text_of(texts[one.at], _)), 56),
            ActIs(activity=number, field="place", value=one.at.removeprefix("p.")).pack(),
        )
        for one in found
    ]
    own = Choice(
        _("✍️ In these words: {text}", text=cut(said, 40)), ActWork(do="said", activity=number).pack()
    )
    head = _("Is it one of these?") if picks else _("I know no place of this name. Take your words?")
    return Screen(
        lines_of(head),
        (*rows(*picks, own), *rows(to_draft(row, _), to_home(_), width=2)),
        placeholder=cut(said, 60),
    )


@router.callback_query(ActWork.filter(F.do == "said"), OnDuty(Role.WORKER))
async def as_said(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Where it is in the words that were typed just now."""
    told = await state.get_data()
    row = to_write(callback_data.activity, seat)
    if isinstance(row, Screen):
        return row
    said = str(told.get(_SAID, "")) if told.get("activity") == row.id else ""
    if not said:
        return await ask(row, "place", seat, state)
    code = DEFAULT if any("\u3400" <= sign <= "\u9fff" for sign in said) else "en"
    made = replace(with_text(draft_of(row), "where", code, said), place=None)
    return await step(row, seat, state, write(row, made, seat))
