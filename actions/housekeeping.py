"""What is past its keeping time goes, by the clock."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from actions.families import finish_leaving
from db import families, inbox, outbox, pages


def sweep(session: Session, now: datetime) -> None:
    """Finished updates, settled letters, old bubbles, links nobody used, chats whose goodbye never arrived."""
    finish_leaving(session)
    inbox.sweep(session, now)
    outbox.sweep(session, now)
    pages.sweep(session, now)
    families.drop_expired_invites(session, now)
