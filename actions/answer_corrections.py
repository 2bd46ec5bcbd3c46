"""A wrong answer that was corrected is told to everybody who was given the wrong one: once a chat, at a polite hour, in words made at the door."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions.answers import published
from actions.desk import Desk
from actions.reminders import hours
from actions.staff import note
from db import answer_keeping as tables
from db import chats, outbox
from db.answer_keeping import CORRECTION
from db.chats import Chat
from db.families import Guardian
from db.outbox import Outbox, Rank, State
from rules.answers.answer import Answer, of_plain
from rules.hours import Hours, next_polite
from rules.knowledge import Knowledge
from rules.roles import Duty, Role

#: What could not be told within so long is not told any more.
USE_BY = timedelta(days=14)
#: The outbox's name of such a row.
KIND = "corrected"


def given_count(session: Session, key: str, before_version: int) -> int:
    """How many chats were told an older version of this answer last, and would hear of the correction. Who blocked us, or asked to be
    forgotten, is not counted."""
    return sum(version < before_version for version in tables.told(session, key).values())


def announce(desk: Desk, duty: Duty, key: str) -> int:
    """Queues a correction for each of them and says how many. An older correction of the same answer that still waits is dropped; a second
    time for the same version nobody is told twice. 0 where the answer was taken out, or by whom is no administrator."""
    edition = published(desk.session, desk.knowledge)
    if not duty.at_least(Role.ADMINISTRATOR) or key not in edition.answers:
        return 0
    # Two who announce at the same instant do it one after the other.
    tables.hold(desk.session)
    version = edition.version(key)
    _drop_older(desk, key, version)
    wrong = [chat for chat, told in tables.told(desk.session, key).items() if told < version]
    known = {row.key for row in tables.corrections(desk.session, key, tuple(State))}
    made = [
        row
        for chat in chats.several(desk.session, wrong)
        if (row := _row(desk, chat, key, version)).key not in known
    ]
    desk.session.add_all(made)
    desk.session.flush()
    note(desk.session, duty.who, "answer.announced", f"answer:{key}:{version}", desk.now)
    return len(made)


def _drop_older(desk: Desk, key: str, version: int) -> None:
    waiting = tables.corrections(desk.session, key, (State.WAITING,))
    older = [row.id or 0 for row in waiting if tables.corrected_to(row) < version]
    if older:
        outbox.settle(desk.session, older, State.WITHDRAWN, desk.now, trouble="corrected again")


def _row(desk: Desk, chat: Chat, key: str, version: int) -> Outbox:
    use_by = desk.now + USE_BY
    return Outbox(
        chat_id=chat.id or 0,
        channel=chat.channel,
        rank=Rank.NOTICE,
        kind=KIND,
        key=_name(key, version, chat.id or 0),
        about=f"{CORRECTION}:{key}",
        body={"answer": key},
        due_at=polite(desk.session, chat, desk.zone, desk.now),
        use_by=use_by,
        created_at=desk.now,
    )


def polite(session: Session, chat: Chat, zone: ZoneInfo, now: datetime) -> datetime:
    """When this chat may hear something nobody there asked for: in the guardian's hours, or the usual ones."""
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    wanted = hours(guardian, day_named=True) if guardian is not None else Hours()
    return next_polite(now, wanted, zone)


def still_wrong(session: Session, knowledge: Knowledge, row: Outbox, today: date) -> Answer | None:
    """At the door: the answer as it stands now, if the chat of this row still believes something else; the row counts as one about this version
    then. None where it was taken out or holds no more, where they were told the new one meanwhile or are about to be by another row, and where
    it says again what they were told."""
    key = str((row.body or {}).get("answer", ""))
    edition = published(session, knowledge)
    answer, told = edition.answers.get(key), tables.told_here(session, key, row.chat_id)
    version = edition.version(key)
    if answer is None or not answer.holds(today) or told is None or told >= version:
        return None
    if _says(answer) == _said_in(session, knowledge, key, told):
        return None
    name = _name(key, version, row.chat_id)
    if row.key != name:
        if any(one.key == name for one in tables.corrections(session, key, tuple(State), row.chat_id)):
            return None
        row.key = name
        session.add(row)
        session.flush()
    return answer


def _name(key: str, version: int, chat_id: int) -> str:
    """Unique, so that one version is told once a chat."""
    return f"{CORRECTION}:{key}:{version}:{chat_id}"


def _said_in(session: Session, knowledge: Knowledge, key: str, version: int) -> object:
    """What was said in this version; 0 is the pack's."""
    if version == 0:
        first = knowledge.first_answers().get(key)
        return _says(first) if first is not None else None
    kept = tables.versions(session, [version]).get(version)
    return _says(of_plain(kept.content)) if kept is not None and kept.content else None


def _says(answer: Answer) -> object:
    """What a parent reads of it."""
    return answer.titles, answer.texts, answer.ways, answer.valid_until
