"""Volunteers in the hands of the community's workers: who waits, whom they found and when they meet, how it goes, the end."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from actions import pairings as actions
from db import pairings as tables
from db.follow_up import Pairing, PairingState
from dialogs.addresses import Go
from dialogs.call_staff import to_calls
from dialogs.community_addresses import CallOn, Helper, Pair
from dialogs.community_words import district_name, no_name, write_to
from dialogs.home import to_home
from dialogs.need_words import topic_name
from dialogs.pairing_words import found_screen, offer, to_pairings
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.staff_preview import before_sending, words_of
from dialogs.unfinished import set_aside, taken
from dialogs.words import Html, Words, join
from rules.follow_up import CALLED_MOST, MEETS_MOST, tidy_name, wrong_with_name
from rules.places.replies import reply
from rules.roles import Role

router = Router(name="pairing staff")
#: What is typed here stands behind the commands.
typed = Router(name="pairing staff typed")
SHOWN = 40


class Finding(StatesGroup):
    """ "pairing" and "family" are in the state's data; "volunteer", then "meets", as they are typed. The name is stored with the chat: keep it, and that it
    begins with "staff_follow" (`actions.follow_up.WRITING`)."""

    words = State(state="volunteer", group_name="staff_follow")


@router.callback_query(Go.filter(F.to == "staff_pairings"), OnDuty(Role.WORKER))
async def list_(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    return listed(seat)


def listed(seat: Seat, first: Html | None = None) -> Screen:
    """Who waits stands in front."""
    _ = seat.words
    found = tables.open_(seat.session, seat.duty)
    signs = {PairingState.WAITING: "⏳", PairingState.FOUND: "❓", PairingState.RUNNING: "🤝"}
    buttons = [
        Choice(
            Html(f"{signs[PairingState(one.state)]} ")
            + district_name(one.district, _, seat.around)
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
async def look(query: CallbackQuery, callback_data: Pair, seat: Seat, state: FSMContext) -> Screen | None:
    """Nothing for what lies outside the districts."""
    _ = seat.words
    await set_aside(state)
    found, do = tables.one(seat.session, callback_data.pairing, seat.duty), callback_data.do
    if found is None:
        return None
    desk = seat.desk
    if do in (actions.WELL, actions.BADLY):
        actions.say(desk, found, do, seat.duty)
        return shown(found, seat, _("✅ Noted."))
    if do == "end" and found.state != PairingState.ENDED:
        yes = Choice(_("Yes, end it"), Pair(do="ended", pairing=found.id or 0).pack())
        no = Choice(_("No, go on"), Pair(do="look", pairing=found.id or 0).pack())
        return Screen(_("End it? The family is told."), rows(no, yes, width=2))
    if do == "ended" and actions.end(desk, found, seat.duty):
        write_to(
            seat.session,
            found.chat_id,
            _ended_letter,
            seat.around,
            seat.now,
            f"pairing:{found.id}",
            asked=False,
        )
        return listed(seat, _("✔️ Ended. The family is told."))
    return shown(found, seat)


def _ended_letter(_: Words) -> Screen:
    told = _("✔️ The community has ended the help of the volunteer. You can ask for another one.")
    return Screen(told, rows(Choice(_("🤝 A volunteer"), Helper(do="list").pack()), to_home(_)))


def shown(found: Pairing, seat: Seat, first: Html | None = None) -> Screen:
    _ = seat.words
    named = _("🤝 {name}: {meets}", name=found.volunteer or "", meets=found.meets or "")
    told = {
        PairingState.WAITING: _("⏳ Waits since {day}.", day=seat.local(found.asked_at).date()),
        PairingState.FOUND: join([named, _("❓ The family is asked.")]),
        PairingState.RUNNING: named,
        PairingState.ENDED: _("✔️ It is ended."),
    }
    head = join([district_name(found.district, _, seat.around), topic_name(found.topic, _)], " · ")
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
async def find(query: CallbackQuery, callback_data: Pair, seat: Seat, state: FSMContext) -> Screen | None:
    await set_aside(state)
    found = tables.one(seat.session, callback_data.pairing, seat.duty)
    if found is None:
        return None
    if found.state not in (PairingState.WAITING, PairingState.FOUND):
        return shown(found, seat)
    await state.set_state(Finding.words)
    await state.update_data(pairing=found.id, family=found.family_id)
    return _ask({}, found, seat)


def _ask(data: dict[str, object], found: Pairing, seat: Seat, wrong: Html | None = None) -> Screen:
    """The name, then when they meet."""
    _ = seat.words
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
async def typed_(message: Message, seat: Seat, state: FSMContext) -> Screen:
    """First the name, then when; typed again after the preview, when takes the place of what was typed before."""
    _ = seat.words
    data, text = await state.get_data(), (message.text or "").strip()
    found = tables.one(seat.session, int(data.get("pairing") or 0), seat.duty)
    if found is None or found.state not in (PairingState.WAITING, PairingState.FOUND):
        await set_aside(state)
        return listed(seat, _("This is not open any more. Nothing was sent."))
    if reply(text) == "stop":
        await set_aside(state)
        return shown(found, seat, _("Good, nothing was sent."))
    if "volunteer" not in data:
        name = tidy_name(text)
        wrong = wrong_with_name(name)
        if wrong is not None:
            return _ask(data, found, seat, no_name(wrong, _, CALLED_MOST))
        await state.update_data(volunteer=name)
        return _ask({"volunteer": name}, found, seat)
    wrong = wrong_with_name(text, MEETS_MOST)
    if wrong is not None:
        return _ask(data, found, seat, no_name(wrong, _, MEETS_MOST))
    await state.update_data(meets=text)
    number, theirs = found.id or 0, words_of(found.chat_id, seat)
    letter = offer(number, found.topic, str(data["volunteer"]), text, theirs)
    send, again, drop = (Pair(do=do, pairing=number).pack() for do in ("send", "find", "look"))
    return before_sending(letter.text, (send, again, drop), topic_name(found.topic, _), _)


@router.callback_query(Pair.filter(F.do == "send"), OnDuty(Role.WORKER))
async def send(query: CallbackQuery, callback_data: Pair, seat: Seat, state: FSMContext) -> Screen | None:
    """What was shown; a second tap sends nothing again."""
    _ = seat.words
    data = await taken(state, Finding.words)
    found = tables.one(seat.session, callback_data.pairing, seat.duty)
    if found is None:
        return None
    if data.get("pairing") != found.id or "meets" not in data:
        return shown(found, seat)
    if not actions.find(seat.desk, seat.duty, found, str(data["volunteer"]), str(data["meets"])):
        return shown(found, seat)
    write_to(
        seat.session,
        found.chat_id,
        lambda words: found_screen(found, words),
        seat.around,
        seat.now,
        f"pairing:{found.id}",
    )
    return shown(found, seat, _("✅ Sent. The family is asked."))
