"""The day of a measurement, by a tap, and what is written down then; odd values are asked about once more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import growth as actions
from db import growth as tables
from db.children import Child
from db.families import Guardian
from dialogs.addresses import Grew, Grown
from dialogs.children import not_here, owned
from dialogs.growth import all_lines, gone, growth, to_growth
from dialogs.growth_words import plain, short, understood
from dialogs.home import age, name, to_home
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_dose_date
from rules.growth import age_at, oddness
from rules.measures import BOUNDS, ODD, Oddness, Values

router = Router(name="growth days")


class Measuring(StatesGroup):
    """What we wait for: values, or their day. Child, line and values told so far are in the state's data. The name is stored with the chat: keep it."""

    told = State(state="told", group_name="measuring")


@dataclass(frozen=True)
class Entry:
    """What is being entered: for whom, in place of which line (0: none), and whether the person was asked if odd values are right."""

    child: Child
    row: int = 0
    values: Values = field(default_factory=Values)
    sure: bool = False

    def tap(self, day: str) -> str:
        """The address that goes on with it on this day; "" asks for the day."""
        values = self.values
        how = {True: 1, False: 2, None: 0}[values.lying]
        return Grew(
            child=self.child.id or 0,
            row=self.row,
            weight=values.weight or 0,
            length=values.length or 0,
            head=values.head or 0,
            how=how,
            sure=self.sure,
            day=day,
        ).pack()

    async def wait(self, state: FSMContext) -> None:
        """From here on a typed text is read as more of it, or as its day."""
        await set_aside(state)
        await state.set_state(Measuring.told)
        kept = [self.values.weight, self.values.length, self.values.head, self.values.lying]
        await state.update_data(child=self.child.id, row=self.row, values=kept)

    def ways(self, _: Words) -> Rows:
        return rows(to_growth(self.child, _), to_home(_), width=2)


def oddness_on(child: Child, on: date, around: Surroundings) -> Oddness:
    """How odd a value is for this child on that day."""
    return partial(oddness, around.knowledge.growth, sex=child.sex, age=age_at(child.born, on))


def which_day(
    session: Session,
    entry: Entry,
    _: Words,
    around: Surroundings,
    now: datetime,
    maybe: tuple[date, ...] = (),
) -> Screen:
    """What was understood, so that a wrong unit is seen; the day by a tap; and what is missing can still be typed.

    `maybe`: days that may be meant by what stood beside the values.
    """
    today = around.today(now)
    line = tables.line(session, entry.child.id or 0, entry.row) if entry.row else None
    days = [(_("Same day: {day}", day=line.measured_on), line.measured_on)] if line else []
    days += [(_("Today"), today)]
    if entry.child.born < today:
        days.append((_("Yesterday"), today - timedelta(days=1)))
    known = {on for _label, on in days}
    days += [(Html(_.day(on, weekday=True)), on) for on in maybe[:2] if on not in known]
    buttons = [Choice(label, entry.tap(on.isoformat())) for label, on in days]
    text = join(
        [
            _("{name}, I read:", name=name(entry.child, _)),
            *understood(entry.values, _),
            Html(""),
            _("When was it measured? Tap, or type the day. You can also type another value."),
        ]
    )
    return Screen(text, (*rows(*buttons, width=2), *entry.ways(_)), placeholder="2026-03-05")


@router.callback_query(Grew.filter())
async def tapped(
    query: CallbackQuery,
    callback_data: Grew,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A reading that was asked about, or the day of it."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        await set_aside(state)
        return not_here(_)
    lying = {1: True, 2: False}.get(callback_data.how)
    numbers = (callback_data.weight or None, callback_data.length or None, callback_data.head or None)
    entry = Entry(child, callback_data.row, Values(*numbers, lying), callback_data.sure)
    if entry.values.empty or not _possible(entry.values):
        await set_aside(state)
        return growth(session, child, guardian, _, around, now)
    await entry.wait(state)
    reading = read_dose_date(callback_data.day, child.born, around.today(now))
    if not isinstance(reading, Certain):
        return which_day(session, entry, _, around, now)
    return await write(session, guardian, entry, reading.day, state, _, around, now)


def _possible(values: Values) -> bool:
    """Whether a child can weigh and measure that at all: a button may be forged."""
    told = [(kind, values.get(kind)) for kind in BOUNDS]
    return all(value is None or BOUNDS[kind][0] <= value <= BOUNDS[kind][1] for kind, value in told)


async def write(
    session: Session,
    guardian: Guardian | None,
    entry: Entry,
    on: date,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Written down, with the way to undo it; or asked once more, where nobody had that on that day."""
    odd = oddness_on(entry.child, on, around)
    told = [(kind, entry.values.get(kind)) for kind in BOUNDS]
    if not entry.sure and any(value is not None and odd(kind, value) > ODD for kind, value in told):
        return _unusual(entry, on, _)
    await set_aside(state)
    child = entry.child
    written = (
        actions.correct(session, child, entry.row, entry.values, on, now)
        if entry.row
        else actions.record(session, child, entry.values, on, now)
    )
    if written is None:
        return [gone(_), all_lines(session, child, _)]
    then = growth(session, child, guardian, _, around, now)
    line = written.line
    if written.before:
        return [Screen(_("That is written down already.")), then]
    back = Choice(_("↩️ Take it back"), Grown(do="back", child=child.id or 0, row=line.id or 0).pack())
    text = _("✅ Written down for {day}: {values}", day=line.measured_on, values=short(line.as_rule(), _))
    return [Screen(text, rows(back)), then]


def _unusual(entry: Entry, on: date, _: Words) -> Screen:
    """The values fit today's age, but not that of the day that was named."""
    lines = [
        _("On {day} {name} was {age}.", day=on, name=name(entry.child, _), age=age(entry.child.born, on, _)),
        _("{values} would be unusual then. Is it right?", values=plain(entry.values, _)),
    ]
    yes = Choice(_("Yes, it is right"), replace(entry, sure=True).tap(on.isoformat()))
    other = Choice(_("Another day"), entry.tap(""))
    return Screen(join(lines), (*rows(yes, other, width=2), *entry.ways(_)))
