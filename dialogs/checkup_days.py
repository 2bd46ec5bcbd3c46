"""A check-up was done: today by a tap, another day typed as people say it; or it was not done after all."""

from __future__ import annotations

from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import checkups as actions
from db.children import Child
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import Checkup, CheckupOn, ChildDo
from dialogs.birth_dates import ask_again
from dialogs.checkup_words import visit_title, when
from dialogs.checkups import EARLY, Calendar, one_visit, overview, to_overview
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, Unclear, read_dose_date
from rules.checkups import Visit

router = Router(name="checkup days")


class CheckupDay(StatesGroup):
    """We wait for a day; child and visit are in the state's data. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="checkup_day")


@router.callback_query(Checkup.filter(F.do.in_({"today", "day", "strike"})))
async def answered(
    query: CallbackQuery,
    callback_data: Checkup,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    visit = Calendar.of(session, around, child, now).visit(callback_data.visit)
    if visit is None or visit.kind == "school":
        return overview(session, child, _, around, now)
    if callback_data.do == "today":
        return record(session, child, visit, around.today(now), _, around, now)
    if callback_data.do == "strike":
        actions.strike(desk_of(session, around, now), child, visit.id)
        said = Screen(_("Taken out. It counts as not done."))
        return [said, one_visit(session, child, visit.id, _, around, now)]
    await state.set_state(CheckupDay.day)
    await state.update_data(child=child.id, visit=visit.id)
    title = visit_title(around.knowledge.checkups, visit.id, _)
    example = min(visit.opens, around.today(now)).isoformat()
    text = join(
        [
            _("{name}: {visit}. On which day was it done?", name=name(child, _), visit=title),
            _("Type the day, for example yesterday or {date}.", date=example),
        ]
    )
    return Screen(text, rows(*_ways(child, visit, _), width=2), placeholder=example)


def _ways(child: Child, visit: Visit, _: Words) -> tuple[Choice, ...]:
    """The ways on while a day is waited for."""
    today = Checkup(do="today", child=child.id or 0, visit=visit.id).pack()
    return Choice(_("✅ Done today"), today), to_overview(child, _), to_home(_)


@router.message(StateFilter(CheckupDay.day), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A day is taken, a question gets its answer, everything else is asked again."""
    told = await state.get_data()
    child = owned(session, guardian, told.get("child", 0))
    visit = Calendar.of(session, around, child, now).visit(str(told.get("visit", ""))) if child else None
    if child is None or visit is None:
        await set_aside(state)
        return not_here(_)
    written = message.text or ""
    reading = read_dose_date(written, child.born, around.today(now))
    if isinstance(reading, Certain):
        await set_aside(state)
        return record(session, child, visit, reading.day, _, around, now)
    answer = topics.instead(written, reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    return _unclear(child, visit, reading, _)


def _unclear(child: Child, visit: Visit, reading: Unclear, _: Words) -> Screen:
    def pick(day: date) -> str:
        return CheckupOn(child=child.id or 0, visit=visit.id, day=day.isoformat()).pack()

    return ask_again(reading, _, pick, *_ways(child, visit, _), near=visit.opens, born=child.born)


@router.callback_query(CheckupOn.filter())
async def picked(
    query: CallbackQuery,
    callback_data: CheckupOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A day that was asked about is confirmed by a tap."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    visit = Calendar.of(session, around, child, now).visit(callback_data.visit)
    reading = read_dose_date(callback_data.day, child.born, around.today(now))
    if visit is None or visit.kind == "school" or not isinstance(reading, Certain):
        return overview(session, child, _, around, now)
    return record(session, child, visit, reading.day, _, around, now)


def record(
    session: Session, child: Child, visit: Visit, day: date, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Writes it down and says what comes next; a day that belongs to another visit is asked about first."""
    calendar = Calendar.of(session, around, child, now)
    if calendar.book.visits[visit.id].start == "birth" and day < EARLY.before(visit.opens):
        return _another_one(calendar, child, visit, day, _)
    told = actions.record(desk_of(session, around, now), child, visit.id, day)
    what = {"name": name(child, _), "visit": visit_title(calendar.book, visit.id, _), "day": day}
    said = [
        _("✅ That was written down before: {name}, {visit}, {day}.", **what)
        if told.before
        else _("✅ Written down: {name}, {visit}, {day}.", **what),
        *_next(Calendar.of(session, around, child, now), around.today(now), _),
    ]
    number = child.id or 0
    correct = Choice(_("✏️ Correct this"), Checkup(do="look", child=number, visit=visit.id).pack())
    dose = Choice(_("✅ A dose was given"), ChildDo(do="give", child=number).pack())
    ways = rows(dose, correct, to_overview(child, _), to_card(child, _), to_home(_), width=2)
    return Screen(join(said), ways)


def _next(calendar: Calendar, today: date, _: Words) -> list[Html]:
    if not calendar.following:
        return []
    following = calendar.following[0]
    title = visit_title(calendar.book, following.id, _)
    return [_("Next: {visit} ({when})", visit=title, when=when(following, None, today, _))]


def _another_one(calendar: Calendar, child: Child, visit: Visit, day: date, _: Words) -> Screen:
    """The day lies long before this visit: the one of that time is offered."""
    title = visit_title(calendar.book, visit.id, _)
    said = [_("{day} is long before this: {visit}, from {first}.", day=day, visit=title, first=visit.opens)]
    near = [
        one
        for one in calendar.visits
        if calendar.book.visits[one.id].start == "birth" and EARLY.before(one.opens) <= day < one.closes
    ]
    buttons = [
        Choice(
            visit_title(calendar.book, one.id, _),
            CheckupOn(child=child.id or 0, visit=one.id, day=day.isoformat()).pack(),
        )
        for one in near
    ]
    if buttons:
        said.append(_("Was it this one?"))
    again = Choice(_("📅 Another day"), Checkup(do="day", child=child.id or 0, visit=visit.id).pack())
    return Screen(join(said), (*rows(*buttons), *rows(again, to_overview(child, _), to_home(_), width=2)))
