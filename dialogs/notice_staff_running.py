"""A notice that waits for a second person or its time, or is being sent: where it stands; paused, gone on with, stopped, taken back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notice_audiences import hides
from actions.notice_sending import Progress, may_second, pause, progress, resume, stop, take_back
from actions.notices import LISTS, Done, holds, notice_of, take_over
from actions.notices import one as found_one
from db.notices import NoticeRow, NoticeState
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.notice_addresses import NoticeList, OneNotice
from dialogs.notice_staff_draft import desk_screen, not_there, part_lines
from dialogs.notice_staff_report import report_screen
from dialogs.notice_staff_words import (
    headline,
    in_time,
    number_of,
    one,
    people,
    state_name,
    to_list,
    to_notices,
    told,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.notices import Repeats
from rules.roles import Role

router = Router(name="notice staff running")


def asked_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """It waits for a second person."""
    _, number = seat.words, row.id or 0
    by = _("{name} wants to send it.", name=seat.name(row.confirmed_by))
    look = Choice(
        _("👀 Look at it and decide") if may_second(row, seat.duty) else _("👀 As families see it"),
        one("preview", number),
    )
    again = Choice(_("✏️ Back to a draft"), one("again", number)) if _may_take_back(row, seat) else None
    return Screen(
        lines_of(
            first, headline(row, _), state_name(row.state, _), by, Html(""), *part_lines(notice_of(row), seat)
        ),
        rows(look, again, to_notices(_), to_home(_)),
    )


def planned_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """It leaves at its time; a repeating one again and again."""
    _, number, notice = seat.words, row.id or 0, notice_of(row)
    works = seat.duty.at_least(Role.WORKER)
    leaves = _("It leaves: {moment}", moment=seat.local(row.leaves_at)) if row.leaves_at is not None else None
    again = Choice(_("✏️ Back to a draft"), one("again", number)) if _may_take_back(row, seat) else None
    parts = NoticeList(what="parts", notice=number).pack()
    return Screen(
        lines_of(
            first, headline(row, _), state_name(row.state, _), leaves, Html(""), *part_lines(notice, seat)
        ),
        rows(
            Choice(_("👀 As families see it"), one("preview", number)) if works else None,
            again,
            Choice(_("⏹ Stop it"), one("stop", number)) if works else None,
            Choice(_("📋 Copy as a new draft"), one("copy", number)) if works else None,
            Choice(_("📊 What left so far"), parts) if notice.repeats != Repeats.ONCE else None,
            to_notices(_),
            to_home(_),
        ),
    )


def _may_take_back(row: NoticeRow, seat: Seat) -> bool:
    return holds(row, seat.duty) or seat.duty.at_least(Role.MANAGER)


def running_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """How far it is, how fast, how long still. Where nothing waits any more it is over, whether the clock has seen it or not."""
    _, number, found = seat.words, row.id or 0, progress(seat.desk, row)
    if not found.open:
        return report_screen(row, seat, first)
    works, going = seat.duty.at_least(Role.WORKER), row.state == NoticeState.SENDING
    begun, hidden = found.whole > found.open, hides(seat.session, notice_of(row))
    moves = going and not hidden
    lines = [
        _delivered(found, hidden, _) if begun else None,
        _line(_("It goes now to: {n}", n=number_of(found.waiting, _, hidden)), found.waiting, hidden),
        _line(_("Later, at their own hours: {n}", n=number_of(found.later, _, hidden)), found.later, hidden),
        _line(_("Waits until you go on: {n}", n=number_of(found.held, _, hidden)), found.held, hidden),
        *_lost(found, hidden, _),
        _("Speed: {n} a minute", n=round(found.rate * 60)) if found.rate and moves else None,
        _("Time left: {time}", time=in_time(found.left.total_seconds(), _))
        if found.left is not None and found.waiting and moves
        else None,
    ]
    hold = (
        Choice(_("⏸ Pause"), one("pause", number)) if going else Choice(_("▶️ Go on"), one("resume", number))
    )
    return Screen(
        lines_of(first, headline(row, _), state_name(row.state, _), *lines),
        rows(
            Choice(_("🔄 How far is it now?"), one("look", number)),
            hold if works else None,
            Choice(_("⏹ Stop it"), one("stop", number)) if works else None,
            Choice(_("📊 Report so far"), one("report", number)),
            to_list("going", _("📤 All being sent")),
            to_home(_),
            width=2,
        ),
    )


def _delivered(found: Progress, hidden: bool, _: Words) -> Html:
    done, whole = (number_of(number, _, hidden) for number in (found.done, found.whole))
    return _("{done} of {whole} delivered.", done=done, whole=whole)


def _lost(found: Progress, hidden: bool, _: Words) -> list[Html | None]:
    failed, dropped = (number_of(number, _, hidden) for number in (found.failed, found.dropped))
    return [
        _line(_("Could not be reached: {n}", n=failed), found.failed, hidden),
        _line(_("Did not want it any more, or too late: {n}", n=dropped), found.dropped, hidden),
    ]


def _line(said: Html, number: int, hidden: bool) -> Html | None:
    """What is told of nobody is not told."""
    return said if told(number, hidden) else None


@router.callback_query(
    OneNotice.filter(F.do.in_({"pause", "resume", "stop", "stopped", "again"})), OnDuty(Role.WORKER)
)
async def steer(
    query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Whoever works in these districts may; stopping is asked about once."""
    await set_aside(state)
    do = callback_data.do
    row = found_one(seat.session, seat.duty, callback_data.notice)
    if row is None:
        return not_there(seat)
    if do == "again":
        return _draft_again(row, seat)
    if row.state in LISTS["going"] and not progress(seat.desk, row).open:
        return _now(row, seat, _("Everybody had their turn already. So it stands:"))
    if do == "stop":
        return _sure(row, seat)
    deed = {"pause": pause, "resume": resume, "stopped": stop}[do]
    planned = row.state == NoticeState.PLANNED
    done = deed(seat.desk, seat.duty, row)
    if done == Done.NOT_YOURS:
        return _now(row, seat, _("That lies outside your districts. It stays as it was."))
    if done != Done.DONE:
        return _now(row, seat, _("That is not possible now. So it stands:"))
    said = {
        "pause": _("⏸ Paused. What was on its way still arrives, no more."),
        "resume": _("▶️ It goes on."),
        "stopped": _("⏹ Stopped. It does not leave any more.")
        if planned
        else _("⏹ Stopped. What was on its way still arrives, no more."),
    }
    return _now(row, seat, said[do])


