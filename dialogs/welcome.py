"""The beginning: language first, then what is kept and why, with an equal "no", then the first child."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import families
from db import children
from db.chats import Chat
from db.families import Guardian
from dialogs import activity_card, activity_door, guardians, staff, staff_questions
from dialogs.addresses import Agree, Go, Speak
from dialogs.child_entry import ask_nickname
from dialogs.consent import VERSIONS, agreed_before, begin_consent, consent_text, question, without
from dialogs.demo_families import step_into_demo
from dialogs.home import home, strangers_home, to_home
from dialogs.need_typed import answered
from dialogs.need_waiting import Surveying, begun
from dialogs.open_questions import ask_anew
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import home_again, set_aside
from dialogs.words import Words, join
from rules.languages import named_language

router = Router(name="welcome")


@router.message(CommandStart(ignore_case=True))
async def start(
    message: Message,
    command: CommandObject,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A new parent chooses a language, unless the page asked already; a known one is home; a payload leads to what it names."""
    await set_aside(state)
    kind, _sep, value = (command.args or "").strip().partition("_")
    if kind == "demo" and around.demo:
        await state.clear()
        return step_into_demo(session, chat, guardian, value, _, around, now)
    if kind == "join" and value:
        return await guardians.join(session, chat, guardian, value, state, _, around, now)
    if kind == "staff" and value:
        return staff.accept(value, session, chat, _, around, now)
    if kind == "here" and value:
        return activity_door.arrived(value, session, guardian, _, around, now) or activity_door.not_open(_)
    if kind == "act" and value.isdecimal():
        return activity_card.opened(int(value[:9]), session, guardian, _, around, now)
    if guardian is not None:
        return await home_again(session, guardian, state, _, around, now)
    if kind == "page":
        return strangers_home(_)
    return choose_language(_, first=True)


@router.message(Command("language", ignore_case=True))
@router.callback_query(Go.filter(F.to == "language"))
async def language(
    event: Message | CallbackQuery, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    if not _is_under_way(await state.get_state(), await state.get_data()):
        await set_aside(state)
    return choose_language(_, first=guardian is None)


def _is_under_way(waiting: str | None, data: dict[str, Any]) -> bool:
    """A child is being entered, or the way to it was begun, or staff are at work: another language is no reason to begin anew."""
    return (waiting or "").startswith(
        ("entering:", "finding:", "person:", "staff", "needs:")
    ) or "then" in data


def choose_language(_: Words, first: bool) -> Screen:
    """Each language under its own name; the one of the phone is already spoken."""
    names = [
        Choice(_.catalogues.speak(code).own_name, Speak(code=code).pack()) for code in _.catalogues.languages
    ]
    hello = join(
        [
            _("Hello, I am Houniao 小候鸟. I help families who moved here for work."),
            _("Which language shall we speak?"),
        ]
    )
    text = hello if first else _("Which language shall we speak?")
    return Screen(text, (*rows(*names, width=2), *(() if first else rows(to_home(_)))))


#: Where staff write a notice, "English" is a word of it, or the families who read English.
_WORDS_OF_NOTICES = frozenset(
    f"staff_notice:{what}" for what in ("words", "label", "place", "who", "group", "why_not")
)


async def _names_language(
    message: Message, state: FSMContext, around: Surroundings, raw_state: str | None = None
) -> bool | dict[str, str]:
    """Somebody who types the name of a language may not be able to read the one we speak. Where needs are asked for, "English" may be one."""
    text = message.text or ""
    code = named_language(text) if raw_state not in _WORDS_OF_NOTICES else None
    if code is None or (raw_state == Surveying.asked.state and answered(await begun(state), text, around)):
        return False
    return {"code": code}


@router.message(_names_language)
async def speak_named(
    message: Message,
    code: str,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    return await speak_from_now(code, session, chat, guardian, state, _, around, now)


@router.callback_query(Speak.filter())
async def speak(
    query: CallbackQuery,
    callback_data: Speak,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    return await speak_from_now(callback_data.code, session, chat, guardian, state, _, around, now)


async def speak_from_now(
    code: str,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A language we do not speak changes nothing. What was under way goes on: the open question is asked again."""
    if code in _.catalogues.languages:
        chat.language = code
        _ = _.catalogues.speak(code)
    open_question = await staff_questions.ask_anew(session, chat, state, _, around, now)
    if open_question is None:
        open_question = await ask_anew(session, guardian, state, _, around, now)
    if open_question is not None:
        return open_question
    then = (await state.get_data()).get("then")
    if then is not None:
        return await begin_consent(session, guardian, state, _, then)
    return await home_again(session, guardian, state, _, around, now)


@router.callback_query(Go.filter(F.to == "consent"))
async def consent(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The first question, or the next open one; an old button of somebody who agreed to both leads on, not back."""
    await state.clear()
    if guardian is not None and families.has_agreed(session, guardian, "child"):
        if children.of_family(session, guardian.family_id):
            return home(session, around, guardian, _, now)
        return await ask_nickname(state, _)
    return await begin_consent(session, guardian, state, _, then="child")


@router.callback_query(Agree.filter())
async def agree(
    query: CallbackQuery,
    callback_data: Agree,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A yes is written down with the words that were read; a no is as good, and says what works without."""
    kind = callback_data.kind
    if kind not in VERSIONS:
        return home(session, around, guardian, _, now)
    then = str((await state.get_data()).get("then", "child"))
    if not callback_data.yes:
        await state.clear()
        return _no(kind, session, guardian, _)
    if kind == "child" and not families.has_agreed(session, guardian, "guardian"):
        return question("guardian", _, then)
    if callback_data.version != VERSIONS[kind]:
        return question(kind, _, then)
    agreed = families.Agreed(kind, callback_data.version, consent_text(kind, _), _.language)
    if kind == "guardian":
        families.consent(session, chat, agreed, now)
        return question("child", _, then)
    guardian = families.consent(session, chat, agreed, now)
    await state.clear()
    if then.startswith("join:"):
        return guardians.accept(session, chat, guardian, then.removeprefix("join:"), _, around, now)
    if children.of_family(session, guardian.family_id):
        return home(session, around, guardian, _, now)
    return await ask_nickname(state, _)


def _no(kind: str, session: Session, guardian: Guardian | None, _: Words) -> Screen:
    """A "no" to what stands already takes nothing away by itself."""
    if families.has_agreed(session, guardian, kind, VERSIONS[kind]):
        return agreed_before(_)
    if families.has_agreed(session, guardian, kind):
        return Screen(_("Good. Everything stays as it was, and I write down nothing new."), rows(to_home(_)))
    return without(kind, _)
