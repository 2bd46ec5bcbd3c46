"""The papers guide: the way in, its questions, its list and everything behind its buttons. For a child that is entered, or without keeping anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db import children
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import ChildDo, Go
from dialogs.asked import paper
from dialogs.children import not_here, owned
from dialogs.home import name, to_home
from dialogs.paper_card import card, drawn
from dialogs.paper_case import Case, of_address, of_child
from dialogs.paper_changes import changes
from dialogs.paper_dates import dates
from dialogs.paper_days import ask_birth, go_on, put
from dialogs.paper_detail import one_paper
from dialogs.paper_guides import REFUSALS, every_group, one_group
from dialogs.paper_list import checklist, districts, ticks, why
from dialogs.paper_questions import open_question
from dialogs.paper_timeline import timeline
from dialogs.paper_writing import registered_when, write
from dialogs.school_addresses import Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, tapped_message
from dialogs.unfinished import set_aside
from dialogs.words import Words
from rules.enrolment.deadlines import KEYS
from rules.enrolment.questions import Question

router = Router(name="papers")

#: What buttons that only show something are called, and what they show.
_SHOWN: dict[str, Callable[[Case, Words, Surroundings, date], Screen]] = {
    "list": checklist,
    "tick": ticks,
    "why": why,
    "dates": dates,
    "card": card,
    "line": timeline,
    "change": changes,
    "area": districts,
    "reg": registered_when,
    "refused": lambda case, _, around, today: _beside(
        case, one_group(_number(case), around.knowledge.guides[REFUSALS], _, around, today)
    ),
    "guides": lambda case, _, around, today: _beside(case, every_group(_number(case), _, around)),
}
#: Of these, what needs every answer: without one it would be wrong, so the question comes first.
_OF_THE_LIST = ("list", "tick", "why", "dates", "card", "line", "cardpic", "cardpdf")
#: Buttons that ask one of the questions again.
_AGAIN: dict[str, Question] = {
    "qwish": "wish",
    "qhome": "home",
    "qpermit": "permit",
    "qreg": "registered",
    "qsince": "since",
    "qwork": "work",
    "qhouse": "housing",
    "qbook": "book",
}


@router.message(Command("papers", ignore_case=True))
@router.callback_query(Go.filter(F.to == "papers"))
async def papers_(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Whose papers: a child that is entered, or a birth date that is not kept."""
    await set_aside(state)
    return await whose(session, guardian, state, _, around, now)


async def whose(
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The one child at once; of several, which; without any, the birth date."""
    found = children.of_family(session, guardian.family_id) if guardian is not None else []
    if not found:
        return await ask_birth(state, _)
    if len(found) == 1:
        return await go_on(of_child(session, around, found[0], around.today(now)), state, _, around, now)
    picks = [Choice(f"📄 {name(one, _)}", ChildDo(do="papers", child=one.id or 0).pack()) for one in found]
    other = Choice(_("Another child, not entered"), Go(to="papers_look").pack())
    return Screen(_("Papers for which child?"), (*rows(*picks, width=2), *rows(other, to_home(_), width=2)))


@router.callback_query(Go.filter(F.to == "papers_look"))
async def look(query: CallbackQuery, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    return await ask_birth(state, _)


@router.callback_query(ChildDo.filter(F.do == "papers"))
async def of_one(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    return await go_on(of_child(session, around, child, around.today(now)), state, _, around, now)


@router.callback_query(Papers.filter())
async def tapped(
    query: CallbackQuery,
    callback_data: Papers,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Every button of the guide."""
    await set_aside(state)
    today, do = around.today(now), callback_data.do
    case = of_address(session, guardian, around, callback_data, today)
    if case is None:
        if callback_data.child:
            return not_here(_)
        if _key(callback_data):
            return paper(_key(callback_data), session, guardian, _, around, now)
        return await whose(session, guardian, state, _, around, now)
    if do in _OF_THE_LIST and open_question(case, around, today) is not None:
        return await go_on(case, state, _, around, now)
    if do in _SHOWN:
        return _SHOWN[do](case, _, around, today)
    if do in _AGAIN:
        return await put(_AGAIN[do], case, state, _, around, now)
    if do in ("cardpic", "cardpdf"):
        return drawn(case, do, _, around, today)
    if case.child is not None and do != "paper":
        tapped_now = tapped_message(query, chat)
        return await write(callback_data, case, tapped_now, session, state, _, around, now)
    if callback_data.paper:
        return one_paper(case, _key(callback_data), _, around, today) or checklist(case, _, around, today)
    # What a stranger says stands in the button; the address was read into the case already.
    return await go_on(case, state, _, around, now)


def _key(address: Papers) -> str:
    return KEYS.get(address.paper, "")


def _number(case: Case) -> int:
    return (case.child.id or 0) if case.child is not None else 0


def _beside(case: Case, shown: Screen) -> Screen:
    """A stranger's list stands nowhere but in its message: what leads away from it comes below."""
    return shown if case.child is not None else replace(shown, fresh=True)
