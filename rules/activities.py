"""An activity as everybody means it: what it is, for whom, when, where, how many can come; and who gets a seat. Pure and total.

Conventions of this project (issue "Notices, activities and needs"):

1. A family takes a seat for each child it brings, and one when a grown-up comes alone (`seats_of`). "Maybe" takes none.
2. The waiting list is in the order in which families asked. A free seat goes to the **first family that fits**: a family of one gets the last
   seat though a family of three has waited longer, because the seat would stay empty otherwise. The family of three keeps its turn, and everything
   that fits it is its own before anybody's behind it (`rise`).
3. Nobody who has a seat loses it: not when seats are taken out, not when a family asks for more than are free (then it keeps what it had).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from rules.audiences import Ages, Audience
from rules.audiences import of_plain as audience_of_plain
from rules.audiences import to_plain as audience_to_plain
from rules.needs import LANGUAGES, TOPICS
from rules.places.place import Texts

#: UTF-16 units of a title (it stands on buttons), of a text, of where it is in words, of the reason why it does not take place.
TITLE_MOST, TEXT_MOST, WHERE_MOST, WHY_MOST = 48, 600, 100, 160
#: Children one family can bring; seats of one activity; days ahead that it can be planned.
CHILDREN_MOST, SEATS_MOST, AHEAD_MOST = 6, 2_000, 366
#: So many seats or fewer are called few.
FEW = 5
#: So long before it begins families can check in, and so long after it ends.
DOOR_BEFORE, DOOR_AFTER = timedelta(hours=2), timedelta(hours=3)
#: Who came, and what they thought of it, is kept for so long after it ended; then only the sums.
KEEP = timedelta(days=90)
#: A copy takes place thirteen weeks later: the same day of the week, next quarter.
QUARTER = timedelta(weeks=13)
#: Ages that are offered, in completed months. Names are kept in buttons: add, never change.
BANDS: Mapping[str, Ages] = {
    "baby": Ages(0, 35),
    "kinder": Ages(36, 71),
    "primary": Ages(72, 143),
    "junior": Ages(144, 179),
}
#: Reasons why it does not take place that need no words. Kept in the database: add, never change.
WHYS = ("weather", "ill", "few", "room")


class Coming(StrEnum):
    """What a family said. Words are kept in the database: never change one."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Outline:
    """`texts` and `wheres` (words on where it is, beside or instead of a place of the tables) may be empty. Of the audience only districts and ages
    count. `topic` is one of `rules.needs.TOPICS`, `languages` are of `rules.needs.LANGUAGES`. Moments have their zone. `seats` None: as many as
    want to come."""

    titles: Texts = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    topic: str = ""
    wheres: Texts = field(default_factory=dict)
    place: int | None = None
    audience: Audience = field(default_factory=Audience)
    languages: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    seats: int | None = None


def to_plain(outline: Outline) -> dict[str, Any]:
    """For a JSON column; `of_plain` gives the same outline back. Empty values are left out."""
    kept: dict[str, Any] = {
        "title": dict(outline.titles),
        "text": dict(outline.texts),
        "topic": outline.topic or None,
        "where": dict(outline.wheres),
        "place": outline.place,
        "audience": audience_to_plain(outline.audience),
        "languages": list(outline.languages),
        "starts_at": outline.starts_at.isoformat() if outline.starts_at else None,
        "ends_at": outline.ends_at.isoformat() if outline.ends_at else None,
        "seats": outline.seats,
    }
    return {name: value for name, value in kept.items() if value not in (None, {}, [])}


def of_plain(kept: Mapping[str, Any]) -> Outline:
    """The outline again. Raises TypeError or ValueError for what `to_plain` did not make."""

    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(kept[name]) if kept.get(name) else None

    return Outline(
        titles=dict(kept.get("title", {})),
        texts=dict(kept.get("text", {})),
        topic=kept.get("topic", ""),
        wheres=dict(kept.get("where", {})),
        place=kept.get("place"),
        audience=audience_of_plain(kept.get("audience", {})),
        languages=tuple(kept.get("languages", ())),
        starts_at=moment("starts_at"),
        ends_at=moment("ends_at"),
        seats=kept.get("seats"),
    )


def fingerprint(outline: Outline) -> str:
    """What publishing is bound to: every part of it. Eight hexadecimal digits fit into a button."""
    whole = json.dumps(to_plain(outline), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def is_moved(old: Outline, new: Outline) -> bool:
    """Whether who said they come has to hear of it: another time or another place."""
    return (old.starts_at, old.ends_at, old.place, dict(old.wheres)) != (
        new.starts_at, new.ends_at, new.place, dict(new.wheres),
    )  # fmt: skip


def spot(outline: Outline) -> str:
    """When and where it is, as `is_moved` compares it: what words that name them were written of. Eight hexadecimal digits."""
    moments = [at.astimezone(UTC).isoformat() if at else None for at in (outline.starts_at, outline.ends_at)]
    whole = json.dumps([*moments, outline.place, dict(outline.wheres)], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def missing(outline: Outline, now: datetime) -> tuple[str, ...]:
    """What keeps it from being published, in the order in which it is asked for: title, topic, day, hours, past, where."""
    said = {
        "title": not outline.titles.get("zh_CN", "").strip(),
        "topic": outline.topic not in TOPICS,
        "day": outline.starts_at is None,
        "hours": outline.starts_at is not None
        and (outline.ends_at is None or outline.ends_at <= outline.starts_at),
        "past": outline.starts_at is not None and outline.starts_at <= now,
        "where": outline.place is None and not any(text.strip() for text in outline.wheres.values()),
    }
    return tuple(name for name, lacks in said.items() if lacks)


def is_for(outline: Outline, born: Iterable[date], day: date) -> bool:
    """Whether it is for a child that was born on one of these days; `day`: when it takes place."""
    windows = [band.born(day) for band in outline.audience.ages]
    return not windows or any(first <= one <= last for one in born for first, last in windows)


def spoken(outline: Outline) -> tuple[str, ...]:
    """The languages spoken there, in the order of all."""
    return tuple(code for code in LANGUAGES if code in outline.languages)


def seats_of(children: int) -> int:
    """Seats a family takes."""
    return max(1, children)


def fits(seats: int | None, taken: int, children: int) -> bool:
    """Whether a family with so many children gets a seat beside the `taken` ones."""
    return seats is None or taken + seats_of(children) <= seats


def free(seats: int | None, taken: int) -> int | None:
    """Seats that are free; None: without limit. Never negative: seats may have been taken out."""
    return None if seats is None else max(0, seats - taken)


def rise(seats: int | None, taken: int, waiting: Iterable[tuple[int, int]]) -> list[int]:
    """Who gets a seat now, of those who wait as (number, children) in their order: each one in turn that fits. Afterwards nobody waits who fits."""
    risen: list[int] = []
    for number, children in waiting:
        if fits(seats, taken, children):
            taken += seats_of(children)
            risen.append(number)
    return risen


def door_is_open(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether a family can check in now."""
    return starts_at - DOOR_BEFORE <= now <= ends_at + DOOR_AFTER
