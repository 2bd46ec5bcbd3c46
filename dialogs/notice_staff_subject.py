"""What a notice is about, which families can turn off; and whether it is urgent, and why."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notices import notice_of
from db.notices import NoticeRow
from dialogs.answer_staff_words import lines_of
from dialogs.draft_asking import wait_for
from dialogs.notice_addresses import NoticeIs, OneNotice
from dialogs.notice_staff_draft import Writing, change_mine, desk_screen, head, mine
from dialogs.notice_staff_words import (
    field_name,
    languages,
    one,
    subject_names,
    to_draft,
    value,
    words_choices,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html
from rules.languages import DEFAULT
from rules.notices import Subject
from rules.roles import Role

router = Router(name="notice staff subject")


@router.callback_query(OneNotice.filter(F.do.in_({"subject", "urgent"})), OnDuty(Role.WORKER))
async def pick(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    if callback_data.do == "subject":
        return _subject_screen(row, seat)
    await _wait_for_why(callback_data.notice, seat, state)
    return urgent_screen(row, seat)


async def _wait_for_why(number: int, seat: Seat, state: FSMContext) -> None:
    """Why it is urgent is typed right on its screen, as long as nothing says so in Chinese."""
    row = mine(number, seat)
    if isinstance(row, NoticeRow) and notice_of(row).urgent and not notice_of(row).why.get(DEFAULT):
        await wait_for(Writing.words, state, notice=number, field="why", language=DEFAULT)


def _subject_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    _, number, chosen = seat.words, row.id or 0, notice_of(row).subject
    buttons = [
        Choice(Html("✓ " if subject == chosen else "") + name, value("subject", number, subject.value))
        for subject, name in subject_names(_).items()
    ]
    asked = _("What is it about? Families can turn each of these off.")
    return Screen(
        lines_of(first, head(row, "subject", _), asked),
        (*rows(*buttons, width=2), *rows(to_draft(number, _))),
    )


def urgent_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    _, number, notice = seat.words, row.id or 0, notice_of(row)
    told = [
        _("An urgent notice comes at any hour, at night too. The weekly limit does not hold for it."),
        _("Only where waiting does harm: a flood, a recall of a vaccine, a closed road to school."),
    ]
    yes = Choice(_("🚨 Yes, it is urgent"), value("urgent", number, "yes"))
    no = Choice(_("No, it may wait for the morning"), value("urgent", number, "no"))
    onward = Choice(_("▶️ Next: {step}", step=field_name("who", _)), one("who", number))
    reason = words_choices(number, "why", languages(notice, seat), _) if notice.urgent else []
    if notice.urgent:
        told.append(_("Write why it is urgent: families read it."))
    return Screen(
        lines_of(first, head(row, "urgent", _), *told),
        (*rows(*reason, width=2), *rows(no if notice.urgent else yes, onward, to_draft(number, _))),
    )


@router.callback_query(NoticeIs.filter(F.field.in_({"subject", "urgent"})), OnDuty(Role.WORKER))
async def tap(query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext) -> Screen:
    """What no such value is, changes nothing."""
    await set_aside(state)
    number, said = callback_data.notice, callback_data.value
    if callback_data.field == "urgent":
        if said == "yes":
            screen = change_mine(number, seat, lambda notice: replace(notice, urgent=True), urgent_screen)
            await _wait_for_why(number, seat, state)
            return screen
        return change_mine(
            number,
            seat,
            lambda notice: replace(notice, urgent=False, why={}),
            lambda row, seat, first: desk_screen(row, seat, first, after="urgent"),
        )
    subject = next((one_ for one_ in Subject if one_.value == said), None)
    return change_mine(
        number,
        seat,
        lambda notice: replace(notice, subject=subject or notice.subject),
        lambda row, seat, first: desk_screen(row, seat, first, after="subject"),
    )
