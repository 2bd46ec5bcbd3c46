"""Who comes: yes, maybe, no; seats given one family after the other, and the waiting list that moves up by itself (`rules.activities`).

Everything here holds the activity's row first (`db.activities.locked`): two parents who take the last seat at the same instant do it one after
the other, and the second one waits.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from actions import activity_letters as letters
from actions.desk import Desk
from db import activities as tables
from db import activity_guests as who
from db.activities import Activity, ActivityGuest, ActivityState
from db.families import Family
from rules.activities import CHILDREN_MOST, DOOR_BEFORE, Coming, door_is_open, fits, rise, seats_of


class Outcome(StrEnum):
    """What a family has after its answer."""

    SEAT = "seat"
    WAITS = "waits"
    #: It asked for more than are free, and keeps the seats it had.
    KEPT = "kept"
    MAYBE = "maybe"
    NO = "no"
    #: It has begun, was called off, or is not there.
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Said:
    """`turn`: their place on the waiting list, the first is 1. `gave`: they gave back a seat where none was free."""

    outcome: Outcome
    guest: ActivityGuest | None = None
    turn: int = 0
    gave: bool = False


def answer(desk: Desk, activity_id: int, family_id: int, coming: Coming, children: int = 1) -> Said:
    """What the family says from now on. A yes that does not fit waits; whoever waits and fits now moves up, and is told."""
    row = tables.locked(desk.session, activity_id)
    if row is None or not is_to_come(row, desk.now):
        return Said(Outcome.OVER)
    guest = tables.guest(desk.session, activity_id, family_id) or _new(desk, row, family_id)
    scarce = has_seat(guest) and not fits(row.seats, _taken(desk, row), 0)
    kept = _say(desk, row, guest, coming, min(max(0, children), CHILDREN_MOST))
    desk.session.add(guest)
    desk.session.flush()
    settle(desk, row, quiet=guest)
    _letters(desk, row, guest)
    said = _said(desk.session, guest, kept)
    return replace(said, gave=scarce and not has_seat(guest))


def _say(desk: Desk, row: Activity, guest: ActivityGuest, coming: Coming, children: int) -> bool:
    """Writes the answer. True where the family keeps what it had, because it asked for more than are free."""
    seated, now = has_seat(guest), desk.now
    # after a move a yes is said again, even where the clock stands still
    moved = row.moved_at + timedelta(microseconds=1) if row.moved_at is not None else now
    guest.answered_at = max(now, moved)
    if coming != Coming.YES:
        guest.coming, guest.waits_since = coming, None
        return False
    others = _taken(desk, row) - (seats_of(guest.children) if seated else 0)
    if seated and not fits(row.seats, others, children) and seats_of(children) > seats_of(guest.children):
        return True
    guest.coming, guest.children = coming, children
    if not seated and guest.waits_since is None:
        # the last of all, even where the clock stands still; whoever waits already keeps their turn
        _number, last = who.ends(desk.session, row.id or 0)
        guest.waits_since = max(now, last + timedelta(microseconds=1)) if last is not None else now
    return False


def _taken(desk: Desk, row: Activity) -> int:
    number = row.id or 0
    return tables.taken(desk.session, [number])[number]


def settle(desk: Desk, row: Activity, quiet: ActivityGuest | None = None) -> list[ActivityGuest]:
    """Whoever waits and fits gets a seat, in their turn, and is told (but for `quiet`, who reads it in the answer)."""
    if not is_to_come(row, desk.now):
        return []
    taken = _taken(desk, row)
    if not fits(row.seats, taken, 0):
        # nobody takes less than one: however many wait, none of them is looked at
        return []
    up = who.several(desk.session, rise(row.seats, taken, who.waiting(desk.session, row.id or 0)))
    for one in up:
        one.waits_since = None
        desk.session.add(one)
    desk.session.flush()
    heard = [one for one in up if quiet is None or one.id != quiet.id]
    letters.tell(desk, row, heard, "seat", before=row.starts_at)
    letters.plan_for(desk, row, heard)
    return up


def _letters(desk: Desk, row: Activity, guest: ActivityGuest) -> None:
    """What this family is reminded of, by what it said."""
    if has_seat(guest):
        letters.plan_for(desk, row, [guest])
    else:
        letters.unplan(desk, row, guest)


def _said(session: Session, guest: ActivityGuest, kept: bool) -> Said:
    if guest.coming != Coming.YES:
        return Said(Outcome(guest.coming), guest)
    if guest.waits_since is None:
        return Said(Outcome.KEPT if kept else Outcome.SEAT, guest)
    return Said(Outcome.WAITS, guest, who.turn_of(session, guest))


def has_seat(guest: ActivityGuest) -> bool:
    """Whether they said yes and do not wait."""
    return guest.coming == Coming.YES and guest.waits_since is None


def is_to_come(row: Activity, now: datetime) -> bool:
    """Whether families can still answer: it is open and has not begun."""
    return row.state == ActivityState.OPEN and row.starts_at is not None and row.starts_at > now


def is_demo(session: Session, family_id: int) -> bool:
    """A made-up family takes nobody's seat."""
    family = session.get(Family, family_id)
    return family is None or family.demo


