"""Letters of an activity: intentions in the outbox, worded at the door (`dialogs.activity_letters`) as long as they are true then.

To every guardian of the family, each at their polite hour. One rule for who said /stop: what only reminds or asks is not said to them, what became of
something they asked for themselves is (`ANSWERS`: their seat here; their volunteer, `dialogs.community_words.write_to`). What cannot wait for the polite
hour without being useless (it begins before, as it was or as it is now) leaves at once: a family that goes to a shut door loses a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.desk import Desk
from actions.reminders import hours
from db import activities as tables
from db import activity_guests as who
from db import chats
from db import reminders as db_reminders
from db.activities import Activity, ActivityGuest, ActivityState, Coming
from db.chats import Listener
from db.outbox import Rank, State
from rules.hours import Hours, next_polite

#: Kind of these rows in the outbox.
KIND = "activity"
#: What became of their own answer: a seat, a change, no seat yet, a seat the other guardian gave back. Said after /stop, too.
ANSWERS = frozenset({"seat", "moved", "cancelled", "none", "given"})
#: News that would come later than this before the beginning leave at once.
_IN_TIME = timedelta(hours=2)
#: From when on the day before a family is reminded, and the day after it is asked how it was.
_MORNING = time(9)
#: How long it is worth asking how it was.
_ASKED_WITHIN = timedelta(days=3)
#: Families whose letters are queued in one go.
_AT_ONCE = 500


class _Turns:
    """When listeners may be written to. Thousands have the same few hours: each is worked out once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[tuple[datetime, Hours], datetime] = {}

    def of(self, one: Listener, moment: datetime) -> datetime:
        theirs = hours(one, day_named=True)
        if (moment, theirs) not in self._known:
            self._known[moment, theirs] = next_polite(moment, theirs, self._zone)
        return self._known[moment, theirs]


def tell_all(desk: Desk, row: Activity, what: str, before: datetime | None) -> None:
    """Everybody who said yes or maybe, or waits. What they would have heard until now is not said any more."""
    tables.drop_waiting(desk.session, row.id or 0)
    guests = [one for one in tables.guests(desk.session, row.id or 0) if one.coming != Coming.NO]
    tell(desk, row, guests, what, before)


def tell(
    desk: Desk,
    row: Activity,
    guests: Sequence[ActivityGuest],
    what: str,
    before: datetime | None,
    but: int | None = None,
) -> None:
    """News for these families. `before`: when they would have gone, or will go: it must reach them in time. `but`: the guardian who knows."""
    ends_at = row.ends_at or desk.now + timedelta(days=1)
    # a time that is over helps nobody; that it does not take place is still worth knowing then
    use_by = row.starts_at if row.starts_at is not None and what != "cancelled" else ends_at
    latest = max(desk.now, (before or use_by) - _IN_TIME)
    turns = _Turns(desk.zone)
    for some in _few(guests):
        rows = []
        for guest, one in _listening(desk, some, what):
            if one.guardian_id == but:
                continue
            due = turns.of(one, desk.now)
            at_once = due > latest
            stamp = f"{what}@{desk.now.isoformat()}:{guest.waits_since or ''}"
            rows.append(_row(desk, row, one, what, stamp, desk.now if at_once else due, use_by, at_once))
        _queue(desk, rows)


def _few(guests: Sequence[ActivityGuest]) -> Iterator[Sequence[ActivityGuest]]:
    """As many as one question to the database can name."""
    for first in range(0, len(guests), _AT_ONCE):
        yield guests[first : first + _AT_ONCE]


def _listening(
    desk: Desk, guests: Sequence[ActivityGuest], what: str
) -> list[tuple[ActivityGuest, Listener]]:
    """Everybody of these families who hears this."""
    found = chats.listeners(desk.session, [one.family_id for one in guests], stopped_too=what in ANSWERS)
    return [(guest, one) for guest in guests for one in found.get(guest.family_id, [])]


def plan(desk: Desk, row: Activity) -> None:
    """The day before and the day after, for everybody who has a seat; the day before for who waits. May be done again and again: each is queued
    once."""
    plan_for(desk, row, who.seated(desk.session, row.id or 0))
    waits = [number for number, _children in who.waiting(desk.session, row.id or 0)]
    for first in range(0, len(waits), _AT_ONCE):
        _plan_waiting(desk, row, who.several(desk.session, waits[first : first + _AT_ONCE]))


def plan_missing(desk: Desk, row: Activity) -> None:
    """The same for who joined a family since, or listens again: whoever was never asked how it was was never reminded, either."""
    if row.ends_at is not None:
        key = f"{tables.about(row.id or 0)}:{_question_stamp(row.ends_at)}:"
        families = who.without_letter(desk.session, row.id or 0, key)
        if families:
            plan_for(desk, row, who.seated(desk.session, row.id or 0, families))


