"""Enrolment in one city: the country's defaults and the city's `enrolment.yaml` -> `rules.enrolment.city.CityEnrolment`.

A city inherits and overrides by key: a text by its id, usual dates by their level. Raises `PackError` with file, line and cure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from content.city_enrolment_models import (
    CityFile,
    CountryFile,
    DaysEntry,
    SeasonEntry,
    TextEntry,
    UsualEntry,
    UsualFile,
)
from content.facts import fact
from content.loading import Sourced, error_at, load
from content.vaccine_models import SourcesFile
from rules.enrolment.city import CityEnrolment
from rules.enrolment.seasons import DATED, USUAL_YEAR, Phase, SeasonFact
from rules.enrolment.situation import Window

DEFAULTS, SEASONS, SOURCES = "enrolment_defaults.yaml", "enrolment_seasons.yaml", "schooling_sources.yaml"
OWN = "enrolment.yaml"

E = TypeVar("E", bound=Sourced)


def load_city_enrolment(
    country: Path, city: Path, districts: Collection[str], hotlines: Collection[str]
) -> CityEnrolment:
    """Both folders read; `districts` and `hotlines` are the ids of the city's `city.yaml`. A city without `enrolment.yaml` has the defaults."""
    common = load(country / DEFAULTS, CountryFile)
    usual = load(country / SEASONS, UsualFile).usual
    sources = load(country / SOURCES, SourcesFile).sources
    own = load(city / OWN, CityFile) if (city / OWN).is_file() else CityFile()
    _check_country(country, common, usual, sources)
    _check_city(city / OWN, own, {**sources, **own.sources}, districts, hotlines)
    profile, permit_rule = own.profile or common.profile, own.permit_rule or common.permit_rule
    return CityEnrolment(
        profile=profile.value,
        profile_text=profile.as_rule(),
        permit_rule=permit_rule.value,
        permit_text=permit_rule.as_rule(),
        school_text=(own.school_system or common.school_system).as_rule(),
        office=(own.office or common.office).as_rule(),
        platforms=tuple(one.as_rule() for one in own.platforms),
        siblings=tuple(one.as_rule() for one in _merged(common.siblings, own.siblings)),
        texts={one.id: one.as_rule() for one in _merged(common.texts, own.texts)},
        unknown=tuple(one.as_rule() for one in _merged(common.unknown, own.unknown)),
        seasons=(*map(_season, own.seasons), *_usual_facts(usual, own.usual)),
    )


def check_sources(path: Path, entries: Iterable[Sourced], sources: Collection[str]) -> None:
    """Every source an entry names is written down."""
    for entry in entries:
        for source in entry.source:
            if source not in sources:
                problem = f"{entry.id}: there is no source {source}"
                raise error_at(path, f"- {source}", problem, f"Add it to {SOURCES}, or correct it here.")


