"""A child is entered, step by step: nickname, birth date, boy or girl, district, booklet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import children, families
from db import children as rows_of
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, ChildIs, Go
from dialogs.birth_dates import ask_again
from dialogs.consent import begin_consent
from dialogs.home import age, home, name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Words, join
from rules.birthdays import Certain, read_birth_date
from rules.vaccines import sex_of

router = Router(name="child entry")


class Entering(StatesGroup):
    """What we wait for. The names are stored with the chat: keep them."""

    nickname = State(state="nickname", group_name="entering")
    born = State(state="born", group_name="entering")
    sex = State(state="sex", group_name="entering")
    district = State(state="district", group_name="entering")


def skip(_: Words, step: str) -> Choice:
    return Choice(_("Skip"), ChildIs(child=0, what=step, value="-").pack())


@router.callback_query(Go.filter(F.to == "add_child"))
async def add_child(
    query: CallbackQuery, session: Session, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    """The first step, for somebody who agreed; the questions before it, for everybody else."""
    await state.clear()
    return await begin(session, guardian, state, _)


@router.callback_query(ChildIs.filter((F.child == 0) & (F.what == "begin")))
async def add_child_born(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The same for a birth date that was typed before; of somebody who has not agreed yet it is not kept over the questions."""
    await state.clear()
    reading = read_birth_date(callback_data.value, around.today(now))
    if isinstance(reading, Certain) and families.has_agreed(session, guardian, "child"):
        await state.update_data(born=reading.day.isoformat())
    return await begin(session, guardian, state, _)


async def begin(session: Session, guardian: Guardian | None, state: FSMContext, _: Words) -> Screen:
    """What is known already stays in the state's data."""
    if not families.has_agreed(session, guardian, "child"):
        return await begin_consent(session, guardian, state, _, then="child")
    if guardian is not None and len(rows_of.of_family(session, guardian.family_id)) >= children.CHILDREN_MOST:
        return Screen(_("That is as many children as I can keep for one family."), rows(to_home(_)))
    await _remember_district(session, guardian, state)
    return await ask_nickname(state, _)


async def _remember_district(session: Session, guardian: Guardian | None, state: FSMContext) -> None:
    """Brothers and sisters mostly live together: the district of the last child is offered first."""
    found = rows_of.of_family(session, guardian.family_id) if guardian is not None else []
    placed = [child for child in found if child.district]
    if placed:
        await state.update_data(same=placed[-1].district, same_as=placed[-1].nickname)


async def ask_nickname(state: FSMContext, _: Words) -> Screen:
    await state.set_state(Entering.nickname)
    text = join(
        [
            _("What do you call your child at home?"),
            _("A nickname is enough. You can also skip this."),
        ]
    )
    return Screen(text, rows(skip(_, "nickname"), to_home(_), width=2), placeholder=str(_("Nickname")))