def plan_for(desk: Desk, row: Activity, guests: Sequence[ActivityGuest]) -> None:
    """The same for these families."""
    if row.state != ActivityState.OPEN or row.starts_at is None or row.ends_at is None:
        return
    turns = _Turns(desk.zone)
    for some in _few(guests):
        rows: list[dict[str, Any]] = []
        for guest, one in _listening(desk, some, "tomorrow"):
            rows += _day_before(desk, row, guest, one, turns, "tomorrow")
            rows += _question(desk, row, one, row.ends_at, turns)
        _queue(desk, rows)


def _plan_waiting(desk: Desk, row: Activity, guests: Sequence[ActivityGuest]) -> None:
    """Who waits hears the day before that there is no seat yet: nobody goes there for nothing."""
    if row.state != ActivityState.OPEN or row.starts_at is None:
        return
    turns = _Turns(desk.zone)
    for some in _few(guests):
        rows: list[dict[str, Any]] = []
        for guest, one in _listening(desk, some, "none"):
            rows += _day_before(desk, row, guest, one, turns, "none")
        _queue(desk, rows)


def morning_before(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """From when on the day before families are reminded: who says yes later knows, and is not."""
    return datetime.combine(starts_at.astimezone(zone).date() - timedelta(days=1), _MORNING, zone)


def _day_before(
    desk: Desk, row: Activity, guest: ActivityGuest, one: Listener, turns: _Turns, what: str
) -> list[dict[str, Any]]:
    """The day before, unless they answered on that very day, or hear of a move then: one letter with the new time is enough."""
    starts_at = row.starts_at or desk.now
    morning = morning_before(starts_at, desk.zone)
    if guest.answered_at >= morning:
        return []
    hears_of_move = row.moved_at is not None and guest.answered_at <= row.moved_at
    if hears_of_move and turns.of(one, row.moved_at or desk.now) >= morning:
        return []
    due = turns.of(one, max(desk.now, morning))
    if due >= starts_at - _IN_TIME:
        return []
    return [_row(desk, row, one, what, f"{what}@{begins(row)}", due, starts_at)]


def _question(
    desk: Desk, row: Activity, one: Listener, ends_at: datetime, turns: _Turns
) -> list[dict[str, Any]]:
    day = ends_at.astimezone(desk.zone).date() + timedelta(days=1)
    due = turns.of(one, datetime.combine(day, _MORNING, desk.zone))
    use_by = due + _ASKED_WITHIN
    if use_by <= desk.now:
        return []
    return [_row(desk, row, one, "liked", _question_stamp(ends_at), max(due, desk.now), use_by)]


def _question_stamp(ends_at: datetime) -> str:
    return f"liked@{ends_at.astimezone(UTC).isoformat()}"


def unplan(desk: Desk, row: Activity, guest: ActivityGuest) -> None:
    """They have no seat (any more): nothing is said of one, but for who waits that there is none yet."""
    found = chats.listeners(desk.session, [guest.family_id], stopped_too=True).get(guest.family_id, [])
    tables.drop_waiting(desk.session, row.id or 0, [one.chat_id for one in found])
    if guest.waits_since is not None:
        _plan_waiting(desk, row, [guest])


def tell_others(desk: Desk, row: Activity, guest: ActivityGuest, but: int) -> None:
    """The seat went back: the family's other guardians hear it once, not who gave it."""
    tell(desk, row, [guest], "given", before=row.starts_at, but=but)


def _row(
    desk: Desk,
    row: Activity,
    one: Listener,
    what: str,
    stamp: str,
    due_at: datetime,
    use_by: datetime,
    at_once: bool = False,
) -> dict[str, Any]:
    return {
        "chat_id": one.chat_id,
        "channel": one.channel,
        "rank": Rank.REMINDER,
        "kind": KIND,
        "key": f"{tables.about(row.id or 0)}:{stamp}:{one.guardian_id}",
        "about": tables.about(row.id or 0),
        "body": {"activity": row.id, "what": what, "starts_at": begins(row), "at_once": at_once},
        "due_at": due_at,
        "use_by": use_by,
        "state": State.WAITING,
        "tries": 0,
        "unsure": 0,
        "created_at": desk.now,
    }


def begins(row: Activity) -> str | None:
    """When it begins, in the one way it is written in letters: an intention about another time is no longer true."""
    return row.starts_at.astimezone(UTC).isoformat() if row.starts_at is not None else None


def _queue(desk: Desk, rows: list[dict[str, Any]]) -> None:
    known = db_reminders.known_keys(desk.session, [row["key"] for row in rows])
    fresh = {row["key"]: row for row in rows if row["key"] not in known}
    db_reminders.queue(desk.session, list(fresh.values()))
