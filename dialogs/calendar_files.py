"""Dates as a file in the chat, for the phone's own calendar: of one day, of one child, or of all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import calendars
from actions.calendars import Date
from actions.reminders import hours
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, ToCalendar
from dialogs.calendar_feed import MIME, as_ics, named
from dialogs.calendar_link import nobody, to_link
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="calendar files")


def to_days(child: Child, _: Words) -> Choice:
    """The way to a child's days for the phone's own calendar."""
    return Choice(_("📆 Into my phone's calendar"), ChildDo(do="ics", child=child.id or 0).pack())


@router.callback_query(ChildDo.filter(F.do == "ics"))
async def which_day(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A child's coming days, one tap each."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    coming = calendars.dates(session, around.knowledge, [child], around.zone, now)
    return _days(child, coming, _, around) if coming else _nothing([child], _)


@router.callback_query(ToCalendar.filter())
async def file(
    query: CallbackQuery,
    callback_data: ToCalendar,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The file; where a day holds nothing any more, the days that do."""
    await set_aside(state)
    if guardian is None:
        return nobody(_)
    number, day = callback_data.child, callback_data.day
    found = [one for one in children.of_family(session, guardian.family_id) if number in (0, one.id)]
    if number and not found:
        return not_here(_)
    coming = calendars.dates(session, around.knowledge, found, around.zone, now)
    chosen = [one for one in coming if day in ("", one.on.isoformat())]
    if not coming:
        return _nothing(found, _)
    if not chosen:
        return _days(found[0], coming, _, around, moved=True) if number else _nothing(found, _)
    ics = as_ics(chosen, hours(guardian), around, _, now)
    attachment = Attachment(f"houniao-{around.today(now).isoformat()}.ics", MIME, ics)
    card = to_card(found[0], _) if number else None
    text = join(
        [
            _("📆 Open this file, and your phone's calendar takes the dates."),
            _("A file does not follow when a date moves. The link does."),
        ]
    )
    return Screen(text, rows(to_link(_), card, to_home(_)), file=attachment, fresh=True)


def _days(
    child: Child, coming: Sequence[Date], _: Words, around: Surroundings, moved: bool = False
) -> Screen:
    by_day: dict[date, list[Html]] = {}
    for one in coming:
        by_day.setdefault(one.on, []).append(named(one, around, _))
    text = join(
        [
            _("<b>📆 {name}: into your phone's calendar</b>", name=name(child, _)),
            *([_("Nothing stands on that day any more.")] if moved else []),
            *(_("{day}: {what}", day=day, what=Html(_("; ").join(what))) for day, what in by_day.items()),
            Html(""),
            _("Which day? I send you a file for it."),
        ]
    )
    number = child.id or 0
    days = [Choice(_.day(day), ToCalendar(child=number, day=day.isoformat()).pack()) for day in by_day]
    every = Choice(_("📎 All dates"), ToCalendar(child=number).pack()) if len(days) > 1 else None
    last = rows(to_card(child, _), to_home(_), width=2)
    return Screen(text, (*rows(*days, width=2), *rows(every, to_link(_)), *last))


def _nothing(found: Sequence[Child], _: Words) -> Screen:
    """Nothing to come, or nothing that could be named before the booklet was told."""
    untold = [child for child in found if child.record_checked_at is None]
    text = _("There is nothing to put into a calendar yet.")
    if untold:
        text = join([text, _("Tell me what the booklet says; then I know the dates.")])
    buttons = [
        Choice(
            _("📒 {name}: what the booklet says", name=name(child, _)),
            ChildDo(do="ask", child=child.id or 0).pack(),
        )
        for child in untold
    ]
    return Screen(text, rows(*buttons, to_home(_)))
