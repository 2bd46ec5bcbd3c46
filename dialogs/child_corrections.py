"""What can be corrected about a child, and how a child is removed."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import children as actions
from actions import papers
from db.children import Child
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import ChildDo, ChildIs
from dialogs.birth_dates import ask_again
from dialogs.child_entry import ask_district
from dialogs.children import card, not_here, owned, to_card
from dialogs.community_words import moved_note
from dialogs.home import home, name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from rules.birthdays import Certain, Reason, Unclear, read_birth_date
from rules.vaccines import sex_of

router = Router(name="child corrections")


class Correcting(StatesGroup):
    """What we wait for; the child is in the state's data. The names are stored with the chat: keep them."""

    nickname = State(state="nickname", group_name="correcting")
    born = State(state="born", group_name="correcting")


@router.callback_query(ChildDo.filter(F.do == "edit"))
async def edit(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Every fact with its present value."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    number = child.id or 0
    district = around.knowledge.district(child.district)
    sex = {"M": _("Boy"), "F": _("Girl")}.get(child.sex or "", _("not said"))
    facts = join(
        [
            _("<b>Correct</b>"),
            _("Name: {name}", name=name(child, _)),
            _("Born: {day}", day=child.born),
            _("Boy or girl: {sex}", sex=sex),
            _("District: {district}", district=_.fact(district.name) if district else _("not said")),
        ]
    )
    return Screen(
        facts,
        rows(
            Choice(_("Name"), ChildDo(do="rename", child=number).pack()),
            Choice(_("Birth date"), ChildDo(do="rebirth", child=number).pack()),
            Choice(_("Boy or girl"), ChildDo(do="resex", child=number).pack()),
            Choice(_("District"), ChildDo(do="redistrict", child=number).pack()),
            Choice(_("✈️ Away for a while"), ChildDo(do="away", child=number).pack()),
            Choice(_("🗑 Remove this child"), ChildDo(do="remove", child=number).pack()),
            to_card(child, _),
            to_home(_),
            width=2,
        ),
    )


@router.callback_query(ChildDo.filter(F.do.in_({"rename", "rebirth"})))
async def ask_words(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen:
    """Waits for typed words; the button under the question leaves without a change."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    await state.update_data(child=child.id)
    if callback_data.do == "rename":
        await state.set_state(Correcting.nickname)
        return ask_new_name(child, _)
    await state.set_state(Correcting.born)
    return _ask_born(child, _)


def ask_new_name(child: Child, _: Words) -> Screen:
    """The question for another name."""
    return Screen(
        _("What do you call your child at home?"), rows(to_card(child, _)), placeholder=str(_("Nickname"))
    )


def _ask_born(child: Child, _: Words) -> Screen:
    text = _("Please type the right birth date (solar), for example 2023-03-05.")
    return Screen(text, rows(to_card(child, _)), placeholder="2023-03-05")


@router.message(StateFilter(Correcting.born), F.text)
async def reborn(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    child = owned(session, guardian, (await state.get_data()).get("child", 0))
    if child is None:
        await set_aside(state)
        return not_here(_)
    text = message.text or ""
    if read_birth_date(text, around.today(now)) == Unclear(Reason.NOT_A_DATE):
        answer = topics.meanwhile(text, session, guardian, _, around, now)
        if answer is not None:
            return [answer, _ask_born(child, _)]
    return await _take_born(text, child, session, state, _, around, now)


@router.callback_query(ChildIs.filter((F.child > 0) & (F.what == "born")))
async def picked_born(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A date we asked about was confirmed by a tap."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    return await _take_born(callback_data.value, child, session, state, _, around, now)


async def _take_born(
    text: str,
    child: Child,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    reading = read_birth_date(text, around.today(now))
    if not isinstance(reading, Certain):
        number = child.id or 0
        return ask_again(
            reading,
            _,
            lambda day: ChildIs(child=number, what="born", value=day.isoformat()).pack(),
            to_card(child, _),
        )
    await set_aside(state)
    struck = actions.correct_birth(session, around.knowledge, child, reading.day, around.zone, now)
    shown = card(session, around, child, _, now)
    if not struck:
        return shown
    text_again = _(
        "The birth date changed, so I forgot the doses marked as “everything up to today”. Please tell me again what the booklet says."
    )
    return [Screen(text_again), shown]


@router.callback_query(ChildDo.filter(F.do == "resex"))
async def ask_sex(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    number = child.id or 0
    choices = [
        Choice(label, ChildIs(child=number, what="sex", value=value).pack())
        for label, value in ((_("Girl"), "F"), (_("Boy"), "M"), (_("Do not say"), "-"))
    ]
    text = _("Boy or girl? Only girls get the HPV vaccine at 13, that is why I ask.")
    return Screen(text, (*rows(*choices, width=3), *rows(to_card(child, _))))


@router.callback_query(ChildDo.filter(F.do == "redistrict"))
async def ask_district_(
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
    return ask_district(child.id or 0, _, around) if child else not_here(_)


@router.callback_query(ChildIs.filter((F.child > 0) & F.what.in_({"sex", "district"})))
async def told(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A fact by one tap. A value we do not know means "not said"."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    value = callback_data.value
    if callback_data.what == "sex":
        actions.correct_sex(session, around.knowledge, child, sex_of(value), around.zone, now)
        return card(session, around, child, _, now)
    before = child.district
    actions.correct_district(session, child, value if around.knowledge.district(value) else None)
    permit_changes = before is not None and child.district not in (None, before)
    changed = papers.moved(desk_of(session, around, now), child, permit_changes)
    shown = card(session, around, child, _, now)
    note = moved_note(session, child.family_id, child.district, _, around)
    more = [*([_moved(child, _)] if changed and permit_changes else []), *([note] if note else [])]
    return [*more, shown] if more else shown


def _moved(child: Child, _: Words) -> Screen:
    """Said to who has a list of papers: the permit must name the district one lives in."""
    text = join(
        [
            _("📦 Written down. I made the list of papers anew."),
            _(
                "Have a residence permit? Have its address changed at the police where you live now. Do it this week."
            ),
        ]
    )
    return Screen(text, rows(Choice(_("📄 The list"), ChildDo(do="papers", child=child.id or 0).pack())))


@router.callback_query(ChildDo.filter(F.do == "remove"))
async def ask_remove(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    text = join(
        [
            _("Remove {name}?", name=name(child, _)),
            _("Birth date, vaccinations and reminders of this child are deleted. This cannot be undone."),
        ]
    )
    yes = Choice(_("Yes, remove"), ChildDo(do="remove_now", child=child.id or 0).pack())
    return Screen(text, rows(yes, Choice(_("No, keep"), ChildDo(do="card", child=child.id or 0).pack())))


@router.callback_query(ChildDo.filter(F.do == "remove_now"))
async def remove(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    actions.remove(session, child)
    return [Screen(_("Removed. Nothing of this child is kept.")), home(session, around, guardian, _, now)]
