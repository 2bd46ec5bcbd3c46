"""A guardian says when we may write, or that we may not; what waits for them moves along."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import reminders
from db import chats
from db import reminders as db_reminders
from db.chats import Chat
from db.families import Guardian
from rules.hours import Hours, next_polite


def choose(session: Session, guardian: Guardian, wish: Hours, zone: ZoneInfo, now: datetime) -> int:
    """Keeps the wish; returns how many waiting reminders come at another moment because of it."""
    guardian.write_from, guardian.write_to = _minutes(wish.start), _minutes(wish.end)
    guardian.rest_day = wish.rest_day
    session.add(guardian)
    session.flush()
    return _move_waiting(session, guardian, zone, now)


def pause(session: Session, guardian: Guardian, now: datetime) -> None:
    """No reminders from now on. A second time changes nothing."""
    guardian.paused_at = guardian.paused_at or now
    session.add(guardian)
    session.flush()


def resume(session: Session, guardian: Guardian) -> None:
    """Reminders again."""
    guardian.paused_at = None
    session.add(guardian)
    session.flush()


def blocked(session: Session, chat: Chat, gone: bool, now: datetime) -> None:
    """The person shut this chat, or opened it again: reminders stop, and come again."""
    chat.blocked_at = (chat.blocked_at or now) if gone else None
    session.add(chat)
    session.flush()


def _move_waiting(session: Session, guardian: Guardian, zone: ZoneInfo, now: datetime) -> int:
    """Reminders of a plan are queued once their day has come, so they may be said from now on; a chosen *Later* is kept."""
    moved = 0
    for row in db_reminders.waiting_reminders(
        session, [chat.id or 0 for chat in chats.of_guardian(session, guardian.id or 0)]
    ):
        later = db_reminders.is_put_off(row)
        wish = reminders.hours(guardian, day_named=later)
        due_at = next_polite(max(now, row.due_at) if later else now, wish, zone, row.use_by)
        moved += due_at != row.due_at
        row.due_at = due_at
        session.add(row)
    session.flush()
    return moved


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
