"""The booklet as it was told to us: all its lines, and the ways to what stands beside them."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans
from db import vaccines
from db.children import Child
from db.families import Guardian
from db.vaccines import Dose
from dialogs.addresses import ChildDo, Line
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.record_words import more, to_doctor, to_questions, to_uncounted
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import line_name, not_counted
from dialogs.words import Html, Words, join

router = Router(name="booklet")

#: Lines shown as buttons: a channel takes 100, and nobody scrolls further.
MOST_LINES = 60


@router.callback_query(ChildDo.filter(F.do == "booklet"))
async def booklet_(
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
    return booklet(session, child, _, around, now) if child else not_here(_)


def booklet(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    """All lines, oldest first; what does not count, and what was given elsewhere, is marked."""
    lines = vaccines.record(session, [child.id or 0])[child.id or 0]
    if not lines:
        return _empty(session, child, _)
    found = plans.look(session, around.knowledge, child, around.today(now))
    wrong = {one.id for one in lines if not_counted(around.knowledge, found, one.vaccine, one.given_on)}
    shown = lines[-MOST_LINES:]
    buttons = [_button(child, one, one.id in wrong, _, around) for one in shown]
    said = [_("📒 <b>{name}'s booklet</b>", name=name(child, _)), _("Tap a line to correct it.")]
    said += more(len(lines) - len(shown), _)
    if any(not one.exact for one in shown):
        said.append(_("~ : the day is from the calendar, not from your booklet."))
    if any(one.elsewhere for one in shown):
        said.append(_("↗ : given elsewhere."))
    if wrong:
        said.append(_("⚠️ : may not count. Please ask your clinic."))
    return Screen(join(said), (*rows(*buttons), *rows(*_ways(session, child, bool(wrong), _), width=2)))


def _empty(session: Session, child: Child, _: Words) -> Screen:
    number = child.id or 0
    text = _("Nothing is written in {name}'s booklet here yet.", name=name(child, _))
    ask = Choice(_("📒 Tell me what the booklet says"), ChildDo(do="ask", child=number).pack())
    paid = Choice(_("Self-paid vaccines"), ChildDo(do="self_paid", child=number).pack())
    changed = to_changes(child, _) if vaccines.changes(session, number) else None
    return Screen(text, rows(ask, changed, paid, to_card(child, _), to_home(_)))


def _button(child: Child, line: Dose, wrong: bool, _: Words, around: Surroundings) -> Choice:
    marks = f"{'' if line.exact else ' ~'}{' ↗' if line.elsewhere else ''}"
    title = line_name(around.knowledge, line.vaccine, line.product, _)
    label = Html(f"{'⚠️ ' if wrong else ''}{line.given_on.isoformat()} · ") + title + Html(marks)
    return Choice(label, Line(do="look", child=child.id or 0, row=line.id or 0).pack())


def _ways(session: Session, child: Child, wrong: bool, _: Words) -> list[Choice | None]:
    number = child.id or 0
    return [
        Choice(_("➕ Another dose"), ChildDo(do="some", child=number).pack()),
        Choice(_("Self-paid vaccines"), ChildDo(do="self_paid", child=number).pack()),
        to_uncounted(child, _) if wrong else None,
        to_changes(child, _) if vaccines.changes(session, number) else None,
        to_doctor(child, _),
        to_questions(session, child, _),
        to_card(child, _),
        to_home(_),
    ]


def to_changes(child: Child, _: Words) -> Choice:
    return Choice(_("🕘 What was changed"), ChildDo(do="changes", child=child.id or 0).pack())
