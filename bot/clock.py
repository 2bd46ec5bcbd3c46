"""What time it is. Rules and handlers are told; only this file asks the machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import house

_AHEAD = "demo_seconds_ahead"
#: Ten years are enough to see a child through school; a demo that runs away helps nobody.
MOST_DAYS_AHEAD = 3_660


class Clock:
    """The city's time. In demo runs it can be moved ahead, for everyone who uses this run, and never back."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(UTC) + self.ahead

    def local(self) -> datetime:
        """Aware, in the city's zone."""
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        return self.local().date()

    def recall(self, session: Session) -> None:
        """Takes up the demo's time again after a restart."""
        kept = house.note(session, _AHEAD)
        self.ahead = timedelta(seconds=int(kept.value)) if kept else timedelta()

    def travel(self, session: Session, days: int, at: time) -> None:
        """Moves the demo `days` ahead, to the hour `at` of that day. Raises ValueError when the days are not 1 or more, or too many."""
        if days < 1 or self.ahead.days + days > MOST_DAYS_AHEAD:
            raise ValueError("days must be 1 or more, ten years at most in all")
        aim = datetime.combine(self.today() + timedelta(days=days), at, self.zone).astimezone(UTC)
        real = datetime.now(UTC)
        self.ahead = timedelta(seconds=round((aim - real).total_seconds()))
        house.write_note(session, _AHEAD, str(int(self.ahead.total_seconds())), real)
