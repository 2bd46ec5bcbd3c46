"""Rows of the outbox in a courier's hands: taken for saying, replies first, and taken back when the courier that had them is dead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, literal_column, or_, select, update
from sqlmodel import Session, SQLModel, col

from db.outbox import UNSURE_LIMIT, Outbox, Rank, State

# Asked after every update and with every few copies of a notice: built once, and of the tables themselves, since a question that goes by way
# of the classes takes twice as long. The state stands in the statement itself, or a prepared statement could not use the index that holds
# waiting rows only.
_rows = SQLModel.metadata.tables["outbox"]
_other = _rows.alias()
_in_the_way = (
    select(_other.c.id)
    .where(
        _other.c.chat_id == _rows.c.chat_id,
        or_(
            _other.c.state == State.SENDING,
            and_(
                _other.c.state == State.WAITING,
                _other.c.rank == Rank.REPLY,
                _rows.c.rank == Rank.REPLY,
                _other.c.id < _rows.c.id,
            ),
        ),
    )
    .exists()
)
_due = (
    select(_rows.c.id, _rows.c.chat_id)
    .where(
        _rows.c.channel == bindparam("channel"),
        _rows.c.state == literal_column(f"'{State.WAITING}'"),
        _rows.c.due_at <= bindparam("now"),
        _rows.c.chat_id.not_in(bindparam("resting", expanding=True)),
        ~_in_the_way,
    )
    .order_by(_rows.c.rank, _rows.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=_rows)
)
_take = (
    update(Outbox)
    .where(col(Outbox.id).in_(bindparam("rows", expanding=True)))
    .values(state=State.SENDING, tries=col(Outbox.tries) + 1)
    .returning(Outbox)
    .execution_options(synchronize_session=False, populate_existing=True)
)
#: A question with so many values takes longer than a look at a few rows more: at a thousand a second a thousand chats rest.
_FEW, _SPARE = 50, 20


def _first_of_each_chat(due: Iterable[tuple[int, int]], limit: int, resting: Collection[int]) -> list[int]:
    taken: dict[int, int] = {}
    for row_id, chat_id in due:
        if chat_id not in resting and len(taken) < limit:
            taken.setdefault(chat_id, row_id)
    return list(taken.values())


def claim(
    session: Session, channel: str, now: datetime, limit: int, resting: Sequence[int] = ()
) -> list[Outbox]:
    """Takes up to `limit` due rows for saying, replies first; never two of one chat, a chat's replies in order, no chat of `resting`."""
    # A question to the tables themselves does not write down first what this session holds.
    session.flush()
    many, not_now = len(resting) > _FEW, set(resting)
    asked = {"channel": channel, "now": now, "most": limit, "resting": list(resting)}
    first = {**asked, "most": limit + _SPARE, "resting": []} if many else asked
    taken = _first_of_each_chat(_pairs(session, first), limit, not_now)
    if many and len(taken) < limit:
        taken = _first_of_each_chat(_pairs(session, asked), limit, not_now)
    if not taken:
        return []
    rows = session.execute(_take, {"rows": taken}).scalars()
    return sorted(rows, key=lambda row: (row.rank, row.id))


def _pairs(session: Session, asked: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Row and chat of what is due."""
    return [(row_id or 0, chat_id) for row_id, chat_id in session.execute(_due, asked)]


def mark_sending(session: Session, ids: Sequence[int]) -> None:
    """These rows leave together with one that was claimed."""
    these = update(Outbox).where(col(Outbox.id).in_(ids))
    session.execute(these.values(state=State.SENDING, tries=col(Outbox.tries) + 1))


def take_back_orphans(session: Session, now: datetime, carried: Collection[int] = ()) -> int:
    """Rows a dead courier left in its hands: they wait again, or are given up when too many copies may be out.

    `carried` are on their way in this very process, which will hear what became of them.
    """
    left = select(Outbox).where(col(Outbox.state) == State.SENDING, col(Outbox.id).not_in(carried))
    orphans = list(session.execute(left).scalars())
    for row in orphans:
        row.unsure += 1
        given_up = row.unsure >= UNSURE_LIMIT
        row.state = State.FAILED if given_up else State.WAITING
        row.trouble = "courier died"
        row.settled_at = now if given_up else None
        row.body = None if given_up else row.body
    session.flush()
    return len(orphans)
