"""Doses are told one by one: which, when, and what comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import plans
from actions import vaccines as actions
from actions.vaccines import Desk
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Shot, ShotOn
from dialogs.birth_dates import ask_again
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import (
    code_of,
    dose_title,
    next_lines,
    open_rows,
    title_of,
    uncounted,
    vaccine_name,
)
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_dose_date
from rules.knowledge import Knowledge
from rules.vaccines import Forecast

router = Router(name="vaccines")

#: The other product of the same series: the clinic's stock decides, and the booklet says which it was.
OTHER_PRODUCT = {"JE-L": "JE-I", "JE-I": "JE-L", "HepA-L": "HepA-I", "HepA-I": "HepA-L", "bOPV": "IPV"}

#: Doses that most booklets show on the very day of birth.
AT_BIRTH = {"HepB-1", "BCG-1"}


class Recording(StatesGroup):
    """What we wait for; child and dose are in the state's data. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="recording")


def desk_of(session: Session, around: Surroundings, now: datetime) -> Desk:
    return Desk(session, around.knowledge, around.zone, now)


def known(knowledge: Knowledge, code: str) -> bool:
    return code in knowledge.book.vaccines or code in knowledge.book.combinations


@router.callback_query(ChildDo.filter(F.do.in_({"give", "some"})))
async def which_dose(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await state.clear()
    child = owned(session, guardian, callback_data.child)
    return ask_dose(session, child, _, around, now) if child else not_here(_)


def ask_dose(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    """One button for the next open dose of each series; the combined vaccines are one tap further."""
    found = plans.look(session, around.knowledge, child, around.today(now))
    number = child.id or 0
    open_now = [row for row in open_rows(found) if row.status != "not_yet"]
    shown = open_now or open_rows(found)
    doses = [
        Choice(
            dose_title(around.knowledge, row.vaccine, row.dose, _),
            Shot(do="ask", child=number, dose=plans.dose_name(row)).pack(),
        )
        for row in shown
    ]
    combined = (
        Choice(_("A combined vaccine (五联, 四联 …)"), ChildDo(do="combined", child=number).pack())
        if _combinations(around.knowledge, found)
        else None
    )
    lines = [_("Which dose was given to {name}?", name=name(child, _))]
    if child.record_checked_at is None:
        lines.append(_("One after the other, the oldest first."))
    return Screen(
        join(lines),
        (*rows(*doses, combined, _all_told(child, _)), *rows(to_card(child, _), to_home(_), width=2)),
    )


def _all_told(child: Child, _: Words) -> Choice | None:
    """Ends the telling of the booklet; nothing for who only adds today's dose."""
    if child.record_checked_at is not None:
        return None
    return Choice(_("That is all the booklet says"), ChildDo(do="checked", child=child.id or 0).pack())


def _combinations(knowledge: Knowledge, found: Forecast) -> list[str]:
    """Combinations of which at least one part is open now."""
    open_now = {row.vaccine for row in found.doses if row.status in ("due", "overdue")}
    combined = knowledge.book.combinations.items()
    return [code for code, one in combined if len(one.parts) > 1 and open_now & set(one.parts)]


@router.callback_query(ChildDo.filter(F.do == "combined"))
async def which_combination(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """One injection with several parts: each part counts."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    number = child.id or 0
    found = plans.look(session, around.knowledge, child, around.today(now))
    products = [
        Choice(vaccine_name(around.knowledge, code, _), Shot(do="ask", child=number, dose=code).pack())
        for code in _combinations(around.knowledge, found)
    ]
    back = Choice(_("Another dose"), ChildDo(do="give", child=number).pack())
    text = _("Which combined vaccine? I count each of its parts.")
    return Screen(text, (*rows(*products), *rows(back, to_card(child, _), to_home(_), width=3)))


@router.callback_query(Shot.filter(F.do == "ask"))
async def ask_day(
    query: CallbackQuery,
    callback_data: Shot,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
) -> Screen:
    """When it was given: today, yesterday, or typed."""
    child = owned(session, guardian, callback_data.child)
    code = code_of(callback_data.dose)
    if child is None or not known(around.knowledge, code):
        return not_here(_)
    number, dose = child.id or 0, callback_data.dose
    days = [
        Choice(_("Today"), Shot(do="today", child=number, dose=dose).pack()),
        Choice(_("Yesterday"), Shot(do="yesterday", child=number, dose=dose).pack()),
        Choice(_("Another day"), Shot(do="day", child=number, dose=dose).pack()),
    ]
    birth = (
        Choice(_("On the day of birth"), Shot(do="birth", child=number, dose=dose).pack())
        if dose in AT_BIRTH
        else None
    )
    other = OTHER_PRODUCT.get(code)
    swap = None
    if other is not None:
        label = _("It was: {vaccine}", vaccine=vaccine_name(around.knowledge, other, _))
        swap = Choice(label, Shot(do="ask", child=number, dose=dose.replace(code, other, 1)).pack())
    text = _(
        "{name}: {dose}. When was it given?", name=name(child, _), dose=title_of(around.knowledge, dose, _)
    )
    return Screen(
        text, (*rows(*days, width=3), *rows(birth, swap), *rows(to_card(child, _), to_home(_), width=2))
    )


@router.callback_query(Shot.filter(F.do.in_({"today", "yesterday", "birth"})))
async def given(
    query: CallbackQuery,
    callback_data: Shot,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, code_of(callback_data.dose)):
        return not_here(_)
    today = around.today(now)
    days = {"today": today, "yesterday": max(today - timedelta(days=1), child.born), "birth": child.born}
    return record(session, child, callback_data.dose, days[callback_data.do], _, around, now)


@router.callback_query(Shot.filter(F.do == "day"))
async def wait_for_day(
    query: CallbackQuery,
    callback_data: Shot,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, code_of(callback_data.dose)):
        return not_here(_)
    await state.set_state(Recording.day)
    await state.update_data(child=child.id, dose=callback_data.dose)
    text = _(
        "{dose}: which day? Type it as it stands in the booklet.",
        dose=title_of(around.knowledge, callback_data.dose, _),
    )
    return Screen(text, rows(to_card(child, _)), placeholder="2026-03-05")


@router.message(StateFilter(Recording.day), F.text)
async def typed_day(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    data = await state.get_data()
    child = owned(session, guardian, data.get("child", 0))
    dose = str(data.get("dose", ""))
    if child is None or not known(around.knowledge, code_of(dose)):
        await state.clear()
        return not_here(_)
    reading = read_dose_date(message.text or "", child.born, around.today(now))
    if not isinstance(reading, Certain):
        return ask_again(
            reading,
            _,
            lambda day: ShotOn(child=child.id or 0, dose=dose, day=day.isoformat()).pack(),
            to_card(child, _),
        )
    await state.clear()
    return record(session, child, dose, reading.day, _, around, now)


@router.callback_query(ShotOn.filter())
async def picked_day(
    query: CallbackQuery,
    callback_data: ShotOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A day we asked about was confirmed by a tap."""
    await state.clear()
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, code_of(callback_data.dose)):
        return not_here(_)
    reading = read_dose_date(callback_data.day, child.born, around.today(now))
    if not isinstance(reading, Certain):
        return ask_dose(session, child, _, around, now)
    return record(session, child, callback_data.dose, reading.day, _, around, now)


def record(
    session: Session,
    child: Child,
    dose: str,
    day: date,
    _: Words,
    around: Surroundings,
    now: datetime,
    tapped: actions.Tapped | None = None,
) -> Screen:
    """Writes one dose down and says what comes next; says at once when it does not count."""
    desk = desk_of(session, around, now)
    line = actions.give(desk, child, code_of(dose), day, tapped=tapped)
    found = plans.look(session, around.knowledge, child, desk.today)
    said = [
        _(
            "✅ Written down: {name}, {dose}, {day}.",
            name=name(child, _),
            dose=vaccine_name(around.knowledge, line.vaccine, _),
            day=day,
        ),
        *uncounted(around.knowledge, found, line.vaccine, day, _),
    ]
    if child.record_checked_at is not None:
        said += [Html(""), _("<b>Next</b>"), *next_lines(around.knowledge, found, desk.today, True, _)]
    number = child.id or 0
    return Screen(
        join(said),
        rows(
            Choice(_("➕ Another dose"), ChildDo(do="give", child=number).pack()),
            Choice(_("✏️ Correct this"), f"line:look:{number}:{line.id}"),
            _all_told(child, _),
            to_card(child, _),
            to_home(_),
            width=2,
        ),
    )
