"""Answers being kept: drafts, history, what was published with which deed, questions nobody answered well, and who was told what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, text, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from db.answers import (
    AnswerDraft,
    AnswerGiven,
    AnswerImport,
    AnswerPicture,
    AnswerRow,
    AnswerVersion,
    Asked,
)
from db.chats import Chat
from db.outbox import Outbox, State

#: Begins `about` and `key` of a correction in the outbox: "answer:<key>", "answer:<key>:<version>:<chat>".
CORRECTION = "answer"


def hold(session: Session) -> None:
    """From here to the end of the transaction nobody else publishes: what leads where is one web. SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE answer IN SHARE ROW EXCLUSIVE MODE"))


def keys(session: Session) -> set[str]:
    """Every key that was ever used or is being written, taken out or not."""
    asked = (select_columns(col(one.key)) for one in (AnswerRow, AnswerDraft, AnswerVersion))
    return {key for rows in asked for key in session.scalars(rows)}


def drafts(session: Session) -> list[AnswerDraft]:
    """All drafts, the one written last first."""
    return list(session.exec(select(AnswerDraft).order_by(col(AnswerDraft.at).desc(), col(AnswerDraft.key))))


def write(
    session: Session,
    who: str,
    deed: str,
    changes: Mapping[str, tuple[dict[str, Any] | None, dict[str, Any] | None]],
    now: datetime,
    import_id: int | None = None,
) -> dict[str, AnswerVersion]:
    """Writes how these answers stand from now on, by key: before and now (None: not there). Under `hold`. Returns their versions."""
    made = {
        key: AnswerVersion(
            key=key, deed=deed, content=content, before=before, who=who, at=now, import_id=import_id
        )
        for key, (before, content) in changes.items()
    }
    session.add_all(made.values())
    session.flush()
    there = {row.key: row for row in session.exec(select(AnswerRow).where(col(AnswerRow.key).in_(made)))}
    for key, version in made.items():
        row = there.get(key) or AnswerRow(key=key, version=0, at=now)
        row.content, row.version, row.at = version.content, version.id or 0, now
        session.add(row)
    session.flush()
    return made


def history(session: Session, key: str, most: int = 50) -> list[AnswerVersion]:
    """What was done with this answer, the last deed first."""
    rows = select(AnswerVersion).where(AnswerVersion.key == key).order_by(col(AnswerVersion.id).desc())
    return list(session.exec(rows.limit(most)))


def versions(session: Session, ids: Collection[int]) -> dict[int, AnswerVersion]:
    """Changes by number."""
    return {
        one.id or 0: one for one in session.exec(select(AnswerVersion).where(col(AnswerVersion.id).in_(ids)))
    }


def of_import(session: Session, number: int) -> list[AnswerVersion]:
    """What an import wrote, in its order."""
    rows = select(AnswerVersion).where(AnswerVersion.import_id == number, AnswerVersion.deed == "imported")
    return list(session.exec(rows.order_by(col(AnswerVersion.id))))


def imports(session: Session) -> list[AnswerImport]:
    """All imports, the newest first."""
    return list(session.exec(select(AnswerImport).order_by(col(AnswerImport.id).desc())))


def one_import(session: Session, number: int | None) -> AnswerImport | None:
    """The import with this number; without one the last that was not undone."""
    if number is not None:
        return session.get(AnswerImport, number)
    rows = select(AnswerImport).where(col(AnswerImport.undone_at).is_(None))
    return session.exec(rows.order_by(col(AnswerImport.id).desc()).limit(1)).first()


_open = and_(
    col(Asked.settled_at).is_(None),
    or_(
        col(Asked.outcome) == "unknown",
        and_(col(Asked.outcome) == "offered", col(Asked.key).is_(None)),
        col(Asked.helped).is_(False),
    ),
)


def open_questions(session: Session, most: int) -> list[Asked]:
    """Questions nobody answered well and nobody has seen to, the newest first."""
    return list(session.exec(select(Asked).where(_open).order_by(col(Asked.id).desc()).limit(most)))


def settle(session: Session, ids: Collection[int], now: datetime) -> int:
    """Somebody has seen to these; says how many were still open."""
    rows = update(Asked).where(col(Asked.id).in_(ids), col(Asked.settled_at).is_(None))
    return len(session.execute(rows.values(settled_at=now).returning(col(Asked.id))).all())


def told(session: Session, key: str) -> dict[int, int]:
    """The version of this answer each chat that listens was told last: asked for, or by a correction that was said or is on its way."""
    listens = col(Chat.blocked_at).is_(None), col(Chat.leaving).is_(False)
    given = (
        select_columns(col(AnswerGiven.chat_id), col(AnswerGiven.version))
        .join(Chat, col(Chat.id) == col(AnswerGiven.chat_id))
        .where(col(AnswerGiven.key) == key, *listens)
    )
    found: dict[int, int] = {row.chat_id: row.version for row in session.execute(given)}
    for row in corrections(session, key, (State.WAITING, State.SENDING, State.SENT)):
        if row.chat_id in found:
            found[row.chat_id] = max(found[row.chat_id], corrected_to(row))
    return found


def told_here(session: Session, key: str, chat_id: int) -> int | None:
    """The version this chat was told last, so that a correction on its way can see whether it is still needed."""
    rows = select_columns(col(AnswerGiven.version)).where(
        col(AnswerGiven.key) == key, col(AnswerGiven.chat_id) == chat_id
    )
    said = [corrected_to(row) for row in corrections(session, key, (State.SENT,), chat_id)]
    given = session.execute(rows).scalar()
    return None if given is None else max(given, *said) if said else given


def corrections(
    session: Session, key: str, states: Collection[State], chat_id: int | None = None
) -> list[Outbox]:
    """Corrections of this answer in the outbox: all, or those of one chat."""
    rows = select(Outbox).where(Outbox.about == f"{CORRECTION}:{key}", col(Outbox.state).in_(states))
    if chat_id is not None:
        rows = rows.where(Outbox.chat_id == chat_id)
    return list(session.exec(rows.order_by(col(Outbox.id))))


def corrected_to(row: Outbox) -> int:
    """The version a correction was queued for. Its key keeps it when the body is gone."""
    return int((row.key or "::0:").split(":")[2])


def sweep_asked(session: Session, before: datetime) -> None:
    """What was asked before this moment goes, settled or not."""
    session.execute(delete(Asked).where(col(Asked.at) < before))


def sweep_given(session: Session, before: datetime) -> None:
    """Who was given what before this moment goes."""
    session.execute(delete(AnswerGiven).where(col(AnswerGiven.at) < before))


def sweep_pictures(session: Session, before: datetime) -> int:
    """Pictures older than this that no answer, draft or change in the history uses go; says how many."""
    old = set(session.scalars(select_columns(col(AnswerPicture.name)).where(col(AnswerPicture.at) < before)))
    if not old:
        return 0
    unused = sorted(old - set(_used(session)))
    session.execute(delete(AnswerPicture).where(col(AnswerPicture.name).in_(unused)))
    return len(unused)


def _used(session: Session) -> Iterable[str]:
    columns = (AnswerRow.content, AnswerDraft.content, AnswerVersion.content, AnswerVersion.before)
    for column in columns:
        for content in session.scalars(select_columns(col(column))):
            if content and content.get("picture"):
                yield content["picture"]
