"""A family: one household, its guardians, what they agreed to, and the one-time links by which a second guardian joins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, delete
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment


def _owner(table: str) -> Column[int]:
    return Column(Integer, ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True, nullable=False)


class Family(SQLModel, table=True):
    # Ids stand in buttons and keys and must never come back: SQLite would give the highest one again after a delete.
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    demo: bool = False
    created_at: datetime = Field(sa_type=Moment)


class Guardian(SQLModel, table=True):
    """A person with a chat. Hours are minutes after midnight in the city's zone; `rest_day` 0 is Monday."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(sa_column=_owner("family"))
    write_from: int = 9 * 60
    write_to: int = 20 * 60
    rest_day: int | None = None
    #: Set by /stop: no reminders until the person asks for them again.
    paused_at: datetime | None = Field(default=None, sa_type=Moment)
    #: Feeding and safety notes by age are sent only to those who asked for them.
    notes_wanted: bool = False
    created_at: datetime = Field(sa_type=Moment)


class Consent(SQLModel, table=True):
    """Who agreed to what, in which words and language, and when it was taken back."""

    id: int | None = Field(default=None, primary_key=True)
    guardian_id: int = Field(sa_column=_owner("guardian"))
    kind: str
    version: str
    text_hash: str
    language: str
    given_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


class Invite(SQLModel, table=True):
    """A one-time link. Only the hash of its secret is kept. Its number goes into the secret, so none is used twice."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(sa_column=_owner("family"))
    secret_hash: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


def guardians(session: Session, family_id: int) -> list[Guardian]:
    """Everyone who looks after this family's children, the first to come first."""
    return list(
        session.exec(select(Guardian).where(Guardian.family_id == family_id).order_by(col(Guardian.id)))
    )


def consents(session: Session, guardian_id: int) -> list[Consent]:
    """Every consent this person gave, the oldest first."""
    return list(
        session.exec(select(Consent).where(Consent.guardian_id == guardian_id).order_by(col(Consent.id)))
    )


def invite(session: Session, secret_hash: str) -> Invite | None:
    """The one-time link with this secret; locked, so that two people cannot use it at the same instant."""
    return session.exec(select(Invite).where(Invite.secret_hash == secret_hash).with_for_update()).first()


def open_invite(session: Session, family_id: int, now: datetime) -> Invite | None:
    """A link of this family that still works."""
    rows = select(Invite).where(
        Invite.family_id == family_id, col(Invite.used_at).is_(None), col(Invite.expires_at) > now
    )
    return session.exec(rows).first()


def lock(session: Session, family_ids: Iterable[int]) -> set[int]:
    """Locks these families and returns those that exist: two guardians who go at the same instant must not both believe that the other stays."""
    rows = select(Family.id).where(col(Family.id).in_(list(family_ids))).order_by(col(Family.id))
    return {family_id for family_id in session.exec(rows.with_for_update()) if family_id is not None}


def drop_expired_invites(session: Session, now: datetime) -> None:
    """Links nobody used in time."""
    session.exec(delete(Invite).where(col(Invite.expires_at) < now))


def drop_invites(session: Session, family_id: int) -> None:
    """A family's links that nobody used yet."""
    session.exec(delete(Invite).where(col(Invite.family_id) == family_id, col(Invite.used_at).is_(None)))


def drop(session: Session, family_id: int) -> None:
    """The family and, by cascade, its children, doses and links."""
    session.exec(delete(Family).where(col(Family.id) == family_id))
