"""What the check-up files may hold (pydantic), and how each entry becomes its `rules` dataclass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from content.loading import PackModel, Text
from content.vaccine_models import Time
from rules import checkups as rules
from rules.spans import Span

_DAY = re.compile("([0-1][0-9])-([0-3][0-9])")


def _day(written: Any) -> tuple[int, int]:
    """A day of every year as written in a pack: "08-31"."""
    found = _DAY.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError("write month and day such as '08-31'")
    return int(found[1]), int(found[2])


DayOfYear = Annotated[tuple[int, int], BeforeValidator(_day)]


class EntryEntry(PackModel):
    cut_off: DayOfYear
    begins: DayOfYear
    kindergarten: Time
    primary: Time

    def as_rule(self) -> rules.EntryNumbers:
        return rules.EntryNumbers(self.cut_off, self.begins, self.kindergarten, self.primary)


class KindEntry(PackModel):
    """What all visits of a kind say, unless one says otherwise."""

    dates: Text
    where: tuple[Text, ...] = ()
    more: tuple[Text, ...] = ()
    bring: tuple[Text, ...] = ()
    goes: bool
    place: rules.Place


class VisitEntry(PackModel):
    id: str = Field(pattern=r"^[a-z0-9_]{1,15}$")
    kind: rules.Kind
    name: Text
    start: rules.Start
    opens: Time = Span()
    closes: Time = Span()
    lead: Time = Span()
    december: bool = False
    open_doses_only: bool = False
    years: int = Field(default=1, ge=1, le=12)
    rule: Text
    where: tuple[Text, ...] | None = None
    more: tuple[Text, ...] | None = None
    items: tuple[Text, ...] = ()
    bring: tuple[Text, ...] | None = None
    place: rules.Place | None = None

    def as_rules(self, kind: KindEntry) -> Iterator[rules.VisitRule]:
        """One visit; one for every year where it comes back."""
        for year in range(self.years):
            later = Span(months=12 * year)
            yield rules.VisitRule(
                id=self.id if self.years == 1 else f"{self.id}{year + 1}",
                kind=self.kind,
                name=self.name,
                start=self.start,
                opens=_sum(self.opens, later),
                closes=_sum(self.closes, later),
                lead=self.lead,
                december=self.december,
                rule=self.rule,
                dates=kind.dates,
                where=kind.where if self.where is None else self.where,
                more=kind.more if self.more is None else self.more,
                items=self.items,
                bring=kind.bring if self.bring is None else self.bring,
                goes=kind.goes,
                place=kind.place if self.place is None else self.place,
                open_doses_only=self.open_doses_only,
            )


def _sum(one: Span, other: Span) -> Span:
    return Span(one.months + other.months, one.days + other.days)


class CheckupsFile(PackModel):
    entry: EntryEntry
    adult: Time
    kinds: dict[rules.Kind, KindEntry]
    visits: tuple[VisitEntry, ...] = Field(min_length=1)


class ItemEntry(PackModel):
    id: Text
    text: Text
    rule: Text

    def as_rule(self) -> rules.Item:
        return rules.Item(self.id, self.text, self.rule)


class ItemsFile(PackModel):
    items: tuple[ItemEntry, ...]
    bring: tuple[ItemEntry, ...]
