"""Doses that may not count: which, why, and what to ask. The clinic decides (G16)."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans
from db import vaccines
from db.children import Child
from db.families import Guardian
from db.vaccines import Dose
from dialogs.addresses import ChildDo, Line, Topic
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import line_name, not_counted
from dialogs.words import Html, Words, join
from rules.vaccines import Forecast, NotCounted

router = Router(name="uncounted doses")

#: More than this on one screen nobody reads; they are told by and by as the first ones are settled.
MOST_TOLD = 8


@router.callback_query(ChildDo.filter(F.do == "uncounted"))
async def uncounted_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    return uncounted(session, child, _, around, now) if child else not_here(_)


def uncounted_lines(
    session: Session, child: Child, around: Surroundings, now: datetime
) -> list[tuple[Dose, NotCounted]]:
    """The lines of the booklet that do not count by the schedule, and why."""
    found: Forecast = plans.look(session, around.knowledge, child, around.today(now))
    lines = vaccines.record(session, [child.id or 0])[child.id or 0]
    judged = [(one, not_counted(around.knowledge, found, one.vaccine, one.given_on)) for one in lines]
    return [(line, wrong) for line, wrong in judged if wrong is not None]


def uncounted(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    """Each with its reason, then what to ask, and who decides."""
    number = child.id or 0
    found = uncounted_lines(session, child, around, now)[:MOST_TOLD]
    to_booklet = Choice(_("📒 Booklet"), ChildDo(do="booklet", child=number).pack())
    ways = (to_booklet, to_card(child, _), to_home(_))
    if not found:
        return Screen(_("Every dose in the booklet counts, as far as I can see."), rows(*ways, width=3))
    said = [_("⚠️ <b>{name}: doses that may not count</b>", name=name(child, _))]
    for line, wrong in found:
        said += [Html("• ") + _title(line, _, around), Html("   ") + _why(wrong, _, around)]
    said += [
        Html(""),
        _("Ask the clinic: does it count? Is it given again, and when?"),
        _("The clinic decides. Tap a line when the day or the vaccine is wrong."),
    ]
    lines = [
        Choice(
            Html(f"{line.given_on.isoformat()} · ")
            + line_name(around.knowledge, line.vaccine, line.product, _),
            Line(do="look", child=number, row=line.id or 0).pack(),
        )
        for line, _wrong in found
    ]
    ask = Topic(do="write", child=number, topic="not_counted", vaccine=found[0][0].vaccine).pack()
    write = Choice(_("❓ Note it as a question for the clinic"), ask)
    return Screen(join(said), (*rows(write, *lines), *rows(*ways, width=3)))


def _title(line: Dose, _: Words, around: Surroundings) -> Html:
    title = line_name(around.knowledge, line.vaccine, line.product, _)
    return _("{vaccine}, {day}", vaccine=title, day=line.given_on)


def _why(wrong: NotCounted, _: Words, around: Surroundings) -> Html:
    """The sentence of the book for this reason, with the day from which it would have counted; else the rule's own."""
    book = around.knowledge.book
    sentence = book.sentences.get(wrong.why)
    if sentence is not None and wrong.counts_from is not None:
        return _.fact(sentence, day=wrong.counts_from)
    rule = book.rules.get(wrong.rule)
    return _.fact(sentence if sentence is not None and "{" not in sentence else rule.text if rule else "")
