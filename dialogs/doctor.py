"""What a doctor said: put off, must not have, immunoglobulin. First who said it, then which vaccine, then the day, then yes.

Nothing here is decided by the bot: what no doctor said becomes a question for the clinic.
"""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import doctor as actions
from actions import plans
from db import doctor
from db.children import Child
from db.doctor import DoctorWord
from db.families import Guardian
from dialogs.addresses import ChildDo, Doctor, DoctorOn, Said, Topic
from dialogs.children import not_here, owned, to_card
from dialogs.doctor_words import DoctorSaid, day_of, day_question, kind_of, labels, sure, written
from dialogs.home import name, to_home
from dialogs.record_words import about, more, said
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import open_rows, vaccine_name
from dialogs.words import Html, Words, join
from rules.vaccines import Word
from rules.vaccines.doctor import Kind

router = Router(name="doctor")

#: Words shown, the newest first: nobody has as many.
MOST_WORDS = 30
#: Words that ended, shown below those that hold.
ENDED_SHOWN = 3


@router.callback_query(ChildDo.filter(F.do == "doctor"))
async def doctor_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    return all_words(session, child, _, around) if child else not_here(_)


def all_words(session: Session, child: Child, _: Words, around: Surroundings) -> Screen:
    """What holds, each with its button; what has ended, below; and the ways to tell more."""
    number = child.id or 0
    told = doctor.all_of(session, number)
    holding = [one for one in told if one.ended_at is None][::-1]
    standing = holding[:MOST_WORDS]
    lines = [_("👩‍⚕️ <b>{name}: what the doctor said</b>", name=name(child, _))]
    lines += [Html(f"{at}. ") + said(around.knowledge, one, _) for at, one in enumerate(standing, 1)]
    lines += more(len(holding) - len(standing), _)
    lines += [
        _(
            "Ended on {day}: {word}",
            day=one.ended_at.astimezone(around.zone).date(),
            word=said(around.knowledge, one, _),
        )
        for one in [one for one in told if one.ended_at is not None][-ENDED_SHOWN:]
        if one.ended_at is not None
    ]
    if not standing:
        lines.append(
            _("I write down what a doctor or nurse at the clinic told you. I decide nothing myself.")
        )
    words = [
        Choice(
            Html(f"{at}. ") + _short(one, _, around), Said(do="look", child=number, row=one.id or 0).pack()
        )
        for at, one in enumerate(standing, 1)
    ]
    kinds = [
        Choice(label, Doctor(do="who", child=number, kind=kind).pack()) for kind, label in labels(_).items()
    ]
    other = Choice(_("❓ Something else to ask"), ChildDo(do="ask_clinic", child=number).pack())
    return Screen(join(lines), (*rows(*words, *kinds, other), *rows(to_card(child, _), to_home(_), width=2)))


def _short(word: DoctorWord, _: Words, around: Surroundings) -> Html:
    """For a button: the vaccine; a small phone cuts a whole sentence off."""
    return labels(_)[word.kind] if word.kind == "immunoglobulin" else about(around.knowledge, word.vaccine, _)


@router.callback_query(Doctor.filter())
async def telling(
    query: CallbackQuery,
    callback_data: Doctor,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One question after the other; each button works by itself."""
    await set_aside(state)
    child, kind = owned(session, guardian, callback_data.child), kind_of(callback_data.kind)
    if child is None:
        return not_here(_)
    vaccine = callback_data.vaccine if kind != "immunoglobulin" else ""
    if kind is None or (vaccine and vaccine not in around.knowledge.book.vaccines):
        return all_words(session, child, _, around)
    if callback_data.do == "which" and kind != "immunoglobulin":
        return await which_vaccine(session, child, kind, state, _, around, now)
    if callback_data.do == "list" and kind != "immunoglobulin":
        return _every_vaccine(child, kind, _, around)
    if callback_data.do in ("what", "which"):
        if kind == "must_not":
            return sure(child, Word(kind, vaccine), _, around)
        return await ask_day(child, kind, vaccine, state, _, around, now)
    return _who(child, kind, _)


def _who(child: Child, kind: Kind, _: Words) -> Screen:
    """Asked before anything else: only a doctor or nurse makes an exception."""
    number = child.id or 0
    yes = Choice(_("Yes, at the clinic or hospital"), Doctor(do="which", child=number, kind=kind).pack())
    no = Choice(_("No, it is my own question"), Topic(do="look", child=number, topic=kind).pack())
    back = Choice(_("Back"), ChildDo(do="doctor", child=number).pack())
    text = join(
        [
            labels(_)[kind],
            _("Did a doctor or nurse say so?"),
            _("If not, I note it as a question for the clinic."),
        ]
    )
    return Screen(text, (*rows(yes, no), *rows(back, to_home(_), width=2)))


async def which_vaccine(
    session: Session,
    child: Child,
    kind: Kind,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The open ones first, or all; any other by its name."""
    await state.set_state(DoctorSaid.vaccine)
    await state.update_data(child=child.id, kind=kind)
    found = plans.look(session, around.knowledge, child, around.today(now))
    codes = dict.fromkeys(row.vaccine for row in open_rows(found))
    choices = [_vaccine(child, kind, code, _, around) for code in codes]
    every = Choice(_("All vaccines"), Doctor(do="what", child=child.id or 0, kind=kind).pack())
    other = Choice(_("Another vaccine"), Doctor(do="list", child=child.id or 0, kind=kind).pack())
    text = join([_("Which vaccine is it about?"), _("Tap one, or type its name.")])
    return Screen(
        text, (*rows(*choices, width=2), *rows(every, other, to_card(child, _), to_home(_), width=2))
    )


def _every_vaccine(child: Child, kind: Kind, _: Words, around: Surroundings) -> Screen:
    """All vaccines of the book."""
    choices = [_vaccine(child, kind, code, _, around) for code in around.knowledge.book.vaccines]
    back = Choice(_("Back"), Doctor(do="which", child=child.id or 0, kind=kind).pack())
    text = _("Which vaccine is it about?")
    return Screen(text, (*rows(*choices, width=2), *rows(back, to_card(child, _), to_home(_), width=3)))


def _vaccine(child: Child, kind: Kind, code: str, _: Words, around: Surroundings) -> Choice:
    address = Doctor(do="what", child=child.id or 0, kind=kind, vaccine=code).pack()
    return Choice(vaccine_name(around.knowledge, code, _), address)


async def ask_day(
    child: Child, kind: Kind, vaccine: str, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """A day to come for what was put off, a day in the past for immunoglobulin; typed."""
    await state.set_state(DoctorSaid.day)
    await state.update_data(child=child.id, kind=kind, vaccine=vaccine)
    return day_question(child, kind, vaccine, _, around, now)


@router.callback_query(DoctorOn.filter())
async def told(
    query: CallbackQuery,
    callback_data: DoctorOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Yes: it is written down, and the plan follows it. A day that has passed meanwhile is asked for anew."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    kind = kind_of(callback_data.kind)
    vaccine = callback_data.vaccine if kind != "immunoglobulin" else ""
    if kind is None or (vaccine and vaccine not in around.knowledge.book.vaccines):
        return all_words(session, child, _, around)
    day = day_of(kind, callback_data.day, child, around, now)
    if day is None and kind != "must_not":
        return await ask_day(child, kind, vaccine, state, _, around, now)
    word = Word(kind, vaccine, day)
    if callback_data.do != "told":
        return sure(child, word, _, around)
    made = actions.tell(desk_of(session, around, now), child, word)
    return written(child, made, _, around)
