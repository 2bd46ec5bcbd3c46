"""What is past its keeping time goes, by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from actions import answer_retention, photos, tickets
from actions.families import finish_leaving
from db import calendars, families, house, inbox, outbox, pages, staff


def sweep(session: Session, now: datetime) -> None:
    """Finished updates, settled letters, old bubbles, photos and tickets, words of old questions, links nobody used or that were stopped, chats
    whose goodbye never arrived."""
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


def sweep_once_a_day(session: Session, now: datetime) -> bool:
    """The same, unless it was done within the last day; says whether it was done."""
    last = house.note(session, "swept")
    if last is None:
        # A first start has nothing to sweep; from here the day is counted.
        house.write_note(session, "swept", "never", now)
        return False
    if timedelta() <= now - last.written_at < timedelta(days=1):
        return False
    sweep(session, now)
    house.write_note(session, "swept", "done", now)
    return True
