"""A child's card, and what can be corrected about a child or taken away."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import children as actions
from actions import plans
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, ChildIs, Go
from dialogs.birth_dates import ask_again
from dialogs.child_entry import ask_district, refuse_name
from dialogs.home import age, home, name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import dose_title, open_rows, reason, unchecked_line, when
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_birth_date
from rules.vaccines import Forecast

router = Router(name="children")

#: Open doses explained one by one on the card; the rest only by name.
EXPLAINED = 4


class Correcting(StatesGroup):
    """What we wait for; the child is in the state's data. The names are stored with the chat: keep them."""

    nickname = State(state="nickname", group_name="correcting")
    born = State(state="born", group_name="correcting")


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
    await state.clear()
    child = owned(session, guardian, callback_data.child)
    return card(session, around, child, _, now) if child else not_here(_)


def card(session: Session, around: Surroundings, child: Child, _: Words, now: datetime) -> Screen:
    """What is next, when, why, where it is done and what to bring."""
    today = around.today(now)
    found = plans.look(session, around.knowledge, child, today)
    district = around.knowledge.district(child.district)
    head = _("<b>{name}</b>, {age}", name=name(child, _), age=age(child.born, today, _))
    born = _("born {day}", day=child.born)
    where = Html(" · ") + _.fact(district.name) if district else Html("")
    parts = [
        head,
        born + where,
        Html(""),
        *_next_part(around, child, found, _, now),
        Html(""),
        *_visit_part(around, _),
    ]
    number = child.id or 0
    buttons = [
        Choice(_("✅ A dose was given"), ChildDo(do="give", child=number).pack()),
        Choice(_("📒 Booklet"), ChildDo(do="booklet", child=number).pack()),
        Choice(_("📍 Where?"), Go(to="where").pack()),
        Choice(_("✏️ Correct"), ChildDo(do="edit", child=number).pack()),
        to_home(_),
    ]
    if child.record_checked_at is None:
        buttons.insert(
            0, Choice(_("📒 Tell me what the booklet says"), ChildDo(do="ask", child=number).pack())
        )
    return Screen(join(parts), rows(*buttons, width=2))


def _next_part(around: Surroundings, child: Child, found: Forecast, _: Words, now: datetime) -> list[Html]:
    today = around.today(now)
    checked = child.record_checked_at is not None
    rows_open = open_rows(found)
    if not rows_open:
        return [_("💉 All vaccinations of the national schedule are done. 🎉")]
    lines: list[Html] = [] if checked else [unchecked_line(_), Html("")]
    for row in rows_open[:EXPLAINED]:
        title = dose_title(around.knowledge, row.vaccine, row.dose, _)
        lines.append(_("💉 <b>{dose}</b>: {when}", dose=title, when=when(row, today, _, checked)))
        why = reason(around.knowledge, row, _)
        if why:
            lines.append(Html("   ") + why)
    rest = rows_open[EXPLAINED:]
    if rest:
        names = Html(_("; ").join(dose_title(around.knowledge, row.vaccine, row.dose, _) for row in rest))
        lines.append(_("Later: {doses}", doses=names))
    return lines


def _visit_part(around: Surroundings, _: Words) -> list[Html]:
    bring = Html(_("; ").join(_.fact(text) for text in around.knowledge.bring))
    return [
        _(
            "📍 At the vaccination clinic where you live now. It is free, wherever your household register is."
        ),
        _("🎒 Bring: {things}", things=bring),
    ]


@router.callback_query(ChildDo.filter(F.do == "edit"))
async def edit(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Every fact with its present value."""
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
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    await state.update_data(child=child.id)
    if callback_data.do == "rename":
        await state.set_state(Correcting.nickname)
        return Screen(
            _("What do you call your child at home?"), rows(to_card(child, _)), placeholder=str(_("Nickname"))
        )
    await state.set_state(Correcting.born)
    text = _("Please type the right birth date (solar), for example 2023-03-05.")
    return Screen(text, rows(to_card(child, _)), placeholder="2023-03-05")


@router.message(StateFilter(Correcting.nickname), F.text)
async def renamed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    child = owned(session, guardian, (await state.get_data()).get("child", 0))
    if child is None:
        await state.clear()
        return not_here(_)
    text = " ".join((message.text or "").split())
    refused = refuse_name(text, _)
    if refused is not None:
        return Screen(refused, rows(to_card(child, _)))
    child.nickname = text
    session.add(child)
    await state.clear()
    return card(session, around, child, _, now)


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
        await state.clear()
        return not_here(_)
    return await _take_born(message.text or "", child, session, state, _, around, now)


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
    await state.clear()
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
    query: CallbackQuery, callback_data: ChildDo, session: Session, guardian: Guardian | None, _: Words
) -> Screen:
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    number = child.id or 0
    choices = [
        Choice(str(label), ChildIs(child=number, what="sex", value=value).pack())
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
    _: Words,
    around: Surroundings,
) -> Screen:
    child = owned(session, guardian, callback_data.child)
    return ask_district(child.id or 0, _, around) if child else not_here(_)


@router.callback_query(ChildIs.filter((F.child > 0) & F.what.in_({"sex", "district"})))
async def told(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A fact by one tap. A value we do not know means "not said"."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    value = callback_data.value
    if callback_data.what == "sex":
        child.sex = value if value in ("M", "F") else None
    else:
        child.district = value if around.knowledge.district(value) else None
    session.add(child)
    session.flush()
    plans.changed(session, around.knowledge, child, around.zone, now)
    return card(session, around, child, _, now)


@router.callback_query(ChildDo.filter(F.do == "remove"))
async def ask_remove(
    query: CallbackQuery, callback_data: ChildDo, session: Session, guardian: Guardian | None, _: Words
) -> Screen:
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
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    actions.remove(session, child)
    return [Screen(_("Removed. Nothing of this child is kept.")), home(session, around, guardian, _, now)]
