"""Reminders in the outbox: found by what they are about ("vaccine:<child>:<dose>", "visit:<child>:<visit>", "paper:<child>:<day>"), withdrawn, answered, said anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update
from sqlmodel import Session, SQLModel, col

from db.outbox import UNSURE_LIMIT, Outbox, Rank, State

#: What reminders can be about; each begins its `about`, before the child's number. A note asks for nothing.
ASKING, READ = ("vaccine", "visit", "paper"), ("note",)
KINDS = (*ASKING, *READ)


def _about_child(kinds: tuple[str, ...]) -> Any:
    """A range for each kind. For LIKE, SQLite would read the whole table."""
    about = col(Outbox.about)
    return or_(
        *(and_(about >= bindparam(f"{one}_first"), about <= bindparam(f"{one}_last")) for one in kinds)
    )


_asking = _about_child(ASKING)


def _of(child_id: int, kinds: tuple[str, ...] = ASKING) -> dict[str, str]:
    """The first and the last `about` of this child, by kind."""
    first = {f"{kind}_first": f"{kind}:{child_id}:" for kind in kinds}
    return {**first, **{f"{kind}_last": f"{kind}:{child_id}:\U0010ffff" for kind in kinds}}


def _name(about: str | None) -> str:
    """What it is about without kind and child: "MMR-1"."""
    return (about or "").rpartition(":")[2]


_table = SQLModel.metadata.tables["outbox"]


def queue(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds intentions, all of the same columns. Without the ORM: a tick adds thousands."""
    if rows:
        session.execute(_table.insert(), list(rows))


def companions(session: Session, row: Outbox, now: datetime) -> list[Outbox]:
    """The other reminders due in the same chat: they go out as one digest with `row`."""
    rows = session.execute(
        select(Outbox).where(
            col(Outbox.chat_id) == row.chat_id,
            col(Outbox.rank) == Rank.REMINDER,
            col(Outbox.kind) == "reminder",
            col(Outbox.state) == State.WAITING,
            col(Outbox.due_at) <= now,
            col(Outbox.unsure) < UNSURE_LIMIT,
            col(Outbox.id) != row.id,
        )
    ).scalars()
    return list(rows)


_sending = select(Outbox).where(_asking, col(Outbox.kind) == "reminder", col(Outbox.state) == State.SENDING)


def answer_while_sending(session: Session, child_id: int, done: Collection[str]) -> None:
    """Reminders of what is done for this child that are just being said: the courier changes them as soon as they are."""
    for row in session.execute(_sending, _of(child_id)).scalars():
        if _name(row.about) in done:
            row.state = State.ANSWERED
    session.flush()


def reword(session: Session, chat_id: int, channel: str, ref: str, now: datetime) -> None:
    """A message that stands in a chat is to say what is true now. Said once, however much changed since it was asked for."""
    about = f"reworded:{ref}"
    waits = select(col(Outbox.id)).where(
        col(Outbox.chat_id) == chat_id, col(Outbox.about) == about, col(Outbox.state) == State.WAITING
    )
    if session.execute(waits.limit(1)).first() is None:
        session.add(
            Outbox(
                chat_id=chat_id,
                channel=channel,
                kind="reworded",
                about=about,
                body={"ref": ref},
                due_at=now,
                created_at=now,
            )
        )
        session.flush()


_waiting = select(col(Outbox.id), col(Outbox.about)).where(_asking, col(Outbox.state) == State.WAITING)


def withdraw_except(session: Session, child_id: int, names: Collection[str], now: datetime) -> None:
    """Waiting reminders about anything else of this child are no longer said."""
    waiting = session.execute(_waiting, _of(child_id)).all()
    gone = [row_id for row_id, about in waiting if _name(about) not in names]
    if gone:
        session.execute(
            update(Outbox)
            .where(col(Outbox.id).in_(gone), col(Outbox.state) == State.WAITING)
            .values(state=State.WITHDRAWN, settled_at=now, body=None)
        )


def drop_intentions(session: Session, chat_id: int) -> None:
    """Every reminder of a chat, waiting or said, and its corrections: the person is no longer its family's guardian. What is to be taken out
    of the chat still is."""
    intended = or_(col(Outbox.rank) != Rank.REPLY, col(Outbox.kind) == "reworded") & (
        col(Outbox.kind) != "removal"
    )
    session.execute(delete(Outbox).where(col(Outbox.chat_id) == chat_id, intended))


def drop_about(session: Session, child_id: int) -> None:
    """Every trace of reminders about this child."""
    session.execute(delete(Outbox).where(_about_child(KINDS)), _of(child_id, KINDS))


