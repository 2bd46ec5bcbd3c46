"""What a family answers to a reminder in words: "昨天打了乙肝", "only mmr", "晚点提醒我", "in 3 days", "不去了". Nothing is written down without a tap."""

from __future__ import annotations

import re
from datetime import datetime

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import Chosen, Remind, Shot, ShotsOn
from dialogs.done_answers import items_of
from dialogs.home import name, to_home
from dialogs.later import LATER_MOST, ask_later
from dialogs.reminder_answers import why_not
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.typed_doses import read_typed_dose
from dialogs.vaccine_names import named
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words
from rules.birthdays import Certain, Reason, Unclear, looks_like_id_number, read_birth_date
from rules.birthdays.tidy import tidy
from rules.coming_days import read_coming_day
from rules.topics import Topic, topic

#: Every open thing of the family: what a reminder is about.
_ALL = Remind(do="later", child=0, dose="")
#: What may stand before the name of a vaccine that was given.
_ONLY = re.compile(r"^(?:只[是有]?|就|才|only|just)\s*(?:[打种接]了|got|had|the)?\s*")
#: So many days fit into the address of one button; and so many buttons are still a choice.
_DAYS_MOST, _CHOICES_MOST = 5, 12
#: What a text that tells a day ahead may look like to who reads birth dates.
_AHEAD = (Reason.NOT_A_DATE, Reason.FUTURE, Reason.AGE_ONLY, Reason.ROUGH)


async def answer_to_reminder(
    text: str,
    session: Session,
    guardian: Guardian,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The screen that these words ask for; nothing when they ask for none of these."""
    found = children.of_family(session, guardian.family_id)
    if not found or looks_like_id_number(text):
        return None
    given = _given(text, found, _, around, now) or _a_vaccine(text, found, _, around)
    if given is not None:
        return given
    about = topic(text)
    if about == Topic.CANT:
        return why_not(_ALL, session, guardian, _, around, now)
    day = _day(text, around, now)
    open_ones = items_of(session, around, guardian, _ALL, now) if day or about == Topic.LATER else []
    if not open_ones:
        return None
    if day is None:
        return await ask_later(_("When shall I write again?"), 0, "", state, _, around, now)
    yes = Choice(_("Yes"), Chosen(what="later", child=0, dose="", value=day.day.isoformat()).pack())
    other = Choice(_("📅 Another day"), Remind(do="another_day", child=0, dose="").pack())
    asked = _("Shall I write again on {day}?", day=Html(_.day(day.day, weekday=True)))
    return Screen(asked, rows(yes, other, to_home(_), width=3))


def _given(text: str, found: list[Child], _: Words, around: Surroundings, now: datetime) -> Screen | None:
    """A vaccine and its days: for which child they are written down is one tap."""
    choices: list[Choice] = []
    days: tuple[str, ...] = ()
    for child in found:
        read = read_typed_dose(text, child.born, around.today(now), around.knowledge, _)
        if read is None or len(read.days) > _DAYS_MOST:
            continue
        days = tuple(_.day(day) for day in read.days)
        told = "".join(f"{day:%y%m%d}" for day in read.days)
        choices += [
            _choice(child, code, ShotsOn(child=child.id or 0, dose=code, days=told).pack(), _, around)
            for code in read.codes
        ]
    if not choices or len(choices) > _CHOICES_MOST:
        return None
    asked = _("Given on {days}: shall I write that down?", days=_("; ").join(days))
    return Screen(asked, (*rows(*choices), *rows(to_home(_))))


def _a_vaccine(text: str, found: list[Child], _: Words, around: Surroundings) -> Screen | None:
    """Only a vaccine's name: its day is asked for, as soon as it is clear that it was given, and to whom."""
    bare = _ONLY.sub("", tidy(text)).strip(" .!,")
    code = named(bare, around.knowledge, _)
    if code is None:
        return None
    choices = [
        _choice(child, code, Shot(do="ask", child=child.id or 0, dose=code).pack(), _, around)
        for child in found[:_CHOICES_MOST]
    ]
    return Screen(_("Was it given? Tap, and I ask for the day."), (*rows(*choices), *rows(to_home(_))))


def _choice(child: Child, code: str, tap: str, _: Words, around: Surroundings) -> Choice:
    title = vaccine_name(around.knowledge, code, _)
    return Choice(_("✅ {name}: {vaccine}", name=name(child, _), vaccine=title), tap)


def _day(text: str, around: Surroundings, now: datetime) -> Certain | None:
    """A day ahead that cannot be the rest of a birth date."""
    today = around.today(now)
    born = read_birth_date(text, today)
    if not isinstance(born, Unclear) or born.reason not in _AHEAD:
        return None
    reading = read_coming_day(text, today, LATER_MOST)
    return reading if isinstance(reading, Certain) else None
