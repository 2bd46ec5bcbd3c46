"""An administrator sends the picture of an answer: it is made small, and stands in the draft until somebody publishes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import answer_drafts, photos, staff
from db import answers
from db.chats import Chat
from db.photos import Photo, PhotoState
from dialogs.answer_staff_addresses import Entry, Valued
from dialogs.screens import Choice, Screen, rows
from dialogs.sent_photos import sent_photo
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Words, join
from pictures.shrunk import shrunk
from rules.photos import ANSWER_MOST, CHANNEL_MOST, Picture, read
from rules.roles import Duty, Role

router = Router(name="answer pictures")

#: Pixels of the longer side, as phones show it.
SIDE = 1_280


class Picturing(StatesGroup):
    """The key of the answer is in the state's data ("answer"). The name is stored with the chat, and its end says that a photo is
    waited for (`actions.photos.awaits`): keep it."""

    photo = State(state="photo", group_name="staff_answer_picture")


@router.callback_query(Valued.filter((F.field == "picture") & (F.value == "")), OnDuty(Role.ADMINISTRATOR))
async def ask(
    query: CallbackQuery, callback_data: Valued, duty: Duty, session: Session, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    draft = answers.draft(session, callback_data.key)
    if draft is None or draft.holder != duty.who:
        return _lost(callback_data.key, _)
    await state.set_state(Picturing.photo)
    await state.update_data(answer=draft.key)
    return _waiting(draft.key, _)


@router.message(Picturing.photo, F.photo | F.document, OnDuty(Role.ADMINISTRATOR))
async def photo(
    message: Message,
    duty: Duty,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    key = str((await state.get_data()).get("answer"))
    ref = sent_photo(message, CHANNEL_MOST, SIDE)
    taken = photos.claim(session, chat, ref, f"answer:{key}", now) if ref is not None else None
    if taken is None:
        return _no_picture(key, _)
    await state.clear()
    if taken.state == PhotoState.WANTED:
        return Screen(_("One moment: I fetch the picture."), rows(_to_draft(key, _)))
    return _put(session, taken, key, duty, _, around, now)


@router.message(Picturing.photo, F.text, OnDuty(Role.ADMINISTRATOR))
async def words(message: Message, duty: Duty, state: FSMContext, _: Words) -> Screen:
    """They are no parent's question: the picture is still waited for, or a tap."""
    return _waiting(str((await state.get_data()).get("answer")), _)


@router.message(Picturing.photo, OnDuty(Role.ADMINISTRATOR))
async def something_else(message: Message, duty: Duty, state: FSMContext, _: Words) -> Screen:
    return _no_picture(str((await state.get_data()).get("answer")), _)


def news(
    session: Session, photo: Photo, key: str, chat: Chat, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """The picture was fetched and stands in the draft; or it could not be. Who no longer works here hears nothing, and it goes."""
    duty = staff.role_of(session, chat, around.owners)
    if duty is None or not duty.at_least(Role.ADMINISTRATOR):
        photos.drop(session, [photo])
        return None
    if photo.state != PhotoState.HERE:
        return _no_picture(key, _, waits=False)
    return _put(session, photo, key, duty, _, around, now)


def _put(
    session: Session, photo: Photo, key: str, duty: Duty, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """It goes into the draft, small as it was made at the door (`fitting`); as a photo it is not kept any longer."""
    small = read(photos.picture(photo) or b"", ANSWER_MOST)
    photos.drop(session, [photo])
    if not isinstance(small, Picture) or max(small.wide, small.high) > SIDE:
        return _no_picture(key, _, waits=False)
    desk = desk_of(session, around, now)
    draft = answers.draft(session, key)
    if draft is None or draft.holder != duty.who:
        return _lost(key, _)
    name = answer_drafts.keep_picture(desk, small.mime, small.data)
    answer = replace(answer_drafts.answer_of(draft), picture=name)
    if not answer_drafts.change(desk, duty, draft, answer):
        return _lost(key, _)
    look = Choice(_("👀 As parents see it"), Entry(do="preview", key=key).pack())
    return Screen(_("The picture is in the draft."), rows(look, _to_draft(key, _)), fresh=True)


def fitting(mime: str, data: bytes) -> Picture | None:
    """The picture as it is kept for an answer: as it is when it is small, else smaller. None where it cannot be opened. It is slow: called before
    the database is held (`bot.photos`, `bot.web.photos`)."""
    found = read(data, ANSWER_MOST)
    if isinstance(found, Picture) and max(found.wide, found.high) <= SIDE and mime != "image/webp":
        return found
    small = shrunk(data, SIDE, ANSWER_MOST) if isinstance(read(data, CHANNEL_MOST), Picture) else None
    again = read(small, ANSWER_MOST) if small is not None else None
    return again if isinstance(again, Picture) else None


def _waiting(key: str, _: Words) -> Screen:
    return Screen(
        _("Please send the picture now: a photo or a drawing that every parent may see."),
        rows(
            Choice(_("🚫 No picture"), Valued(key=key, field="picture", value="-").pack()),
            _to_draft(key, _),
        ),
        asks_photo=True,
    )


def _no_picture(key: str, _: Words, waits: bool = True) -> Screen:
    """It could not be opened, or did not come through; nothing was kept."""
    lines = [_("I cannot open this as a picture. I have not kept it."), _("A JPEG or a PNG works best.")]
    again = Choice(_("🖼 Another picture"), Valued(key=key, field="picture").pack())
    return Screen(join(lines), rows(None if waits else again, _to_draft(key, _)), asks_photo=waits)


def _lost(key: str, _: Words) -> Screen:
    text = _("You are not writing this answer at the moment. I have not kept the picture.")
    return Screen(text, rows(_to_draft(key, _)))


def _to_draft(key: str, _: Words) -> Choice:
    return Choice(_("✏️ Back to the draft"), Entry(do="edit", key=key).pack())
