"""What is asked in free text is answered, offered to choose from, or honestly not known; and whether an answer helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import asking
from actions.answers import Edition, published
from db.chats import Chat
from dialogs.answer_addresses import Call, Helped, NoneOfThese, NotHelped, ShowAnswer
from dialogs.answer_flows import flow_choice
from dialogs.answer_screen import answer_screen, picture_of
from dialogs.answer_ways import to_answer, to_person, to_themes
from dialogs.home import to_home
from dialogs.hotlines import ill, known, number, number_line, to_hotlines
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Words, join
from rules.answers.deciding import FLOW, Decision, Outcome, decide
from rules.answers.search import SURE

router = Router(name="answers")

#: Buttons under an answer, or under a page, for what else may be meant.
BESIDE = 2


@dataclass(frozen=True)
class Asking:
    """A text somebody typed, who did, and what there is to answer with."""

    text: str
    session: Session
    chat: Chat
    _: Words
    around: Surroundings
    now: datetime

    @cached_property
    def edition(self) -> Edition:
        return published(self.session, self.around.knowledge)

    @cached_property
    def decision(self) -> Decision:
        return decide(self.text, self.edition.index, self.around.knowledge.place_kinds)

    @property
    def answered(self) -> bool:
        """Whether an answer is meant that staff have written, or one for each of two questions: not a conversation of the bot."""
        found = self.decision
        if not found.two:
            return (
                found.outcome == Outcome.ANSWERED and found.hits[0] in self.edition.answers and not self.vague
            )
        return all(one in self.edition.answers for one in found.hits[:2])

    @property
    def vague(self) -> bool:
        """Whether it is one word that several answers are about, and none of them by that name: "school", "上学"."""
        word = self.text.isalpha() and (len(self.text) <= 2 or self.text.isascii())
        return word and len(self.decision.hits) > 1 and not self._exact

    @cached_property
    def _exact(self) -> bool:
        best = self.edition.index.search(self.text, 1)
        return bool(best) and best[0].score >= SURE

    @property
    def sure(self) -> bool:
        """Whether the text is a phrase of that answer as it stands: staff said so, and that counts more than any guess."""
        return self.answered and self._exact

    def noted(self, outcome: Outcome, key: str | None = None) -> int:
        """Number of the row that says what was asked."""
        return asking.note(self.session, self.chat, self.text, outcome, key, self.now).id or 0


def told(ask: Asking, also: Iterable[Choice] = ()) -> list[Screen]:
    """The answer, or the two of two questions; `also` are the pages that are about it, too, and stand under the first."""
    hits = [one for one in ask.decision.hits if one in ask.edition.answers]
    if ask.decision.two:
        return [_tell(ask, key, also if at == 0 else ()) for at, key in enumerate(hits[:2])]
    return [_tell(ask, hits[0], also, () if ask.sure else ask.decision.hits[1:])]


def _tell(ask: Asking, key: str, also: Iterable[Choice], others: Iterable[str] = ()) -> Screen:
    """One answer; of what else may have been meant, as much as a tired person reads."""
    row = ask.noted(Outcome.ANSWERED, key)
    beside = (*also, *buttons(ask, others, row))[:BESIDE]
    return show(key, ask.edition, row, ask.session, ask.chat, ask._, ask.around, ask.now, beside)


def offered(ask: Asking, also: Iterable[Choice] = ()) -> Screen:
    """Which of two or three is meant."""
    _, row = ask._, ask.noted(Outcome.OFFERED)
    none = Choice(_("None of these"), NoneOfThese(asked=row).pack())
    return Screen(
        _("Which one do you mean?"), (*rows(*buttons(ask, ask.decision.hits, row), *also, none, to_home(_)),)
    )


def buttons(ask: Asking, hits: Iterable[str], row: int = 0) -> list[Choice]:
    """One for each answer and each conversation of the bot."""
    found = [
        to_answer(ask.edition.answers[one], ask._, row)
        if one in ask.edition.answers
        else flow_choice(one.removeprefix(FLOW), ask._, ask.around, row)
        for one in hits
    ]
    return [one for one in found if one is not None]


def unknown(
    row: int, _: Words, around: Surroundings, now: datetime, *also: Choice, is_ill: bool = True
) -> Screen:
    """The honest nothing: a person, the themes, and whom to call, because it may have been about something bad."""
    today = around.today(now)
    city = number("city", around, today, _)
    lines = [
        _("I do not know that, sorry."),
        _("Shall I ask a person?"),
        *([_("Or call {number}, for anything in the city.", number=city)] if city else []),
        *(ill(around, today, _) if is_ill else []),
    ]
    return Screen(join(lines), rows(to_person(_, row), to_themes(_), *also, to_home(_)))


def show(
    key: str,
    edition: Edition,
    row: int,
    session: Session,
    chat: Chat,
    _: Words,
    around: Surroundings,
    now: datetime,
    also: tuple[Choice, ...] = (),
) -> Screen:
    """The answer, which from here on counts as given to this chat; a way on, where it was taken out."""
    answer = edition.answers.get(key)
    if answer is None:
        gone = _("This answer is not here any more.")
        return Screen(gone, rows(to_person(_, row), to_themes(_), to_home(_)))
    asking.give(session, chat, key, edition.version(key), now)
    picture = picture_of(session, answer, _)
    return answer_screen(answer, _, around, now, edition.answers, asked=row, picture=picture, also=also)


@router.callback_query(ShowAnswer.filter())
async def show_(
    query: CallbackQuery,
    callback_data: ShowAnswer,
    session: Session,
    chat: Chat,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """An answer that was picked from several, looked up, or led to."""
    key, edition = callback_data.key, published(session, around.knowledge)
    row = callback_data.asked if asking.picked(session, chat, callback_data.asked, key) else 0
    return show(key, edition, row, session, chat, _, around, now)


@router.callback_query(NoneOfThese.filter())
async def none_of_these(
    query: CallbackQuery,
    callback_data: NoneOfThese,
    session: Session,
    chat: Chat,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    asked = callback_data.asked if asking.none_of(session, chat, callback_data.asked) else 0
    return unknown(asked, _, around, now)


@router.callback_query(Helped.filter())
async def helped(
    query: CallbackQuery,
    callback_data: Helped,
    session: Session,
    chat: Chat,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Good, or one tap why not. The answer stays where it is."""
    key = callback_data.key
    if key not in published(session, around.knowledge).answers:
        return Screen(_("This answer is not here any more."), rows(to_themes(_), to_home(_)))
    row = asking.judge(session, chat, callback_data.asked, key, callback_data.yes, now).id or 0
    if callback_data.yes:
        return Screen(_("Good to know. Thank you!"), rows(to_themes(_), to_home(_), width=2), fresh=True)
    reasons = {
        "wrong": _("It is wrong or too old"),
        "off": _("That was not my question"),
        "hard": _("It is hard to understand"),
    }
    why = [Choice(label, NotHelped(asked=row, key=key, why=why).pack()) for why, label in reasons.items()]
    text = _("I am sorry. What is wrong with it?")
    return Screen(text, rows(*why, to_person(_, row), to_home(_)), fresh=True)


@router.callback_query(NotHelped.filter())
async def not_helped(
    query: CallbackQuery, callback_data: NotHelped, session: Session, chat: Chat, _: Words, now: datetime
) -> Screen:
    """Those who keep the answers see it, without a name; a person is a tap away."""
    row = asking.judge(session, chat, callback_data.asked, callback_data.key, False, now, callback_data.why)
    text = join(
        [
            _("Thank you. I pass that on to those who write the answers, without your name."),
            _("Shall I ask a person now?"),
        ]
    )
    return Screen(text, rows(to_person(_, row.id or 0), to_themes(_), to_home(_)))


@router.callback_query(Call.filter())
async def call(
    query: CallbackQuery, callback_data: Call, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """One number, so that it can be called with a tap."""
    lines = [number_line(one, _) for one in known([callback_data.line], around, around.today(now))]
    text = join(lines) if lines else _("I do not know this number any more.")
    return Screen(text, rows(to_hotlines(_), to_home(_), width=2), fresh=True)
