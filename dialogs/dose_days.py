"""When a dose was given: asked, and answered by a tap; what is typed is read in `dose_answers`."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from db import vaccines
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Shot, ShotOn
from dialogs.booklet_telling import (
    WHICH,
    is_telling,
    tell_booklet,
    told_of,
    unsure_date,
)
from dialogs.children import not_here, owned, to_card
from dialogs.dose_writing import ELSEWHERE, Recording, is_elsewhere, record
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_entry_aside
from dialogs.vaccine_words import code_of, title_of, vaccine_name
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_dose_date
from rules.knowledge import Knowledge

router = Router(name="dose days")


def known(knowledge: Knowledge, dose: str) -> bool:
    """Whether this dose can stand in a booklet."""
    return knowledge.book.knows(code_of(dose))


@router.callback_query(Shot.filter(F.do.in_({"ask", "day", "elsewhere", "here"})))
async def ask_day(
    query: CallbackQuery,
    callback_data: Shot,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, callback_data.dose):
        return not_here(_)
    if callback_data.do in ("elsewhere", "here"):
        await state.update_data({ELSEWHERE: callback_data.do == "elsewhere"})
    return await ask(session, child, callback_data.dose, state, _, around, now)


@router.callback_query(Shot.filter(F.do == "combined"))
async def in_a_combination(
    query: CallbackQuery,
    callback_data: Shot,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """The combined vaccines that hold this one."""
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, callback_data.dose):
        return not_here(_)
    number = child.id or 0
    products = [
        Choice(vaccine_name(around.knowledge, code, _), Shot(do="ask", child=number, dose=code).pack())
        for code in around.knowledge.book.containing(code_of(callback_data.dose))
    ]
    back = way_back(child, await is_telling(state, child), _)
    text = _("Which combined vaccine? I count each of its parts.")
    return Screen(text, (*rows(*products), *rows(back, to_home(_), width=2)))


async def ask(
    session: Session,
    child: Child,
    dose: str,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """When it was given: by a tap, or typed, which is waited for at once."""
    left = await unsure_date(state, child, _, around)
    await set_entry_aside(state)
    await state.set_state(Recording.day)
    await state.update_data({"child": child.id, "dose": dose, WHICH: None})
    telling = await is_telling(state, child)
    elsewhere = await is_elsewhere(state, child)
    title = title_of(around.knowledge, dose, _)
    lines = [*left, _("{name}: {dose}. When was it given?", name=name(child, _), dose=title)]
    if elsewhere:
        lines.append(_("I mark it: ↗ given elsewhere."))
    record = vaccines.record(session, [child.id or 0])[child.id or 0]
    if telling:
        lines += _told_lines(record, code_of(dose), _, around)
    lines.append(_("Tap, or just type the date as it stands in the booklet."))
    days = days_by_tap(child, dose, record if telling else [], _, around, now)
    other = _other_products(child, dose, _, around)
    if telling:
        other.append(_elsewhere(child, dose, elsewhere, _))
    back = rows(way_back(child, telling, _), to_home(_), width=2)
    return Screen(
        join(lines), (*rows(*days, width=2), *rows(*other, width=2), *back), placeholder="2026-03-05"
    )


def way_back(child: Child, telling: bool, _: Words) -> Choice:
    """The list of the booklet that is being told; else the child's card."""
    if telling:
        return Choice(_("📒 Back to the list"), ChildDo(do="some", child=child.id or 0).pack())
    return to_card(child, _)


def _told_lines(record: list[vaccines.Dose], code: str, _: Words, around: Surroundings) -> list[Html]:
    """The dates that are told already, to compare with the booklet."""
    told = told_of(record, code, around.knowledge)
    if not told:
        return []
    days = Html(_("; ").join(Html(_.day(line.given_on)) for line in told))
    return [_("Written down so far: {days}", days=days)]


def days_by_tap(
    child: Child, dose: str, record: list[vaccines.Dose], _: Words, around: Surroundings, now: datetime
) -> list[Choice]:
    """Days by one tap. Many doses of a booklet were given on one visit (G4): the day told last comes first."""
    number, code, today = child.id or 0, code_of(dose), around.today(now)
    last = max(record, key=lambda line: line.id or 0, default=None)
    found: list[Choice] = []
    if last is not None and last.given_on < today - timedelta(days=1):
        told = {line.given_on for line in told_of(record, code, around.knowledge)}
        if last.given_on not in told:
            same = ShotOn(child=number, dose=dose, day=last.given_on.isoformat()).pack()
            found.append(Choice(_("Same day: {day}", day=last.given_on), same))
    if around.knowledge.book.from_birth(code) and dose in (code, f"{code}-1"):
        found.append(Choice(_("On the day of birth"), Shot(do="birth", child=number, dose=dose).pack()))
    found += [
        Choice(_("Today"), Shot(do="today", child=number, dose=dose).pack()),
        Choice(_("Yesterday"), Shot(do="yesterday", child=number, dose=dose).pack()),
    ]
    return found


def _elsewhere(child: Child, dose: str, elsewhere: bool, _: Words) -> Choice:
    """Of a booklet that is told: it holds for every line until the other button is pressed. After a visit its answer has the button."""
    label, do = (
        (_("It was given here"), "here") if elsewhere else (_("↗ It was given elsewhere"), "elsewhere")
    )
    return Choice(label, Shot(do=do, child=child.id or 0, dose=dose).pack())


def _other_products(child: Child, dose: str, _: Words, around: Surroundings) -> list[Choice]:
    """Which product it was is asked only where it matters (JE3, HA6, PO3, DP8), or where the clinic has to know."""
    number, code, book = child.id or 0, code_of(dose), around.knowledge.book
    one = book.vaccines.get(code)
    found: list[Choice] = []
    other = book.counterpart(code)
    if other is not None:
        swapped = Shot(do="ask", child=number, dose=dose.replace(code, other, 1)).pack()
        found.append(
            Choice(_("It was: {vaccine}", vaccine=vaccine_name(around.knowledge, other, _)), swapped)
        )
    for product in one.products if one is not None else ():
        label = vaccine_name(around.knowledge, product, _)
        found.append(Choice(label, Shot(do="ask", child=number, dose=product).pack()))
    if len(book.containing(code)) > 1:
        combined = Shot(do="combined", child=number, dose=dose).pack()
        found.append(Choice(_("It was a combined vaccine"), combined))
    return found


@router.callback_query(Shot.filter(F.do.in_({"today", "yesterday", "birth"})))
async def given(
    query: CallbackQuery,
    callback_data: Shot,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, callback_data.dose):
        return not_here(_)
    today = around.today(now)
    days = {"today": today, "yesterday": max(today - timedelta(days=1), child.born), "birth": child.born}
    return await record(session, child, callback_data.dose, [days[callback_data.do]], state, _, around, now)


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
    """A day that was asked about, or offered, is confirmed by a tap."""
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, callback_data.dose):
        return not_here(_)
    reading = read_dose_date(callback_data.day, child.born, around.today(now))
    if not isinstance(reading, Certain):
        return await tell_booklet(session, child, state, _, around)
    return await record(session, child, callback_data.dose, [reading.day], state, _, around, now)
