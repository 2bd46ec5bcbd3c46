"""Referrals on the desks of both offices: the receipt by one tap, settled with words, sent back with a reason. Every look is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import referrals as actions
from db import referrals as tables
from db.chats import Chat
from db.follow_up import AT_WORK, Referral, ReferralState
from dialogs.addresses import Go
from dialogs.community_addresses import Refer, Share
from dialogs.community_words import no_words, write_to
from dialogs.contacts import contact, to_contact
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.referral_words import (
    family_lines,
    headline,
    reached_by,
    state_lines,
    tell_sender,
    to_referrals,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_words import office_name, quoted
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.follow_up import WORDS_MOST, wrong_with_words
from rules.places.replies import reply
from rules.roles import Duty, Role

router = Router(name="referral desk")
#: What is typed here stands behind the commands, and before the words of danger.
typed = Router(name="referral desk typed")
SHOWN = 30


class Settling(StatesGroup):
    """ "referral", "family", "what" (settle or back) and "words" are in the state's data. The name is stored with the chat: keep it, and that it begins
    with "staff_follow" (`actions.follow_up.WRITING`)."""

    words = State(state="result", group_name="staff_follow")


@router.callback_query(Go.filter(F.to == "staff_referrals"), OnDuty(Role.WORKER))
async def list_(
    query: CallbackQuery, duty: Duty, session: Session, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    await set_aside(state)
    return listed(session, duty, _, around)


def listed(session: Session, duty: Duty, _: Words, around: Surroundings, first: Html | None = None) -> Screen:
    """What came to this office, what is due first in front; then what went out from here."""
    come, gone = tables.incoming(session, duty), tables.outgoing(session, duty)
    seen = {one.id for one in come}
    buttons = [_button(one, "📥", _, around) for one in come[:SHOWN]]
    buttons += [_button(one, "📤", _, around) for one in gone[:SHOWN] if one.id not in seen]
    told = (
        _("📥 to us · 📤 from us · ⏳ no receipt yet · 📬 received · ❓ the family is asked")
        if buttons
        else _("There is no referral.")
    )
    lines = [*([first] if first else []), _("<b>📨 Referrals</b>"), told]
    return Screen(join(lines), rows(*buttons, to_work(_), to_home(_)))


SIGNS = {
    ReferralState.OFFERED: "❓", ReferralState.REFUSED: "🙅", ReferralState.SENT: "⏳", ReferralState.RECEIVED: "📬",
    ReferralState.SETTLED: "✅", ReferralState.RETURNED: "↩️", ReferralState.WITHDRAWN: "🗑",
}  # fmt: skip


def _button(one: Referral, way: str, _: Words, around: Surroundings) -> Choice:
    other = one.from_office if way == "📥" else one.to_office
    day = [Html(_.day_of_month(one.due_on))] if one.due_on and one.state in AT_WORK else []
    number = _("no. {n}", n=one.id or 0)
    label = join(
        [Html(f"{way}{SIGNS[ReferralState(one.state)]} ") + number, office_name(other, _, around), *day],
        " · ",
    )
    return Choice(label, Refer(do="look", number=one.id or 0).pack())


@router.callback_query(Refer.filter(F.do.in_({"look", "got"})), OnDuty(Role.WORKER))
async def look(
    query: CallbackQuery,
    callback_data: Refer,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """Nothing for what lies outside district or office. The receipt is told to the family and to who sent it."""
    await set_aside(state)
    found = tables.one(session, callback_data.number, duty)
    if found is None:
        return None
    first = None
    if callback_data.do == "got" and actions.receive(desk_of(session, around, now), duty, found):
        first = _("📬 Receipt given. The family and the sender are told.")
        to_family(
            session,
            found,
            lambda _: _(
                "📬 {office} has read what was passed on.", office=office_name(found.to_office, _, around)
            ),
            around,
            now,
        )
        tell_sender(session, found, lambda _: _("📬 A referral was received."), around, now)
    return shown(found, session, duty, _, around, now, first)


def shown(
    found: Referral,
    session: Session,
    duty: Duty,
    _: Words,
    around: Surroundings,
    now: datetime,
    first: Html | None = None,
) -> Screen:
    """The words, how the family is reached (for the office it went to), how far it is. On the page it gives way soon."""
    actions.look(desk_of(session, around, now), duty, found)
    ours = tables.received_here(found, duty)
    head = headline(found, _, around)
    chat = session.get(Chat, found.chat_id)
    spoken = (
        [Html("💬 ") + language_in(chat.language, _)]
        if ours and found.state in AT_WORK and chat is not None and chat.language
        else []
    )
    from_to = _(
        "From {one} to {other}",
        one=office_name(found.from_office, _, around),
        other=office_name(found.to_office, _, around),
    )
    lines = [
        *([first, Html("")] if first else []),
        Html("<b>") + head + Html("</b>"),
        from_to,
        *([quoted(found.words)] if found.words else []),
        *(family_lines(session, found, _, around, now) if ours else []),
        *spoken,
        *[one for one in state_lines(found, _, around, staff=True) if one],
    ]
    number = Refer(do="contact", number=found.id or 0).pack()
    reach = to_contact(number, _) if ours and reached_by(session, found) is not None else None
    ways = (*rows(reach), *rows(*_deeds(found, ours, _), to_referrals(_), to_work(_), width=2))
    return Screen(join(lines), ways, afterwards=head)


@router.callback_query(Refer.filter(F.do == "contact"), OnDuty(Role.WORKER))
async def reach(
    query: CallbackQuery,
    callback_data: Refer,
    duty: Duty,
    session: Session,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """For the office it went to, as long as the family stands by it."""
    found = tables.one(session, callback_data.number, duty)
    row = reached_by(session, found) if found is not None and tables.received_here(found, duty) else None
    if found is None or row is None:
        return None
    actions.look(desk_of(session, around, now), duty, found)
    return contact(row, Choice(_("↩️ Back"), Refer(do="look", number=found.id or 0).pack()), _)


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
async def begin(
    query: CallbackQuery,
    callback_data: Refer,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """Words are waited for."""
    await set_aside(state)
    found = tables.one(session, callback_data.number, duty)
    if found is None:
        return None
    if found.state not in AT_WORK or not tables.received_here(found, duty):
        return shown(found, session, duty, _, around, now)
    await state.set_state(Settling.words)
    await state.update_data(referral=found.id, family=found.family_id, what=callback_data.do)
    return _ask(found, callback_data.do, _, around)


def _ask(found: Referral, what: str, _: Words, around: Surroundings, wrong: Html | None = None) -> Screen:
    asked = (
        _("Why do you send it back? The family and the sender read it.")
        if what == "back"
        else _("What came of it? The family and the sender read it.")
    )
    back = Choice(_("↩️ The referral"), Refer(do="look", number=found.id or 0).pack())
    lines = [*([wrong] if wrong else []), headline(found, _, around), asked]
    return Screen(join(lines), rows(back, to_home(_), width=2), placeholder=str(_("What came of it")))


@typed.message(StateFilter(Settling.words), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Shown before it is sent."""
    data, text = await state.get_data(), (message.text or "").strip()
    found = tables.one(session, int(data.get("referral") or 0), duty)
    if found is None or found.state not in AT_WORK:
        await set_aside(state)
        return listed(session, duty, _, around, _("This is not open any more. Nothing was sent."))
    if reply(text) == "stop":
        await set_aside(state)
        return shown(found, session, duty, _, around, now, _("Good, nothing was sent."))
    what, wrong = str(data.get("what", "settle")), wrong_with_words(text)
    if wrong is not None:
        return _ask(found, what, _, around, no_words(wrong, WORDS_MOST, _))
    await state.update_data(words=text)
    chat = session.get(Chat, found.chat_id)
    theirs = around.catalogues.speak(chat.language if chat is not None else _.language)
    letter = _result(found, text, what == "back", theirs, around)
    send = Choice(_("✅ Send"), Refer(do="say", number=found.id or 0).pack())
    again = Choice(_("✏️ Write it anew"), Refer(do=what, number=found.id or 0).pack())
    drop = Choice(_("✖️ Do not send"), Refer(do="look", number=found.id or 0).pack())
    lines = [_("<b>So the family will see it:</b>"), Html(""), letter, Html(""), _("Shall I send it?")]
    return Screen(join(lines), rows(send, again, drop), afterwards=headline(found, _, around))


