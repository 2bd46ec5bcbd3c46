"""What came of an activity: who came, what they thought of it; and what is left of it when the guests are not kept any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import activity_letters as letters
from actions.activity_seats import has_seat, is_to_come, settle
from actions.desk import Desk
from db import activities as tables
from db import activity_guests as who
from db.activities import Activity, ActivityGuest, Coming
from rules.activities import KEEP
from rules.answers.tidy import paragraphs
from rules.needs import shown, total

#: Characters of what a family writes about it.
WORDS_MOST = 500
#: A draft nobody published goes after so long; activities whose sums are made in one sweep.
_DRAFTS, _AT_ONCE = timedelta(days=365), 200
#: Activities that begin so soon are looked at by the clock, whether or not somebody waits.
_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Turnout:
    """Families and children: who had said yes, who came, who waited, who said maybe; and how many yes were said (again) since it moved."""

    yes: int = 0
    yes_children: int = 0
    came: int = 0
    came_children: int = 0
    waited: int = 0
    maybe: int = 0
    still: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """What they thought, by `ActivityGuest.liked`. Under five is hidden (None), and so is how many answered where that leaves a few beside those that
    are shown (`rules.needs.total`). Words are shown only beside that number, and where five or more wrote some: nobody can be known by them."""

    answered: int | None = None
    liked: dict[int, int | None] = field(default_factory=dict)
    words: tuple[str, ...] = ()


def turnout(row: Activity, guests: Sequence[ActivityGuest]) -> Turnout:
    """Of who is kept; else the sums that are left."""
    if not guests and row.sums is not None:
        return Turnout(**row.sums["turnout"])
    yes, came = [one for one in guests if has_seat(one)], [one for one in guests if one.came_at is not None]
    moved = row.moved_at
    return Turnout(
        yes=len(yes),
        yes_children=sum(one.children for one in yes),
        came=len(came),
        came_children=sum(one.children for one in came),
        waited=sum(one.waits_since is not None for one in guests),
        maybe=sum(one.coming == Coming.MAYBE for one in guests),
        still=sum(moved is not None and one.answered_at > moved for one in yes),
    )


def turnout_of(session: Session, row: Activity) -> Turnout:
    """The same, counted by the database."""
    if row.sums is not None:
        return Turnout(**row.sums["turnout"])
    return Turnout(**who.sums(session, row.id or 0, row.moved_at))


def feedback(row: Activity, guests: Sequence[ActivityGuest]) -> Feedback:
    """The same for what they thought."""
    if not guests and row.sums is not None:
        kept = row.sums["feedback"]
        return Feedback(kept["answered"], {int(key): many for key, many in kept["liked"].items()})
    said = [one for one in guests if one.liked is not None]
    counted = Counter(one.liked or 0 for one in said)
    liked = {key: shown(counted[key]) for key in (1, 2, 3)}
    # everybody says one of the three: those that are shown leave the others over
    answered = total(len(said), (*liked.values(), sum(number or 0 for number in liked.values())))
    words = sorted(one.words for one in said if one.words)
    are_many = answered is not None and shown(len(words)) is not None
    return Feedback(answered, liked, tuple(words) if are_many else ())


def may_say(session: Session, row: Activity, guest: ActivityGuest, now: datetime) -> bool:
    """Whether this family can say how it was: it is over, and they came (where nobody was ticked: had said yes)."""
    if row.ends_at is None or row.ends_at > now:
        return False
    if guest.came_at is not None:
        return True
    return has_seat(guest) and not who.somebody_came(session, row.id or 0)


def say(desk: Desk, activity_id: int, family_id: int, liked: int | None, words: str | None = None) -> bool:
    """What this family thought of it. False where it was not there."""
    row = tables.look(desk.session, activity_id)
    guest = tables.guest(desk.session, activity_id, family_id)
    if row is None or guest is None or not may_say(desk.session, row, guest, desk.now):
        return False
    guest.liked = liked if liked in (1, 2, 3) else guest.liked
    guest.words = paragraphs(words)[:WORDS_MOST] if words is not None else guest.words
    desk.session.add(guest)
    desk.session.flush()
    return True


def to_look_at(desk: Desk) -> list[int]:
    """For the clock: the activities `look_at` may find something to do for, each worth a transaction of its own."""
    return who.to_look_at(desk.session, desk.now, desk.now + _SOON)


def look_at(desk: Desk, activity_id: int) -> None:
    """Seats that became free because a family went away are given, and who joined a family since is reminded, too."""
    held = tables.locked(desk.session, activity_id)
    if held is None or not is_to_come(held, desk.now):
        return
    settle(desk, held)
    if held.starts_at is not None and held.starts_at - desk.now <= _SOON:
        letters.plan_missing(desk, held)


def go_round(desk: Desk) -> None:
    """All of them, one after the other."""
    for number in to_look_at(desk):
        look_at(desk, number)


def sweep(session: Session, now: datetime) -> None:
    """Who came is kept for `KEEP`, then only the sums; drafts nobody published go after a year."""
    for row in tables.over(session, now - KEEP, _AT_ONCE):
        found = tables.guests(session, row.id or 0)
        row.sums = {"turnout": _plain_turnout(row, found), "feedback": _plain_feedback(row, found)}
        session.add(row)
        tables.drop_guests(session, row.id or 0)
    tables.drop_old_drafts(session, now - _DRAFTS)
    session.flush()


def _plain_turnout(row: Activity, guests: Sequence[ActivityGuest]) -> dict[str, int]:
    made = turnout(row, guests)
    return {name: getattr(made, name) for name in Turnout.__slots__}


def _plain_feedback(row: Activity, guests: Sequence[ActivityGuest]) -> dict[str, Any]:
    made = feedback(row, guests)
    return {"answered": made.answered, "liked": {str(key): many for key, many in made.liked.items()}}


def told(session: Session, family_id: int, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Everything this family answered, as plain data: for the export."""

    def at(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None

    return [
        {
            "title": dict(row.content.get("title", {})),
            "starts_at": at(row.starts_at),
            "answer": guest.coming,
            "children": guest.children,
            "waits_since": at(guest.waits_since),
            "answered_at": at(guest.answered_at),
            "came_at": at(guest.came_at),
            "liked": guest.liked,
            "words": guest.words,
        }
        for guest, row in tables.of_family(session, family_id)
    ]
