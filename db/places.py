"""Places: the tables, what is asked of them by name, the clinic of a family, what parents say is wrong. The search is `db/nearest.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    bindparam,
    func,
    insert,
)
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, delete, select

from db.connection import Moment
from rules.places.place import Place, of_plain, to_plain

#: PostgreSQL's name for the turn to change the demo's places: a number nobody else uses.
_DEMO_LOCK = 5_631_870


class PlaceState(IntEnum):
    """`DEMO` is shown only as long as no real place is there. `GONE` is closed or was taken out: kept for old buttons, never found."""

    DEMO = 0
    THERE = 1
    GONE = 2


class PlaceRow(SQLModel, table=True):
    """One place. What is not searched by stands in `details` (`rules.places.place.to_plain`)."""

    __tablename__ = "place"
    __table_args__ = (
        Index("ix_place_near", "state", "kind", "marks", "lat", "lon", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    state: int
    kind: str
    lat: float = Field(sa_column=Column(Double, nullable=False))
    lon: float = Field(sa_column=Column(Double, nullable=False))
    marks: int
    district: str | None
    #: District ids and vaccine codes between bars ("|jinghu|yijiang|"), to be found by one of them.
    serves: str
    vaccines: str
    details: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    checked: date | None
    #: The import that wrote it last.
    batch_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("place_batch.id", ondelete="SET NULL"), index=True)
    )
    updated_at: datetime = Field(sa_type=Moment)

    @property
    def place(self) -> Place:
        """The same as the rules know it."""
        return of_plain(
            {**self.details, "serves": _words(self.serves), "vaccines": _words(self.vaccines)},
            key=self.key,
            kind=self.kind,
            lat=self.lat,
            lon=self.lon,
            district=self.district,
            checked=self.checked,
            demo=self.state == PlaceState.DEMO,
        )


class PlaceBatch(SQLModel, table=True):
    """One import: the file's name, and how many rows were new or changed. It can be undone once."""

    __tablename__ = "place_batch"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    file: str
    added: int
    changed: int
    at: datetime = Field(sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class PlaceChange(SQLModel, table=True):
    """A place was written: by an import (`batch_id`) or by somebody of the staff (`staff`, as deeds name them: "staff:3"). `before`: as it was
    (columns of `PlaceRow`), None when it is new."""

    __tablename__ = "place_change"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(
        sa_column=Column(Integer, ForeignKey("place.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    batch_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("place_batch.id", ondelete="CASCADE"), index=True)
    )
    staff: str | None = None
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    at: datetime = Field(sa_type=Moment)


class PlaceReport(SQLModel, table=True):
    """A parent says that something is wrong: `what` is closed, moved, phone, hours, refused or other. Nothing of who said it is kept."""

    __tablename__ = "place_report"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(
        sa_column=Column(Integer, ForeignKey("place.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    what: str
    at: datetime = Field(sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)


class OurPlace(SQLModel, table=True):
    """The clinic a family goes to."""

    __tablename__ = "our_place"

    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    )
    place_id: int = Field(
        sa_column=Column(Integer, ForeignKey("place.id", ondelete="CASCADE"), index=True, nullable=False)
    )


_one = aliased(PlaceRow)
#: Whether a real place is there, to stand inside another question.
any_real = select_columns(col(_one.id)).where(col(_one.state) == PlaceState.THERE).limit(1)


def has_real(session: Session) -> bool:
    """Whether an office has brought places; until then the demo's are shown."""
    return session.execute(any_real).first() is not None


def several(session: Session, ids: Iterable[int]) -> dict[int, PlaceRow]:
    """These places by id, whatever their state."""
    numbers = list(ids)
    if not numbers:
        return {}
    return {row.id or 0: row for row in session.exec(_with_ids, params={"ids": numbers})}


_with_ids = select(PlaceRow).where(col(PlaceRow.id).in_(bindparam("ids", expanding=True)))


def of_keys(session: Session, keys: Sequence[str]) -> dict[str, PlaceRow]:
    """These places by key, whatever their state. At most a few hundred keys at once."""
    return {row.key: row for row in session.exec(select(PlaceRow).where(col(PlaceRow.key).in_(keys)))}


def vaccines_had(session: Session) -> set[str]:
    """The vaccines (codes) that some place that is shown has."""
    state = PlaceState.THERE if has_real(session) else PlaceState.DEMO
    told = select_columns(col(PlaceRow.vaccines)).distinct()
    found = session.execute(told.where(col(PlaceRow.state) == state, col(PlaceRow.vaccines) != ""))
    return {code for (bars,) in found for code in _words(bars)}


def middle(session: Session, district: str) -> tuple[float, float] | None:
    """The mean position of the places that lie in this district; None where none does."""
    state = PlaceState.THERE if has_real(session) else PlaceState.DEMO
    lat, lon = session.execute(
        select_columns(func.avg(col(PlaceRow.lat)), func.avg(col(PlaceRow.lon))).where(
            col(PlaceRow.state) == state, col(PlaceRow.district) == district
        )
    ).one()
    return (float(lat), float(lon)) if lat is not None else None


def values(place: Place, now: datetime) -> dict[str, Any]:
    """The columns of a place, but id and batch."""
    return {
        "key": place.key,
        "state": int(PlaceState.DEMO if place.demo else PlaceState.THERE),
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "marks": int(place.marks),
        "district": place.district,
        "serves": _bars(place.districts),
        "vaccines": _bars(place.vaccines),
        "details": to_plain(place),
        "checked": place.checked,
        "updated_at": now,
    }


def add_all(session: Session, places: Iterable[Place], now: datetime) -> None:
    """Writes places that are not there yet; for many at once."""
    rows = [{**values(place, now), "batch_id": None} for place in places]
    if rows:
        session.execute(insert(PlaceRow), rows)


def one_at_a_time(session: Session) -> None:
    """Waits until no other process changes the demo's places, and lets none do so before this transaction ends."""
    # SQLite has one writer at a time anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select_columns(func.pg_advisory_xact_lock(_DEMO_LOCK)))


def demo_keys(session: Session) -> dict[str, PlaceRow]:
    """The demo's places by key."""
    return {
        row.key: row for row in session.exec(select(PlaceRow).where(col(PlaceRow.state) == PlaceState.DEMO))
    }


def total(session: Session) -> int:
    """How many real places are shown."""
    return session.execute(
        select_columns(func.count()).select_from(PlaceRow).where(col(PlaceRow.state) == PlaceState.THERE)
    ).scalar_one()


def our_clinic(session: Session, family_id: int) -> PlaceRow | None:
    """The place this family said it goes to, whatever has become of it: see `is_gone`."""
    rows = select(PlaceRow).join(OurPlace, col(OurPlace.place_id) == col(PlaceRow.id))
    return session.exec(rows.where(OurPlace.family_id == family_id)).first()


def is_gone(session: Session, row: PlaceRow) -> bool:
    """Whether parents do not find it any more: closed, taken out, or of the demo, while real places are there."""
    return row.state == PlaceState.GONE or (row.state == PlaceState.DEMO and has_real(session))


def set_our_clinic(session: Session, family_id: int, place_id: int | None) -> None:
    """From now on the family goes there; None: nothing is kept any more."""
    session.exec(delete(OurPlace).where(col(OurPlace.family_id) == family_id))
    if place_id is not None:
        session.add(OurPlace(family_id=family_id, place_id=place_id))
        session.flush()


def changes(session: Session, place_id: int) -> list[PlaceChange]:
    """How a place came to be as it is, the newest first."""
    rows = select(PlaceChange).where(PlaceChange.place_id == place_id)
    return list(session.exec(rows.order_by(col(PlaceChange.id).desc())))


def _bars(words: Sequence[str]) -> str:
    return f"|{'|'.join(words)}|" if words else ""


def _words(bars: str) -> list[str]:
    return [word for word in bars.split("|") if word]
