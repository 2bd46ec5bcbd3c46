"""Questions for the clinic: picked from a list or typed, taken along, ticked off."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import questions as actions
from db import questions
from db.children import Child
from db.families import Guardian
from db.questions import ClinicQuestion
from dialogs import topics
from dialogs.addresses import ChildDo, Question, Topic
from dialogs.children import not_here, owned, to_card
from dialogs.home import to_home
from dialogs.question_list import details, known, listed, spoken, to_list
from dialogs.record_words import to_doctor
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import looks_like_id_number
from rules.topics import Topic as About
from rules.topics import topic

router = Router(name="questions")

#: What a doctor need not be asked; the longest greeting that holds no question.
_FOR_ME = {About.REMINDERS, About.PRIVACY, About.WHERE, About.CALENDAR, About.PERSON}
_GREETING = 12


class Asking(StatesGroup):
    """We wait for a question in a family's own words; the child is in the state's data. The name is stored with the chat: keep it."""

    words = State(state="words", group_name="asking")


@router.callback_query(ChildDo.filter(F.do == "questions"))
async def questions_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    return listed(session, child, _, around, now) if child else not_here(_)


@router.callback_query(ChildDo.filter(F.do == "ask_clinic"))
async def which_topic(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """What families ask most, or their own words, which are waited for at once."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    await set_aside(state)
    await state.set_state(Asking.words)
    await state.update_data(child=child.id)
    return _ask(child, _("What do you want to ask the doctor?"), _, around)


def _ask(child: Child, first: Html, _: Words, around: Surroundings) -> Screen:
    number = child.id or 0
    buttons = [
        Choice(_.fact(one.title), Topic(do="look", child=number, topic=one.id).pack())
        for one in around.knowledge.clinic_topics.values()
        if one.offered
    ]
    text = join([first, _("Tap, or type it in your own words.")])
    return Screen(text, (*rows(*buttons), *rows(to_list(child, _), to_card(child, _), to_home(_), width=3)))


@router.message(StateFilter(Asking.words), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The words are kept as they are, sealed; numbers of documents, and more than a doctor can hear, are not."""
    child = owned(session, guardian, int((await state.get_data()).get("child", 0)))
    if child is None:
        await set_aside(state)
        return not_here(_)
    words = " ".join((message.text or "").split())
    refused = _refused(words, _)
    if refused is not None:
        return _ask(child, refused, _, around)
    found = _meant_for_me(words)
    if found is not None and not await _said_again(words, state):
        again = _("Is it a question for the doctor? Then type it once more.")
        answer = topics.about(found, words, session, guardian, _, around, now)
        return [answer, _ask(child, again, _, around)]
    await set_aside(state)
    return write(session, child, "words", words, "", _, around, now)


def _meant_for_me(words: str) -> About | None:
    """What is said to the bot and not asked of a doctor: stop, delete everything, where is the clinic."""
    found = topic(words)
    if found in (About.THANKS, About.AGREED, About.POLITE, About.HELLO):
        return found if len(words) <= _GREETING else None
    return found if found in _FOR_ME else None


async def _said_again(words: str, state: FSMContext) -> bool:
    """Whether these words were typed just now, too; only their hash is remembered."""
    said = sha256(words.encode("utf-8", "replace")).hexdigest()
    before = (await state.get_data()).get("said")
    await state.update_data(said=said)
    return bool(said == before)


def _refused(words: str, _: Words) -> Html | None:
    if looks_like_id_number(words):
        return _("That looks like an ID number. I do not read or keep those: please delete that message.")
    if not any(letter.isalpha() for letter in words):
        return _("I see no words in that.")
    if len(words.encode("utf-16-le", "surrogatepass")) // 2 > actions.WORDS_MOST:
        return _.ngettext(
            "That is long. {n} letter at most, please.",
            "That is long. {n} letters at most, please.",
            actions.WORDS_MOST,
            n=actions.WORDS_MOST,
        )
    return None


@router.callback_query(Topic.filter())
async def topic_(
    query: CallbackQuery,
    callback_data: Topic,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """What is known about it; and, by a second tap, written down."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    topic, vaccine = around.knowledge.clinic_topics.get(callback_data.topic), callback_data.vaccine
    if topic is None or (vaccine and not around.knowledge.book.knows(vaccine)):
        return listed(session, child, _, around, now)
    if callback_data.do == "write":
        return write(session, child, topic.id, None, vaccine, _, around, now)
    note = Choice(
        _("✅ Note it as a question"),
        Topic(do="write", child=child.id or 0, topic=topic.id, vaccine=vaccine).pack(),
    )
    text = join([_("<b>{topic}</b>", topic=_.fact(topic.title)), *known(topic, _, around, now)])
    return Screen(text, (*rows(note), *rows(to_list(child, _), to_card(child, _), to_home(_), width=3)))


def write(
    session: Session,
    child: Child,
    topic: str,
    words: str | None,
    vaccine: str,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Screen]:
    """Written down, or kindly not when there are too many; then the list."""
    made = actions.ask(desk_of(session, around, now), child, topic, words, vaccine)
    if made is None:
        said = _("There are as many questions as a visit can hold. Please tick off what was asked.")
    else:
        said = _("✅ Noted: {question}", question=spoken(made, _, around))
    return [Screen(said), listed(session, child, _, around, now)]


@router.callback_query(Question.filter())
async def question_(
    query: CallbackQuery,
    callback_data: Question,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One question: what is known about it, tick it off, or put it back."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    one = questions.question(session, child.id or 0, callback_data.row)
    if one is None:
        return listed(session, child, _, around, now)
    desk = desk_of(session, around, now)
    if callback_data.do == "asked":
        actions.settle(desk, child, one.id or 0)
        return [_asked(child, one, _), listed(session, child, _, around, now)]
    if callback_data.do == "again":
        actions.reopen(desk, child, one.id or 0)
        return listed(session, child, _, around, now)
    return _look(session, child, one, _, around, now)


def _asked(child: Child, one: ClinicQuestion, _: Words) -> Screen:
    """Ticked off. What the doctor said can be told at once; for a lost booklet the answer is asked for."""
    number = child.id or 0
    back = Choice(_("↩️ Take this back"), Question(do="again", child=number, row=one.id or 0).pack())
    if one.topic == actions.LOST_BOOKLET:
        went = Choice(
            _("What the clinic said about the booklet"), ChildDo(do="lost_went", child=number).pack()
        )
        return Screen(_("Good, ticked off."), rows(went, back))
    return Screen(
        join([_("Good, ticked off."), _("Did the doctor put something off, or say no to it? Then tell me.")]),
        rows(to_doctor(child, _), back, width=2),
    )


def _look(
    session: Session, child: Child, one: ClinicQuestion, _: Words, around: Surroundings, now: datetime
) -> Screen:
    number, row = child.id or 0, one.id or 0
    topic = around.knowledge.clinic_topics.get(one.topic)
    said = [spoken(one, _, around), *details(session, child, one, _, around, now)]
    said += known(topic, _, around, now) if topic else [_("The doctor decides.")]
    said.append(_("Noted on {day}.", day=one.asked_at.astimezone(around.zone).date()))
    asked = Choice(_("✅ I asked it, tick it off"), Question(do="asked", child=number, row=row).pack())
    again = Choice(_("Put it back on the list"), Question(do="again", child=number, row=row).pack())
    do = asked if one.settled_at is None else again
    return Screen(join(said), (*rows(do), *rows(to_list(child, _), to_card(child, _), to_home(_), width=3)))
