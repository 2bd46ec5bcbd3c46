"""Whatever else is typed, tapped or shared gets a kind answer and a way on. This router is the last one."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from sqlmodel import Session

from actions import hours
from db import children
from db.chats import Chat
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import ChildDo, ChildIs, Go
from dialogs.birth_dates import ask_again
from dialogs.home import home, to_home
from dialogs.hotlines import ill, number
from dialogs.near import asked_nearby, chosen
from dialogs.near_spots import is_searching, wanted
from dialogs.near_spots import typed as typed_place
from dialogs.reminder_words import answer_to_reminder
from dialogs.screens import Choice, Screen, rows
from dialogs.services import to_services
from dialogs.surroundings import Surroundings
from dialogs.words import Words, join
from rules.birthdays import Certain, Reason, Unclear, read_birth_date
from rules.places.asked import nearby
from rules.topics import Topic, about_school, topic

router = Router(name="anything")

#: What sounds like a child's age: the answer is the calendar, as soon as the date is certain.
_ABOUT_AGE = {
    Reason.AGE_ONLY,
    Reason.NOMINAL_AGE,
    Reason.ZODIAC,
    Reason.LUNAR,
    Reason.YEAR_MONTH,
    Reason.ORDER,
    Reason.SHORT_YEAR,
}


@router.my_chat_member()
async def membership(event: ChatMemberUpdated, session: Session, chat: Chat, now: datetime) -> None:
    """Telegram tells us when somebody blocks or unblocks the bot: reminders stop, and come again."""
    gone = event.new_chat_member.status in ("kicked", "left")
    hours.blocked(session, chat, gone, now)


@router.edited_message(F.text)
async def edited(message: Message, _: Words) -> Screen:
    """What was changed afterwards may have had its effects already. Only words: a live location "changes" every few seconds."""
    return Screen(_("I cannot read changes to old messages. Please send it as a new one."), rows(to_home(_)))


@router.message(F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Words we did not wait for: a date, a child's name, or something we cannot answer yet."""
    text = (message.text or "").strip()
    reading = read_birth_date(text, around.today(now))
    if isinstance(reading, Unclear) and reading.reason == Reason.ID_NUMBER:
        refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
        return Screen(refused, rows(to_home(_)))
    answer = await _answer(text, session, guardian, state, _, around, now)
    if answer is not None:
        return answer
    if isinstance(reading, Certain):
        look = Choice(
            _("Show what is due at this age"),
            ChildIs(child=0, what="look", value=reading.day.isoformat()).pack(),
        )
        add = Choice(
            _("➕ Add my child"), ChildIs(child=0, what="begin", value=reading.day.isoformat()).pack()
        )
        return Screen(_("{day}: is that a birth date?", day=reading.day), rows(look, add, to_home(_)))
    page = topics.school(text, session, guardian, _, around, now)
    if page is not None:
        return page
    found = topic(text)
    if found is not None and (found != Topic.NEXT or reading.reason not in _ABOUT_AGE):
        named = _children_named(session, guardian, text) if found == Topic.NEXT else []
        if not named:
            return topics.about(found, text, session, guardian, _, around, now)
    named = _children_named(session, guardian, text)
    if named:
        return Screen(_("Shall I open the card?"), rows(*named, to_home(_)))
    if reading.reason in _ABOUT_AGE:
        return ask_again(
            reading, _, lambda day: ChildIs(child=0, what="look", value=day.isoformat()).pack(), to_home(_)
        )
    place = await _place(text, session, guardian, state, _, around, now)
    return place or _not_understood(guardian, about_school(text), _, around, now)


async def _place(
    text: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """A place somebody typed where nobody asked: the same kind as in the search before, or what for. None where it is not clear, and nothing
    was searched."""
    found = typed_place(text, session, _, around)
    if len(found) != 1 and not (found and await is_searching(state, now)):
        return None
    return await chosen(found, *await wanted(state, now), session, guardian, state, _, around, now)


async def _answer(
    text: str,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The answer to a reminder, or the places that are asked for."""
    if guardian is not None:
        answer = await answer_to_reminder(text, session, guardian, state, _, around, now)
        if answer is not None:
            return answer
    near = nearby(text, around.knowledge.place_kinds)
    return await asked_nearby(near, session, guardian, state, _, around, now) if near is not None else None


def _not_understood(
    guardian: Guardian | None, of_school: bool, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """What can be done instead, one tap each; and whom to call, because it may have been about something bad. Who asks about school is
    not asked whether somebody is ill."""
    city = number("city", around, around.today(now), _)
    lines = join(
        [
            _("I did not understand that, sorry."),
            _("Tap a button, or call {number} for anything in the city.", number=city)
            if city
            else _("Tap a button."),
            *([] if of_school else ill(around, around.today(now), _)),
        ]
    )
    if of_school:
        papers = Choice(_("📄 Papers for school"), Go(to="papers").pack())
        guides = Choice(_("📚 Good to know"), Go(to="guides").pack())
        return Screen(lines, rows(papers, guides, to_services(_), to_home(_)))
    settings = Choice(_("⚙️ Settings"), Go(to="settings").pack())
    look = Choice(_("👀 Just look"), Go(to="look").pack())
    return Screen(
        lines,
        rows(
            Choice(_("📍 Where to go"), Go(to="where").pack()),
            look if guardian is None else settings,
            Choice(_("❓ Help"), Go(to="help").pack()),
            to_home(_),
        ),
    )


def _children_named(session: Session, guardian: Guardian | None, text: str) -> list[Choice]:
    if guardian is None or not text:
        return []
    found = children.of_family(session, guardian.family_id)
    return [
        Choice(f"👶 {one.nickname}", ChildDo(do="card", child=one.id or 0).pack())
        for one in found
        if one.nickname and one.nickname.casefold() in text.casefold()
    ]


@router.message()
async def anything_else(message: Message, _: Words) -> Screen:
    """Photos, voices, stickers, files: kindly not read."""
    text = join(
        [
            _("I can only read text and locations. I have not kept what you sent."),
            _("Please type it, or tap a button."),
        ]
    )
    return Screen(text, rows(Choice(_("❓ Help"), Go(to="help").pack()), to_home(_)))


@router.callback_query()
async def unknown_button(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Screen]:
    """A button from another time, or a forged one: home."""
    return [Screen(_("This button is not known any more.")), home(session, around, guardian, _, now)]