_said = (
    select(Outbox)
    .where(
        _asking,
        col(Outbox.kind) == "reminder",
        col(Outbox.state) == State.SENT,
        col(Outbox.settled_at) >= bindparam("since"),
    )
    .order_by(col(Outbox.id))
)


def said_about(session: Session, child_id: int, since: datetime) -> list[Outbox]:
    """Reminders about this child that were said lately and not answered yet, in every chat."""
    return list(session.execute(_said, {**_of(child_id), "since": since}).scalars())


def sharing_message(session: Session, chat_id: int, message_ref: str) -> list[Outbox]:
    """All reminders that went out in one message."""
    rows = select(Outbox).where(
        col(Outbox.chat_id) == chat_id, col(Outbox.message_ref) == message_ref, col(Outbox.kind) == "reminder"
    )
    return list(session.execute(rows.order_by(col(Outbox.id))).scalars())


def known_keys(session: Session, keys: Sequence[str]) -> set[str]:
    """Which of these intentions were ever queued."""
    return (
        set(session.execute(select(col(Outbox.key)).where(col(Outbox.key).in_(keys))).scalars())
        if keys
        else set()
    )


def reminders(session: Session, chat_ids: Sequence[int]) -> list[Outbox]:
    """Every reminder of these chats that is still kept, said or not, oldest first: for the export."""
    rows = select(Outbox).where(col(Outbox.chat_id).in_(chat_ids), col(Outbox.kind) == "reminder")
    return list(session.execute(rows.order_by(col(Outbox.id))).scalars())


def waiting_reminders(session: Session, chat_ids: Sequence[int]) -> list[Outbox]:
    """Reminders of these chats nobody has heard yet; locked, so that no courier takes one meanwhile."""
    rows = select(Outbox).where(
        col(Outbox.chat_id).in_(chat_ids), col(Outbox.kind) == "reminder", col(Outbox.state) == State.WAITING
    )
    return list(session.execute(rows.order_by(col(Outbox.id)).with_for_update()).scalars())


def is_put_off(row: Outbox) -> bool:
    """Whether this reminder is said again on a day the person named (*Later*)."""
    return (row.body or {}).get("stage") == "later"


def drop_put_off(session: Session, chat_id: int, about: str) -> None:
    """Forgets the day this chat named for it, as long as nothing was said then: another one was named."""
    session.execute(
        delete(Outbox).where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.about) == about,
            col(Outbox.key).like("%:later@%"),
            col(Outbox.state).in_([State.WAITING, State.WITHDRAWN]),
        )
    )


def put_off_by_family(
    session: Session, chat_ids: Collection[int], since: datetime
) -> set[tuple[int, str | None]]:
    """What these chats asked to hear later, or heard so since then, as (chat, about): the usual reminders about it keep silent."""
    heard = and_(col(Outbox.state) == State.SENT, col(Outbox.settled_at) >= since)
    rows = select(col(Outbox.chat_id), col(Outbox.about)).where(
        col(Outbox.chat_id).in_(chat_ids),
        or_(col(Outbox.state) == State.WAITING, heard),
        col(Outbox.key).like("%:later@%"),
    )
    return {(chat_id, about) for chat_id, about in session.execute(rows)}


def last_said(session: Session, chat_ids: Collection[int], since: datetime) -> datetime | None:
    """When the last digest was said in one of these chats, if one was since that moment."""
    rows = select(col(Outbox.settled_at)).where(
        col(Outbox.chat_id).in_(chat_ids),
        col(Outbox.state).in_([State.SENT, State.ANSWERED]),
        col(Outbox.kind) == "reminder",
        col(Outbox.settled_at) >= since,
    )
    return session.execute(rows.order_by(col(Outbox.settled_at).desc()).limit(1)).scalar()


def missed(session: Session, since: datetime) -> list[Outbox]:
    """Reminders whose use-by passed before they could be said, and rows given up: the operator's list."""
    rows = select(Outbox).where(
        col(Outbox.state).in_([State.MISSED, State.FAILED]), col(Outbox.settled_at) >= since
    )
    return list(session.execute(rows.order_by(col(Outbox.id))).scalars())


def doses_told(session: Session, stage: str, since: datetime) -> set[tuple[int, str]]:
    """(child, dose) of which this stage was said since then and not answered."""
    rows = select(col(Outbox.about)).where(
        col(Outbox.kind) == "reminder",
        col(Outbox.state) == State.SENT,
        col(Outbox.settled_at) >= since,
        col(Outbox.key).like(f"vaccine:%:{stage}@%"),
    )
    told = [(about or "").split(":") for about in session.execute(rows.distinct()).scalars()]
    return {(int(number), dose) for _kind, number, dose in told}
