"""What is done with places: a parent says that something is wrong, staff settle it, correct, add, close, reopen, and take it back.

Every deed of the staff writes how the place was before, who wrote it, and the deed itself. The place it is given was found within the districts
of whoever does it (`db.place_staff.one`), locked.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from actions.desk import Desk
from actions.staff import note
from db import place_staff, places
from db.places import PlaceChange, PlaceReport, PlaceRow, PlaceState
from rules.knowledge import Knowledge
from rules.places.place import Place
from rules.places.rows import Known
from rules.roles import Duty

#: What a parent can say about a place.
REPORTED = ("closed", "moved", "phone", "hours", "refused", "other")


def choose_clinic(session: Session, family_id: int, row: PlaceRow | None) -> None:
    """From now on reminders send the family there; None: they name no clinic any more."""
    places.set_our_clinic(session, family_id, row.id if row is not None else None)


def report(session: Session, place_id: int, what: str, now: datetime) -> PlaceReport | None:
    """Writes down that this is wrong. None when somebody said the same and nobody has settled it yet, or when it is nothing one can say."""
    # Locked, so that two parents who say the same at the same instant say it once.
    place = place_staff.one(session, place_id, ())
    if place is None or what not in REPORTED or place_staff.is_reported(session, place_id, what):
        return None
    made = PlaceReport(place_id=place_id, what=what, at=now)
    session.add(made)
    session.flush()
    return made


def known(knowledge: Knowledge) -> Known:
    """What a place of this city may name."""
    names = {one.id: one.name for one in knowledge.districts}
    return Known.of(knowledge.place_kinds, names, knowledge.book.vaccines)


def correct(
    desk: Desk, duty: Duty, row: PlaceRow, place: Place, what: str = "corrected"
) -> PlaceChange | None:
    """Writes the place as it is now. None where it would leave the districts of whoever writes it; a closed one stays closed."""
    if place.district != row.district and not duty.may_put(place.district):
        return None
    before = place_staff.kept(row)
    kept = {**places.values(place, desk.now), "state": row.state, "key": row.key}
    for name, value in kept.items():
        setattr(row, name, value)
    return _written(desk, duty, row, before, what)


def look_again(desk: Desk, duty: Duty, row: PlaceRow) -> PlaceChange | None:
    """Somebody looked today, and it is right as it stands."""
    return correct(desk, duty, row, replace(row.place, checked=desk.today), "checked")


def settle_report(desk: Desk, duty: Duty, report_id: int) -> PlaceChange | None:
    """What a parent said is settled: somebody looked, and the place is right as it stands. None where it is settled already or not hers."""
    found = place_staff.report(desk.session, report_id, duty.districts)
    if found is None or place_staff.one(desk.session, found[1].id or 0, duty.districts) is None:
        return None
    # Read again now that the place is locked: somebody else may have settled it while we waited for the lock.
    found = place_staff.report(desk.session, report_id, duty.districts)
    if found is None or found[0].done_at is not None:
        return None
    told, row = found
    _settle(desk, duty, [told])
    return look_again(desk, duty, row)


def settle_all(desk: Desk, duty: Duty, row: PlaceRow) -> int:
    """Everything parents said about this place is settled; returns how much that was."""
    told = place_staff.reports_of(desk.session, row.id or 0)
    _settle(desk, duty, told)
    return len(told)


def add(desk: Desk, duty: Duty, place: Place) -> PlaceRow | None:
    """A new place, found from now on. None where it lies outside the districts of whoever adds it. Its key names its own number."""
    if not duty.may_put(place.district):
        return None
    row = PlaceRow(**places.values(replace(place, key=f"staff:new:{secrets.token_hex(8)}"), desk.now))
    desk.session.add(row)
    desk.session.flush()
    row.key = f"staff:{row.id}"
    _written(desk, duty, row, None, "added")
    return row


def close(desk: Desk, duty: Duty, row: PlaceRow) -> PlaceChange | None:
    """Parents find it no more; what they said about it is settled. None where it was closed already."""
    if row.state == PlaceState.GONE:
        return None
    before = place_staff.kept(row)
    row.state = PlaceState.GONE
    settle_all(desk, duty, row)
    return _written(desk, duty, row, before, "closed")


def reopen(desk: Desk, duty: Duty, row: PlaceRow) -> PlaceChange | None:
    """It is found again. What was made up for the demo comes back as that, and never as a real place."""
    if row.state != PlaceState.GONE:
        return None
    before = place_staff.kept(row)
    states = [(one.before or {}).get("state") for one in places.changes(desk.session, row.id or 0)]
    last = next((state for state in states if state is not None and state != PlaceState.GONE), None)
    row.state = PlaceState.THERE if last is None else last
    return _written(desk, duty, row, before, "reopened")


def take_back(desk: Desk, duty: Duty, change_id: int) -> PlaceRow | None:
    """The place is again as it was before this change; one that was new is closed. None where it is not hers, or was written again since."""
    change = desk.session.get(PlaceChange, change_id)
    row = place_staff.one(desk.session, change.place_id, duty.districts) if change is not None else None
    if change is None or row is None or change.batch_id is not None:
        return None
    last, was = place_staff.last_change(desk.session, change.place_id), change.before
    moves = was is not None and was["district"] != row.district and not duty.may_put(was["district"])
    if last is None or last.id != change.id or moves:
        return None
    before = place_staff.kept(row)
    if was is None:
        row.state = PlaceState.GONE
    else:
        place_staff.put_back(row, was, desk.now)
    for told in place_staff.settled_with(desk.session, change.place_id, change.at):
        told.done_at = None
        desk.session.add(told)
    _written(desk, duty, row, before, "taken_back")
    return row


def _settle(desk: Desk, duty: Duty, told: list[PlaceReport]) -> None:
    for one in told:
        one.done_at = desk.now
        desk.session.add(one)
        note(desk.session, duty.who, "report.settled", f"report:{one.id}", desk.now)


def _written(
    desk: Desk, duty: Duty, row: PlaceRow, before: dict[str, object] | None, what: str
) -> PlaceChange:
    row.updated_at = desk.now
    made = PlaceChange(place_id=row.id or 0, staff=duty.who, before=before, at=desk.now)
    desk.session.add_all([row, made])
    desk.session.flush()
    note(desk.session, duty.who, f"place.{what}", f"place:{row.id}", desk.now)
    return made
