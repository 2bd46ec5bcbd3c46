"""A family and its community: registering, with a consent of its own and an equal no; seeing, changing and taking back what was told."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import families
from actions import registrations as actions
from db import referrals as referral_tables
from db import registrations as tables
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.community_addresses import Known
from dialogs.community_asking import (
    NO_OFFICE,
    Registering,
    ask_office,
    next_step,
    office_number,
    open_step,
    remember,
)
from dialogs.community_meanwhile import has_no_number, meanwhile
from dialogs.community_page import first_the_calendar, is_offered, offer, page
from dialogs.community_telling import tell_instead, tell_off
from dialogs.community_words import (
    VERSION,
    consent_text,
    no_name,
    no_phone,
    registered_note,
    to_community,
    to_moved,
)
from dialogs.districts import district_typed, district_within
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside, taken
from dialogs.words import Html, Words, join
from rules.follow_up import PhoneWrong, read_called, read_phone, tidy_name, wrong_with_name
from rules.follow_up_words import is_no_name, stops, yes_or_no
from rules.places.replies import reply

router = Router(name="community")
#: What is typed here stands behind the commands and the words of danger.
typed = Router(name="community typed")


@router.message(Command("community", ignore_case=True))
@router.callback_query(Go.filter(F.to == "community"))
async def community(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    if is_offered(session, guardian):
        await remember(state, "offer")
    return page(session, guardian, _, around, now)


@router.callback_query(Known.filter(F.do.in_({"text", "yes", "no"})))
async def consent(
    query: CallbackQuery,
    callback_data: Known,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A yes begins the questions; nothing is written down before the last of them was seen. A yes to an older text reads the new one."""
    data = await taken(state, Registering.told)
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return first_the_calendar(_)
    if callback_data.do == "no":
        told = _("Good. The community hears nothing of you, and everything here works as before.")
        return Screen(told, rows(to_moved(_), to_home(_)))
    fresh = callback_data.do == "yes" and callback_data.value == VERSION
    if callback_data.do == "text" or not (fresh or data.get("version") == VERSION):
        await remember(state, "offer")
        return offer([], _)
    language = _.language if fresh else str(data.get("language", _.language))
    await state.set_state(Registering.told)
    await state.update_data(version=VERSION, language=language)
    return await next_step(session, guardian, state, _, around, now)


