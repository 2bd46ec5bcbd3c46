"""How a child grows: the last values and what most children have, every line that was told, and the ways to correct one."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import children
from actions import growth as actions
from db import growth as tables
from db.children import Child
from db.families import Guardian
from db.growth import Measurement
from dialogs.addresses import ChildDo, Curve, Grown
from dialogs.children import not_here, owned, to_card
from dialogs.growth_words import advice, said, short, usual_now, value_lines
from dialogs.home import age, name, to_home
from dialogs.notes import to_notes, wish
from dialogs.record_words import more
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.growth import Kind
from rules.vaccines import Sex

router = Router(name="growth")

#: Lines shown as buttons, the newest first: nobody scrolls further.
MOST_LINES = 40


@router.callback_query(ChildDo.filter(F.do == "growth"))
async def growth_(
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
    return growth(session, child, guardian, _, around, now) if child else not_here(_)


@router.callback_query(ChildDo.filter(F.do.in_({"grows_boy", "grows_girl"})))
async def sex_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Boy or girl, told here because the curves differ; it counts everywhere."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    sex: Sex = "M" if callback_data.do == "grows_boy" else "F"
    children.correct_sex(session, around.knowledge, child, sex, around.zone, now)
    return growth(session, child, guardian, _, around, now)


def growth(
    session: Session, child: Child, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The newest values, what they mean in one or two sentences, and everything that can be done."""
    today, known = around.today(now), around.knowledge.growth
    measured = tables.measured(session, child.id or 0)
    parts = [_("📏 <b>{name}</b>, {age}", name=name(child, _), age=age(child.born, today, _))]
    if measured:
        parts += [
            *value_lines(known, child, measured, _),
            Html(""),
            *advice(known, child, measured, today, _),
        ]
    else:
        parts.append(_("No weight or length is written down yet."))
        if today >= known.ends.after(child.born):
            parts.append(said(known, "over_five", _))
        else:
            parts += usual_now(known, child, today, _)
            parts.append(
                _("Enter one, and I show where it lies on the curve of the World Health Organization.")
            )
    if child.sex is None:
        parts.append(_("The curves of boys and girls differ a little. Say which, and they are exact."))
    return Screen(join(parts), _ways(child, guardian, bool(measured), _))


def _ways(child: Child, guardian: Guardian | None, any_line: bool, _: Words) -> Rows:
    number = child.id or 0
    told = Choice(_("📋 All measurements"), ChildDo(do="measured", child=number).pack())
    return (
        *rows(Choice(_("✏️ Enter weight, length, head"), ChildDo(do="measure", child=number).pack())),
        *boy_or_girl(child, _),
        *rows(*curves(child, _), width=3),
        *rows(told if any_line else None, to_notes(child, _)),
        *rows(wish(guardian, _) if guardian else None),
        *rows(to_card(child, _), to_home(_), width=2),
    )


def boy_or_girl(child: Child, _: Words) -> Rows:
    """Asked where the curves would be exacter for it."""
    if child.sex is not None:
        return ()
    return rows(
        Choice(_("👦 Boy"), ChildDo(do="grows_boy", child=child.id or 0).pack()),
        Choice(_("👧 Girl"), ChildDo(do="grows_girl", child=child.id or 0).pack()),
        width=2,
    )


def curves(child: Child, _: Words, without: Kind | None = None) -> list[Choice]:
    """The pictures there are."""
    names = {Kind.WEIGHT: _("📈 Weight"), Kind.LENGTH: _("📈 Length"), Kind.HEAD: _("📈 Head")}
    return [
        Choice(label, Curve(child=child.id or 0, kind=kind.value).pack())
        for kind, label in names.items()
        if kind != without
    ]


def to_growth(child: Child, _: Words) -> Choice:
    return Choice(_("📏 Growth"), ChildDo(do="growth", child=child.id or 0).pack())


@router.callback_query(ChildDo.filter(F.do == "measured"))
async def measured_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    return all_lines(session, child, _) if child else not_here(_)


def all_lines(session: Session, child: Child, _: Words) -> Screen:
    """Every line, the newest day first."""
    lines = tables.standing(session, child.id or 0)[::-1]
    number = child.id or 0
    enter = Choice(_("✏️ Enter weight, length, head"), ChildDo(do="measure", child=number).pack())
    if not lines:
        text = _("No weight or length is written down yet.")
        return Screen(text, rows(enter, to_growth(child, _), to_home(_)))
    buttons = [
        Choice(
            f"{one.measured_on.isoformat()} · {short(one.as_rule(), _)}",
            Grown(do="look", child=number, row=one.id or 0).pack(),
        )
        for one in lines[:MOST_LINES]
    ]
    head = [_("📋 <b>{name}: all measurements</b>", name=name(child, _)), _("Tap a line to correct it.")]
    head += more(len(lines) - MOST_LINES, _)
    return Screen(
        join(head), (*rows(*buttons), *rows(enter), *rows(to_growth(child, _), to_home(_), width=2))
    )


@router.callback_query(Grown.filter(F.do.in_({"look", "strike", "back"})))
async def line_(
    query: CallbackQuery,
    callback_data: Grown,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One line: look, take it out, or undo what one tap wrote."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    line = tables.line(session, child.id or 0, callback_data.row)
    if line is None:
        return [gone(_), all_lines(session, child, _)]
    if callback_data.do == "look":
        return look(child, line, _)
    if callback_data.do == "strike":
        actions.strike(session, child, line.id or 0, now)
        done = Screen(_("✅ Taken out."))
    else:
        actions.take_back(session, child, line.id or 0, now)
        done = Screen(_("✅ Taken back. Everything is as it was before."))
    return [done, growth(session, child, guardian, _, around, now)]


def gone(_: Words) -> Screen:
    """For a line that was corrected or taken out meanwhile."""
    return Screen(_("That line is not there any more."))


def look(child: Child, line: Measurement, _: Words) -> Screen:
    number, row = child.id or 0, line.id or 0
    text = _(
        "{name}, {day}: {values}",
        name=name(child, _),
        day=line.measured_on,
        values=short(line.as_rule(), _),
    )
    return Screen(
        text,
        rows(
            Choice(_("✏️ Correct"), Grown(do="fix", child=number, row=row).pack()),
            Choice(_("🗑 Take out"), Grown(do="strike", child=number, row=row).pack()),
            Choice(_("📋 All measurements"), ChildDo(do="measured", child=number).pack()),
            to_home(_),
            width=2,
        ),
    )
