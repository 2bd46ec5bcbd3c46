"""Registering with the community, step by step: what is still to be told, then everything as the worker will see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from sqlmodel import Session

from db import children, registrations
from db.families import Guardian
from dialogs.community_addresses import Known
from dialogs.community_words import district_name, seen_lines
from dialogs.home import to_home
from dialogs.near_words import text_of
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join

#: No office, or not known.
NO_OFFICE = "-"
#: Offices with a button each.
SHOWN = 30


class Registering(StatesGroup):
    """What is told to the community: "district", "office", "called", "phone" are in the state's data as they come, "language" is the one the text was
    read in; "change" names the one thing that is changed. The name is stored with the chat: keep it."""

    told = State(state="told", group_name="community")


#: Key of the conversation's data while nothing is waited for: which question was shown last, whose answer may be typed; and the district it is about.
ASKED, OF_DISTRICT = "community_asked", "community_district"


async def remember(state: FSMContext, asked: str, district: str = "") -> None:
    """ "offer" (the consent), "moved" (where to, or whether to this district): typed words may be meant for it, until anything else is done."""
    await state.update_data({ASKED: asked, OF_DISTRICT: district})


def open_step(data: dict[str, Any]) -> str:
    """What is asked next: district, office, called, phone, or nothing more ("")."""
    if data.get("change"):
        return str(data["change"])
    return next((one for one in ("district", "office", "called", "phone") if one not in data), "")


async def next_step(
    session: Session,
    guardian: Guardian,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
    wrong: Html | None = None,
) -> Screen:
    """The question that is open; the preview when nothing is."""
    data = await state.get_data()
    if open_step(data) == "office" and not registrations.offices(session, str(data.get("district"))):
        await state.update_data(office=NO_OFFICE)
        data = await state.get_data()
    step = open_step(data)
    first = [wrong] if wrong is not None else []
    if step == "district":
        return _ask_district(session, guardian, first, _, around)
    if step == "office":
        return ask_office(session, str(data["district"]), first, _)
    if step == "called":
        asked = _("What may the worker call you? For example 王姐, or Duoduo's mother.")
        return Screen(
            join([*first, asked]), rows(_drop(_), to_home(_)), placeholder=str(_("How to call you"))
        )
    if step == "phone":
        asked = _("Which number may she call? One mobile or landline, with area code.")
        return Screen(join([*first, asked]), rows(_drop(_), to_home(_)), placeholder="138…")
    return _preview(session, guardian, data, _, around, now)


def _ask_district(
    session: Session, guardian: Guardian, first: list[Html], _: Words, around: Surroundings
) -> Screen:
    """The children's district stands first, when it is known."""
    lives = {one.district for one in children.of_family(session, guardian.family_id)}

    def choice(key: str, name: Html) -> Choice:
        return Choice(name, Known(do="district", value=key).pack())

    known = [
        choice(one.id, Html("📍 ") + _.fact(one.name))
        for one in around.knowledge.districts
        if one.id in lives
    ]
    others = [choice(one.id, _.fact(one.name)) for one in around.knowledge.districts if one.id not in lives]
    asked = _("Which district do you live in?")
    return Screen(
        join([*first, asked]), (*rows(*known), *rows(*others, width=3), *rows(_drop(_), to_home(_), width=2))
    )


def ask_office(session: Session, district: str, first: list[Html], _: Words) -> Screen:
    found = registrations.offices(session, district)[:SHOWN]
    names = [
        Choice(text_of(one.place.names, _), Known(do="office", value=str(one.id)).pack()) for one in found
    ]
    unsure = Choice(_("I don't know"), Known(do="office", value=NO_OFFICE).pack())
    asked = _("Which community office is yours?")
    return Screen(join([*first, asked]), (*rows(*names), *rows(unsure, _drop(_), width=2), *rows(to_home(_))))


def _preview(
    session: Session, guardian: Guardian, data: dict[str, Any], _: Words, around: Surroundings, now: datetime
) -> Screen:
    where = (str(data["district"]), office_number(data))
    found = children.of_family(session, guardian.family_id)
    lines = [
        _("<b>This is what the worker will see:</b>"),
        *seen_lines(
            session, str(data["called"]), str(data["phone"]), where, found, around.today(now), _, around
        ),
        _("And your language, and why she calls. Nothing else."),
        _(
            "Shall I register you with the community in {district}?",
            district=district_name(where[0], _, around),
        ),
    ]
    send = Choice(_("✅ Register"), Known(do="register").pack())
    anew = Choice(_("✏️ Change something"), Known(do="yes").pack())
    return Screen(join(lines), rows(send, _drop(_), anew, width=2))


def office_number(data: dict[str, Any]) -> int | None:
    told = str(data.get("office", NO_OFFICE))
    return int(told) if told.isdigit() else None


def _drop(_: Words) -> Choice:
    return Choice(_("✖️ No"), Known(do="drop").pack())
