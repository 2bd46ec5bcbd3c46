"""A new answer: its title first; its short name is made of it. From a question nobody could answer, too."""

from __future__ import annotations

import re
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.answer_borrowing import borrow
from actions.answer_drafts import answer_of, new_key, open_draft
from actions.answer_questions import Group, add_phrase, group_of, settle
from dialogs.addresses import Go
from dialogs.answer_staff_addresses import Listed, Unanswered
from dialogs.answer_staff_draft import Keeping, desk_screen, keep
from dialogs.answer_staff_edit import wrong_text
from dialogs.answer_staff_questions import listed
from dialogs.answer_staff_words import cut, lines_of, to_answers
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import PHRASE_MOST, TITLE_MOST
from rules.answers.tidy import line
from rules.languages import DEFAULT, FOREIGN
from rules.places.replies import reply
from rules.roles import Role
from rules.units import units

router = Router(name="answer staff new")
#: What is typed here stands behind the commands.
typed = Router(name="answer staff new typed")

#: What the key of an answer begins with whose title a family wrote.
_ASKED = "asked"
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@router.callback_query(Go.filter(F.to == "staff_answer_new"), OnDuty(Role.ADMINISTRATOR))
async def begin(query: CallbackQuery, seat: Seat, state: FSMContext, _: Words) -> Screen:
    await wait_for(Keeping.title, state)
    return ask_title(None, seat)


@router.callback_query(Unanswered.filter(F.do.in_({"new", "title"})), OnDuty(Role.ADMINISTRATOR))
async def from_question(
    query: CallbackQuery, callback_data: Unanswered, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """The question itself may be its title, by one tap ("title")."""
    await set_aside(state)
    group = group_of(seat.session, callback_data.asked)
    if group is None:
        return listed(Listed(what="open"), seat, _("Somebody has seen to it meanwhile."))
    if callback_data.do == "title" and units(group.words) <= TITLE_MOST:
        return _begun(group.words, group, seat)
    await wait_for(Keeping.title, state, asked=group.ids[0])
    return ask_title(group, seat)


def ask_title(group: Group | None, seat: Seat, first: Html | None = None) -> Screen:
    """A short question, as it will stand on a button."""
    _ = seat.words
    asked = _("“{question}”", question=cut(group.words, 160)) if group is not None else None
    use = (
        Choice(_("Take this as the title"), Unanswered(do="title", asked=group.ids[0]).pack())
        if group is not None and units(group.words) <= TITLE_MOST
        else None
    )
    head = _("<b>A new answer</b>")
    return Screen(
        lines_of(
            first,
            head,
            asked,
            _(
                "What is its title? A short question, in Chinese if you can. {most} characters at most.",
                most=TITLE_MOST,
            ),
        ),
        rows(use, to_answers(_), to_home(_)),
        placeholder=str(_("Title")),
        afterwards=head if group is not None else None,
    )


@typed.message(StateFilter(Keeping.title), F.text, ~F.text.startswith("/"), OnDuty(Role.ADMINISTRATOR))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    text = line(message.text or "")
    number = (await state.get_data()).get("asked")
    group = group_of(seat.session, int(number)) if number else None
    if reply(text) == "stop":
        await set_aside(state)
        return Screen(_("Nothing was written."), rows(to_answers(_), to_home(_)))
    wrong = wrong_text("title", text, _)
    if wrong is not None:
        return ask_title(group, seat, wrong)
    await set_aside(state)
    return _begun(text, group, seat)


def _begun(title: str, group: Group | None, seat: Seat) -> Screen:
    """The draft, with the question's own words as its phrases; the question counts as seen to."""
    _ = seat.words
    language = DEFAULT if _CHINESE.search(title) else FOREIGN
    # A key is never forgotten: a family's words are not made into one.
    theirs = group is not None and title == group.words
    key = new_key(seat.session, seat.around.knowledge, _ASKED if theirs else title)
    opened = open_draft(seat.desk, seat.duty, key)
    keep(opened.draft, replace(answer_of(opened.draft), titles={language: title}), seat)
    if group is not None and theirs:
        borrow(seat.session, opened.draft, f"asked:{group.ids[0]}", title)
    for one in group.questions if group is not None else ():
        if units(one.words) <= PHRASE_MOST:
            add_phrase(seat.desk, seat.duty, opened.draft.key, one)
    if group is not None:
        settle(seat.desk, seat.duty, group.ids)
    return desk_screen(opened.draft, seat, _("✅ The draft is begun. Now the text, and where it is from."))
