"""An activity is called off: why, by a tap or in words; asked once more with what families will read; then everybody who comes is told."""

from __future__ import annotations

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from actions.activities import cancel, has_begun, may_cancel
from db import activities as tables
from db.activities import Activity, ActivityState
from db.activity_guests import to_be_told
from dialogs.activity_addresses import ActOff, ActWork
from dialogs.activity_staff import headline, opened
from dialogs.activity_staff_draft import not_yours, to_activities, too_late, work, wrong_words
from dialogs.activity_words import why_words
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.place_staff_reading import is_value
from dialogs.screens import Choice, Screen, length, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.activities import WHY_MOST, WHYS
from rules.answers.tidy import line
from rules.roles import Role

router = Router(name="activity staff off")
#: What is typed here stands behind the commands.
typed = Router(name="activity staff off typed")

#: Stands for the words that were typed, and for no reason at all.
_TYPED, _NONE = "typed", "none"
#: Key of the conversation's data: the reason that was typed. Stored with the chat: keep it.
_WHY = "why"


class CallingOff(StatesGroup):
    """A reason is waited for. The names are stored with the chat: keep them, and that they begin with "staff"."""

    why = State(state="why", group_name="staff_activity_off")


@router.callback_query(ActWork.filter(F.do == "cancel"), OnDuty(Role.WORKER))
async def ask(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    if row is None:
        return not_yours(_)
    return await _ask_why(row, seat, state) if may_cancel(row, seat.desk) else not_now(row, seat)


def not_now(row: Activity, seat: Seat) -> Screen:
    """It is over, was called off, or takes place: families are there."""
    _ = seat.words
    if row.state != ActivityState.OPEN or row.ends_at is None or row.ends_at <= seat.now:
        return too_late(row, _)
    told = _("It has begun, and families are there: it cannot be called off any more.")
    return Screen(told, rows(Choice(_("🔎 Look at it"), work("look", row)), to_activities(_), to_home(_)))


async def ask_anew(data: dict[str, Any], seat: Seat, state: FSMContext) -> Screen | None:
    """The open question once more, in the language of the moment; None where there is none any more."""
    row = tables.one(seat.session, int(data.get("activity", 0)), seat.duty)
    if row is None or not may_cancel(row, seat.desk):
        return None
    said = str(data.get(_WHY, ""))
    return _sure(row, _TYPED, in_language(said), seat) if said else await _ask_why(row, seat, state)


async def _ask_why(row: Activity, seat: Seat, state: FSMContext, first: Html | None = None) -> Screen:
    _, number = seat.words, row.id or 0
    await set_aside(state)
    await state.set_state(CallingOff.why)
    await state.update_data(activity=number)
    picks = [Choice(why_words({"is": one}, _), ActOff(activity=number, why=one).pack()) for one in WHYS]
    none = Choice(_("Without a reason"), ActOff(activity=number, why=_NONE).pack())
    asked = _("Why does it not take place? Tap, or type it: families read it.")
    return Screen(
        lines_of(first, headline(row, seat), asked),
        (*rows(*picks, none), *rows(Choice(_("↩️ Back"), work("look", row)), to_home(_), width=2)),
        placeholder=str(_("The reason")),
    )


@typed.message(StateFilter(CallingOff.why), F.text, ~F.text.startswith("/"), is_value, OnDuty(Role.WORKER))
async def typed_why(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    told = await state.get_data()
    row = tables.one(seat.session, int(told.get("activity", 0)), seat.duty)
    if row is None:
        return not_yours(_)
    if not may_cancel(row, seat.desk):
        return not_now(row, seat)
    text = message.text or ""
    wrong = wrong_words(text, _)
    if wrong is not None:
        return await _ask_why(row, seat, state, wrong)
    said = line(text)
    if not said or length(Html("") + said) > WHY_MOST:
        return await _ask_why(row, seat, state, _("Please type it shorter."))
    await state.update_data({_WHY: said})
    return _sure(row, _TYPED, in_language(said), seat)


def in_language(said: str) -> dict[str, str]:
    """The words under the language they are written in."""
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in said)
    return {"zh_CN" if chinese else "en": said}


def _sure(row: Activity, why: str, kept: dict[str, str], seat: Seat) -> Screen:
    """What families read, and how many; nothing happened yet."""
    _, number = seat.words, row.id or 0
    told = to_be_told(seat.session, number)
    begun = _("⚠️ It has begun already. Nobody is ticked as come. Call it off all the same?")
    reason = why_words(kept, _)
    families = _.ngettext(
        "{n} family is told that it does not take place. This cannot be taken back.",
        "{n} families are told that it does not take place. This cannot be taken back.",
        told,
        n=told,
    )
    lines = [
        headline(row, seat),
        begun if has_begun(row, seat.desk) else None,
        _("Why: {reason}", reason=reason) if reason else _("No reason is told."),
        families if told else _("Nobody has signed up: nobody needs to be told. This cannot be taken back."),
    ]
    yes = Choice(_("🚫 Yes, call it off"), ActOff(activity=number, why=why, sure=True).pack())
    back = Choice(_("↩️ Back"), work("look", row))
    return Screen(lines_of(*lines), rows(yes, back, to_activities(_), to_home(_)))


@router.callback_query(ActOff.filter(), OnDuty(Role.WORKER))
async def off(query: CallbackQuery, callback_data: ActOff, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Asks once more, then does it."""
    told = await state.get_data()
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    if row is None:
        return not_yours(_)
    if not may_cancel(row, seat.desk):
        await set_aside(state)
        return not_now(row, seat)
    why = callback_data.why
    said = str(told.get(_WHY, "")) if told.get("activity") == row.id else ""
    if why not in (*WHYS, _NONE, _TYPED) or (why == _TYPED and not said):
        return await _ask_why(row, seat, state)
    kept = in_language(said) if why == _TYPED else {"is": why} if why in WHYS else {}
    if not callback_data.sure:
        return _sure(row, why, kept, seat)
    await set_aside(state)
    is_heard = to_be_told(seat.session, row.id or 0) > 0
    cancel(seat.desk, seat.duty, row, kept)
    told_ = _("✅ Called off. Everybody who said yes or maybe is told.")
    nobody = _("✅ Called off. Nobody has signed up: nobody needs to be told.")
    return opened(row, seat, told_ if is_heard else nobody)