async def after_the_name(state: FSMContext, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The birth date, unless it was typed before."""
    born = (await state.get_data()).get("born")
    if born is None:
        return await ask_born(state, _)
    return await ask_sex(date.fromisoformat(born), state, _, around, now)


async def ask_born(state: FSMContext, _: Words) -> Screen:
    await state.set_state(Entering.born)
    text = join(
        [
            _("When was your child born?"),
            _("Type the normal calendar date (阳历), as you like: 2023-03-05, 23.3.5, 2023年3月5号."),
        ]
    )
    return Screen(text, rows(to_home(_)), placeholder="2023-03-05")


async def take_born(text: str, state: FSMContext, _: Words, around: Surroundings, now: datetime) -> Screen:
    """A birth date in whatever words; one that is not certain is asked back."""
    await state.set_state(Entering.born)
    reading = read_birth_date(text, around.today(now))
    if not isinstance(reading, Certain):
        return ask_again(
            reading, _, lambda day: ChildIs(child=0, what="born", value=day.isoformat()).pack(), to_home(_)
        )
    return await ask_sex(reading.day, state, _, around, now)


@router.callback_query(ChildIs.filter((F.child == 0) & (F.what == "born")))
async def picked_born(
    query: CallbackQuery,
    callback_data: ChildIs,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A date we asked about ("do you mean …?") was confirmed by a tap; when the entry was left meanwhile, it starts again."""
    reading = read_birth_date(callback_data.value, around.today(now))
    if not isinstance(reading, Certain):
        return await ask_born(state, _)
    return await ask_sex(reading.day, state, _, around, now)


async def ask_sex(day: date, state: FSMContext, _: Words, around: Surroundings, now: datetime) -> Screen:
    await state.update_data(born=day.isoformat())
    await state.set_state(Entering.sex)
    nickname = (await state.get_data()).get("nickname")
    read = {"day": day, "age": age(day, around.today(now), _)}
    text = join(
        [
            _("{name}, born {day}: {age}.", name=nickname, **read)
            if nickname
            else _("{day}: {age}.", **read),
            _("Boy or girl? Only girls get the HPV vaccine at 13, that is why I ask. You can skip."),
        ]
    )
    wrong = Choice(_("✏️ Another date"), ChildIs(child=0, what="born", value="-").pack())
    return Screen(
        text,
        (
            *rows(
                Choice(_("Girl"), ChildIs(child=0, what="sex", value="F").pack()),
                Choice(_("Boy"), ChildIs(child=0, what="sex", value="M").pack()),
                skip(_, "sex"),
                width=3,
            ),
            *rows(wrong, to_home(_), width=2),
        ),
    )


@router.callback_query(ChildIs.filter((F.child == 0) & (F.what == "sex")))
async def sex(
    query: CallbackQuery, callback_data: ChildIs, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    data = await state.get_data()
    if "born" not in data:
        return await ask_born(state, _)
    return await take_sex(callback_data.value, state, _, around)


async def take_sex(value: str, state: FSMContext, _: Words, around: Surroundings) -> Screen:
    """A value we do not know means "not said"."""
    await state.update_data(sex=sex_of(value))
    await state.set_state(Entering.district)
    data = await state.get_data()
    return ask_district(0, _, around, _same_as_before(data, _, around))


def _same_as_before(data: dict[str, Any], _: Words, around: Surroundings) -> Choice | None:
    district = around.knowledge.district(data.get("same"))
    if district is None:
        return None
    where, who = _.fact(district.name), data.get("same_as")
    label = (
        _("Same as {name}: {district}", name=who, district=where)
        if who
        else _("Same as before: {district}", district=where)
    )
    return Choice(label, ChildIs(child=0, what="district", value=district.id).pack())


def ask_district(child_id: int, _: Words, around: Surroundings, first: Choice | None = None) -> Screen:
    """Buttons for every district; sharing a location or naming a landmark helps who does not know, where we know a landmark."""
    names = [
        Choice(_.fact(one.name), ChildIs(child=child_id, what="district", value=one.id).pack())
        for one in around.knowledge.districts
    ]
    landmarks = bool(around.knowledge.landmarks)
    told = [_("Which district do you live in?")]
    if landmarks:
        told.append(_("You can also send your location: I look once and do not keep it."))
    last = Choice(_("Skip"), ChildIs(child=child_id, what="district", value="-").pack())
    unsure = Choice(_("I do not know the district"), Go(to="landmarks").pack()) if landmarks else None
    buttons = (*rows(first), *rows(*names, width=3), *rows(unsure, last, to_home(_), width=2))
    return Screen(join(told), buttons, asks_location=landmarks)


@router.callback_query(ChildIs.filter((F.child == 0) & (F.what == "district")))
async def district(
    query: CallbackQuery,
    callback_data: ChildIs,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    key = callback_data.value if around.knowledge.district(callback_data.value) else None
    return await enter_in(key, session, guardian, state, _, around, now)


async def enter_in(
    key: str | None,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The last fact: the child is entered, and the booklet asked for."""
    data = await state.get_data()
    if guardian is None or "born" not in data:
        # A second tap on the same button, or an old one: there is nothing left to enter.
        await state.clear()
        return home(session, around, guardian, _, now)
    child = _enter(session, guardian, data, key, around, now)
    await state.clear()
    return ask_booklet(child, _, entered=True)


def _enter(
    session: Session,
    guardian: Guardian,
    data: dict[str, Any],
    district_key: str | None,
    around: Surroundings,
    now: datetime,
) -> Child:
    return children.add(
        session,
        guardian.family_id,
        date.fromisoformat(data["born"]),
        now,
        around.zone,
        data.get("nickname"),
        sex_of(data.get("sex")),
        district_key,
    )


def ask_booklet(child: Child, _: Words, entered: bool = False) -> Screen:
    """A missing record is not a missing dose: the family says what the booklet holds before anything is called late."""
    text = _("The vaccination booklet of {name}: was everything given up to today?", name=name(child, _))
    if entered:
        text = join(
            [
                _("✅ {name} is entered.", name=child.nickname or _("Your child")),
                _("Now the vaccination booklet. Has your child had everything up to today?"),
            ]
        )
    number = child.id or 0
    return Screen(
        text,
        rows(
            Choice(_("Yes, everything up to today"), ChildDo(do="all", child=number).pack()),
            Choice(_("Not everything / not sure"), ChildDo(do="some", child=number).pack()),
            Choice(_("The booklet is lost"), ChildDo(do="lost", child=number).pack()),
            Choice(_("Nothing yet"), ChildDo(do="none", child=number).pack()),
            Choice(_("Not at hand, later"), ChildDo(do="card", child=number).pack()),
        ),
    )
