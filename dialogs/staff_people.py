"""Administrators see who works here, invite by a link that works once, and let go."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import staff as actions
from db import staff as tables
from db.staff import Staff
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.place_staff_reading import is_value
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import link_lines, to_work
from dialogs.staff_addresses import Crew, Hire
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import district_names, reachable, role_about, role_name, toggles
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import looks_like_id_number
from rules.roles import LONGEST_NAME, ROLES, Duty, Role

router = Router(name="staff people")
#: What is typed here stands behind the commands.
typed = Router(name="staff people typed")

#: So many have a button each; `houniao staff list` knows the others.
SHOWN = 80
#: So many invitations have a button each.
OPEN = 10


class Inviting(StatesGroup):
    """Role and districts are in the state's data. The names are stored with the chat: keep them, and that they begin with "staff"."""

    districts = State(state="districts", group_name="staff_invite")
    name = State(state="name", group_name="staff_invite")


@router.callback_query(Go.filter(F.to == "staff_people"), OnDuty(Role.ADMINISTRATOR))
async def people(
    query: CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    return _listed(session, duty, _, around, now)


def _listed(session: Session, duty: Duty, _: Words, around: Surroundings, now: datetime) -> Screen:
    """Those whose post this administrator could give; a button each."""
    found = [one for one in tables.everybody(session) if duty.may_appoint(tables.words(one.districts))]
    invited = [
        one for one in tables.open_invites(session, now) if duty.may_appoint(tables.words(one.districts))
    ]
    lines = [_("<b>Who works here</b>"), *(_line(one, _, around) for one in found[:SHOWN])]
    if not found:
        lines.append(_("Nobody yet."))
    if invited:
        number = len(invited)
        lines.append(
            _.ngettext(
                "{n} invitation is not used yet.", "{n} invitations are not used yet.", number, n=number
            )
        )
    buttons = [Choice(one.label, Crew(do="look", staff=one.id or 0).pack()) for one in found[:SHOWN]]
    cancels = [
        Choice(_("✖️ Cancel: {name}", name=one.label), Crew(do="call", staff=one.id or 0).pack())
        for one in invited[:OPEN]
    ]
    invite = Choice(_("➕ Invite somebody"), Go(to="staff_invite").pack())
    return Screen(join(lines), (*rows(*buttons, width=2), *rows(*cancels, invite, to_work(_), to_home(_))))


def _line(member: Staff, _: Words, around: Surroundings) -> Html:
    duty = actions.duty_of(member)
    return _(
        "{name}: {role}, {districts}",
        name=member.label,
        role=role_name(duty.role, _),
        districts=district_names(duty.districts, _, around),
    )


@router.callback_query(Crew.filter(F.do.in_({"look", "remove", "removed"})), OnDuty(Role.ADMINISTRATOR))
async def member_(
    query: CallbackQuery,
    callback_data: Crew,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One of them; to be removed they are named once more."""
    await set_aside(state)
    member = _theirs(session, duty, callback_data.staff)
    if member is None:
        return _listed(session, duty, _, around, now)
    back = Choice(_("👥 Everybody"), Go(to="staff_people").pack())
    if f"staff:{member.id}" == duty.who:
        told = _("That is you. Somebody else has to remove you.")
        return Screen(join([_line(member, _, around), told]), rows(back, to_home(_)))
    if callback_data.do == "removed":
        actions.remove(session, duty.who, member, now)
        told = _("✅ {name} does not work here any more. Old buttons do nothing now.", name=member.label)
        return [Screen(told), _listed(session, duty, _, around, now)]
    if callback_data.do == "remove":
        yes = Choice(_("Yes, remove"), Crew(do="removed", staff=member.id or 0).pack())
        return Screen(_("Remove {name}?", name=member.label), rows(back, yes))
    since = _("Since {day}.", day=around.today(member.since))
    remove = Choice(_("🚪 Remove"), Crew(do="remove", staff=member.id or 0).pack())
    return Screen(join([_line(member, _, around), since]), rows(remove, back, to_home(_)))


@router.callback_query(Crew.filter(F.do.in_({"call", "called"})), OnDuty(Role.ADMINISTRATOR))
async def cancel(
    query: CallbackQuery,
    callback_data: Crew,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """An invitation nobody used yet; it is named once more before."""
    await set_aside(state)
    found = tables.open_invite(session, callback_data.staff, now)
    if found is None or not duty.may_appoint(tables.words(found.districts)):
        return _listed(session, duty, _, around, now)
    if callback_data.do == "called":
        actions.cancel(session, duty.who, found, now)
        told = _("✅ The link for {name} does not work any more.", name=found.label)
        return [Screen(told), _listed(session, duty, _, around, now)]
    yes = Choice(_("Yes, cancel it"), Crew(do="called", staff=found.id or 0).pack())
    back = Choice(_("👥 Everybody"), Go(to="staff_people").pack())
    return Screen(_("Cancel the invitation for {name}?", name=found.label), rows(back, yes))


def _theirs(session: Session, duty: Duty, number: int) -> Staff | None:
    """Somebody who works here and whose post this administrator may take."""
    member = tables.one(session, number)
    if member is None or member.removed_at is not None:
        return None
    return member if duty.may_appoint(tables.words(member.districts)) else None


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
    return which_name(_)


def which_name(_: Words, wrong: Html | None = None) -> Screen:
    lines = [
        *([wrong] if wrong else []),
        _("What is the new person called? Colleagues see the name beside what they do."),
    ]
    skip = Choice(_("Skip"), Hire(do="skip").pack())
    return Screen(join(lines), rows(skip, to_home(_), width=2), placeholder=str(_("Name of the person")))


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
    if looks_like_id_number(label):
        return which_name(
            _, _("That looks like an ID number. I do not read or keep those: please delete that message.")
        )
    if not label or len(label) > LONGEST_NAME:
        return which_name(_, _("A short name, please: {n} letters at most.", n=LONGEST_NAME))
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
    post = actions.Post(Role(str(data.get("role"))), frozenset(data.get("districts", ())), label)
    if not duty.may_appoint(post.districts):
        return _which_role(_)
    secret, days = actions.invite(session, duty.who, post, now), actions.INVITE_LASTS.days
    where = district_names(post.districts, _, around)
    lines = [
        _("🔗 For {name}: {role}, {districts}", name=label, role=role_name(post.role, _), districts=where),
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
