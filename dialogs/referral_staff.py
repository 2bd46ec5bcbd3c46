"""A worker proposes to tell another office about a family: which service, which office, the words, seen as the family will; nobody sees it before its yes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import referrals as actions
from db import registrations
from db.chats import Chat
from db.follow_up import Referral, Registration
from dialogs.call_staff import card
from dialogs.community_addresses import CallOn, Refer
from dialogs.community_words import no_words, write_to
from dialogs.home import to_home
from dialogs.referral_words import offer_screen, offer_text, service_line, to_referrals
from dialogs.screens import Choice, Screen, rows
from dialogs.service_words import area_title, title
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_letters import readers
from dialogs.ticket_words import office_name
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.follow_up import WORDS_MOST, wrong_with_words
from rules.knowledge import COMMUNITY
from rules.places.replies import reply
from rules.roles import Duty, Role

router = Router(name="referral staff")
#: What is typed here stands behind the commands, and before the words of danger: a referral may speak of them.
typed = Router(name="referral staff typed")
#: No service of the list.
NO_SERVICE = "-"


class Referring(StatesGroup):
    """ "family", "service", "office" and "words" are in the state's data as they come. The name is stored with the chat: keep it, and that it begins
    with "staff_follow" (`actions.follow_up.WRITING`)."""

    words = State(state="referral", group_name="staff_follow")


@router.callback_query(
    Refer.filter(F.do.in_({"areas", "area", "svc", "office", "write"})), OnDuty(Role.WORKER)
)
async def propose(
    query: CallbackQuery,
    callback_data: Refer,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """Step by step; what was chosen stays in the state."""
    data = await state.get_data() if await state.get_state() == Referring.words.state else {}
    row = registrations.one(session, callback_data.number, duty)
    if row is None:
        await set_aside(state)
        return None
    if data.get("family") != row.family_id or callback_data.do == "areas":
        await set_aside(state)
        data = {"family": row.family_id}
    do, value = callback_data.do, callback_data.value
    if do == "area":
        await state.set_state(Referring.words)
        await state.update_data(data)
        return _services(row, value, _, around)
    if do == "svc":
        data = {**data, "service": value if value in around.knowledge.services.services else NO_SERVICE}
    if do == "office" and "service" in data and value in _offices(row, duty, session, around):
        data = {**data, "office": value}
    if do == "write":
        data = {name: told for name, told in data.items() if name != "words"}
    await state.set_state(Referring.words)
    await state.set_data(data)
    return _next(data, row, duty, session, _, around)


def _next(
    data: dict[str, Any],
    row: Registration,
    duty: Duty,
    session: Session,
    _: Words,
    around: Surroundings,
    wrong: Html | None = None,
) -> Screen:
    """What is still to be chosen or typed; then what the family will see."""
    if "service" not in data:
        return _areas(row, _, around)
    if "office" not in data:
        return _which_office(row, duty, session, _, around)
    if wrong is not None or "words" not in data:
        about = join(
            [office_name(str(data["office"]), _, around), service_line(str(data["service"]), _, around)],
            " · ",
        )
        asked = _("What should the other office know? Only what it needs. The family reads every word first.")
        return Screen(
            join([*([wrong] if wrong else []), about, asked]),
            rows(_back(row, _), to_home(_), width=2),
            placeholder=str(_("Words of the referral")),
        )
    return _preview(data, row, session, _, around)


def _areas(row: Registration, _: Words, around: Surroundings) -> Screen:
    def choice(label: Html, do: str, value: str) -> Choice:
        return Choice(label, Refer(do=do, number=row.family_id, value=value).pack())

    areas = [choice(area_title(one, _), "area", one.id) for one in around.knowledge.services.areas]
    other = choice(_("Something else"), "svc", NO_SERVICE)
    asked = _("📨 What is it about? The city's list of services:")
    return Screen(asked, (*rows(*areas, width=2), *rows(other, _back(row, _), width=2)))


def _services(row: Registration, area: str, _: Words, around: Surroundings) -> Screen:
    found = (
        around.knowledge.services.of_area(area)
        if area in {one.id for one in around.knowledge.services.areas}
        else []
    )
    buttons = [
        Choice(title(one, _), Refer(do="svc", number=row.family_id, value=one.id).pack()) for one in found
    ]
    areas = Choice(_("↩️ All areas"), Refer(do="areas", number=row.family_id).pack())
    return Screen(_("Which service?"), rows(*buttons, areas, _back(row, _)))


def _offices(row: Registration, duty: Duty, session: Session, around: Surroundings) -> list[str]:
    """Other offices where somebody works who reads it."""
    keys = [one.id for one in around.knowledge.offices if one.id not in (COMMUNITY, duty.office)]
    return [
        key
        for key in keys
        if any(one.office == key for _chat, one in readers(session, row.district, key, Role.WORKER, around))
    ]


def _which_office(row: Registration, duty: Duty, session: Session, _: Words, around: Surroundings) -> Screen:
    found = _offices(row, duty, session, around)
    if not found:
        return Screen(
            _("No other office has anybody here who could answer."), rows(_back(row, _), to_home(_))
        )
    known = [one for one in around.knowledge.offices if one.id in found]
    buttons = [
        Choice(_.fact(one.name), Refer(do="office", number=row.family_id, value=one.id).pack())
        for one in known
    ]
    lines = [
        _("To which office? The family is asked first."),
        *(_("{office}: {about}", office=_.fact(one.name), about=_.fact(one.about)) for one in known),
    ]
    return Screen(join(lines), rows(*buttons, _back(row, _), to_home(_)))


def _preview(
    data: dict[str, Any], row: Registration, session: Session, _: Words, around: Surroundings
) -> Screen:
    """Exactly what the family will read, in its language."""
    chat = session.get(Chat, row.chat_id)
    theirs = around.catalogues.speak(chat.language if chat is not None else _.language)
    draft = Referral(**_values(data), family_id=row.family_id, chat_id=row.chat_id, who="", offered_at=row.at)
    send = Choice(_("✅ Send"), Refer(do="send", number=row.family_id).pack())
    again = Choice(_("✏️ Write it anew"), Refer(do="write", number=row.family_id).pack())
    drop = Choice(_("✖️ Do not send"), CallOn(do="look", family=row.family_id).pack())
    text = offer_text(draft, row, theirs, around)
    lines = [_("<b>So the family will see it:</b>"), Html(""), text, Html(""), _("Shall I send it?")]
    return Screen(
        join(lines), rows(send, again, drop), afterwards=_("<b>Family no. {n}</b>", n=row.family_id)
    )


def _values(data: dict[str, Any]) -> dict[str, Any]:
    service = str(data["service"])
    return {
        "to_office": str(data["office"]),
        "service": None if service == NO_SERVICE else service,
        "words": str(data["words"]),
    }


def _back(row: Registration, _: Words) -> Choice:
    return Choice(_("↩️ The family"), CallOn(do="look", family=row.family_id).pack())


@typed.message(StateFilter(Referring.words), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Shown before it is sent; typed again it takes the place of what was typed before."""
    data, text = await state.get_data(), (message.text or "").strip()
    row = registrations.one(session, int(data.get("family") or 0), duty)
    if row is None:
        await set_aside(state)
        return Screen(
            _("This family is not on your list any more. Nothing was sent."),
            rows(to_referrals(_), to_home(_)),
        )
    if reply(text) == "stop":
        await set_aside(state)
        return card(session, duty, row, _, around, now, _("Good, nothing was sent."))
    if "service" not in data or "office" not in data:
        return _next(data, row, duty, session, _, around)
    wrong = wrong_with_words(text)
    if wrong is None:
        await state.update_data(words=text)
        data = {**data, "words": text}
    return _next(
        data, row, duty, session, _, around, no_words(wrong, WORDS_MOST, _) if wrong is not None else None
    )