def is_open(row: Activity, now: datetime) -> bool:
    """Whether families can check in now, by the number or by the list."""
    return (
        row.state == ActivityState.OPEN
        and row.starts_at is not None
        and row.ends_at is not None
        and door_is_open(row.starts_at, row.ends_at, now)
    )


def open_doors(desk: Desk) -> list[Activity]:
    """Activities families can check in to now, the one that begins first first."""
    found = tables.between(desk.session, desk.now - timedelta(days=1), desk.now + DOOR_BEFORE)
    return [row for row in found if is_open(row, desk.now)]


def door(desk: Desk, code: str) -> Activity | None:
    """The activity whose door is open now and has this code."""
    return next((row for row in open_doors(desk) if row.code == code), None)


def shut_yet(desk: Desk, code: str) -> Activity | None:
    """The activity with this code whose door opens today or tomorrow."""
    found = tables.with_code(desk.session, code, desk.now, desk.now + timedelta(days=2))
    last = desk.today + timedelta(days=1)
    return next(
        (row for row in found if row.starts_at and row.starts_at.astimezone(desk.zone).date() <= last), None
    )


def doors_for(desk: Desk, family_id: int | None, districts: Collection[str]) -> list[Activity]:
    """Open doors this family may stand at, the one it said yes or maybe to first, then those of its districts; for who is not registered all of them."""
    doors = open_doors(desk)
    if family_id is None:
        return doors
    theirs = [
        row
        for row in doors
        if (guest := tables.guest(desk.session, row.id or 0, family_id)) is not None
        and guest.coming != Coming.NO
    ]
    near = [
        row for row in doors if not row.districts or any(f"|{one}|" in row.districts for one in districts)
    ]
    first = {row.id for row in theirs}
    return [*theirs, *(row for row in near if row.id not in first)]


def arrive(desk: Desk, row: Activity, family_id: int) -> ActivityGuest:
    """This family is here, whether or not it had said so: who stands inside waits no more."""
    tables.locked(desk.session, row.id or 0)
    guest = tables.guest(desk.session, row.id or 0, family_id) or _new(desk, row, family_id)
    guest.coming, guest.waits_since, guest.came_at = Coming.YES, None, guest.came_at or desk.now
    desk.session.add(guest)
    desk.session.flush()
    letters.plan_for(desk, row, [guest])
    return guest


def _new(desk: Desk, row: Activity, family_id: int) -> ActivityGuest:
    """Its number is one that nobody has."""
    number, _since = who.ends(desk.session, row.id or 0)
    return ActivityGuest(
        activity_id=row.id or 0,
        family_id=family_id,
        number=number + 1,
        coming=Coming.NO,
        answered_at=desk.now,
    )


def tick(desk: Desk, row: Activity, guest_id: int, here: bool) -> ActivityGuest | None:
    """Staff tick a family at the door, or take the tick away. None where it is not on the list, or the door is not open."""
    guest = who.numbered(desk.session, row.id or 0, guest_id)
    if guest is None or guest.coming == Coming.NO or not is_open(row, desk.now):
        return None
    guest.came_at = (guest.came_at or desk.now) if here else None
    if here:
        guest.coming, guest.waits_since = Coming.YES, None
    desk.session.add(guest)
    desk.session.flush()
    return guest
