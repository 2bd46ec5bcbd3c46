"""A draft on the desk of one administrator: everything of it with a button each, and what is said when it is somebody else's by now."""

from __future__ import annotations

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup

from actions.answer_drafts import answer_of, change
from actions.answer_keeping import faults_of
from db import answers as tables
from db.answers import AnswerDraft
from dialogs.answer_staff_addresses import Valued, Worded
from dialogs.answer_staff_faults import fault_lines
from dialogs.answer_staff_words import (
    cut,
    entry,
    field_name,
    headline,
    languages,
    lines_of,
    to_answers,
    to_edit,
    to_entry,
    whole,
)
from dialogs.draft_asking import given_back
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.words import Html, Words
from rules.answers.answer import Answer

#: Texts that are written in each language.
TEXTS = ("title", "text", "source")


class Keeping(StatesGroup):
    """What is waited for; the key of the answer is in the state's data. The names are stored with the chat: keep them, and that they begin with
    "staff"."""

    seek = State(state="seek", group_name="staff_answer")
    title = State(state="title", group_name="staff_answer")
    value = State(state="value", group_name="staff_answer")
    phrases = State(state="phrases", group_name="staff_answer")
    day = State(state="day", group_name="staff_answer")
    link = State(state="link", group_name="staff_answer")
    label = State(state="label", group_name="staff_answer")


def mine(key: str, seat: Seat, typed: str = "") -> AnswerDraft | Screen:
    """The draft of this answer, if the person at the desk writes it; else what became of it. `typed` is given back then: nothing is lost."""
    draft = tables.draft(seat.session, key)
    if draft is None:
        return _not_there(key, seat, typed)
    return draft if draft.holder == seat.duty.who else held(draft, seat, typed)


def held(draft: AnswerDraft, seat: Seat, typed: str = "") -> Screen:
    """Somebody else writes it."""
    _, key = seat.words, draft.key
    said = _(
        "✋ {name} is writing this answer. Last written: {moment}.",
        name=seat.name(draft.holder),
        moment=seat.local(draft.at),
    )
    ways = (
        Choice(_("👀 Look at the draft"), entry("draft", key)),
        Choice(_("✍️ Take it over"), entry("take", key)),
    )
    return Screen(
        lines_of(
            headline(answer_of(draft), _),
            said,
            _("You can look, or take it over with everything in it."),
            *given_back(typed, _),
        ),
        rows(*ways, to_answers(_), to_home(_)),
    )


def _not_there(key: str, seat: Seat, typed: str) -> Screen:
    _, answer = seat.words, seat.answers.get(key)
    again = Choice(_("✏️ Edit"), entry("edit", key))
    return Screen(
        lines_of(
            headline(answer, _) if answer is not None else None,
            _("This draft is not there any more: it was published, or put away."),
            *given_back(typed, _),
        ),
        rows(again, to_entry(key, _), to_answers(_), to_home(_)),
    )


def desk_screen(draft: AnswerDraft, seat: Seat, first: Html | None = None) -> Screen:
    """The whole draft, Chinese and English under each other, with a button for each part; `first` says what was just done."""
    _, answer, key = seat.words, answer_of(draft), draft.key
    codes = languages(answer, seat.around)
    lines = [
        first,
        Html("") if first is not None else None,
        _("<b>✏️ Draft</b>: parents do not see it yet."),
        Html(""),
        *whole(answer, seat),
        *_wrong(answer, seat),
    ]
    number = sum(map(len, answer.asked.values()))
    buttons = (
        Choice(_("💭 Asked as ({n})", n=number), entry("phrases", key)),
        Choice(_("➡️ Ways on ({n})", n=len(answer.ways)), entry("ways", key)),
        Choice(_("📅 Dates and the rest"), entry("dates", key)),
    )
    look = Choice(_("👀 As parents see it"), entry("preview", key))
    drop = Choice(_("🗑 Put the draft away"), entry("drop", key))
    return Screen(
        lines_of(*lines),
        (
            *_texts(key, codes, _),
            *rows(*buttons, width=2),
            *rows(look, drop, to_entry(key, _), to_home(_), width=2),
        ),
    )


def _wrong(answer: Answer, seat: Seat) -> list[Html]:
    """What keeps it from being published, so far."""
    _, found = seat.words, faults_of(seat.session, seat.around.knowledge, answer)
    return [Html(""), _("<b>Still to do</b>"), *fault_lines(found, answer, seat)] if found else []


def _texts(key: str, codes: list[str], _: Words) -> Rows:
    buttons = [
        Choice(
            _("{value}: {language}", value=field_name(field, _), language=language_in(code, _)),
            Worded(key=key, field=field, language=code).pack(),
        )
        for field in TEXTS
        for code in codes
    ]
    return rows(*buttons, width=2)


def keep(draft: AnswerDraft, answer: Answer, seat: Seat) -> bool:
    """Writes the draft. False where it is not this person's any more: `mine` says whose."""
    return change(seat.desk, seat.duty, draft, answer)


def change_mine(
    key: str,
    seat: Seat,
    changed: Callable[[Answer], Answer],
    then: Callable[[AnswerDraft, Seat, Html | None], Screen] = desk_screen,
) -> Screen:
    """One change by a tap, and the screen after it."""
    draft = mine(key, seat)
    if isinstance(draft, Screen):
        return draft
    answer = answer_of(draft)
    new = changed(answer)
    if new == answer:
        return then(draft, seat, None)
    if not keep(draft, new, seat):
        return gone_on(key, seat)
    return then(draft, seat, seat.words("✅ Written in the draft."))


def gone_on(key: str, seat: Seat, typed: str = "") -> Screen:
    """It could not be written: what became of the draft."""
    found = mine(key, seat, typed)
    return found if isinstance(found, Screen) else desk_screen(found, seat)


def question(
    asked: list[Html | None], key: str, seat: Seat, *choices: Choice | None, hint: Html, above: Rows = ()
) -> Screen:
    """Words are waited for; the way back writes nothing."""
    _ = seat.words
    return Screen(
        lines_of(*asked),
        (*above, *rows(*choices, to_edit(key, _), to_home(_))),
        placeholder=cut(str(hint), 60),
    )


def address_of(field: str, key: str) -> str:
    """Where a fault in this part is mended: an address."""
    name, _dot, rest = field.partition(".")
    address: CallbackData
    if name in TEXTS and rest:
        address = Worded(key=key, field=name, language=rest)
    elif name == "source":
        address = Worded(key=key, field="source", language="zh_CN")
    elif name in ("picture", "theme"):
        address = Valued(key=key, field=name)
    else:
        return entry({"asked": "phrases", "ways": "ways"}.get(name, "edit"), key)
    return address.pack()
