"""A paper shown as a photo in a question to a person: sent where it is waited for, looked at for ten minutes, deleted with the question."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import photos, ticket_photos
from actions import tickets as actions
from db import tickets
from db.chats import Chat
from db.photos import Photo, PhotoState
from db.tickets import Ticket, TicketState
from dialogs.home import to_home
from dialogs.photo_addresses import LookPhotos, ShowPaper
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.sent_photos import sent_photo
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import Desk as AtDesk
from dialogs.ticket_addresses import Mine, Telling
from dialogs.ticket_letters import tell_holder
from dialogs.ticket_words import to_mine
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.photos import CHANNEL_MOST
from rules.roles import Duty, Role
from rules.tickets import WORDS_MOST, Wrong, wrong_with

router = Router(name="ticket photos")

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Showing(StatesGroup):
    """The number of the ticket is in the state's data ("ticket"). The name is stored with the chat, and its end says that a photo is
    waited for (`actions.photos.awaits`): keep it."""

    photo = State(state="photo", group_name="person")


# --- the family's side


def to_show(session: Session, ticket: Ticket, _: Words) -> Choice | None:
    """The button under a family's own question; nothing where no photo fits any more."""
    if not ticket_photos.may_show(session, ticket):
        return None
    return Choice(_("📷 Show a paper as a photo"), ShowPaper(do="ask", ticket=ticket.id or 0).pack())


@router.callback_query(ShowPaper.filter(F.do == "ask"))
async def ask(
    query: CallbackQuery,
    callback_data: ShowPaper,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
) -> Screen:
    await set_aside(state)
    ticket = tickets.of_chat(session, chat.id or 0, callback_data.ticket)
    if ticket is None or not ticket_photos.may_show(session, ticket):
        return _no_more(ticket, _)
    await state.set_state(Showing.photo)
    await state.update_data(ticket=ticket.id)
    lines = [
        _(
            "Only the worker who answers you sees the photo. It is stored encrypted, and deleted when your question is closed."
        ),
        _("Cover the ID number with a finger, if you can."),
        _("Please send the photo now."),
    ]
    return _waiting(join(lines), ticket, _)


@router.callback_query(ShowPaper.filter(F.do == "done"))
async def done(
    query: CallbackQuery,
    callback_data: ShowPaper,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
) -> Screen:
    await set_aside(state)
    ticket = tickets.of_chat(session, chat.id or 0, callback_data.ticket)
    if ticket is None:
        return _no_more(None, _)
    return Screen(_("All right. Your question is with us."), rows(_to_ticket(ticket, _), to_home(_)))


