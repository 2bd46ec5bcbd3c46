"""A measurement is entered or corrected: values typed in one message or one after the other, with their day or without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db import growth as tables
from db.children import Child
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import ChildDo, Grown
from dialogs.birth_dates import ask_again
from dialogs.children import not_here, owned
from dialogs.growth import all_lines, gone, to_growth
from dialogs.growth_days import Entry, Measuring, oddness_on, which_day, write
from dialogs.growth_words import plain, said, short
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, Reading, Reason, Unclear, looks_like_id_number, read_dose_date
from rules.birthdays.tidy import tidy
from rules.measures import Doubt, Values, ValuesRead, read_amounts, read_values
from rules.topics import topic

router = Router(name="growth entry")

#: What was measured at birth needs no day.
_AT_BIRTH = (
    "出生",
    "生下来",
    "刚生",
    "at birth",
    "birth weight",
    "birth length",
    "newborn",
    "born with",
    "born at",
)


@router.callback_query(ChildDo.filter(F.do == "measure"))
async def ask(
    query: CallbackQuery,
    callback_data: ChildDo,
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
    entry = Entry(child)
    await entry.wait(state)
    lines = [
        _("What did you weigh or measure? Type it, for example:"),
        _code(_("7.6 kg 68 cm head 43")),
        _("One value is enough. The weight at birth, too:"),
        _code(_("at birth 3.3 kg 50 cm")),
    ]
    if not tables.standing(session, child.id or 0):
        lines += [
            said(around.knowledge.growth, "measuring", _),
            _(
                "I keep it for the curve only. Only you and a second guardian see it, and you can take it out again."
            ),
        ]
    text = join(lines)
    return Screen(text, entry.ways(_), placeholder=str(_("7.6 kg 68 cm")))


def _code(text: Html) -> Html:
    return Html("<code>") + text + Html("</code>")


@router.callback_query(Grown.filter(F.do == "fix"))
async def fix(
    query: CallbackQuery,
    callback_data: Grown,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen | list[Screen]:
    """What is typed now takes the place of what this line says; the rest of it stays."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    line = tables.line(session, child.id or 0, callback_data.row)
    if line is None:
        return [gone(_), all_lines(session, child, _)]
    values = Values(line.weight_g, line.length_mm, line.head_mm, line.lying)
    entry = Entry(child, line.id or 0, values)
    await entry.wait(state)
    text = join(
        [
            _("{day}: {values}", day=line.measured_on, values=short(line.as_rule(), _)),
            _("What is right? Type the value, or the day."),
        ]
    )
    return Screen(text, entry.ways(_), placeholder=str(_("7.6 kg 68 cm")))


@router.message(StateFilter(Measuring.told), F.text)
async def typed(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    data = await state.get_data()
    child = owned(session, guardian, int(data.get("child") or 0))
    if child is None:
        await set_aside(state)
        return not_here(_)
    entry = Entry(child, int(data.get("row") or 0), Values(*data.get("values", ())))
    written, today = message.text or "", around.today(now)
    if looks_like_id_number(written):
        refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
        return Screen(refused, entry.ways(_))
    day = _day(written, child, today)
    on = day.day if isinstance(day, Certain) else None
    read = read_values(written, oddness_on(child, on or today, around), entry.values)
    if read.doubt == Doubt.NOTHING and not (on and not entry.values.empty):
        return _unclear(written, day, entry, session, guardian, _, around, now)
    if read.doubt in (Doubt.UNIT, Doubt.ODD):
        return _doubted(read, entry, on, today, _)
    entry = replace(entry, values=read.values)
    await entry.wait(state)
    if on is None:
        maybe = day.hint.maybe if isinstance(day, Unclear) and read.rest else ()
        return which_day(session, entry, _, around, now, maybe)
    return await write(session, guardian, entry, on, state, _, around, now)


def _day(written: str, child: Child, today: date) -> Reading:
    """The day that stands beside the values, if one does."""
    rest = read_amounts(written).rest
    if any(word in tidy(written) for word in _AT_BIRTH):
        return Certain(child.born)
    return read_dose_date(rest.strip(" ,.;:"), child.born, today)


def _unclear(
    written: str,
    day: Reading,
    entry: Entry,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """No value in it: a day that is not certain, a question that gets its answer, or an example. Values are waited for still."""
    known = isinstance(day, Unclear) and day.reason != Reason.NOT_A_DATE
    if isinstance(day, Unclear) and known and not entry.values.empty:
        ways = (to_growth(entry.child, _), to_home(_))
        return ask_again(day, _, lambda on: entry.tap(on.isoformat()), *ways, born=entry.child.born)
    found = topic(written)
    if found is not None:
        return topics.about(found, written, session, guardian, _, around, now)
    text = join(
        [
            _("I did not find a weight or length in that. Please type it like this:"),
            _code(_("7.6 kg 68 cm head 43")),
        ]
    )
    return Screen(text, entry.ways(_), placeholder=str(_("7.6 kg 68 cm")))


def _doubted(read: ValuesRead, entry: Entry, on: date | None, today: date, _: Words) -> Screen:
    """Two readings, or a value nobody of this age has: what may be meant becomes buttons, and nothing is written down."""
    day = on.isoformat() if on else ""

    def offer(values: Values, *, sure: bool) -> Choice:
        meant = replace(entry, values=values, sure=sure)
        return Choice(plain(values, _), meant.tap(day))

    offers = [offer(values, sure=False) for values in read.offers]
    if read.doubt == Doubt.UNIT:
        return Screen(_("I want to be sure. Which do you mean?"), (*rows(*offers), *entry.ways(_)))
    lines = [_("That is unusual for this age. I want to be sure.")]
    if read.as_typed is not None:
        meant = replace(entry, values=read.as_typed, sure=True)
        label = _("Yes, it is {values}", values=plain(read.as_typed, _))
        offers.append(Choice(label, meant.tap(day)))
    lines.append(_("Is it one of these?") if offers else _("Please type it again, with its unit: kg or cm."))
    if on is None:
        week_ago = max(entry.child.born, today - timedelta(days=7)).isoformat()
        lines.append(_("Was it on another day? Then type the day in front: {day} 7.6 kg", day=week_ago))
    return Screen(join(lines), (*rows(*offers), *entry.ways(_)))
