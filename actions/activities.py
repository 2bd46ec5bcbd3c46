"""What staff do with activities: begin, write, publish (what was seen, nothing else), move, call off, copy. Every deed is written down.

A draft is everybody's who may write there: two who work on one see each other's words and who wrote last, and only what was previewed can be
published (`rules.activities.fingerprint`). The row that is given here was found for its caller by `db.activities.one`, which looks within their districts and
locks it.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from actions import activity_letters as letters
from actions.activity_seats import settle
from actions.desk import Desk
from actions.notice_sending import stop_invitations
from actions.notices import narrowed
from actions.staff import note
from db import activities as tables
from db import sealing, staff
from db.activities import Activity, ActivityState
from db.activity_guests import somebody_came
from rules.activities import DOOR_AFTER, QUARTER, Outline, fingerprint, is_moved, missing, of_plain, to_plain
from rules.roles import Duty, Role

#: Codes are four digits that no year is written with.
_FIRST_CODE, _CODES = 3_000, 7_000
#: Activities whose codes must differ: those that begin so near each other.
_NEAR = timedelta(days=2)


class Done(StrEnum):
    """What became of it."""

    DONE = "done"
    #: It was published before, and who comes was told that its time or place is another one.
    MOVED = "moved"
    #: Somebody changed it since it was previewed.
    CHANGED = "changed"
    #: Something is missing: `rules.activities.missing`.
    MISSING = "missing"
    #: It has begun, or was called off.
    TOO_LATE = "too_late"


def content_of(row: Activity) -> Outline:
    """What families see."""
    return of_plain(row.content)


def draft_of(row: Activity) -> Outline:
    """What is being written; what families see where nothing is."""
    return of_plain(row.draft if row.draft is not None else row.content)


def begin(desk: Desk, duty: Duty, outline: Outline | None = None) -> Activity | None:
    """A draft, for their districts. None where it lies outside of them, or they may only look."""
    kept = _within(duty, outline or Outline())
    if kept is None or not duty.at_least(Role.WORKER):
        return None
    row = Activity(
        content={},
        draft=to_plain(kept),
        draft_by=duty.who,
        draft_at=desk.now,
        holder=duty.who,
        districts=staff.bars(kept.audience.districts),
        created_at=desk.now,
    )
    return _done(desk, duty, row, "begun")


def change(desk: Desk, duty: Duty, row: Activity, outline: Outline) -> bool:
    """The draft says this from now on; families see it when it is published. False where it would leave their districts, or it is over."""
    kept = _within(duty, outline)
    if kept is None or not may_write(row, desk):
        return False
    if kept == draft_of(row):
        return True
    row.draft, row.draft_by, row.draft_at = to_plain(kept), duty.who, desk.now
    if row.state == ActivityState.DRAFT:
        row.districts = staff.bars(kept.audience.districts)
    _done(desk, duty, row, "changed")
    return True


def changed_by_another(row: Activity, duty: Duty) -> tuple[str, datetime] | None:
    """Who else wrote in the draft last, and when."""
    if row.draft is None or row.draft_at is None or row.draft_by in ("", duty.who):
        return None
    return row.draft_by, row.draft_at


def may_write(row: Activity, desk: Desk) -> bool:
    """Whether it can still be changed: it was not called off, and has not begun."""
    begun = row.state == ActivityState.OPEN and has_begun(row, desk)
    return row.state != ActivityState.CANCELLED and not begun


def publish(desk: Desk, duty: Duty, row: Activity, seen: str) -> Done:
    """Families in their districts see it from now on. `seen`: the fingerprint of what was previewed. Who said they come hears of another time or place; who waits moves
    up where there are more seats."""
    outline, old = draft_of(row), content_of(row)
    if not may_write(row, desk):
        return Done.TOO_LATE
    if fingerprint(outline) != seen or not _is_theirs(desk, duty, row, outline):
        return Done.CHANGED
    if missing(outline, desk.now):
        return Done.MISSING
    if row.state == ActivityState.OPEN and outline == old:
        # a second tap finds nothing to write
        row.draft = None
        desk.session.add(row)
        return Done.DONE
    moved = row.state == ActivityState.OPEN and is_moved(old, outline)
    _write(desk, row, outline, moved)
    _done(desk, duty, row, "moved" if moved else "published")
    if moved:
        # earlier or later: whoever goes at the wrong hour must have heard of it before
        hours = [at for at in (old.starts_at, row.starts_at) if at is not None]
        letters.tell_all(desk, row, "moved", before=min(hours, default=None))
    settle(desk, row)
    letters.plan(desk, row)
    return Done.MOVED if moved else Done.DONE


def _is_theirs(desk: Desk, duty: Duty, row: Activity, outline: Outline) -> bool:
    """Whether it lies within their districts, as somebody who works in more may have written it. If not, the draft is what they can publish of it."""
    kept = _within(duty, outline)
    if kept is not None and kept != outline:
        row.draft = to_plain(kept)
        desk.session.add(row)
    return kept == outline


def _write(desk: Desk, row: Activity, outline: Outline, moved: bool) -> None:
    """The draft becomes what families see."""
    row.content, row.draft = to_plain(outline), None
    row.starts_at, row.ends_at, row.seats = outline.starts_at, outline.ends_at, outline.seats
    row.place_id, row.districts = outline.place, staff.bars(outline.audience.districts)
    row.revision += 1 if row.published_at is not None else 0
    row.published_at = row.published_at or desk.now
    row.changed_at = desk.now
    row.moved_at = desk.now if moved else row.moved_at
    row.state = ActivityState.OPEN
    row.code = row.code or _new_code(desk, row)


def _new_code(desk: Desk, row: Activity) -> str:
    """One that no other activity of these days has; made of its number and of the data key, which lies outside the database."""
    around = row.starts_at or desk.now
    used = {one.code for one in tables.between(desk.session, around - _NEAR, around + _NEAR)}
    key = sealing.ring().derive("activity")[-1].encode()
    for attempt in range(_CODES):
        made = hmac.digest(key, f"{row.id}:{attempt}".encode(), "sha256")
        code = str(_FIRST_CODE + int.from_bytes(made[:4]) % _CODES)
        if code not in used:
            return code
    return ""


def drop(desk: Desk, duty: Duty, row: Activity) -> bool:
    """What is being written goes; what families see stays. False where nothing is."""
    if row.draft is None:
        return False
    note(desk.session, duty.who, "activity.dropped", f"activity:{row.id}", desk.now)
    if row.state == ActivityState.DRAFT:
        desk.session.delete(row)
    else:
        row.draft = None
        desk.session.add(row)
    desk.session.flush()
    return True


def has_begun(row: Activity, desk: Desk) -> bool:
    """Whether its hour has come."""
    return row.starts_at is not None and row.starts_at <= desk.now


def may_cancel(row: Activity, desk: Desk) -> bool:
    """Whether it can be called off: it is not over, and not under way with families that came."""
    if row.state != ActivityState.OPEN or row.ends_at is None or row.ends_at <= desk.now:
        return False
    return not (has_begun(row, desk) and somebody_came(desk.session, row.id or 0))


def cancel(desk: Desk, duty: Duty, row: Activity, why: dict[str, str]) -> bool:
    """It does not take place: everybody who said yes or maybe, or waits, is told, with the reason. False where it cannot be called off (any more)."""
    if not may_cancel(row, desk):
        return False
    row.state, row.why, row.draft = ActivityState.CANCELLED, why, None
    row.changed_at, row.revision = desk.now, row.revision + 1
    _done(desk, duty, row, "cancelled")
    letters.tell_all(desk, row, "cancelled", before=row.starts_at)
    stop_invitations(desk, duty, row.id or 0)
    return True


def copy(desk: Desk, duty: Duty, row: Activity) -> Activity | None:
    """The same once more as a draft, next quarter on the same day of the week; without a time where that has passed by then."""
    outline = content_of(row) if row.content else draft_of(row)
    starts, ends = outline.starts_at, outline.ends_at
    ahead = starts + QUARTER if starts is not None else None
    if ahead is None or ends is None or ahead <= desk.now + DOOR_AFTER:
        return begin(desk, duty, replace(outline, starts_at=None, ends_at=None))
    # the clock on the wall stays, whatever a zone does to it meanwhile
    local_start, local_end = (
        moment.astimezone(desk.zone) + QUARTER for moment in (outline.starts_at or ahead, ends)
    )
    return begin(desk, duty, replace(outline, starts_at=local_start, ends_at=local_end))


def _within(duty: Duty, outline: Outline) -> Outline | None:
    audience = narrowed(duty, outline.audience)
    return replace(outline, audience=audience) if audience is not None else None


def _done(desk: Desk, duty: Duty, row: Activity, what: str) -> Activity:
    desk.session.add(row)
    desk.session.flush()
    note(desk.session, duty.who, f"activity.{what}", f"activity:{row.id}", desk.now)
    return row
