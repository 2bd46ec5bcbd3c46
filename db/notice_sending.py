"""The rows of the outbox a notice became: held, let go, taken out, counted. Found by what they are about (`db.audiences.about`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, false, func, select, update
from sqlmodel import Session, col

from db.audiences import KIND, about
from db.chats import Chat
from db.connection import Moment
from db.families import Guardian
from db.notices import NoticePress, NoticeRow
from db.outbox import Outbox, Rank, State


@dataclass(frozen=True, slots=True)
class Standing:
    """Rows of one notice in one state with one trouble; of those that wait, whether their hour has come."""

    state: str
    trouble: str
    due: bool
    number: int


def standing(session: Session, notice_id: int, now: datetime) -> list[Standing]:
    """How many rows are where."""
    due = case((col(Outbox.due_at) <= now, 1), else_=0)
    parts = (col(Outbox.state), func.coalesce(col(Outbox.trouble), ""), due)
    rows = select(*parts, func.count()).where(col(Outbox.about) == about(notice_id)).group_by(*parts)
    return [
        Standing(state, trouble, bool(has_come), number)
        for state, trouble, has_come, number in session.execute(rows)
    ]


def any_in(session: Session, notice_id: int, states: Collection[State]) -> bool:
    """Whether a row is in one of these states."""
    mine = select(col(Outbox.id)).where(col(Outbox.about) == about(notice_id))
    return any(
        session.execute(mine.where(col(Outbox.state) == str(state)).limit(1)).first() is not None
        for state in states
    )


def number_in(session: Session, notice_id: int, state: State) -> int:
    """How many rows are in this state."""
    rows = select(func.count()).where(col(Outbox.about) == about(notice_id), col(Outbox.state) == str(state))
    return int(session.execute(rows).scalar_one())


def said_since(session: Session, notice_id: int, since: datetime) -> tuple[int, datetime | None]:
    """How many were said since then, and when the first of them."""
    rows = select(func.count(), func.min(col(Outbox.settled_at), type_=Moment())).where(
        col(Outbox.about) == about(notice_id),
        col(Outbox.state) == str(State.SENT),
        col(Outbox.settled_at) > since,
    )
    number, first = session.execute(rows).one()
    return int(number), first


def turn(
    session: Session,
    notice_id: int,
    states: Collection[State],
    to: State,
    now: datetime,
    trouble: str | None = None,
) -> int:
    """Rows in these states are in this one from now on; says how many. Settled when it is an end."""
    ends = to in (State.WITHDRAWN, State.MISSED)
    rows = (
        update(Outbox)
        .where(col(Outbox.about) == about(notice_id), col(Outbox.state).in_([str(one) for one in states]))
        .values(state=str(to), trouble=trouble, settled_at=now if ends else None)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(session.execute(rows), "rowcount", 0))


def miss(session: Session, notice_id: int, now: datetime) -> None:
    """What was held until it was past its use-by is listed as missed."""
    session.execute(
        update(Outbox)
        .where(
            col(Outbox.about) == about(notice_id),
            col(Outbox.state) == str(State.HELD),
            col(Outbox.use_by) < now,
        )
        .values(state=str(State.MISSED), trouble="past its use-by", settled_at=now)
    )


def pressed(session: Session, notice_id: int) -> dict[str, int]:
    """Buttons by address: how many chats pressed each."""
    rows = (
        select(col(NoticePress.what), func.count())
        .where(col(NoticePress.notice_id) == notice_id)
        .group_by(col(NoticePress.what))
        .order_by(col(NoticePress.what))
    )
    return {str(what): int(number) for what, number in session.execute(rows)}


def of_message(session: Session, chat_id: int, ref: str) -> str | None:
    """What a message in this chat is about, if it is a notice."""
    rows = select(col(Outbox.about)).where(
        col(Outbox.chat_id) == chat_id,
        col(Outbox.state) == str(State.SENT),
        col(Outbox.rank) == int(Rank.NOTICE),
        col(Outbox.kind) == KIND,
        col(Outbox.message_ref) == ref,
    )
    return session.execute(rows.limit(1)).scalar()


def given(session: Session, chat_ids: Collection[int], most: int) -> list[tuple[int, datetime]]:
    """Notices that were said in these chats, the last first, with the moment."""
    said = func.max(col(Outbox.settled_at), type_=Moment())
    rows = (
        select(col(Outbox.about), said)
        .where(
            col(Outbox.chat_id).in_(chat_ids),
            col(Outbox.state) == str(State.SENT),
            col(Outbox.rank) == int(Rank.NOTICE),
            col(Outbox.kind) == KIND,
        )
        .group_by(col(Outbox.about))
        .order_by(said.desc(), col(Outbox.about).desc())
        .limit(most)
    )
    return [(int(str(name).partition(":")[2]), at) for name, at in session.execute(rows)]


def was_said(session: Session, notice_id: int, key: str) -> bool:
    """Whether this copy of it was said, or is being said."""
    said = [str(one) for one in (State.SENT, State.ANSWERED, State.SENDING)]
    rows = select(col(Outbox.id)).where(
        col(Outbox.about) == about(notice_id), col(Outbox.key) == key, col(Outbox.state).in_(said)
    )
    return session.execute(rows.limit(1)).first() is not None


# Asked for every copy that leaves: built once.
_lately = (
    select(col(Outbox.about))
    .join(Chat, col(Chat.id) == col(Outbox.chat_id))
    .join(Guardian, col(Guardian.id) == col(Chat.guardian_id))
    .where(
        col(Guardian.family_id) == bindparam("family"),
        col(Outbox.state) == str(State.SENT),
        col(Outbox.kind) == KIND,
        col(Outbox.settled_at) > bindparam("since", type_=Moment()),
        col(Outbox.about) != bindparam("this"),
    )
    .group_by(col(Outbox.about))
)


def full(session: Session, family_id: int, since: datetime, without: int, most: int) -> bool:
    """Whether this family was given as many notices that count for the weekly limit since then as it may, beside this one."""
    asked = {"family": family_id, "since": since, "this": about(without)}
    numbers = [int(str(name).partition(":")[2]) for (name,) in session.execute(_lately, asked)]
    if len(numbers) < most:
        return False
    counted = select(col(NoticeRow.content)).where(
        col(NoticeRow.id).in_(numbers), col(NoticeRow.urgent) == false()
    )
    return sum(not content.get("corrects") for (content,) in session.execute(counted)) >= most


def hold_one(session: Session, row_id: int) -> None:
    """A row that was just claimed waits until its notice goes on; this was no try."""
    session.execute(update(Outbox).where(col(Outbox.id) == row_id).values(state=str(State.HELD), tries=0))


def presses_of(session: Session, chat_id: int) -> list[Mapping[str, Any]]:
    """For a copy of everything that is kept of this chat."""
    rows = (
        select(col(NoticePress.notice_id), col(NoticePress.what), col(NoticePress.at))
        .where(col(NoticePress.chat_id) == chat_id)
        .order_by(col(NoticePress.id))
    )
    return [{"notice": number, "what": what, "at": at} for number, what, at in session.execute(rows)]
