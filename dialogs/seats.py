"""The seat of somebody of the staff at work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from actions.answers import published
from actions.desk import Desk
from db import staff as staff_tables
from dialogs.staff_words import who_name
from dialogs.surroundings import Surroundings, desk_of
from dialogs.words import Html, Words
from rules.answers.answer import Answer
from rules.roles import Duty


@dataclass(frozen=True)
class Seat:
    """Somebody of the staff at work: what every step of it needs. `dialogs.staff_doors.OnDuty` hands it in."""

    session: Session
    duty: Duty
    words: Words
    around: Surroundings
    now: datetime

    @property
    def desk(self) -> Desk:
        return desk_of(self.session, self.around, self.now)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Those that parents get now."""
        return published(self.session, self.around.knowledge).answers

    @property
    def today(self) -> date:
        return self.around.today(self.now)

    def local(self, moment: datetime) -> datetime:
        """In the city's zone."""
        return moment.astimezone(self.around.zone)

    def name(self, who: str | None) -> Html:
        """How lists call somebody of the staff."""
        return who_name(who, staff_tables.labels(self.session), self.words)
