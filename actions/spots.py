"""Where somebody is: used for one search, kept in the chat's sealed row for the next taps of it, and forgotten within half an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from db import chats

#: With the five minutes between two looks of the clock it makes half an hour.
KEPT = timedelta(minutes=25)
#: Keys of the conversation's data. Stored with the chat: keep them.
SPOT, SINCE = "spot", "since"
#: The state in which a place is waited for.
WAITING = "finding:spot"


def is_old(since: str, now: datetime) -> bool:
    """Whether a location from this moment (ISO) is to be forgotten. A clock that was put back forgets at once."""
    return not timedelta() <= now - datetime.fromisoformat(since) <= KEPT


def forget_old(session: Session, now: datetime) -> int:
    """Takes every location out that is old; returns how many. What else is waited for stays."""
    number = 0
    for chat in chats.in_state(session, WAITING):
        kept = dict(chat.waiting or {})
        if SINCE in kept and is_old(str(kept[SINCE]), now):
            chat.waiting = {name: value for name, value in kept.items() if name not in (SPOT, SINCE)} or None
            session.add(chat)
            number += 1
    return number
