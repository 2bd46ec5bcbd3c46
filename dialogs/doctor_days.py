"""The doctor's word, typed: the vaccine's name, the day; and what becomes of a word that was written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import doctor as actions
from db import doctor
from db.children import Child
from db.doctor import DoctorWord
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import ChildDo, Doctor, DoctorOn, Said, SaidOn
from dialogs.children import card, not_here, owned, to_card
from dialogs.doctor import all_words, ask_day, which_vaccine
from dialogs.doctor_words import (
    PUT_OFF_MOST,
    DoctorSaid,
    ask_again,
    day_of,
    day_question,
    kind_of,
    sure,
    written,
)
from dialogs.home import to_home
from dialogs.record_words import said
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.vaccine_names import meant, named, which_of
from dialogs.words import Html, Words, join
from rules.birthdays import Reading, Reason, Unclear, looks_like_id_number, read_dose_date
from rules.coming_days import read_coming_day
from rules.topics import topic
from rules.vaccines import Word
from rules.vaccines.doctor import Kind

router = Router(name="doctor days")


@router.message(StateFilter(DoctorSaid.vaccine), F.text)
async def typed_vaccine(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A vaccine's name does as its button; of a combination its parts are asked about, because a word is about one vaccine."""
    data, text = await state.get_data(), message.text or ""
    child, kind = owned(session, guardian, int(data.get("child", 0))), kind_of(str(data.get("kind", "")))
    if child is None or kind is None:
        await set_aside(state)
        return not_here(_)
    book = around.knowledge.book
    code = named(text, around.knowledge, _)
    found = [one for one in meant(text, around.knowledge, _) if one not in book.combinations]
    single = _parts(around, code) if code is not None else [book.vaccine_of(one) for one in found]
    codes = list(dict.fromkeys(single))
    if code is not None and len(codes) == 1:
        if kind == "must_not":
            return sure(child, Word(kind, codes[0]), _, around)
        return await ask_day(child, kind, codes[0], state, _, around, now)
    if codes:
        ways = (to_card(child, _), to_home(_))
        return which_of(codes, around.knowledge, _, _address(child, kind), *ways, booklet=False)
    asked = topic(text)
    if looks_like_id_number(text):
        first = _("That looks like an ID number. I do not read or keep those: please delete that message.")
    elif asked is not None:
        return topics.about(asked, text, session, guardian, _, around, now)
    else:
        first = _("I do not know that vaccine.")
    again = await which_vaccine(session, child, kind, state, _, around, now)
    return Screen(join([first, again.text]), again.choices)


def _parts(around: Surroundings, code: str) -> list[str]:
    combination = around.knowledge.book.combinations.get(code)
    return list(combination.parts) if combination is not None else [around.knowledge.book.vaccine_of(code)]


def _address(child: Child, kind: Kind) -> Callable[[str], str]:
    return lambda code: Doctor(do="what", child=child.id or 0, kind=kind, vaccine=code).pack()


