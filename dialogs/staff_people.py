"""Administrators see who works here, and let go. The invitation is made in `dialogs.staff_hiring`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import staff as actions
from db import staff as tables
from db.staff import Staff
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_addresses import Crew
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import district_names, office_line, role_name
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.roles import Duty, Role

router = Router(name="staff people")

#: So many have a button each; `houniao staff list` knows the others.
SHOWN = 80
#: So many invitations have a button each.
OPEN = 10


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
    seen = found[:SHOWN]
    apart, often = _apart(seen, _, around), Counter(one.label for one in seen)
    lines = [_("<b>Who works here</b>"), *apart]
    if not found:
        lines.append(_("Nobody yet."))
    if invited:
        number = len(invited)
        lines.append(
            _.ngettext(
                "{n} invitation is not used yet.", "{n} invitations are not used yet.", number, n=number
            )
        )
    buttons = [
        Choice(line if often[one.label] > 1 else one.label, Crew(do="look", staff=one.id or 0).pack())
        for one, line in zip(seen, apart, strict=True)
    ]
    cancels = [
        Choice(_("✖️ Cancel: {name}", name=one.label), Crew(do="call", staff=one.id or 0).pack())
        for one in invited[:OPEN]
    ]
    invite = Choice(_("➕ Invite somebody"), Go(to="staff_invite").pack())
    # a long name is cut off on half the width
    width = 1 if len(often) < len(seen) else 2
    return Screen(
        join(lines), (*rows(*buttons, width=width), *rows(*cancels, invite, to_work(_), to_home(_)))
    )


def _line(member: Staff, _: Words, around: Surroundings) -> Html:
    duty = actions.duty_of(member)
    line = _(
        "{name}: {role}, {districts}",
        name=member.label,
        role=role_name(duty.role, _),
        districts=district_names(duty.districts, _, around),
    )
    return join([line, *office_line(member.office, _, around)], " · ")


def _apart(members: Sequence[Staff], _: Words, around: Surroundings) -> list[Html]:
    """A line each, no two alike: where a name, a post and an office are the same it says since when, and at last the number."""
    lines = [_line(one, _, around) for one in members]
    since = [_("since {day}", day=around.today(one.since)) for one in members]
    numbers = [_("no. {n}", n=one.id or 0) for one in members]
    for more in (since, numbers):
        often = Counter(lines)
        lines = [
            join([line, one], " · ") if often[line] > 1 else line
            for line, one in zip(lines, more, strict=True)
        ]
    return lines


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
    since = _("Since {day}.", day=around.today(member.since))
    if callback_data.do == "removed":
        actions.remove(session, duty.who, member, now)
        told = _("✅ {name} does not work here any more. Old buttons do nothing now.", name=member.label)
        return [Screen(told), _listed(session, duty, _, around, now)]
    if callback_data.do == "remove":
        yes = Choice(_("Yes, remove them"), Crew(do="removed", staff=member.id or 0).pack())
        asked = [_("Remove {name} from the staff?", name=member.label), _line(member, _, around), since]
        return Screen(join(asked), rows(back, yes))
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
