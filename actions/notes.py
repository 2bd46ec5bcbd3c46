"""Whether a guardian wants feeding and safety notes by age: only those who asked for them hear them unasked."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from db import children
from db.families import Guardian


def choose(session: Session, guardian: Guardian, wanted: bool, today: date) -> None:
    """From now on, or no more. The clock looks at the children's plans again, so that the next note comes on its day."""
    guardian.notes_wanted = wanted
    for child in children.of_family(session, guardian.family_id):
        child.plan_on = min(child.plan_on or today, today)
        session.add(child)
    session.add(guardian)
    session.flush()
