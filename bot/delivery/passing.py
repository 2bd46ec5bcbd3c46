"""Messages that stay for a while only: when they were said, and when a channel does not want to let them go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.delivery.letters import Letter
from bot.log import log
from db import outbox, passing
from dialogs.screens import Screen
from dialogs.words import Html

#: Pauses between the tries to take a message out that the channel wants to keep.
_PAUSE = timedelta(minutes=1)


def was_said(session: Session, letter: Letter, ref: str | None, now: datetime) -> None:
    """The removal of a message that passes waits from now on."""
    screen = letter.screen
    if screen is not None and screen.goes is not None and ref is not None:
        instead = Screen(screen.afterwards or Html("…")).to_json()
        passing.said(session, letter.row_ids, screen.goes, ref, instead, now)


def was_not_said(session: Session, rows: tuple[int, ...], now: datetime) -> None:
    """What was taken back on its way needs no removal any more."""
    passing.lost(session, now, rows)


def forgotten(session: Session, now: datetime, carried: Collection[int]) -> None:
    """The same for what a dead courier had in its hands."""
    passing.lost(session, now, carried=carried)


def was_kept(session: Session, rows: tuple[int, ...], trouble: str, now: datetime) -> None:
    """A message that was to go stays: tried again, then left. Whose it was is not said."""
    row = session.get(outbox.Outbox, rows[0])
    tries = row.tries if row is not None else passing.TRIES
    if tries < passing.TRIES:
        outbox.try_again(session, rows, now + _PAUSE * tries, trouble, unsure=False)
    else:
        outbox.settle(session, rows, outbox.State.FAILED, now, trouble=trouble)
    log.warning("a message could not be taken out of a chat", trouble=trouble, tries=tries)
