"""When a city takes registrations, for which class and district, and in which year these dates were published. Pure and total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING, Literal

from rules.enrolment.situation import Window

if TYPE_CHECKING:
    from rules.knowledge import Source

Level = Literal["kindergarten", "primary", "junior", "senior"]
#: this_year: published for the very year; last_year: an earlier year's dates, moved; usual: a default to prepare by, nothing of this city is known.
Known = Literal["this_year", "last_year", "usual"]

#: Levels that have at least usual dates in every city.
DATED: tuple[Level, ...] = ("kindergarten", "primary", "junior")
#: The year in which a pack's usual dates are kept: a leap year, so that any day fits.
USUAL_YEAR = 2000
_LEVELS: dict[str, Level] = {
    "nursery": "kindergarten",
    "kindergarten": "kindergarten",
    "primary": "primary",
    "junior": "junior",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """One round of registration; `about` says for whom it is (zh_CN), "" for everybody. `general`: no special claim is needed for it."""

    window: Window
    about: str
    general: bool = True


@dataclass(frozen=True, slots=True)
class SeasonFact:
    """The dates of one year as a pack holds them. `district` None: the whole city. Usual dates stand in `USUAL_YEAR`."""

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
    """The dates of one autumn. Unless `known` is "this_year" they are an earlier year's (or the default), moved to this year.

    `published` is the year they were published for; None for usual dates.
    """

    level: Level
    year: int
    known: Known
    phases: tuple[Phase, ...]
    results: date | None
    reporting: Window | None
    text: str
    fact: Source
    published: int | None = None

    @property
    def window(self) -> Window:
        """From the first day of the first round to the last day of the last."""
        return _around(self.phases)

    @property
    def general(self) -> Window:
        """The same of the rounds without a special claim: what a family plans for that has none. Without such a round, the whole."""
        return _around([one for one in self.phases if one.general] or self.phases)


def season(facts: Sequence[SeasonFact], level: Level, district: str | None, year: int) -> Season | None:
    """The dates of this autumn: the year's own, else the latest earlier year's, else what is usual; of one year the district's before the city's.

    None only for a level without any date (see `DATED`).
    """
    ours = [
        one
        for one in facts
        if one.level == level and one.district in (None, district) and (one.usual or one.year <= year)
    ]
    if not ours:
        return None
    best = max(ours, key=lambda one: (not one.usual, one.year, one.district is not None))
    known: Known = "usual" if best.usual else "this_year" if best.year == year else "last_year"
    return Season(
        level=level,
        year=year,
        known=known,
        phases=tuple(Phase(_moved(one.window, year), one.about, one.general) for one in best.phases),
        results=_day(best.results, year) if best.results else None,
        reporting=_moved(best.reporting, year) if best.reporting else None,
        text=best.text,
        fact=best.fact,
        published=None if best.usual else best.year,
    )


def level_of(stage: str) -> Level:
    """The level a stage registers with; a child in the nursery waits for the kindergarten's dates."""
    return _LEVELS.get(stage.partition("_")[0], "senior")


def _around(phases: Sequence[Phase]) -> Window:
    return Window(min(one.window.opens for one in phases), max(one.window.closes for one in phases))


def _moved(window: Window, year: int) -> Window:
    return Window(_day(window.opens, year), _day(window.closes, year))


def _day(day: date, year: int) -> date:
    """The same month and day of another year; 29 February becomes the 28th where there is none. Years stop at the calendar's ends."""
    year = min(max(year, MINYEAR), MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
