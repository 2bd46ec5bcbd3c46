"""Places as staff see them: only within their districts, and that stands in the question itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from db.connection import ANEW
from db.place_imports import COLUMNS
from db.places import PlaceChange, PlaceReport, PlaceRow, PlaceState
from db.staff import StaffAudit


def within(districts: Collection[str]) -> ColumnElement[bool]:
    """Only places in these districts, or in none; every place where no district is named."""
    if not districts:
        return true()
    return or_(col(PlaceRow.district).in_(sorted(districts)), col(PlaceRow.district).is_(None))


def one(session: Session, place_id: int, districts: Collection[str]) -> PlaceRow | None:
    """This place, whatever its state; locked, so that two who write it do so one after the other."""
    rows = select(PlaceRow).where(PlaceRow.id == place_id, within(districts))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def is_reported(session: Session, place_id: int, what: str) -> bool:
    """Whether somebody said this about the place and nobody has settled it."""
    rows = select_columns(col(PlaceReport.id)).where(
        col(PlaceReport.place_id) == place_id,
        col(PlaceReport.what) == what,
        col(PlaceReport.done_at).is_(None),
    )
    return session.execute(rows.limit(1)).first() is not None


def report(
    session: Session, report_id: int, districts: Collection[str]
) -> tuple[PlaceReport, PlaceRow] | None:
    """What a parent said, settled or not, with its place; as the database has it now, whatever was read before."""
    rows = (
        select(PlaceReport, PlaceRow)
        .join(PlaceRow, col(PlaceRow.id) == col(PlaceReport.place_id))
        .where(PlaceReport.id == report_id, within(districts))
    )
    return session.exec(rows, execution_options=ANEW).first()


def open_reports(session: Session, districts: Collection[str]) -> list[tuple[PlaceReport, PlaceRow]]:
    """What parents said is wrong and nobody has settled, the oldest first."""
    rows = (
        select(PlaceReport, PlaceRow)
        .join(PlaceRow, col(PlaceRow.id) == col(PlaceReport.place_id))
        .where(col(PlaceReport.done_at).is_(None), within(districts))
    )
    return list(session.exec(rows.order_by(col(PlaceReport.id))).all())


def reports_of(session: Session, place_id: int) -> list[PlaceReport]:
    """What was said about this place and is not settled, the oldest first."""
    rows = select(PlaceReport).where(PlaceReport.place_id == place_id, col(PlaceReport.done_at).is_(None))
    return list(session.exec(rows.order_by(col(PlaceReport.id))))


def settled_with(session: Session, place_id: int, at: datetime) -> list[PlaceReport]:
    """What was settled about this place at this very moment."""
    rows = select(PlaceReport).where(PlaceReport.place_id == place_id, col(PlaceReport.done_at) == at)
    return list(session.exec(rows, execution_options=ANEW))


def said_since(session: Session, since: datetime) -> list[tuple[PlaceReport, str | None]]:
    """What was said from then on, settled or not, with the district of the place; the oldest first."""
    rows = select(PlaceReport, PlaceRow.district).join(
        PlaceRow, col(PlaceRow.id) == col(PlaceReport.place_id)
    )
    return list(session.exec(rows.where(col(PlaceReport.at) >= since).order_by(col(PlaceReport.id))).all())


def found(session: Session, text: str, districts: Collection[str], most: int) -> list[PlaceRow]:
    """Places with this in a name or an address, whatever their state: those that are shown first, then by id."""
    details = col(PlaceRow.details)
    written = [details[part][code].as_string() for part in ("names", "addresses") for code in ("zh_CN", "en")]
    rows = select(PlaceRow).where(
        or_(*(one.icontains(text, autoescape=True) for one in written)), within(districts)
    )
    return list(
        session.exec(rows.order_by(col(PlaceRow.state) == PlaceState.GONE, col(PlaceRow.id)).limit(most))
    )


def named(session: Session, districts: Collection[str], most: int) -> list[tuple[int, dict[str, str]]]:
    """Id and names of places, to find one whose name is mistyped."""
    rows = select_columns(col(PlaceRow.id), col(PlaceRow.details)).where(within(districts))
    ordered = rows.order_by(col(PlaceRow.id)).limit(most)
    return [(number, details.get("names", {})) for number, details in session.execute(ordered)]


def last_change(session: Session, place_id: int) -> PlaceChange | None:
    """How the place was written last."""
    rows = select(PlaceChange).where(PlaceChange.place_id == place_id).order_by(col(PlaceChange.id).desc())
    return session.exec(rows.limit(1)).first()


def was_demo(session: Session, row: PlaceRow) -> bool:
    """Whether it is made up for the demo, or was before it was closed."""
    last = last_change(session, row.id or 0) if row.state == PlaceState.GONE else None
    return row.state == PlaceState.DEMO or (
        last is not None and (last.before or {}).get("state") == PlaceState.DEMO
    )


def taken_back(session: Session, place_id: int) -> set[datetime]:
    """When something that was written of this place was taken back."""
    rows = select(StaffAudit.at).where(
        StaffAudit.about == f"place:{place_id}", StaffAudit.what == "place.taken_back"
    )
    return set(session.exec(rows))


def kept(row: PlaceRow) -> dict[str, Any]:
    """How a place is, as its history keeps it; the same as an import keeps."""
    values = {name: getattr(row, name) for name in (*COLUMNS, "batch_id")}
    return {**values, "checked": row.checked.isoformat() if row.checked else None}


def again(before: dict[str, Any]) -> PlaceRow:
    """The place as it was, to look at; it is in no session."""
    return PlaceRow(**_values(before))


def put_back(row: PlaceRow, before: dict[str, Any], now: datetime) -> None:
    """Makes the place what `kept` kept of it."""
    for name, value in {**_values(before), "updated_at": now}.items():
        setattr(row, name, value)


def _values(before: dict[str, Any]) -> dict[str, Any]:
    day = before.get("checked")
    return {**before, "checked": date.fromisoformat(day) if day else None}


def twins(session: Session, new: PlaceRow) -> list[PlaceRow]:
    """Places of this kind with a name of the new one that parents find already."""
    same = [
        col(PlaceRow.details)["names"][code].as_string() == name
        for code, name in new.details.get("names", {}).items()
    ]
    rows = select(PlaceRow).where(
        PlaceRow.kind == new.kind, col(PlaceRow.state) == PlaceState.THERE, or_(*same)
    )
    return list(session.exec(rows.order_by(col(PlaceRow.id)).limit(3)))
