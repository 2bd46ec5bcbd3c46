"""Self-paid vaccines for a child's age: what they are, the usual ages, and that the clinic knows the rest. Nothing here is ever due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from db import vaccines
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Paid, Shot
from dialogs.booklet_telling import told_of
from dialogs.children import not_here, owned, to_card
from dialogs.home import age, name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.vaccines.book import SelfPaid
from rules.vaccines.self_paid import Fit, concerns, fit

router = Router(name="self-paid vaccines")


@router.callback_query(ChildDo.filter(F.do == "self_paid"))
async def self_paid_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What is possible at this age as buttons; the rest by name."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    return self_paid(child, _, around, now) if child else not_here(_)


def self_paid(child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    today = around.today(now)
    sorted_by: dict[Fit, list[SelfPaid]] = {"now": [], "begun": [], "later": [], "over": []}
    for one in around.knowledge.book.self_paid:
        if concerns(one, child.sex):
            sorted_by[fit(around.knowledge.book, one, child.born, today)].append(one)
    said = [
        _("<b>Self-paid vaccines</b>: {name}, {age}", name=name(child, _), age=age(child.born, today, _)),
        _("They are voluntary and cost money. You decide with the doctor. I never call them due."),
        _("Tap one to read about it."),
    ]
    if sorted_by["begun"]:
        said.append(_("Only to finish what was begun: {names}", names=_names(sorted_by["begun"], _)))
    if sorted_by["later"]:
        said.append(_("Only when your child is older: {names}", names=_names(sorted_by["later"], _)))
    if sorted_by["over"]:
        said.append(_("Not begun any more at this age: {names}", names=_names(sorted_by["over"], _)))
    possible = [*sorted_by["now"], *sorted_by["begun"]]
    if not possible:
        said[2] = _("For this age I know none.")
    buttons = [
        Choice(_.fact(one.everyday), Paid(child=child.id or 0, vaccine=one.id).pack()) for one in possible
    ]
    return Screen(join(said), (*rows(*buttons, width=2), *rows(*_ways(child, _), width=3)))


def _names(found: list[SelfPaid], _: Words) -> Html:
    return Html(_("; ").join(_.fact(one.everyday) for one in found))


def _ways(child: Child, _: Words) -> tuple[Choice, ...]:
    to_booklet = Choice(_("📒 Booklet"), ChildDo(do="booklet", child=child.id or 0).pack())
    return to_booklet, to_card(child, _), to_home(_)


@router.callback_query(Paid.filter())
async def one_of_them(
    query: CallbackQuery,
    callback_data: Paid,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What the pack knows about it, what was told of it, and the way to write a dose down."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    found = [one for one in around.knowledge.book.self_paid if one.id == callback_data.vaccine]
    if not found:
        return self_paid(child, _, around, now)
    one, number = found[0], child.id or 0
    given = Choice(_("✅ It was given"), Shot(do="ask", child=number, dose=one.records).pack())
    back = Choice(_("All self-paid vaccines"), ChildDo(do="self_paid", child=number).pack())
    text = join([*_told(one, child, _, around, now), *_given(session, one, child, _, around)])
    return Screen(text, (*rows(given, back), *rows(*_ways(child, _), width=3)))


def _told(one: SelfPaid, child: Child, _: Words, around: Surroundings, now: datetime) -> list[Html]:
    book = around.knowledge.book
    vaccine = book.vaccines.get(book.vaccine_of(one.records))
    said = [Html("<b>") + _.fact(one.name) + Html("</b>")]
    if vaccine is not None:
        said.append(_("Protects against: {illness}", illness=_.fact(vaccine.protects)))
    said += [
        _("Usual ages: {ages}", ages=_.fact(one.ages)),
        _("Good to know: {window}", window=_.fact(one.window)),
    ]
    if fit(book, one, child.born, around.today(now)) == "begun":
        said.append(_("At this age it is not begun any more; who has begun finishes it in time."))
    said.append(looked_up([one], _))
    return said


def looked_up(told: Sequence[SelfPaid], _: Words) -> Html:
    """Where this is from, and from when the oldest of it is."""
    return _(
        "From public summaries of the leaflets, looked up on {day}. Brands differ: please ask your clinic about product, price and dates.",
        day=min(one.checked for one in told),
    )


def _given(session: Session, one: SelfPaid, child: Child, _: Words, around: Surroundings) -> list[Html]:
    """The days told so far; of a product only its own."""
    book, number = around.knowledge.book, child.id or 0
    lines = told_of(vaccines.record(session, [number])[number], one.records, around.knowledge)
    if one.records in book.products:
        lines = [line for line in lines if line.product == one.records]
    if not lines:
        return []
    days = Html(_("; ").join(Html(_.day(line.given_on)) for line in lines))
    return [_("Written down so far: {days}", days=days)]
