"""A dose, or several of one vaccine, is written down; then the booklet goes on, or what comes next is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from sqlmodel import Session

from actions import booklet, plans, questions
from actions import vaccines as actions
from actions.desk import Desk, Tapped
from actions.vaccines import Written
from db import vaccines
from db.children import Child
from db.vaccines import Dose
from dialogs.addresses import ChildDo, Line, ShotOn
from dialogs.booklet_telling import is_telling, settle_unsure, tell_booklet, told_of
from dialogs.children import to_card
from dialogs.home import name, to_home
from dialogs.record_words import doubt_about, enter_it_here
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import stop_waiting
from dialogs.vaccine_words import (
    code_of,
    dose_title,
    line_name,
    next_lines,
    not_counted,
    title_of,
    uncounted,
)
from dialogs.words import Html, Words, join

#: Further doses of the same visit offered by one tap.
ALSO_MOST = 6
#: Key of the conversation's data: what is told now was given elsewhere. Stored with the chat: keep it.
ELSEWHERE = "elsewhere"


class Recording(StatesGroup):
    """We wait for a day; child and dose are in the state's data. The name is stored with the chat: keep it."""

    day = State(state="day", group_name="recording")


async def is_elsewhere(state: FSMContext, child: Child) -> bool:
    """Whether the booklet's lines that are being told were given at another clinic."""
    return bool((await state.get_data()).get(ELSEWHERE)) and await is_telling(state, child)


async def record(
    session: Session,
    child: Child,
    dose: str,
    days: Sequence[date],
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
    tapped: Tapped | None = None,
) -> Screen:
    """Writes a dose down for each day; says at once when one does not count. Then the booklet goes on, or what comes next is said."""
    telling = await is_telling(state, child)
    elsewhere = await is_elsewhere(state, child)
    desk = desk_of(session, around, now)
    said: list[Html] = []
    for day in days:
        told = actions.give(desk, child, code_of(dose), day, tapped=tapped, elsewhere=elsewhere)
        said += _written(desk, child, told, dose, _)
        if elsewhere:
            booklet.given_elsewhere(desk, child, told.dose.id or 0, True)
    if elsewhere:
        questions.ask(desk, child, "elsewhere")
        said.append(enter_it_here(_))
    await settle_unsure(state)
    line = told.dose
    if not telling:
        await stop_waiting(state)
        return _after_a_visit(desk, child, told, said, _)
    if around.knowledge.book.given_once(line.vaccine):
        return await tell_booklet(session, child, state, _, around, [*said, _("Which vaccine comes next?")])
    title = line_name(around.knowledge, line.vaccine, line.product, _)
    said.append(_("Type the next date of {vaccine}, or tap another vaccine.", vaccine=title))
    screen = await tell_booklet(session, child, state, _, around, said)
    # The next date is most often the next dose of the same vaccine: it can be typed at once.
    await state.set_state(Recording.day)
    await state.update_data(child=child.id, dose=_code(desk, line))
    return screen


def _code(desk: Desk, line: Dose) -> str:
    """The product, where the family named it."""
    return line.product if line.product and line.product in desk.knowledge.book.products else line.vaccine


def _written(desk: Desk, child: Child, told: Written, dose: str, _: Words) -> list[Html]:
    line = told.dose
    what = {"name": name(child, _), "dose": _numbered(desk, child, told, dose, _), "day": line.given_on}
    written = _("✅ Written down: {name}, {dose}, {day}.", **what)
    if told.before:
        written = _("✅ That one was written down before: {name}, {dose}, {day}.", **what)
    return [written, *uncounted(desk.knowledge, told.found, line.vaccine, line.given_on, _)]


def _numbered(desk: Desk, child: Child, told: Written, dose: str, _: Words) -> Html:
    """The dose as it was picked; without a number there, with the one that follows from the dates told so far that count."""
    line = told.dose
    book = desk.knowledge.book
    plain = line_name(desk.knowledge, line.vaccine, line.product, _)
    if not_counted(desk.knowledge, told.found, line.vaccine, line.given_on):
        return plain
    if dose != code_of(dose):
        return title_of(desk.knowledge, dose, _)
    if line.vaccine in book.combinations:
        return plain
    record = vaccines.record(desk.session, [child.id or 0])[child.id or 0]
    counted = [
        one.id
        for one in told_of(record, line.vaccine, desk.knowledge)
        if not not_counted(desk.knowledge, told.found, one.vaccine, one.given_on)
    ]
    return dose_title(desk.knowledge, _code(desk, line), counted.index(line.id) + 1, _)


def _after_a_visit(desk: Desk, child: Child, told: Written, said: list[Html], _: Words) -> Screen:
    """What comes next, and the other doses of the same visit by one tap."""
    number, day = child.id or 0, told.dose.given_on
    said += doubt_about(desk, child, told.dose, _)
    also: list[Choice] = []
    more = Choice(_("➕ Another dose"), ChildDo(do="give", child=number).pack())
    if child.record_checked_at is None:
        more = Choice(_("📒 Tell me what the booklet says"), ChildDo(do="some", child=number).pack())
    else:
        said += [
            Html(""),
            _("<b>Next</b>"),
            *next_lines(desk.knowledge, told.found, desk.today, True, child.known_since, _),
        ]
        found = plans.also_that_day(desk.session, desk.knowledge, child, day, told.found)
        also = [
            Choice(
                f"✅ {title_of(desk.knowledge, dose, _)}",
                ShotOn(child=number, dose=dose, day=day.isoformat()).pack(),
            )
            for dose in found[:ALSO_MOST]
        ]
        if also:
            said += [Html(""), _("Was anything else given on that day?")]
    correct = Choice(_("✏️ Correct this"), Line(do="look", child=number, row=told.dose.id or 0).pack())
    elsewhere = Choice(
        _("↗ It was given elsewhere"), Line(do="elsewhere", child=number, row=told.dose.id or 0).pack()
    )
    ways = (more, correct, None if told.dose.elsewhere else elsewhere, to_card(child, _), to_home(_))
    return Screen(join(said), (*rows(*also), *rows(*ways, width=2)))
