"""Needs: what families say they lack, by a short survey of buttons."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col

from db.activities import Activity, ActivityGuest, ActivityState
from db.children import Child
from db.connection import Moment
from db.families import Family

#: Everything a board counts, in the order it is counted in.
_COUNTED = ("round", "district", "wants", "hours", "language", "answered_at", "family_id")


class NeedAsked(SQLModel, table=True):
    """One family was asked in one round ("2026-2"), or told it unasked: never twice. `wants` and `hours` are keys of `rules.needs` with a space
    between, in their order, so that what was said alike is counted alike; "" until they answered."""

    __tablename__ = "need_asked"
    __table_args__ = (
        UniqueConstraint("family_id", "round"),
        Index("ix_need_asked_counted", *_COUNTED),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    round: str
    wants: str = ""
    hours: str = ""
    language: str = ""
    asked_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    #: They did not want to be asked.
    declined: bool = False
    #: Where the family lives, as its children say (`locate`): a board would else have to look at the children of the whole city.
    district: str | None = None


class NeedWant(SQLModel, table=True):
    """One thing one family wants (`rules.needs.TOPICS`), as it stands now: what audiences are found by."""

    __tablename__ = "need_want"
    __table_args__ = (UniqueConstraint("family_id", "topic"),)

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    topic: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class Alike:
    """So many families of one district said the same. `district` is where their eldest child with a district lives."""

    district: str | None
    wants: str
    hours: str
    language: str
    families: int


def of_round(session: Session, family_id: int, name: str) -> NeedAsked | None:
    """Whether this family was asked in this round, and what came of it."""
    rows = select(NeedAsked).where(col(NeedAsked.family_id) == family_id, col(NeedAsked.round) == name)
    return session.execute(rows).scalar()


def all_of(session: Session, family_id: int) -> list[NeedAsked]:
    """Every time this family was asked, the oldest first."""
    rows = select(NeedAsked).where(col(NeedAsked.family_id) == family_id).order_by(col(NeedAsked.round))
    return list(session.execute(rows).scalars())


def latest(session: Session, family_id: int, rounds: Collection[str]) -> NeedAsked | None:
    """What this family said last in one of these rounds."""
    rows = select(NeedAsked).where(
        col(NeedAsked.family_id) == family_id,
        col(NeedAsked.round).in_(rounds),
        col(NeedAsked.answered_at).is_not(None),
    )
    return session.execute(rows.order_by(col(NeedAsked.round).desc()).limit(1)).scalar()


def wants(session: Session, family_id: int) -> list[str]:
    """What this family wants now."""
    rows = select(col(NeedWant.topic)).where(col(NeedWant.family_id) == family_id).order_by(col(NeedWant.id))
    return list(session.execute(rows).scalars())


def want(session: Session, family_id: int, topics: Iterable[str], now: datetime) -> None:
    """This family wants these things from now on, and no others."""
    session.execute(delete(NeedWant).where(col(NeedWant.family_id) == family_id))
    session.add_all([NeedWant(family_id=family_id, topic=topic, at=now) for topic in topics])
    session.flush()


def standing(session: Session, now: str, before: str, districts: Collection[str]) -> list[Alike]:
    """What families say in the round `now`; where one said nothing in it, what it said in the one before. Without demo families.

    Only of these districts (none: of all).
    """
    newer = aliased(NeedAsked)
    answered_since = select(col(newer.family_id)).where(
        col(newer.round) == now, col(newer.answered_at).is_not(None)
    )
    row = NeedAsked
    four = (col(row.district), col(row.wants), col(row.hours), col(row.language))
    nobodys = select(col(Family.id)).where(col(Family.demo).is_(True))
    rows = (
        select(*four, func.count())
        .where(col(row.answered_at).is_not(None), col(row.family_id).not_in(nobodys))
        .group_by(*four)
    )
    if districts:
        rows = rows.where(col(row.district).in_(districts))
    # one question for each round: each walks along its own part of the index
    newest = rows.where(col(row.round) == now)
    older = rows.where(col(row.round) == before, col(row.family_id).not_in(answered_since))
    return [Alike(*found) for part in (newest, older) for found in session.execute(part)]


def locate(session: Session, family_id: int) -> None:
    """What this family said counts where its eldest child with a district lives now: called wherever its children change."""
    here = _district(family_id)
    answered = (col(NeedAsked.family_id) == family_id) & col(NeedAsked.answered_at).is_not(None)
    session.execute(update(NeedAsked).where(answered).values(district=here))


def _district(family_id: Any) -> Any:
    """Where a family lives."""
    rows = select(col(Child.district)).where(
        col(Child.family_id) == family_id, col(Child.district).is_not(None)
    )
    return rows.order_by(col(Child.born), col(Child.id)).limit(1).scalar_subquery()


def activities(session: Session, first: datetime, last: datetime) -> list[tuple[int, dict[str, Any]]]:
    """Those that were published and take place between these moments: number and content."""
    rows = select(col(Activity.id), col(Activity.content)).where(
        col(Activity.state) == ActivityState.OPEN,
        col(Activity.starts_at) >= first,
        col(Activity.starts_at) <= last,
    )
    return [(number or 0, content) for number, content in session.execute(rows.order_by(col(Activity.id)))]


def came(
    session: Session, numbers: Collection[int], districts: Collection[str]
) -> list[tuple[int, str | None, int]]:
    """Who came to these activities: activity, district, family. Without demo families."""
    lives = _district(col(ActivityGuest.family_id)).label("district")
    rows = (
        select(col(ActivityGuest.activity_id), lives, col(ActivityGuest.family_id))
        .join(Family, col(Family.id) == col(ActivityGuest.family_id))
        .where(
            col(ActivityGuest.activity_id).in_(numbers),
            col(ActivityGuest.came_at).is_not(None),
            col(Family.demo).is_(False),
        )
    )
    found = [(one, district, family) for one, district, family in session.execute(rows)]
    return [one for one in found if not districts or one[1] in districts]


def drop(session: Session, family_id: int) -> None:
    """What this family said goes. That it was asked in these rounds stays: it is not asked again."""
    session.execute(delete(NeedWant).where(col(NeedWant.family_id) == family_id))
    for row in all_of(session, family_id):
        row.wants = row.hours = row.language = ""
        row.answered_at = row.district = None
        session.add(row)
    session.flush()


def drop_all(session: Session, family_id: int) -> None:
    """Not even that it was asked is left."""
    for table in (NeedWant, NeedAsked):
        session.execute(delete(table).where(col(table.family_id) == family_id))


def sweep(session: Session, first: str, standing: str) -> None:
    """Rounds before `first` go; and what families want goes where they said nothing in `standing` or since."""
    session.execute(delete(NeedAsked).where(col(NeedAsked.round) < first))
    said = select(col(NeedAsked.family_id)).where(
        col(NeedAsked.round) >= standing, col(NeedAsked.answered_at).is_not(None)
    )
    session.execute(delete(NeedWant).where(col(NeedWant.family_id).not_in(said)))
