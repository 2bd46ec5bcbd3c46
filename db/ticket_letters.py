"""Letters to staff about tickets, in the outbox: found by what they are about, withdrawn; and where else words of a ticket stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlmodel import Session, col

from db import pages, passing
from db.outbox import Outbox, State
from db.pages import Bubble
from db.staff import Staff

#: How a letter names the ticket it is about: that it waits, or that something happened in one that somebody holds; and a screen that shows it.
WAITS, HELD, SHOWN = "tickets", "held", "ticket"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def about(kind: str, ticket_id: int) -> str:
    return f"{kind}:{ticket_id}"


def last(session: Session, chat_id: int) -> Outbox | None:
    """The last letter in this chat that said how many wait, or will say it."""
    rows = select(Outbox).where(
        col(Outbox.chat_id) == chat_id,
        col(Outbox.about).startswith(f"{WAITS}:", autoescape=True),
        col(Outbox.state).not_in([State.WITHDRAWN, State.FAILED]),
    )
    return session.execute(rows.order_by(col(Outbox.id).desc()).limit(1)).scalar()


def withdraw(session: Session, ticket_ids: Collection[int]) -> None:
    """Nobody of the staff is told of these any more."""
    names = [about(kind, one) for one in ticket_ids for kind in (WAITS, HELD)]
    session.execute(delete(Outbox).where(col(Outbox.about).in_(names), col(Outbox.state) == State.WAITING))


def withdraw_from(session: Session, chat_id: int, held: Collection[int]) -> None:
    """In this chat nobody is told of tickets any more, except of those they hold; the clock tells again of what waits and is still theirs."""
    kept = [about(HELD, one) for one in held]
    letters = or_(*(col(Outbox.about).startswith(f"{kind}:", autoescape=True) for kind in (WAITS, HELD)))
    waiting = (col(Outbox.chat_id) == chat_id) & (col(Outbox.state) == State.WAITING)
    session.execute(delete(Outbox).where(waiting, letters, col(Outbox.about).not_in(kept)))


def hide(session: Session, ticket_ids: Collection[int]) -> None:
    """A screen on its way to somebody of the staff that shows one of these is not said any more."""
    for one in ticket_ids:
        passing.take_out(session, about(SHOWN, one))


def reword(session: Session, letter: Outbox, screen: dict[str, Any], ticket_id: int, now: datetime) -> None:
    """A letter that has not left says this from now on, as if it were written now."""
    letter.body, letter.created_at, letter.about = {"screen": screen}, now, about(WAITS, ticket_id)
    session.add(letter)
    session.flush()


def fade(session: Session) -> None:
    """What the pages of the staff still show of tickets gives way at once to what is to stand there afterwards."""
    chats = select(col(Staff.chat_id))
    rows = update(Bubble).where(col(Bubble.fades_at).is_not(None), col(Bubble.chat_id).in_(chats))
    session.execute(rows.values(fades_at=_LONG_AGO))
    pages.fade(session, _LONG_AGO)
