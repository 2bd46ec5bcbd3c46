"""A day to come that is typed: what is asked again where it is unclear. Questions get their answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.birthdays import Reason, Unclear


@dataclass(frozen=True)
class DayQuestion:
    """Which day is asked for: how many days ahead at most, the address of a day that is picked, the other ways on."""

    most: int
    pick: Callable[[date], str]
    ways: Rows


def ask_day(
    text: Html,
    asked: DayQuestion,
    _: Words,
    around: Surroundings,
    now: datetime,
    maybe: tuple[date, ...] = (),
) -> Screen:
    """The question, with an example that is true today. Days that may be meant become buttons."""
    example = (around.today(now) + timedelta(days=14)).isoformat()
    typed = _("Type it, for example: tomorrow, Saturday, after the 5th, {date}.", date=example)
    days = [Choice(_.day(day, weekday=True), asked.pick(day)) for day in sorted(maybe)]
    return Screen(join([text, typed]), (*rows(*days), *asked.ways), placeholder=example)


def unclear_day(
    written: str,
    reading: Unclear,
    asked: DayQuestion,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A question gets its answer; days that may be meant become buttons; the day is waited for still."""
    if reading.reason == Reason.ID_NUMBER:
        refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
        return ask_day(refused, asked, _, around, now)
    answer = topics.instead(written, reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    if reading.hint.maybe:
        return ask_day(_("Is it one of these?"), asked, _, around, now, reading.hint.maybe)
    tomorrow = around.today(now) + timedelta(days=1)
    last = around.today(now) + timedelta(days=asked.most)
    text = _("Which day do you mean? It can be any day from {first} to {last}.", first=tomorrow, last=last)
    return ask_day(text, asked, _, around, now)
