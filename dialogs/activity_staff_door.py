"""The day itself and after it: who comes, ticked at the door, the number that hangs there; how it was; once more next quarter."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions import activity_results as results
from actions import activity_seats as seats
from actions.activities import copy
from db import activities as tables
from db.activities import Activity, ActivityGuest, ActivityState
from db.activity_guests import seated, several, waiting
from dialogs.activity_addresses import ActDoor, ActWork
from dialogs.activity_staff import count_lines, headline
from dialogs.activity_staff_draft import draft_screen, not_yours, to_activities, work
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.need_staff_words import number_words
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import link_lines
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.roles import Role

router = Router(name="activity staff door")

#: Families with a button each on one screen; texts of families that are shown.
SHOWN, WORDS = 40, 20


@router.callback_query(ActWork.filter(F.do.in_({"guests", "code", "results", "copy"})), OnDuty(Role.WORKER))
async def deed(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    if row is None or row.state == ActivityState.DRAFT:
        return not_yours(_)
    if callback_data.do == "guests":
        return guests(row, seat, 0)
    if callback_data.do == "code":
        return code(row, seat)
    if callback_data.do == "results":
        return how_it_was(row, seat)
    made = copy(seat.desk, seat.duty, row)
    if made is None:
        return not_yours(_)
    return draft_screen(made, seat, _("✅ Copied. Look at the day, then publish it."))


def guests(row: Activity, seat: Seat, page: int) -> Screen:
    """Nobody by name: a number and how many children. A tap ticks a family, another one takes the tick away."""
    _ = seat.words
    open_ = seats.is_open(row, seat.now)
    listed = [*seated(seat.session, row.id or 0), *(_waiting(row, seat) if open_ else [])]
    last = max(0, (len(listed) - 1) // SHOWN)
    page = min(page, last)
    shown = listed[page * SHOWN : (page + 1) * SHOWN]
    buttons = [
        Choice(
            _label(one, "⬜" if one.waits_since is None else "⏳", _),
            ActDoor(activity=row.id or 0, guest=one.id or 0, here=one.came_at is None, page=page).pack(),
        )
        for one in shown
        if open_
    ]
    pages = [
        Choice(sign, ActDoor(activity=row.id or 0, guest=0, here=False, page=number).pack())
        for sign, number in (("◀", page - 1), ("▶", page + 1))
        if 0 <= number <= last
    ]
    names = [] if open_ else [_label(one, "•", _) for one in shown]
    return Screen(
        lines_of(headline(row, seat), *count_lines(row, seat), Html(""), _how(listed, open_, _), *names),
        (*rows(*buttons, width=2), *rows(*pages, width=2), *rows(*_back(row, _), width=2)),
    )


def _waiting(row: Activity, seat: Seat) -> list[ActivityGuest]:
    """Who waits may stand at the door, too; a tick lets them in."""
    return several(seat.session, [number for number, _children in waiting(seat.session, row.id or 0)])


def _how(listed: list[ActivityGuest], open_: bool, _: Words) -> Html:
    """What to do with the list."""
    if not listed:
        return _("Nobody has said yes yet.")
    if open_:
        how = _("Tap a family that is there. They find their number on the card of the activity.")
        waits = _("⏳ has no seat: tap it when there is room.")
        return join([how, waits]) if any(one.waits_since is not None for one in listed) else how
    return _("Families are ticked here from two hours before it begins until three hours after it ends.")


def _label(guest: ActivityGuest, else_: str, _: Words) -> Html:
    sign = Html("✅ " if guest.came_at is not None else f"{else_} ")
    number = guest.children
    if not number:
        return sign + _("Family {family} · no child", family=guest.number)
    return sign + _.ngettext(
        "Family {family} · {n} child", "Family {family} · {n} children", number, family=guest.number, n=number
    )


def _back(row: Activity, _: Words) -> list[Choice]:
    return [Choice(_("🔎 Look at it"), work("look", row)), to_activities(_), to_home(_)]


@router.callback_query(ActDoor.filter(), OnDuty(Role.WORKER))
async def door(
    query: CallbackQuery, callback_data: ActDoor, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A tick, or a page of the list."""
    await set_aside(state)
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    if row is None or row.state != ActivityState.OPEN:
        return not_yours(_)
    if callback_data.guest:
        seats.tick(seat.desk, row, callback_data.guest, callback_data.here)
    return guests(row, seat, callback_data.page)


def code(row: Activity, seat: Seat) -> Screen:
    """To write on a sheet at the door; a link for whoever makes a square code of it."""
    _ = seat.words
    lines = [
        headline(row, seat),
        Html(""),
        _("The number for the door: <b>{code}</b>", code=row.code),
        _("Hang it up where families come in. They type it here, and are on the list as come."),
        _("It works from two hours before it begins until three hours after it ends."),
        Html(""),
        *link_lines(f"here_{row.code}", seat.around, _),
    ]
    return Screen(lines_of(*lines), rows(*_back(row, _), width=2))


def how_it_was(row: Activity, seat: Seat) -> Screen:
    """Turn-out, and what families thought; under five is hidden."""
    _ = seat.words
    found = results.feedback(row, tables.guests(seat.session, row.id or 0))
    names = {1: _("👍 Good"), 2: _("😐 So-so"), 3: _("👎 Not good")}

    said = [_("Families who said how it was: {number}.", number=number_words(found.answered, _))]
    if found.answered is None:
        said.append(_("What they think is not shown yet: a family could be known by it."))
    else:
        said += [
            _("{name}: {value}", name=names[one], value=number_words(found.liked[one], _))
            for one in (1, 2, 3)
        ]
    words = [Html("• ") + _("{text}", text=" ".join(one.split())[:120]) for one in found.words[:WORDS]]
    heading = [Html(""), _("<b>In their words</b>"), *words] if words else []
    return Screen(
        lines_of(headline(row, seat), *count_lines(row, seat), Html(""), *said, *heading),
        rows(Choice(_("🔁 Once more next quarter"), work("copy", row)), *_back(row, _), width=2),
    )
