"""Letters to staff about tickets, in the outbox: found by what they are about, withdrawn; and where else words of a ticket stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from db import pages
from db.outbox import Outbox, State
from db.pages import Bubble
from db.staff import Staff

#: How a letter names the ticket it is about: that it waits, or that something happened in one that somebody holds.
WAITS, HELD = "tickets", "held"
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


def fade(session: Session) -> None:
    """What the pages of the staff still show of tickets gives way at once to what is to stand there afterwards."""
    chats = select(col(Staff.chat_id))
    rows = update(Bubble).where(col(Bubble.fades_at).is_not(None), col(Bubble.chat_id).in_(chats))
    session.execute(rows.values(fades_at=_LONG_AGO))
    pages.fade(session, _LONG_AGO)
