"""What an answer would change for those who type a question, and which answers somebody has to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz
from sqlmodel import Session

from actions.answers import Edition, published
from rules.answers.answer import Answer
from rules.answers.deciding import decide
from rules.answers.search import Index
from rules.knowledge import Knowledge

#: So long before the day somebody is told that an answer ends.
AHEAD = timedelta(days=30)
#: So long after somebody last compared it, an answer is old.
OLD = timedelta(days=365)
#: So many other answers are looked at, those nearest to the phrases first, and so many of their phrases.
_RIVALS, _PHRASES = 20, 80


@dataclass(frozen=True, slots=True)
class Asking:
    """A phrase, and what typing it would be answered with: keys of answers and `flow:<name>`, the first one told first; empty: unknown."""

    language: str
    phrase: str
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A phrase of another answer (`key`) that would lead to this one and no longer to its own."""

    key: str
    language: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What search would do once it is published. `phrases`: every phrase of the answer, its titles first; `loses`: what others lose to it."""

    phrases: tuple[Asking, ...]
    loses: tuple[Lost, ...]

    def missed(self, key: str) -> tuple[Asking, ...]:
        """Phrases of this answer that would lead elsewhere first, or nowhere."""
        return tuple(one for one in self.phrases if one.hits[:1] != (key,))


def effects(session: Session, knowledge: Knowledge, answer: Answer) -> Effects:
    """Compares the search as it is with the search as it would be."""
    edition = published(session, knowledge)
    kinds = knowledge.place_kinds
    after = Index({**edition.answers, answer.key: answer}, edition.wording)
    asked = [Asking(language, phrase, decide(phrase, after, kinds).hits) for language, phrase in said(answer)]
    loses = []
    for key, language, phrase in _endangered(answer, asked, edition):
        gone = decide(phrase, after, kinds).hits[:1] == (answer.key,)
        if gone and decide(phrase, edition.index, kinds).hits[:1] == (key,):
            loses.append(Lost(key, language, phrase))
    return Effects(tuple(asked), tuple(loses))


def said(answer: Answer) -> list[tuple[str, str]]:
    """Titles and phrases with their languages, each once."""
    pairs = [
        *answer.titles.items(),
        *((language, phrase) for language, phrases in answer.asked.items() for phrase in phrases),
    ]
    return list(dict.fromkeys((language, phrase) for language, phrase in pairs if phrase.strip()))


def _endangered(answer: Answer, asked: list[Asking], edition: Edition) -> list[tuple[str, str, str]]:
    """Phrases of the answers nearest to its own, the likest first: only they can be lost. To ask for all phrases of thousands takes minutes."""
    near: dict[str, float] = {}
    for one in asked:
        for hit in edition.index.search(one.phrase, 10):
            near[hit.key] = max(near.get(hit.key, 0.0), hit.score)
    rivals = sorted((key for key in near if key != answer.key), key=lambda key: -near[key])[:_RIVALS]
    theirs = [(key, *pair) for key in rivals for pair in said(edition.answers[key])]
    own = [one.phrase for one in asked]
    likeness = {pair: max(fuzz.ratio(pair[2], phrase) for phrase in own) if own else 0.0 for pair in theirs}
    return sorted(theirs, key=lambda pair: -likeness[pair])[:_PHRASES]


@dataclass(frozen=True, slots=True)
class Due:
    """An answer somebody has to look at. `why`: over (not told as a fact any more), ends (within 30 days), review (its day has come), old (compared
    more than a year ago). `day`: the day it is about."""

    answer: Answer
    why: str
    day: date


def due(session: Session, knowledge: Knowledge, today: date) -> list[Due]:
    """Each answer once, with the most pressing reason; the most pressing first."""
    found = [_due(one, today) for one in published(session, knowledge).answers.values()]
    order = {"over": 0, "review": 1, "ends": 2, "old": 3}
    pressing = [one for one in found if one is not None]
    return sorted(pressing, key=lambda one: (order[one.why], one.day, one.answer.key))


def _due(answer: Answer, today: date) -> Due | None:
    until, review, checked = answer.valid_until, answer.review_by, answer.checked
    if until is not None and until < today:
        return Due(answer, "over", until)
    if review is not None and review <= today:
        return Due(answer, "review", review)
    if until is not None and until - today <= AHEAD:
        return Due(answer, "ends", until)
    if checked is not None and today - checked > OLD:
        return Due(answer, "old", checked)
    return None