def check_once(path: Path, entries: Iterable[Sourced]) -> None:
    """Every id stands once."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise error_at(
                path, f"id: {entry.id}", f"the id {entry.id} stands twice", "Give each an id of its own."
            )
        seen.add(entry.id)


def _merged(common: Sequence[TextEntry], own: Sequence[TextEntry]) -> list[TextEntry]:
    """The country's in their order, each in the city's words where it has its own; then what only the city has."""
    theirs = {one.id: one for one in own}
    return list({**{one.id: one for one in common}, **theirs}.values())


def _check_country(
    folder: Path, common: CountryFile, usual: Sequence[UsualEntry], sources: Mapping[str, str]
) -> None:
    lists = (common.siblings, common.texts, common.unknown)
    for entries in lists:
        check_once(folder / DEFAULTS, entries)
    single = (common.profile, common.permit_rule, common.school_system, common.office)
    check_sources(folder / DEFAULTS, (*single, *(one for entries in lists for one in entries)), sources)
    path = folder / SEASONS
    check_once(path, usual)
    check_sources(path, usual, sources)
    _check_usual(path, usual)
    missing = [level for level in DATED if level not in {one.level for one in usual}]
    if missing:
        raise error_at(
            path, "usual", f"the level {missing[0]} has no usual dates", "Add an entry for it under 'usual'."
        )


def _check_city(
    path: Path,
    own: CityFile,
    sources: Mapping[str, str],
    districts: Collection[str],
    hotlines: Collection[str],
) -> None:
    lists: tuple[Sequence[Sourced], ...] = (
        own.platforms,
        own.siblings,
        own.texts,
        own.unknown,
        own.usual,
        own.seasons,
    )
    for entries in lists:
        check_once(path, entries)
    single = [one for one in (own.profile, own.permit_rule, own.school_system, own.office) if one is not None]
    check_sources(path, (*single, *(one for entries in lists for one in entries)), sources)
    if own.office is not None and own.office.hotline not in hotlines:
        problem = f"there is no hotline {own.office.hotline}"
        raise error_at(path, f"hotline: {own.office.hotline}", problem, "Write the id of one of city.yaml.")
    _check_usual(path, own.usual)
    _check_seasons(path, own.seasons, districts)


def _check_seasons(path: Path, seasons: Sequence[SeasonEntry], districts: Collection[str]) -> None:
    for season in seasons:
        if season.district is not None and season.district not in districts:
            cure = f"Write one of: {', '.join(districts)}; or leave the line out for the whole city."
            problem = f"{season.id}: there is no district {season.district}"
            raise error_at(path, f"district: {season.district}", problem, cure)
        _check_days(path, season, season.year)
        same = (season.level, season.year, season.district)
        if [(one.level, one.year, one.district) for one in seasons].count(same) > 1:
            problem = f"{season.id}: another entry has the same level, year and district"
            raise error_at(path, f"id: {season.id}", problem, "Keep one of the two.")


def _check_usual(path: Path, usual: Sequence[UsualEntry]) -> None:
    levels = [one.level for one in usual]
    for entry in usual:
        if levels.count(entry.level) > 1:
            problem = f"the level {entry.level} has usual dates twice"
            raise error_at(path, f"level: {entry.level}", problem, "Keep one of the two.")
        _check_days(path, entry, USUAL_YEAR)


def _check_days(path: Path, entry: SeasonEntry | UsualEntry, year: int) -> None:
    """All days lie in the season's year, every window opens before it closes, and the rounds follow one another."""

    def wrong(problem: str, cure: str) -> Exception:
        return error_at(path, f"id: {entry.id}", f"{entry.id}: {problem}", cure)

    days = [day for one in _windows(entry) for day in (one.opens, one.closes)]
    for day in [*days, *([entry.results] if entry.results else [])]:
        if day.year != year:
            cure = (
                "Write month and day only, such as 06-04."
                if year == USUAL_YEAR
                else "Correct the day or the year."
            )
            raise wrong(f"{day} is not in its year", cure)
    for one in _windows(entry):
        if one.closes < one.opens:
            raise wrong(
                f"a window closes on {one.closes}, before it opens on {one.opens}", "Swap or correct them."
            )
    for before, after in pairwise(entry.phases):
        if after.opens <= before.closes:
            problem = f"the round from {after.opens} begins before the one before it has ended"
            raise wrong(problem, "Put the rounds in the order of their days, without overlap.")


def _windows(entry: SeasonEntry | UsualEntry) -> list[DaysEntry]:
    return [*entry.phases, *([entry.reporting] if entry.reporting else [])]


def _usual_facts(common: Sequence[UsualEntry], own: Sequence[UsualEntry]) -> Iterator[SeasonFact]:
    """One for each level: the city's where it has one."""
    for entry in {**{one.level: one for one in common}, **{one.level: one for one in own}}.values():
        yield _fact(entry, USUAL_YEAR, None, usual=True)


def _season(entry: SeasonEntry) -> SeasonFact:
    return _fact(entry, entry.year, entry.district, usual=False)


def _fact(entry: SeasonEntry | UsualEntry, year: int, district: str | None, usual: bool) -> SeasonFact:
    return SeasonFact(
        level=entry.level,
        year=year,
        district=district,
        phases=tuple(Phase(Window(one.opens, one.closes), one.about, one.general) for one in entry.phases),
        results=entry.results,
        reporting=Window(entry.reporting.opens, entry.reporting.closes) if entry.reporting else None,
        text=entry.text,
        fact=fact(entry),
        usual=usual,
    )
