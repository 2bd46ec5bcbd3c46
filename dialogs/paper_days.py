"""Days that are typed for the papers guide: the birth date of a child that is not kept, the day of the residence registration or the permit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from sqlmodel import Session

from actions import papers as actions
from db.families import Guardian
from dialogs import consent, topics
from dialogs.addresses import Go
from dialogs.birth_dates import ask_again
from dialogs.consent_again import is_to_read
from dialogs.home import to_home
from dialogs.paper_case import Case, of_address, of_child
from dialogs.paper_list import checklist
from dialogs.paper_questions import ask, open_question
from dialogs.school_addresses import Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from rules.birthdays import Certain, Unclear, read_birth_date, read_dose_date
from rules.enrolment.answers import UNKNOWN_DAY, Answers
from rules.enrolment.questions import Question
from rules.unknown_days import says_unknown

router = Router(name="paper days")

#: A residence registration or a permit is hardly older.
_OLDEST = timedelta(days=365 * 20)


class PaperDays(StatesGroup):
    """What we wait for; for a day of the permit, whose it is stands in the state's data. The names are stored with the chat: keep them."""

    born = State(state="born", group_name="paper_days")
    registered = State(state="registered", group_name="paper_days")
    since = State(state="since", group_name="paper_days")


async def wait_for(question: Question, case: Case, state: FSMContext) -> None:
    """From now on a typed day answers this question."""
    await state.set_state(PaperDays.registered if question == "registered" else PaperDays.since)
    await state.update_data(case=case.to("ask"))


async def ask_birth(state: FSMContext, _: Words) -> Screen:
    """For who keeps nothing here: the birth date is enough."""
    await state.set_state(PaperDays.born)
    text = join(
        [
            _("Which papers does your child need for kindergarten or school?"),
            _("Type the birth date. I put it into no record. For example 2023-03-05."),
        ]
    )
    return Screen(
        text,
        rows(Choice(_("📚 Good to know"), Go(to="guides").pack()), to_home(_), width=2),
        placeholder="2023-03-05",
    )


async def ask_anew(
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The day that is waited for, asked again; None when none is, or the child is gone."""
    waiting = await state.get_state()
    if waiting == PaperDays.born.state:
        return await ask_birth(state, _)
    if waiting not in (PaperDays.registered.state, PaperDays.since.state):
        return None
    case, question = await _waited_for(session, guardian, state, around, now)
    return ask(question, case, _, around, around.today(now)) if case is not None else None


async def _waited_for(
    session: Session, guardian: Guardian | None, state: FSMContext, around: Surroundings, now: datetime
) -> tuple[Case | None, Question]:
    """Whose day is waited for, and which; no case for a child that is gone."""
    question: Question = "registered" if await state.get_state() == PaperDays.registered.state else "since"
    about = (await state.get_data()).get("case")
    case = of_address(session, guardian, around, Papers.unpack(about), around.today(now)) if about else None
    return case, question


@router.message(StateFilter(PaperDays.born), F.text)
async def typed_birth(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The first question, or the list, for a child of this age. Nothing is kept, not even the date."""
    today, written = around.today(now), message.text or ""
    reading = read_birth_date(written, today)
    if isinstance(reading, Certain):
        await set_aside(state)
        case = of_address(session, None, around, _stranger(reading.day), today)
        return await go_on(case, state, _, around, now) if case else _no_date(_)
    answer = topics.instead(written, reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    return ask_again(reading, _, lambda day: _stranger(day).pack(), to_home(_))


def _stranger(day: date) -> Papers:
    return Papers(child=0, born=day.strftime("%Y%m%d"), said="", do="ask")


def _no_date(_: Words) -> Screen:
    again = Choice(_("📄 Papers for school"), Go(to="papers_look").pack())
    return Screen(_("Please type the birth date again."), rows(again, to_home(_)))


@router.message(StateFilter(PaperDays.registered, PaperDays.since), F.text)
async def typed_day(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A day that has come is taken, and so is that nobody knows it; a question gets its answer; everything else is asked again."""
    today, written = around.today(now), message.text or ""
    case, question = await _waited_for(session, guardian, state, around, now)
    if case is None:
        await set_aside(state)
        return _no_date(_)
    # read as a day between then and today: the reader of dose days knows "last Tuesday" and "3月10号"
    known = read_dose_date(written, today - _OLDEST, today)
    reading = Certain(UNKNOWN_DAY) if says_unknown(written) else known
    if isinstance(reading, Certain):
        if case.child is not None and is_to_read(session, guardian):
            return consent.ask_again(_)
        await set_aside(state)
        case = _answered(case, question, reading.day, session, _, around, now)
        return await go_on(case, state, _, around, now)
    answer = topics.instead(written, reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    return _unclear(question, case, reading, _, around, today)


def _answered(
    case: Case, question: Question, day: date, session: Session, _: Words, around: Surroundings, now: datetime
) -> Case:
    said = Answers(registered_on=day) if question == "registered" else Answers(permit_since=day)
    if case.child is None:
        return case.told(said)
    actions.answer(desk_of(session, around, now), case.child, said)
    return of_child(session, around, case.child, around.today(now))


async def go_on(case: Case, state: FSMContext, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The question that is open, or the list."""
    question = open_question(case, around, around.today(now))
    if question is None:
        return checklist(case, _, around, around.today(now))
    return await put(question, case, state, _, around, now)


async def put(
    question: Question, case: Case, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Asks; a day may be typed."""
    if question in ("registered", "since"):
        await wait_for(question, case, state)
    return ask(question, case, _, around, around.today(now))


def _unclear(
    question: Question, case: Case, reading: Unclear, _: Words, around: Surroundings, today: date
) -> Screen:
    """Why it is not taken, and the question's own ways on. Days that may be meant become buttons."""

    def pick(day: date) -> str:
        said = Answers(registered_on=day) if question == "registered" else Answers(permit_since=day)
        return case.to("ask", said)

    again = ask_again(reading, _, pick, to_home(_))
    ways = ask(question, case, _, around, today).choices
    return replace(again, choices=(*again.choices[:-1], *ways))
