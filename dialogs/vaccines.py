"""A dose was given: which one? The doses that are open now, one tap each; everything else is in the list of the booklet."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Shot
from dialogs.booklet_telling import tell_booklet
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import dose_title, open_rows, vaccine_name
from dialogs.words import Words, join
from rules.knowledge import Knowledge
from rules.vaccines import Forecast

router = Router(name="vaccines")


class Giving(StatesGroup):
    """We wait for a vaccine that was given, by tap or by name; the child is in the state's data. The name is stored with the chat: keep it."""

    vaccine = State(state="vaccine", group_name="giving")


@router.callback_query(ChildDo.filter(F.do == "give"))
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
    """What is open is only known once the booklet was told; until then every vaccine can be meant."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    if child.record_checked_at is None:
        return await tell_booklet(session, child, state, _, around)
    await state.set_state(Giving.vaccine)
    await state.update_data(child=child.id)
    return ask_dose(session, child, _, around, now)


def ask_dose(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    """One button for the next open dose of each series; combined and other vaccines are one tap further."""
    found = plans.look(session, around.knowledge, child, around.today(now))
    number = child.id or 0
    open_now = [row for row in open_rows(found) if row.status != "not_yet"]
    doses = [
        Choice(
            dose_title(around.knowledge, row.vaccine, row.dose, _),
            Shot(do="ask", child=number, dose=plans.dose_name(row)).pack(),
        )
        for row in open_now or open_rows(found)
    ]
    combined = (
        Choice(_("A combined vaccine (五联, 四联 …)"), ChildDo(do="combined", child=number).pack())
        if _combinations(around.knowledge, found)
        else None
    )
    other = Choice(_("Another vaccine"), ChildDo(do="some", child=number).pack())
    text = join([_("Which dose was given to {name}?", name=name(child, _)), _("Tap one, or type its name.")])
    return Screen(text, (*rows(*doses, combined, other), *rows(to_card(child, _), to_home(_), width=2)))


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
    other = Choice(_("Another vaccine"), ChildDo(do="some", child=number).pack())
    text = _("Which combined vaccine? I count each of its parts.")
    return Screen(text, (*rows(*products, other), *rows(to_card(child, _), to_home(_), width=2)))
