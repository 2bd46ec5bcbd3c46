"""What search would answer to the phrases of an answer once it is published, which entries lose theirs; and the map of where it leads."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_drafts import answer_of
from actions.answer_effects import Asking, Effects, effects
from db import answers as tables
from dialogs.answer_flows import flow_choice
from dialogs.answer_staff_addresses import Entry
from dialogs.answer_staff_entry import shown
from dialogs.answer_staff_words import SHORT, cut, entry, headline, lines_of, title_of, to_answers, to_entry
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import Answer
from rules.answers.deciding import FLOW
from rules.roles import Role

router = Router(name="answer staff effects")

#: Phrases that are named in one message.
_NAMED = 12


@router.callback_query(Entry.filter(F.do == "effects"), OnDuty(Role.ADMINISTRATOR))
async def effects_(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Of the draft, where there is one; else of what is published."""
    await set_aside(state)
    key = callback_data.key
    answer = draft_or_published(key, seat)
    if answer is None:
        return shown(key, seat)
    found = effects(seat.session, seat.around.knowledge, answer)
    return Screen(
        lines_of(headline(answer, _), *_phrases(found, answer, seat), Html(""), *_losses(found, seat)),
        rows(
            Choice(_("💭 The phrases"), entry("phrases", key)),
            Choice(_("👀 As parents see it"), entry("preview", key)),
            to_entry(key, _),
            to_answers(_),
            to_home(_),
            width=2,
        ),
    )


def draft_or_published(key: str, seat: Seat) -> Answer | None:
    """What is being written of it, or what parents get."""
    draft = tables.draft(seat.session, key)
    return answer_of(draft) if draft is not None else seat.answers.get(key)


def _phrases(found: Effects, answer: Answer, seat: Seat) -> list[Html]:
    """How many lead here, and where the others lead."""
    _, missed, number = seat.words, found.missed(answer.key), len(found.phrases)
    told = _("{n} of {all} phrases lead to this answer.", n=number - len(missed), all=number)
    lines = [
        _("❗ “{phrase}” → {where}", phrase=cut(one.phrase, SHORT), where=_where(one, answer, seat))
        for one in missed[:_NAMED]
    ]
    more = [_("and {n} more", n=len(missed) - _NAMED)] if len(missed) > _NAMED else []
    return [told, *lines, *more]


def _where(one: Asking, answer: Answer, seat: Seat) -> Html:
    """What is told first instead."""
    _ = seat.words
    if not one.hits:
        return _("nothing is found")
    first = one.hits[0]
    if first.startswith(FLOW):
        choice = flow_choice(first.removeprefix(FLOW), _, seat.around)
        return _("{text}", text=choice.label if choice is not None else first)
    other = answer if first == answer.key else seat.answers.get(first)
    return title_of(other, _) if other is not None else _("{text}", text=first)


def _losses(found: Effects, seat: Seat) -> list[Html]:
    """Which entries lose a phrase to it."""
    _ = seat.words
    if not found.loses:
        return [_("No other answer loses a phrase.")]
    lines = [
        _(
            "“{phrase}”: until now {title}",
            phrase=cut(one.phrase, SHORT),
            title=title_of(seat.answers[one.key], _) if one.key in seat.answers else one.key,
        )
        for one in found.loses[:_NAMED]
    ]
    more = [_("and {n} more", n=len(found.loses) - _NAMED)] if len(found.loses) > _NAMED else []
    return [_("<b>Other answers lose these phrases to it</b>"), *lines, *more]
