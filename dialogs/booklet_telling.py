"""The booklet is told, line by line: pick a vaccine, type its dates one after the other, pick the next.

Every vaccine can be told, whatever the child's age: what was given long ago decides what is still missing today.
"""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from sqlmodel import Session

from db import vaccines
from db.children import Child
from db.families import Guardian
from db.vaccines import Dose
from dialogs.addresses import ChildDo, Shot
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import code_of, vaccine_name
from dialogs.words import Html, Words, join
from rules.knowledge import Knowledge
from rules.vaccines import PROGRAMME

router = Router(name="booklet telling")


class Telling(StatesGroup):
    """We wait for a vaccine, by tap or by name. The name is stored with the chat: keep it."""

    vaccine = State(state="vaccine", group_name="telling")


#: Key of the conversation's data: the child whose booklet is being told. Stored with the chat: keep it.
_TELLING = "telling"


#: A date that was typed and not understood, and the dose it was for. Stored with the chat: keep it.
_UNSURE = "unsure"

#: The few vaccines that a typed name may mean, while it is asked which of them it is. Stored with the chat: keep it.
WHICH = "which"


async def note_unsure(state: FSMContext, child: Child, dose: str) -> None:
    """A date of this dose was typed and could not be read: it must not get lost without a word."""
    await state.update_data({_UNSURE: [child.id, dose]})


async def settle_unsure(state: FSMContext) -> None:
    data = await state.get_data()
    if data.pop(_UNSURE, None) is not None:
        await state.set_data(data)


async def unsure_dose(state: FSMContext, child: Child) -> str | None:
    """The dose whose date is still open."""
    number, dose = (await state.get_data()).get(_UNSURE) or (0, "")
    return dose if number == child.id else None


async def unsure_date(state: FSMContext, child: Child, _: Words, around: Surroundings) -> list[Html]:
    """Said once, when the person goes on without having answered."""
    dose = await unsure_dose(state, child)
    await settle_unsure(state)
    if dose is None:
        return []
    title = vaccine_name(around.knowledge, code_of(dose), _)
    return [_("⚠️ The last date of {vaccine} is not written down: I could not read it.", vaccine=title)]


async def is_telling(state: FSMContext, child: Child) -> bool:
    """Whether this child's booklet is being told line by line; every way home ends that."""
    return bool((await state.get_data()).get(_TELLING) == child.id)


def telling_of(data: dict[str, Any], session: Session, guardian: Guardian | None) -> Child | None:
    """The child whose booklet is being told, if it is still this guardian's."""
    return owned(session, guardian, int(data.get(_TELLING) or 0))


def told_of(record: list[Dose], code: str, knowledge: Knowledge) -> list[Dose]:
    """The lines that hold this vaccine (of a product: its vaccine), alone or in a combination, oldest first."""
    vaccine = knowledge.book.vaccine_of(code)
    found = {vaccine, *knowledge.book.containing(vaccine)}
    return [line for line in record if line.vaccine in found]


@router.callback_query(ChildDo.filter(F.do.in_({"some", "others"})))
async def tell(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """The list of the booklet, or its second page."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    if callback_data.do == "others":
        return _other_vaccines(session, child, _, around)
    left = await unsure_date(state, child, _, around)
    await set_aside(state)
    said = [*left, _("Which vaccine is in it? Tap one, then type its dates.")] if left else None
    return await tell_booklet(session, child, state, _, around, said)


async def tell_booklet(
    session: Session,
    child: Child,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    said: list[Html] | None = None,
) -> Screen:
    """Every vaccine of the national programme in the booklet's order, with how many doses were told. `said`: what was just done."""
    await state.set_state(Telling.vaccine)
    await state.update_data({_TELLING: child.id, WHICH: None})
    book = around.knowledge.book
    codes = [code for code in book.vaccines if code in PROGRAMME and _concerns(code, child)]
    record = vaccines.record(session, [child.id or 0])[child.id or 0]
    head = said or [
        _("📒 <b>{name}'s booklet</b>", name=name(child, _)),
        _("Which vaccine is in it? Tap one, then type its dates."),
    ]
    number = child.id or 0
    return Screen(
        join(head),
        (
            *rows(*_vaccine_choices(codes, record, number, _, around), width=2),
            *rows(
                Choice(_("Another vaccine: five in one, MR …"), ChildDo(do="others", child=number).pack()),
                Choice(_("✅ That is all the booklet says"), ChildDo(do="checked", child=number).pack()),
            ),
            *rows(to_card(child, _), to_home(_), width=2),
        ),
    )


def _concerns(code: str, child: Child) -> bool:
    """A boy's booklet has no page for HPV."""
    return code != "HPV" or child.sex != "M"


def _vaccine_choices(
    codes: list[str], record: list[Dose], number: int, _: Words, around: Surroundings
) -> list[Choice]:
    def label(code: str) -> Html:
        count = len(told_of(record, code, around.knowledge))
        return vaccine_name(around.knowledge, code, _) + Html(f" ✓{count}" if count else "")

    return [Choice(label(code), Shot(do="ask", child=number, dose=code).pack()) for code in codes]


def _other_vaccines(session: Session, child: Child, _: Words, around: Surroundings) -> Screen:
    """Combined vaccines, those of earlier years, and self-paid ones."""
    book = around.knowledge.book
    codes = [*book.combinations, *(code for code in book.vaccines if code not in PROGRAMME)]
    record = vaccines.record(session, [child.id or 0])[child.id or 0]
    number = child.id or 0
    back = Choice(_("📒 Back to the list"), ChildDo(do="some", child=number).pack())
    text = _("Which vaccine is it? Of a combined vaccine I count each part.")
    return Screen(
        text,
        (
            *rows(*_vaccine_choices(codes, record, number, _, around), width=2),
            *rows(back, to_card(child, _), to_home(_), width=3),
        ),
    )
