"""When may we write: hours by one tap or typed, and the one rest day. Reminders that wait move along."""

from __future__ import annotations

import re
from datetime import datetime, time

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import hours as actions
from actions import reminders
from db.families import Guardian
from dialogs.addresses import Go, Prefer
from dialogs.home import stop_or_resume, to_home
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays.tidy import has_id_number, tidy
from rules.hours import PRESETS, Hours
from rules.typed_hours import read_hours

router = Router(name="hours")

_TYPED = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])-([01][0-9]|2[0-3])([0-5][0-9])")


class Asking(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    hours = State(state="hours", group_name="wait")


@router.callback_query(Go.filter(F.to == "hours"))
async def show(event: CallbackQuery, guardian: Guardian | None, state: FSMContext, _: Words) -> Screen:
    """The hours as they are, and the ways to change them."""
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    text = join(
        [
            _("<b>When may I write?</b>"),
            *described(reminders.hours(guardian), _),
            Html(""),
            _("Which time suits you?"),
        ]
    )
    return Screen(text, _ways(guardian, _))


@router.callback_query(Go.filter(F.to == "other_hours"))
async def ask(event: CallbackQuery, guardian: Guardian | None, state: FSMContext, _: Words) -> Screen:
    """From here on a typed text is read as hours."""
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    await state.set_state(Asking.hours)
    text = join(
        [
            _("Type from when to when, for example:"),
            Html("<code>7-9</code>   <code>18:30-21:00</code>   <code>22-6</code>"),
        ]
    )
    return Screen(text, rows(_back(_), to_home(_)), placeholder="18:30-21:00")


@router.message(StateFilter(Asking.hours), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """One reading is taken, two are asked about, none gets an example. The words themselves are not kept."""
    if guardian is None:
        await set_aside(state)
        return _nobody(_)
    if has_id_number(tidy(message.text or "")):
        refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
        return Screen(refused, rows(_back(_), to_home(_)))
    readings = read_hours(message.text or "")
    if len(readings) == 1:
        await set_aside(state)
        return _choose(session, guardian, readings[0], _, around, now)
    if readings:
        return Screen(
            _("I want to be sure. Which do you mean?"),
            rows(*[_offer(one, _) for one in readings], _back(_), to_home(_)),
        )
    text = join(
        [_("I did not find two times in that."), _("Please type it like this: {example}", example="9-21")]
    )
    return Screen(text, rows(_back(_), to_home(_)), placeholder="9-21")


@router.callback_query(Prefer.filter(F.what == "hours"))
async def tapped(
    query: CallbackQuery,
    callback_data: Prefer,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A preset, or hours that were typed and had two readings."""
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    wish = PRESETS.get(callback_data.value) or _unpack(callback_data.value)
    if wish is None:
        return Screen(_("This button is old. Which time suits you?"), _ways(guardian, _))
    return _choose(session, guardian, wish, _, around, now)


@router.callback_query(Go.filter(F.to == "rest_day"))
async def ask_rest_day(
    event: CallbackQuery, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    """The day on which there is time to go: what can wait is said then."""
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    text = join([_("Which day is your rest day?"), _("What can wait, I write on that day.")])
    days = [
        Choice(_mark(day, guardian.rest_day == number), Prefer(what="rest", value=str(number)).pack())
        for number, day in enumerate(weekdays(_))
    ]
    none = Choice(
        _mark(_("No fixed day"), guardian.rest_day is None), Prefer(what="rest", value="none").pack()
    )
    return Screen(text, (*rows(*days, none, width=2), *rows(_back(_), to_home(_))))


@router.callback_query(Prefer.filter(F.what == "rest"))
async def rest(
    query: CallbackQuery,
    callback_data: Prefer,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    value = callback_data.value
    if value not in {"none", *map(str, range(7))}:
        return Screen(_("This button is old. Which time suits you?"), _ways(guardian, _))
    old = reminders.hours(guardian)
    wish = Hours(old.start, old.end, None if value == "none" else int(value))
    return _said(guardian, wish, actions.choose(session, guardian, wish, around.zone, now), _)


def described(wish: Hours, _: Words) -> list[Html]:
    """The hours in words, and the rest day if there is one."""
    if wish.start == wish.end:
        lines = [_("I may write at any time, at night as well.")]
    elif wish.start < wish.end:
        lines = [_("I write between {start} and {end}.", start=wish.start, end=wish.end)]
    else:
        lines = [_("I write between {start} and {end} of the next day.", start=wish.start, end=wish.end)]
    if wish.rest_day is not None:
        lines.append(_("What can wait comes on your rest day: {day}.", day=weekdays(_)[wish.rest_day]))
    return lines


def weekdays(_: Words) -> tuple[Html, ...]:
    """Monday first, as `rest_day` counts them."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def _choose(
    session: Session, guardian: Guardian, wish: Hours, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Other hours; the rest day stays."""
    wish = Hours(wish.start, wish.end, guardian.rest_day)
    return _said(guardian, wish, actions.choose(session, guardian, wish, around.zone, now), _)


def _said(guardian: Guardian, wish: Hours, moved: int, _: Words) -> Screen:
    lines = [_("✅ Good."), *described(wish, _)]
    if moved:
        lines.append(_("What was waiting for you comes then, too."))
    again = None
    if guardian.paused_at is not None:
        lines.append(_("🔕 Reminders are switched off."))
        again = stop_or_resume(guardian, _)
    return Screen(join(lines), rows(again, _rest_day(guardian, _), _back(_), to_home(_)))


def _ways(guardian: Guardian, _: Words) -> Rows:
    now = reminders.hours(guardian)
    labels = {
        "daytime": _("☀️ By day"),
        "evening": _("🌙 After work"),
        "early": _("🌅 Before work"),
        "after_night_shift": _("🛌 After a night shift"),
        "any": _("🕛 Any time"),
    }
    presets = []
    for key, wish in PRESETS.items():
        label = labels[key] if wish.start == wish.end else labels[key] + Html(" · ") + _span(wish, _)
        chosen = (wish.start, wish.end) == (now.start, now.end)
        presets.append(Choice(_mark(label, chosen), Prefer(what="hours", value=key).pack()))
    other = Choice(_("⌨️ Other hours"), Go(to="other_hours").pack())
    return rows(*presets, other, _rest_day(guardian, _), to_home(_))


def _rest_day(guardian: Guardian, _: Words) -> Choice:
    label = (
        _("📅 Rest day")
        if guardian.rest_day is None
        else _("📅 Rest day: {day}", day=weekdays(_)[guardian.rest_day])
    )
    return Choice(label, Go(to="rest_day").pack())


def _offer(wish: Hours, _: Words) -> Choice:
    value = f"{wish.start:%H%M}-{wish.end:%H%M}"
    return Choice(_span(wish, _), Prefer(what="hours", value=value).pack())


def _span(wish: Hours, _: Words) -> Html:
    return _("{start}–{end}", start=wish.start, end=wish.end)


def _unpack(value: str) -> Hours | None:
    found = _TYPED.fullmatch(value)
    return Hours(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))) if found else None


def _mark(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _back(_: Words) -> Choice:
    return Choice(_("🕘 When may we write?"), Go(to="hours").pack())


def _nobody(_: Words) -> Screen:
    text = join(
        [
            _("I send you nothing by myself. You can always ask me."),
            _("If I keep your children's calendar, you choose the hours."),
        ]
    )
    return Screen(
        text, rows(Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack()), to_home(_))
    )
