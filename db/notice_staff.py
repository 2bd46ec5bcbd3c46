"""What staff choose from when they say whom a notice is for: community offices in their districts, activities people said yes to."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from db.activities import Activity, ActivityState
from db.notices import within as within_duty
from db.place_staff import within
from db.places import PlaceRow, PlaceState
from db.registrations import OFFICE_KIND
from rules.roles import Duty


def communities(session: Session, districts: Collection[str], most: int) -> list[PlaceRow]:
    """Community offices families can register with, in these districts (none: in all of them), by number."""
    rows = select(PlaceRow).where(
        PlaceRow.kind == OFFICE_KIND, PlaceRow.state != PlaceState.GONE, within(districts)
    )
    return list(session.exec(rows.order_by(col(PlaceRow.id)).limit(most)))


def activities(session: Session, duty: Duty, most: int) -> list[Activity]:
    """Those families were invited to, within their districts, the latest first."""
    rows = select(Activity).where(
        Activity.state != ActivityState.DRAFT, within_duty(duty, col(Activity.districts))
    )
    return list(
        session.exec(rows.order_by(col(Activity.starts_at).desc(), col(Activity.id).desc()).limit(most))
    )