@router.callback_query(Refer.filter(F.do == "send"), OnDuty(Role.WORKER))
async def send(
    query: CallbackQuery,
    callback_data: Refer,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """What was shown; a second tap sends nothing again. Who wants no letters from us reads it in the chat when the worker has called."""
    data = await state.get_data() if await state.get_state() == Referring.words.state else {}
    await set_aside(state)
    row = registrations.one(session, callback_data.number, duty)
    if row is None:
        return None
    if data.get("family") != row.family_id or not {"service", "office", "words"} <= set(data):
        return card(session, duty, row, _, around, now)
    made = actions.offer(desk_of(session, around, now), duty, row, **_offer_of(data))
    if made is None:
        return card(
            session, duty, row, _, around, now, _("This family has as many open referrals as it may.")
        )
    told = write_to(
        session,
        row.chat_id,
        lambda words: offer_screen(made, row, words, around),
        around,
        now,
        f"referral:{made.id}",
        asked=False,
    )
    paused = _("🔕 The family wants no letters. Call them: they find it under My community.")
    return card(session, duty, row, _, around, now, _("✅ Sent. The family is asked.") if told else paused)


def _offer_of(data: dict[str, Any]) -> dict[str, Any]:
    values = _values(data)
    return {"office": values["to_office"], "service": values["service"], "words": values["words"]}