def _sure(row: NoticeRow, seat: Seat) -> Screen:
    _, number = seat.words, row.id or 0
    if row.state == NoticeState.PLANNED:
        asked = _("Stop it? It will not leave, and not again. You can copy it as a new draft.")
    elif row.state in (NoticeState.SENDING, NoticeState.PAUSED):
        found = progress(seat.desk, row)
        waits = people(found.open, _, hides(seat.session, notice_of(row)))
        asked = _(
            "Stop it for good? {people} will not get it. Pause can be undone, this cannot.", people=waits
        )
    else:
        return _now(row, seat, _("That is not possible now. So it stands:"))
    yes = Choice(_("Yes, stop it"), one("stopped", number))
    no = Choice(_("No, leave it"), one("look", number))
    return Screen(lines_of(headline(row, _), asked), rows(no, yes))


def _draft_again(row: NoticeRow, seat: Seat) -> Screen:
    """What waits is written on: by who holds it, or by the manager who takes it back."""
    done = take_back(seat.desk, seat.duty, row)
    if done != Done.DONE:
        return _now(row, seat, seat.words("That is not possible now. So it stands:"))
    if not holds(row, seat.duty):
        take_over(seat.desk, seat.duty, row)
    return desk_screen(row, seat, seat.words("✏️ It is a draft again. It does not leave before you send it."))


def _now(row: NoticeRow, seat: Seat, first: Html) -> Screen:
    """The screen of its state."""
    if row.state == NoticeState.ASKED:
        return asked_screen(row, seat, first)
    if row.state == NoticeState.PLANNED:
        return planned_screen(row, seat, first)
    if row.state in (NoticeState.SENDING, NoticeState.PAUSED):
        return running_screen(row, seat, first)
    if row.state == NoticeState.DRAFT:
        return Screen(
            lines_of(first, headline(row, seat.words)), rows(_to(row, seat.words), to_notices(seat.words))
        )
    return report_screen(row, seat, first)


def _to(row: NoticeRow, _: Words) -> Choice:
    return Choice(_("↩️ The draft"), one("look", row.id or 0))
