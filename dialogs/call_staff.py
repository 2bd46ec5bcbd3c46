"""Whom to call: families of one's districts who registered, the most urgent first. The number is shown only when one is opened, and every look is written down."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions import calls as actions
from actions.calls import ToCall
from db import registrations as tables
from db.follow_up import Registration
from dialogs.addresses import Go
from dialogs.community_addresses import CallOn, Refer
from dialogs.community_words import district_name, place_lines, spoken_lines
from dialogs.contacts import contact, to_contact
from dialogs.home import to_home
from dialogs.pairing_words import to_pairings
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.follow_up import Outcome, Reason, Why
from rules.needs import shown as countable
from rules.roles import Role

router = Router(name="call staff")

#: Families with a button each, the most urgent.
SHOWN = 40


@router.callback_query(Go.filter(F.to == "staff_calls"), OnDuty(Role.WORKER))
async def list_(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    return listed(seat)


def listed(seat: Seat, first: Html | None = None) -> Screen:
    """Signs and districts, no names and no numbers. Families that did not register are only counted, and not below five."""
    _ = seat.words
    found = actions.morning(seat.desk, seat.duty)
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
        Choice(_short(one, seat), CallOn(do="look", family=one.row.family_id).pack())
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
        Why.BADLY: _("volunteer: not well"),
        Why.VOLUNTEER: _("volunteer"),
        Why.NEW: _("new"),
    }
    return Html(f"{SIGNS[why]} ") + told[why]


SIGNS = {
    Why.DEADLINE: "📨", Why.OVERDUE: "⏰", Why.QUESTION: "🙋", Why.BADLY: "😟", Why.VOLUNTEER: "🤝", Why.NEW: "🆕",
}  # fmt: skip


def _short(one: ToCall, seat: Seat) -> Html:
    _ = seat.words
    signs = "".join(SIGNS[reason.why] for reason in one.reasons)
    since = seat.local(min(reason.since for reason in one.reasons))
    day = _("since {day}", day=_.day_of_month(since.date()))
    return join(
        [
            Html(signs + " ") + district_name(one.row.district, _, seat.around),
            _("no. {n}", n=one.row.family_id),
            day,
        ],
        " · ",
    )


def why_line(reason: Reason, row: Registration, seat: Seat) -> Html:
    """Why, in a sentence."""
    _ = seat.words
    day = seat.local(reason.since).date()
    if reason.why == Why.NEW:
        if row.moved_from is not None:
            before = district_name(row.moved_from, _, seat.around)
            return _("🆕 Moved here from {district} on {day}.", district=before, day=day)
        return _("🆕 Registered on {day}. Say hello.", day=day)
    told = {
        Why.DEADLINE: _("📨 A referral should have been settled by {day}.", day=day),
        Why.OVERDUE: _("⏰ Told twice that a vaccination is late, the last time on {day}.", day=day),
        Why.QUESTION: _("🙋 A question to the office waits since {day}.", day=day),
        Why.BADLY: _("😟 Said on {day}: it does not go well with the volunteer.", day=day),
        Why.VOLUNTEER: _("🤝 Asked for a volunteer on {day}.", day=day),
    }
    return told[reason.why]


@router.callback_query(CallOn.filter(F.do.in_({"look", "again"})), OnDuty(Role.WORKER))
async def look(query: CallbackQuery, callback_data: CallOn, seat: Seat, state: FSMContext) -> Screen | None:
    """The card; an old button says that there is none any more."""
    await set_aside(state)
    row = tables.one(seat.session, callback_data.family, seat.duty)
    found = card(row, seat) if row is not None else gone(seat)
    return replace(found, fresh=callback_data.do == "again") if found is not None else None


def gone(seat: Seat) -> Screen | None:
    """An old button of a family that took it back, moved away or lies outside the duty: the same for all of them, numbers prove nothing. Nothing at
    all for other offices, which have no list."""
    _ = seat.words
    if seat.duty.office:
        return None
    return Screen(_("This family is not on your list any more."), rows(to_calls(_), to_work(_), to_home(_)))


def card(row: Registration, seat: Seat, first: Html | None = None) -> Screen:
    """What the family agreed that she sees; its name and number by a tap more. On the page it gives way soon."""
    _ = seat.words
    desk = seat.desk
    actions.look(desk, seat.duty, row)
    found = actions.of_family(desk, seat.duty, row)
    head = _("<b>Family no. {n}</b>", n=row.family_id)
    reasons = [why_line(one, row, seat) for one in found.reasons] if found else [_("Nothing is open.")]
    lines = [
        *([first] if first else []),
        head,
        *place_lines(seat.session, row, _, seat.around, seat.now),
        *spoken_lines(seat.session, row.chat_id, _),
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
async def reach(query: CallbackQuery, callback_data: CallOn, seat: Seat) -> Screen | None:
    """Name and number, by a tap of their own; the look is written down."""
    _ = seat.words
    row = tables.one(seat.session, callback_data.family, seat.duty)
    if row is None:
        return gone(seat)
    actions.look(seat.desk, seat.duty, row)
    back = Choice(_("↩️ The family"), CallOn(do="again", family=row.family_id).pack())
    return contact(row, back, _)


def to_calls(_: Words) -> Choice:
    return Choice(_("📞 Whom to call"), Go(to="staff_calls").pack())


@router.callback_query(CallOn.filter(F.do.in_(set(Outcome))), OnDuty(Role.WORKER))
async def done(query: CallbackQuery, callback_data: CallOn, seat: Seat, state: FSMContext) -> Screen | None:
    """One tap, and the list again."""
    _ = seat.words
    await set_aside(state)
    row = tables.one(seat.session, callback_data.family, seat.duty)
    if row is None:
        return gone(seat)
    outcome = Outcome(callback_data.do)
    told = {
        Outcome.REACHED: _("✅ Noted: reached."),
        Outcome.TOMORROW: _("📵 On the list again the next office day."),
        Outcome.WEEK: _("📅 On the list again in a week."),
        Outcome.NO_NEED: _("✖️ Noted: no need."),
    }
    written = actions.done(seat.desk, seat.duty, row, outcome)
    return listed(seat, told[outcome] if written else _("It was done already."))