@router.message(Showing.photo, F.photo | F.document)
async def photo(
    message: Message,
    session: Session,
    chat: Chat,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    ticket = await _its_ticket(session, chat, state)
    ref = sent_photo(message, CHANNEL_MOST)
    if ticket is not None and ref is None and ticket_photos.may_show(session, ticket):
        return _waiting(_not_a_photo(_), ticket, _)
    said, wrong = _caption(message)
    desk = desk_of(session, around, now)
    taken = (
        ticket_photos.show(desk, chat, ticket, ref, said) if ticket is not None and ref is not None else None
    )
    if ticket is None or taken is None:
        await state.clear()
        return _no_more(ticket, _)
    tell_holder(session, ticket, lambda _: _("📷 A family has sent a photo."), around, now)
    lines = [_("Thank you, the photo is with your question.")]
    if wrong is not None:
        lines.append(_("I have not kept the words under it: they look like an ID number."))
    if ticket_photos.may_show(session, ticket):
        return _waiting(join([*lines, _("You can send another one.")]), ticket, _)
    await state.clear()
    return Screen(join(lines), rows(_to_ticket(ticket, _), to_home(_)))


@router.message(StateFilter(actions.WAITS_FOR_WORDS), F.photo | F.document)
async def too_early(message: Message, session: Session, chat: Chat, state: FSMContext, _: Words) -> Screen:
    """A photo where words are waited for: what becomes of it is told before it is taken. What was typed already is not lost."""
    ticket, typed = await _its_ticket(session, chat, state), "words" in await state.get_data()
    paper = to_show(session, ticket, _) if ticket is not None and not typed else None
    if typed:
        told = _("Please send the words first. Then you can show a photo.")
    elif paper is not None:
        told = _("Do you want to show a paper? Tap the button first.")
    else:
        told = _("Please type your question first. Then you can show a photo.")
    on = Choice(_("✏️ Back to the words") if typed else _("✏️ Write on"), Telling(do="on").pack())
    drop = Choice(_("✖️ Do not send"), Telling(do="drop").pack())
    return Screen(join([_("I have not kept the photo."), told]), rows(paper, on, drop, to_home(_)))


@router.message(Showing.photo)
async def something_else(
    message: Message, session: Session, chat: Chat, state: FSMContext, _: Words
) -> Screen:
    """A voice, a film, a sticker: still waiting."""
    ticket = await _its_ticket(session, chat, state)
    if ticket is None or not ticket_photos.may_show(session, ticket):
        await state.clear()
        return _no_more(ticket, _)
    if message.voice or message.audio or message.video_note:
        told = _("I cannot listen to voice messages. Please send a photo, or type.")
        return _waiting(told, ticket, _)
    return _waiting(_not_a_photo(_), ticket, _)


def news(session: Session, photo: Photo, ticket_id: int, chat: Chat, _: Words) -> Screen | None:
    """A photo that could not be fetched is asked for again; of one that was there is nothing more to say."""
    ticket = tickets.of_chat(session, chat.id or 0, ticket_id)
    again = to_show(session, ticket, _) if ticket is not None and photo.state == PhotoState.FAILED else None
    if again is None:
        return None
    text = _("Your photo did not come through, sorry. Please send it again, as a photo.")
    return Screen(text, rows(again, to_home(_)), fresh=True)


def _waiting(text: Html, ticket: Ticket, _: Words) -> Screen:
    """A photo is waited for, or a word that there is none."""
    no_more = Choice(_("✔️ Done sending"), ShowPaper(do="done", ticket=ticket.id or 0).pack())
    return Screen(text, rows(no_more, to_home(_)), asks_photo=True)


def _no_more(ticket: Ticket | None, _: Words) -> Screen:
    """Why no photo can be taken; none was kept."""
    if ticket is None:
        return Screen(
            _("This question is no longer here. I have not kept a photo."), rows(to_mine(_), to_home(_))
        )
    if ticket.state == TicketState.CLOSED:
        text = _("This question is closed. I have not kept the photo.")
    else:
        text = _("There is no room for more in this question. I have not kept the photo.")
    return Screen(text, rows(_to_ticket(ticket, _), to_home(_)))


def _not_a_photo(_: Words) -> Html:
    return join(
        [
            _("I cannot open this as a photo. I have not kept it."),
            _("Please take the photo with the camera and send it as a photo, not as a file."),
        ]
    )


def _to_ticket(ticket: Ticket, _: Words) -> Choice:
    return Choice(_("💬 My question"), Mine(do="look", ticket=ticket.id or 0).pack())


def _caption(message: Message) -> tuple[str, Wrong | None]:
    """The words under a photo, and what is wrong with them when they cannot be kept."""
    text = (message.caption or "").strip()[:WORDS_MOST]
    wrong = wrong_with(text) if text else None
    return ("" if wrong is not None else text), (wrong if wrong == Wrong.ID_NUMBER else None)


async def _its_ticket(session: Session, chat: Chat, state: FSMContext) -> Ticket | None:
    number = (await state.get_data()).get("ticket")
    return tickets.of_chat(session, chat.id or 0, number) if isinstance(number, int) else None


# --- the staff's side


def to_look(session: Session, ticket: Ticket, duty: Duty, _: Words) -> Choice | None:
    """The button for whoever has taken the question; nothing while there is no photo."""
    number = len(ticket_photos.to_see(session, ticket, duty))
    label = _("📷 Photo ({n})", n=number)
    return Choice(label, LookPhotos(ticket=ticket.id or 0).pack()) if number else None


@router.callback_query(LookPhotos.filter(), OnDuty(Role.WORKER))
async def look(
    query: CallbackQuery,
    callback_data: LookPhotos,
    duty: Duty,
    session: Session,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen] | None:
    """Each photo for ten minutes. Who cannot see the ticket hears nothing; who has not taken it, to take it."""
    ticket = tickets.one(session, callback_data.ticket, duty)
    if ticket is None:
        return None
    found = ticket_photos.look(desk_of(session, around, now), duty, ticket)
    back = Choice(_("Back to the question"), AtDesk(do="look", ticket=ticket.id or 0).pack())
    if not found:
        return Screen(
            _("There is no photo for you here. Only who has taken a question sees its photos."), rows(back)
        )
    return [_shown(one, data, at, len(found), back, _) for at, (one, data) in enumerate(found, 1)]


def _shown(photo: Photo, data: bytes, at: int, number: int, back: Choice, _: Words) -> Screen:
    lines = [
        _("📷 Photo {at} of {number}", at=at, number=number),
        _("It disappears from here in 10 minutes, and is deleted when the question is closed."),
    ]
    about = _("A photo the family sent")
    name = f"photo.{_ENDINGS.get(photo.mime, 'jpg')}"
    return Screen(
        join(lines),
        rows(back if at == number else None),
        picture=Attachment(name, photo.mime, data, str(about)),
        fresh=True,
        goes=photos.name(photo.id or 0),
        afterwards=_("📷 The photo is no longer shown here."),
    )
