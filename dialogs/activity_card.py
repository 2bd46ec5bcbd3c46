"""One activity as a family sees it: what it is, what the family said, what it can do; the pin, and the date for the phone's own calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import activity_calendar, families
from actions.activities import content_of
from actions.activity_results import may_say
from actions.activity_seats import has_seat, is_to_come
from actions.reminders import hours
from db import activities as tables
from db.activities import Activity, ActivityGuest, Coming
from db.activity_guests import turn_of
from db.families import Guardian
from dialogs.activity_addresses import ActList, OneAct
from dialogs.activity_asked import remember
from dialogs.activity_choices import answer_choices
from dialogs.activity_ics import events
from dialogs.activity_liking import like_choices
from dialogs.activity_words import card_lines, moved_line, off_line, place_of, short_title, title
from dialogs.addresses import Go
from dialogs.calendar_feed import MIME, as_ics
from dialogs.calendar_link import to_link
from dialogs.home import stop_or_resume, to_home
from dialogs.near_place import map_names
from dialogs.near_words import demo_label, text_of
from dialogs.screens import Attachment, Choice, Place, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from rules.activities import door_is_open, fits
from rules.hours import Hours
from rules.places.map_links import links

router = Router(name="activity card")


def to_list(_: Words) -> Choice:
    """The way back to what is on."""
    return Choice(_("🎈 What is on"), ActList().pack())


def to_card(row: Activity, _: Words) -> Choice:
    return Choice(
        Html("🎈 ") + short_title(content_of(row), _), OneAct(do="look", activity=row.id or 0).pack()
    )


def not_there(_: Words) -> Screen:
    """For one that is gone, or never was."""
    return Screen(_("This activity is not there any more."), rows(to_list(_), to_home(_)))


@router.callback_query(OneAct.filter(F.do == "look"))
async def look(
    query: CallbackQuery,
    callback_data: OneAct,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    row = tables.look(session, callback_data.activity)
    if row is None:
        return not_there(_)
    if guardian is not None and is_to_come(row, now):
        await remember(state, row.id or 0, now)
    return shown(row, session, guardian, _, around, now)


def opened(
    number: int,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """By a link: the card, registered or not."""
    row = tables.look(session, number)
    return shown(row, session, guardian, _, around, now) if row is not None else not_there(_)


def shown(
    row: Activity,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
    first: Html | None = None,
    last: Html | None = None,
) -> Screen:
    """The card with its buttons; `first` says what was just done, `last` what is kept of it."""
    number = row.id or 0
    open_ = is_to_come(row, now)
    taken = tables.taken(session, [number])[number] if open_ else None
    mine = tables.guest(session, number, guardian.family_id) if guardian is not None else None
    stopped = unreminded(guardian, mine, _) if open_ else None
    wide = mine is not None and has_seat(mine) and open_
    if wide and taken is not None and not fits(row.seats, taken, 0):
        # "all seats are taken, you can wait" is nothing for who has one
        taken = None
    lines = [
        first,
        Html("") if first is not None else None,
        off_line(row, _),
        moved_line(row, _, now),
        *card_lines(content_of(row), session, _, around, taken),
        *said_lines(row, mine, session, _, now),
        stopped,
        last,
    ]
    resume = stop_or_resume(guardian, _) if guardian is not None and stopped is not None else None
    return Screen(
        join([line for line in lines if line is not None]),
        (
            *rows(*_answers(row, guardian, mine, session, _, now), width=2 if wide else 3),
            *rows(resume),
            *rows(*_ways(row, mine, session, _, now), width=2),
            *rows(to_list(_), to_home(_), width=2),
        ),
    )


def unreminded(guardian: Guardian | None, mine: ActivityGuest | None, _: Words) -> Html | None:
    """For who has a seat and wants no reminders: the day before nothing comes."""
    if guardian is None or guardian.paused_at is None or mine is None or not has_seat(mine):
        return None
    return _("🔕 You stopped reminders, so I will not remind you. Please note the day yourself.")


def _answers(
    row: Activity,
    guardian: Guardian | None,
    mine: ActivityGuest | None,
    session: Session,
    _: Words,
    now: datetime,
) -> list[Choice]:
    """What this family can say now."""
    if is_to_come(row, now):
        if guardian is None or not families.has_agreed(session, guardian, "child"):
            return [Choice(_("👶 Register, then say yes"), Go(to="consent").pack())]
        return _unsaid(row, mine, _)
    return like_choices(row.id or 0, _) if mine is not None and may_say(session, row, mine, now) else []


def _unsaid(row: Activity, mine: ActivityGuest | None, _: Words) -> list[Choice]:
    """What they have not said already; since it was moved, a yes is worth saying again."""
    found = answer_choices(row.id or 0, _, mine is not None and has_seat(mine))
    if mine is None:
        return found
    is_old = row.moved_at is not None and mine.answered_at <= row.moved_at
    said = {Coming.YES: 0, Coming.MAYBE: 1, Coming.NO: 2}[Coming(mine.coming)]
    return [one for at, one in enumerate(found) if at != said or (is_old and mine.coming == Coming.YES)]


def _ways(
    row: Activity, mine: ActivityGuest | None, session: Session, _: Words, now: datetime
) -> list[Choice | None]:
    """The map; the phone's calendar; another number of children."""
    number, open_ = row.id or 0, is_to_come(row, now)
    pin = Choice(_("🗺 On the map"), OneAct(do="pin", activity=number).pack())
    ics = Choice(_("📆 Into my phone's calendar"), OneAct(do="ics", activity=number).pack())
    many = Choice(_("🔢 How many children"), OneAct(do="many", activity=number).pack())
    return [
        pin if place_of(content_of(row), session) is not None else None,
        ics if open_ else None,
        many if open_ and mine is not None and mine.coming == Coming.YES else None,
    ]


