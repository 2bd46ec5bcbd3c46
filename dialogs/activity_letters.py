"""Letters of an activity, worded when they leave, in the language and the truth of that moment; nothing where they are no longer true."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions import activity_results
from actions.activities import content_of
from actions.activity_letters import begins
from actions.activity_results import may_say
from actions.activity_seats import has_seat, is_to_come
from db import activities as tables
from db.activities import Activity, ActivityGuest, ActivityState, Coming
from db.chats import Chat
from db.families import Guardian
from dialogs.activity_addresses import ActList, ComeTo, OneAct
from dialogs.activity_card import children_words, too_many, unreminded
from dialogs.activity_choices import answer_choices
from dialogs.activity_liking import like_choices
from dialogs.activity_words import title, when, where, why_words
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.words import Html, Words, join


def to_look_at(session: Session, around: Surroundings, now: datetime) -> list[int]:
    """For the clock: activities in which seats may have become free, or somebody joined a family."""
    return activity_results.to_look_at(desk_of(session, around, now))


def look_at(session: Session, around: Surroundings, now: datetime, activity: int) -> None:
    """Those seats are given, and whoever joined is reminded."""
    activity_results.look_at(desk_of(session, around, now), activity)


def letter(
    session: Session,
    around: Surroundings,
    body: dict[str, Any],
    chat: Chat,
    guardian: Guardian | None,
    now: datetime,
) -> Screen | None:
    """The words for one intention (`actions.activity_letters`)."""
    row = tables.look(session, int(body.get("activity") or 0))
    mine = tables.guest(session, row.id or 0, guardian.family_id) if row is not None and guardian else None
    if row is None or mine is None or not _holds(body, row, mine, session, now):
        return None
    _ = around.catalogues.speak(chat.language)
    made = {
        "seat": _seat,
        "moved": _moved,
        "cancelled": _cancelled,
        "tomorrow": _tomorrow,
        "none": _none,
        "given": _given,
        "liked": _liked,
    }
    screen = made[str(body["what"])](row, mine, session, _, around)
    stopped = unreminded(guardian, mine, _) if body["what"] in ("seat", "moved") else None
    return screen if stopped is None else replace(screen, text=join([screen.text, stopped]))


def _holds(body: dict[str, Any], row: Activity, mine: ActivityGuest, session: Session, now: datetime) -> bool:
    """Whether it is still so."""
    what = body.get("what")
    if what == "cancelled":
        return row.state == ActivityState.CANCELLED and mine.coming != Coming.NO
    if what == "liked":
        return may_say(session, row, mine, now) and mine.liked is None
    if body.get("starts_at") != begins(row) or not is_to_come(row, now):
        return False
    if what == "moved":
        return mine.coming != Coming.NO
    if what == "none":
        return mine.waits_since is not None
    if what == "given":
        return mine.coming != Coming.YES
    return what in ("seat", "tomorrow") and has_seat(mine)


def _about(row: Activity, session: Session, _: Words, around: Surroundings) -> list[Html]:
    outline = content_of(row)
    return [
        Html("🎈 <b>") + title(outline, _) + Html("</b>"),
        Html("📅 ") + when(outline, _, around),
        Html("📍 ") + where(outline, session, _),
    ]


def _details(row: Activity, _: Words) -> Choice:
    return Choice(_("🔎 Details"), OneAct(do="look", activity=row.id or 0).pack())


def _cannot(row: Activity, _: Words) -> Choice:
    return Choice(_("✋ We cannot"), ComeTo(activity=row.id or 0, coming="no").pack())


def _seat(row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings) -> Screen:
    lines = [
        _("🎉 <b>A seat is free: you have it.</b>"),
        *_about(row, session, _, around),
        _("It is for {children}. You cannot come? Say so, then the next family gets it.",
          children=children_words(mine.children, _)),
    ]  # fmt: skip
    return Screen(join(lines), rows(_cannot(row, _), _details(row, _), to_home(_)), fresh=True)


def _moved(row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings) -> Screen:
    seated = has_seat(mine)
    waits = _("You are still waiting for a seat.") if mine.waits_since is not None else None
    keeps = _("Your seat stays yours.") if seated else waits
    lines = [
        _("⏰ <b>Time or place has changed.</b> It is so now:"),
        *_about(row, session, _, around),
        *([keeps] if keeps else []),
        _("Do you still come?"),
    ]
    number = row.id or 0
    still = ComeTo(activity=number, coming="yes", children=mine.children).pack()
    others = answer_choices(number, _, seated)[1:]
    return Screen(
        join(lines),
        (
            *rows(Choice(_("✅ We still come"), still), *others, width=2 if seated else 3),
            *rows(_details(row, _), to_home(_), width=2),
        ),
        fresh=True,
    )


def _cancelled(
    row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings
) -> Screen:
    why = why_words(row.why, _)
    lines = [
        _("🚫 <b>It does not take place:</b>"),
        *_about(row, session, _, around)[:2],
        *([_("Why: {reason}", reason=why)] if why else []),
        _("We are sorry. You need not do anything."),
    ]
    others = Choice(_("🎈 What else is on"), ActList().pack())
    return Screen(join(lines), rows(others, to_home(_), width=2), fresh=True)


def _tomorrow(row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings) -> Screen:
    lines = [
        _("🔔 <b>Soon: you come with {children}</b>", children=children_words(mine.children, _)),
        *_about(row, session, _, around),
        _(
            "At the door hangs a number: type it here when you are there. You are family {number}.",
            number=mine.number,
        ),
    ]
    ways = (Choice(_("✋ Can't come"), ComeTo(activity=row.id or 0, coming="no").pack()), _details(row, _))
    return Screen(join(lines), (*rows(*ways, width=2), *rows(to_home(_))), fresh=True)


def _none(row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings) -> Screen:
    wait = _("Please do not come yet. When one is free it is yours, and I write to you at once.")
    lines = [
        _("⏳ <b>There is still no seat for you.</b>"),
        *_about(row, session, _, around),
        too_many(row, mine.children, _) or wait,
    ]
    enough = Choice(_("✋ We do not wait any more"), ComeTo(activity=row.id or 0, coming="no").pack())
    return Screen(join(lines), (*rows(enough), *rows(_details(row, _), to_home(_), width=2)), fresh=True)


def _given(row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings) -> Screen:
    """For who did not say it themselves."""
    said = (
        _("🤔 The other guardian said maybe: the seat went back.")
        if mine.coming == Coming.MAYBE
        else _("✋ The other guardian said that you are not coming: the seat went back.")
    )
    again = ComeTo(activity=row.id or 0, coming="yes", children=mine.children).pack()
    ways = (Choice(_("✅ We come after all"), again), _details(row, _))
    lines = [said, *_about(row, session, _, around)[:2]]
    return Screen(join(lines), (*rows(*ways, width=2), *rows(to_home(_))), fresh=True)


def _liked(row: Activity, mine: ActivityGuest, session: Session, _: Words, around: Surroundings) -> Screen:
    lines = [
        _("<b>{name}</b>: how was it?", name=title(content_of(row), _)),
        _("One tap is enough. The staff do not see who said what."),
    ]
    return Screen(join(lines), (*rows(*like_choices(row.id or 0, _), width=3), *rows(to_home(_))), fresh=True)
