"""Answers by theme, for who would rather look than type: themes, titles, the answer. Works for everybody."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions.answers import published
from dialogs.answer_addresses import Theme
from dialogs.answer_ways import to_answer, to_person
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.answers.answer import THEMES, Answer

router = Router(name="answers by theme")

#: Titles on one screen.
SHOWN = 10
#: The theme of answers that name none.
_OTHER = "other"


def themes(session: Session, _: Words, around: Surroundings) -> Screen:
    """Everything there is an answer to, by what it is about."""
    there = {_theme(one) for one in published(session, around.knowledge).answers.values()}
    names = theme_names(_)
    picks = [Choice(names[one], Theme(theme=one).pack()) for one in (*THEMES, _OTHER) if one in there]
    text = join(
        [_("❓ <b>Questions</b>"), _("Type your question, the way you say it. Or choose what it is about.")]
    )
    return Screen(text, (*rows(*picks, width=2), *rows(to_person(_), to_home(_), width=2)))


@router.callback_query(Theme.filter())
async def theme(
    query: CallbackQuery,
    callback_data: Theme,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """The titles of one theme, in the order of the packs; all themes, when it is gone or empty."""
    await set_aside(state)
    found = [
        one
        for one in published(session, around.knowledge).answers.values()
        if _theme(one) == callback_data.theme
    ]
    if not found:
        return themes(session, _, around)
    last = (len(found) - 1) // SHOWN
    at = min(callback_data.page, last)
    shown = found[at * SHOWN : (at + 1) * SHOWN]
    ways = [
        Choice(sign, Theme(theme=callback_data.theme, page=page).pack())
        for sign, page in ((_("◀ Back"), at - 1), (_("More ▶"), at + 1))
        if 0 <= page <= last
    ]
    back = Choice(_("❓ Other themes"), Theme().pack())
    return Screen(
        Html("<b>") + theme_names(_)[callback_data.theme] + Html("</b>"),
        (
            *rows(*(to_answer(one, _) for one in shown)),
            *rows(*ways, width=2),
            *rows(back, to_home(_), width=2),
        ),
    )


def _theme(answer: Answer) -> str:
    return answer.theme if answer.theme in THEMES else _OTHER


def theme_names(_: Words) -> dict[str, Html]:
    """What themes are called; "other" is for answers that name none."""
    return {
        "list": _("👥 What is there for us"),
        "permit": _("🪪 Residence permit"),
        "kindergarten": _("🧸 Kindergarten"),
        "school": _("🎒 Getting into school"),
        "transfer": _("🔄 Changing school, exams"),
        "help": _("🤝 After school, extra help"),
        "health": _("🩺 Vaccines, health, insurance"),
        "papers": _("📑 Lost papers"),
        "money": _("💰 Money, housing, law"),
        "bot": _("🤖 About me"),
        _OTHER: _("Other questions"),
    }
