"""What is past its keeping time goes, by the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from sqlmodel import Session

from actions import activity_results, answer_retention, follow_up, needs, photos, tickets
from actions.leaving import finish_leaving
from db import calendars, families, house, inbox, notices, outbox, pages, staff


def sweep(session: Session, now: datetime, zone: tzinfo = UTC) -> None:
    """Finished updates, settled letters, old bubbles, photos and tickets, words of old questions, what families needed long ago, who came to
    activities, links nobody used or that were stopped, chats whose goodbye never arrived. Days and half years are those of `zone`."""
    finish_leaving(session)
    photos.sweep(session, now)
    tickets.sweep(session, now)
    inbox.sweep(session, now)
    outbox.sweep(session, now)
    pages.sweep(session, now)
    families.drop_expired_invites(session, now)
    calendars.sweep(session, now)
    staff.drop_old_invites(session, now)
    answer_retention.sweep(session, now)
    follow_up.sweep(session, now)
    needs.sweep(session, now.astimezone(zone).date())
    notices.sweep(session, now)
    activity_results.sweep(session, now)


def sweep_once_a_day(session: Session, now: datetime, zone: tzinfo = UTC) -> bool:
    """The same, unless it was done within the last day; says whether it was done."""
    last = house.note(session, "swept")
    if last is None:
        # A first start has nothing to sweep; from here the day is counted.
        house.write_note(session, "swept", "never", now)
        return False
    if timedelta() <= now - last.written_at < timedelta(days=1):
        return False
    sweep(session, now, zone)
    house.write_note(session, "swept", "done", now)
    return True
