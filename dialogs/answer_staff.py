"""The answers to what parents ask, in the hands of administrators: what there is, what is due, what nobody could answer, what is being written."""

from __future__ import annotations

from collections.abc import Collection

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_effects import Due, due
from actions.answer_questions import open_number
from db import answer_keeping as tables
from dialogs.addresses import Go
from dialogs.answer_browse import theme_names
from dialogs.answer_staff_addresses import Exported, Listed
from dialogs.answer_staff_words import cut, entry, lines_of, title_of, to_answers
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import THEMES, Answer, of_plain
from rules.roles import Role

router = Router(name="answer staff")

#: Buttons of a list on one screen.
SHOWN = 20
_OTHER = "other"


@router.callback_query(Go.filter(F.to == "staff_answers"), OnDuty(Role.ADMINISTRATOR))
async def answers_(query: CallbackQuery, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """How many there are, and everything that can be done with them."""
    await set_aside(state)
    number, pressing = len(seat.answers), len(due(seat.session, seat.around.knowledge, seat.today))
    asked, writing = open_number(seat.session), len(tables.drafts(seat.session))
    told = _.ngettext("Parents get {n} answer.", "Parents get {n} answers.", number, n=number)
    return Screen(
        lines_of(_("<b>Answers</b>"), told),
        rows(
            Choice(_("🔎 Find an answer"), Go(to="staff_answer_find").pack()),
            Choice(_("📚 By theme"), Listed(what="themes").pack()),
            Choice(_("📃 All of them"), Listed(what="all").pack()),
            Choice(_("⏰ Due ({n})", n=pressing), Listed(what="due").pack()),
            Choice(_("❓ Open questions ({n})", n=asked), Listed(what="open").pack()),
            Choice(_("📝 Drafts ({n})", n=writing), Listed(what="drafts").pack()),
            Choice(_("➕ New answer"), Go(to="staff_answer_new").pack()),
            Choice(_("📤 As a file"), Exported(kind="").pack()),
            to_work(_),
            to_home(_),
            width=2,
        ),
    )


@router.callback_query(Listed.filter(F.what.in_({"all", "theme"})), OnDuty(Role.ADMINISTRATOR))
async def listed(
    query: CallbackQuery, callback_data: Listed, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """In the order of the packs."""
    await set_aside(state)
    every = list(seat.answers.values())
    if callback_data.what == "all":
        return page(_("<b>All answers</b>"), every, callback_data, _)
    theme = callback_data.theme if callback_data.theme in THEMES else _OTHER
    of_theme = [one for one in every if _theme(one) == theme]
    return page(Html("<b>") + theme_names(_)[theme] + Html("</b>"), of_theme, callback_data, _)


def _theme(answer: Answer) -> str:
    return answer.theme if answer.theme in THEMES else _OTHER


def page(head: Html, found: Collection[Answer], at: Listed, _: Words) -> Screen:
    """Some of them with a button each, and the ways to the others."""
    number = min(at.page, max(0, (len(found) - 1) // SHOWN))
    shown = list(found)[number * SHOWN : (number + 1) * SHOWN]
    return Screen(
        lines_of(head, None if found else _("There is none.")),
        (
            *rows(*(Choice(title_of(one, _), entry("look", one.key)) for one in shown)),
            *rows(*pages(at, number, len(found)), width=2),
            *rows(to_answers(_), to_home(_), width=2),
        ),
    )


def pages(at: Listed, number: int, total: int, shown: int = SHOWN) -> list[Choice]:
    """The page before and the one after."""
    last = max(0, (total - 1) // shown)
    return [
        Choice(sign, at.model_copy(update={"page": one}).pack())
        for sign, one in (("◀", number - 1), ("▶", number + 1))
        if 0 <= one <= last
    ]


@router.callback_query(Listed.filter(F.what == "themes"), OnDuty(Role.ADMINISTRATOR))
async def themes(query: CallbackQuery, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Those that have an answer."""
    await set_aside(state)
    there = {_theme(one) for one in seat.answers.values()}
    names = theme_names(_)
    picks = [
        Choice(names[one], Listed(what="theme", theme=one).pack())
        for one in (*THEMES, _OTHER)
        if one in there
    ]
    return Screen(_("What is it about?"), (*rows(*picks, width=2), *rows(to_answers(_), to_home(_), width=2)))


@router.callback_query(Listed.filter(F.what == "drafts"), OnDuty(Role.ADMINISTRATOR))
async def drafts(
    query: CallbackQuery, callback_data: Listed, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """What is being written, by whom, and since when nothing more."""
    await set_aside(state)
    every = tables.drafts(seat.session)
    number = min(callback_data.page, max(0, (len(every) - 1) // SHOWN))
    shown = every[number * SHOWN : (number + 1) * SHOWN]
    lines = [
        _(
            "• {title}: {name}, {moment}",
            title=title_of(of_plain(one.content), _),
            name=_("you") if one.holder == seat.duty.who else seat.name(one.holder),
            moment=seat.local(one.at),
        )
        for one in shown
    ]
    buttons = [Choice(title_of(of_plain(one.content), _), entry("look", one.key)) for one in shown]
    return Screen(
        lines_of(_("<b>Drafts</b>"), *lines, None if lines else _("Nobody is writing one.")),
        (
            *rows(*buttons),
            *rows(*pages(callback_data, number, len(every)), width=2),
            *rows(to_answers(_), to_home(_), width=2),
        ),
    )


@router.callback_query(Listed.filter(F.what == "due"), OnDuty(Role.ADMINISTRATOR))
async def pressing(
    query: CallbackQuery, callback_data: Listed, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """What somebody has to look at, the most pressing first."""
    await set_aside(state)
    every = due(seat.session, seat.around.knowledge, seat.today)
    number = min(callback_data.page, max(0, (len(every) - 1) // SHOWN))
    shown = every[number * SHOWN : (number + 1) * SHOWN]
    lines = [_("• {title}: {why}", title=title_of(one.answer, _), why=_why(one, _)) for one in shown]
    buttons = [Choice(title_of(one.answer, _), entry("look", one.answer.key)) for one in shown]
    return Screen(
        lines_of(_("<b>To be looked at again</b>"), *lines, None if lines else _("Nothing is due.")),
        (
            *rows(*buttons),
            *rows(*pages(callback_data, number, len(every)), width=2),
            *rows(to_answers(_), to_home(_), width=2),
        ),
    )


def _why(one: Due, _: Words) -> Html:
    said = {
        "over": _("ended on {day}, not told any more", day=one.day),
        "ends": _("ends on {day}", day=one.day),
        "review": _("to be looked at by {day}", day=one.day),
        "old": _("checked on {day}, long ago", day=one.day),
    }
    return said.get(one.why, _("{text}", text=cut(one.why, 20)))
