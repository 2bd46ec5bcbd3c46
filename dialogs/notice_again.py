"""A notice read again: from which day it is, whether it was put right since, and whether what it invites to is off or over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from actions import notice_families
from actions.activities import content_of
from actions.notice_families import Given
from actions.notices import notice_of
from db import activities
from db.notices import NoticeRow
from dialogs.activity_choices import answer_choices
from dialogs.activity_words import off_line, when, where
from dialogs.answer_ways import written
from dialogs.notice_addresses import ReadNotice
from dialogs.notice_screen import notice_screen
from dialogs.opening_words import short_days
from dialogs.screens import CAPTION_MOST, Choice, Screen, length, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.notices import Notice

#: Characters of a notice in the list.
_SHORT = 40


def line(session: Session, given: Given, _: Words, around: Surroundings) -> Choice:
    """Its button in the list: the day it came, and how it begins."""
    text, _mark = written(notice_of(given.row).texts, _)
    bare = " ".join(text.replace("*", "").split())
    short = bare if len(bare) <= _SHORT else bare[: _SHORT - 1].rstrip() + "…"
    number = given.row.id or 0
    label = _("{day} · {text}", day=Html(_came(given, _, around)), text=short or "…")
    wrong = notice_families.newest(session, given.row).id != number
    return Choice((Html("⚠️ ") + label) if wrong else label, ReadNotice(notice=number).pack())


def again(session: Session, given: Given, _: Words, around: Surroundings, now: datetime) -> list[Screen]:
    """The notice as it reads now, with its marks above it; below a picture's words there may be no room for those: then before it."""
    notice, number = notice_of(given.row), given.row.id or 0
    newest = notice_families.newest(session, given.row)
    marks = [Html("🗓 ") + _came(given, _, around)]
    if newest.id != number:
        marks.append(_("⚠️ <b>This was corrected.</b>"))
    marks += _not_to_come(session, notice, _, now) or _moved(session, notice, _, around)
    shown = notice_screen(session, notice, number, _, around, now)
    shown = _without_answers(session, shown, notice, _, now)
    shown = replace(shown, choices=(*_newer(newest, number, _), *shown.choices))
    whole = join([*marks, shown.text])
    if (shown.picture or shown.file) and length(whole) > CAPTION_MOST:
        return [Screen(join(marks)), shown]
    return [replace(shown, text=whole)]


def _came(given: Given, _: Words, around: Surroundings) -> Html:
    """ "27 Nov, Fri"."""
    day: date = given.at.astimezone(around.zone).date()
    return _("{day}, {weekday}", day=Html(_.day_of_month(day)), weekday=short_days(_)[day.weekday()])


def _newer(newest: NoticeRow, number: int, _: Words) -> tuple[tuple[Choice, ...], ...]:
    if newest.id == number:
        return ()
    return rows(Choice(_("✏️ What is right"), ReadNotice(notice=newest.id or 0).pack()))


def _not_to_come(session: Session, notice: Notice, _: Words, now: datetime) -> list[Html]:
    if notice.activity is None or notice_families.invites(session, notice.activity, now):
        return []
    row = activities.look(session, notice.activity)
    off = off_line(row, _) if row is not None else None
    return [off or _("🏁 <b>It has begun, or is over.</b>")]


def _moved(session: Session, notice: Notice, _: Words, around: Surroundings) -> list[Html]:
    """The words below say when and where it was: above them stands how it is now."""
    row = activities.look(session, notice.activity) if notice.activity is not None else None
    if row is None or not notice_families.is_outdated(session, notice):
        return []
    return [
        _("⏰ <b>Time or place has changed.</b> It is so now:"),
        Html("📅 ") + when(content_of(row), _, around),
        Html("📍 ") + where(content_of(row), session, _),
    ]


def _without_answers(session: Session, screen: Screen, notice: Notice, _: Words, now: datetime) -> Screen:
    """Nobody is asked whether they come to what is off or over."""
    if notice.activity is None or notice_families.invites(session, notice.activity, now):
        return screen
    answers = {one.tap for one in answer_choices(notice.activity, _)}
    left = (tuple(one for one in line_ if one.tap not in answers) for line_ in screen.choices)
    return replace(screen, choices=tuple(line_ for line_ in left if line_))
