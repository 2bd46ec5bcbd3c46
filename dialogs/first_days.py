"""When a child starts at nursery or kindergarten: asked, told, corrected. The entry check and the certificate checks count from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import checkups as actions
from db.children import Child
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import Checkup, EntersOn
from dialogs.birth_dates import ask_again
from dialogs.checkup_words import explained, told, visit_title, when
from dialogs.checkups import Calendar, overview, to_overview
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, Reason, Unclear, read_date_to_come
from rules.checkups import kindergarten_day, primary_day

router = Router(name="first days")

_DAY = timedelta(days=1)
#: Said when nobody knows the day yet.
_UNKNOWN = "-"


class FirstDay(StatesGroup):
    """We wait for a day; the child is in the state's data. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="first_day")


@router.callback_query(Checkup.filter(F.do == "enter"))
async def ask(
    query: CallbackQuery,
    callback_data: Checkup,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    await state.set_state(FirstDay.day)
    await state.update_data(child=child.id)
    book = around.knowledge.checkups
    said = [_("When does {name} start at nursery or kindergarten?", name=name(child, _))]
    if child.enters_on is not None:
        said.append(_("So far you told me: {day}.", day=child.enters_on))
    said.append(_("Type the first day, for example {date}.", date=_usual(child, around).isoformat()))
    if child.enters_on is None:
        said.append(told(book, ("EN8", "EN9"), _))
    return Screen(
        join(explained(said, _)), _ways(child, _, around), placeholder=_usual(child, around).isoformat()
    )


def _usual(child: Child, around: Surroundings) -> date:
    return kindergarten_day(around.knowledge.checkups, child.born)


def _ways(child: Child, _: Words, around: Surroundings) -> tuple[tuple[Choice, ...], ...]:
    """The usual day by one tap, or none; and the ways back."""
    number, usual = child.id or 0, _usual(child, around)
    days = [
        Choice(_.day(usual), EntersOn(child=number, day=usual.isoformat()).pack()),
        Choice(_("I do not know yet"), EntersOn(child=number, day=_UNKNOWN).pack()),
    ]
    return (*rows(*days, width=2), *rows(to_overview(child, _), to_home(_), width=2))


def _read(text: str, child: Child, around: Surroundings, today: date) -> Certain | Unclear:
    """From the day after birth to the day before primary school."""
    return read_date_to_come(text, today, child.born + _DAY, _last(child, around))


def _last(child: Child, around: Surroundings) -> date:
    return primary_day(around.knowledge.checkups, child.born) - _DAY


@router.message(StateFilter(FirstDay.day), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A day is taken, a question gets its answer, everything else is asked again."""
    child = owned(session, guardian, (await state.get_data()).get("child", 0))
    if child is None:
        await set_aside(state)
        return not_here(_)
    written = message.text or ""
    reading = _read(written, child, around, around.today(now))
    if isinstance(reading, Certain):
        await set_aside(state)
        return enter(session, child, reading.day, _, around, now)
    answer = topics.instead(written, reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    return _unclear(reading, child, _, around)


def _unclear(reading: Unclear, child: Child, _: Words, around: Surroundings) -> Screen:
    if reading.reason in (Reason.PASSED, Reason.FUTURE, Reason.TOO_OLD):
        first, last = child.born + _DAY, _last(child, around)
        text = _("Which day do you mean? It can be any day from {first} to {last}.", first=first, last=last)
        return Screen(text, _ways(child, _, around), placeholder=_usual(child, around).isoformat())

    def pick(day: date) -> str:
        return EntersOn(child=child.id or 0, day=day.isoformat()).pack()

    return ask_again(reading, _, pick, to_overview(child, _), to_home(_), near=_usual(child, around))


@router.callback_query(EntersOn.filter())
async def picked(
    query: CallbackQuery,
    callback_data: EntersOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    if callback_data.day == _UNKNOWN:
        return enter(session, child, None, _, around, now)
    reading = _read(callback_data.day, child, around, around.today(now))
    if not isinstance(reading, Certain):
        return overview(session, child, _, around, now)
    return enter(session, child, reading.day, _, around, now)


def enter(
    session: Session, child: Child, day: date | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Writes the first day down, and says when the entry check is."""
    gone = actions.enter(desk_of(session, around, now), child, day)
    today, calendar = around.today(now), Calendar.of(session, around, child, now)
    said: list[Html] = [_("Good. Then I go by {day} for now.", day=_usual(child, around))]
    if day is not None:
        said = [_("✅ Written down: {name} starts on {day}.", name=name(child, _), day=day)]
    for line in gone:
        title = visit_title(calendar.book, line.visit, _)
        said.append(_("This was for another first day, and counts as open: {visit}", visit=title))
    visit = calendar.visit("entry")
    if visit is not None and visit.status in ("due", "not_yet"):
        title = visit_title(calendar.book, visit.id, _)
        said.append(Html("🩺 ") + _("{visit}: {when}", visit=title, when=when(visit, None, today, _)))
        said.append(told(calendar.book, ("EN2",), _))
    look = Checkup(do="look", child=child.id or 0, visit="entry").pack()
    entry = Choice(_("🩺 More about it"), look) if visit is not None else None
    return Screen(
        join(explained(said, _)), rows(entry, to_overview(child, _), to_card(child, _), to_home(_), width=2)
    )
