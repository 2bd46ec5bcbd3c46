"""What nobody could answer well: gathered by likeness, one tap from there to a phrase of an answer or to a new one, or settled."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_questions import Group, Question, add_phrase, group_of, open_questions, settle
from dialogs.answer_staff import SHOWN, pages
from dialogs.answer_staff_addresses import Listed, MeantBy, Unanswered
from dialogs.answer_staff_draft import Keeping, desk_screen, held
from dialogs.answer_staff_seek import ask_which, buttons, matches
from dialogs.answer_staff_words import cut, entry, lines_of, title_of, to_answers
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import PHRASE_MOST
from rules.asked import plain
from rules.roles import Role
from rules.units import units

router = Router(name="answer staff questions")

#: Wordings of one group that are shown, and that become phrases at once; characters of one.
_WORDINGS, _PHRASES, _CHARACTERS = 10, 8, 160
#: Answers offered at once for what was asked.
_NEAR = 3


@router.callback_query(Listed.filter(F.what == "open"), OnDuty(Role.ADMINISTRATOR))
async def open_(
    query: CallbackQuery, callback_data: Listed, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """The largest group first. Who asked is not told."""
    await set_aside(state)
    return listed(callback_data, seat)


def listed(at: Listed, seat: Seat, first: Html | None = None) -> Screen:
    _, every = seat.words, open_questions(seat.session)
    number = min(at.page, max(0, (len(every) - 1) // SHOWN))
    shown = every[number * SHOWN : (number + 1) * SHOWN]
    picks = [
        Choice(
            _("{n} × {question}", n=len(one.questions), question=_named(one, seat, 48)),
            Unanswered(do="look", asked=one.ids[0]).pack(),
        )
        for one in shown
    ]
    told = (
        _("Alike questions stand together. Tap one.")
        if shown
        else _("Nobody is waiting: every question is answered or settled.")
    )
    head = _("<b>Questions nobody answered well</b>")
    return Screen(
        lines_of(first, head, told),
        (
            *rows(*picks),
            *rows(*pages(at, number, len(every)), width=2),
            *rows(to_answers(_), to_home(_), width=2),
        ),
        # families' words do not stay on a page for a year
        afterwards=head,
    )


@router.callback_query(Unanswered.filter(F.do == "look"), OnDuty(Role.ADMINISTRATOR))
async def look(
    query: CallbackQuery, callback_data: Unanswered, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """In their own words, what came of it, and what can be done."""
    await set_aside(state)
    group = group_of(seat.session, callback_data.asked)
    if group is None:
        return listed(Listed(what="open"), seat, _("Somebody has seen to it meanwhile."))
    number = group.ids[0]
    lines = [
        _(
            "• {question} ({trouble})",
            question=_named(Group((one,)), seat, _CHARACTERS),
            trouble=_trouble(one, seat),
        )
        for one in _wordings(group)[:_WORDINGS]
    ]
    answers = seat.answers
    unhelpful = [
        Choice(_("👎 {title}", title=title_of(answers[key], _)), entry("look", key))
        for key in group.keys[:_NEAR]
        if key in answers
    ]
    n = len(group.questions)
    head = _.ngettext("<b>{n} question</b>", "<b>{n} questions, alike</b>", n, n=n)
    return Screen(
        lines_of(head, *lines),
        rows(
            *unhelpful,
            *(_from_words(number, _) if group.words else []),
            Choice(_("✅ Settled, nothing to do"), Unanswered(do="settle", asked=number).pack()),
            Choice(_("❓ All open questions"), Listed(what="open").pack()),
            to_answers(_),
            to_home(_),
        ),
        afterwards=head,
    )


def _from_words(number: int, _: Words) -> list[Choice]:
    """What can be made of something that was typed."""
    return [
        Choice(_("➕ As a phrase of an answer"), Unanswered(do="phrase", asked=number).pack()),
        Choice(_("📝 New answer from it"), Unanswered(do="new", asked=number).pack()),
    ]


def _named(group: Group, seat: Seat, most: int) -> str:
    """Its words; of what was only tapped, the answer's title."""
    if group.words:
        return cut(group.words, most)
    titles = [title_of(seat.answers[key], seat.words) for key in group.keys if key in seat.answers]
    return next(iter(titles), group.keys[0])


