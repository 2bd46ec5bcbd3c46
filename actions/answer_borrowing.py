"""Words of families in drafts of answers (their question as a phrase, or as the title): they go with the question they are from.

What an administrator published is the office's own text and stays; a draft is nobody's yet.
"""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from db import answer_borrowing as tables
from db.answers import AnswerDraft
from rules.answers.answer import of_plain, to_plain


def borrow(session: Session, draft: AnswerDraft, origin: str, words: str) -> None:
    """Remembers that these words in the draft are a family's. `origin`: "asked:7" or "ticket:5"."""
    known = draft.borrowed or {}
    if words not in known.get(origin, ()):
        draft.borrowed = {**known, origin: [*known.get(origin, ()), words]}
        session.add(draft)
        session.flush()


def forget_words(session: Session) -> None:
    """Takes out of every draft what is from questions that are gone by now. Whoever writes it is told by their next change (the revision)."""
    for draft in tables.borrowing(session):
        borrowed = draft.borrowed or {}
        here = tables.standing(session, borrowed)
        gone = {one for origin, words in borrowed.items() if origin not in here for one in words}
        if not gone:
            continue
        answer = of_plain(draft.content)
        phrases = {code: tuple(one for one in some if one not in gone) for code, some in answer.asked.items()}
        titles = {code: one for code, one in answer.titles.items() if one not in gone}
        draft.content = to_plain(replace(answer, asked=phrases, titles=titles))
        draft.borrowed = {origin: words for origin, words in borrowed.items() if origin in here} or None
        draft.revision += 1
        session.add(draft)
    session.flush()
