"""What every change of what is kept of a child needs: the session, the knowledge, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from rules.knowledge import Knowledge


@dataclass(frozen=True)
class Desk:
    session: Session
    knowledge: Knowledge
    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True)
class Tapped:
    """The message whose button was pressed: it is answered directly and must not be changed a second time."""

    chat_id: int
    ref: str | None