def _result(found: Referral, words: str, returned: bool, _: Words, around: Surroundings) -> Html:
    office = office_name(found.to_office, _, around)
    head = (
        _("↩️ {office} has sent it back:", office=office)
        if returned
        else _("✅ {office} has settled it:", office=office)
    )
    return join([head, quoted(words)])


@router.callback_query(Refer.filter(F.do == "say"), OnDuty(Role.WORKER))
async def say(
    query: CallbackQuery,
    callback_data: Refer,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """What was shown; a second tap sends nothing again."""
    data = await state.get_data() if await state.get_state() == Settling.words.state else {}
    await set_aside(state)
    found = tables.one(session, callback_data.number, duty)
    if found is None:
        return None
    returned, words = data.get("what") == "back", str(data.get("words", ""))
    if data.get("referral") != found.id or not words:
        return shown(found, session, duty, _, around, now)
    if not actions.settle(desk_of(session, around, now), duty, found, words, returned):
        return shown(found, session, duty, _, around, now)
    to_family(session, found, lambda _: _result(found, words, returned, _, around), around, now)
    tell_sender(
        session,
        found,
        (lambda _: _("↩️ A referral was sent back."))
        if returned
        else (lambda _: _("✅ A referral was settled.")),
        around,
        now,
    )
    return shown(found, session, duty, _, around, now, _("✅ Sent. The family and the sender are told."))
