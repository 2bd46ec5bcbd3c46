"""A notice as everybody means it: what staff send to many, whom it is for, when it leaves, and what keeps it from leaving. Pure and total.

Source of the limits: conventions of this project (issue "Notices").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from rules.answers.answer import Leads, Way
from rules.audiences import Audience
from rules.audiences import of_plain as audience_of_plain
from rules.audiences import to_plain as audience_to_plain
from rules.places.place import Texts
from rules.spans import Span

#: UTF-16 units of a text (it fits under a picture, with head and foot), of a label on a button, of the reason of an urgent one.
TEXT_MOST, LABEL_MOST, WHY_MOST = 800, 40, 120
WAYS_MOST, OPTIONS_MOST = 4, 6
#: So many not urgent notices a family gets within `WEEK` at most.
WEEKLY_MOST = 3
WEEK = timedelta(days=7)
#: A notice to so many guardians or more needs a second person.
FOUR_EYES_FROM = 200
#: A notice that could not be said for so long is not said any more.
USE_WITHIN = timedelta(days=7)
#: A planned notice whose time passed so long ago (the house stood still) does not leave any more: "tomorrow" would be wrong.
LATE_MOST = timedelta(hours=24)
#: The child consent of this version says that age and district choose notices and activities (`dialogs.consent`).
CHILD_CONSENT_FROM = "2026-11-27"
#: So many copies failed, of so many: its sender is told.
TROUBLE_FROM, TROUBLE_SHARE = 10, 0.2


class Subject(StrEnum):
    """What a notice is about: a family may turn each off. Kept in the database: add, never change."""

    HEALTH = "health"
    SCHOOL = "school"
    ACTIVITY = "activity"
    COMMUNITY = "community"


class Repeats(StrEnum):
    """How often it leaves again. Kept in the database: add, never change."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Notice:
    """`texts` may hold `*bold*` and nothing else, like an answer. `file` names a row of `notice_file` (a picture or a document). `options` are the
    choices of a poll, each in several languages. `urgent` breaks polite hours and the weekly limit, and `why` is then told to families."""

    texts: Texts
    audience: Audience = field(default_factory=Audience)
    subject: Subject = Subject.COMMUNITY
    ways: tuple[Way, ...] = ()
    options: tuple[Texts, ...] = ()
    file: str | None = None
    urgent: bool = False
    why: Texts = field(default_factory=dict)
    #: The activity it invites to (it brings the buttons yes, maybe, no), and a place to show with it, by their numbers.
    activity: int | None = None
    place: int | None = None
    #: When and where that activity was as the words were written (`rules.activities.spot`); None: they do not say it.
    as_of: str | None = None
    #: The notice it corrects.
    corrects: int | None = None
    #: The first of those whose copy it is: as long as the text is the same, who had it lately does not get it again.
    copies: int | None = None
    #: When it leaves; None: at once.
    at: datetime | None = None
    repeats: Repeats = Repeats.ONCE


def to_plain(notice: Notice) -> dict[str, Any]:
    """For a JSON column; `of_plain` gives the same notice back. Empty values are left out."""
    kept: dict[str, Any] = {
        "text": dict(notice.texts),
        "audience": audience_to_plain(notice.audience),
        "subject": notice.subject.value,
        "ways": [
            {way.leads.value: way.to, **({"label": dict(way.labels)} if way.labels else {})}
            for way in notice.ways
        ],
        "options": [dict(one) for one in notice.options],
        "file": notice.file,
        "urgent": notice.urgent or None,
        "why": dict(notice.why),
        "activity": notice.activity,
        "place": notice.place,
        "as_of": notice.as_of,
        "corrects": notice.corrects,
        "copies": notice.copies,
        "at": notice.at.isoformat() if notice.at else None,
        "repeats": notice.repeats.value if notice.repeats != Repeats.ONCE else None,
    }
    return {name: value for name, value in kept.items() if value not in (None, {}, [])}


def of_plain(kept: Mapping[str, Any]) -> Notice:
    """The notice again. Raises KeyError, TypeError or ValueError for what `to_plain` did not make."""
    return Notice(
        texts=dict(kept.get("text", {})),
        audience=audience_of_plain(kept.get("audience", {})),
        subject=Subject(kept.get("subject", Subject.COMMUNITY)),
        ways=tuple(_way(one) for one in kept.get("ways", ())),
        options=tuple(dict(one) for one in kept.get("options", ())),
        file=kept.get("file"),
        urgent=bool(kept.get("urgent")),
        why=dict(kept.get("why", {})),
        activity=kept.get("activity"),
        place=kept.get("place"),
        as_of=kept.get("as_of"),
        corrects=kept.get("corrects"),
        copies=kept.get("copies"),
        at=datetime.fromisoformat(kept["at"]) if kept.get("at") else None,
        repeats=Repeats(kept.get("repeats", Repeats.ONCE)),
    )


def fingerprint(notice: Notice) -> str:
    """What a confirmation is bound to: every part of the notice. Eight hexadecimal digits fit into a button."""
    whole = json.dumps(to_plain(notice), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def limited(notice: Notice) -> bool:
    """Whether the weekly limit of a family holds for it: not for what is urgent, and not for the correction of what they were told."""
    return not notice.urgent and notice.corrects is None


def next_time(
    last: datetime, repeats: Repeats, now: datetime, zone: ZoneInfo, first: datetime
) -> datetime | None:
    """When it leaves again: the same hour on the clock of `zone`, after `last` and after `now`; None for what leaves once. Monthly keeps the day of
    `first`; a month without that day has its last one."""
    if repeats == Repeats.ONCE:
        return None
    begun, latest = first.astimezone(zone), max(last, now)
    number = 1
    if repeats == Repeats.WEEKLY:
        number = max(1, (latest - first) // WEEK)
    else:
        there = latest.astimezone(zone)
        number = max(1, (there.year - begun.year) * 12 + there.month - begun.month)
    while (found := _turn(begun, repeats, number, zone)) <= latest:
        number += 1
    return found


def latest_time(due: datetime, repeats: Repeats, now: datetime, zone: ZoneInfo, first: datetime) -> datetime:
    """The last of its times that is not ahead of us, from `due` on: what the house slept through is judged by this one."""
    found = due
    while (after := next_time(found, repeats, found, zone, first)) is not None and after <= now:
        found = after
    return found


def _turn(begun: datetime, repeats: Repeats, number: int, zone: ZoneInfo) -> datetime:
    weeks = begun.date() + number * WEEK
    day = weeks if repeats == Repeats.WEEKLY else Span(months=number).after(begun.date())
    return datetime.combine(day, begun.time().replace(fold=0), zone).astimezone(UTC)


def _way(kept: Mapping[str, Any]) -> Way:
    leads, to = next((name, value) for name, value in kept.items() if name != "label")
    return Way(Leads(leads), to, dict(kept.get("label", {})))
