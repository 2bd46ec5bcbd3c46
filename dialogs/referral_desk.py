"""Referrals on the desks of both offices: the receipt by one tap, settled with words, sent back with a reason. Every look is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import referrals as actions
from db import referrals as tables
from db.follow_up import AT_WORK, Referral, ReferralState
from dialogs.addresses import Go
from dialogs.community_addresses import Refer, Share
from dialogs.community_words import no_words, spoken_lines, write_to
from dialogs.contacts import contact, to_contact
from dialogs.home import to_home
from dialogs.referral_words import (
    SIGNS,
    family_lines,
    headline,
    reached_by,
    state_lines,
    tell_sender,
    to_referrals,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.staff_preview import before_sending, words_of
from dialogs.surroundings import Surroundings
from dialogs.ticket_words import office_name, quoted
from dialogs.unfinished import set_aside, taken
from dialogs.words import Html, Words, join
from rules.follow_up import WORDS_MOST, wrong_with_words
from rules.places.replies import reply
from rules.roles import Role

router = Router(name="referral desk")
#: What is typed here stands behind the commands, and before the words of danger.
typed = Router(name="referral desk typed")
SHOWN = 30


class Settling(StatesGroup):
    """ "referral", "family", "what" (settle or back) and "words" are in the state's data. The name is stored with the chat: keep it, and that it begins
    with "staff_follow" (`actions.follow_up.WRITING`)."""

    words = State(state="result", group_name="staff_follow")


@router.callback_query(Go.filter(F.to == "staff_referrals"), OnDuty(Role.WORKER))
async def list_(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    return listed(seat)


def listed(seat: Seat, first: Html | None = None) -> Screen:
    """What came to this office, what is due first in front; then what went out from here."""
    _ = seat.words
    come, gone = tables.incoming(seat.session, seat.duty), tables.outgoing(seat.session, seat.duty)
    seen = {one.id for one in come}
    buttons = [_button(one, "📥", seat) for one in come[:SHOWN]]
    buttons += [_button(one, "📤", seat) for one in gone[:SHOWN] if one.id not in seen]
    told = (
        _("📥 to us · 📤 from us · ⏳ no receipt yet · 📬 received · ❓ the family is asked")
        if buttons
        else _("There is no referral.")
    )
    lines = [*([first] if first else []), _("<b>📨 Referrals</b>"), told]
    return Screen(join(lines), rows(*buttons, to_work(_), to_home(_)))


def _button(one: Referral, way: str, seat: Seat) -> Choice:
    _ = seat.words
    other = one.from_office if way == "📥" else one.to_office
    day = [Html(_.day_of_month(one.due_on))] if one.due_on and one.state in AT_WORK else []
    number = _("no. {n}", n=one.id or 0)
    label = join(
        [Html(f"{way}{SIGNS[ReferralState(one.state)]} ") + number, office_name(other, _, seat.around), *day],
        " · ",
    )
    return Choice(label, Refer(do="look", number=one.id or 0).pack())


@router.callback_query(Refer.filter(F.do.in_({"look", "again", "got"})), OnDuty(Role.WORKER))
async def look(query: CallbackQuery, callback_data: Refer, seat: Seat, state: FSMContext) -> Screen | None:
    """Nothing for what lies outside district or office. The receipt is told to the family and to who sent it."""
    _ = seat.words
    await set_aside(state)
    found = tables.one(seat.session, callback_data.number, seat.duty)
    if found is None:
        return None
    first = None
    if callback_data.do == "got" and actions.receive(seat.desk, seat.duty, found):
        first = _("📬 Receipt given. The family and the sender are told.")
        to_family(
            seat.session,
            found,
            lambda _: _(
                "📬 {office} has read what was passed on.",
                office=office_name(found.to_office, _, seat.around),
            ),
            seat.around,
            seat.now,
        )
        tell_sender(seat.session, found, lambda _: _("📬 A referral was received."), seat.around, seat.now)
    return replace(shown(found, seat, first), fresh=callback_data.do == "again")


def shown(found: Referral, seat: Seat, first: Html | None = None) -> Screen:
    """The words, how the family is reached (for the office it went to), how far it is. On the page it gives way soon."""
    _ = seat.words
    actions.look(seat.desk, seat.duty, found)
    ours = tables.received_here(found, seat.duty)
    head = headline(found, _, seat.around)
    from_to = _(
        "From {one} to {other}",
        one=office_name(found.from_office, _, seat.around),
        other=office_name(found.to_office, _, seat.around),
    )
    lines = [
        *([first, Html("")] if first else []),
        Html("<b>") + head + Html("</b>"),
        from_to,
        *([quoted(found.words)] if found.words else []),
        *(family_lines(seat.session, found, _, seat.around, seat.now) if ours else []),
        *(spoken_lines(seat.session, found.chat_id, _) if ours and found.state in AT_WORK else []),
        *[one for one in state_lines(found, _, seat.around, staff=True) if one],
    ]
    number = Refer(do="contact", number=found.id or 0).pack()
    reach = to_contact(number, _) if ours and reached_by(seat.session, found) is not None else None
    ways = (*rows(reach), *rows(*_deeds(found, ours, _), to_referrals(_), to_work(_), width=2))
    return Screen(join(lines), ways, afterwards=head)


@router.callback_query(Refer.filter(F.do == "contact"), OnDuty(Role.WORKER))
async def reach(query: CallbackQuery, callback_data: Refer, seat: Seat) -> Screen | None:
    """For the office it went to, as long as the family stands by it."""
    _ = seat.words
    found = tables.one(seat.session, callback_data.number, seat.duty)
    if found is None or not tables.received_here(found, seat.duty):
        return None
    row = reached_by(seat.session, found)
    if row is None:
        return None
    actions.look(seat.desk, seat.duty, found)
    return contact(row, Choice(_("↩️ Back"), Refer(do="again", number=found.id or 0).pack()), _)


def _deeds(found: Referral, ours: bool, _: Words) -> list[Choice]:
    def choice(label: Html, do: str) -> Choice:
        return Choice(label, Refer(do=do, number=found.id or 0).pack())

    if not ours or found.state not in AT_WORK:
        return []
    receipt = [choice(_("📬 Received"), "got")] if found.state == ReferralState.SENT else []
    return [*receipt, choice(_("✅ Settle it"), "settle"), choice(_("↩️ Send it back"), "back")]


def to_family(
    session: Session, found: Referral, say: Callable[[Words], Html], around: Surroundings, now: datetime
) -> None:
    """What comes of it: they wait for it."""

    def word(_: Words) -> Screen:
        look_ = Choice(_("Look at it"), Share(do="look", referral=found.id or 0).pack())
        return Screen(say(_), rows(look_, to_home(_)))

    write_to(session, found.chat_id, word, around, now, f"referral:{found.id}")


@router.callback_query(Refer.filter(F.do.in_({"settle", "back"})), OnDuty(Role.WORKER))
async def begin(query: CallbackQuery, callback_data: Refer, seat: Seat, state: FSMContext) -> Screen | None:
    """Words are waited for."""
    await set_aside(state)
    found = tables.one(seat.session, callback_data.number, seat.duty)
    if found is None:
        return None
    if found.state not in AT_WORK or not tables.received_here(found, seat.duty):
        return shown(found, seat)
    await state.set_state(Settling.words)
    await state.update_data(referral=found.id, family=found.family_id, what=callback_data.do)
    return _ask(found, callback_data.do, seat)


def _ask(found: Referral, what: str, seat: Seat, wrong: Html | None = None) -> Screen:
    _ = seat.words
    asked = (
        _("Why do you send it back? The family and the sender read it.")
        if what == "back"
        else _("What came of it? The family and the sender read it.")
    )
    back = Choice(_("↩️ The referral"), Refer(do="look", number=found.id or 0).pack())
    lines = [*([wrong] if wrong else []), headline(found, _, seat.around), asked]
    return Screen(join(lines), rows(back, to_home(_), width=2), placeholder=str(_("What came of it")))


@typed.message(StateFilter(Settling.words), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(message: Message, seat: Seat, state: FSMContext) -> Screen:
    """Shown before it is sent."""
    _ = seat.words
    data, text = await state.get_data(), (message.text or "").strip()
    found = tables.one(seat.session, int(data.get("referral") or 0), seat.duty)
    if found is None or found.state not in AT_WORK:
        await set_aside(state)
        return listed(seat, _("This is not open any more. Nothing was sent."))
    if reply(text) == "stop":
        await set_aside(state)
        return shown(found, seat, _("Good, nothing was sent."))
    what, wrong = str(data.get("what", "settle")), wrong_with_words(text)
    if wrong is not None:
        return _ask(found, what, seat, no_words(wrong, WORDS_MOST, _))
    await state.update_data(words=text)
    letter = _result(found, text, what == "back", words_of(found.chat_id, seat), seat.around)
    send, again, drop = (Refer(do=do, number=found.id or 0).pack() for do in ("say", what, "look"))
    return before_sending(letter, (send, again, drop), headline(found, _, seat.around), _)


def _result(found: Referral, words: str, returned: bool, _: Words, around: Surroundings) -> Html:
    office = office_name(found.to_office, _, around)
    head = (
        _("↩️ {office} has sent it back:", office=office)
        if returned
        else _("✅ {office} has settled it:", office=office)
    )
    return join([head, quoted(words)])


@router.callback_query(Refer.filter(F.do == "say"), OnDuty(Role.WORKER))
async def say(query: CallbackQuery, callback_data: Refer, seat: Seat, state: FSMContext) -> Screen | None:
    """What was shown; a second tap sends nothing again."""
    _ = seat.words
    data = await taken(state, Settling.words)
    found = tables.one(seat.session, callback_data.number, seat.duty)
    if found is None:
        return None
    returned, words = data.get("what") == "back", str(data.get("words", ""))
    if data.get("referral") != found.id or not words:
        return shown(found, seat)
    if not actions.settle(seat.desk, seat.duty, found, words, returned):
        return shown(found, seat)
    to_family(
        seat.session, found, lambda _: _result(found, words, returned, _, seat.around), seat.around, seat.now
    )
    tell_sender(
        seat.session,
        found,
        (lambda _: _("↩️ A referral was sent back."))
        if returned
        else (lambda _: _("✅ A referral was settled.")),
        seat.around,
        seat.now,
    )
    return shown(found, seat, _("✅ Sent. The family and the sender are told."))
