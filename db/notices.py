"""Notices: what staff send to many, saved groups, files that go with it, what families pressed, and what they do not want to hear of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
    and_,
    delete,
    false,
    func,
    or_,
    true,
)
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import ANEW, Moment
from rules.roles import Duty

#: How long a notice that is over is kept, like its rows of the outbox.
KEEP = timedelta(days=400)
#: How long a draft is kept that nobody sent, like one of an activity.
KEEP_DRAFTS = timedelta(days=365)


class NoticeState(StrEnum):
    """Words are kept in the database: never change one."""

    DRAFT = "draft"
    #: Written and confirmed by one; a second person has to confirm it.
    ASKED = "asked"
    #: Leaves at its hour (and again, when it repeats).
    PLANNED = "planned"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"
    #: Its time passed while the house stood still, too long ago to send it still.
    MISSED = "missed"


class NoticeRow(SQLModel, table=True):
    """One notice. `content` is `rules.notices.to_plain`; the rows of the outbox it became are about "notice:<id>"."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_state", "state"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    state: str = NoticeState.DRAFT
    #: Rises with every change: two who write on one draft do not overwrite each other.
    revision: int = 1
    #: Who works on it ("staff:3", "owner", "desk") and in which chat; who confirmed it first, and who as the second person. Owners share a name,
    #: so that two persons are told apart by their chats.
    holder: str
    holder_chat: int = 0
    confirmed_by: str | None = None
    confirmed_chat: int = 0
    seconded_by: str | None = None
    #: When it leaves; for one that repeats, the next time.
    leaves_at: datetime | None = Field(default=None, sa_type=Moment)
    #: The repeating notice this one is an edition of.
    edition_of: int | None = Field(default=None, index=True)
    #: Of `content`, because queries ask for them: `rules.notices.Subject`; whether it breaks hours and the weekly limit.
    subject: str = ""
    urgent: bool = False
    #: The districts of its audience between bars (`db.staff.bars`); empty: the whole city.
    districts: str = ""
    #: At the moment it was queued: how many, and how many were left out by reason.
    queued: int = 0
    left_out: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    #: Whether the sender was told that many copies fail.
    trouble_told: bool = False
    created_at: datetime = Field(sa_type=Moment)
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class NoticeGroup(SQLModel, table=True):
    """A saved audience (`rules.audiences.to_plain`) with a name."""

    __tablename__ = "notice_group"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str
    audience: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    #: Districts it lies in between bars (`db.staff.bars`); empty: all of them.
    districts: str = ""
    who: str
    at: datetime = Field(sa_type=Moment)


class NoticeFile(SQLModel, table=True):
    """A picture or document that goes with a notice, named by its own hash."""

    __tablename__ = "notice_file"

    name: str = Field(primary_key=True)
    title: str
    mime: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_type=Moment)


