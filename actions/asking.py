"""What parents asked and what they were answered with, so that answers become better, and a wrong one can be put right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from db import asked
from db.answers import AnswerGiven, Asked
from db.chats import Chat

#: Characters of a question that are kept: what was asked stands in the first of them.
WORDS_MOST = 300
#: Figures in a row, with what people put between them: a telephone number, a birth date, the number of a document.
_FIGURES = re.compile(r"\d(?:[ \-./]?\d){5,}[xX]?")
#: Within so long a second thought about an answer that was only looked up changes the first.
_THOUGHT = timedelta(days=1)


def kept_words(text: str) -> str:
    """The words as they are kept: without long figures, and no longer than needed."""
    return _FIGURES.sub("#", text[: WORDS_MOST * 4])[:WORDS_MOST]


def note(session: Session, chat: Chat, text: str, outcome: str, key: str | None, now: datetime) -> Asked:
    """Writes down what was asked, and how it was answered (`rules.answers.deciding.Outcome`)."""
    made = Asked(
        chat_id=chat.id or 0,
        words=kept_words(text),
        language=chat.language,
        outcome=outcome,
        key=key,
        at=now,
    )
    session.add(made)
    session.flush()
    return made


def give(session: Session, chat: Chat, key: str, version: int, now: datetime) -> None:
    """This chat was told this version of an answer."""
    row = asked.given(session, chat.id or 0, key) or AnswerGiven(
        chat_id=chat.id or 0, key=key, version=version, at=now
    )
    row.version, row.at = version, now
    session.add(row)
    session.flush()


def picked(session: Session, chat: Chat, row: int, key: str) -> bool:
    """Of what was offered, this is meant. False for what this chat never asked."""
    found = asked.of_chat(session, chat.id or 0, row)
    if found is None:
        return False
    if found.key != key:
        found.key, found.helped, found.why = key, None, None
        session.add(found)
        session.flush()
    return True


def none_of(session: Session, chat: Chat, row: int) -> bool:
    """Nothing of what was offered is meant: as good as unknown. False for what this chat never asked."""
    found = asked.of_chat(session, chat.id or 0, row)
    if found is None:
        return False
    found.outcome, found.key = "unknown", None
    session.add(found)
    session.flush()
    return True


def judge(
    session: Session, chat: Chat, row: int, key: str, helped: bool, now: datetime, why: str | None = None
) -> Asked:
    """Whether an answer helped, and why not; the last word counts. An answer that was looked up, or led to by another one, has a row of its
    own from here on, without words."""
    found = asked.of_chat(session, chat.id or 0, row)
    if found is None or found.key != key:
        found = asked.looked_up(session, chat.id or 0, key, now - _THOUGHT) or Asked(
            chat_id=chat.id or 0, language=chat.language, outcome="answered", key=key, at=now
        )
    found.helped, found.why = helped, why
    session.add(found)
    session.flush()
    return found


def told(session: Session, chat_id: int, at: Callable[[datetime | None], str | None]) -> list[dict[str, Any]]:
    """For a copy of everything that is kept of this chat."""
    return [
        {
            "at": at(one.at),
            "words": one.words,
            "outcome": one.outcome,
            "answer": one.key,
            "helped": one.helped,
        }
        for one in asked.all_of(session, chat_id)
    ]
