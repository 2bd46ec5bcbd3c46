"""A child is entered, corrected, or removed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import plans
from db import needs, vaccines
from db import reminders as db_reminders
from db.children import Child
from rules.knowledge import Knowledge
from rules.vaccines import Sex

#: Letters a nickname may have, and children a family may enter: beyond both lies a mistake.
NICKNAME_MOST, CHILDREN_MOST = 20, 12


def add(
    session: Session,
    family_id: int,
    born: date,
    now: datetime,
    zone: ZoneInfo,
    nickname: str | None = None,
    sex: Sex | None = None,
    district: str | None = None,
) -> Child:
    """Enters a child. Its plan is made when the record has been asked for, by `vaccines` or the next tick."""
    today = now.astimezone(zone).date()
    child = Child(
        family_id=family_id,
        nickname=nickname,
        born=born,
        sex=sex,
        district=district,
        known_since=today,
        changed_on=today,
        planned_through=today,
        plan_on=today,
    )
    session.add(child)
    session.flush()
    needs.locate(session, family_id)
    return child


def rename(session: Session, child: Child, nickname: str, now: datetime) -> None:
    """Another name for a child. It stands in the dates of the phone's calendar: they are revised."""
    child.nickname, child.revised_at = nickname, now
    session.add(child)
    session.flush()


def correct_sex(
    session: Session, knowledge: Knowledge, child: Child, sex: Sex | None, zone: ZoneInfo, now: datetime
) -> None:
    """M, F or nothing; the plan is made anew (HP1)."""
    child.sex = sex
    session.add(child)
    session.flush()
    plans.changed(session, knowledge, child, zone, now)


def correct_district(session: Session, child: Child, district: str | None) -> None:
    """Where the child lives; nothing when that is not said."""
    child.district = district
    session.add(child)
    session.flush()
    needs.locate(session, child.family_id)


def travel(
    session: Session, knowledge: Knowledge, child: Child, until: date | None, zone: ZoneInfo, now: datetime
) -> None:
    """On a journey, back on the day `until`; None: back already. What waits is withdrawn at once, what is open is said when the child is back."""
    if until is None and child.away_until is not None:
        # back early: what was kept quiet is caught up from today
        child.away_until = now.astimezone(zone).date()
    else:
        child.away_until = until
    session.add(child)
    session.flush()
    plans.changed(session, knowledge, child, zone, now)


def correct_birth(
    session: Session, knowledge: Knowledge, child: Child, born: date, zone: ZoneInfo, now: datetime
) -> int:
    """Another birth date. Doses told without their day went by the old date and are struck; returns how many."""
    struck = 0
    for dose in vaccines.record(session, [child.id or 0])[child.id or 0]:
        if not dose.exact:
            dose.struck_at = now
            session.add(dose)
            struck += 1
    if struck:
        child.record_checked_at = None
    child.born = born
    session.add(child)
    session.flush()
    needs.locate(session, child.family_id)
    plans.changed(session, knowledge, child, zone, now)
    return struck


def remove(session: Session, child: Child) -> None:
    """The child, its doses and every reminder about it."""
    db_reminders.drop_about(session, child.id or 0)
    session.delete(child)
    session.flush()
    needs.locate(session, child.family_id)
