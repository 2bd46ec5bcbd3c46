"""Whom to call: families of one's districts who registered, the most urgent first. The number is shown only when one is opened, and every look is written down."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import calls as actions
from actions.calls import ToCall
from db import registrations as tables
from db.chats import Chat
from db.follow_up import Registration
from dialogs.addresses import Go
from dialogs.community_addresses import CallOn, Refer
from dialogs.community_words import district_name, place_lines
from dialogs.contacts import contact, to_contact
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.pairing_words import to_pairings
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.follow_up import Outcome, Reason, Why
from rules.needs import shown as countable
from rules.roles import Duty, Role

router = Router(name="call staff")

#: Families with a button each, the most urgent.
SHOWN = 40


@router.callback_query(Go.filter(F.to == "staff_calls"), OnDuty(Role.WORKER))
async def list_(
    query: CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    return listed(session, duty, _, around, now)


def listed(
    session: Session, duty: Duty, _: Words, around: Surroundings, now: datetime, first: Html | None = None
) -> Screen:
    """Signs and districts, no names and no numbers. Families that did not register are only counted, and not below five."""
    found = actions.morning(desk_of(session, around, now), duty)
    number = len(found.to_call)
    told = (
        _.ngettext("{n} family to call.", "{n} families to call.", number, n=number)
        if number
        else _("Nobody to call.")
    )
    unnamed = countable(found.unnamed)
    more = (
        [
            _.ngettext(
                "And {n} more family I cannot name: it did not register.",
                "And {n} more families I cannot name: they did not register.",
                unnamed,
                n=unnamed,
            )
        ]
        if unnamed
        else []
    )
    seen = {reason.why for one in found.to_call for reason in one.reasons}
    legend = [join([_said(why, _) for why in Why if why in seen], " · ")] if seen else []
    buttons = [
        Choice(_short(one, _, around, now), CallOn(do="look", family=one.row.family_id).pack())
        for one in found.to_call[:SHOWN]
    ]
    lines = [*([first] if first else []), _("<b>📞 Whom to call</b>"), told, *more, *legend]
    referrals = Choice(_("📨 Referrals"), Go(to="staff_referrals").pack())
    return Screen(join(lines), rows(*buttons, to_pairings(_), referrals, to_work(_), to_home(_)))


def _said(why: Why, _: Words) -> Html:
    """What a sign on the list means."""
    told = {
        Why.DEADLINE: _("referral late"),
        Why.OVERDUE: _("overdue twice"),
        Why.QUESTION: _("question waits"),
        Why.VOLUNTEER: _("volunteer"),
        Why.NEW: _("new"),
    }
    return Html(f"{SIGNS[why]} ") + told[why]


SIGNS = {Why.DEADLINE: "📨", Why.OVERDUE: "⏰", Why.QUESTION: "🙋", Why.VOLUNTEER: "🤝", Why.NEW: "🆕"}


def _short(one: ToCall, _: Words, around: Surroundings, now: datetime) -> Html:
    signs = "".join(SIGNS[reason.why] for reason in one.reasons)
    since = min(reason.since for reason in one.reasons).astimezone(around.zone)
    day = _("since {day}", day=_.day_of_month(since.date()))
    return join(
        [
            Html(signs + " ") + district_name(one.row.district, _, around),
            _("no. {n}", n=one.row.family_id),
            day,
        ],
        " · ",
    )


def why_line(reason: Reason, row: Registration, _: Words, around: Surroundings) -> Html:
    """Why, in a sentence."""
    day = reason.since.astimezone(around.zone).date()
    if reason.why == Why.NEW:
        if row.moved_from is not None:
            before = district_name(row.moved_from, _, around)
            return _("🆕 Moved here from {district} on {day}.", district=before, day=day)
        return _("🆕 Registered on {day}. Say hello.", day=day)
    told = {
        Why.DEADLINE: _("📨 A referral should have been settled by {day}.", day=day),
        Why.OVERDUE: _("⏰ Told twice that a vaccination is late, the last time on {day}.", day=day),
        Why.QUESTION: _("🙋 A question to the office waits since {day}.", day=day),
        Why.VOLUNTEER: _("🤝 Asked for a volunteer on {day}.", day=day),
    }
    return told[reason.why]


@router.callback_query(CallOn.filter(F.do == "look"), OnDuty(Role.WORKER))
async def look(
    query: CallbackQuery,
    callback_data: CallOn,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """Nothing where the family lies outside the duty, is gone or took it back."""
    await set_aside(state)
    row = tables.one(session, callback_data.family, duty)
    return card(session, duty, row, _, around, now) if row is not None else None


def card(
    session: Session,
    duty: Duty,
    row: Registration,
    _: Words,
    around: Surroundings,
    now: datetime,
    first: Html | None = None,
) -> Screen:
    """What the family agreed that she sees; its name and number by a tap more. On the page it gives way soon."""
    desk = desk_of(session, around, now)
    actions.look(desk, duty, row)
    found = actions.of_family(desk, duty, row)
    chat = session.get(Chat, row.chat_id)
    spoken = [Html("💬 ") + language_in(chat.language, _)] if chat is not None and chat.language else []
    head = _("<b>Family no. {n}</b>", n=row.family_id)
    reasons = [why_line(one, row, _, around) for one in found.reasons] if found else [_("Nothing is open.")]
    lines = [
        *([first] if first else []),
        head,
        *place_lines(session, row, _, around, now),
        *spoken,
        Html(""),
        *reasons,
    ]
    return Screen(join(lines), _ways(row, found is not None, _), afterwards=head)


def _ways(row: Registration, is_open: bool, _: Words) -> Rows:
    """What came of the call, where there was one to make."""

    def choice(label: Html, do: str) -> Choice:
        return Choice(label, CallOn(do=do, family=row.family_id).pack())

    done = (
        choice(_("✅ Reached"), Outcome.REACHED),
        choice(_("📵 Again tomorrow"), Outcome.TOMORROW),
        choice(_("📅 Again next week"), Outcome.WEEK),
        choice(_("✖️ No need"), Outcome.NO_NEED),
    )
    refer = Choice(_("📨 Tell another office"), Refer(do="areas", number=row.family_id).pack())
    reach = to_contact(CallOn(do="contact", family=row.family_id).pack(), _)
    return (*rows(reach), *rows(*(done if is_open else ()), refer, to_calls(_), to_work(_), width=2))


@router.callback_query(CallOn.filter(F.do == "contact"), OnDuty(Role.WORKER))
async def reach(
    query: CallbackQuery,
    callback_data: CallOn,
    duty: Duty,
    session: Session,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """Nothing where the family lies outside the duty, is gone or took it back."""
    row = tables.one(session, callback_data.family, duty)
    if row is None:
        return None
    actions.look(desk_of(session, around, now), duty, row)
    back = Choice(_("↩️ The family"), CallOn(do="look", family=row.family_id).pack())
    return contact(row, back, _)


def to_calls(_: Words) -> Choice:
    return Choice(_("📞 Whom to call"), Go(to="staff_calls").pack())


@router.callback_query(CallOn.filter(F.do.in_(set(Outcome))), OnDuty(Role.WORKER))
async def done(
    query: CallbackQuery,
    callback_data: CallOn,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """One tap, and the list again."""
    await set_aside(state)
    row = tables.one(session, callback_data.family, duty)
    if row is None:
        return None
    outcome = Outcome(callback_data.do)
    told = {
        Outcome.REACHED: _("✅ Noted: reached."),
        Outcome.TOMORROW: _("📵 On the list again the next office day."),
        Outcome.WEEK: _("📅 On the list again in a week."),
        Outcome.NO_NEED: _("✖️ Noted: no need."),
    }
    written = actions.done(desk_of(session, around, now), duty, row, outcome)
    return listed(session, duty, _, around, now, told[outcome] if written else _("It was done already."))
