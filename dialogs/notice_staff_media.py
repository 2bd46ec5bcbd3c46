"""The picture or document that goes with a notice; and what is sent where words are waited for: kindly not kept, and the question comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import photos, staff
from actions.notice_files import file_of, keep
from actions.notices import notice_of
from actions.notices import one as found_one
from db.chats import Chat, several
from db.notices import NoticeRow
from db.photos import Photo, PhotoState
from dialogs.answer_pictures import SIDE, fitting
from dialogs.answer_staff_words import cut, lines_of
from dialogs.home import to_home
from dialogs.notice_addresses import NoticeIs, OneNotice
from dialogs.notice_staff_draft import Writing, change_mine, desk_screen, head, mine
from dialogs.notice_staff_edit import ask_words
from dialogs.notice_staff_second import ask_reason
from dialogs.notice_staff_ways import ask_label, ask_link, ask_place
from dialogs.notice_staff_when import open_question
from dialogs.notice_staff_who import who_screen
from dialogs.notice_staff_who_typed import ask_name
from dialogs.notice_staff_words import field_name, one, texts_of, to_draft, to_notices, value
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.sent_photos import sent_file
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.notice_files import DOCUMENT_MOST, Trouble
from rules.photos import CHANNEL_MOST
from rules.roles import Role

router = Router(name="notice staff file")
#: Stands before everything that takes a location.
strays = Router(name="notice staff media")


class Filing(StatesGroup):
    """The number of the notice is in the state's data ("notice"). The name is stored with the chat, and its end says that a photo is
    waited for (`actions.photos.awaits`): keep it."""

    photo = State(state="photo", group_name="staff_notice_file")


@router.callback_query(OneNotice.filter(F.do == "file"), OnDuty(Role.WORKER))
async def ask(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    await state.set_state(Filing.photo)
    await state.update_data(notice=row.id)
    return ask_file(row, seat)


def ask_file(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """What goes with it now, and that another one can be sent."""
    _, number, notice = seat.words, row.id or 0, notice_of(row)
    kept = file_of(seat.session, notice.file)
    there = _("Now: {name}", name=cut(kept.title or kept.name, 40)) if kept is not None else None
    only_photos = any(chat.channel == "web" for chat in several(seat.session, [seat.duty.chat]))
    lines = [
        _("Please send a picture now. A document can be sent on Telegram only.")
        if only_photos
        else _("Please send a picture now, or a document: PDF, Word, Excel, PowerPoint."),
        _("Every family may see it: no names, no faces of children without leave."),
    ]
    return Screen(
        lines_of(first, head(row, "file", _), there, *lines),
        rows(
            Choice(_("🚫 Nothing with it"), value("file", number, "-")),
            Choice(_("▶️ Next: {step}", step=field_name("ways", _)), one("ways", number)),
            to_draft(number, _),
            to_home(_),
        ),
        asks_photo=True,
    )


@router.callback_query(NoticeIs.filter(F.field == "file"), OnDuty(Role.WORKER))
async def out(query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext) -> Screen:
    """It goes without."""
    await set_aside(state)
    return change_mine(
        callback_data.notice,
        seat,
        lambda notice: replace(notice, file=None),
        lambda row, seat, first: desk_screen(row, seat, first, after="file"),
    )


@router.message(Filing.photo, F.photo | F.document, OnDuty(Role.WORKER))
async def sent(message: Message, chat: Chat, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Taken when it is here; else it is fetched, and `news` goes on."""
    row = mine(int((await state.get_data()).get("notice") or 0), seat)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    file = sent_file(message, CHANNEL_MOST, DOCUMENT_MOST, SIDE)
    purpose = f"notice:{row.id}:{file.title}" if file is not None else ""
    taken = photos.claim(seat.session, chat, file.ref, purpose, seat.now) if file is not None else None
    if file is None or taken is None:
        return ask_file(row, seat, _no_file(None, _))
    await set_aside(state)
    if taken.state == PhotoState.WANTED:
        return Screen(_("One moment: I fetch it."), rows(to_draft(row.id or 0, _)))
    return _put(seat.session, taken, row, file.title, seat)


