"""Questions nobody answered well: gathered by likeness, settled, or made a phrase of an answer. Who asked is not told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from actions.answer_borrowing import borrow
from actions.answer_drafts import Opened, answer_of, change, open_draft
from actions.desk import Desk
from actions.staff import note
from db import answer_keeping as tables
from rules.answers.likeness import alike
from rules.answers.tidy import line
from rules.roles import Duty

#: Questions looked at, the newest first.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """What one parent typed ("" where she tapped an answer of a list), and what came of it: `unknown` (nothing was found), `offered` (none of the
    offered was chosen), `unhelpful` (the answer `key` did not help: `because` wrong, off, hard or "")."""

    id: int
    words: str
    language: str
    trouble: str
    key: str | None
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike, the newest first; the first one's words stand for all. Without words: an answer was tapped and did not help."""

    questions: tuple[Question, ...]

    @property
    def words(self) -> str:
        return self.questions[0].words

    @property
    def ids(self) -> tuple[int, ...]:
        """For `settle`."""
        return tuple(one.id for one in self.questions)

    @property
    def keys(self) -> tuple[str, ...]:
        """Answers that did not help, each once."""
        return tuple(dict.fromkeys(one.key for one in self.questions if one.key is not None))


def open_questions(session: Session) -> list[Group]:
    """The largest group first; of equal ones the newest."""
    every = [
        Question(
            row.id or 0,
            line(row.words or ""),
            row.language,
            "unhelpful" if row.helped is False else row.outcome,
            row.key,
            row.why or "",
            row.at,
        )
        for row in tables.open_questions(session, MOST)
    ]
    found = [one for one in every if one.words]
    groups = [Group(tuple(found[at] for at in some)) for some in alike([one.words for one in found])]
    tapped = [one for one in every if not one.words and one.key is not None]
    by_key = dict.fromkeys(one.key for one in tapped)
    groups.extend(Group(tuple(one for one in tapped if one.key == key)) for key in by_key)
    return sorted(groups, key=lambda group: (-len(group.questions), -group.questions[0].id))


def open_number(session: Session) -> int:
    """How many stand in the list."""
    return sum(len(group.questions) for group in open_questions(session))


def group_of(session: Session, question_id: int) -> Group | None:
    """The group this question is in now. None when somebody has seen to it."""
    return next((group for group in open_questions(session) if question_id in group.ids), None)


def settle(desk: Desk, duty: Duty, ids: Collection[int]) -> int:
    """Somebody has seen to these questions; says how many were open."""
    number = tables.settle(desk.session, ids, desk.now)
    if number:
        note(desk.session, duty.who, "asked.settled", f"asked:{min(ids)}", desk.now)
    return number


def add_phrase(desk: Desk, duty: Duty, key: str, asked: Question) -> Opened:
    """Puts what somebody typed among the phrases of this answer, in its draft (begins one). Where somebody else holds the draft, nothing is
    changed and `held_by` names them. What is too long for a phrase is put there all the same, and named by `faults_of`."""
    opened = open_draft(desk, duty, key)
    if opened.held_by is None:
        answer = answer_of(opened.draft)
        phrases, words = answer.asked.get(asked.language, ()), line(asked.words)
        if words and words not in phrases:
            more = {**answer.asked, asked.language: (*phrases, words)}
            if change(desk, duty, opened.draft, replace(answer, asked=more)):
                borrow(desk.session, opened.draft, f"asked:{asked.id}", words)
    return opened