class NoticePress(SQLModel, table=True):
    """A button somebody pressed under a notice, once: `what` is its address; a choice of a poll ("option:2") can be changed."""

    __tablename__ = "notice_press"
    __table_args__ = (UniqueConstraint("notice_id", "chat_id", "what"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(
        sa_column=Column(Integer, ForeignKey("notice.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    what: str
    at: datetime = Field(sa_type=Moment)


class NoticeMute(SQLModel, table=True):
    """A subject this guardian does not want to hear of (`rules.notices.Subject`)."""

    __tablename__ = "notice_mute"
    __table_args__ = (UniqueConstraint("guardian_id", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    guardian_id: int = Field(
        sa_column=Column(Integer, ForeignKey("guardian.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    subject: str
    at: datetime = Field(sa_type=Moment)


def within(duty: Duty, districts: Any) -> ColumnElement[bool]:
    """Only what lies in their districts and nowhere else (`districts`: a column of names between bars): the bar is all that is left when theirs
    are taken out. The whole city is not theirs, unless they work everywhere."""
    if not duty.districts:
        return true()
    rest = districts
    for one_of_theirs in sorted(duty.districts):
        rest = func.replace(rest, f"|{one_of_theirs}|", "|")
    return and_(districts != "", rest == "|")


def one(session: Session, notice_id: int, duty: Duty) -> NoticeRow | None:
    """This notice within their districts; locked, so that two who work on it do so one after the other."""
    rows = select(NoticeRow).where(NoticeRow.id == notice_id, within(duty, col(NoticeRow.districts)))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def listed(
    session: Session, duty: Duty, states: Collection[NoticeState], most: int, skip: int = 0
) -> list[NoticeRow]:
    """Notices in these states within their districts, the newest first."""
    rows = select(NoticeRow).where(
        col(NoticeRow.state).in_(list(states)), within(duty, col(NoticeRow.districts))
    )
    return list(session.exec(rows.order_by(col(NoticeRow.id).desc()).limit(most).offset(skip)))


def editions(session: Session, duty: Duty, notice_id: int, most: int) -> list[NoticeRow]:
    """What a repeating notice became, the newest first."""
    rows = select(NoticeRow).where(NoticeRow.edition_of == notice_id, within(duty, col(NoticeRow.districts)))
    return list(session.exec(rows.order_by(col(NoticeRow.id).desc()).limit(most)))


def in_states(
    session: Session, states: Collection[NoticeState], due: datetime | None = None
) -> list[NoticeRow]:
    """For the clock: notices in these states, those whose time has come if `due` is given; locked, the longest waiting first. What another process
    has in its hands is left to it."""
    rows = select(NoticeRow).where(col(NoticeRow.state).in_(list(states)))
    if due is not None:
        rows = rows.where(col(NoticeRow.leaves_at) <= due)
    ordered = rows.order_by(col(NoticeRow.leaves_at), col(NoticeRow.id)).with_for_update(skip_locked=True)
    return list(session.exec(ordered, execution_options=ANEW))


def recent(session: Session, since: datetime, without: int = 0) -> list[int]:
    """Notices that may have been given since then and count for the weekly limit: not urgent, no corrections (`without`: this one does not)."""
    began = col(NoticeRow.started_at)
    rows = select(NoticeRow.id, NoticeRow.content).where(
        began.is_not(None), began >= since, col(NoticeRow.urgent) == false(), NoticeRow.id != without
    )
    return [number or 0 for number, content in session.exec(rows) if not content.get("corrects")]


def same_words(
    session: Session, since: datetime, root: int, texts: Mapping[str, str], without: int
) -> list[int]:
    """Notices with these very texts that began to leave since then: the one a copy was made of, and its other copies."""
    began = col(NoticeRow.started_at)
    family = or_(col(NoticeRow.id) == root, col(NoticeRow.content)["copies"].as_integer() == root)
    rows = select(NoticeRow).where(began.is_not(None), began >= since, family, NoticeRow.id != without)
    return [row.id or 0 for row in session.exec(rows) if row.content.get("text") == dict(texts)]


def corrections(session: Session, notice_id: int) -> list[NoticeRow]:
    """What was written to put this notice right, the last first."""
    rows = select(NoticeRow).where(col(NoticeRow.content)["corrects"].as_integer() == notice_id)
    return list(session.exec(rows.order_by(col(NoticeRow.id).desc())))


def planned(session: Session) -> list[NoticeRow]:
    """Everything that will leave by itself; not locked."""
    return standing(session, (NoticeState.PLANNED,))


def standing(session: Session, states: Collection[NoticeState]) -> list[NoticeRow]:
    """Notices in these states, to be looked at only: not locked."""
    rows = select(NoticeRow).where(col(NoticeRow.state).in_(list(states)))
    return list(session.exec(rows.order_by(col(NoticeRow.id))))


def locked(session: Session, notice_id: int) -> NoticeRow | None:
    """This notice as it is now, held until the transaction ends."""
    rows = select(NoticeRow).where(NoticeRow.id == notice_id).with_for_update()
    return session.exec(rows, execution_options=ANEW).first()


def stopped_since(session: Session, since: datetime) -> list[int]:
    """Numbers of those that were stopped a moment ago."""
    rows = select(NoticeRow.id).where(NoticeRow.state == NoticeState.STOPPED, col(NoticeRow.ended_at) > since)
    return [number or 0 for number in session.exec(rows)]


def alive(session: Session) -> list[NoticeRow]:
    """Every notice that may still leave, in part or as a whole; locked."""
    over = (NoticeState.DONE, NoticeState.STOPPED, NoticeState.MISSED)
    rows = select(NoticeRow).where(col(NoticeRow.state).not_in(over)).order_by(col(NoticeRow.id))
    return list(session.exec(rows.with_for_update(), execution_options=ANEW))


def groups(session: Session, duty: Duty) -> list[NoticeGroup]:
    """Saved audiences within their districts, by name."""
    rows = select(NoticeGroup).where(within(duty, col(NoticeGroup.districts)))
    return list(session.exec(rows.order_by(col(NoticeGroup.name), col(NoticeGroup.id))))


def group(session: Session, group_id: int, duty: Duty) -> NoticeGroup | None:
    """This saved audience within their districts."""
    rows = select(NoticeGroup).where(NoticeGroup.id == group_id, within(duty, col(NoticeGroup.districts)))
    return session.exec(rows).first()


def muted(session: Session, guardian_id: int) -> set[str]:
    """The subjects this guardian does not want to hear of."""
    return set(session.exec(select(NoticeMute.subject).where(NoticeMute.guardian_id == guardian_id)))


def mutes(session: Session, guardian_id: int) -> list[tuple[str, datetime]]:
    """The same with the moment they said so."""
    rows = select(NoticeMute.subject, NoticeMute.at).where(NoticeMute.guardian_id == guardian_id)
    return list(session.exec(rows.order_by(col(NoticeMute.subject))))


def unmute(session: Session, guardian_id: int, subject: str) -> None:
    """They want to hear of it again."""
    session.exec(
        delete(NoticeMute).where(
            col(NoticeMute.guardian_id) == guardian_id, col(NoticeMute.subject) == subject
        )
    )


def sweep(session: Session, now: datetime) -> None:
    """What was over long ago, with what was pressed under it; drafts nobody sent; then files no notice names."""
    session.exec(delete(NoticeRow).where(col(NoticeRow.ended_at) < now - KEEP))
    old_draft = and_(col(NoticeRow.state) == NoticeState.DRAFT, col(NoticeRow.created_at) < now - KEEP_DRAFTS)
    session.exec(delete(NoticeRow).where(old_draft))
    _drop_files(session, now - timedelta(days=1))


def _drop_files(session: Session, before: datetime) -> None:
    named = {content.get("file") for content in session.exec(select(NoticeRow.content))}
    old = session.exec(select(NoticeFile.name).where(col(NoticeFile.at) < before))
    gone = [name for name in old if name not in named]
    session.exec(delete(NoticeFile).where(col(NoticeFile.name).in_(gone)))
