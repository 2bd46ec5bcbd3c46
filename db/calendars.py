"""A guardian's calendar link: what a phone's own calendar fetches, until it is stopped. Only a hash of its token is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, ForeignKey, Integer, bindparam, delete, update
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from db.families import Guardian

#: How long it can be seen that a link was stopped.
KEEP = timedelta(days=30)


class CalendarFeed(SQLModel, table=True):
    """`read_at` is when a calendar fetched it lately, noted once a day. Its number goes into the token, so none is made twice."""

    __tablename__ = "calendar_feed"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    guardian_id: int = Field(
        sa_column=Column(Integer, ForeignKey("guardian.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)
    read_at: datetime | None = Field(default=None, sa_type=Moment)


_opened = (
    select(CalendarFeed, Guardian)
    .join(Guardian, col(Guardian.id) == col(CalendarFeed.guardian_id))
    .where(CalendarFeed.token_hash == bindparam("hash"), col(CalendarFeed.revoked_at).is_(None))
)


def opened(session: Session, token_hash: str) -> tuple[CalendarFeed, Guardian] | None:
    """The link with this hash that still works, and whose it is."""
    row = session.execute(_opened, {"hash": token_hash}).first()
    return (row[0], row[1]) if row else None


def standing(session: Session, guardian_id: int) -> CalendarFeed | None:
    """The link of this person that works."""
    rows = select(CalendarFeed).where(
        CalendarFeed.guardian_id == guardian_id, col(CalendarFeed.revoked_at).is_(None)
    )
    return session.exec(rows.order_by(col(CalendarFeed.id).desc())).first()


def all_of(session: Session, guardian_id: int) -> list[CalendarFeed]:
    """Every link of this person that is still kept, stopped ones included: for the export."""
    rows = select(CalendarFeed).where(CalendarFeed.guardian_id == guardian_id)
    return list(session.exec(rows.order_by(col(CalendarFeed.id))))


def revoke(session: Session, guardian_id: int, now: datetime) -> int:
    """No link of this person works any more; returns how many did."""
    working = update(CalendarFeed).where(
        col(CalendarFeed.guardian_id) == guardian_id, col(CalendarFeed.revoked_at).is_(None)
    )
    return session.exec(working.values(revoked_at=now)).rowcount


def drop(session: Session, guardian_id: int) -> None:
    """Every link of this person, without a trace: what it showed is no longer theirs."""
    session.exec(delete(CalendarFeed).where(col(CalendarFeed.guardian_id) == guardian_id))


def sweep(session: Session, now: datetime) -> None:
    """Links that were stopped long ago."""
    session.exec(delete(CalendarFeed).where(col(CalendarFeed.revoked_at) < now - KEEP))