def said_lines(
    row: Activity, mine: ActivityGuest | None, session: Session, _: Words, now: datetime
) -> list[Html]:
    """What the family said, whichever guardian did."""
    if mine is None or row.state != tables.ActivityState.OPEN:
        return []
    if mine.came_at is not None:
        return [Html(""), _("✅ You were there. Thank you!")]
    if not has_seat(mine):
        return [Html(""), *_no_seat(row, mine, session, _)]
    with_children = _(
        "✅ You come, with {children}. You are family {number} on the list.",
        children=children_words(mine.children, _),
        number=mine.number,
    )
    alone = _("✅ You come without a child. You are family {number} on the list.", number=mine.number)
    lines = [with_children if mine.children else alone]
    if row.starts_at and row.ends_at and door_is_open(row.starts_at, row.ends_at, now):
        lines.append(_("Are you there? Type the number that hangs at the door."))
    return [Html(""), *lines]


def _no_seat(row: Activity, mine: ActivityGuest, session: Session, _: Words) -> list[Html]:
    if mine.coming == Coming.MAYBE:
        return [_("🤔 You said maybe. No seat is kept for a maybe.")]
    if mine.coming == Coming.NO:
        return [_("✋ You said that you cannot come.")]
    turn, never = turn_of(session, mine), too_many(row, mine.children, _)
    if never is not None:
        return [never]
    return [
        _("⏳ You wait for a seat for {children}: number {turn} on the list.",
          children=children_words(mine.children, _), turn=turn),
        _("When one is free it is yours, and I write to you at once."),
    ]  # fmt: skip


def too_many(row: Activity, children: int, _: Words) -> Html | None:
    """For who asks for more seats than there are at all: they would wait for good."""
    if fits(row.seats, 0, children):
        return None
    seats = row.seats or 0
    return _.ngettext(
        "✋ There is only {n} seat in all: for {children} there will never be enough. Say how many fewer come.",
        "✋ There are only {n} seats in all: for {children} there will never be enough. Say how many fewer come.",
        seats,
        n=seats,
        children=children_words(children, _),
    )


def children_words(number: int, _: Words) -> Html:
    return _.ngettext("{n} child", "{n} children", number, n=number) if number else _("no child")


@router.callback_query(OneAct.filter(F.do == "pin"))
async def pin(
    query: CallbackQuery, callback_data: OneAct, session: Session, _: Words, around: Surroundings
) -> Screen:
    """A native venue on Telegram, on the page with the ways into the usual map apps."""
    row = tables.look(session, callback_data.activity)
    place = place_of(content_of(row), session) if row is not None else None
    if row is None or place is None:
        return not_there(_)
    name, address = (plain(text_of(texts, _)) for texts in (place.place.names, place.place.addresses))
    name = f"{name} {plain(demo_label(_))}" if place.place.demo else name
    apps = [Choice(map_names(_)[app], url=url) for app, url in links(place.lat, place.lon, name)]
    back = Choice(_("↩️ Back"), OneAct(do="look", activity=row.id or 0).pack())
    return Screen(
        _("Open it in a map app:"),
        (*rows(*apps, width=2), *rows(back, to_home(_), width=2)),
        place=Place(place.lat, place.lon, name, address or short_title(content_of(row), _)),
    )


@router.callback_query(OneAct.filter(F.do == "ics"))
async def ics(
    query: CallbackQuery,
    callback_data: OneAct,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The date as a file; registered or not."""
    row = tables.look(session, callback_data.activity)
    if row is None or not is_to_come(row, now):
        return not_there(_)
    mine = tables.guest(session, row.id or 0, guardian.family_id) if guardian is not None else None
    one = activity_calendar.engagement(row, mine)
    theirs = hours(guardian) if guardian is not None else Hours()
    made = as_ics([], theirs, around, _, now, events([one], session, _))
    day = (row.starts_at or now).astimezone(around.zone).date().isoformat()
    text = join(
        [
            Html("📆 <b>") + title(content_of(row), _) + Html("</b>"),
            _("📆 Open this file, and your phone's calendar takes the dates."),
            _("A file does not follow when a date moves. The link does."),
        ]
    )
    link = to_link(_) if guardian is not None else None
    back = Choice(_("↩️ Back"), OneAct(do="look", activity=row.id or 0).pack())
    return replace(
        Screen(text, rows(link, back, to_home(_)), file=Attachment(f"houniao-{day}.ics", MIME, made)),
        fresh=True,
    )
