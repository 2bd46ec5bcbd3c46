"""When a notice leaves: at once, on a day at an hour, every week or month from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.notices import notice_of
from db.notices import NoticeRow
from dialogs.draft_asking import wait_for
from dialogs.notice_addresses import NoticeIs, OneNotice
from dialogs.notice_staff_draft import Writing, change_mine, head, mine, question
from dialogs.notice_staff_words import one, repeats_names, value, when_line
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.tidy import line
from rules.notices import Notice, Repeats, next_time
from rules.places.replies import reply
from rules.roles import Role
from rules.typed_moments import AHEAD, Moment, half_of_day, names_a_day, read_hour, read_moment

router = Router(name="notice staff when")
#: What is typed here stands behind the commands.
typed = Router(name="notice staff when typed")

#: Days ahead, and hours, that are offered by one tap.
_DAYS, _HOURS = 6, (8, 9, 12, 15, 18, 19)


@router.callback_query(OneNotice.filter(F.do == "when"), OnDuty(Role.WORKER))
async def when(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    await wait_for(Writing.when, state, notice=row.id)
    return when_screen(row, seat)


def when_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """At once, or a day to tap or to type; how often, once it has a time."""
    _, notice, number = seat.words, notice_of(row), row.id or 0
    days = [seat.today + timedelta(days=step) for step in range(_DAYS)]
    buttons = [Choice(_.day_of_month(day), value("at", number, day.isoformat())) for day in days]
    often = [
        Choice(
            (Html("✓ ") if repeats == notice.repeats else Html("")) + name, value("repeats", number, repeats)
        )
        for repeats, name in repeats_names(_).items()
        if notice.at is not None
    ]
    asked = _("Tap a day, or type day and hour: tomorrow 15:30, every Friday 3 pm …")
    polite = None if notice.urgent else _("Each family gets it at its own good hour from then on.")
    return question(
        [first, head(row, "when", _), when_line(notice, seat), Html(""), asked, polite],
        row,
        seat,
        Choice(_("As soon as I send it"), value("at", number, "-")),
        Choice(_("▶️ Next: look at it as families see it"), one("preview", number)),
        hint=_("Day and hour"),
        above=(*rows(*buttons, width=3), *rows(*often, width=3)),
    )


@router.callback_query(NoticeIs.filter(F.field.in_({"at", "hour", "repeats"})), OnDuty(Role.WORKER))
async def tap(
    query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A day asks for its hour; what is over is told."""
    data = await state.get_data()
    await set_aside(state)
    number, said = callback_data.notice, callback_data.value
    row = mine(number, seat)
    if isinstance(row, Screen):
        return row
    await wait_for(Writing.when, state, notice=number)
    if callback_data.field == "repeats":
        repeats = next((often for often in Repeats if often == said), None)
        return change_mine(number, seat, lambda notice: _repeating(notice, repeats), when_screen)
    if said == "-":
        return change_mine(
            number, seat, lambda notice: replace(notice, at=None, repeats=Repeats.ONCE), when_screen
        )
    day, hour = _tapped(said)
    if day is None or not seat.today <= day <= seat.today + AHEAD:
        return when_screen(row, seat, _over(_))
    if hour is None:
        await state.update_data(day=day.isoformat())
        return ask_hour(row, day, seat)
    return leaves(row, day, hour, seat, often=_often(data) if _day_of(data) == day else None)


def _over(_: Words) -> Html:
    return _("That time is over, or too far away. Choose another one.")


def _repeating(notice: Notice, repeats: Repeats | None) -> Notice:
    return replace(notice, repeats=repeats) if repeats is not None and notice.at is not None else notice


def _tapped(said: str) -> tuple[date | None, time | None]:
    """ "2026-12-01", or with its hour "2026-12-01-0930"."""
    try:
        day = date.fromisoformat(said[:10])
        hour = time.fromisoformat(f"{said[11:13]}:{said[13:15]}") if len(said) == 15 else None
    except ValueError:
        return None, None
    return day, hour


def ask_hour(
    row: NoticeRow,
    day: date,
    seat: Seat,
    first: Html | None = None,
    hours: tuple[time, ...] = (),
    often: Repeats | None = None,
) -> Screen:
    """At what hour of this day. `hours`: what was typed can mean each of these; `often`: it leaves again from then on."""
    _, number = seat.words, row.id or 0
    offered = hours or tuple(time(hour) for hour in _HOURS)
    ahead = [hour for hour in offered if _moment(day, hour, seat) > seat.now]
    buttons = [
        Choice(_.clock(hour), value("hour", number, f"{day.isoformat()}-{hour:%H%M}")) for hour in ahead
    ]
    asked = _("At what hour on {day}? Tap, or type it.", day=day)
    again = _("Then {often}.", often=repeats_names(_)[often]) if often is not None else None
    back = Choice(_("↩️ Another day"), one("when", number))
    hint = _("Hour, 15:30 say")
    return question(
        [first, head(row, "when", _), asked, again],
        row,
        seat,
        back,
        hint=hint,
        above=rows(*buttons, width=3),
    )


