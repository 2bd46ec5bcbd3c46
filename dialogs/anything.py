"""Whatever else is typed, tapped or shared gets a kind answer and a way on. This router is the last one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

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
from dialogs.answer_flows import topic_of
from dialogs.answer_ways import to_person, to_themes
from dialogs.answers import BESIDE, Asking, buttons, offered, told, unknown
from dialogs.asked import own_card, page_of, way
from dialogs.birth_dates import ask_again
from dialogs.home import home, to_home
from dialogs.near import asked_nearby, chosen
from dialogs.near_spots import is_searching, wanted
from dialogs.near_spots import typed as typed_place
from dialogs.reminder_words import answer_to_reminder
from dialogs.screens import Choice, Screen, rows
from dialogs.self_paid_asked import paid_for
from dialogs.services import to_services
from dialogs.surroundings import Surroundings
from dialogs.tickets import to_worker
from dialogs.words import Words, join
from rules.answers.deciding import FLOW, Outcome
from rules.asked import Page
from rules.birthdays import Certain, Reason, Unclear, read_birth_date
from rules.places.asked import nearby
from rules.topics import Topic, about_school, topic

router = Router(name="anything")

#: Said to be done, not to be answered: as it always was.
_DEEDS = {
    Topic.CORRECT,
    Topic.PRIVACY,
    Topic.REMINDERS,
    Topic.NEWS,
    Topic.NOTICES_OFF,
    Topic.LATER,
    Topic.CANT,
    Topic.DONE,
    Topic.HELP,
    Topic.AT_SCHOOL,
    Topic.THANKS,
    Topic.AGREED,
}
#: What stands below these screens would only be in the way.
_ALONE = {Topic.PERSON, Topic.UNWELL, Topic.HELLO, Topic.POLITE}
#: A screen that comes before every answer that is not meant word for word; and one that does where a child is entered.
_NEARER = {Topic.UNWELL, Topic.CALENDAR, Topic.FREE}
_OF_OUR_CHILD = {Topic.NEXT, Topic.GROWTH, Topic.FEEDING, Topic.CHECKUPS, Topic.JOURNEY}
#: What is to be done: the days of the calendar alone are no answer to that.
_HOW = re.compile(
    r"怎么[办弄补搞]|[咋么]办|[咋怎]么?[办弄整搞补]|\b(?:what (?:to do|now|should|can|must|do)|how (?:do|can|to))\b",
    re.IGNORECASE,
)
#: What a single word ("where", "when") is taken for.
_GUESSED = {Topic.WHERE, Topic.NEXT}
#: Without one of these an age is an age and a place a place, whatever else it may remind of.
_ASKS = re.compile(
    r"[吗么?？怎啥咋哪几能有要]|\b(?:how|what|where|when|which|who|why|can|could|do|does|should|is there|are there)\b",
    re.IGNORECASE,
)
#: Where or when without one of these is not about the clinic, as long as nothing else says so.
_OF_THE_CLINIC = re.compile(
    r"[打针苗]|门诊|医院|卫生|体检|下次|下一|\b(?:clinic|hospital|health|shots?|jabs?|doses?|vaccin\w*|next|due)\b",
    re.IGNORECASE,
)
#: Topics whose screen says nothing yet, and where it is: it is shown where the conversation itself is meant.
_LISTS: dict[Topic, Callable[[Words], Choice]] = {
    Topic.PAPERS: lambda _: Choice(_("📄 Papers for school"), Go(to="papers").pack()),
    Topic.SERVICES: to_services,
}

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
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Words we did not wait for: a date, a child's name, a question."""
    ask = Asking((message.text or "").strip(), session, chat, _, around, now)
    shown = await free_text(ask, guardian, state)
    return await to_worker(shown, ask.text, session, chat, state, _, now)


async def free_text(ask: Asking, guardian: Guardian | None, state: FSMContext) -> Screen | list[Screen]:
    """What is a command is done, what is a date is asked back; every question gets the best answer there is."""
    _, around, now, session = ask._, ask.around, ask.now, ask.session
    reading = read_birth_date(ask.text, around.today(now))
    if isinstance(reading, Unclear) and reading.reason == Reason.ID_NUMBER:
        refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
        return Screen(refused, rows(to_home(_)))
    answer = await _answer(ask, guardian, state)
    if answer is not None:
        return answer
    if isinstance(reading, Certain):
        return _is_it_a_birth_date(reading.day, _)
    found, pages = _meant(ask), topics.school_pages(ask.text, around)
    if found in _GUESSED and ask.decision.outcome == Outcome.UNKNOWN and not _OF_THE_CLINIC.search(ask.text):
        found = None
    if found in _DEEDS and not pages:
        return topics.about(found, ask.text, session, guardian, _, around, now)
    if ask.answered and found != Topic.PERSON and (ask.sure or not _nearer(ask, found, guardian, reading)):
        own = own_card(pages, ask.text, session, guardian, _, around, now)
        if own is not None:
            return _with(own, _beside(ask))
        named = _children_named(session, guardian, ask.text)
        return told(ask, (*named, *(way(one, _, around) for one in pages)))
    shown = _screen(ask, found, pages, guardian, reading)
    if shown is not None:
        return shown
    place = await _place(ask.text, session, guardian, state, _, around, now)
    return place or _asked_back(ask, guardian)


def _meant(ask: Asking) -> Topic | None:
    """What there is a screen for: by the words, or because the conversation that starts there is the best answer."""
    best = ask.decision.hits[0] if ask.decision.outcome == Outcome.ANSWERED and not ask.vague else ""
    by_flow = topic_of(best.removeprefix(FLOW)) if best.startswith(FLOW) else None
    by_words = topic(ask.text)
    return by_flow if by_flow is not None and by_words not in _DEEDS else by_words


