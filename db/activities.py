"""Activities: notices with a time, a place and seats; and who comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    delete,
    func,
    or_,
    true,
)
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import ANEW, Moment
from db.notices import within
from db.outbox import Outbox, State
from db.sealing import Sealed
from rules.activities import Coming as Coming
from rules.roles import Duty

#: Activities to come that a family's list is made from.
MOST = 300


class ActivityState(StrEnum):
    """Words are kept in the database: never change one."""

    DRAFT = "draft"
    OPEN = "open"
    CANCELLED = "cancelled"


class Activity(SQLModel, table=True):
    """One activity. `content` is `rules.activities.to_plain` of what families see ({} before the first time), `draft` of what is being written (None:
    nothing is). What is searched or counted of `content` has a column, of `draft` as long as nothing is published."""

    __table_args__ = (Index("ix_activity_time", "state", "starts_at"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    draft: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    state: str = ActivityState.DRAFT
    #: Rises with everything families see of it.
    revision: int = 1
    #: Who wrote in the draft last, and when.
    draft_by: str = ""
    draft_at: datetime | None = Field(default=None, sa_type=Moment)
    #: Who began it ("staff:3", "owner").
    holder: str
    #: Its districts between bars (`db.staff.bars`); empty: the whole city.
    districts: str = ""
    starts_at: datetime | None = Field(default=None, sa_type=Moment)
    ends_at: datetime | None = Field(default=None, sa_type=Moment)
    #: Seats (`rules.activities.seats_of`); None: as many as want to come.
    seats: int | None = None
    #: A place of the tables, if it is one of them.
    place_id: int | None = None
    #: What parents type at the door.
    code: str = ""
    #: Why it does not take place: {"is": one of `rules.activities.WHYS`} or texts by language.
    why: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    #: What is left of who came when the guests have gone (`actions.activity_results`).
    sums: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    created_at: datetime = Field(sa_type=Moment)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    #: When anything families see of it changed last, and when its time or place did.
    changed_at: datetime | None = Field(default=None, sa_type=Moment)
    moved_at: datetime | None = Field(default=None, sa_type=Moment)


class ActivityGuest(SQLModel, table=True):
    """One family's answer to one activity, whichever guardian gave it. `waits_since`: they are on the waiting list, in this order."""

    __tablename__ = "activity_guest"
    __table_args__ = (UniqueConstraint("activity_id", "family_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("activity.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    #: What staff call them at the door: "family 3".
    number: int = 0
    coming: str
    children: int = 1
    waits_since: datetime | None = Field(default=None, sa_type=Moment)
    answered_at: datetime = Field(sa_type=Moment)
    came_at: datetime | None = Field(default=None, sa_type=Moment)
    #: 1 good, 2 so-so, 3 not good.
    liked: int | None = None
    words: str | None = Field(default=None, sa_column=Column(Sealed("activity_guest.words")))


# --- for staff: only within their districts


def one(session: Session, activity_id: int, duty: Duty) -> Activity | None:
    """This activity within their districts; locked, so that two who work on it do so one after the other."""
    rows = select(Activity).where(Activity.id == activity_id, within(duty, col(Activity.districts)))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def listed(
    session: Session, duty: Duty, what: str, now: datetime, most: int, skip: int = 0
) -> list[Activity]:
    """Within their districts: "open" (to come, the next first), "drafts" (the newest first), "over" (the last first, cancelled ones among them)."""
    to_come = col(Activity.ends_at) > now
    which: dict[str, ColumnElement[bool]] = {
        "open": (col(Activity.state) == ActivityState.OPEN) & to_come,
        "drafts": col(Activity.state) == ActivityState.DRAFT,
        "over": (col(Activity.state) == ActivityState.CANCELLED)
        | ((col(Activity.state) == ActivityState.OPEN) & ~to_come),
    }
    order = {"open": col(Activity.starts_at), "over": col(Activity.starts_at).desc()}
    rows = select(Activity).where(which.get(what, true()), within(duty, col(Activity.districts)))
    ordered = rows.order_by(order.get(what, col(Activity.id).desc()), col(Activity.id))
    return list(session.exec(ordered.limit(most).offset(skip)))


# --- for families


def look(session: Session, activity_id: int) -> Activity | None:
    """What was published; nothing of a draft."""
    found = session.get(Activity, activity_id)
    return found if found is not None and found.state != ActivityState.DRAFT else None


def locked(session: Session, activity_id: int) -> Activity | None:
    """This activity as it is now, held until the end: seats are given to one family after the other."""
    rows = select(Activity).where(Activity.id == activity_id).with_for_update()
    return session.exec(rows, execution_options=ANEW).first()


def to_come(session: Session, now: datetime, district: str | None = None) -> list[Activity]:
    """Open ones that have not begun, the next first: those of this district and of the whole city; of everywhere where none is named."""
    rows = select(Activity).where(Activity.state == ActivityState.OPEN, col(Activity.starts_at) > now)
    if district is not None:
        there = col(Activity.districts).contains(f"|{district}|", autoescape=True)
        rows = rows.where(or_(col(Activity.districts) == "", there))
    return list(session.exec(rows.order_by(col(Activity.starts_at), col(Activity.id)).limit(MOST)))


def between(session: Session, first: datetime, last: datetime) -> list[Activity]:
    """Open ones that begin between these moments."""
    rows = select(Activity).where(
        Activity.state == ActivityState.OPEN,
        col(Activity.starts_at) >= first,
        col(Activity.starts_at) <= last,
    )
    return list(session.exec(rows.order_by(col(Activity.starts_at), col(Activity.id))))


def with_code(session: Session, code: str, first: datetime, last: datetime) -> list[Activity]:
    """Open ones with this code that have not begun before `first` and begin by `last`."""
    return [one_of_them for one_of_them in between(session, first, last) if one_of_them.code == code]


# --- who comes


def guests(session: Session, activity_id: int) -> list[ActivityGuest]:
    """Every family that answered, in the order of their numbers."""
    rows = select(ActivityGuest).where(ActivityGuest.activity_id == activity_id)
    return list(
        session.exec(rows.order_by(col(ActivityGuest.number), col(ActivityGuest.id)), execution_options=ANEW)
    )


def guest(session: Session, activity_id: int, family_id: int) -> ActivityGuest | None:
    """What this family said."""
    rows = select(ActivityGuest).where(
        ActivityGuest.activity_id == activity_id, ActivityGuest.family_id == family_id
    )
    return session.exec(rows, execution_options=ANEW).first()


def taken(session: Session, activity_ids: Collection[int]) -> dict[int, int]:
    """Seats that are taken, by activity (`rules.activities.seats_of`); nought where none is."""
    seats = func.sum(func.coalesce(func.nullif(col(ActivityGuest.children), 0), 1))
    rows = (
        select_columns(col(ActivityGuest.activity_id), seats)
        .where(
            col(ActivityGuest.activity_id).in_(activity_ids),
            col(ActivityGuest.coming) == Coming.YES,
            col(ActivityGuest.waits_since).is_(None),
        )
        .group_by(col(ActivityGuest.activity_id))
    )
    return {**dict.fromkeys(activity_ids, 0), **{number: int(many) for number, many in session.execute(rows)}}


def of_family(session: Session, family_id: int) -> list[tuple[ActivityGuest, Activity]]:
    """Everything this family answered that is still kept, by date."""
    rows = (
        select(ActivityGuest, Activity)
        .join(Activity, col(Activity.id) == col(ActivityGuest.activity_id))
        .where(ActivityGuest.family_id == family_id)
    )
    return list(session.exec(rows.order_by(col(Activity.starts_at), col(Activity.id))).all())


def forget_family(session: Session, family_id: int) -> list[int]:
    """What this family answered goes; the activities it was about."""
    rows = delete(ActivityGuest).where(col(ActivityGuest.family_id) == family_id)
    return list(session.execute(rows.returning(col(ActivityGuest.activity_id))).scalars())


# --- letters and keeping


def about(activity_id: int) -> str:
    """What letters of an activity are about, in the outbox."""
    return f"activity:{activity_id}"


def number_of(name: str | None) -> int | None:
    """The activity again; None for what is about none."""
    kind, _sep, number = (name or "").partition(":")
    return int(number) if kind == "activity" and number.isdecimal() else None


def drop_waiting(session: Session, activity_id: int, chat_ids: Collection[int] | None = None) -> None:
    """Letters about it that nobody has heard yet (of these chats) are not said; the same can be queued again."""
    rows = delete(Outbox).where(
        col(Outbox.about) == about(activity_id),
        col(Outbox.kind) == "activity",
        col(Outbox.state) == State.WAITING,
    )
    if chat_ids is not None:
        rows = rows.where(col(Outbox.chat_id).in_(chat_ids))
    session.execute(rows)


def over(session: Session, before: datetime, most: int) -> list[Activity]:
    """Those that ended before this moment and still have guests; locked, what another process has is left to it."""
    has_guests = select_columns(col(ActivityGuest.activity_id))
    rows = (
        select(Activity).where(col(Activity.ends_at) < before, col(Activity.id).in_(has_guests)).limit(most)
    )
    return list(session.exec(rows.with_for_update(skip_locked=True), execution_options=ANEW))


def drop_guests(session: Session, activity_id: int) -> None:
    """Who came to it is not kept any more."""
    session.execute(delete(ActivityGuest).where(col(ActivityGuest.activity_id) == activity_id))


def drop_old_drafts(session: Session, before: datetime) -> None:
    """What was begun long ago and never published goes."""
    session.execute(
        delete(Activity).where(col(Activity.state) == ActivityState.DRAFT, col(Activity.created_at) < before)
    )
