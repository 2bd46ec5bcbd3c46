"""A look at the calendar for somebody who wants nothing kept: a birth date in, what is due at that age out."""

from __future__ import annotations

from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.addresses import ChildIs, Go
from dialogs.birth_dates import ask_again
from dialogs.home import age, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import dose_title, open_rows, when
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_birth_date
from rules.vaccines import forecast

router = Router(name="look")


class Looking(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    born = State(state="born", group_name="looking")


@router.callback_query(Go.filter(F.to == "look"))
async def look(query: CallbackQuery, state: FSMContext, _: Words) -> Screen:
    """For somebody who wants nothing kept."""
    await set_aside(state)
    await state.set_state(Looking.born)
    return ask_birth_date(_)


def ask_birth_date(_: Words) -> Screen:
    """The question for a birth date that is not kept."""
    text = join(
        [
            _("Type your child's birth date. I show what is due at that age, and put it into no record."),
            _("For example 2023-03-05."),
        ]
    )
    return Screen(text, rows(to_home(_)), placeholder="2023-03-05")


@router.message(StateFilter(Looking.born), F.text)
async def looked(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The calendar at this age, from the rules alone; a question about something else gets its answer."""
    today = around.today(now)
    reading = read_birth_date(message.text or "", today)
    if isinstance(reading, Certain):
        return _at_age(reading.day, today, _, around)
    answer = topics.instead(message.text or "", reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    return ask_again(
        reading, _, lambda day: ChildIs(child=0, what="look", value=day.isoformat()).pack(), to_home(_)
    )


@router.callback_query(ChildIs.filter((F.child == 0) & (F.what == "look")))
async def looked_at(
    query: CallbackQuery, callback_data: ChildIs, _: Words, around: Surroundings, now: datetime
) -> Screen:
    today = around.today(now)
    reading = read_birth_date(callback_data.value, today)
    if not isinstance(reading, Certain):
        return Screen(
            _("Please type the birth date again."),
            rows(Choice(_("👀 Just look"), Go(to="look").pack()), to_home(_)),
        )
    return _at_age(reading.day, today, _, around)


def _at_age(day: date, today: date, _: Words, around: Surroundings) -> Screen:
    """What a child of this age should have had, and what comes next. Nothing is kept, not even the date."""
    found = forecast(around.knowledge.book, day, None, today, ())
    open_now = [row for row in open_rows(found) if row.status != "not_yet"]
    coming = [row for row in open_rows(found) if row.status == "not_yet"][:4]
    lines = [_("Born {day}, {age}. I put this into no record.", day=day, age=age(day, today, _))]
    if open_now:
        names = [dose_title(around.knowledge, row.vaccine, None, _) for row in open_now]
        lines += [
            Html(""),
            _("<b>Vaccines that should have begun by this age:</b>"),
            Html(_("; ").join(names)),
        ]
    if coming:
        lines += [Html(""), _("<b>Coming:</b>")]
        lines += [
            _(
                "{dose}: {when}",
                dose=dose_title(around.knowledge, r.vaccine, r.dose, _),
                when=when(r, today, _),
            )
            for r in coming
        ]
    lines += [Html(""), _("Look into the booklet what was given. Girls also get HPV at 13.")]
    return Screen(
        join(lines),
        rows(
            Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack()),
            Choice(_("Another date"), Go(to="look").pack()),
            to_home(_),
        ),
    )
