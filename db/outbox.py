"""What is to go out: replies, reminders and notices in one queue, each row said once or told to the operator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col

from db.connection import Moment
from db.sealing import Sealed

#: Times a row may have been said without our hearing the answer before it is given up: nobody gets more copies than this.
UNSURE_LIMIT = 3
#: Tries in all (server errors, rate limits) before a row is given up.
TRY_LIMIT = 12


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    #: Said, and what it asked for has been done since.
    ANSWERED = "answered"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"


class Rank(IntEnum):
    """Who goes first: a parent who is waiting, then what is due, then what goes to many."""

    REPLY = 0
    REMINDER = 1
    NOTICE = 2


#: Compared sign by sign on both databases, so that everything about one child lies side by side in the index.
_BY_BYTES = String().with_variant(String(collation="C"), "postgresql")


class Outbox(SQLModel, table=True):
    """One thing to say. `body` is a finished Screen for replies and an intention for reminders, worded at the door."""

    __table_args__ = (
        Index("outbox_chat", "chat_id", "state"),
        Index("outbox_about", "about"),
        Index(
            "outbox_due",
            "channel",
            "rank",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), nullable=False))
    #: The chat's channel, here as well, because each channel is served at its own pace.
    channel: str
    rank: int = Rank.REPLY
    #: What kind of body this is: "screen", "reminder", "reworded", "removal", "corrected".
    kind: str = "screen"
    #: Unique name of an intention, so that planning twice queues once.
    key: str | None = Field(default=None, unique=True)
    #: What it is about, to find and withdraw it: "vaccine:<child>:<dose>".
    about: str | None = Field(default=None, sa_type=_BY_BYTES)
    body: dict[str, Any] | None = Field(default=None, sa_column=Column(Sealed("outbox.body")))
    due_at: datetime = Field(sa_type=Moment)
    use_by: datetime | None = Field(default=None, sa_type=Moment)
    state: str = State.WAITING
    tries: int = 0
    unsure: int = 0
    #: The channel's own id of the message that was said.
    message_ref: str | None = None
    trouble: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


_table = SQLModel.metadata.tables["outbox"]


def reply(
    session: Session, chat_id: int, channel: str, bodies: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Queues answers in their order; what passes is found again by its name (`db.passing`). Without the ORM: every update does this."""
    if bodies:
        same = {
            "chat_id": chat_id,
            "channel": channel,
            "rank": Rank.REPLY,
            "kind": "screen",
            "state": State.WAITING,
            "tries": 0,
            "unsure": 0,
            "due_at": now,
            "created_at": now,
        }
        shown = [body.get("screen") or {} for body in bodies]
        names = [screen.get("goes") or screen.get("about") for screen in shown]
        rows = [{**same, "body": body, "about": name} for body, name in zip(bodies, names, strict=True)]
        session.execute(_table.insert(), rows)


_other = aliased(Outbox)
_in_the_way = (
    select(col(_other.id))
    .where(
        col(_other.chat_id) == col(Outbox.chat_id),
        or_(
            col(_other.state) == State.SENDING,
            and_(
                col(_other.state) == State.WAITING,
                col(_other.rank) == Rank.REPLY,
                col(Outbox.rank) == Rank.REPLY,
                col(_other.id) < col(Outbox.id),
            ),
        ),
    )
    .exists()
)


# Asked after every update: built once. The state stands in the statement itself, or a prepared statement could not use the index
# that holds waiting rows only.
_due = (
    select(col(Outbox.id))
    .where(
        col(Outbox.channel) == bindparam("channel"),
        col(Outbox.state) == literal_column(f"'{State.WAITING}'"),
        col(Outbox.due_at) <= bindparam("now"),
        col(Outbox.chat_id).not_in(bindparam("resting", expanding=True)),
        ~_in_the_way,
    )
    .order_by(col(Outbox.rank), col(Outbox.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Outbox)
)
_claim = select(Outbox).where(col(Outbox.id).in_(_due)).order_by(col(Outbox.rank), col(Outbox.id))


def claim(
    session: Session, channel: str, now: datetime, limit: int, resting: Sequence[int] = ()
) -> list[Outbox]:
    """Takes up to `limit` due rows for saying, replies first; never two of one chat, a chat's replies in order, no chat of `resting`."""
    asked = {"channel": channel, "now": now, "most": limit, "resting": list(resting)}
    rows = session.execute(_claim, asked).scalars()
    taken: dict[int, Outbox] = {}
    for row in rows:
        taken.setdefault(row.chat_id, row)
    for row in taken.values():
        row.state = State.SENDING
        row.tries += 1
    session.flush()
    return list(taken.values())


_settle = (
    _table.update()
    .where(_table.c.id.in_(bindparam("rows", expanding=True)))
    .values(
        state=bindparam("to"),
        settled_at=bindparam("at"),
        message_ref=bindparam("ref"),
        trouble=bindparam("why"),
        body=None,
    )
)


def settle(
    session: Session,
    ids: Sequence[int],
    state: State,
    now: datetime,
    ref: str | None = None,
    trouble: str | None = None,
) -> None:
    """These rows are finished. What they said is no longer kept, only what they were about and where it stands."""
    to = {"to": state, "at": now, "ref": ref, "why": trouble}
    session.execute(_settle, {"rows": list(ids), **to})


def said(session: Session, ids: Sequence[int], now: datetime, ref: str | None) -> bool:
    """These rows reached the person. True when somebody did what one of them asks for while it was on its way."""
    answered = session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.state).in_([State.ANSWERED, State.WITHDRAWN]))
        .values(settled_at=now, message_ref=ref, body=None)
        .returning(col(Outbox.state))
        .execution_options(synchronize_session=False)
    ).scalars()
    was_answered = State.ANSWERED in answered.all()
    session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.state).not_in([State.ANSWERED, State.WITHDRAWN]))
        .values(state=State.SENT, settled_at=now, message_ref=ref, trouble=None, body=None)
    )
    return was_answered


