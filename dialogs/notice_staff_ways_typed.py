"""What is typed for the buttons of a notice: the address of a page, what stands on its button, the name of a place."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from actions.notices import notice_of
from db import place_staff
from db.notices import NoticeRow
from db.places import PlaceRow, PlaceState, several
from dialogs.answer_staff_ways import wrong_link
from dialogs.answer_staff_words import cut
from dialogs.draft_asking import too_long, wait_for
from dialogs.near_words import demo_label, text_of
from dialogs.notice_staff_draft import Writing, change_mine, mine
from dialogs.notice_staff_faults import html_code
from dialogs.notice_staff_ways import ask_label, ask_link, ask_place, ways_screen, with_way
from dialogs.notice_staff_words import value
from dialogs.screens import Choice, Screen
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Words, plain
from rules.answers.answer import Leads, Way
from rules.answers.markup import has_tags
from rules.answers.tidy import line
from rules.languages import DEFAULT, FOREIGN
from rules.notices import LABEL_MOST
from rules.places.finding import Spot, meant
from rules.places.phones import read_phones
from rules.places.replies import reply
from rules.roles import Role
from rules.units import units

#: What is typed here stands behind the commands.
typed = Router(name="notice staff ways typed")

#: Places offered for a name, and whose names are compared when none is written so.
_FOUND, _COMPARED = 8, 5_000


@typed.message(StateFilter(Writing.link, Writing.label), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def link(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """First the address, then what stands on its button in Chinese, then in English."""
    data, text = await state.get_data(), line(message.text or "")
    row = mine(int(data.get("notice") or 0), seat, text)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    if reply(text) == "stop":
        await set_aside(state)
        return ways_screen(row, seat, _("Nothing was written."))
    if "link" in data:
        return await _label(row, str(data["link"]), dict(data.get("labels", {})), text, seat, state)
    wrong = wrong_link(text, notice_of(row).ways, _)
    if wrong is not None:
        if read_phones(text) is not None:
            wrong = _("That is a phone number. Write it in the text: it fits on no button.")
        return ask_link(row, seat, wrong)
    await wait_for(Writing.label, state, notice=row.id, link=text, labels={})
    return ask_label(row, text, {}, seat)


async def _label(
    row: NoticeRow, link: str, labels: dict[str, str], text: str, seat: Seat, state: FSMContext
) -> Screen:
    skipped = reply(text) == "none" and DEFAULT in labels
    if not skipped and (not text or units(text) > LABEL_MOST):
        first = too_long(text, LABEL_MOST, seat.words) if text else None
        return ask_label(row, link, labels, seat, first)
    if not skipped and has_tags(text):
        return ask_label(row, link, labels, seat, html_code(seat.words))
    if not skipped:
        labels[FOREIGN if DEFAULT in labels else DEFAULT] = text
    if not skipped and FOREIGN not in labels:
        await state.update_data(labels=labels)
        return ask_label(row, link, labels, seat)
    await set_aside(state)
    way = Way(Leads.LINK, link, labels)
    return change_mine(row.id or 0, seat, lambda notice: with_way(notice, way, seat), ways_screen)


@typed.message(StateFilter(Writing.place), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def place(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """What is written so; else what is written or sounds nearly so."""
    data = await state.get_data()
    text = line(message.text or "")[:60]
    row = mine(int(data.get("notice") or 0), seat, text)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    if reply(text) == "stop":
        await set_aside(state)
        return ways_screen(row, seat, _("Nothing was written."))
    found = places_named(text, seat) if text else []
    if not found:
        return ask_place(row, seat, _("I find no such place in your districts."))
    buttons = tuple(
        Choice(_button(place, _), value("place", row.id or 0, str(place.id))) for place in found[:_FOUND]
    )
    more = _("There are more: type more of the name.") if len(found) > _FOUND else _("Which one?")
    return ask_place(row, seat, more, buttons)


def places_named(text: str, seat: Seat) -> list[PlaceRow]:
    """Open ones in their districts, the likeliest first."""
    districts = seat.duty.districts
    found = place_staff.found(seat.session, text, districts, _FOUND + 1)
    if not found:
        named = place_staff.named(seat.session, districts, _COMPARED)
        spots = [Spot(str(number), tuple(names.values())) for number, names in named]
        ids = [int(spot.at) for spot in meant(text, spots, _FOUND)]
        kept = several(seat.session, ids)
        found = [kept[number] for number in ids if number in kept]
    return [row for row in found if row.state != PlaceState.GONE]


def _button(row: PlaceRow, _: Words) -> str:
    """That a place is made up stands behind it."""
    name = cut(plain(text_of(row.place.names, _)), 44)
    return f"{name} {plain(demo_label(_))}" if row.place.demo else name