@router.message(Filing.photo, OnDuty(Role.WORKER))
async def something_else(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Words, a voice, a place: the file is still waited for, or a tap."""
    row = mine(int((await state.get_data()).get("notice") or 0), seat, message.text or "")
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    return ask_file(row, seat, None if message.text else _no_file(None, _))


def news(
    session: Session, photo: Photo, about: str, chat: Chat, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """It was fetched and stands in the draft; or it could not be. Who no longer works here hears nothing, and it goes. `about`: number and title."""
    duty = staff.role_of(session, chat, around.owners)
    notice, _colon, title = about.partition(":")
    number = int(notice)
    if duty is None or not duty.at_least(Role.WORKER):
        photos.drop(session, [photo])
        return None
    seat = Seat(session, duty, _, around, now)
    row = found_one(session, duty, number)
    if row is None or isinstance(mine(number, seat), Screen):
        photos.drop(session, [photo])
        told = _("You are not writing this notice at the moment. I have not kept the file.")
        return Screen(told, rows(to_notices(_), to_home(_)), fresh=True)
    if photo.state != PhotoState.HERE:
        return Screen(_no_file(None, _), rows(_again(number, _), to_draft(number, _)), fresh=True)
    return _put(session, photo, row, title, seat)


def _put(session: Session, photo: Photo, row: NoticeRow, title: str, seat: Seat) -> Screen:
    """Small enough it goes into the draft; as a photo it is not kept any longer."""
    _, number = seat.words, row.id or 0
    data, mime = photos.picture(photo), photo.mime or ""
    photos.drop(session, [photo])
    if data is not None and mime.startswith("image/"):
        small = fitting(mime, data)
        data = small.data if small is not None else None
    kept = keep(seat.desk, data, title) if data is not None else Trouble.OTHER
    if isinstance(kept, Trouble):
        return Screen(_no_file(kept, _), rows(_again(number, _), to_draft(number, _)), fresh=True)
    screen = change_mine(
        number,
        seat,
        lambda notice: replace(notice, file=kept.name),
        lambda row, seat, first: desk_screen(row, seat, first, after="file"),
    )
    return replace(screen, fresh=True)


def _again(number: int, _: Words) -> Choice:
    return Choice(_("🖼 Another one"), one("file", number))


def _no_file(trouble: Trouble | None, _: Words) -> Html:
    """It could not be opened, or is too large; nothing was kept."""
    if trouble == Trouble.TOO_MUCH:
        return _("That is too large: 1 MB at most. I have not kept it.")
    if trouble == Trouble.MACROS:
        return _("There is a program in that document. I have not kept it: save it without macros.")
    return _(
        "I cannot take this. I have not kept it. A picture (JPEG, PNG), PDF, Word, Excel or PowerPoint of 1 MB at most works."
    )


# --- what is sent where words are waited for


@strays.message(StateFilter(*Writing.__states__), ~F.text, OnDuty(Role.WORKER))
async def no_words(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen | list[Screen]:
    told = _("I wait for words here, and have not kept what you sent. Please type it.")
    again = ask_anew(await state.get_state(), await state.get_data(), seat)
    return [Screen(told), again] if again is not None else Screen(told, rows(to_notices(_), to_home(_)))


def ask_anew(waiting: str | None, data: dict[str, Any], seat: Seat) -> Screen | None:
    """The open question once more, in the language of the moment; None where there is none, or the draft is another's."""
    number = int(data.get("notice") or 0)
    if waiting == Writing.why_not.state:
        asked = found_one(seat.session, seat.duty, number)
        return ask_reason(asked, seat) if asked is not None else None
    row = mine(number, seat)
    if isinstance(row, Screen):
        return None
    field, language = str(data.get("field", "")), str(data.get("language", ""))
    if waiting == Writing.words.state and texts_of(notice_of(row), field) is not None:
        return ask_words(row, field, language, seat)
    if waiting == Writing.label.state:
        return ask_label(row, str(data.get("link", "")), dict(data.get("labels", {})), seat)
    if waiting == Writing.when.state:
        return open_question(row, data, seat)
    simple = {
        Writing.link.state: ask_link,
        Writing.place.state: ask_place,
        Writing.who.state: who_screen,
        Writing.group.state: ask_name,
        Filing.photo.state: ask_file,
    }
    asks = simple.get(waiting)
    return asks(row, seat) if asks is not None else None
