"""Activities in the hands of the staff: what is to come, what is being written, what is over; and one of them with everything that can be done."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.activities import content_of, draft_of, may_cancel, may_write
from actions.activity_results import turnout_of
from db import activities as tables
from db.activities import Activity, ActivityState
from dialogs.activity_addresses import ActsOf, ActWork
from dialogs.activity_staff_draft import by_another, draft_screen, not_yours, to_activities, work
from dialogs.activity_words import card_lines, off_line, short_title, title, when
from dialogs.addresses import Go
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.activities import Outline
from rules.roles import Role

router = Router(name="activity staff")

#: Buttons of a list on one screen.
SHOWN = 10
_LISTS = ("open", "drafts", "over")


@router.callback_query(Go.filter(F.to == "staff_activities"), OnDuty())
async def activities_(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen:
    """What is to come, and the ways to everything else."""
    await set_aside(state)
    return listed(ActsOf(what="open"), seat)


@router.callback_query(ActsOf.filter(), OnDuty())
async def list_(query: CallbackQuery, callback_data: ActsOf, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    return listed(callback_data, seat)


def listed(at: ActsOf, seat: Seat) -> Screen:
    """One list with a button each, and the ways to the other lists."""
    _, what = seat.words, at.what if at.what in _LISTS else "open"
    if not seat.duty.at_least(Role.WORKER) and what == "drafts":
        what = "open"
    found = tables.listed(seat.session, seat.duty, what, seat.now, SHOWN + 1, at.page * SHOWN)
    heads = {
        "open": _("<b>Activities to come</b>"),
        "drafts": _("<b>Activities being written</b>"),
        "over": _("<b>Activities that are over or called off</b>"),
    }
    empty = _("There is none.") if not found else None
    buttons = [Choice(_label(row, _, seat), work("look", row)) for row in found[:SHOWN]]
    pages = [
        Choice(sign, ActsOf(what=what, page=page).pack())
        for sign, page in (("◀", at.page - 1), ("▶", at.page + 1))
        if 0 <= page <= 9_999 and (page < at.page or len(found) > SHOWN)
    ]
    return Screen(
        lines_of(heads[what], empty),
        (*rows(*buttons), *rows(*pages, width=2), *_other_lists(what, seat)),
    )


def _other_lists(what: str, seat: Seat) -> Rows:
    """A new one, and the ways to the other lists."""
    _, works = seat.words, seat.duty.at_least(Role.WORKER)
    names = {"open": _("📅 To come"), "drafts": _("📝 Being written"), "over": _("🗂 Over")}
    others = [
        Choice(names[one], ActsOf(what=one).pack())
        for one in _LISTS
        if one != what and (works or one != "drafts")
    ]
    new = Choice(_("➕ New activity"), Go(to="staff_activity_new").pack()) if works else None
    return (*rows(new), *rows(*others, to_work(_), to_home(_), width=2))


def _label(row: Activity, _: Words, seat: Seat) -> str:
    outline = content_of(row) if row.state != ActivityState.DRAFT else draft_of(row)
    sign = "🚫 " if row.state == ActivityState.CANCELLED else ""
    day = _.day_of_month(seat.local(outline.starts_at).date()) + " · " if outline.starts_at else ""
    return (sign + day + short_title(outline, _))[:60]


@router.callback_query(ActWork.filter(F.do == "look"), OnDuty())
async def look(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    return opened(row, seat) if row is not None else not_yours(_)


def opened(row: Activity, seat: Seat, first: Html | None = None) -> Screen:
    """A draft to work on, or what was published with what came of it."""
    if row.state == ActivityState.DRAFT:
        return draft_screen(row, seat, first) if seat.duty.at_least(Role.WORKER) else not_yours(seat.words)
    _, session = seat.words, seat.session
    open_ = may_write(row, seat.desk)
    taken = tables.taken(session, [row.id or 0])[row.id or 0] if open_ else None
    unpublished = _("✏️ It is being changed: families do not see that yet.") if row.draft is not None else None
    other = by_another(row, seat) if open_ else None
    return Screen(
        lines_of(
            first,
            Html("") if first is not None else None,
            off_line(row, _),
            *card_lines(content_of(row), session, _, seat.around, taken),
            Html(""),
            *count_lines(row, seat),
            unpublished,
            other,
        ),
        (*rows(*_deeds(row, seat), width=2), *rows(to_activities(_), to_home(_), width=2)),
    )


def count_lines(row: Activity, seat: Seat) -> list[Html]:
    """Who comes, in numbers: these are needed to prepare it."""
    _, found = seat.words, turnout_of(seat.session, row)
    lines = [
        _("Said yes: {families}, {children}.", families=families_words(found.yes, _), children=_children(found.yes_children, _)),
        seats_line(content_of(row), _),
        _("On the waiting list: {families}.", families=families_words(found.waited, _)) if found.waited else None,
        _("Maybe: {families}.", families=families_words(found.maybe, _)) if found.maybe else None,
        _("Said again that they come since it moved: {families}.", families=families_words(found.still, _))
        if row.moved_at is not None
        else None,
        _("Came: {families}, {children}.", families=families_words(found.came, _), children=_children(found.came_children, _))
        if found.came
        else None,
    ]  # fmt: skip
    return [line for line in lines if line is not None]


def seats_line(outline: Outline, _: Words) -> Html:
    """Families read that some are left; staff how many there are."""
    return _("Seats: {n} in all.", n=outline.seats) if outline.seats is not None else _("Seats: no limit.")


def families_words(number: int, _: Words) -> Html:
    return _.ngettext("{n} family", "{n} families", number, n=number)


def _children(number: int, _: Words) -> Html:
    return _.ngettext("{n} child", "{n} children", number, n=number)


def _deeds(row: Activity, seat: Seat) -> list[Choice | None]:
    """What can be done with it, by its state and the role of who looks."""
    _, works = seat.words, seat.duty.at_least(Role.WORKER)
    if not works:
        return []
    writes = may_write(row, seat.desk)
    is_on = row.state == ActivityState.OPEN and row.ends_at is not None and row.ends_at > seat.now
    is_open = row.state == ActivityState.OPEN
    return [
        Choice(_("✏️ Change or move it"), work("edit", row)) if writes else None,
        Choice(_("📣 Invite families"), work("announce", row)) if writes else None,
        Choice(_("🧾 Who comes"), work("guests", row)) if is_open else None,
        Choice(_("🔢 Number for the door"), work("code", row)) if is_on else None,
        Choice(_("📊 How it was"), work("results", row)) if is_open and not writes else None,
        Choice(_("🔁 Once more next quarter"), work("copy", row)),
        Choice(_("🚫 Call it off"), work("cancel", row)) if may_cancel(row, seat.desk) else None,
    ]


def headline(row: Activity, seat: Seat) -> Html:
    """Name and time in two lines, above questions about it."""
    outline = content_of(row) if row.content else draft_of(row)
    name = Html("🎈 <b>") + title(outline, seat.words) + Html("</b>")
    return name + Html("\n📅 ") + when(outline, seat.words, seat.around)
