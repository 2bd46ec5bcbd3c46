"""The commands, which work in every state, and the menu they make on Telegram."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import hours
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.answer_ways import to_person
from dialogs.home import nothing_by_myself, settings, stop_or_resume, to_home, to_questions
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import home_again, set_aside
from dialogs.words import Html, Words, join

router = Router(name="commands")
#: Stands after every router with commands and before everything that waits for words: "/foo" is nobody's nickname.
strays = Router(name="unknown commands")


def menu(_: Words) -> list[tuple[str, Html]]:
    """Command names and what they do, for Telegram's menu and for /help."""
    return [
        ("menu", _("What is next for my children")),
        ("ask", _("Ask anything, or read answers by theme")),
        ("services", _("What is there for my child in this city")),
        ("papers", _("Papers for kindergarten and school")),
        ("person", _("Ask a person at the office")),
        ("news", _("Read the last notices again")),
        ("near", _("Places near me: clinics, childcare, schools")),
        ("activities", _("What is on near me for my child")),
        ("where", _("Where is my clinic, who can I call")),
        ("needs", _("Say what our family needs")),
        ("community", _("Let my community know us; we moved")),
        ("language", _("Change the language")),
        ("privacy", _("What is kept, export, delete")),
        ("stop", _("No more reminders")),
        ("help", _("What I can do")),
    ]


def about(_: Words) -> tuple[Html, Html]:
    """Telegram's description (shown before the first message) and its short form."""
    long = _(
        "I help families who moved here for work: vaccinations, check-ups, papers for kindergarten and school, with reminders in time. Free. No ID number, ever."
    )
    return long, _("Vaccinations, check-ups and school papers for families who moved here for work.")


@router.message(Command("help", ignore_case=True))
@router.callback_query(Go.filter(F.to == "help"))
async def help_(event: Message | CallbackQuery, _: Words, state: FSMContext) -> Screen:
    """What the bot can do, in one screen."""
    await set_aside(state)
    return help_screen(_)


def help_screen(_: Words) -> Screen:
    """What there is, and the ways to what lies deeper than a child's card."""
    lines = [Html(f"/{name} – ") + text for name, text in menu(_)]
    text = join(
        [
            _("<b>What I can do</b>"),
            _("💉 🩺 I keep your children's vaccinations and check-ups and write to you in time."),
            _("📅 I draw the whole calendar, and a card for the clinic."),
            _("📋 I look up which services of the city are for your child, and whom to call."),
            _("📄 I make your list of papers for kindergarten and school, and say when to begin."),
            _("📍 I find childcare, clinics, schools and offices near you."),
            _("🙋 I answer questions. What I do not know, I ask a person."),
            _("📏 👩‍⚕️ ❓ Growth, what the doctor said, questions for the clinic: on your child's card."),
            _("You can tap a button or type. I understand a birth date the way you say it."),
            Html(""),
            *lines,
        ]
    )
    ways = (
        Choice(_("📆 Into my phone's calendar"), Go(to="feed").pack()),
        Choice(_("🕘 When may we write?"), Go(to="hours").pack()),
        Choice(_("👪 Second guardian"), Go(to="invite").pack()),
        Choice(_("✈️ We are away"), Go(to="away").pack()),
        Choice(_("🙋 What we need"), Go(to="needs").pack()),
        Choice(_("🏘 My community"), Go(to="community").pack()),
        Choice(_("📋 Services for my child"), Go(to="services").pack()),
        Choice(_("☎️ Whom can I call?"), Go(to="hotlines").pack()),
        to_questions(_),
        to_person(_),
    )
    return Screen(text, (*rows(*ways, width=2), *rows(to_home(_))))


@router.message(Command("menu", "home", ignore_case=True))
@router.callback_query(Go.filter(F.to == "home"))
async def menu_(
    event: Message | CallbackQuery,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
    state: FSMContext,
) -> Screen:
    """Home, from anywhere. A child that is being entered waits there; anything else that was asked is dropped."""
    return await home_again(session, guardian, state, _, around, now)


@router.callback_query(Go.filter(F.to == "settings"))
async def settings_(event: CallbackQuery, guardian: Guardian | None, _: Words, state: FSMContext) -> Screen:
    await set_aside(state)
    return settings(guardian, _)


@router.message(Command("stop", ignore_case=True))
@router.callback_query(Go.filter(F.to == "stop"))
async def stop(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    now: datetime,
    state: FSMContext,
) -> Screen:
    """No more reminders; everything else stays as it is."""
    await set_aside(state)
    if guardian is None:
        return nothing_by_myself(_)
    hours.pause(session, guardian, now)
    delete = Choice(_("Delete everything"), "keep:delete:0")
    text = _("I will not remind you any more. Your children's calendar is still here.")
    return Screen(text, rows(stop_or_resume(guardian, _), delete, to_home(_)))


@router.message(Command("resume", ignore_case=True))
@router.callback_query(Go.filter(F.to == "resume"))
async def resume(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
    state: FSMContext,
) -> Screen | list[Screen]:
    """Reminders again, from now on; home shows what has become due meanwhile."""
    if guardian is None:
        await set_aside(state)
        return nothing_by_myself(_)
    hours.resume(session, guardian)
    again = await home_again(session, guardian, state, _, around, now, asks=False)
    return [Screen(_("Good. I will remind you in time again.")), again]


@strays.message(F.text.startswith("/"))
async def unknown_command(message: Message, _: Words) -> Screen:
    help_choice = Choice(_("❓ Help"), Go(to="help").pack())
    return Screen(_("I do not know this command."), rows(help_choice, to_home(_)))
