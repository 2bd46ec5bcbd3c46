"""What was changed in the booklet, and when; a line that was struck comes back by one tap."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import booklet as actions
from actions import questions
from db import vaccines
from db.children import Child
from db.families import Guardian
from db.vaccines import Dose
from dialogs.addresses import ChildDo, Line
from dialogs.booklet import booklet
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import line_name
from dialogs.words import Html, Words, join

router = Router(name="booklet changes")

#: Changes shown; older ones are in the copy of what is kept.
MOST_CHANGES = 15


@router.callback_query(ChildDo.filter(F.do == "changes"))
async def changes_(
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
    return changes(session, child, _, around) if child else not_here(_)


def changes(session: Session, child: Child, _: Words, around: Surroundings) -> Screen:
    """The latest change first: what it was, what it became, and when."""
    number = child.id or 0
    struck = vaccines.changes(session, number)
    shown = struck[:MOST_CHANGES]
    said = [_("🕘 <b>{name}: what was changed</b>", name=name(child, _))]
    if not struck:
        said.append(_("Nothing was changed in this booklet."))
    said += [_change(session, child, one, _, around) for one in shown]
    if len(struck) > len(shown):
        said.append(_("Older changes are in the copy of what is kept: Settings, “What is kept”."))
    stands = {(one.vaccine, one.given_on) for one in vaccines.record(session, [number])[number]}
    back = [_back(child, one, _, around) for one in shown if (one.vaccine, one.given_on) not in stands]
    if back:
        said.append(_("Tap a line to bring it back."))
    to_booklet = Choice(_("📒 Booklet"), ChildDo(do="booklet", child=number).pack())
    return Screen(join(said), (*rows(*back), *rows(to_booklet, to_card(child, _), to_home(_), width=3)))


def _change(session: Session, child: Child, line: Dose, _: Words, around: Surroundings) -> Html:
    moment = line.struck_at.astimezone(around.zone) if line.struck_at else line.recorded_at
    what = {"moment": moment, "old": _named(line, _, around)}
    instead = vaccines.any_line(session, child.id or 0, line.replaced_by or 0)
    if instead is None:
        return _("• {moment}: {old} was taken out.", **what)
    if _same(line, instead):
        return _("• {moment}: {old} was taken out, and came back.", **what)
    return _("• {moment}: {old} became {new}.", **what, new=_named(instead, _, around))


def _same(line: Dose, instead: Dose) -> bool:
    return (line.vaccine, line.product, line.given_on) == (instead.vaccine, instead.product, instead.given_on)


def _named(line: Dose, _: Words, around: Surroundings) -> Html:
    title = line_name(around.knowledge, line.vaccine, line.product, _)
    return _("{vaccine}, {day}", vaccine=title, day=line.given_on)


def _back(child: Child, line: Dose, _: Words, around: Surroundings) -> Choice:
    title = line_name(around.knowledge, line.vaccine, line.product, _)
    label = Html(f"↩️ {line.given_on.isoformat()} · ") + title
    return Choice(label, Line(do="restore", child=child.id or 0, row=line.id or 0).pack())


@router.callback_query(Line.filter(F.do == "restore"))
async def restore(
    query: CallbackQuery,
    callback_data: Line,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The line stands again; what a correction had put in its place does not."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    desk = desk_of(session, around, now)
    again = actions.restore(desk, child, callback_data.row)
    if again is None:
        said = Screen(_("There is nothing to bring back: it stands in the booklet, or was never there."))
    else:
        if again.elsewhere:
            questions.ask(desk, child, "elsewhere")
        said = Screen(_("✅ It stands in the booklet again: {line}.", line=_named(again, _, around)))
    return [said, booklet(session, child, _, around, now)]
