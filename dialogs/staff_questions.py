"""The question that is open in somebody's work, asked again in the language that is spoken from now on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from actions import staff
from actions.tickets import holds
from db import place_staff, tickets
from db.chats import Chat
from dialogs import activity_staff_off, activity_staff_typed, answer_staff_media, notice_staff_media
from dialogs.activity_staff_off import CallingOff
from dialogs.place_staff_menu import Seeking, ask_name
from dialogs.place_staff_new import Adding, next_question
from dialogs.place_staff_values import Correcting, question
from dialogs.screens import Screen
from dialogs.seats import Seat
from dialogs.staff_hiring import Inviting, which_districts, which_name
from dialogs.surroundings import Surroundings
from dialogs.ticket_staff_replies import Keeping, ask_words
from dialogs.ticket_staff_writing import Writing, ask_text, preview
from dialogs.words import Words
from rules.places.correcting import VALUES
from rules.roles import Duty, Role


async def ask_anew(
    session: Session, chat: Chat, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """None where nothing of the staff is waited for, or for who is not of the staff any more."""
    waiting, data = await state.get_state(), await state.get_data()
    duty = staff.role_of(session, chat, around.owners) if (waiting or "").startswith("staff") else None
    if duty is None:
        return None
    if waiting == Seeking.name.state:
        return ask_name(_)
    if (waiting or "").startswith("staff_answer:") and duty.at_least(Role.ADMINISTRATOR):
        return answer_staff_media.ask_anew(waiting, data, Seat(session, duty, _, around, now))
    if waiting == Keeping.words.state and duty.at_least(Role.MANAGER):
        return ask_words(str(data.get("part", "title")), str(data.get("language", _.language)), _)
    if (waiting or "").startswith("staff_activity") and duty.at_least(Role.WORKER):
        return await _activity(waiting, data, Seat(session, duty, _, around, now), state)
    if (waiting or "").startswith("staff_notice") and duty.at_least(Role.WORKER):
        return notice_staff_media.ask_anew(waiting, data, Seat(session, duty, _, around, now))
    if waiting == Adding.value.state and duty.at_least(Role.WORKER):
        return await next_question(session, duty, state, _, around, now)
    known = {Writing.text.state: _ticket, Correcting.value.state: _value}
    if waiting in known and duty.at_least(Role.WORKER):
        return known[waiting](session, duty, data, _, around)
    return _invitation(waiting, duty, data, _, around) if duty.at_least(Role.ADMINISTRATOR) else None


async def _activity(
    waiting: str | None, data: dict[str, Any], seat: Seat, state: FSMContext
) -> Screen | None:
    if waiting == CallingOff.why.state:
        return await activity_staff_off.ask_anew(data, seat, state)
    return await activity_staff_typed.ask_anew(data, seat, state)


def _ticket(
    session: Session, duty: Duty, data: dict[str, Any], _: Words, around: Surroundings
) -> Screen | None:
    ticket = tickets.one(session, int(data.get("ticket") or 0), duty)
    if ticket is None or not holds(ticket, duty):
        return None
    what = str(data.get("what", ""))
    if "text" not in data:
        return ask_text(ticket, what, _, around)
    return preview(ticket, what, str(data["text"]), str(data["language"]), session, _, around)


def _value(
    session: Session, duty: Duty, data: dict[str, Any], _: Words, around: Surroundings
) -> Screen | None:
    row, column = place_staff.one(session, int(data.get("place") or 0), duty.districts), data.get("column")
    if row is None or column not in VALUES:
        return None
    return question(row, str(column), duty, tuple(data.get("chosen", row.place.serves)), _, around)


def _invitation(
    waiting: str | None, duty: Duty, data: dict[str, Any], _: Words, around: Surroundings
) -> Screen | None:
    if waiting == Inviting.districts.state:
        return which_districts(duty, list(data.get("districts", ())), _, around)
    if waiting != Inviting.name.state:
        return None
    return which_name(duty, str(data.get("office", "")), _, around)
