"""The phrases an answer is asked with: several typed at once, one a line; taken out one by one by a tap."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.answer_drafts import answer_of
from db.answers import AnswerDraft
from dialogs.answer_staff_addresses import Entry, Phrase, Worded
from dialogs.answer_staff_draft import Keeping, change_mine, gone_on, keep, mine, question
from dialogs.answer_staff_faults import MOST
from dialogs.answer_staff_words import (
    cut,
    field_name,
    headline,
    languages,
    lines_of,
    mark,
    to_answers,
    to_edit,
)
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import PHRASE_MOST, PHRASES_MOST, Answer
from rules.answers.tidy import line, paragraphs
from rules.asked import plain
from rules.birthdays import looks_like_id_number
from rules.places.replies import reply
from rules.roles import Role
from rules.units import units

router = Router(name="answer staff phrases")
#: What is typed here stands behind the commands.
typed = Router(name="answer staff phrases typed")

#: Phrases of a language with a button each.
_BUTTONS = 40


@router.callback_query(Entry.filter(F.do == "phrases"), OnDuty(Role.ADMINISTRATOR))
async def phrases(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """How many there are in each language; one of them is picked."""
    await set_aside(state)
    draft = mine(callback_data.key, seat)
    if isinstance(draft, Screen):
        return draft
    answer = answer_of(draft)
    picks = [
        Choice(
            _("{language}: {n}", language=language_in(code, _), n=len(answer.asked.get(code, ()))),
            Worded(key=draft.key, field="asked", language=code).pack(),
        )
        for code in languages(answer, seat.around)
    ]
    told = _("So parents ask. The more of their own words stand here, the better I understand them.")
    return Screen(
        lines_of(headline(answer, _), told, _("In which language?")),
        (*rows(*picks, width=2), *rows(to_edit(draft.key, _), to_answers(_), to_home(_))),
    )


@router.callback_query(Worded.filter(F.field == "asked"), OnDuty(Role.ADMINISTRATOR))
async def of_language(
    query: CallbackQuery, callback_data: Worded, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    draft = mine(callback_data.key, seat)
    if isinstance(draft, Screen):
        return draft
    language = callback_data.language
    if language not in languages(answer_of(draft), seat.around):
        language = languages(answer_of(draft), seat.around)[0]
    await wait_for(Keeping.phrases, state, key=draft.key, language=language)
    return listed(draft, language, seat)


def listed(draft: AnswerDraft, language: str, seat: Seat, first: list[Html] | None = None) -> Screen:
    """The phrases of one language, a button each; typed ones are added."""
    _, answer = seat.words, answer_of(draft)
    found = answer.asked.get(language, ())
    buttons = [
        Choice(Html("✖️ ") + cut(one, 56), Phrase(key=draft.key, language=language, mark=mark(one)).pack())
        for one in found[:_BUTTONS]
    ]
    number = len(found)
    told = (
        _.ngettext("{n} phrase. A tap takes it out.", "{n} phrases. A tap takes one out.", number, n=number)
        if number
        else _("There is no phrase yet.")
    )
    name = _("{value}: {language}", value=field_name("asked", _), language=language_in(language, _))
    asked = _(
        "Type new ones as parents say it, one a line. {most} characters each at most.", most=PHRASE_MOST
    )
    return question(
        [*(first or []), headline(answer, _), name, told, asked],
        draft.key,
        seat,
        hint=name,
        above=rows(*buttons),
    )


@router.callback_query(Phrase.filter(), OnDuty(Role.ADMINISTRATOR))
async def out(query: CallbackQuery, callback_data: Phrase, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """One is taken out; an old button of one that is not there changes nothing."""
    language = callback_data.language

    def without(answer: Answer) -> Answer:
        left = tuple(one for one in answer.asked.get(language, ()) if mark(one) != callback_data.mark)
        return _with(answer, language, left) if language in answer.asked else answer

    await wait_for(Keeping.phrases, state, key=callback_data.key, language=language)
    return change_mine(
        callback_data.key,
        seat,
        without,
        lambda draft, seat, first: listed(draft, language, seat, [first] if first is not None else None),
    )


def _with(answer: Answer, language: str, phrases: tuple[str, ...]) -> Answer:
    """A language without a phrase is left out."""
    asked = {code: kept for code, kept in {**answer.asked, language: phrases}.items() if kept}
    return replace(answer, asked=asked)


@typed.message(StateFilter(Keeping.phrases), F.text, ~F.text.startswith("/"), OnDuty(Role.ADMINISTRATOR))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Those that fit are added, each once; what was left out, and why, is said. More may follow."""
    data = await state.get_data()
    key, language, text = (
        str(data.get("key", "")),
        str(data.get("language", "")),
        paragraphs(message.text or ""),
    )
    draft = mine(key, seat, text)
    if isinstance(draft, Screen):
        await set_aside(state)
        return draft
    if reply(text) == "stop":
        return listed(draft, language, seat, [_("Nothing was written.")])
    answer = answer_of(draft)
    there = answer.asked.get(language, ())
    added, told = _sorted(text, there, _)
    if added and not keep(draft, _with(answer, language, (*there, *added)), seat):
        return gone_on(key, seat, text)
    number = len(added)
    done = _.ngettext("✅ {n} phrase added.", "✅ {n} phrases added.", number, n=number)
    return listed(draft, language, seat, [done if added else _("Nothing was added."), *told, Html("")])


def _sorted(text: str, there: tuple[str, ...], _: Words) -> tuple[list[str], list[Html]]:
    """The lines that can be added, and what is said of the others."""
    known, added = {plain(one) for one in there}, list[str]()
    again = long = numbers = many = 0
    for one in filter(None, map(line, text.split("\n"))):
        if plain(one) in known:
            again += 1
        elif looks_like_id_number(one):
            numbers += 1
        elif units(one) > MOST["asked"]:
            long += 1
        elif len(there) + len(added) >= PHRASES_MOST:
            many += 1
        else:
            known.add(plain(one))
            added.append(one)
    told = [
        _("{n} stood there already.", n=again) if again else None,
        _("{n} too long: {most} characters fit.", n=long, most=PHRASE_MOST) if long else None,
        _("{n} with an ID number. I do not read or keep those: please delete that message.", n=numbers)
        if numbers
        else None,
        _("{n} too many: {most} phrases of one language fit.", n=many, most=PHRASES_MOST) if many else None,
    ]
    return added, [one for one in told if one is not None]
