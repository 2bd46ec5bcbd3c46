"""The calendar link: what it is and who can read it, made, shown again, replaced, stopped. Each guardian has their own."""

from __future__ import annotations

import html
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import calendars
from db import calendars as tables
from db.calendars import CalendarFeed
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go, ToCalendar
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="calendar link")


def phone_calendar(_: Words) -> Screen:
    """For somebody who asks whether this can be done."""
    text = _("Yes, your phone's own calendar can show your children's dates.")
    way = Choice(_("📆 Into my phone's calendar"), Go(to="feed").pack())
    return Screen(text, rows(way, to_home(_)))


def to_link(_: Words) -> Choice:
    """The way to this screen from where files are given."""
    return Choice(_("🔗 A link that follows by itself"), Go(to="feed").pack())


@router.callback_query(Go.filter(F.to == "feed"))
async def show(
    query: CallbackQuery,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """What a link does, or the one there is."""
    await set_aside(state)
    if guardian is None:
        return nobody(_)
    standing = tables.standing(session, guardian.id or 0)
    return _none_yet(_, around) if standing is None else _shown(chat, standing, _, around)


@router.callback_query(Go.filter(F.to.in_({"feed_make", "feed_new"})))
async def make(
    query: CallbackQuery,
    callback_data: Go,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A link. Only where a new one was asked for does one that works already stop."""
    await set_aside(state)
    if guardian is None:
        return nobody(_)
    if callback_data.to == "feed_new" or tables.standing(session, guardian.id or 0) is None:
        calendars.make(session, guardian, now)
    made = tables.standing(session, guardian.id or 0)
    return _none_yet(_, around) if made is None else _shown(chat, made, _, around)


@router.callback_query(Go.filter(F.to == "feed_stop"))
async def stop(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    now: datetime,
) -> Screen:
    await set_aside(state)
    if guardian is None:
        return nobody(_)
    if not calendars.stop(session, guardian, now):
        return Screen(_("There is no link any more."), rows(_make(_), to_home(_)))
    text = join(
        [
            _("✅ The link is stopped. Nobody can read your children's dates by it any more."),
            _("What your phone fetched before stays in it until you remove that calendar there."),
        ]
    )
    return Screen(text, rows(_make(_), to_home(_)))


def _none_yet(_: Words, around: Surroundings) -> Screen:
    text = join(
        [
            _("<b>📆 Into your phone's calendar</b>"),
            _(
                "With a link, your phone shows your children's dates in its own calendar. When a date moves, it follows by itself."
            ),
            _who_reads(_),
            *_unreachable(_, around),
            Html(""),
            _("Or take a file: it goes in at once, but does not follow when a date moves."),
        ]
    )
    return Screen(text, rows(_make(_), _file(_), to_home(_)))


def _shown(chat: Chat, standing: CalendarFeed, _: Words, around: Surroundings) -> Screen:
    """The link with how to use it, and whether anybody does."""
    token = calendars.token_of(standing)
    link = f"{around.origin}/calendar/{token}.ics"
    if token is None:
        shown = [_("There is a link, but I cannot show it again. You can make a new one.")]
    else:
        shown = [
            _("Copy this link:"),
            Html(f"<code>{html.escape(link)}</code>"),
            *_unreachable(_, around),
            Html(""),
            *_how_to(_),
        ]
    read = standing.read_at
    text = join(
        [
            _("<b>📆 Into your phone's calendar</b>"),
            *shown,
            Html(""),
            _("No calendar has fetched it so far.")
            if read is None
            else _("A calendar fetched it on {day}.", day=around.today(read)),
            _("Most calendars look for changes only a few times a day. I still write to you here in time."),
            _who_reads(_),
        ]
    )
    new = Choice(_("🔗 New link (the old one stops)"), Go(to="feed_new").pack())
    end = Choice(_("🛑 Stop the link"), Go(to="feed_stop").pack())
    return Screen(text, rows(_on_iphone(chat, token, link, _), _file(_), new, end, to_home(_)))


def _on_iphone(chat: Chat, token: str | None, link: str, _: Words) -> Choice | None:
    """One tap instead of copying, on the page; Telegram makes buttons of web addresses only."""
    if token is None or chat.channel != "web":
        return None
    return Choice(_("📱 Add it on this iPhone"), url="webcal://" + link.partition("://")[2])


def _how_to(_: Words) -> list[Html]:
    """One line a kind of phone."""
    return [
        _("iPhone: open Calendar › Calendars › Add Calendar › Add Subscription Calendar, and paste it."),
        _(
            "Android: in the calendar's settings look for “Import by URL” (日程导入 › URL导入), and paste it. If your phone has no such thing, take the file."
        ),
        _("Google Calendar on a computer: Other calendars › + › From URL."),
    ]


def _who_reads(_: Words) -> Html:
    return _("Whoever has the link can read your children's nicknames and dates. So keep it to yourself.")


def _unreachable(_: Words, around: Surroundings) -> list[Html]:
    if not around.only_here:
        return []
    return [
        _(
            "⚠️ The link works only on the computer I run on: whoever runs me has set no public address yet. For a phone, take the file."
        )
    ]


def _make(_: Words) -> Choice:
    return Choice(_("🔗 Make the link"), Go(to="feed_make").pack())


def _file(_: Words) -> Choice:
    return Choice(_("📎 As a file"), ToCalendar(child=0).pack())


def nobody(_: Words) -> Screen:
    text = _("First let me keep your children's calendar. Then your phone can show it, too.")
    return Screen(
        text, rows(Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack()), to_home(_))
    )
