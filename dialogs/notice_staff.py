"""Notices in the hands of the staff: what is being written, planned, sent, and what is over."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notices import LISTS, begin, editions, holds, listed
from actions.notices import one as found_one
from db.notices import NoticeRow, NoticeState
from dialogs.addresses import Go
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.notice_addresses import NoticeList, OneNotice
from dialogs.notice_staff_draft import Writing, desk_screen, held, not_there
from dialogs.notice_staff_edit import ask_first_words
from dialogs.notice_staff_report import report_screen
from dialogs.notice_staff_running import asked_screen, planned_screen, running_screen
from dialogs.notice_staff_when import hour_left_open
from dialogs.notice_staff_words import one, state_name, title_of, to_list, to_notices
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.roles import Role

router = Router(name="notice staff")

#: Notices of a list on one screen.
SHOWN = 10


@router.callback_query(Go.filter(F.to == "staff_notices"), OnDuty())
async def notices_(query: CallbackQuery, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """How many there are of each kind. Who only looks sees what was sent, and its reports."""
    await set_aside(state)
    works = seat.duty.at_least(Role.WORKER)
    writing, planned, going = (_number(what, seat) for what in ("writing", "planned", "going"))
    return Screen(
        lines_of(
            _("<b>Notices to families</b>"),
            _("You write one, see who gets it, and send it.") if works else None,
        ),
        rows(
            Choice(_("➕ New notice"), Go(to="staff_notice_new").pack()) if works else None,
            to_list("writing", _("✏️ Drafts ({n})", n=writing)) if works else None,
            to_list("planned", _("📅 Planned ({n})", n=planned)),
            to_list("going", _("📤 Being sent ({n})", n=going)),
            to_list("over", _("📊 Sent, with reports")),
            Choice(_("👥 Saved groups"), Go(to="staff_groups").pack()) if works else None,
            to_work(_),
            to_home(_),
            width=2,
        ),
    )


def _number(what: str, seat: Seat) -> int:
    return len(listed(seat.session, seat.duty, LISTS[what], 100))


@router.callback_query(NoticeList.filter(), OnDuty())
async def list_(
    query: CallbackQuery, callback_data: NoticeList, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """The newest first."""
    await set_aside(state)
    what, page = callback_data.what, callback_data.page
    if what == "parts":
        found = editions(seat.session, seat.duty, callback_data.notice, SHOWN + 1)
        return _listed(found, _("<b>Sent again and again</b>"), callback_data, seat)
    names = {
        "writing": _("<b>Drafts</b>"),
        "planned": _("<b>Planned</b>"),
        "going": _("<b>Being sent</b>"),
        "over": _("<b>Sent</b>"),
    }
    kind = what if what in names else "over"
    found = listed(seat.session, seat.duty, LISTS[kind], SHOWN + 1, page * SHOWN)
    return _listed(found, names[kind], callback_data, seat)


def _listed(found: list[NoticeRow], name: Html, address: NoticeList, seat: Seat) -> Screen:
    _, page = seat.words, address.page
    lines = [name, _("Nothing here.") if not found else None]
    lines += [_line(row, seat) for row in found[:SHOWN]]
    buttons = [Choice(title_of(row, _), one("look", row.id or 0)) for row in found[:SHOWN]]
    before = address.model_copy(update={"page": page - 1}).pack() if page else ""
    after = address.model_copy(update={"page": page + 1}).pack() if len(found) > SHOWN else ""
    turns = rows(
        Choice(_("⬅️ Newer"), before) if before else None,
        Choice(_("➡️ Older"), after) if after and address.what != "parts" else None,
        width=2,
    )
    return Screen(lines_of(*lines), (*rows(*buttons), *turns, *rows(to_notices(_), to_home(_), width=2)))


def _line(row: NoticeRow, seat: Seat) -> Html:
    _ = seat.words
    at = row.ended_at or row.started_at or row.leaves_at or row.created_at
    return _(
        "• {title}: {state}, {moment}",
        title=title_of(row, _),
        state=state_name(row.state, _),
        moment=seat.local(at),
    )


@router.callback_query(OneNotice.filter(F.do == "look"), OnDuty())
async def look(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    """Whatever it is by now: a draft, waiting, on its way, over."""
    data = await state.get_data() if await state.get_state() == Writing.when.state else {}
    await set_aside(state)
    row = found_one(seat.session, seat.duty, callback_data.notice)
    return opened(row, seat, hour_left_open(row, data, seat)) if row is not None else not_there(seat)


def opened(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """The screen of its state."""
    if not seat.duty.at_least(Role.WORKER) and row.state in LISTS["writing"]:
        return not_there(seat)
    if row.state == NoticeState.DRAFT:
        return desk_screen(row, seat, first) if holds(row, seat.duty) else held(row, seat)
    if row.state == NoticeState.ASKED:
        return asked_screen(row, seat, first)
    if row.state == NoticeState.PLANNED:
        return planned_screen(row, seat, first)
    if row.state in LISTS["going"]:
        return running_screen(row, seat, first)
    return report_screen(row, seat, first)


@router.callback_query(Go.filter(F.to == "staff_notice_new"), OnDuty(Role.WORKER))
async def new(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen:
    """A draft, and at once its text in Chinese."""
    await set_aside(state)
    row = begin(seat.desk, seat.duty)
    return not_there(seat) if row is None else await ask_first_words(row, seat, state)
