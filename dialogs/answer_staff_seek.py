"""Answers are found by what is typed: as the search of parents finds them, and by words of the title. Then one is looked at, led to, or given a phrase."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.answers import published
from db import answer_keeping as tables
from dialogs.addresses import Go
from dialogs.answer_staff_addresses import AddWay, MeantBy, Unanswered
from dialogs.answer_staff_draft import Keeping
from dialogs.answer_staff_words import entry, lines_of, title_of, to_answers, to_edit
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import Answer, Leads, of_plain
from rules.answers.deciding import KNOWN
from rules.asked import plain
from rules.places.replies import reply
from rules.roles import Role

router = Router(name="answer staff seek")
#: What is typed here stands behind the commands.
typed = Router(name="answer staff seek typed")

#: Answers offered for what was typed; signs of it that are read.
FOUND, _READ = 10, 120


@router.callback_query(Go.filter(F.to == "staff_answer_find"), OnDuty(Role.ADMINISTRATOR))
async def find(query: CallbackQuery, seat: Seat, state: FSMContext, _: Words) -> Screen:
    await wait_for(Keeping.seek, state, why="look")
    return ask_which("look", "", seat)


def ask_which(why: str, about: str, seat: Seat, first: Html | None = None) -> Screen:
    """`why` and `about`: look; way, of this key; phrase, for this question."""
    _ = seat.words
    asked = {
        "way": _("Which answer shall it lead to? Type what parents would ask, or words of its title."),
        "phrase": _("Which answer is meant? Type what parents would ask, or words of its title."),
    }
    said = asked.get(why, _("Type what parents would ask, or words of the title."))
    return Screen(
        lines_of(first, said), rows(*_back(why, about, _)), placeholder=str(_("Question, or title"))
    )


def _back(why: str, about: str, _: Words) -> list[Choice]:
    if why == "way" and about:
        return [to_edit(about, _), to_home(_)]
    if why == "phrase" and about:
        back = Choice(_("↩️ The question"), Unanswered(do="look", asked=int(about)).pack())
        return [back, to_answers(_), to_home(_)]
    return [to_answers(_), to_home(_)]


@typed.message(StateFilter(Keeping.seek), F.text, ~F.text.startswith("/"), OnDuty(Role.ADMINISTRATOR))
async def sought(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Typed words are searched for until one is picked; words of danger, too: there are answers about it."""
    data = await state.get_data()
    why = str(data.get("why", "look"))
    about = str(data.get("key" if why == "way" else "asked", ""))
    text = " ".join((message.text or "").split())[:_READ]
    if reply(text) == "stop":
        await set_aside(state)
        return Screen(_("Nothing was written."), rows(*_back(why, about, _)))
    found = matches(text, seat, drafts=why == "look")
    found.pop(about, None)
    if not found:
        return ask_which(why, about, seat, _("I find no such answer."))
    return Screen(_("Which one?"), rows(*buttons(found, why, about, _), *_back(why, about, _)))


def buttons(found: Mapping[str, Answer], why: str, about: str, _: Words) -> list[Choice]:
    """One for each; what it does is why it was sought."""

    def address(key: str) -> str:
        if why == "way" and about:
            return AddWay(key=about, leads=Leads.ANSWER, to=key).pack()
        if why == "phrase" and about:
            return MeantBy(asked=int(about), key=key).pack()
        return entry("look", key)

    return [Choice(title_of(one, _), address(key)) for key, one in found.items()]


def matches(text: str, seat: Seat, most: int = FOUND, drafts: bool = False) -> dict[str, Answer]:
    """As the search has them, then by words of the title, in any language or as the short name; drafts of new ones, too, where asked."""
    edition = published(seat.session, seat.around.knowledge)
    found = [one.key for one in edition.index.search(text, most) if one.score >= KNOWN]
    every = dict(edition.answers)
    if drafts:
        every = {**{one.key: of_plain(one.content) for one in tables.drafts(seat.session)}, **every}
    words = plain(text).split()
    named = [key for key, one in every.items() if words and all(word in _names(one) for word in words)]
    return {key: every[key] for key in list(dict.fromkeys([*found, *named]))[:most] if key in every}


def _names(answer: Answer) -> str:
    return plain(" ".join([answer.key, *answer.titles.values()]))
