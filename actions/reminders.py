"""Reminders: queued for everyone who looks after a child, put off to a day they name, and taken back when somebody did what they ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions.desk import Desk, Tapped
from db import outbox
from db import reminders as db_reminders
from db.chats import Listener
from db.children import Child
from db.families import Guardian
from db.outbox import Outbox, Rank, State
from rules.hours import Hours, next_polite
from rules.matters import Subject, about, name_of
from rules.notes import Note
from rules.reminders import Stage

#: How long back a reminder that was said is still changed when what it asks for is done.
TAKE_BACK = timedelta(days=60)
#: After a day the family named itself, the usual reminders about the same keep silent for so long.
REST = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder of one child whose day has come."""

    child: Child
    thing: Subject
    stage: Stage


Listeners = Mapping[int, Sequence[Listener]]


def queue(session: Session, due: Sequence[Due], listeners: Listeners, zone: ZoneInfo, now: datetime) -> None:
    """An intention for each guardian who listens, once: which child, which thing, which stage, never the words. Too late already means listed as missed.

    `listeners`: whom to write to, by family (`db.chats.listeners`); notes go to those who want them.
    """
    told = [
        (one, listener)
        for one in due
        for listener in listeners.get(one.child.family_id, ())
        if listener.notes_wanted or not isinstance(one.thing, Note)
    ]
    if not told:
        return
    rows = _rows(told, zone, now)
    known = db_reminders.known_keys(session, [row["key"] for row in rows])
    later = db_reminders.put_off_by_family(session, {row["chat_id"] for row in rows}, now - REST)
    db_reminders.queue(
        session,
        [row for row in rows if row["key"] not in known and (row["chat_id"], row["about"]) not in later],
    )


def _rows(told: Iterable[tuple[Due, Listener]], zone: ZoneInfo, now: datetime) -> list[dict[str, Any]]:
    # Families of one tick share their hours and their days: the same moment is looked for once.
    polite = cache(next_polite)
    rows = []
    for one, listener in told:
        child_id, name, stage = one.child.id or 0, name_of(one.thing), one.stage
        topic = about(child_id, name)
        use_by = datetime.combine(stage.use_by + timedelta(days=1), time(), zone)
        missed = use_by <= now
        day = datetime.combine(stage.on, time(), zone)
        rows.append(
            {
                "chat_id": listener.chat_id,
                "channel": listener.channel,
                "rank": Rank.REMINDER,
                "kind": "reminder",
                "key": f"{topic}:{stage.name}@{stage.on.isoformat()}:{listener.guardian_id}",
                "about": topic,
                "body": {"child": child_id, "dose": name, "stage": stage.name},
                "due_at": now if missed else polite(max(now, day), hours(listener), zone, use_by),
                "use_by": use_by,
                "state": State.MISSED if missed else State.WAITING,
                "trouble": "its day passed while nothing ran" if missed else None,
                "tries": 0,
                "unsure": 0,
                "created_at": now,
                "settled_at": now if missed else None,
            }
        )
    return rows


def hours(guardian: Guardian | Listener, *, day_named: bool = False) -> Hours:
    """The guardian's polite hours as the rules know them. Where they named the day themselves, their rest day has no say."""
    rest_day = None if day_named else guardian.rest_day
    return Hours(_time(guardian.write_from), _time(guardian.write_to), rest_day)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def put_off(
    desk: Desk, chat_id: int, channel: str, guardian_id: int, items: Iterable[tuple[int, str]], at: datetime
) -> None:
    """*Later*: the same reminder again at the moment the person chose, and no more at one chosen before; worth saying for two days."""
    for child_id, name in items:
        topic = about(child_id, name)
        key = f"{topic}:later@{at.isoformat()}:{guardian_id}"
        db_reminders.drop_put_off(desk.session, chat_id, topic)
        if db_reminders.known_keys(desk.session, [key]):
            continue
        desk.session.add(
            Outbox(
                chat_id=chat_id,
                channel=channel,
                rank=Rank.REMINDER,
                kind="reminder",
                key=key,
                about=topic,
                body={"child": child_id, "dose": name, "stage": "later"},
                due_at=at,
                use_by=at + timedelta(days=2),
                created_at=desk.now,
            )
        )
    desk.session.flush()


def take_back(desk: Desk, child: Child, done: Collection[str], tapped: Tapped | None) -> None:
    """Messages that still ask for what is done are reworded in every other chat. `done`: names of what the record says was done."""
    stale = [
        row
        for row in db_reminders.said_about(desk.session, child.id or 0, desk.now - TAKE_BACK)
        if (row.about or "").rpartition(":")[2] in done
    ]
    for row in stale:
        row.state = outbox.State.ANSWERED
    db_reminders.answer_while_sending(desk.session, child.id or 0, done)
    # In the order they were sent: a set of words has another order in each process.
    for chat_id, channel, ref in dict.fromkeys(
        (row.chat_id, row.channel, row.message_ref) for row in stale if row.message_ref
    ):
        if tapped is None or (chat_id, ref) != (tapped.chat_id, tapped.ref):
            db_reminders.reword(desk.session, chat_id, channel, ref, desk.now)
    desk.session.flush()