def _nearer(ask: Asking, found: Topic | None, guardian: Guardian | None, reading: Unclear) -> bool:
    """Whether a screen about the family's own child, what is clear without asking, or a date, is nearer than an answer for everybody."""
    an_age = reading.reason in _ABOUT_AGE
    if an_age and reading.reason not in topics.MAY_BE_ASKED:
        return True
    if found is None and not _ASKS.search(ask.text):
        return an_age or len(typed_place(ask.text, ask.session, ask._, ask.around)) == 1
    if paid_for(found, ask.text, guardian, ask._, ask.around) is not None:
        return True
    if found == Topic.NEXT and _HOW.search(ask.text):
        return False
    if found in _OF_OUR_CHILD:
        return guardian is not None and bool(children.of_family(ask.session, guardian.family_id))
    return found in _NEARER


def _beside(ask: Asking) -> list[Choice]:
    """The answers that may be meant beside a page: the one that would have been told, or some of those that would have been offered."""
    most = 1 if ask.decision.outcome == Outcome.ANSWERED else BESIDE
    return buttons(ask, [one for one in ask.decision.hits if one in ask.edition.answers][:most])


def _screen(
    ask: Asking,
    found: Topic | None,
    pages: tuple[Page, ...],
    guardian: Guardian | None,
    reading: Unclear,
) -> Screen | None:
    """The screen there is for it; what may be meant beside it stands below. None where there is nothing but a guess."""
    _, around, now, session = ask._, ask.around, ask.now, ask.session
    more = _beside(ask)
    page = page_of(pages, session, guardian, _, around, now)
    if page is not None:
        return _with(page, more)
    named = _children_named(session, guardian, ask.text) if found in (None, Topic.NEXT) else []
    an_age = reading.reason in _ABOUT_AGE
    if found is not None and (found != Topic.NEXT or not an_age) and not named:
        if found in _LISTS and (ask.vague or ask.decision.outcome != Outcome.ANSWERED):
            return _asked_back(ask, guardian, _LISTS[found](_))
        shown = topics.about(found, ask.text, session, guardian, _, around, now)
        return shown if found in _ALONE else _with(shown, more)
    if named:
        return Screen(_("Shall I open the card?"), rows(*named, *more, to_home(_)))
    if an_age:
        return ask_again(
            reading, _, lambda day: ChildIs(child=0, what="look", value=day.isoformat()).pack(), to_home(_)
        )
    return None


def _with(screen: Screen, more: list[Choice]) -> Screen:
    """The same Screen, with these buttons above the way home."""
    there = {one.tap for row in screen.choices for one in row}
    kept = [one for one in more if one.tap not in there]
    return replace(screen, choices=(*screen.choices[:-1], *rows(*kept), *screen.choices[-1:]))


def _is_it_a_birth_date(day: date, _: Words) -> Screen:
    look, begin = (ChildIs(child=0, what=what, value=day.isoformat()).pack() for what in ("look", "begin"))
    ways = (Choice(_("Show what is due at this age"), look), Choice(_("➕ Add my child"), begin), to_home(_))
    return Screen(_("{day}: is that a birth date?", day=day), rows(*ways))


def _asked_back(ask: Asking, guardian: Guardian | None, *also: Choice) -> Screen:
    """Which of a few is meant; or that nobody has told us yet, and what can be done instead."""
    if ask.decision.hits:
        return offered(ask, also)
    _, of_school = ask._, about_school(ask.text)
    papers, guides = _LISTS[Topic.PAPERS](_), Choice(_("📚 Good to know"), Go(to="guides").pack())
    ways = also or ((papers, guides) if of_school else ())
    if not ways and guardian is None:
        ways = (Choice(_("👀 Just look"), Go(to="look").pack()),)
    row = ask.noted(Outcome.UNKNOWN)
    return unknown(row, _, ask.around, ask.now, *ways, is_ill=not of_school)


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


async def _answer(ask: Asking, guardian: Guardian | None, state: FSMContext) -> Screen | None:
    """The answer to a reminder, or the places that are asked for. Who wants something "nearby" that is no kind of place may mean an answer."""
    _, around, now, session = ask._, ask.around, ask.now, ask.session
    if guardian is not None:
        answer = await answer_to_reminder(ask.text, session, guardian, state, _, around, now)
        if answer is not None:
            return answer
    near = nearby(ask.text, around.knowledge.place_kinds)
    if near is None or (near.kind is None and ask.answered):
        return None
    return await asked_nearby(near, session, guardian, state, _, around, now)


def _children_named(session: Session, guardian: Guardian | None, text: str) -> list[Choice]:
    if guardian is None or not text:
        return []
    found = children.of_family(session, guardian.family_id)
    return [
        Choice(f"👶 {one.nickname}", ChildDo(do="card", child=one.id or 0).pack())
        for one in found
        if one.nickname and one.nickname.casefold() in text.casefold()
    ]


@router.message(F.voice | F.audio | F.video_note)
async def voice(message: Message, _: Words) -> Screen:
    """A keyboard can type what is said; and there are ways without typing."""
    text = join(
        [
            _("I cannot listen to voice messages. I have not kept it."),
            _("Tap the microphone of your keyboard: then it types what you say."),
        ]
    )
    return Screen(text, rows(to_themes(_), to_person(_), to_home(_)))


@router.message()
async def anything_else(message: Message, _: Words) -> Screen:
    """Photos, stickers, files: kindly not read."""
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
