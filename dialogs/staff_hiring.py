"""An administrator invites somebody: role, districts, office and name become a link that works once."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import staff as actions
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.place_staff_reading import is_value
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import link_lines, to_work
from dialogs.staff_addresses import Hire
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import district_names, office_line, reachable, role_about, role_name, toggles
from dialogs.surroundings import Surroundings
from dialogs.ticket_words import office_name
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import looks_like_id_number
from rules.knowledge import COMMUNITY
from rules.roles import LONGEST_NAME, ROLES, Duty, Role

router = Router(name="staff hiring")
#: What is typed here stands behind the commands.
typed = Router(name="staff hiring typed")


class Inviting(StatesGroup):
    """Role, districts and office are in the state's data. The names are stored with the chat: keep them, and that they begin with "staff"."""

    districts = State(state="districts", group_name="staff_invite")
    name = State(state="name", group_name="staff_invite")


@router.callback_query(Go.filter(F.to == "staff_invite"), OnDuty(Role.ADMINISTRATOR))
async def invite(query: CallbackQuery, duty: Duty, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    return _which_role(_)


def _which_role(_: Words) -> Screen:
    lines = [
        Html("• ") + _("{role}: {about}", role=role_name(role, _), about=role_about(role, _))
        for role in ROLES
    ]
    buttons = [Choice(role_name(role, _), Hire(do="role", value=role).pack()) for role in ROLES]
    back = Choice(_("👥 Everybody"), Go(to="staff_people").pack())
    return Screen(
        join([_("What will the new person be?"), *lines]), (*rows(*buttons, width=2), *rows(back, to_home(_)))
    )


@router.callback_query(Hire.filter(F.do == "role"), OnDuty(Role.ADMINISTRATOR))
async def role(
    query: CallbackQuery, callback_data: Hire, duty: Duty, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    """From here on districts are ticked."""
    if callback_data.value not in ROLES:
        return _which_role(_)
    await set_aside(state)
    await state.set_state(Inviting.districts)
    await state.update_data(role=callback_data.value, districts=[])
    return which_districts(duty, [], _, around)


def which_districts(duty: Duty, chosen: list[str], _: Words, around: Surroundings) -> Screen:
    ticks = toggles(
        reachable(duty, around), chosen, lambda one: Hire(do="district", value=one).pack(), _, around
    )
    everywhere = Choice(_("The whole city"), Hire(do="done").pack())
    done = Choice(_("Done choosing"), Hire(do="done").pack())
    back = Choice(_("👥 Everybody"), Go(to="staff_people").pack())
    on = done if chosen else (everywhere if not duty.districts else None)
    return Screen(_("For which districts? Tap each of them."), (*ticks, *rows(on, back, to_home(_))))


@router.callback_query(
    Hire.filter(F.do.in_({"district", "done"})), StateFilter(Inviting.districts), OnDuty(Role.ADMINISTRATOR)
)
async def districts(
    query: CallbackQuery, callback_data: Hire, duty: Duty, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    """One more, or one less; then the name."""
    chosen = list((await state.get_data()).get("districts", ()))
    picked = callback_data.value
    if callback_data.do == "district" and picked in reachable(duty, around):
        chosen = [one for one in chosen if one != picked] if picked in chosen else [*chosen, picked]
        await state.update_data(districts=chosen)
    if callback_data.do == "district" or not duty.may_appoint(frozenset(chosen)):
        return which_districts(duty, chosen, _, around)
    await state.set_state(Inviting.name)
    await state.update_data(office=duty.office)
    return which_name(duty, duty.office, _, around)


def which_name(duty: Duty, office: str, _: Words, around: Surroundings, wrong: Html | None = None) -> Screen:
    """The name is typed; the office, the community's until another one is tapped, stands above it. Who sits in one can give no other."""
    lines = [
        *([wrong] if wrong else []),
        _("Whose questions will they answer? Now: {office}", office=office_name(office, _, around)),
        _("What is the new person called? Colleagues see the name beside what they do."),
    ]
    offered = () if duty.office else around.knowledge.offices
    ticks = [
        Choice(
            Html("✓ " if one.id == (office or COMMUNITY) else "") + _.fact(one.name),
            Hire(do="office", value=one.id).pack(),
        )
        for one in offered
    ]
    skip = Choice(_("Skip"), Hire(do="skip").pack())
    return Screen(
        join(lines),
        (*rows(*ticks, width=2), *rows(skip, to_home(_), width=2)),
        placeholder=str(_("Name of the person")),
    )


@router.callback_query(Hire.filter(F.do == "office"), StateFilter(Inviting.name), OnDuty(Role.ADMINISTRATOR))
async def office(
    query: CallbackQuery, callback_data: Hire, duty: Duty, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    """Another office, while the name is waited for."""
    known = around.knowledge.office(callback_data.value)
    if known is not None and not duty.office:
        await state.update_data(office="" if known.id == COMMUNITY else known.id)
    return which_name(duty, str((await state.get_data()).get("office", "")), _, around)


@router.callback_query(Hire.filter(F.do == "skip"), StateFilter(Inviting.name), OnDuty(Role.ADMINISTRATOR))
async def nameless(
    query: CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    data = await state.get_data()
    label = str(role_name(Role(str(data.get("role", Role.VIEWER))), _))
    return await _link(label, duty, session, state, _, around, now)


@typed.message(
    StateFilter(Inviting.name), F.text, ~F.text.startswith("/"), is_value, OnDuty(Role.ADMINISTRATOR)
)
async def named(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    label = " ".join((message.text or "").split())
    wrong = None
    if looks_like_id_number(label):
        wrong = _("That looks like an ID number. I do not read or keep those: please delete that message.")
    elif not label or len(label) > LONGEST_NAME:
        wrong = _("A short name, please: {n} letters at most.", n=LONGEST_NAME)
    if wrong is not None:
        return which_name(duty, str((await state.get_data()).get("office", "")), _, around, wrong)
    return await _link(label, duty, session, state, _, around, now)


async def _link(
    label: str,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The invitation, to be copied and sent on."""
    data = await state.get_data()
    await set_aside(state)
    office_id = duty.office or str(data.get("office", ""))
    post = actions.Post(Role(str(data.get("role"))), frozenset(data.get("districts", ())), label, office_id)
    if not duty.may_appoint(post.districts):
        return _which_role(_)
    secret, days = actions.invite(session, duty.who, post, now), actions.INVITE_LASTS.days
    where = district_names(post.districts, _, around)
    lines = [
        _("🔗 For {name}: {role}, {districts}", name=label, role=role_name(post.role, _), districts=where),
        *office_line(post.office, _, around),
        _("Copy one of these and send it to the person, to nobody else:"),
        *link_lines(f"staff_{secret}", around, _),
        _.ngettext("A link works once, for {n} day.", "A link works once, for {n} days.", days, n=days),
    ]
    back = Choice(_("👥 Everybody"), Go(to="staff_people").pack())
    return Screen(join(lines), rows(back, to_work(_), to_home(_)))


@router.callback_query(Hire.filter(), OnDuty(Role.ADMINISTRATOR))
async def nothing_begun(query: CallbackQuery, duty: Duty, state: FSMContext, _: Words) -> Screen:
    """An old button of an invitation that is not being made any more."""
    await set_aside(state)
    return _which_role(_)
