"""Volunteers in the hands of the community's workers: who waits, whom they found and when they meet, how it goes, the end."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import pairings as actions
from db import pairings as tables
from db.chats import Chat
from db.follow_up import Pairing, PairingState
from dialogs.addresses import Go
from dialogs.call_staff import to_calls
from dialogs.community_addresses import CallOn, Helper, Pair
from dialogs.community_words import district_name, no_name, write_to
from dialogs.home import to_home
from dialogs.need_words import topic_name
from dialogs.pairing_words import found_screen, offer, to_pairings
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.follow_up import CALLED_MOST, MEETS_MOST, tidy_name, wrong_with_name
from rules.places.replies import reply
from rules.roles import Duty, Role

router = Router(name="pairing staff")
#: What is typed here stands behind the commands.
typed = Router(name="pairing staff typed")
SHOWN = 40


class Finding(StatesGroup):
    """ "pairing" and "family" are in the state's data; "volunteer", then "meets", as they are typed. The name is stored with the chat: keep it, and that it
    begins with "staff_follow" (`actions.follow_up.WRITING`)."""

    words = State(state="volunteer", group_name="staff_follow")


@router.callback_query(Go.filter(F.to == "staff_pairings"), OnDuty(Role.WORKER))
async def list_(
    query: CallbackQuery, duty: Duty, session: Session, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    await set_aside(state)
    return listed(session, duty, _, around)


def listed(session: Session, duty: Duty, _: Words, around: Surroundings, first: Html | None = None) -> Screen:
    """Who waits stands in front."""
    found = tables.open_(session, duty)
    signs = {PairingState.WAITING: "⏳", PairingState.FOUND: "❓", PairingState.RUNNING: "🤝"}
    buttons = [
        Choice(
            Html(f"{signs[PairingState(one.state)]} ")
            + district_name(one.district, _, around)
            + Html(" · ")
            + topic_name(one.topic, _),
            Pair(do="look", pairing=one.id or 0).pack(),
        )
        for one in found[:SHOWN]
    ]
    told = (
        _("⏳ waits · ❓ the family is asked · 🤝 running")
        if found
        else _("No family waits for a volunteer.")
    )
    lines = [*([first] if first else []), _("<b>🤝 Volunteers</b>"), told]
    return Screen(join(lines), rows(*buttons, to_calls(_), to_work(_), to_home(_)))


@router.callback_query(Pair.filter(F.do.in_({"look", "well", "badly", "end", "ended"})), OnDuty(Role.WORKER))
async def look(
    query: CallbackQuery,
    callback_data: Pair,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """Nothing for what lies outside the districts."""
    await set_aside(state)
    found, do = tables.one(session, callback_data.pairing, duty), callback_data.do
    if found is None:
        return None
    desk = desk_of(session, around, now)
    if do in (actions.WELL, actions.BADLY):
        actions.say(desk, found, do, duty)
        return shown(found, _, around, _("✅ Noted."))
    if do == "end" and found.state != PairingState.ENDED:
        yes = Choice(_("Yes, end it"), Pair(do="ended", pairing=found.id or 0).pack())
        no = Choice(_("No, go on"), Pair(do="look", pairing=found.id or 0).pack())
        return Screen(_("End it? The family is told."), rows(no, yes, width=2))
    if do == "ended" and actions.end(desk, found, duty):
        write_to(session, found.chat_id, _ended_letter, around, now, f"pairing:{found.id}", asked=False)
        return listed(session, duty, _, around, _("✔️ Ended. The family is told."))
    return shown(found, _, around)


def _ended_letter(_: Words) -> Screen:
    told = _("✔️ The community has ended the help of the volunteer. You can ask for another one.")
    return Screen(told, rows(Choice(_("🤝 A volunteer"), Helper(do="list").pack()), to_home(_)))


def shown(found: Pairing, _: Words, around: Surroundings, first: Html | None = None) -> Screen:
    named = _("🤝 {name}: {meets}", name=found.volunteer or "", meets=found.meets or "")
    told = {
        PairingState.WAITING: _("⏳ Waits since {day}.", day=found.asked_at.astimezone(around.zone).date()),
        PairingState.FOUND: join([named, _("❓ The family is asked.")]),
        PairingState.RUNNING: named,
        PairingState.ENDED: _("✔️ It is ended."),
    }
    head = join([district_name(found.district, _, around), topic_name(found.topic, _)], " · ")
    lines = [
        *([first] if first else []),
        Html("<b>") + head + Html("</b>"),
        told[PairingState(found.state)],
        *_heard(found, _),
    ]

    return Screen(join(lines), rows(*_deeds(found, _), to_pairings(_), to_work(_), width=2), afterwards=head)


def _heard(found: Pairing, _: Words) -> list[Html]:
    """What each side said about how it goes."""
    says = {actions.WELL: _("goes well"), actions.BADLY: _("does not go well")}
    family, office = says.get(found.family_says or ""), says.get(found.office_says or "")
    return [
        *([_("The family says: it {how}.", how=family)] if family else []),
        *([_("The office says: it {how}.", how=office)] if office else []),
    ]


def _deeds(found: Pairing, _: Words) -> list[Choice]:
    def choice(label: Html, do: str) -> Choice:
        return Choice(label, Pair(do=do, pairing=found.id or 0).pack())

    if found.state == PairingState.ENDED:
        return []
    waits = found.state in (PairingState.WAITING, PairingState.FOUND)
    runs = [choice(_("😊 Goes well"), "well"), choice(_("😟 Not well"), "badly")]
    family = Choice(_("📞 The family"), CallOn(do="look", family=found.family_id).pack())
    return [
        *([choice(_("✏️ I found somebody"), "find")] if waits else runs),
        family,
        choice(_("✖️ End it"), "end"),
    ]


@router.callback_query(Pair.filter(F.do == "find"), OnDuty(Role.WORKER))
async def find(
    query: CallbackQuery,
    callback_data: Pair,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen | None:
    await set_aside(state)
    found = tables.one(session, callback_data.pairing, duty)
    if found is None:
        return None
    if found.state not in (PairingState.WAITING, PairingState.FOUND):
        return shown(found, _, around)
    await state.set_state(Finding.words)
    await state.update_data(pairing=found.id, family=found.family_id)
    return _ask({}, found, _, around)


def _ask(
    data: dict[str, object], found: Pairing, _: Words, around: Surroundings, wrong: Html | None = None
) -> Screen:
    """The name, then when they meet."""
    asked, hint = (
        (_("When and where do they meet? As the family will read it. No phone numbers."), _("When and where"))
        if "volunteer" in data
        else (
            _("How may the family call the volunteer? Only the name: nothing else of them is kept."),
            _("Name of the person"),
        )
    )
    back = Choice(_("↩️ Back"), Pair(do="look", pairing=found.id or 0).pack())
    return Screen(
        join([*([wrong] if wrong else []), asked]), rows(back, to_home(_), width=2), placeholder=str(hint)
    )


@typed.message(StateFilter(Finding.words), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """First the name, then when; typed again after the preview, when takes the place of what was typed before."""
    data, text = await state.get_data(), (message.text or "").strip()
    found = tables.one(session, int(data.get("pairing") or 0), duty)
    if found is None or found.state not in (PairingState.WAITING, PairingState.FOUND):
        await set_aside(state)
        return listed(session, duty, _, around, _("This is not open any more. Nothing was sent."))
    if reply(text) == "stop":
        await set_aside(state)
        return shown(found, _, around, _("Good, nothing was sent."))
    if "volunteer" not in data:
        name = tidy_name(text)
        wrong = wrong_with_name(name)
        if wrong is not None:
            return _ask(data, found, _, around, no_name(wrong, _, CALLED_MOST))
        await state.update_data(volunteer=name)
        return _ask({"volunteer": name}, found, _, around)
    wrong = wrong_with_name(text, MEETS_MOST)
    if wrong is not None:
        return _ask(data, found, _, around, no_name(wrong, _, MEETS_MOST))
    await state.update_data(meets=text)
    chat = session.get(Chat, found.chat_id)
    theirs = around.catalogues.speak(chat.language if chat is not None else _.language)
    letter = offer(found.id or 0, found.topic, str(data["volunteer"]), text, theirs)
    send = Choice(_("✅ Send"), Pair(do="send", pairing=found.id or 0).pack())
    again = Choice(_("✏️ Write it anew"), Pair(do="find", pairing=found.id or 0).pack())
    drop = Choice(_("✖️ Do not send"), Pair(do="look", pairing=found.id or 0).pack())
    lines = [_("<b>So the family will see it:</b>"), Html(""), letter.text, Html(""), _("Shall I send it?")]
    return Screen(join(lines), rows(send, again, drop), afterwards=topic_name(found.topic, _))


@router.callback_query(Pair.filter(F.do == "send"), OnDuty(Role.WORKER))
async def send(
    query: CallbackQuery,
    callback_data: Pair,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """What was shown; a second tap sends nothing again."""
    data = await state.get_data() if await state.get_state() == Finding.words.state else {}
    await set_aside(state)
    found = tables.one(session, callback_data.pairing, duty)
    if found is None:
        return None
    if data.get("pairing") != found.id or "meets" not in data:
        return shown(found, _, around)
    if not actions.find(
        desk_of(session, around, now), duty, found, str(data["volunteer"]), str(data["meets"])
    ):
        return shown(found, _, around)
    write_to(
        session, found.chat_id, lambda words: found_screen(found, words), around, now, f"pairing:{found.id}"
    )
    return shown(found, _, around, _("✅ Sent. The family is asked."))
