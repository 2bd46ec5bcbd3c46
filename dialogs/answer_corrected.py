"""What is said to somebody who was given a wrong answer, once it was put right. Worded at the door, in the truth of that moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from actions.answer_corrections import still_wrong
from actions.answers import published
from db.chats import Chat
from db.outbox import Outbox
from dialogs.answer_screen import answer_screen, picture_of
from dialogs.answer_ways import in_words
from dialogs.screens import CAPTION_MOST, Screen, length
from dialogs.surroundings import Surroundings
from dialogs.words import Html, join


def corrected(
    session: Session, around: Surroundings, row: Outbox, chat: Chat, now: datetime
) -> Screen | None:
    """The new answer whole, and that the old one was wrong, for the chat that hears it (mostly the row's own). None where there is nothing to put
    right any more."""
    answer = still_wrong(session, around.knowledge, row, around.today(now))
    if answer is None:
        return None
    _ = around.catalogues.speak(chat.language)
    knowing = published(session, around.knowledge).answers
    picture = picture_of(session, answer, _)
    shown = answer_screen(answer, _, around, now, knowing, picture=picture)
    sorry = _("We told you something that was not right about {title}.", title=in_words(answer.titles, _))
    text = join([sorry + " " + _("This is right now:"), Html(""), shown.text])
    fits = shown.picture is not None and length(text) <= CAPTION_MOST
    return replace(shown, text=text, picture=shown.picture if fits else None, fresh=True)
