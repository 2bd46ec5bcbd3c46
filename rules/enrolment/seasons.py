"""When a city takes registrations, for which class and district, and in which year these dates were published. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.enrolment.situation import Window
from rules.knowledge import Source

Level = Literal["kindergarten", "primary", "junior", "senior"]
#: this_year: published for the very year; last_year: an earlier year's dates, moved; usual: what other cities do, nothing of this one is known.
Known = Literal["this_year", "last_year", "usual"]


@dataclass(frozen=True, slots=True)
class Phase:
    """One round of registration; `about` says for whom it is (zh_CN), "" for everybody."""

    window: Window
    about: str


@dataclass(frozen=True, slots=True)
class SeasonFact:
    """The dates of one year as a pack holds them. `district` None: the whole city."""

    level: Level
    year: int
    district: str | None
    phases: tuple[Phase, ...]
    results: date | None
    reporting: Window | None
    text: str
    fact: Source
    usual: bool


@dataclass(frozen=True, slots=True)
class Season:
    """The dates of one autumn. Unless `known` is "this_year" they are an earlier year's (or other cities'), moved to this year."""

    level: Level
    year: int
    known: Known
    phases: tuple[Phase, ...]
    results: date | None
    reporting: Window | None
    text: str
    fact: Source

    @property
    def window(self) -> Window:
        """From the first day of the first round to the last day of the last."""
        return Window(
            min(one.window.opens for one in self.phases), max(one.window.closes for one in self.phases)
        )
