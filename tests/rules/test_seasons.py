"""Every case in `cases/seasons.csv`, so that a school secretary can read them and add one; and what holds for every city and year.

`facts`: "level year district days", year "usual" and district "-" for the whole city; rounds joined by "+", a star behind a round that is
for everybody.
"""

from __future__ import annotations

import csv
from calendar import isleap
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.enrolment.decision import STAGES
from rules.enrolment.seasons import (
    DATED,
    USUAL_YEAR,
    Level,
    Phase,
    Season,
    SeasonFact,
    level_of,
    season,
)
from rules.enrolment.situation import Window
from rules.knowledge import Source

FACT = Source(("a notice",), date(2026, 11, 26), "confirmed")
LEVELS: tuple[Level, ...] = ("kindergarten", "primary", "junior", "senior")
ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "cases" / "seasons.csv").read_text(encoding="utf-8").splitlines(),
        strict=True,
    )
)


def level(word: str) -> Level:
    return next(one for one in LEVELS if one == word)


def window(written: str, year: int) -> Window:
    opens, closes = (date.fromisoformat(f"{year:04}-{day}") for day in written.split("/"))
    return Window(opens, closes)


def fact(written: str) -> SeasonFact:
    of, when, where, *days = written.split()
    if when == "usual":
        days, where = [where], "-"
    year = USUAL_YEAR if when == "usual" else int(when)
    phases = tuple(
        Phase(window(one.rstrip("*"), year), "", general=one.endswith("*")) for one in days[0].split("+")
    )
    district = None if where == "-" else where
    return SeasonFact(level(of), year, district, phases, None, None, "days", FACT, when == "usual")


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    facts = [fact(one.strip()) for one in row["facts"].split(";")]
    found = season(facts, level(row["level"]), row["district"] or None, int(row["year"]))
    if row["known"] == "none":
        assert found is None
        return
    assert found is not None
    assert (found.known, str(found.published or "")) == (row["known"], row["published"])
    assert (str(found.window.opens), str(found.window.closes)) == (row["opens"], row["closes"])
    assert f"{found.general.opens} {found.general.closes}" == row["general"]


@pytest.mark.parametrize("stage", [*STAGES, "nursery", "beyond"])
def test_every_stage_has_a_level(stage: str) -> None:
    wanted = {"nursery": "kindergarten", "beyond": "senior"}.get(stage, stage.partition("_")[0])
    assert level_of(stage) == wanted


@given(st.text(max_size=20))
def test_any_word_has_a_level(stage: str) -> None:
    assert level_of(stage) in LEVELS


_DISTRICTS = st.sampled_from([None, "jinghu", "jiujiang"])
_YEARS = st.integers(1, 9999)


@st.composite
def facts_of(draw: st.DrawFn) -> SeasonFact:
    usual = draw(st.booleans())
    year = USUAL_YEAR if usual else draw(st.integers(2016, 2030))
    days = st.dates(date(year, 1, 1), date(year, 12, 31))
    cuts = sorted(draw(st.lists(days, min_size=2, max_size=8).filter(lambda found: len(found) % 2 == 0)))
    phases = tuple(
        Phase(Window(opens, closes), "", draw(st.booleans()))
        for opens, closes in zip(cuts[::2], cuts[1::2], strict=True)
    )
    reporting = Window(cuts[-1], cuts[-1])
    district = None if usual else draw(_DISTRICTS)
    return SeasonFact(
        draw(st.sampled_from(LEVELS)), year, district, phases, cuts[-1], reporting, "days", FACT, usual
    )


_FACTS = st.lists(facts_of(), max_size=8)


def days_of(found: Season) -> list[date]:
    windows = [one.window for one in found.phases] + ([found.reporting] if found.reporting else [])
    days = [day for one in windows for day in (one.opens, one.closes)]
    return days + ([found.results] if found.results else [])


@given(facts=_FACTS, of=st.sampled_from(LEVELS), district=_DISTRICTS, year=_YEARS)
def test_every_season_is_of_the_asked_year_and_in_order(
    facts: list[SeasonFact], of: Level, district: str | None, year: int
) -> None:
    found = season(facts, of, district, year)
    if found is None:
        return
    assert (found.level, found.year) == (of, year)
    assert all(day.year == year for day in days_of(found))
    windows = [one.window for one in found.phases]
    assert all(one.opens <= one.closes for one in windows)
    assert all(before.opens <= after.opens for before, after in pairwise(windows))
    assert found.window.opens <= found.general.opens <= found.general.closes <= found.window.closes


@given(kept=facts_of(), year=_YEARS)
def test_moved_days_keep_month_and_day(kept: SeasonFact, year: int) -> None:
    """29 February alone gives way, by one day, in a year that has none."""
    found = season([kept], kept.level, kept.district, year)
    if found is None:
        assert kept.year > year
        return
    before = [
        day
        for one in [*(phase.window for phase in kept.phases), kept.reporting]
        if one
        for day in (one.opens, one.closes)
    ]
    for was, now in zip([*before, kept.results], days_of(found), strict=True):
        assert was is not None
        leap = (was.month, was.day) == (2, 29) and not isleap(year)
        assert (now.month, now.day) == ((2, 28) if leap else (was.month, was.day))


@given(facts=_FACTS, of=st.sampled_from(LEVELS), district=_DISTRICTS, year=st.integers(2010, 2035))
def test_the_same_as_by_looking_through_the_years_one_by_one(
    facts: list[SeasonFact], of: Level, district: str | None, year: int
) -> None:
    """Brute force: this year's of the district, of the city, then a year back, and so on; then what is usual."""

    def first() -> tuple[str, int | None] | None:
        for back in range(year, 2000, -1):
            for where in dict.fromkeys((district, None)):
                for one in facts:
                    if not one.usual and (one.level, one.year, one.district) == (of, back, where):
                        return ("this_year" if back == year else "last_year", back)
        return ("usual", None) if any(one.usual and one.level == of for one in facts) else None

    found = season(facts, of, district, year)
    assert (found and (found.known, found.published)) == first()


@given(facts=_FACTS, of=st.sampled_from(DATED), year=st.integers(-5, 20_000))
def test_no_year_is_too_far(facts: list[SeasonFact], of: Level, year: int) -> None:
    found = season(facts, of, None, year)
    assert found is None or found.window.opens <= found.window.closes
