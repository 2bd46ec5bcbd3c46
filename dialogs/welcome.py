"""The beginning: language first, then what is kept and why, with an equal "no", then the first child."""

from __future__ import annotations

from dataclasses import replace
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
from dialogs import guardians
from dialogs.addresses import Agree, Go, Keep, Speak
from dialogs.child_entry import ask_nickname
from dialogs.demo_families import step_into_demo
from dialogs.home import home, strangers_home, to_home
from dialogs.invitations import invited
from dialogs.open_questions import ask_anew
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import home_again, set_aside
from dialogs.words import Html, Words, join
from rules.languages import named_language

router = Router(name="welcome")

#: Versions of the two consent texts. A new wording gets a new version, and is asked for again.
VERSIONS = {"guardian": "2026-11-24", "child": "2026-11-26b"}


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
    """A child is being entered, or the way to it was begun: another language is no reason to begin anew."""
    return (waiting or "").startswith("entering:") or "then" in data


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


async def _names_language(message: Message) -> bool | dict[str, str]:
    """Somebody who types the name of a language may not be able to read the one we speak."""
    code = named_language(message.text or "")
    return {"code": code} if code is not None else False


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


async def begin_consent(
    session: Session, guardian: Guardian | None, state: FSMContext, _: Words, then: str
) -> Screen:
    """Asks for what is not agreed to yet. `then` is what the person wanted to do: "child", or "join:<secret>"."""
    await state.update_data(then=then)
    kind = "child" if families.has_agreed(session, guardian, "guardian") else "guardian"
    return _question(kind, _, then)


def ask_again(_: Words) -> Screen:
    """For who agreed to an older text: what is kept has grown since."""
    asked = _question("child", _, "child")
    return replace(
        asked, text=join([_("I can keep more now, if you tell me. So I ask again."), asked.text], "\n\n")
    )


def consent_text(kind: str, _: Words) -> Html:
    """The very words a person agrees to."""
    if kind == "guardian":
        return join(
            [
                _("<b>1 of 2 · About you</b>"),
                _(
                    "So that I can write to you, I keep: this chat, your language, and the hours that suit you."
                ),
                _("Not kept: your name, phone number, ID number, or exact place."),
                _("You can see, copy or delete everything at any time: /privacy"),
                _("Is that all right for you?"),
            ]
        )
    return join(
        [
            _("<b>2 of 2 · About your child</b>"),
            _("Children's data has special protection, so I ask again."),
            _("So that I know what is next, I keep: birth date, vaccinations and check-ups."),
            _(
                "And only if you tell me: a nickname, boy or girl, district, first day at kindergarten, weight and height."
            ),
            _(
                "Also only then: what a doctor said, questions for the clinic, what kept you from going, journeys."
            ),
            _(
                "For school papers, only what you tap: which you have, permit, housing, work, who the child lives with, a disability."
            ),
            _("Only you and a second guardian you invite can see it. It is used for nothing else."),
            _("Do you, as guardian, agree?"),
        ]
    )


def _question(kind: str, _: Words, then: str) -> Screen:
    """Who follows a link reads first where it leads; the words that are agreed to stay the same."""
    version = VERSIONS[kind]
    asked = consent_text(kind, _)
    if then.startswith("join:"):
        asked = join([invited(_), asked], "\n\n")
    return Screen(
        asked,
        rows(
            Choice(_("Yes, I agree"), Agree(kind=kind, version=version, yes=True).pack()),
            Choice(_("No, thank you"), Agree(kind=kind, version=version, yes=False).pack()),
            width=2,
        ),
    )


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
        if families.has_agreed(session, guardian, kind, VERSIONS[kind]):
            return _agreed_before(_)
        if families.has_agreed(session, guardian, kind):
            return Screen(
                _("Good. Everything stays as it was, and I write down nothing new."), rows(to_home(_))
            )
        return _without(kind, _)
    if kind == "child" and not families.has_agreed(session, guardian, "guardian"):
        return _question("guardian", _, then)
    if callback_data.version != VERSIONS[kind]:
        return _question(kind, _, then)
    agreed = families.Agreed(kind, callback_data.version, consent_text(kind, _), _.language)
    if kind == "guardian":
        families.consent(session, chat, agreed, now)
        return _question("child", _, then)
    guardian = families.consent(session, chat, agreed, now)
    await state.clear()
    if then.startswith("join:"):
        return guardians.accept(session, chat, guardian, then.removeprefix("join:"), _, around, now)
    if children.of_family(session, guardian.family_id):
        return home(session, around, guardian, _, now)
    return await ask_nickname(state, _)


def _agreed_before(_: Words) -> Screen:
    """An old "no" after a "yes": nothing goes without being asked about."""
    text = join(
        [
            _("You agreed since then, and your children's calendar is kept."),
            _("Do you want to take that back?"),
        ]
    )
    take_back = Choice(_("Yes, take back my consent"), Keep(do="withdraw").pack())
    return Screen(text, rows(take_back, to_home(_)))


def _without(kind: str, _: Words) -> Screen:
    """What works without this consent. The one about the person may stand already: then only the child is left out."""
    kept = {
        "guardian": _("All right. I keep nothing about you or your child."),
        "child": _("All right. I keep nothing about your child."),
    }
    text = join(
        [
            kept[kind],
            _(
                "You can still look: type a birth date, and I show what is due at that age. And I tell you where to go."
            ),
        ]
    )
    return Screen(
        text,
        rows(
            Choice(_("👀 Just look"), Go(to="look").pack()),
            Choice(_("📍 Where to go"), Go(to="where").pack()),
            to_home(_),
        ),
    )
