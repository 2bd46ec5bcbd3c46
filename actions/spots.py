"""Where somebody is: used for one search, kept in the chat's sealed row for the next taps of it, and forgotten within half an hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from db import chats, pages

#: With the five minutes between two looks of the clock it makes half an hour.
KEPT = timedelta(minutes=25)
#: Keys of the conversation's data: the position, since when, which kind and which filters. Stored with the chat: keep them.
SPOT, SINCE, KIND, WANT = "spot", "since", "kind", "want"
_OURS = (SPOT, SINCE, KIND, WANT)
#: How the states of a search begin. In no other state is a location kept.
SEARCHING = "finding:"


def without(state: str | None, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What may be kept in this state: where somebody is only while they search."""
    if (state or "").startswith(SEARCHING):
        return dict(kept)
    return {name: value for name, value in kept.items() if name not in (SPOT, SINCE)}


def is_old(since: str, now: datetime) -> bool:
    """Whether a search from this moment (ISO) is over. A clock that was put back forgets at once."""
    return not timedelta() <= now - datetime.fromisoformat(since) <= KEPT


def forget_old(session: Session, now: datetime) -> int:
    """Ends every search that is old, and with it what is kept of where somebody was; returns how many. What else was told stays. In the
    page's history the distances go, too."""
    pages.fade(session, now)
    number = 0
    for chat in chats.in_states(session, SEARCHING):
        kept = dict(chat.waiting or {})
        if SINCE not in kept or is_old(str(kept[SINCE]), now):
            chat.state = None
            chat.waiting = {name: value for name, value in kept.items() if name not in _OURS} or None
            session.add(chat)
            number += 1
    return number
