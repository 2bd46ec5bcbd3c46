"""What is kept: see it, take a copy, take the consent back, delete everything. Said plainly, and asked once before it is done."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import answer_retention, export, families
from db import (
    activities,
    calendars,
    checkups,
    children,
    doctor,
    growth,
    needs,
    pages,
    papers,
    questions,
    staff,
    vaccines,
)
from db import families as tables
from db.chats import Chat
from db.children import Child
from db.families import Family, Guardian
from dialogs.addresses import Keep
from dialogs.community_words import kept_lines
from dialogs.consent import consent_name
from dialogs.export_page import page
from dialogs.home import name, to_home
from dialogs.our_clinic import clinic_line
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.activities import KEEP as KEEP_ACTIVITIES
from rules.tickets import KEEP

router = Router(name="privacy")


@router.message(Command("privacy", ignore_case=True))
@router.callback_query(Keep.filter(F.do == "see"))
async def see(
    event: Message | CallbackQuery,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    screen, member = kept(session, guardian, _, around), staff.of_chat(session, chat.id or 0)
    if member is None:
        return screen
    told = _(
        "You work or worked here: your role, your districts, and that you are called {name}.",
        name=member.label,
    )
    return replace(screen, text=join([screen.text, told], "\n\n"))


def kept(session: Session, guardian: Guardian | None, _: Words, around: Surroundings) -> Screen:
    """In short sentences: what, why, how long, and what never."""
    if guardian is None:
        return _see_stranger(_)
    found = children.of_family(session, guardian.family_id)
    parts = [
        _("<b>What is kept</b>"),
        join([_about_you(session, guardian, around, _), *_about_children(session, found, _)]),
        join(
            [
                _("<b>Why</b>"),
                _("So that I can tell you what is next for your child, and write in time. For nothing else."),
            ]
        ),
        join([_("<b>How long</b>"), *_how_long(_), _questions(_), _to_a_person(_)]),
        join(
            [
                _("<b>Never kept</b>"),
                _("ID numbers. Photos only in a question to a person, until it is closed."),
                _location(_),
            ]
        ),
    ]
    agreed = families.has_agreed(session, guardian, "child")
    return Screen(
        join(parts, "\n\n"),
        rows(
            Choice(_("📄 A copy to read"), Keep(do="html").pack()),
            Choice(_("🧾 A copy as data (JSON)"), Keep(do="json").pack()),
            Choice(_("✋ Take my consent back"), Keep(do="withdraw").pack()) if agreed else None,
            Choice(_("🗑 Delete everything"), Keep(do="delete").pack()),
            to_home(_),
        ),
    )


def _see_stranger(_: Words) -> Screen:
    text = join(
        [
            _("<b>What is kept</b>"),
            _("Almost nothing: the number of this chat and your language, so that I can answer."),
            *_how_long(_, pages.KEEP_OF_STRANGERS.days)[1:],
            _questions(_),
            _to_a_person(_),
            _("Never kept: ID numbers. Photos only in a question to a person, until it is closed."),
            _location(_),
        ]
    )
    forget = Choice(_("🗑 Delete this, too"), Keep(do="delete").pack())
    return Screen(text, rows(Choice(_("📄 A copy to read"), Keep(do="html").pack()), forget, to_home(_)))


def _questions(_: Words) -> Html:
    """Whoever asks, whether or not anything else is kept."""
    days = answer_retention.ASKED.days
    return _.ngettext(
        "Words of your questions: {n} day, sealed and without your name, so that the answers become better.",
        "Words of your questions: {n} days, sealed and without your name, so that the answers become better.",
        days,
        n=days,
    )


def _to_a_person(_: Words) -> Html:
    days = KEEP.days
    return _.ngettext(
        "What you ask a person: sealed, until {n} day after it is closed. You can withdraw it at any time.",
        "What you ask a person: sealed, until {n} days after it is closed. You can withdraw it at any time.",
        days,
        n=days,
    )


def _location(_: Words) -> Html:
    return _("A location you share: forgotten within half an hour.")


def _about_you(session: Session, guardian: Guardian, around: Surroundings, _: Words) -> Html:
    family = session.get(Family, guardian.family_id)
    lines = [_("You: this chat, your language, your hours.")]
    if family is not None and family.demo:
        lines.append(_("This is a demo family. Nothing here is real."))
    standing = [one for one in tables.consents(session, guardian.id or 0) if one.withdrawn_at is None]
    lines.append(_("Notices you got, buttons you tapped under them, and what you do not want to hear of."))
    for one in standing:
        about = consent_name(one.kind, _)
        day = around.today(one.given_at)
        lines.append(_("You agreed ({about}) on {day}.", about=about, day=day))
    clinic = clinic_line(session, guardian, _)
    if clinic is not None:
        lines.append(_("The clinic you chose: {clinic}", clinic=clinic))
    lines += kept_lines(session, guardian, _, around)
    if any(one.answered_at for one in needs.all_of(session, guardian.family_id)):
        lines.append(_("What you said your family needs, and when you are free."))
    answered = len(activities.of_family(session, guardian.family_id))
    if answered:
        lines.append(
            _.ngettext(
                "Your answer to {n} activity.", "Your answers to {n} activities.", answered, n=answered
            )
        )
    link = calendars.standing(session, guardian.id or 0)
    if link is not None:
        lines.append(_("A link for your phone's calendar, made on {day}.", day=around.today(link.made_at)))
    return join(lines)


def _about_children(session: Session, found: list[Child], _: Words) -> list[Html]:
    """A line a child, with what there is of it."""
    if not found:
        return [_("No child is entered.")]
    given = vaccines.record(session, [child.id or 0 for child in found])
    return [
        _(
            "👶 {name}: {kept}",
            name=name(child, _),
            kept=join([*_itself(child, len(given[child.id or 0]), _), *_told(session, child, _)], _(", ")),
        )
        for child in found
    ]


def _itself(child: Child, doses: int, _: Words) -> list[Html]:
    """What was asked for when the child was entered, and its vaccinations."""
    kept = [
        _("birth date"),
        _("nickname") if child.nickname else None,
        _("boy or girl") if child.sex else None,
        _("district") if child.district else None,
        _.ngettext("{n} vaccination", "{n} vaccinations", doses, n=doses) if doses else None,
    ]
    return [one for one in kept if one]


def _told(session: Session, child: Child, _: Words) -> list[Html]:
    """What is only there because the family told it."""
    number = child.id or 0
    visits, measured = len(checkups.standing(session, number)), len(growth.standing(session, number))
    # ticks that were taken out are kept as well
    ticked = len(papers.all_of(session, number))
    kept = [
        _.ngettext("{n} check-up", "{n} check-ups", visits, n=visits) if visits else None,
        _("first day at kindergarten") if child.enters_on else None,
        _("journey until {day}", day=child.away_until) if child.away_until else None,
        _.ngettext("{n} measurement", "{n} measurements", measured, n=measured) if measured else None,
        _("what stood in the way") if vaccines.hindrances(session, number) else None,
        _("what the doctor said") if doctor.all_of(session, number) else None,
        _("answers about school papers") if papers.guides(session, [number]) else None,
        _.ngettext("{n} school paper ticked", "{n} school papers ticked", ticked, n=ticked)
        if ticked
        else None,
        _("questions for the clinic") if questions.all_of(session, number) else None,
    ]
    return [one for one in kept if one]


def _how_long(_: Words, days: int = pages.KEEP.days) -> list[Html]:
    """`days`: how long the page shows what was said."""
    return [
        _("Until you delete it. That takes one tap, here."),
        _.ngettext(
            "What was said in this chat: {n} day at most.",
            "What was said in this chat: {n} days at most.",
            days,
            n=days,
        ),
        _("What you say you need: a year and a half at most."),
        _.ngettext(
            "Answers to an activity: until {n} day after it.",
            "Answers to an activity: until {n} days after it.",
            KEEP_ACTIVITIES.days,
            n=KEEP_ACTIVITIES.days,
        ),
    ]


@router.callback_query(Keep.filter(F.do.in_({"html", "json"})))
async def copy(
    query: CallbackQuery,
    callback_data: Keep,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Everything, as a file."""
    await set_aside(state)
    data = export.collect(session, chat, guardian, around.zone, now)
    day = around.today(now).isoformat()
    if callback_data.do == "html":
        file = Attachment(f"houniao-{day}.html", "text/html", page(data, around.knowledge, _))
    else:
        written = json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace")
        file = Attachment(f"houniao-{day}.json", "application/json", written)
    text = _("Here is everything I keep. It is about your children: send it only to people you trust.")
    if guardian is None:
        text = _("Here is everything I keep.")
    return Screen(text, rows(to_see(_), to_home(_)), file=file, fresh=True)


def to_see(_: Words) -> Choice:
    """The way to what is kept."""
    return Choice(_("🔒 What is kept"), Keep(do="see").pack())
