"""Whom one can call: every number of the city by what it is for, danger first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from dialogs.addresses import Go
from dialogs.checkup_words import marked
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.knowledge import Hotline, Need

router = Router(name="hotlines")


@router.callback_query(Go.filter(F.to == "hotlines"))
async def hotlines_(
    query: CallbackQuery, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    await set_aside(state)
    return hotlines(_, around, now)


def hotlines(_: Words, around: Surroundings, now: datetime) -> Screen:
    """All numbers, grouped by need."""
    lines = [_("☎️ <b>Whom can I call?</b>")]
    for need, title in _titles(_).items():
        found = [
            one for one in known(around.knowledge.hotlines, around, around.today(now)) if one.need == need
        ]
        if found:
            lines += [Html(""), title, *(number_line(one, _) for one in found)]
    services = Choice(_("📋 Services for my child"), Go(to="services").pack())
    if not all(one.fact.sure or one.need == "danger" for one in around.knowledge.hotlines.values()):
        lines += [Html(""), Html("❔ ") + _("This number is not fully confirmed.")]
    return Screen(join(lines), rows(services, to_home(_)))


def to_hotlines(_: Words) -> Choice:
    return Choice(_("☎️ Whom can I call?"), Go(to="hotlines").pack())


def known(ids: Iterable[str], around: Surroundings, today: date) -> list[Hotline]:
    """Those of the numbers that the city has and that may be told today."""
    found = [around.knowledge.hotlines[one] for one in ids if one in around.knowledge.hotlines]
    return [one for one in found if one.fact.holds(today)]


def number_line(line: Hotline, _: Words, mark: bool = True) -> Html:
    """A number as it can be called, and what it is for. Alone in bold the page makes a link of it; Telegram links numbers itself.

    `mark`: whether one that nobody confirmed says so. Numbers for danger never do: a doubt would cost time.
    """
    said = _("{number}: {about}", number=Html(f"<b>{line.number}</b>"), about=_.fact(line.about))
    return Html("☎️ ") + marked(said, line.fact.sure or not mark or line.need == "danger", _)


def number(key: str, around: Surroundings, today: date, _: Words) -> Html | None:
    """The number, ready for a sentence; nothing when there is none that may be told.

    It stands alone in bold: so the page links the short ones (110, 120), which in a plain sentence may count days.
    """
    found = known([key], around, today)
    if not found:
        return None
    shown = Html("<b>") + found[0].number + Html("</b>")
    if found[0].fact.sure or found[0].need == "danger":
        return shown
    return _("{number} (not fully confirmed)", number=shown)


def ill(around: Surroundings, today: date, _: Words) -> list[Html]:
    """Whom to call for a child that is very ill."""
    ambulance = number("ambulance", around, today, _)
    if ambulance is None:
        return [_("If your child is very ill, go to a hospital at once.")]
    return [_("If your child is very ill, call {number} at once.", number=ambulance)]


def _titles(_: Words) -> dict[Need, Html]:
    """In this order."""
    return {
        "danger": _("<b>In danger, at once</b>"),
        "child": _("<b>For children and families</b>"),
        "health": _("<b>Health and insurance</b>"),
        "rights": _("<b>Law and work</b>"),
        "anything": _("<b>Anything else in the city</b>"),
    }
