"""What is to go out: replies, reminders and notices in one queue, each row said once or told to the operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    case,
    delete,
    func,
    literal_column,
    null,
    or_,
    select,
    text,
    update,
)
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
    HELD = "held"  #: Its notice is paused.


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
        # with the state: whether anything of 100,000 copies still waits is read from the index alone
        Index("outbox_about", "about", "state"),
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
    #: What kind of body this is: "screen", "reminder", "reworded", "removal", "corrected", "notice".
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
    session.execute(_settle, {"rows": list(ids), "to": state, "at": now, "ref": ref, "why": trouble})


# Two comparisons: a list of values cannot be written for many rows at once.
_settled_by_others = or_(_table.c.state == State.ANSWERED, _table.c.state == State.WITHDRAWN)
_said = (
    _table.update()
    .where(_table.c.id == bindparam("row"))
    .values(
        state=case((_settled_by_others, _table.c.state), else_=literal_column(f"'{State.SENT}'")),
        trouble=case((_settled_by_others, _table.c.trouble), else_=null()),
        settled_at=bindparam("at"),
        message_ref=bindparam("ref"),
        body=None,
    )
)
_answered = select(_table.c.id).where(
    _table.c.id.in_(bindparam("rows", expanding=True)), _table.c.state == State.ANSWERED
)


def said(session: Session, refs: Mapping[int, str | None], now: datetime) -> set[int]:
    """These rows reached the person, as these messages. Gives those of them whose errand somebody did while they were on their way."""
    if not refs:
        return set()
    session.execute(_said, [{"row": row, "ref": ref, "at": now} for row, ref in refs.items()])
    return set(session.execute(_answered, {"rows": list(refs)}).scalars())


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


def last_said(session: Session, chat_id: int) -> tuple[str | None, str | None, datetime] | None:
    """What stands last in this chat: what it is about, its key, and when it was said. Answers count."""
    rows = (
        select(col(Outbox.about), col(Outbox.key), col(Outbox.settled_at))
        .where(col(Outbox.chat_id) == chat_id, col(Outbox.state) == State.SENT)
        .order_by(col(Outbox.settled_at).desc(), col(Outbox.id).desc())
        .limit(1)
    )
    found = session.execute(rows).first()
    return (found[0], found[1], found[2]) if found is not None and found[2] is not None else None


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
