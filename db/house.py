"""What the running house itself remembers: who holds which duty, and small facts such as Telegram's offset."""

from __future__ import annotations

import base64
from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel

from db.connection import Moment
from db.sealing import ring


class Lease(SQLModel, table=True):
    """A duty only one process may have at a time (courier, clock), and until when it has it."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Moment)


class Note(SQLModel, table=True):
    """A small fact by name, with the time it was written."""

    name: str = Field(primary_key=True)
    value: str
    written_at: datetime = Field(sa_type=Moment)


def prove_key(session: Session, now: datetime) -> None:
    """Raises SealError when this database was sealed with a key we do not have. The first start leaves the proof behind."""
    kept = note(session, "key_proof") or _leave_proof(session, now)
    ring().open(base64.b64decode(kept.value), "key_proof")


def _leave_proof(session: Session, now: datetime) -> Note:
    """Ours, or that of another process which started on the same empty database at the same moment and was first."""
    sealed = base64.b64encode(ring().seal(b"houniao", "key_proof")).decode()
    with suppress(IntegrityError), session.begin_nested():
        session.add(Note(name="key_proof", value=sealed, written_at=now))
    return session.get_one(Note, "key_proof")


def lease(session: Session, name: str) -> Lease | None:
    """The lease, locked: whoever reads it decides about it."""
    return session.get(Lease, name, with_for_update=True)


def note(session: Session, name: str) -> Note | None:
    """A fact, if it was ever written."""
    return session.get(Note, name)


def write_note(session: Session, name: str, value: str, now: datetime) -> None:
    """Writes or replaces a fact."""
    session.merge(Note(name=name, value=value, written_at=now))
