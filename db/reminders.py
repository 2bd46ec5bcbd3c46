"""Reminders in the outbox: found by what they are about ("vaccine:<child>:<dose>"), withdrawn, answered, said anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, update
from sqlmodel import Session, col

from db.outbox import UNSURE_LIMIT, Outbox, Rank, State

_in_range = (col(Outbox.about) >= bindparam("first"), col(Outbox.about) <= bindparam("last"))


def _range(beginning: str) -> dict[str, str]:
    """The first and the last `about` that begin so. For LIKE, SQLite would read the whole table."""
    return {"first": beginning, "last": beginning + "\U0010ffff"}


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


_sending = select(Outbox).where(
    *_in_range, col(Outbox.kind) == "reminder", col(Outbox.state) == State.SENDING
)


def answer_while_sending(session: Session, child_id: int, open_now: Collection[str]) -> None:
    """Reminders about this child's finished doses that are just being said: the courier changes them as soon as they are."""
    for row in session.execute(_sending, _range(f"vaccine:{child_id}:")).scalars():
        if (row.about or "").rpartition(":")[2] not in open_now:
            row.state = State.ANSWERED
    session.flush()


def reword(session: Session, chat_id: int, channel: str, ref: str, now: datetime) -> None:
    """A message that stands in a chat is to say what is true now."""
    session.add(
        Outbox(
            chat_id=chat_id, channel=channel, kind="reworded", body={"ref": ref}, due_at=now, created_at=now
        )
    )


_waiting = select(col(Outbox.id), col(Outbox.about)).where(*_in_range, col(Outbox.state) == State.WAITING)


def withdraw_except(session: Session, child_id: int, doses: Collection[str], now: datetime) -> None:
    """Waiting reminders about a child's other doses are no longer said."""
    beginning = f"vaccine:{child_id}:"
    true = {beginning + dose for dose in doses}
    waiting = session.execute(_waiting, _range(beginning)).all()
    gone = [row_id for row_id, about in waiting if about not in true]
    if gone:
        session.execute(
            update(Outbox)
            .where(col(Outbox.id).in_(gone), col(Outbox.state) == State.WAITING)
            .values(state=State.WITHDRAWN, settled_at=now, body=None)
        )


def drop_intentions(session: Session, chat_id: int) -> None:
    """Every reminder of a chat, waiting or said, and its corrections: the person is no longer its family's guardian."""
    intended = or_(col(Outbox.rank) != Rank.REPLY, col(Outbox.kind) == "reworded")
    session.execute(delete(Outbox).where(col(Outbox.chat_id) == chat_id, intended))


def drop_about(session: Session, child_id: int) -> None:
    """Every trace of reminders about this child."""
    session.execute(delete(Outbox).where(*_in_range), _range(f"vaccine:{child_id}:"))


_said = (
    select(Outbox)
    .where(
        *_in_range,
        col(Outbox.kind) == "reminder",
        col(Outbox.state) == State.SENT,
        col(Outbox.settled_at) >= bindparam("since"),
    )
    .order_by(col(Outbox.id))
)


def said_about(session: Session, child_id: int, since: datetime) -> list[Outbox]:
    """Reminders about this child's doses that were said lately and not answered yet, in every chat."""
    return list(session.execute(_said, {**_range(f"vaccine:{child_id}:"), "since": since}).scalars())


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


def put_off_by_family(session: Session, chat_id: int) -> set[str]:
    """What this chat asked to hear later: the usual reminders about it keep silent until then."""
    rows = select(col(Outbox.about)).where(
        col(Outbox.chat_id) == chat_id, col(Outbox.state) == State.WAITING, col(Outbox.key).like("%:later@%")
    )
    return {about for about in session.execute(rows).scalars() if about}


def missed(session: Session, since: datetime) -> list[Outbox]:
    """Reminders whose use-by passed before they could be said, and rows given up: the operator's list."""
    rows = select(Outbox).where(
        col(Outbox.state).in_([State.MISSED, State.FAILED]), col(Outbox.settled_at) >= since
    )
    return list(session.execute(rows.order_by(col(Outbox.id))).scalars())
