"""At the door: the number that hangs there is typed, or its square is scanned, and the family is on the list as come."""

from __future__ import annotations

import re
from datetime import datetime

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.types import Message
from sqlmodel import Session

from actions import activity_seats as seats
from actions import families
from actions.activities import content_of
from db import activities as tables
from db.activities import Activity
from db.families import Guardian
from dialogs.activity_addresses import ActList
from dialogs.activity_card import to_card
from dialogs.activity_words import title
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_list import home_districts
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.words import Html, Words, join
from rules.activities import DOOR_BEFORE
from rules.birthdays.tidy import tidy

router = Router(name="activity door")

#: Activities with a button under a wrong number.
_DOORS = 3
#: "6821", "６８２１", "68 21", "签到 6821", "here: 6821".
_CODE = re.compile(
    r"(?:签到|我到了|到了|我们到了|check ?-?in|here|we are here)?\s?:?\s?(?P<code>[0-9](?: ?[0-9]){3})"
)


def code_in(text: str) -> str | None:
    """The four digits somebody typed, if they typed nothing else."""
    match = _CODE.fullmatch(tidy(text).strip(" .!"))
    return match["code"].replace(" ", "") if match is not None else None


async def _types_code(message: Message) -> bool | dict[str, str]:
    code = code_in(message.text or "")
    return {"code": code} if code is not None else False


@router.message(StateFilter(None), _types_code)
async def typed_code(
    message: Message,
    code: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Only where a door is open, or opens soon with this number; everything else with four digits goes on to whoever answers it."""
    shown = arrived(code, session, guardian, _, around, now)
    if shown is None:
        shown = wrong_number(session, guardian, _, around, now)
    if shown is None:
        raise SkipHandler
    return shown


def open_doors(
    session: Session, guardian: Guardian | None, around: Surroundings, now: datetime
) -> list[Activity]:
    """The doors that are open now and that they may stand at."""
    family = guardian.family_id if guardian is not None else None
    return seats.doors_for(desk_of(session, around, now), family, home_districts(session, guardian))


def wrong_number(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """Somebody stands at a door and mistyped; None where no door they may stand at is open."""
    doors = open_doors(session, guardian, around, now)
    if not doors:
        return None
    told = _("That is not the number on the door. Please look again, and type the four digits.")
    return Screen(told, rows(*(to_card(row, _) for row in doors[:_DOORS]), to_home(_)))


def arrived(
    code: str, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """None where no door with this number is open, or opens soon."""
    desk = desk_of(session, around, now)
    row = seats.door(desk, code)
    if row is None:
        early = seats.shut_yet(desk, code)
        return not_yet(early, _, around) if early is not None else None
    name = Html("🎈 <b>") + title(content_of(row), _) + Html("</b>")
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        begin = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
        told = _(
            "Welcome! You are not registered here: please tell the staff at the door. Nothing is kept of you."
        )
        return Screen(join([name, told]), rows(begin, to_home(_)))
    if seats.is_demo(session, guardian.family_id):
        return Screen(join([name, _("This is a demo family: it is not put on the list.")]), rows(to_home(_)))
    mine = tables.guest(session, row.id or 0, guardian.family_id)
    if mine is not None and mine.waits_since is not None:
        return no_seat_yet(name, row, mine.number, _)
    guest = seats.arrive(desk, row, guardian.family_id)
    lines = [
        name,
        _("✅ You are on the list as come: family {number}. Have a good time!", number=guest.number),
        _("Tomorrow I ask you how it was."),
    ]
    return Screen(join(lines), rows(Choice(_("🎈 What is on"), ActList().pack()), to_home(_), width=2))


def no_seat_yet(name: Html, row: Activity, number: int, _: Words) -> Screen:
    """Who waits is not on the list as come: staff see that they wait, and tick them when there is room."""
    lines = [
        name,
        _("⏳ There is no seat for you yet. You are family {number}: please ask at the door.", number=number),
    ]
    return Screen(join(lines), rows(to_card(row, _), to_home(_)))


def not_yet(row: Activity, _: Words, around: Surroundings) -> Screen:
    """The right number, before its time."""
    opens = ((row.starts_at or row.created_at) - DOOR_BEFORE).astimezone(around.zone)
    name = Html("🎈 <b>") + title(content_of(row), _) + Html("</b>")
    told = _("The number is right, but it is too early: type it again from {moment} on.", moment=opens)
    return Screen(join([name, told]), rows(to_card(row, _), to_home(_)))


def not_open(_: Words) -> Screen:
    """For a square that was scanned too early, too late, or long ago."""
    text = _("This number is not for today: checking in works from two hours before it begins.")
    return Screen(text, rows(Choice(_("🎈 What is on"), ActList().pack()), to_home(_), width=2))
