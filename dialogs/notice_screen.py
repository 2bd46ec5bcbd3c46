"""A notice as families get it: the very Screen, in one language. Staff preview this one, and the door says it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions.answers import published
from actions.notice_files import file_of, is_picture
from actions.notices import notice_of
from db import places
from db.notices import NoticeRow
from dialogs.answer_screen import with_bold
from dialogs.answer_ways import Ways, in_words, written
from dialogs.home import to_home
from dialogs.near_addresses import PlaceDo
from dialogs.near_words import demo_label, text_of
from dialogs.notice_addresses import Hush, Vote
from dialogs.notice_invites import invite_choices
from dialogs.screens import CAPTION_MOST, Attachment, Choice, Screen, length, rows
from dialogs.staff_words import district_names
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join, plain
from rules.notices import Notice, Subject


def notice_screen(
    session: Session, notice: Notice, number: int, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """`number`: of its row; it goes into the buttons. What is not there any more (an answer, a place, a file) is left out."""
    text, mark = written(notice.texts, _)
    calls = {one.number for one in around.knowledge.hotlines.values()}
    picture, file = _attached(session, notice, _)
    said = join([*_head(notice, _), with_bold(text, _, calls) + mark])
    whole = join([said, _from(session, notice, _, around)], "\n\n")
    # the longest text below a picture leaves no room for it
    fits = (picture is None and file is None) or length(whole) <= CAPTION_MOST
    return Screen(
        whole if fits else said,
        _buttons(session, notice, number, _, around, now),
        picture=picture,
        file=file,
        fresh=True,
    )


def subject_name(subject: Subject, _: Words) -> Html:
    """What a notice is about, in a word."""
    names = {
        Subject.HEALTH: _("💉 Health"),
        Subject.SCHOOL: _("🏫 School"),
        Subject.ACTIVITY: _("🎈 Activities"),
        Subject.COMMUNITY: _("🏘 Community"),
    }
    return names[subject]


def _head(notice: Notice, _: Words) -> list[Html]:
    """What it is about; why it comes at this hour; that it puts something right."""
    lines = [Html("<b>") + subject_name(notice.subject, _) + Html("</b>")]
    if notice.urgent:
        lines.append(_("❗ Urgent: {why}", why=in_words(notice.why, _)))
    if notice.corrects is not None:
        lines.append(_("✏️ We wrote you something about this before. This is right now:"))
    return [*lines, Html("")]


def _from(session: Session, notice: Notice, _: Words, around: Surroundings) -> Html:
    """Who says it: the community work of the districts it is for, and nobody's name."""
    row = session.get(NoticeRow, notice.corrects) if notice.corrects is not None else None
    if row is not None:
        return _from(session, notice_of(row), _, around)
    districts = notice.audience.districts
    if not districts:
        return _("— Community work, the whole city")
    return _("— Community work, {districts}", districts=district_names(districts, _, around))


def _buttons(
    session: Session, notice: Notice, number: int, _: Words, around: Surroundings, now: datetime
) -> tuple[tuple[Choice, ...], ...]:
    knowing = published(session, around.knowledge).answers if notice.ways else {}
    ways = Ways(knowing, around, around.today(now))
    found = [ways.button(way, _) for way in notice.ways]
    once = {one.tap or one.url: one for one in found if one is not None}
    votes = [
        Choice(Html("▫️ ") + in_words(texts, _), Vote(notice=number, option=at).pack())
        for at, texts in enumerate(notice.options, 1)
    ]
    quiet = Choice(_("🔕 No more about this"), Hush(subject=notice.subject, notice=number).pack())
    # what puts a wrong one right comes in any case
    out = [quiet if notice.corrects is None else None, to_home(_)]
    there = _place(session, notice.place, _)
    invited = invite_choices(notice.activity, _) if notice.activity is not None else []
    return (*rows(*votes), *rows(*invited, width=2), *rows(*once.values(), there), *rows(*out, width=2))


def _attached(session: Session, notice: Notice, _: Words) -> tuple[Attachment | None, Attachment | None]:
    row = file_of(session, notice.file)
    if row is None:
        return None, None
    text, _mark = written(notice.texts, _)
    about = plain(_("{text}", text=text.replace("*", "").strip()[:200]))
    made = Attachment(row.title, row.mime, row.data, about if is_picture(row) else "")
    return (made, None) if is_picture(row) else (None, made)


def _place(session: Session, number: int | None, _: Words) -> Choice | None:
    """The way to the place: a message with a place on the map would have no words on some channels."""
    row = places.several(session, [number]).get(number) if number is not None else None
    if row is None or places.is_gone(session, row):
        return None
    place = row.place
    name = text_of(place.names, _) + ((Html(" ") + demo_label(_)) if place.demo else Html(""))
    return Choice(Html("📍 ") + name, PlaceDo(do="look", place=row.id or 0).pack())


def notices_told(kept: dict[str, Any], _: Words) -> list[Html]:
    """For the page of everything that is kept: how many a chat got, and what was tapped; the data file holds more."""
    got, pressed = len(kept["got"]), len(kept["pressed"])
    if not got and not pressed:
        return []
    return [_("Notices you got: {n}. Buttons you tapped under them: {taps}.", n=got, taps=pressed)]