def _wordings(group: Group) -> list[Question]:
    """Each once, the newest first; without words by what was wrong."""
    return list(
        {
            (plain(one.words), "" if one.words else one.because): one for one in reversed(group.questions)
        }.values()
    )[::-1]


def _trouble(one: Question, seat: Seat) -> Html:
    _ = seat.words
    because = {
        "wrong": _("the answer is wrong"),
        "off": _("not what was asked"),
        "hard": _("hard to understand"),
    }
    if one.trouble == "unhelpful":
        return because.get(one.because, _("did not help"))
    return _("none of the offered") if one.trouble == "offered" else _("no answer")


@router.callback_query(Unanswered.filter(F.do == "settle"), OnDuty(Role.ADMINISTRATOR))
async def settled(
    query: CallbackQuery, callback_data: Unanswered, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    group = group_of(seat.session, callback_data.asked)
    number = settle(seat.desk, seat.duty, group.ids) if group is not None else 0
    told = _.ngettext("✅ {n} question settled.", "✅ {n} questions settled.", number, n=number)
    first = told if number else _("Somebody has seen to it meanwhile.")
    return listed(Listed(what="open"), seat, first)


@router.callback_query(Unanswered.filter(F.do == "phrase"), OnDuty(Role.ADMINISTRATOR))
async def which(
    query: CallbackQuery, callback_data: Unanswered, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Those the search finds nearest are offered at once; any other is found by typing."""
    group = group_of(seat.session, callback_data.asked)
    if group is None:
        await set_aside(state)
        return listed(Listed(what="open"), seat, _("Somebody has seen to it meanwhile."))
    number = group.ids[0]
    await wait_for(Keeping.seek, state, why="phrase", asked=number)
    unhelpful = {key: seat.answers[key] for key in group.keys if key in seat.answers}
    near = {**unhelpful, **matches(group.words, seat, _NEAR)}
    screen = ask_which("phrase", str(number), seat, _("“{question}”", question=cut(group.words, _CHARACTERS)))
    offered = rows(*buttons(near, "phrase", str(number), _))
    after = _("<b>Questions nobody answered well</b>")
    return replace(screen, choices=(*offered, *screen.choices), afterwards=after)


@router.callback_query(MeantBy.filter(), OnDuty(Role.ADMINISTRATOR))
async def meant(
    query: CallbackQuery, callback_data: MeantBy, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """The wordings go into the draft of that answer, and the questions count as seen to. Where somebody else writes it, nothing is changed."""
    await set_aside(state)
    key = callback_data.key
    group = group_of(seat.session, callback_data.asked)
    if group is None:
        return listed(Listed(what="open"), seat, _("Somebody has seen to it meanwhile."))
    if key not in seat.answers:
        return ask_which("phrase", str(group.ids[0]), seat, _("I find no such answer."))
    fitting = [one for one in _wordings(group) if units(one.words) <= PHRASE_MOST][:_PHRASES]
    if not fitting:
        too_long = _("These words are too long for a phrase: {most} characters fit.", most=PHRASE_MOST)
        return ask_which("phrase", str(group.ids[0]), seat, too_long)
    for one in fitting:
        opened = add_phrase(seat.desk, seat.duty, key, one)
        if opened.held_by is not None:
            return held(opened.draft, seat)
    settle(seat.desk, seat.duty, group.ids)
    number = len(fitting)
    told = _.ngettext(
        "✅ {n} phrase is in the draft. Publish it, so that parents find it.",
        "✅ {n} phrases are in the draft. Publish it, so that parents find it.",
        number,
        n=number,
    )
    return desk_screen(opened.draft, seat, told)
