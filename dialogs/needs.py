"""A family says what it needs: three short questions by buttons. It can look, change and delete what it said."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import needs
from db import children
from db.families import Guardian
from db.needs import NeedAsked
from dialogs.addresses import Go
from dialogs.home import home, to_home
from dialogs.need_addresses import Need
from dialogs.need_waiting import begun, over, to_go_on, wait
from dialogs.need_words import hour_names, language_name, said_lines, topic_names
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.need_ages import first_topics
from rules.needs import HOURS, LANGUAGES, TOPICS, WANTS_MOST, Answer, mask_of, ticks_of

router = Router(name="needs")

#: What a button may ask.
_QUESTIONS = ("wants", "full", "more", "full_more", "hours", "spoken")


@router.message(Command("needs", ignore_case=True))
@router.callback_query(Go.filter(F.to == "needs"))
async def needs_(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What the family said, or the first question."""
    await set_aside(state)
    return await _begin(session, guardian, state, _, around, now)


async def _begin(
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What was begun goes on; what was said before is shown, with the way on."""
    if guardian is None or not children.of_family(session, guardian.family_id):
        return _not_registered(guardian, _)
    row, told = needs.latest(session, guardian, around.today(now)), await begun(state)
    if row is not None:
        return _look(row, _, around, told)
    return await asked(told or Need(do="wants"), session, guardian, state, _, around, now)


async def asked(
    told: Need,
    session: Session,
    guardian: Guardian,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """One of the three questions, which waits for typed words, too, and is found again after a walk through the bot."""
    await wait(told, state)
    if told.do == "hours":
        return _ask_hours(told, _)
    if told.do == "spoken":
        return _ask_language(told, _)
    born = [child.born for child in children.of_family(session, guardian.family_id)]
    ticked = ticks_of(told.wants, TOPICS, WANTS_MOST)
    return _ask_wants(told, first_topics(born, around.today(now), ticked), _)


async def asked_again(
    session: Session, guardian: Guardian, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """The question that is open, in the language that is spoken from now on."""
    told = await begun(state)
    return await asked(told, session, guardian, state, _, around, now) if told is not None else None


async def saved(
    told: Need,
    session: Session,
    guardian: Guardian,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """All three are answered."""
    await set_aside(state)
    await over(state)
    needs.answer(session, guardian, _answer(told), now, around.today(now))
    return _thanks(session, guardian, _, around, now)


@router.callback_query(Need.filter())
async def step(
    query: CallbackQuery,
    callback_data: Need,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One tap of it. Every button holds what was ticked before, so that each works at any time."""
    await set_aside(state)
    if guardian is None or not children.of_family(session, guardian.family_id):
        return _not_registered(guardian, _)
    today = around.today(now)
    if callback_data.do in _QUESTIONS:
        return await asked(callback_data, session, guardian, state, _, around, now)
    if callback_data.do == "save":
        return await saved(callback_data, session, guardian, state, _, around, now)
    if callback_data.do == "delete":
        return _sure(_)
    if callback_data.do == "gone":
        await over(state)
        needs.delete(session, guardian)
        return Screen(_("🗑 Deleted. Nobody counts it any more."), rows(to_needs(_), to_home(_)))
    if callback_data.do == "not_now":
        await over(state)
        needs.decline(session, guardian, now, today)
        told = Screen(_("Good, I do not ask. Under ⚙️ Settings you can say it whenever you like."))
        return [told, home(session, around, guardian, _, now)]
    return await _begin(session, guardian, state, _, around, now)


def to_needs(_: Words) -> Choice:
    """The way to what the family needs."""
    return Choice(_("🙋 What we need"), Go(to="needs").pack())


def _not_registered(guardian: Guardian | None, _: Words) -> Screen:
    """Whoever keeps no child here cannot be counted by district; kindly said, with the way there."""
    lines = [
        _("🙋 The community wants to know what families need: homework help, sport, hours that suit."),
        _("I ask families whose child is entered here. Entering takes two minutes, and is free."),
    ]
    begin = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
    enter = begin if guardian is None else Choice(_("➕ Add my child"), Go(to="add_child").pack())
    return Screen(
        join(lines), rows(enter, Choice(_("📋 All services"), Go(to="services").pack()), to_home(_))
    )


def _answer(told: Need) -> Answer:
    """What a button holds; what there is not is left out."""
    language = told.language if told.language in LANGUAGES else LANGUAGES[0]
    return Answer(ticks_of(told.wants, TOPICS, WANTS_MOST), ticks_of(told.hours, HOURS), language)


def _ask_wants(told: Need, first: tuple[str, ...], _: Words) -> Screen:
    """`first`: what is likely at the age of their children; "more" and "full_more" show all there is."""
    ticked, whole = ticks_of(told.wants, TOPICS, WANTS_MOST), told.do in ("more", "full_more")
    full, open_ = ("full_more", "more") if whole else ("full", "wants")
    lines = [
        _("🙋 <b>What would help your children most?</b>"),
        _("Tap up to three. Staff see only how many want it, never who."),
    ]
    if told.do in ("full", "full_more"):
        lines.append(_("👉 Three are ticked. Tap one of them again to take it out."))

    def to(topic: str) -> str:
        if topic not in ticked and len(ticked) >= WANTS_MOST:
            return Need(do=full, wants=mask_of(ticked, TOPICS), hours=told.hours).pack()
        return Need(do=open_, wants=mask_of({topic} ^ {*ticked}, TOPICS), hours=told.hours).pack()

    names = topic_names(_)
    shown = (*first, *(one for one in names if one not in first)) if whole else first
    ticks = [Choice(_ticked(topic in ticked, names[topic]), to(topic)) for topic in shown]
    if not whole:
        rest = Need(do="more", wants=mask_of(ticked, TOPICS), hours=told.hours).pack()
        ticks.append(Choice(_("➕ More to choose from"), rest))
    onward = Need(do="hours", wants=mask_of(ticked, TOPICS), hours=told.hours).pack()
    after = _("Next ➡️") if ticked else _("None of these ➡️")
    return Screen(join(lines), (*rows(*ticks, width=2), *rows(Choice(after, onward), to_home(_), width=2)))


def _ask_hours(told: Need, _: Words) -> Screen:
    ticked = ticks_of(told.hours, HOURS)
    lines = [
        _("🕘 <b>When are you free?</b>"),
        _("Tap all that suit you."),
    ]

    def to(hour: str) -> str:
        return Need(do="hours", wants=told.wants, hours=mask_of({hour} ^ {*ticked}, HOURS)).pack()

    ticks = [Choice(_ticked(hour in ticked, word), to(hour)) for hour, word in hour_names(_).items()]
    back = Choice(_("⬅️ Back"), Need(do="wants", wants=told.wants, hours=told.hours).pack())
    after = _("Next ➡️") if ticked else _("It varies ➡️")
    onward = Choice(after, Need(do="spoken", wants=told.wants, hours=told.hours).pack())
    return Screen(join(lines), (*rows(*ticks, width=2), *rows(back, onward, to_home(_), width=2)))


def _ask_language(told: Need, _: Words) -> Screen:
    languages = [
        Choice(language_name(code, _), told.model_copy(update={"do": "save", "language": code}).pack())
        for code in LANGUAGES
    ]
    back = Choice(_("⬅️ Back"), Need(do="hours", wants=told.wants, hours=told.hours).pack())
    asked = _("💬 <b>In which language do you follow best?</b>")
    return Screen(asked, (*rows(*languages, width=2), *rows(back, to_home(_), width=2)))


def _ticked(is_so: bool, word: Html) -> Html:
    return Html("✅ ") + word if is_so else word


def _thanks(session: Session, guardian: Guardian, _: Words, around: Surroundings, now: datetime) -> Screen:
    row = needs.latest(session, guardian, around.today(now))
    told = _look(row, _, around) if row is not None else home(session, around, guardian, _, now)
    thanks = _("✅ Thank you. The community plans with it.")
    return Screen(join([thanks, Html(""), told.text]), told.choices)


def _look(row: NeedAsked, _: Words, around: Surroundings, told: Need | None = None) -> Screen:
    """`told`: what they began to change, and left."""
    lines = [
        _("🙋 <b>What your family needs</b>"),
        *said_lines(row.wants.split(), row.hours.split(), row.language, _),
        _("Said on {day}.", day=around.today(row.answered_at or row.asked_at)),
        _("Staff see only numbers, from five families on. They can write to all who want the same."),
    ]
    again = Need(
        do="wants", wants=mask_of(row.wants.split(), TOPICS), hours=mask_of(row.hours.split(), HOURS)
    )
    change = Choice(_("✏️ Change it"), again.pack())
    delete = Choice(_("🗑 Delete it"), Need(do="delete").pack())
    on = [to_go_on(told, _)] if told is not None else []
    return Screen(join(lines), (*rows(*on), *rows(change, delete, to_home(_), width=2)))


def _sure(_: Words) -> Screen:
    asked = _("Delete what you said you need? Your children's calendar stays.")
    yes = Choice(_("Yes, delete it"), Need(do="gone").pack())
    return Screen(asked, rows(yes, Choice(_("No, keep it"), Go(to="needs").pack()), to_home(_), width=2))
