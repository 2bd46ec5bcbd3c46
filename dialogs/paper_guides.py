"""Good to know around school: refusals and their cures, changing school, examinations, cases that are not everybody's."""

from __future__ import annotations

from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from dialogs.addresses import Go
from dialogs.checkup_words import explained, marked
from dialogs.home import to_home
from dialogs.hotlines import number
from dialogs.school_addresses import Guided, Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.guides import GuideGroup, GuideText
from rules.knowledge import Source

router = Router(name="paper guides")

#: Groups of the pack that have a place of their own.
REFUSALS, APPEAL = "refusals", "appeal"
#: What the city itself says, beside the groups of the pack.
CITY = "city"


@router.callback_query(Go.filter(F.to == "guides"))
async def guides_(query: CallbackQuery, state: FSMContext, _: Words, around: Surroundings) -> Screen:
    await set_aside(state)
    return every_group(0, _, around)


@router.callback_query(Guided.filter())
async def guided(
    query: CallbackQuery,
    callback_data: Guided,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A group or one of its texts; what is no longer told leads to what is."""
    await set_aside(state)
    child, today = callback_data.child, around.today(now)
    if callback_data.group == CITY:
        return city_says(child, _, around, today)
    group = around.knowledge.guides.get(callback_data.group)
    if group is None:
        return every_group(child, _, around)
    found = next((one for one in group.told(today) if one.id == callback_data.text), None)
    return (
        one_text(child, group, found, _, around, today)
        if found
        else one_group(child, group, _, around, today)
    )


def every_group(child: int, _: Words, around: Surroundings) -> Screen:
    """What there is to know, by topic."""
    topics = [
        Choice(_.fact(group.title), Guided(child=child, group=key).pack())
        for key, group in around.knowledge.guides.items()
    ]
    here = Choice(
        _("🏙 What holds in {city}", city=_.fact(around.knowledge.city)),
        Guided(child=child, group=CITY).pack(),
    )
    return Screen(_("📚 What is it about?"), (*rows(here, *topics), *_ways(child, _)))


def city_says(child: int, _: Words, around: Surroundings, today: date) -> Screen:
    """What law and city say, and what nobody could find out."""
    city = around.knowledge.city_enrolment
    said = [*city.told(today), *(one for one in city.siblings if one.fact.holds(today))]
    lines = [_("<b>What holds in {city}</b>", city=_.fact(around.knowledge.city))]
    lines += [_("· {text}", text=_said(one.text, one.fact, _)) for one in said]
    unknown = [one for one in city.unknown if one.fact.holds(today)]
    if unknown:
        lines += [Html(""), _("<b>What I do not know</b>")]
        lines += [_("· {text}", text=_.fact(one.text)) for one in unknown]
    return Screen(join(explained(lines, _)), _ways(child, _, CITY))


def one_group(child: int, group: GuideGroup, _: Words, around: Surroundings, today: date) -> Screen:
    """Steps are read as one text; cases are picked."""
    texts = group.told(today)
    if group.steps:
        lines = [_("<b>{title}</b>", title=_.fact(group.title))]
        for at, one in enumerate(texts, 1):
            lines.append(_("{n}. {step}", n=at, step=_said(one.text, one.fact, _)))
        return Screen(join(explained(lines, _)), _ways(child, _, group.id))
    picks = [
        Choice(_.fact(one.title), Guided(child=child, group=group.id, text=one.id).pack()) for one in texts
    ]
    asked = _("What did they say?") if group.id == REFUSALS else _.fact(group.title)
    return Screen(asked, (*rows(*picks), *_ways(child, _, group.id)))


def one_text(
    child: int, group: GuideGroup, found: GuideText, _: Words, around: Surroundings, today: date
) -> Screen:
    """One case and what helps."""
    lines = [_("<b>{title}</b>", title=_.fact(found.title)), _said(found.text, found.fact, _)]
    call = number(found.call, around, today, _) if found.call is not None else None
    lines += [_("☎️ {number}", number=call)] if call is not None else []
    return Screen(join(explained(lines, _)), _ways(child, _, group.id))


def _said(text: str, fact: Source, _: Words) -> Html:
    """A text, with the mark of what is not confirmed; `explained` says what the mark means."""
    return marked(_.fact(text), fact.sure, _)


def _ways(child: int, _: Words, group: str = "") -> tuple[tuple[Choice, ...], ...]:
    appeal = Choice(_("⚖️ Where to complain"), Guided(child=child, group=APPEAL).pack())
    back = Choice(_("📄 The list"), Papers(child=child, born="", said="", do="list").pack())
    return rows(
        appeal if group == REFUSALS else None,
        Choice(_("📚 Other topics"), Guided(child=child).pack()) if group else None,
        back if child else Choice(_("📄 Papers for school"), Go(to="papers").pack()),
        to_home(_),
        width=2,
    )
