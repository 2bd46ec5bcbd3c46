"""What is said for a few minutes only: found in the outbox by its name, and taken out of the chat again.

The message itself has its name in `about` ("photo:7"). As soon as it was said, a row of kind "removal" waits with the message's number; it
is carried like every letter, by the same courier, so that a restart or a dead line only delays it. Its rank is not that of replies: one that
waits would stand in the way of every later answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, null, select, update
from sqlmodel import Session, col

from db.outbox import Outbox, Rank, State, taken_back_on_its_way

REMOVAL = "removal"
#: How long such a message stays.
PASSES = timedelta(minutes=10)
#: Times a refused removal is tried in all.
TRIES = 3


def said(
    session: Session, rows: Sequence[int], name: str, ref: str, instead: dict[str, Any], now: datetime
) -> None:
    """A passing message reached somebody as `ref`: its removal waits, or is due at once when the message was taken back on its way.

    `instead` is the body of what stands in its place where a channel keeps one.
    """
    for row in session.execute(select(Outbox).where(col(Outbox.id).in_(rows))).scalars():
        taken_back = row.state == State.WITHDRAWN
        session.add(
            Outbox(
                chat_id=row.chat_id,
                channel=row.channel,
                rank=Rank.REMINDER,
                kind=REMOVAL,
                about=name,
                body={"ref": ref, "screen": instead},
                due_at=now if taken_back else now + PASSES,
                created_at=now,
            )
        )
    session.flush()


def take_out(session: Session, name: str) -> None:
    """Wherever this was said it goes now, and is said nowhere any more."""
    _take_out(session, col(Outbox.about) == name)


def take_out_of(session: Session, chat_id: int, kind: str) -> None:
    """Everything of this kind ("photo") goes from this chat now."""
    _take_out(
        session,
        (col(Outbox.chat_id) == chat_id) & col(Outbox.about).startswith(f"{kind}:", autoescape=True),
    )


def _take_out(session: Session, those: ColumnElement[bool]) -> None:
    # What is on its way is settled when we hear what became of it.
    for state, settled_at in ((State.WAITING, col(Outbox.created_at)), (State.SENDING, null())):
        unsaid = update(Outbox).where(those, col(Outbox.kind) != REMOVAL, col(Outbox.state) == state)
        session.execute(unsaid.values(state=State.WITHDRAWN, body=None, settled_at=settled_at))
    waiting = update(Outbox).where(those, col(Outbox.kind) == REMOVAL, col(Outbox.state) == State.WAITING)
    session.execute(waiting.values(due_at=col(Outbox.created_at)))


def waits(session: Session, chat_id: int) -> bool:
    """Whether something is still to be taken out of this chat, or will be as soon as it has arrived."""
    removal = (col(Outbox.kind) == REMOVAL) & col(Outbox.state).in_([State.WAITING, State.SENDING])
    rows = select(col(Outbox.id)).where(col(Outbox.chat_id) == chat_id, removal | taken_back_on_its_way())
    return session.execute(rows.limit(1)).first() is not None


def lost(
    session: Session, now: datetime, rows: Sequence[int] | None = None, carried: Collection[int] = ()
) -> None:
    """What was taken back on its way did not arrive, as far as anybody knows: these rows, or (None) all that nobody carries."""
    which = col(Outbox.id).in_(rows) if rows is not None else col(Outbox.id).not_in(carried)
    session.execute(update(Outbox).where(which, taken_back_on_its_way()).values(settled_at=now))


def sweep(session: Session, now: datetime) -> None:
    """What was taken out two days ago, or never could be."""
    settled = col(Outbox.state).in_([State.SENT, State.FAILED, State.WITHDRAWN])
    old = col(Outbox.settled_at) < now - timedelta(days=2)
    session.execute(delete(Outbox).where(col(Outbox.kind) == REMOVAL, settled, old))
