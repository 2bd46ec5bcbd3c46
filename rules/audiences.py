"""Whom something of the community is for: one value, the same in a draft, in a saved group and in the query that finds them. Pure and total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rules.spans import Span


@dataclass(frozen=True, slots=True)
class Ages:
    """Children of these completed months, both ends included."""

    first: int
    last: int

    def born(self, today: date) -> tuple[date, date]:
        """The first and the last day on which such a child was born: who turns a month older today is a month older."""
        too_old = Span(months=self.last + 1).before(today)
        first = too_old if too_old == date.min else too_old + timedelta(days=1)
        return first, Span(months=self.first).before(today)


#: Stages of childhood: before kindergarten, kindergarten, primary school, middle school, after.
STAGES = (Ages(0, 35), Ages(36, 71), Ages(72, 143), Ages(144, 179), Ages(180, 215))


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody by default; each named part narrows it. Within one part any value is enough.

    `districts` are ids of the city pack, `communities` numbers of places (community offices) families registered with, `languages` codes of
    `rules.languages`, `tags` keys of `rules.needs.TOPICS` a family asked for, `activity` the number of an activity they said yes or maybe to,
    `got` the number of a notice they were given (for its correction).
    """

    districts: frozenset[str] = frozenset()
    communities: frozenset[int] = frozenset()
    ages: tuple[Ages, ...] = ()
    languages: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    activity: int | None = None
    got: int | None = None

    @property
    def asks_for_children(self) -> bool:
        """Whether who has no child here is left out."""
        return bool(self.districts or self.ages)

    @property
    def tells_of_one(self) -> bool:
        """Whether it looks for what families asked for among so few that one could be meant (`rules.needs`, rule 6)."""
        finer = self.communities or self.languages or self.activity is not None or self.got is not None
        return bool(self.tags) and bool(finer or set(self.ages) - set(STAGES))


def to_plain(audience: Audience) -> dict[str, Any]:
    """For a JSON column; `of_plain` gives the same audience back. Empty values are left out, so that equal audiences read the same."""
    kept: dict[str, Any] = {
        "districts": sorted(audience.districts),
        "communities": sorted(audience.communities),
        "ages": [
            [one.first, one.last] for one in sorted(audience.ages, key=lambda one: (one.first, one.last))
        ],
        "languages": sorted(audience.languages),
        "tags": sorted(audience.tags),
        "activity": audience.activity,
        "got": audience.got,
    }
    return {name: value for name, value in kept.items() if value not in (None, [])}


def of_plain(kept: Mapping[str, Any]) -> Audience:
    """The audience again. Raises TypeError or ValueError for what `to_plain` did not make."""
    return Audience(
        districts=frozenset(kept.get("districts", ())),
        communities=frozenset(kept.get("communities", ())),
        ages=tuple(Ages(first, last) for first, last in kept.get("ages", ())),
        languages=frozenset(kept.get("languages", ())),
        tags=frozenset(kept.get("tags", ())),
        activity=kept.get("activity"),
        got=kept.get("got"),
    )
