"""One line of the booklet: another day, another product, given elsewhere, or taken out. What it was before stays in the history."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import booklet as actions
from actions import plans, questions
from actions.desk import Desk
from actions.vaccines import strike
from db import vaccines
from db.children import Child
from db.families import Guardian
from db.vaccines import Dose
from dialogs import topics
from dialogs.addresses import ChildDo, Line, LineIs, LineOn
from dialogs.birth_dates import ask_again
from dialogs.booklet import booklet
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.record_words import enter_it_here
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import line_name, uncounted, vaccine_name
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_dose_date

router = Router(name="booklet lines")

#: Where a dose was given is told by one of these.
_WHERE = {"elsewhere": True, "here": False}


class Moving(StatesGroup):
    """What we wait for; child and line are in the state's data. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="moving")


@router.callback_query(Line.filter(F.do != "restore"))
async def line_(
    query: CallbackQuery,
    callback_data: Line,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One line: look, give it another day, name another product, say where it was given, or take it out."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    line = vaccines.line(session, child.id or 0, callback_data.row)
    if line is None:
        return _gone(session, child, _, around, now)
    if callback_data.do == "strike":
        return _strike(session, child, line, _, around, now)
    if callback_data.do == "day":
        await state.set_state(Moving.day)
        await state.update_data(child=child.id, row=line.id)
        return which_day(child, _)
    if callback_data.do == "product":
        return _which_product(child, line, _, around)
    if callback_data.do in _WHERE:
        return _where(session, child, line, _WHERE[callback_data.do], _, around, now)
    return look(session, child, line, _, around, now)


def which_day(child: Child, _: Words) -> Screen:
    """The question for the right day of a line."""
    text = _("Which day is right? Type it as it stands in the booklet.")
    return Screen(text, rows(to_card(child, _)), placeholder="2026-03-05")


def _gone(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> list[Screen]:
    return [
        Screen(_("That line is not in the booklet any more.")),
        booklet(session, child, _, around, now),
    ]


def look(session: Session, child: Child, line: Dose, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The line with all that can be corrected about it."""
    found = plans.look(session, around.knowledge, child, around.today(now))
    said = [
        _(
            "{name}: {dose}, {day}",
            name=name(child, _),
            dose=line_name(around.knowledge, line.vaccine, line.product, _),
            day=line.given_on,
        ),
        *([] if line.exact else [_("The day is from the calendar, not from your booklet.")]),
        *([enter_it_here(_)] if line.elsewhere else []),
        *uncounted(around.knowledge, found, line.vaccine, line.given_on, _),
    ]
    number, row = child.id or 0, line.id or 0

    def do(label: Html, what: str) -> Choice:
        return Choice(label, Line(do=what, child=number, row=row).pack())

    others = around.knowledge.book.instead_of(line.product or line.vaccine)
    here, elsewhere = do(_("It was given here"), "here"), do(_("↗ It was given elsewhere"), "elsewhere")
    return Screen(
        join(said),
        rows(
            do(_("✏️ Another day"), "day"),
            do(_("🗑 It was not given"), "strike"),
            do(_("✏️ It was another product"), "product") if others else None,
            here if line.elsewhere else elsewhere,
            Choice(_("📒 Booklet"), ChildDo(do="booklet", child=number).pack()),
            to_home(_),
            width=2,
        ),
    )


def _strike(
    session: Session, child: Child, line: Dose, _: Words, around: Surroundings, now: datetime
) -> list[Screen]:
    desk = desk_of(session, around, now)
    strike(desk, child, line.id or 0)
    _nothing_to_enter(desk, child)
    back = Choice(_("↩️ Take this back"), Line(do="restore", child=child.id or 0, row=line.id or 0).pack())
    removed = Screen(_("Removed. I have worked out anew what comes next."), rows(back))
    return [removed, booklet(session, child, _, around, now)]


def _which_product(child: Child, line: Dose, _: Words, around: Surroundings) -> Screen:
    book, number = around.knowledge.book, child.id or 0
    products = [
        Choice(
            vaccine_name(around.knowledge, code, _),
            LineIs(child=number, row=line.id or 0, code=code).pack(),
        )
        for code in book.instead_of(line.product or line.vaccine)
    ]
    title = line_name(around.knowledge, line.vaccine, line.product, _)
    text = join(
        [
            _("{vaccine}, {day}: which one was it?", vaccine=title, day=line.given_on),
            _("Look at the name in the booklet. If you are not sure, ask the clinic."),
        ]
    )
    back = Choice(_("Leave it as it is"), Line(do="look", child=number, row=line.id or 0).pack())
    return Screen(text, (*rows(*products, width=2), *rows(back, to_home(_), width=2)))


def _where(
    session: Session,
    child: Child,
    line: Dose,
    elsewhere: bool,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Marked or not; the clinic is asked to enter what was given elsewhere."""
    desk = desk_of(session, around, now)
    marked = actions.given_elsewhere(desk, child, line.id or 0, elsewhere) or line
    if elsewhere:
        questions.ask(desk, child, "elsewhere")
    _nothing_to_enter(desk, child)
    return look(session, child, marked, _, around, now)


def _nothing_to_enter(desk: Desk, child: Child) -> None:
    """Without a dose given elsewhere there is nothing to ask the clinic to enter."""
    standing = vaccines.record(desk.session, [child.id or 0])[child.id or 0]
    if not any(one.elsewhere for one in standing):
        questions.settle_topic(desk, child, "elsewhere")


@router.callback_query(LineIs.filter())
async def another_product(
    query: CallbackQuery,
    callback_data: LineIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The old line is struck, a new one stands in its place."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    line = vaccines.line(session, child.id or 0, callback_data.row)
    if line is None:
        return _gone(session, child, _, around, now)
    now_it_is = actions.was_product(desk_of(session, around, now), child, line.id or 0, callback_data.code)
    if now_it_is is None:
        return look(session, child, line, _, around, now)
    title = line_name(around.knowledge, now_it_is.vaccine, now_it_is.product, _)
    said = Screen(_("✅ Corrected: {vaccine}, {day}.", vaccine=title, day=now_it_is.given_on))
    return [said, look(session, child, now_it_is, _, around, now)]


@router.message(StateFilter(Moving.day), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    data = await state.get_data()
    child = owned(session, guardian, data.get("child", 0))
    if child is None:
        await set_aside(state)
        return not_here(_)
    reading = read_dose_date(message.text or "", child.born, around.today(now))
    row = int(data.get("row", 0))
    if not isinstance(reading, Certain):
        number = child.id or 0
        answer = topics.instead(message.text or "", reading.reason, session, guardian, _, around, now)
        if answer is not None:
            return [answer, which_day(child, _)]
        return ask_again(
            reading,
            _,
            lambda day: LineOn(child=number, row=row, day=day.isoformat()).pack(),
            to_card(child, _),
            to_home(_),
            born=child.born,
        )
    await set_aside(state)
    return _move(session, child, row, reading, _, around, now)


@router.callback_query(LineOn.filter())
async def picked(
    query: CallbackQuery,
    callback_data: LineOn,
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
    reading = read_dose_date(callback_data.day, child.born, around.today(now))
    if not isinstance(reading, Certain):
        return booklet(session, child, _, around, now)
    return _move(session, child, callback_data.row, reading, _, around, now)


def _move(
    session: Session, child: Child, row: int, reading: Certain, _: Words, around: Surroundings, now: datetime
) -> Screen | list[Screen]:
    moved = actions.move(desk_of(session, around, now), child, row, reading.day)
    if moved is None:
        return _gone(session, child, _, around, now)
    said = Screen(Html(_("✅ Corrected: {day}.", day=reading.day)))
    return [said, look(session, child, moved, _, around, now)]
