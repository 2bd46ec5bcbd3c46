"""How long is kept what parents asked and were told, and the pictures of answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from actions.answer_borrowing import forget_words
from db import answer_keeping as tables

#: What was asked, settled or not; who was told which version of an answer; a picture nothing uses (its draft may be about to name it).
ASKED, GIVEN, UNUSED = timedelta(days=90), timedelta(days=400), timedelta(days=1)


def sweep(session: Session, now: datetime) -> None:
    """What is past its keeping time goes. For the clock."""
    tables.sweep_asked(session, now - ASKED)
    tables.sweep_given(session, now - GIVEN)
    tables.sweep_pictures(session, now - UNUSED)
    forget_words(session)
