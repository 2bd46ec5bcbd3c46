"""The demo's places: the database holds exactly the pack's edition of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from db import places
from rules.places.place import Place


def keep_demo(session: Session, demo: Sequence[Place], now: datetime) -> int:
    """Brings the demo's places to this edition and says how many changed. Empty: this is no demo, and all of them go.

    A place keeps its id as long as its key is there: buttons and families point to it. A key that an office or the staff has taken over stays theirs.
    """
    places.one_at_a_time(session)
    kept = places.demo_keys(session)
    wanted = {place.key: place for place in demo}
    gone = [row for key, row in kept.items() if key not in wanted]
    for row in gone:
        session.delete(row)
    changed = [key for key, row in kept.items() if key in wanted and _renewed(row, wanted[key], now)]
    session.flush()
    missing = [key for key in wanted if key not in kept]
    taken = places.of_keys(session, missing) if missing else {}
    new = [wanted[key] for key in missing if key not in taken]
    places.add_all(session, new, now)
    return len(gone) + len(changed) + len(new)


def _renewed(row: places.PlaceRow, place: Place, now: datetime) -> bool:
    """Whether anything about it is new; then the row says so from now on."""
    wanted = places.values(place, now)
    if all(getattr(row, name) == value for name, value in wanted.items() if name != "updated_at"):
        return False
    for name, value in wanted.items():
        setattr(row, name, value)
    return True
