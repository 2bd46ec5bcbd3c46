"""Activities a family said yes or maybe to, as its phone's own calendar shows them: they move and are called off there, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from actions.activity_seats import has_seat
from db import activities as tables
from db.activities import Activity, ActivityGuest, ActivityState, Coming
from rules.activities import Outline, of_plain

#: What is over stays in a calendar so long.
_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Engagement:
    """One activity in a calendar. `id` never changes; `as_of` never falls, and grows with every change. `sure`: they have a seat."""

    id: str
    outline: Outline
    starts_at: datetime
    ends_at: datetime
    as_of: datetime
    sure: bool
    cancelled: bool
    why: dict[str, str]


def engagement(row: Activity, mine: ActivityGuest | None) -> Engagement:
    """This activity for this family; for somebody who only looks as well."""
    starts_at = row.starts_at or row.created_at
    moments = (
        row.created_at,
        row.published_at,
        row.changed_at,
        mine.answered_at if mine is not None else None,
    )
    return Engagement(
        id=f"activity-{row.id}",
        outline=of_plain(row.content),
        starts_at=starts_at,
        ends_at=row.ends_at or starts_at,
        as_of=max(moment for moment in moments if moment is not None),
        sure=mine is None or has_seat(mine),
        cancelled=row.state == ActivityState.CANCELLED,
        why=row.why,
    )


def engagements(session: Session, family_id: int, now: datetime) -> list[Engagement]:
    """What a family said yes or maybe to, or waits for, the first first. One that was called off stays, and says so: a calendar that took it takes it
    out."""
    return [
        engagement(row, guest)
        for guest, row in tables.of_family(session, family_id)
        if guest.coming != Coming.NO and row.ends_at is not None and row.ends_at > now - _BACK
    ]