@router.callback_query(Known.filter(F.do.in_({"district", "office", "drop", "register"})))
async def tapped(
    query: CallbackQuery,
    callback_data: Known,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """An old button, when nothing is being told any more, changes nothing."""
    if guardian is None or await state.get_state() != Registering.told.state:
        return page(session, guardian, _, around, now)
    data, value = await state.get_data(), callback_data.value
    if callback_data.do == "drop":
        await set_aside(state)
        if is_offered(session, guardian):
            await remember(state, "offer")
        return page(session, guardian, _, around, now, _("Good, nothing was changed."))
    if callback_data.do == "register":
        if data.get("change") or open_step(data):
            return await next_step(session, guardian, state, _, around, now)
        await set_aside(state)
        return _register(data, session, chat, guardian, _, around, now)
    if callback_data.do == "district" and around.knowledge.district(value) is not None:
        kept = {name: told for name, told in data.items() if name != "office"}
        await state.set_data({**kept, "district": value})
    if callback_data.do == "office" and _is_office(session, guardian, value, data):
        if data.get("change"):
            await set_aside(state)
            return _changed("office", office_number({"office": value}), session, guardian, _, around, now)
        await state.update_data(office=value)
    return await next_step(session, guardian, state, _, around, now)


def _is_office(session: Session, guardian: Guardian, value: str, data: dict[str, object]) -> bool:
    """Only one of the district that was named: numbers in buttons prove nothing."""
    row = tables.of_family(session, guardian.family_id)
    district = row.district if data.get("change") and row is not None else str(data.get("district", ""))
    return value == NO_OFFICE or value in {str(one.id) for one in tables.offices(session, district)}


def _register(
    data: dict[str, object],
    session: Session,
    chat: Chat,
    guardian: Guardian,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The consent is written down in the words and the language they were read in."""
    language = str(data.get("language", _.language))
    read = consent_text(around.catalogues.speak(language))
    agreed = families.Agreed(actions.CONSENT, VERSION, read, language)
    told = actions.Told(
        str(data["district"]), office_number(dict(data)), str(data["called"]), str(data["phone"])
    )
    desk = desk_of(session, around, now)
    ended = actions.give_way(desk, guardian)
    actions.register(desk, chat, guardian, agreed, told)
    tell_instead(session, guardian, ended, around, now)
    return page(
        session,
        guardian,
        _,
        around,
        now,
        registered_note(session, told.district, _, around),
    )


@router.callback_query(Known.filter(F.do == "change"))
async def change(
    query: CallbackQuery,
    callback_data: Known,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    row = tables.of_family(session, guardian.family_id) if guardian is not None else None
    what = callback_data.value
    if (
        guardian is None
        or row is None
        or not actions.is_own(session, row, guardian)
        or what not in ("called", "phone", "office")
    ):
        return page(session, guardian, _, around, now)
    await state.set_state(Registering.told)
    await state.update_data(change=what)
    if what == "office":
        return ask_office(session, row.district, [], _)
    return await next_step(session, guardian, state, _, around, now)


def _changed(
    what: str,
    value: object,
    session: Session,
    guardian: Guardian,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    row = tables.of_family(session, guardian.family_id)
    if row is None or not actions.is_own(session, row, guardian):
        return page(session, guardian, _, around, now)
    actions.change(desk_of(session, around, now), row, what, value)
    told = _("✅ Changed.")
    if what != "office" and referral_tables.open_of_family(session, guardian.family_id):
        told = join([told, _("Offices you said yes to see the new one, too.")], " ")
    return page(session, guardian, _, around, now, told)


@typed.message(StateFilter(Registering.told), F.text, ~F.text.startswith("/"))
async def typed_(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """How to call them, or a number. A question gets its answer, and what was open is asked again; nothing that looks like an ID number is kept."""
    data, text = await state.get_data(), (message.text or "").strip()
    step = open_step(data)
    if guardian is None or _stops(step, text):
        await set_aside(state)
        if is_offered(session, guardian):
            await remember(state, "offer")
        return page(session, guardian, _, around, now, _("Good, nothing was changed."))
    value, wrong = _read(step, text, session, guardian, _, around)
    answer = None
    if value is None or step == "called":
        answer = meanwhile(step, text, session, guardian, _, around, now)
    if answer is not None or value is None:
        # what was asked is no wrong answer
        again = await next_step(session, guardian, state, _, around, now, wrong if answer is None else None)
        return again if answer is None else [answer, again]
    if data.get("change"):
        await set_aside(state)
        told = office_number({"office": value}) if step == "office" else value
        return _changed(step, told, session, guardian, _, around, now)
    await state.update_data({step: value})
    return await next_step(session, guardian, state, _, around, now)


def _stops(step: str, text: str) -> bool:
    """Clear words of stopping; a bare "no" is the button under the question, but where a name is asked for it is asked again."""
    return reply(text) == "stop" or stops(text) or (step != "called" and yes_or_no(text) == "no")


def _read(
    step: str, text: str, session: Session, guardian: Guardian, _: Words, around: Surroundings
) -> tuple[str | None, Html | None]:
    """What was told, or what is wrong with it."""
    if step == "phone":
        if has_no_number(text):
            return None, _(
                "Without a number she cannot call, and the list is for that. Then choose ✖️ No: everything else here works without it."
            )
        found = read_phone(text)
        return (None, no_phone(found, _)) if isinstance(found, PhoneWrong) else (found, None)
    if step == "called":
        told = read_called(text)
        if not told or (told == tidy_name(text) and is_no_name(text)):
            return None, _("Please type only what she may call you.")
        wrong = wrong_with_name(told)
        return (None, no_name(wrong, _)) if wrong is not None else (told, None)
    if step == "district":
        named = district_typed(text, around) or district_within(text, around)
        return (named, None) if named is not None else (None, _("Please tap your district."))
    if step == "office" and reply(text) == "unknown":
        return NO_OFFICE, None
    return None, _("Please tap a button.")


@router.callback_query(Known.filter(F.do.in_({"out", "gone"})))
async def take_back(
    query: CallbackQuery,
    callback_data: Known,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Asked once: what other offices were told, and the volunteer, go with it."""
    await set_aside(state)
    if guardian is None or tables.of_family(session, guardian.family_id) is None:
        return page(session, guardian, _, around, now)
    if callback_data.do == "out":
        told = [
            _("Take your family off the community's list?"),
            _(
                "Name and number are deleted, and what was passed to other offices. A volunteer's help through the community ends. Your children's calendar stays."
            ),
        ]
        yes, no = Choice(_("Yes, delete it"), Known(do="gone").pack()), to_community(_)
        return Screen(join(told), rows(Choice(_("No, keep it"), no.tap), yes))
    ended = actions.take_back(desk_of(session, around, now), guardian)
    tell_off(session, guardian, ended, around, now)
    return Screen(
        _("✅ Deleted. The community does not see you any more."), rows(to_community(_), to_home(_))
    )
