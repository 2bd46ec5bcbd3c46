"""Places for the staff: what parents said is wrong, one after the other; and a place found by its name."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import places as actions
from db import place_staff as tables
from db.place_staff import open_reports
from db.places import PlaceReport, PlaceRow, PlaceState, several
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_place import card
from dialogs.near_words import demo_label, text_of
from dialogs.place_staff import reported
from dialogs.place_staff_reading import is_value
from dialogs.place_staff_words import to_places, to_values
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_addresses import Told, Work
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from rules.places.finding import Spot, meant
from rules.roles import Duty, Role

router = Router(name="place staff menu")
#: What is typed here stands behind the commands.
typed = Router(name="place staff menu typed")

#: Reports with a button each; places offered for a name; places whose names are compared when none is written so.
REPORTS, FOUND, COMPARED = 40, 8, 5_000


class Seeking(StatesGroup):
    """A name is waited for. The name of the state is stored with the chat: keep it, and that it begins with "staff"."""

    name = State(state="name", group_name="staff_seek")


@router.callback_query(Go.filter(F.to == "staff_places"), OnDuty())
async def places_(query: CallbackQuery, duty: Duty, session: Session, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    number = len(open_reports(session, duty.districts))
    told = (
        _.ngettext("{n} report of parents is open.", "{n} reports of parents are open.", number, n=number)
        if number
        else _("No report of parents is open.")
    )
    works = duty.at_least(Role.WORKER)
    return Screen(
        join([_("<b>Places</b>"), told]),
        rows(
            Choice(_("📣 All reports"), Go(to="staff_reports").pack()) if number else None,
            Choice(_("🔎 Find a place"), Go(to="staff_find").pack()),
            Choice(_("➕ Add a place"), Go(to="staff_new").pack()) if works else None,
            to_work(_),
            to_home(_),
        ),
    )


@router.callback_query(Go.filter(F.to == "staff_reports"), OnDuty())
async def reports(query: CallbackQuery, duty: Duty, session: Session, state: FSMContext, _: Words) -> Screen:
    """The oldest first."""
    await set_aside(state)
    return listed(session, duty, _)


def listed(session: Session, duty: Duty, _: Words) -> Screen:
    """A button for each report."""
    found = open_reports(session, duty.districts)
    if not found:
        return Screen(_("No report of parents is open."), rows(to_places(_), to_home(_)))
    number = len(found)
    told = _.ngettext("{n} report of parents is open.", "{n} reports of parents are open.", number, n=number)
    buttons = [
        Choice(_short(report, row, _), Told(do="look", report=report.id or 0).pack())
        for report, row in found[:REPORTS]
    ]
    return Screen(
        join([_("<b>What parents say is wrong</b>"), told]), rows(*buttons, to_places(_), to_home(_))
    )


def _short(report: PlaceReport, row: PlaceRow, _: Words) -> str:
    """What is wrong, and where, short enough for a button."""
    signs = {"closed": "🚫", "moved": "🚚", "phone": "☎️", "hours": "🕘", "refused": "✋"}
    return f"{signs.get(report.what, '❔')} {_short_name(row, 40, _)}"


@router.callback_query(Told.filter(F.do == "look"), OnDuty())
async def look(
    query: CallbackQuery,
    callback_data: Told,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    return report_screen(callback_data.report, session, duty, _, around, now)


def report_screen(
    number: int, session: Session, duty: Duty, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """What was said, when, and the place as parents see it; the list when it is settled meanwhile."""
    found = tables.report(session, number, duty.districts)
    if found is None or found[0].done_at is not None:
        return listed(session, duty, _)
    report, row = found
    said_at = report.at.astimezone(around.zone)
    lines = [
        Html("📣 ") + reported(report.what, _),
        _("Said on {moment}.", moment=said_at),
        Html(""),
        card(row, _, around, now),
    ]
    place = row.id or 0
    works = duty.at_least(Role.WORKER)
    close = Choice(_("🚫 It is closed"), Work(do="close", place=place).pack())
    right = Choice(_("✅ It is right as it stands"), Told(do="right", report=number).pack())
    return Screen(
        join(lines),
        rows(
            to_values(place, _) if works else None,
            close if works and row.state != PlaceState.GONE else None,
            right if works else None,
            _next(session, duty, number, _),
            Choice(_("📣 All reports"), Go(to="staff_reports").pack()),
            to_home(_),
        ),
    )


def _next(session: Session, duty: Duty, number: int, _: Words) -> Choice | None:
    """The one after this; from the last one back to the first."""
    ids = [report.id or 0 for report, _row in open_reports(session, duty.districts)]
    others = [one for one in ids if one > number] + [one for one in ids if one < number]
    return Choice(_("➡️ Next"), Told(do="look", report=others[0]).pack()) if others else None


@router.callback_query(Told.filter(F.do == "right"), OnDuty(Role.WORKER))
async def right(
    query: CallbackQuery,
    callback_data: Told,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Settled: somebody looked today, and the place is right."""
    await set_aside(state)
    onward = _next(session, duty, callback_data.report, _)
    change = actions.settle_report(desk_of(session, around, now), duty, callback_data.report)
    if change is None:
        return listed(session, duty, _)
    told = _("✅ Settled. The place counts as checked today.")
    return Screen(told, rows(onward, to_places(_), to_home(_)))


@router.callback_query(Go.filter(F.to == "staff_find"), OnDuty())
async def find(query: CallbackQuery, duty: Duty, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    await state.set_state(Seeking.name)
    return ask_name(_)


def ask_name(_: Words, first: Html | None = None) -> Screen:
    asked = _("Type the name of the place, or a part of it, or its street.")
    return Screen(
        join([*([first] if first else []), asked]),
        rows(to_places(_), to_home(_)),
        placeholder=str(_("Name of the place")),
    )


@typed.message(StateFilter(Seeking.name), F.text, ~F.text.startswith("/"), is_value, OnDuty())
async def sought(message: Message, duty: Duty, session: Session, state: FSMContext, _: Words) -> Screen:
    """What is written so; else what is written or sounds nearly so."""
    text = " ".join((message.text or "").split())[:60]
    found = tables.found(session, text, duty.districts, FOUND + 1) if text else []
    if not found and text:
        named = tables.named(session, duty.districts, COMPARED)
        spots = [Spot(str(number), tuple(names.values())) for number, names in named]
        ids = [int(one.at) for one in meant(text, spots, FOUND)]
        kept = several(session, ids)
        found = [kept[number] for number in ids]
    if not found:
        return ask_name(_, _("I find no such place in your districts."))
    buttons = [Choice(_place(row, _), Work(do="look", place=row.id or 0).pack()) for row in found[:FOUND]]
    more = [_("There are more: type more of the name.")] if len(found) > FOUND else []
    return Screen(join([_("Which one?"), *more]), rows(*buttons, to_places(_), to_home(_)))


def _place(row: PlaceRow, _: Words) -> str:
    sign = "🚫 " if row.state == PlaceState.GONE else ""
    return sign + _short_name(row, 56, _)


def _short_name(row: PlaceRow, most: int, _: Words) -> str:
    """Cut for a button; that a place is made up stands behind it."""
    name = plain(text_of(row.place.names, _))[:most]
    return f"{name} {plain(demo_label(_))}" if row.place.demo else name
