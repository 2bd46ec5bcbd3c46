"""The second person says no, with a reason: the notice is a draft again, and whoever wrote it reads why."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions import families, staff
from actions.notice_sending import may_second, take_back
from actions.notices import Done
from actions.notices import one as found_one
from db.notices import NoticeRow
from dialogs.answer_staff_words import lines_of
from dialogs.draft_asking import too_long, wait_for
from dialogs.home import to_home
from dialogs.notice_addresses import OneNotice
from dialogs.notice_staff_draft import Writing, no_draft, not_there
from dialogs.notice_staff_running import asked_screen
from dialogs.notice_staff_words import headline, one, to_notices
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.ticket_letters import polite
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.tidy import paragraphs
from rules.places.replies import reply
from rules.roles import Role
from rules.units import units

router = Router(name="notice staff second")
#: What is typed here stands behind the commands.
typed = Router(name="notice staff second typed")

#: UTF-16 units of a reason.
REASON_MOST = 400


@router.callback_query(OneNotice.filter(F.do == "no"), OnDuty(Role.WORKER))
async def no(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    """The reason is typed: without one nobody knows what to mend."""
    await set_aside(state)
    row = found_one(seat.session, seat.duty, callback_data.notice)
    refused = _refused(row, seat)
    if refused is not None or row is None:
        return refused or not_there(seat)
    await wait_for(Writing.why_not, state, notice=row.id)
    return ask_reason(row, seat)


def _refused(row: NoticeRow | None, seat: Seat, typed: str = "") -> Screen | None:
    """Why this person cannot say no to it (any more)."""
    if row is None:
        return not_there(seat, typed)
    return None if may_second(row, seat.duty) else no_draft(row, seat, typed)


def ask_reason(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    _ = seat.words
    asked = _("Why not? Type what should change. {name} reads it.", name=seat.name(row.confirmed_by))
    back = Choice(_("↩️ The notice"), one("look", row.id or 0))
    return Screen(
        lines_of(first, headline(row, _), asked),
        rows(back, to_home(_)),
        placeholder=str(_("What should change")),
    )


@typed.message(StateFilter(Writing.why_not), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    data, seat, text = (
        await state.get_data(),
        seat,
        paragraphs(message.text or ""),
    )
    row = found_one(seat.session, seat.duty, int(data.get("notice") or 0))
    refused = _refused(row, seat, text)
    if refused is not None or row is None:
        await set_aside(state)
        return refused or not_there(seat)
    if reply(text) == "stop":
        await set_aside(state)
        return asked_screen(row, seat, _("Nothing was written."))
    if not text or units(text) > REASON_MOST:
        wrong = too_long(text, REASON_MOST, _) if text else _("I find no words in that. Please type it.")
        return ask_reason(row, seat, wrong)
    await set_aside(state)
    if take_back(seat.desk, seat.duty, row) != Done.DONE:
        return no_draft(row, seat, text)
    _tell(row, text, seat)
    told = _(
        "✋ It does not leave. It is a draft again, and {name} reads your reason.", name=seat.name(row.holder)
    )
    return Screen(lines_of(headline(row, _), told), rows(to_notices(_), to_home(_)))


def _tell(row: NoticeRow, reason: str, seat: Seat) -> None:
    """In the tongue of who reads it; who does not work here any more hears nothing."""
    chat = staff.in_reach(seat.session, row.holder_chat, seat.around.owners)
    if chat is None:
        return
    _ = seat.around.catalogues.speak(chat.language)
    told = [
        _("✋ {name} does not agree that this notice leaves:", name=seat.name(seat.duty.who)),
        headline(row, _),
        _("“{text}”", text=reason),
        _("It is a draft again."),
    ]
    look = Choice(_("✏️ Go on writing"), one("look", row.id or 0))
    screen = Screen(lines_of(*told), rows(look, to_notices(_)), fresh=True)
    due = seat.now if row.urgent else polite(seat.now, seat.around)
    families.tell(seat.session, chat, screen.to_json(), seat.now, due, f"notices:{row.id}")
