"""What became of letters is written down: said, to be tried again, refused; and a chat that asked to be forgotten goes with our last word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bot.delivery import letters, passing
from bot.delivery.letters import Letter, Outcome
from bot.log import log
from db import chats, inbox, outbox
from db import reminders as db_reminders
from db.chats import Chat

#: Pause before the last copy of a letter that may have arrived twice.
LAST_COPY_AFTER = timedelta(seconds=20)


class Heard(NamedTuple):
    """What a channel answered to a letter."""

    channel: str
    letter: Letter
    outcome: Outcome


def settle(session: Session, heard: Sequence[Heard], now: datetime) -> bool:
    """What almost always happens (it was said) in few statements, however many there are; the rest one by one. Says whether a chat was forgotten."""
    said = {
        row: one.outcome.ref
        for one in heard
        if isinstance(one.outcome, letters.Said)
        for row in one.letter.row_ids
    }
    answered = outbox.said(session, said, now)
    for one in heard:
        if isinstance(one.outcome, letters.Said):
            passing.was_said(session, one.letter, one.outcome.ref, now)
            if one.outcome.ref is not None and answered.intersection(one.letter.row_ids):
                db_reminders.reword(session, one.letter.chat_id, one.channel, one.outcome.ref, now)
        else:
            _unsaid(session, one.letter, one.outcome, now)
    leaving = chats.leaving_of(session, [one.letter.chat_id for one in heard])
    gone = [say_goodbye(session, chat_id) for chat_id in leaving]
    return any(gone)


def say_goodbye(session: Session, chat_id: int) -> bool:
    """A family that asked to be forgotten has heard our last word: the chat itself goes now, and its traces. Says whether it went."""
    chat = session.get(Chat, chat_id)
    if chat is None or not chat.leaving or outbox.has_unsaid(session, chat_id):
        return False
    inbox.forget_chat(session, f"{chat.channel}:{chat.address}")
    session.delete(chat)
    session.flush()
    return True


def backoff(tries: int) -> timedelta:
    """Longer with every try, five minutes at most."""
    return timedelta(seconds=min(300, 2 ** min(tries, 8)))


def _unsaid(session: Session, letter: Letter, outcome: Outcome, now: datetime) -> None:
    rows = letter.row_ids
    chat = session.get(Chat, letter.chat_id)
    passing.was_not_said(session, rows, now)
    if isinstance(outcome, letters.Slower | letters.Away):
        outbox.wait_on(session, rows, now, getattr(outcome, "trouble", "rate limit"))
    elif isinstance(outcome, letters.Anew):
        outbox.say_anew(session, rows, now)
    elif isinstance(outcome, letters.Again):
        wait = _pause(session, rows, outcome.unsure)
        outbox.try_again(session, rows, now + wait, outcome.trouble, outcome.unsure)
    elif isinstance(outcome, letters.Kept):
        passing.was_kept(session, rows, outcome.trouble, now)
    elif isinstance(outcome, letters.Moved) and chat is not None:
        _follow(session, chat, outcome.address, rows)
        outbox.try_again(session, rows, now, "moved", unsure=False)
    else:
        trouble = outcome.trouble if isinstance(outcome, letters.Refused) else "blocked"
        outbox.settle(session, rows, outbox.State.FAILED, now, trouble=trouble)
        if isinstance(outcome, letters.Blocked) and chat is not None:
            chat.blocked_at = now
        log.warning("letter not delivered", rows=list(rows), trouble=trouble)


def _pause(session: Session, rows: tuple[int, ...], unsure: bool) -> timedelta:
    row = session.get(outbox.Outbox, rows[0])
    if unsure and row is not None and row.unsure:
        # There are few copies to spend: the last one leaves when whatever cut the line has probably passed.
        return LAST_COPY_AFTER
    return backoff(row.tries if row else 1)


def _follow(session: Session, chat: Chat, address: str, rows: tuple[int, ...]) -> None:
    """The chat has another address now; when we know that one as a chat already, only the letter goes there."""
    known = chats.find(session, chat.channel, address)
    if known is None or known.id == chat.id:
        chat.address = address
        return
    for row in (session.get(outbox.Outbox, row_id) for row_id in rows):
        if row is not None:
            row.chat_id = known.id or 0
    session.flush()