@router.message(StateFilter(DoctorSaid.day), F.text)
async def typed_day(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One certain day is taken, everything else is asked again; the words themselves are not kept."""
    data, text = await state.get_data(), message.text or ""
    child, kind = owned(session, guardian, int(data.get("child", 0))), kind_of(str(data.get("kind", "")))
    if child is None or kind is None or kind == "must_not":
        await set_aside(state)
        return not_here(_)
    vaccine, row = str(data.get("vaccine", "")), int(data.get("row", 0))
    reading = _read(kind, text, child, around, now)
    if isinstance(reading, Unclear):
        return _unclear(text, reading, child, Word(kind, vaccine), row, session, guardian, _, around, now)
    await set_aside(state)
    if row:
        return _corrected(session, child, row, reading.day, _, around, now)
    return sure(child, Word(kind, vaccine, reading.day), _, around)


def _read(kind: Kind, text: str, child: Child, around: Surroundings, now: datetime) -> Reading:
    today = around.today(now)
    if kind == "put_off":
        return read_coming_day(text, today, PUT_OFF_MOST)
    return read_dose_date(text, child.born, today)


def _unclear(
    text: str,
    reading: Unclear,
    child: Child,
    word: Word,
    row: int,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A question gets its answer; days that may be meant become buttons; the day is waited for still."""
    answer = topics.instead(text, reading.reason, session, guardian, _, around, now)
    if reading.reason == Reason.ID_NUMBER:
        first = _("That looks like an ID number. I do not read or keep those: please delete that message.")
    elif answer is not None:
        return answer
    elif reading.hint.maybe:
        first = _("Is it one of these?")
    else:
        first = _which_days(word.kind, child, _, around, now)
    asked = day_question(child, word.kind, word.vaccine, _, around, now)
    days = [Choice(_.day(day, weekday=True), _on(child, word, row, day)) for day in reading.hint.maybe]
    return Screen(join([first, asked.text]), (*rows(*days), *asked.choices), placeholder=asked.placeholder)


def _which_days(kind: Kind, child: Child, _: Words, around: Surroundings, now: datetime) -> Html:
    today = around.today(now)
    first, last = today + timedelta(days=1), today + timedelta(days=PUT_OFF_MOST)
    if kind == "immunoglobulin":
        first, last = child.born, today
    return _("Which day do you mean? It can be any day from {first} to {last}.", first=first, last=last)


def _on(child: Child, word: Word, row: int, day: date) -> str:
    if row:
        return SaidOn(child=child.id or 0, row=row, day=day.isoformat()).pack()
    address = DoctorOn(
        do="sure", child=child.id or 0, kind=word.kind, vaccine=word.vaccine, day=day.isoformat()
    )
    return address.pack()


@router.callback_query(Said.filter())
async def said_(
    query: CallbackQuery,
    callback_data: Said,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A word that was written down: look, another day, it has ended, it was told by mistake, or it holds all the same."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    word = doctor.word(session, child.id or 0, callback_data.row)
    if word is None:
        return all_words(session, child, _, around)
    desk = desk_of(session, around, now)
    if callback_data.do == "again":
        made = actions.tell(desk, child, Word(word.kind, word.vaccine, word.day))
        return written(child, made, _, around)
    if word.ended_at is not None:
        return [Screen(_("That has ended already.")), all_words(session, child, _, around)]
    if callback_data.do == "day" and word.kind != "must_not":
        asked = await ask_day(child, word.kind, word.vaccine, state, _, around, now)
        await state.update_data(row=word.id)
        return asked
    if callback_data.do in ("end", "back"):
        actions.end(desk, child, word.id or 0)
        return _over(session, child, word, callback_data.do == "end", _, around, now)
    return _look(child, word, _, around)


def _look(child: Child, word: DoctorWord, _: Words, around: Surroundings) -> Screen:
    number, row = child.id or 0, word.id or 0

    def do(label: Html, what: str) -> Choice:
        return Choice(label, Said(do=what, child=number, row=row).pack())

    text = join(
        [
            said(around.knowledge, word, _),
            _("You told me on {day}.", day=word.told_at.astimezone(around.zone).date()),
            *ask_again(word, _),
        ]
    )
    now_it_can = do(_("✅ The doctor says it can be given now"), "end")
    return Screen(
        text,
        (
            *rows(
                now_it_can if word.kind != "immunoglobulin" else None,
                do(_("✏️ Another day"), "day") if word.kind != "must_not" else None,
                do(_("🗑 I told it by mistake"), "back"),
            ),
            *rows(Choice(_("Back"), ChildDo(do="doctor", child=number).pack()), to_home(_), width=2),
        ),
    )


def _over(
    session: Session,
    child: Child,
    word: DoctorWord,
    ended: bool,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Screen]:
    """It holds no more: what comes next now; and a way back for a finger that slipped."""
    told = said(around.knowledge, word, _)
    text = _("Good. This has ended: {word}.", word=told) if ended else _("Taken back: {word}.", word=told)
    again = Choice(_("↩️ No, it still holds"), Said(do="again", child=child.id or 0, row=word.id or 0).pack())
    return [Screen(text, rows(again)), card(session, around, child, _, now)]


@router.callback_query(SaidOn.filter())
async def said_on(
    query: CallbackQuery,
    callback_data: SaidOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A day we asked about was confirmed by a tap."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    word = doctor.word(session, child.id or 0, callback_data.row)
    day = day_of(word.kind, callback_data.day, child, around, now) if word is not None else None
    if word is None or day is None:
        return all_words(session, child, _, around)
    return _corrected(session, child, word.id or 0, day, _, around, now)


def _corrected(
    session: Session, child: Child, row: int, day: date, _: Words, around: Surroundings, now: datetime
) -> Screen | list[Screen]:
    made = actions.correct(desk_of(session, around, now), child, row, day)
    if made is None:
        return [Screen(_("That has ended already.")), all_words(session, child, _, around)]
    return written(child, made, _, around)
