"""A referral in the hands of the family: what exactly would go to the other office, yes or no, how far it is, and taking it back."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import referrals as actions
from actions.registrations import is_own
from db import referrals as tables
from db import registrations, ticket_letters
from db.chats import Chat
from db.families import Guardian
from db.follow_up import AT_WORK, Referral, ReferralState
from dialogs.addresses import Go
from dialogs.community_addresses import Share
from dialogs.community_words import to_community
from dialogs.home import to_home
from dialogs.referral_words import (
    SIGNS,
    kept_days,
    offer_screen,
    offer_text,
    service_line,
    state_lines,
    tell_other_office,
    tell_sender,
    tell_taken_back,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_words import office_name, quoted
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="referral")
SHOWN = 12


@router.callback_query(Go.filter(F.to == "referrals"))
async def list_(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    return listed(session, guardian, _, around)


def listed(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, first: Html | None = None
) -> Screen:
    """The newest first."""
    found = tables.all_of_guardian(session, guardian.id or 0) if guardian is not None else []
    buttons = [
        Choice(
            Html(f"{SIGNS[ReferralState(one.state)]} ") + office_name(one.to_office, _, around),
            Share(do="look", referral=one.id or 0).pack(),
        )
        for one in found[:SHOWN]
    ]
    told = (
        _("What the community asked to tell other offices, and what came of it.")
        if found
        else _("Nothing was passed to another office.")
    )
    lines = [*([first] if first else []), _("<b>📨 To other offices</b>"), told]
    return Screen(join(lines), rows(*buttons, to_community(_), to_home(_)))


def _own(session: Session, guardian: Guardian | None, number: int) -> Referral | None:
    return tables.of_guardian(session, guardian.id or 0, number) if guardian is not None else None


@router.callback_query(Share.filter(F.do.in_({"look", "out", "gone"})))
async def look(
    query: CallbackQuery,
    callback_data: Share,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    found = _own(session, guardian, callback_data.referral)
    if guardian is None or found is None:
        return listed(session, guardian, _, around)
    number, do = found.id or 0, callback_data.do
    if do == "out" and found.state != ReferralState.WITHDRAWN:
        yes = Choice(_("Yes, take it back"), Share(do="gone", referral=number).pack())
        no = Choice(_("No, keep it"), Share(do="look", referral=number).pack())
        return Screen(
            _("Take it back? The words are deleted, and the other office cannot read them any more."),
            rows(no, yes),
        )
    if do == "gone":
        return _take_back(found, session, guardian, _, around, now)
    return shown(session, found, _, around)


def _take_back(
    found: Referral, session: Session, guardian: Guardian, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """What pages of the staff show of it goes at once, too."""
    at_work = found.state in AT_WORK
    if actions.withdraw(desk_of(session, around, now), found):
        ticket_letters.fade(session)
        if at_work:
            tell_taken_back(session, found, around, now)
    return listed(session, guardian, _, around, _("✅ Taken back. The words are deleted."))


def shown(
    session: Session, found: Referral, _: Words, around: Surroundings, first: Html | None = None
) -> Screen:
    row = registrations.of_family(session, found.family_id)
    if found.state == ReferralState.OFFERED and row is not None:
        return offer_screen(found, row, _, around)
    head = join([office_name(found.to_office, _, around), service_line(found.service, _, around)], " · ")
    lines = [
        *([first] if first else []),
        Html("<b>") + head + Html("</b>"),
        *([quoted(found.words)] if found.words else []),
        *[one for one in state_lines(found, _, around) if one],
        kept_days(_),
    ]
    out = Choice(_("🗑 Take it back"), Share(do="out", referral=found.id or 0).pack())
    back = Choice(_("📨 To other offices"), Go(to="referrals").pack())
    return Screen(join(lines), rows(out if found.words or found.result else None, back, to_home(_)))


@router.callback_query(Share.filter(F.do.in_({"yes", "no"})))
async def answer(
    query: CallbackQuery,
    callback_data: Share,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A yes counts for exactly what was shown: anything else is shown anew."""
    await set_aside(state)
    found = _own(session, guardian, callback_data.referral)
    row = registrations.of_family(session, found.family_id) if found is not None else None
    if guardian is None or found is None or row is None or not is_own(session, row, guardian):
        return listed(session, guardian, _, around)
    if found.state != ReferralState.OFFERED:
        return shown(session, found, _, around)
    desk = desk_of(session, around, now)
    if callback_data.do == "no":
        actions.refuse(desk, found)
        tell_sender(session, found, lambda _: _("🙅 A family does not want a referral."), around, now)
        return Screen(
            _("Good. Nobody is told, and the words are deleted."), rows(to_community(_), to_home(_))
        )
    if (callback_data.office, callback_data.shown) != (found.to_office, actions.shown(found, row)):
        changed = Screen(_("Something has changed since. Please read it again."))
        return [changed, offer_screen(found, row, _, around)]
    actions.agree(desk, chat, found, row, offer_text(found, row, _, around), _.language)
    return _passed(session, found, _, around, now)


def _passed(session: Session, found: Referral, _: Words, around: Surroundings, now: datetime) -> Screen:
    """Both offices hear of the yes."""
    tell_other_office(
        session,
        found,
        lambda _: _("📨 A family is referred to your office. Please give a receipt."),
        around,
        now,
    )
    tell_sender(session, found, lambda _: _("✅ A family agreed to a referral."), around, now)
    told = [
        _("✅ Passed to: {office}", office=office_name(found.to_office, _, around)),
        _(
            "They have until {day}. I tell you when they have read it, and what comes of it.",
            day=found.due_on or "",
        ),
    ]
    return Screen(join(told), rows(Choice(_("📨 To other offices"), Go(to="referrals").pack()), to_home(_)))