def try_again(session: Session, ids: Sequence[int], due_at: datetime, trouble: str, unsure: bool) -> None:
    """The rows wait for another try; `unsure` when the person may have received this one. What somebody else has settled stays so."""
    session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.state) == State.SENDING)
        .values(
            state=State.WAITING,
            due_at=due_at,
            trouble=trouble,
            unsure=col(Outbox.unsure) + (1 if unsure else 0),
        )
    )


def wait_on(session: Session, ids: Sequence[int], due_at: datetime, trouble: str) -> None:
    """The rows wait because nobody's letter can arrive now; this was no try of theirs."""
    session.execute(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.state) == State.SENDING)
        .values(state=State.WAITING, due_at=due_at, trouble=trouble, tries=col(Outbox.tries) - 1)
    )


def say_anew(session: Session, ids: Sequence[int], due_at: datetime) -> None:
    """The rows wait to be said as new messages: the one they were to replace can no longer be changed."""
    sending = select(Outbox).where(col(Outbox.id).in_(ids), col(Outbox.state) == State.SENDING)
    for row in session.execute(sending).scalars():
        kept = row.body or {}
        row.body = {name: part for name, part in kept.items() if name not in ("replaces", "callback")}
        row.state, row.due_at = State.WAITING, due_at
    session.flush()


def put_off(session: Session, ids: Sequence[int], due_at: datetime) -> None:
    """The rows wait for a better hour; this was no try."""
    these = update(Outbox).where(col(Outbox.id).in_(ids))
    session.execute(these.values(state=State.WAITING, due_at=due_at, tries=0))


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


def taken_back_on_its_way() -> ColumnElement[bool]:
    """What was taken back while it was being said (`db.passing`): nobody knows yet whether it arrived."""
    return and_(col(Outbox.state) == State.WITHDRAWN, col(Outbox.settled_at).is_(None))


def forget_chat(session: Session, chat_id: int) -> None:
    """Everything that was or would be said in a chat; what is to be taken out of it still is, also what is on its way there."""
    stays = or_(col(Outbox.kind) == "removal", taken_back_on_its_way())
    session.execute(delete(Outbox).where(col(Outbox.chat_id) == chat_id, ~stays))


def has_unsaid(session: Session, chat_id: int) -> bool:
    """Whether something in this chat is still to be said, or is on its way."""
    unsaid = or_(col(Outbox.state).in_([State.WAITING, State.SENDING]), taken_back_on_its_way())
    rows = select(col(Outbox.id)).where(col(Outbox.chat_id) == chat_id, unsaid)
    return session.execute(rows.limit(1)).first() is not None


def sweep(session: Session, now: datetime) -> None:
    """Settled replies after two days; the others after 400 days, since their keys keep them from being said twice."""
    settled = col(Outbox.state).in_([State.SENT, State.ANSWERED, State.FAILED, State.WITHDRAWN, State.MISSED])
    long = timedelta(days=400)
    for rank, keep in ((Rank.REPLY, timedelta(days=2)), (Rank.REMINDER, long), (Rank.NOTICE, long)):
        session.execute(
            delete(Outbox).where(settled, col(Outbox.rank) == rank, col(Outbox.settled_at) < now - keep)
        )


def counts(session: Session) -> dict[tuple[int, str], int]:
    """Rows by rank and state, for metrics."""
    by = col(Outbox.rank), col(Outbox.state)
    rows = session.execute(select(*by, func.count()).group_by(*by)).all()
    return {(rank, state): number for rank, state, number in rows}