def _moment(day: date, hour: time, seat: Seat) -> datetime:
    return datetime.combine(day, hour, seat.around.zone).astimezone(UTC)


def leaves(
    row: NoticeRow, day: date, hour: time, seat: Seat, typed: str = "", often: Repeats | None = None
) -> Screen:
    """It leaves then; `often`: and again from then on, first when its hour comes next."""
    at = _moment(day, hour, seat)
    if at <= seat.now and often is not None:
        at = next_time(at, often, seat.now, seat.around.zone, at) or at
    if at <= seat.now:
        return when_screen(row, seat, _over(seat.words))

    def changed(notice: Notice) -> Notice:
        return replace(notice, at=at, repeats=often or notice.repeats)

    return change_mine(row.id or 0, seat, changed, when_screen, typed)


@typed.message(StateFilter(Writing.when), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """A day, an hour, or both."""
    data, text = await state.get_data(), line(message.text or "")
    row = mine(int(data.get("notice") or 0), seat, text)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    if reply(text) == "stop":
        await set_aside(state)
        return when_screen(row, seat, _("Nothing was written."))
    open_day = _day_of(data)
    # after words whose day was not read, an hour alone is of no day that was told before
    known = open_day or (None if data.get("unread") else _planned(row, seat))
    read = read_moment(text, seat.today)
    often = read.repeats or (_often(data) if read.day is None else None)
    hours = read.hours if read.day is not None else read_hour(text) or _half(text, data)
    day = read.day or known
    # "10:00" beside a day nobody can read is not 10:00 of the day that was told before, nor is a day nobody can read that day
    unread = not hours and (bool(read.hours) or open_day is None or names_a_day(text))
    if read.outside or day is None or (read.day is None and unread):
        await state.update_data(day="", often="", hours=[], unread=True)
        return when_screen(row, seat, _no_day(read, known, seat))
    if len(hours) == 1:
        await state.update_data(day="", often="", hours=[], unread=False)
        return leaves(row, day, hours[0], seat, text, often)
    kept = [f"{hour:%H:%M}" for hour in hours]
    await state.update_data(day=day.isoformat(), often=often or "", hours=kept, unread=False)
    return ask_hour(row, day, seat, _no_hour(read, hours, _), hours, often)


def _no_hour(read: Moment, hours: tuple[time, ...], _: Words) -> Html | None:
    """Why the hour is asked for again: two are meant, or none was read. Nothing where a day alone was typed."""
    if hours:
        return _("Morning, or afternoon and evening? Tap one.")
    return _("I read no hour in that. For example: 15:30") if read.day is None else None


def _half(text: str, data: Mapping[str, Any]) -> tuple[time, ...]:
    """Of the two hours that were typed before, the one of this half of the day."""
    two, half = data.get("hours") or [], half_of_day(text)
    return (time.fromisoformat(two[half]),) if len(two) == 2 and half is not None else ()


def _no_day(read: Moment, known: date | None, seat: Seat) -> Html:
    """What is wrong with the day that was typed."""
    _ = seat.words
    if read.outside:
        return _over(_)
    if read.hours and known is None:
        return _("On which day? Type day and hour together.")
    return _("I read no day in that. For example: {day}", day=seat.today + timedelta(days=7))


def open_question(row: NoticeRow, data: Mapping[str, Any], seat: Seat) -> Screen:
    """What is asked just now: the hour of the day that was told, or everything."""
    return hour_open(row, data, seat) or when_screen(row, seat)


def hour_open(
    row: NoticeRow, data: Mapping[str, Any], seat: Seat, first: Html | None = None
) -> Screen | None:
    """The question for the hour of the day that was told; None where it is not asked."""
    day = _day_of(data)
    if day is None or data.get("notice") != row.id:
        return None
    hours = tuple(time.fromisoformat(hour) for hour in data.get("hours") or ())
    return ask_hour(row, day, seat, first, hours, _often(data))


def hour_left_open(row: NoticeRow, data: Mapping[str, Any], seat: Seat) -> Html | None:
    """What is said to who leaves the question for the hour: nothing was chosen, and when it leaves then."""
    _, day = seat.words, _day_of(data)
    if day is None or data.get("notice") != row.id:
        return None
    return _("❗ No hour was chosen for {day}. So: {when}", day=day, when=when_line(notice_of(row), seat))


def _day_of(data: Mapping[str, Any]) -> date | None:
    """The day whose hour is asked for."""
    day, _hour = _tapped(str(data.get("day", "")))
    return day


def _often(data: Mapping[str, Any]) -> Repeats | None:
    """How often it leaves again from that day on."""
    return next((often for often in Repeats if often == data.get("often")), None)


def _planned(row: NoticeRow, seat: Seat) -> date | None:
    """The day that stands on the screen: another hour alone means this one."""
    at = notice_of(row).at
    return seat.local(at).date() if at is not None and at > seat.now else None
