"""The list of services: `content/cn/service*.yaml`, and what a city adds or changes in its `services.yaml` -> `rules.services.ServiceBook`.

`load_services(country, city)` reads both, checks that every rule, source, area and number they name exists, and builds the book of the
city. Raises `PackError` with file, line and cure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from pydantic import ValidationError

from content.checkup_models import CheckupsFile
from content.checkups import VISITS
from content.loading import PackError, error_at, load
from content.service_models import CityServicesFile, ServiceChange, ServiceEntry, ServicesFile
from content.vaccine_models import RuleEntry, RulesFile, SourcesFile
from rules.services import ELSEWHERE, HALF_YEAR, OTHERS_MAY_ASK, SAME_CITY, YOUNG, Service, ServiceBook
from rules.vaccines.book import RuleText

SERVICES, SOURCES = "services.yaml", "service_sources.yaml"
RULES = (
    "service_rules_early.yaml",
    "service_rules_school.yaml",
    "service_rules_home.yaml",
    "service_rules_growing.yaml",
)
#: Sentences the reckoning and the conversations say themselves: whom the list names, and what does not depend on it.
NEEDED = (YOUNG, "SL2", ELSEWHERE, HALF_YEAR, SAME_CITY, "SL6", "SL7", OTHERS_MAY_ASK)


def load_services(country: Path, city: Path, hotlines: Collection[str]) -> ServiceBook:
    """The list as this city has it. `hotlines` are the ids of the numbers it knows. Raises `PackError`."""
    pack = load(country / SERVICES, ServicesFile)
    sources = load(country / SOURCES, SourcesFile).sources
    texts: dict[str, RuleText] = {}
    for name in RULES:
        _add(texts, country / name, load(country / name, RulesFile).rules, sources)
    for needed in NEEDED:
        if needed not in texts:
            raise PackError(country / RULES[0], 1, f"the rule {needed} is missing", "Write it down again.")
    areas = {one.id: one.as_rule() for one in pack.areas}
    _check(country / SERVICES, pack.services, areas, texts, hotlines)
    services = {one.id: one for one in pack.services}
    path = city / SERVICES
    own = load(path, CityServicesFile) if path.is_file() else CityServicesFile()
    _add(texts, path, own.rules, {**sources, **own.sources})
    changed = [_changed(path, one, services.get(one.id)) for one in own.services]
    _check(path, changed, areas, texts, hotlines)
    services |= {one.id: one for one in changed}
    for gone in own.left_out:
        if services.pop(gone, None) is None:
            raise error_at(path, gone, f"there is no service {gone} to leave out", "Correct the id.")
    return ServiceBook(
        areas=tuple(areas.values()),
        services=_in_order(services.values(), tuple(areas)),
        rules=texts,
        entry=load(country / VISITS, CheckupsFile).entry.as_rule(),
    )


def _check(
    path: Path,
    services: Iterable[ServiceEntry],
    areas: Collection[str],
    rules: Collection[str],
    hotlines: Collection[str],
) -> None:
    """Everything these services of this file name must exist."""
    for one in services:
        _must(path, (one.area,), areas, "area")
        _must(path, one.cited(), rules, "rule")
        _must(path, one.phones, hotlines, "hotline")


def _changed(path: Path, change: ServiceChange, national: ServiceEntry | None) -> ServiceEntry:
    try:
        return change.over(national)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        what = ".".join(map(str, first["loc"]))
        problem = f"service {change.id}: {what}: {first['msg']}"
        cure = "The country has no such service: write all its fields, or correct the id."
        raise error_at(path, f"id: {change.id}", problem, cure) from error


def _add(
    texts: dict[str, RuleText], path: Path, entries: Iterable[RuleEntry], sources: Collection[str]
) -> None:
    """These rules beside the others; each once, each with sources that exist."""
    for entry in entries:
        if entry.id in texts:
            raise error_at(path, f"id: {entry.id}", f"rule {entry.id}: written twice", "Keep each rule once.")
        _must(path, entry.source, sources, "source")
        texts[entry.id] = entry.as_rule()


def _in_order(services: Iterable[ServiceEntry], areas: tuple[str, ...]) -> dict[str, Service]:
    """Area by area; in each as the files have them, the city's own last."""
    return {one.id: one.as_rule() for one in sorted(services, key=lambda one: areas.index(one.area))}


def _must(path: Path, named: Iterable[str], known: Collection[str], what: str) -> None:
    """Everything named must exist."""
    for name in named:
        if name not in known:
            raise error_at(
                path, name, f"there is no {what} {name}", "Write it down in its file, or correct it here."
            )
