"""A worker proposes to tell another office about a family: which service, which office, the words, seen as the family will; nobody sees it before its yes."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from actions import referrals as actions
from db import registrations
from db.follow_up import Referral, Registration
from dialogs.call_staff import card, gone
from dialogs.community_addresses import CallOn, Refer
from dialogs.community_words import no_words, write_to
from dialogs.home import to_home
from dialogs.referral_words import offer_screen, offer_text, service_line, to_referrals
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.service_words import area_title, title
from dialogs.staff_doors import OnDuty
from dialogs.staff_preview import before_sending, words_of
from dialogs.ticket_letters import readers
from dialogs.ticket_words import office_name
from dialogs.unfinished import set_aside, taken
from dialogs.words import Html, Words, join
from rules.follow_up import WORDS_MOST, wrong_with_words
from rules.knowledge import COMMUNITY
from rules.places.replies import reply
from rules.roles import Role

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
async def propose(query: CallbackQuery, callback_data: Refer, seat: Seat, state: FSMContext) -> Screen | None:
    """Step by step; what was chosen stays in the state."""
    data = await state.get_data() if await state.get_state() == Referring.words.state else {}
    row = registrations.one(seat.session, callback_data.number, seat.duty)
    if row is None:
        await set_aside(state)
        return gone(seat)
    if data.get("family") != row.family_id or callback_data.do == "areas":
        await set_aside(state)
        data = {"family": row.family_id}
    do, value = callback_data.do, callback_data.value
    if do == "area":
        await state.set_state(Referring.words)
        await state.update_data(data)
        return _services(row, value, seat)
    if do == "svc":
        data = {**data, "service": value if value in seat.around.knowledge.services.services else NO_SERVICE}
    if do == "office" and "service" in data and value in _offices(row, seat):
        data = {**data, "office": value}
    if do == "write":
        data = {name: told for name, told in data.items() if name != "words"}
    await state.set_state(Referring.words)
    await state.set_data(data)
    return _next(data, row, seat)


def _next(data: dict[str, Any], row: Registration, seat: Seat, wrong: Html | None = None) -> Screen:
    """What is still to be chosen or typed; then what the family will see."""
    _ = seat.words
    if "service" not in data:
        return _areas(row, seat)
    if "office" not in data:
        return _which_office(row, seat)
    if wrong is not None or "words" not in data:
        about = join(
            [
                office_name(str(data["office"]), _, seat.around),
                service_line(str(data["service"]), _, seat.around),
            ],
            " · ",
        )
        asked = _("What should the other office know? Only what it needs. The family reads every word first.")
        return Screen(
            join([*([wrong] if wrong else []), about, asked]),
            rows(_back(row, _), to_home(_), width=2),
            placeholder=str(_("Words of the referral")),
        )
    return _preview(data, row, seat)


def _areas(row: Registration, seat: Seat) -> Screen:
    _ = seat.words

    def choice(label: Html, do: str, value: str) -> Choice:
        return Choice(label, Refer(do=do, number=row.family_id, value=value).pack())

    areas = [choice(area_title(one, _), "area", one.id) for one in seat.around.knowledge.services.areas]
    other = choice(_("Something else"), "svc", NO_SERVICE)
    asked = _("📨 What is it about? The city's list of services:")
    return Screen(asked, (*rows(*areas, width=2), *rows(other, _back(row, _), width=2)))


def _services(row: Registration, area: str, seat: Seat) -> Screen:
    _ = seat.words
    found = (
        seat.around.knowledge.services.of_area(area)
        if area in {one.id for one in seat.around.knowledge.services.areas}
        else []
    )
    buttons = [
        Choice(title(one, _), Refer(do="svc", number=row.family_id, value=one.id).pack()) for one in found
    ]
    areas = Choice(_("↩️ All areas"), Refer(do="areas", number=row.family_id).pack())
    return Screen(_("Which service?"), rows(*buttons, areas, _back(row, _)))


def _offices(row: Registration, seat: Seat) -> list[str]:
    """Other offices where somebody works who reads it."""
    keys = [one.id for one in seat.around.knowledge.offices if one.id not in (COMMUNITY, seat.duty.office)]
    return [
        key
        for key in keys
        if any(
            one.office == key
            for _chat, one in readers(seat.session, row.district, key, Role.WORKER, seat.around)
        )
    ]


def _which_office(row: Registration, seat: Seat) -> Screen:
    _ = seat.words
    found = _offices(row, seat)
    if not found:
        return Screen(
            _("No other office has anybody here who could answer."), rows(_back(row, _), to_home(_))
        )
    known = [one for one in seat.around.knowledge.offices if one.id in found]
    buttons = [
        Choice(_.fact(one.name), Refer(do="office", number=row.family_id, value=one.id).pack())
        for one in known
    ]
    lines = [
        _("To which office? The family is asked first."),
        *(_("{office}: {about}", office=_.fact(one.name), about=_.fact(one.about)) for one in known),
    ]
    return Screen(join(lines), rows(*buttons, _back(row, _), to_home(_)))


def _preview(data: dict[str, Any], row: Registration, seat: Seat) -> Screen:
    """Exactly what the family will read, in its language."""
    _ = seat.words
    draft = Referral(**_values(data), family_id=row.family_id, chat_id=row.chat_id, who="", offered_at=row.at)
    send, again = (Refer(do=do, number=row.family_id).pack() for do in ("send", "write"))
    text = offer_text(draft, row, words_of(row.chat_id, seat), seat.around, preview=True)
    ways = (send, again, CallOn(do="look", family=row.family_id).pack())
    return before_sending(text, ways, _("<b>Family no. {n}</b>", n=row.family_id), _)


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
async def typed_(message: Message, seat: Seat, state: FSMContext) -> Screen:
    """Shown before it is sent; typed again it takes the place of what was typed before."""
    _ = seat.words
    data, text = await state.get_data(), (message.text or "").strip()
    row = registrations.one(seat.session, int(data.get("family") or 0), seat.duty)
    if row is None:
        await set_aside(state)
        return Screen(
            _("This family is not on your list any more. Nothing was sent."),
            rows(to_referrals(_), to_home(_)),
        )
    if reply(text) == "stop":
        await set_aside(state)
        return card(row, seat, _("Good, nothing was sent."))
    if "service" not in data or "office" not in data:
        return _next(data, row, seat)
    wrong = wrong_with_words(text)
    if wrong is None:
        await state.update_data(words=text)
        data = {**data, "words": text}
    return _next(data, row, seat, no_words(wrong, WORDS_MOST, _) if wrong is not None else None)


@router.callback_query(Refer.filter(F.do == "send"), OnDuty(Role.WORKER))
async def send(query: CallbackQuery, callback_data: Refer, seat: Seat, state: FSMContext) -> Screen | None:
    """What was shown; a second tap sends nothing again. Who wants no letters from us reads it in the chat when the worker has called."""
    _ = seat.words
    data = await taken(state, Referring.words)
    row = registrations.one(seat.session, callback_data.number, seat.duty)
    if row is None:
        return gone(seat)
    if data.get("family") != row.family_id or not {"service", "office", "words"} <= set(data):
        return card(row, seat)
    made = actions.offer(seat.desk, seat.duty, row, **_offer_of(data))
    if made is None:
        return card(row, seat, _("This family has as many open referrals as it may."))
    told = write_to(
        seat.session,
        row.chat_id,
        lambda words: offer_screen(made, row, words, seat.around),
        seat.around,
        seat.now,
        f"referral:{made.id}",
        asked=False,
    )
    paused = _("🔕 The family wants no letters. Call them: they find it under My community.")
    return card(row, seat, _("✅ Sent. The family is asked.") if told else paused)


def _offer_of(data: dict[str, Any]) -> dict[str, Any]:
    values = _values(data)
    return {"office": values["to_office"], "service": values["service"], "words": values["words"]}
