"""What those who can help should know: where vaccines were out of stock, and which children are overdue twice. Counts, no names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import plans, records
from db import children, vaccines
from db import reminders as db_reminders
from rules.knowledge import Knowledge

#: How far back a stock-out is news, and how long a second overdue reminder counts while nobody said *Done*.
NEWS, OVERDUE = timedelta(days=30), timedelta(days=120)


@dataclass(frozen=True)
class Overview:
    """By district of the city pack (None where the family told none). Demo families are not counted."""

    #: (district, name of the dose) -> families that stood before an empty shelf in the last 30 days
    stock_outs: dict[tuple[str | None, str], int]
    #: district -> children with something open though they were reminded after 7 and after 30 days
    overdue_twice: dict[str | None, int]


def collect(session: Session, knowledge: Knowledge, zone: ZoneInfo, now: datetime) -> Overview:
    """As of now."""
    late = overdue_twice(session, knowledge, zone, now)
    return Overview(
        stock_outs=vaccines.hindered_families(session, "out_of_stock", now - NEWS),
        overdue_twice=dict(Counter(late.values())),
    )


def overdue_twice(
    session: Session, knowledge: Knowledge, zone: ZoneInfo, now: datetime
) -> dict[int, str | None]:
    """Children with a dose that is still waited for, though their family heard twice that it is late; with their district."""
    told = db_reminders.doses_told(session, "late30", now - OVERDUE)
    found = children.several(session, {number for number, _dose in told})
    kept, today = records.of_children(session, found), now.astimezone(zone).date()
    waiting = {
        (child.id or 0, plans.dose_name(row))
        for child in found
        for row in plans.outlook(knowledge, child, kept[child.id or 0], today).doses
        if row.status in ("due", "overdue")
    }
    return children.districts(session, {number for number, _dose in told & waiting})
