"""A child's card: what is next, when, why, where it is done and what to bring."""

from __future__ import annotations

from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans, records
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Go
from dialogs.checkup_words import next_visit
from dialogs.home import age, away_lines, name, to_home
from dialogs.paper_home import paper_lines, to_papers
from dialogs.record_words import doctor_lines, to_doctor, to_lost, to_questions, to_uncounted
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import (
    dose_title,
    hint,
    named_rows,
    not_counted_lines,
    one_visit,
    reason,
    unchecked_lines,
    when_named,
)
from dialogs.words import Html, Words, join
from rules.vaccines import Forecast, Next

router = Router(name="children")

#: Open doses explained one by one on the card; the rest only by name.
EXPLAINED = 3


def owned(session: Session, guardian: Guardian | None, number: int) -> Child | None:
    """The child, if it is this guardian's: ids in buttons prove nothing."""
    return children.owned(session, guardian.family_id, number) if guardian is not None else None


def not_here(_: Words) -> Screen:
    """For a button about a child that was removed, or never was ours."""
    return Screen(_("That child is not entered here any more."), rows(to_home(_)))


def to_card(child: Child, _: Words) -> Choice:
    return Choice(f"👶 {name(child, _)}", ChildDo(do="card", child=child.id or 0).pack())


@router.callback_query(ChildDo.filter(F.do == "card"))
async def card_(
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
    return card(session, around, child, _, now) if child else not_here(_)


def card(session: Session, around: Surroundings, child: Child, _: Words, now: datetime) -> Screen:
    """What is next, when, why, where it is done and what to bring."""
    today = around.today(now)
    kept = records.of_child(session, child)
    found = plans.outlook(around.knowledge, child, kept, today)
    district = around.knowledge.district(child.district)
    head = _("<b>{name}</b>, {age}", name=name(child, _), age=age(child.born, today, _))
    born = _("born {day}", day=child.born)
    where = Html(" · ") + _.fact(district.name) if district else Html("")
    parts = [
        head,
        born + where,
        *away_lines(child, today, _),
        Html(""),
        *_next_part(around, child, found, _, now),
        *doctor_lines(session, around.knowledge, child, today, _),
        *next_visit(plans.visits_of(around.knowledge, child, kept, today, found), today, _),
        *paper_lines(around.knowledge, child, kept, today, _),
        Html(""),
        *visit_part(around, today, _),
    ]
    number = child.id or 0
    buttons: list[Choice | None] = [
        Choice(_("✅ A dose was given"), ChildDo(do="give", child=number).pack()),
        Choice(_("📒 Booklet"), ChildDo(do="booklet", child=number).pack()),
        Choice(_("📅 Calendar"), ChildDo(do="calendar", child=number).pack()),
        Choice(_("🩺 Check-ups"), ChildDo(do="checkups", child=number).pack()),
        Choice(_("📏 Growth"), ChildDo(do="growth", child=number).pack()),
        to_papers(child, _),
        Choice(_("📍 Where?"), Go(to="where").pack()),
        to_uncounted(child, _) if not_counted_lines(around.knowledge, found, _) else None,
        to_doctor(child, _),
        to_questions(session, child, _),
        Choice(_("✏️ Correct"), ChildDo(do="edit", child=number).pack()),
        to_home(_),
    ]
    if child.record_checked_at is None:
        tell = Choice(_("📒 Tell me what the booklet says"), ChildDo(do="ask", child=number).pack())
        buttons = [tell, to_lost(session, child, _), *buttons]
    return Screen(join(parts), rows(*buttons, width=2))


def _next_part(around: Surroundings, child: Child, found: Forecast, _: Words, now: datetime) -> list[Html]:
    today = around.today(now)
    checked = child.record_checked_at is not None
    rows_open = named_rows(found, checked, today, child.known_since)
    lines: list[Html] = [] if checked else unchecked_lines(found, _)
    if not rows_open:
        forbidden = any(row.status == "contraindicated" for row in found.doses)
        done = _("💉 All vaccinations of the national schedule are done. 🎉")
        return lines or [_("💉 Nothing else is open.") if forbidden else done]
    lines += one_visit(rows_open, _)
    # Of a booklet that was not told only first doses are here, and each is said with its doubt.
    most = EXPLAINED if checked else len(rows_open)
    for row in rows_open[:most]:
        title = dose_title(around.knowledge, row.vaccine, row.dose, _)
        lines.append(_("💉 <b>{dose}</b>: {when}", dose=title, when=when_named(row, checked, today, _)))
        why = reason(around.knowledge, row, _)
        also = hint(around.knowledge, row, _) if row.rule != "BC2" else None
        lines += [line for line in (Html("   ") + why if why else None, also) if line]
    # What is late is never put among what merely can be given: it would read as if it could wait.
    late = [row for row in rows_open[most:] if row.status == "overdue"]
    ready = [row for row in rows_open[most:] if row.status == "due"]
    later = [row for row in rows_open[most:] if row.status == "not_yet"]

    def names(rest: list[Next]) -> Html:
        return Html(_("; ").join(dose_title(around.knowledge, row.vaccine, row.dose, _) for row in rest))

    return [
        *lines,
        *not_counted_lines(around.knowledge, found, _),
        *([_("Please catch up now, too: {doses}", doses=names(late))] if late else []),
        *([_("Now, too: {doses}", doses=names(ready))] if ready else []),
        *([_("Later: {doses}", doses=names(later))] if later else []),
    ]


def visit_part(around: Surroundings, today: date, _: Words) -> list[Html]:
    """Where (G15) and what to take along; what was never confirmed says so."""
    true = [one for one in around.knowledge.bring if one.fact.holds(today)]
    unsure = Html("") if all(one.fact.sure for one in true) else _(" (please ask the clinic before you go)")
    bring = Html(_("; ").join(_.fact(one.text) for one in true)) + unsure
    return [
        _(
            "📍 At the vaccination clinic where you live now. It is free, wherever your household register is."
        ),
        _("🎒 Bring: {things}", things=bring),
    ]
