"""What stands in a guardian's own phone calendar, and the link by which it is fetched: made, shown again, stopped, opened."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import plans, records
from db import calendars, families, sealing
from db.calendars import CalendarFeed
from db.children import Child
from db.families import Guardian
from rules.calendars import along, day_of
from rules.checkups import Visit
from rules.knowledge import Knowledge
from rules.matters import Thing, about, matters
from rules.vaccines import Next

#: A fetch is noted once in so long: enough to see that a calendar looks, and hardly ever a write.
NOTED_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class Date:
    """A dose or a check-up on its day. `id` names it for good ("vaccine-7-MMR-1", "visit-7-v_m6"), however often `on` moves; `as_of` never falls,
    and grows when `on` moves.
    """

    id: str
    child: Child
    on: date
    as_of: datetime
    what: Thing


def dates(
    session: Session, knowledge: Knowledge, found: Sequence[Child], zone: ZoneInfo, now: datetime
) -> list[Date]:
    """What comes for these children, the next first."""
    kept = records.of_children(session, found)
    today = now.astimezone(zone).date()
    coming: list[Date] = []
    for child in found:
        every = plans.things(knowledge, child, kept[child.id or 0], today)
        coming += of_child(child, every, today, _as_of(child, today, zone))
    return sorted(coming, key=lambda one: (one.on, one.child.born, one.child.id or 0, one.id))


def of_child(child: Child, every: Iterable[Thing], today: date, as_of: datetime) -> list[Date]:
    """What comes for one child, by what is open today. A check-up at the clinic goes along with a vaccination inside its window (CK7)."""
    since, found = plans.known_since(child), []
    vaccinations: set[date] = set()
    for thing, matter in matters(every):
        on = day_of(matter, since, child.changed_on, today)
        if isinstance(thing, Visit) and thing.place == "clinic":
            on = along(matter, vaccinations, today) or on
        if on is None or not _may_be_named(child, thing):
            continue
        if isinstance(thing, Next):
            vaccinations.add(on)
        name = about(child.id or 0, matter.name).replace(":", "-")
        found.append(Date(name, child, on, as_of, thing))
    return found


def _may_be_named(child: Child, thing: Thing) -> bool:
    """Until the booklet was told, only doses nobody can have had yet: a missing record is no missing dose. A visit or a day of the papers always."""
    if not isinstance(thing, Next) or child.record_checked_at is not None:
        return True
    return thing.status == "not_yet" and thing.dose == 1


def _as_of(child: Child, today: date, zone: ZoneInfo) -> datetime:
    """When the child's dates may have moved last: its record changed, or a new day began. (Days pass, and rule books get corrected.)"""
    began = datetime.combine(today, time(), zone).astimezone(UTC)
    return max(began, child.revised_at or began)


def make(session: Session, guardian: Guardian, now: datetime) -> str:
    """The token of a new link. One that worked before stops."""
    # two chats of one person may ask at the same instant
    families.lock(session, [guardian.family_id])
    stop(session, guardian, now)
    made = CalendarFeed(guardian_id=guardian.id or 0, token_hash="", made_at=now)
    session.add(made)
    session.flush()
    # Made of the row's own number, which nobody else has, and of the data key.
    token = _tokens(made)[-1]
    made.token_hash = _hash(token)
    session.add(made)
    session.flush()
    return token


def stop(session: Session, guardian: Guardian, now: datetime) -> bool:
    """The link works no more; False when there was none."""
    return calendars.revoke(session, guardian.id or 0, now) > 0


def token_of(made: CalendarFeed) -> str | None:
    """The token of a link, to show it again; nothing for one that a lost key made."""
    return next((one for one in _tokens(made) if _hash(one) == made.token_hash), None)


def opened(session: Session, token: str, now: datetime) -> Guardian | None:
    """Whose calendar this token opens; nothing for one that never was or was stopped. Somebody who wants no reminders gets it all the same."""
    found = calendars.opened(session, _hash(token))
    if found is None:
        return None
    feed, guardian = found
    if feed.read_at is None or now - feed.read_at >= NOTED_EVERY:
        feed.read_at = now
        session.add(feed)
        session.flush()
    return guardian


def _tokens(made: CalendarFeed) -> list[str]:
    """What the keys, which lie outside the database, make of this link (144 bits): one a key, the newest last."""
    about = f"{made.id}:{made.guardian_id}:{made.made_at.astimezone(UTC).isoformat()}".encode()
    keys = sealing.ring().derive("calendar")
    made_of = [hmac.digest(key.encode(), about, "sha256")[:18] for key in keys]
    return [base64.urlsafe_b64encode(one).decode() for one in made_of]


def _hash(token: str) -> str:
    """What is looked up: a comparison that ends early tells nothing about a token, only about its hash."""
    return hashlib.sha256(b"calendar:" + token.encode("utf-8", "replace")).hexdigest()
