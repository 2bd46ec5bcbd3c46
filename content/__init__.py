"""Knowledge packs and their loaders: YAML in, frozen values of `rules/` out, errors with file, line and cure.

`cn/` is the country, `cn/wuhu/` a city. Nothing here imports anything of ours but `rules`; only `bot` loads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from content.answers import load_answers, targets
from content.asked import each_once
from content.checkups import load_checkups
from content.city import City
from content.city_enrolment import load_city_enrolment
from content.clinic import load_topics
from content.enrolment import load_enrolment
from content.everyday import load_wording
from content.facts import fact
from content.growth import GrowthFile
from content.guides import load_guides
from content.hotlines import load_hotlines
from content.loading import PackError, load
from content.notes import NotesFile
from content.offices import load_offices
from content.papers import load_papers
from content.place_kinds import load_kinds
from content.places import demo_places
from content.services import load_services
from content.vaccines import load_book
from content.visits import Visits
from content.workdays import office_days
from rules.asked import school_pages, service_pages
from rules.knowledge import Advice, District, Knowledge
from rules.places.place import Kind
from rules.places.rows import Known
from rules.vaccines import Book

PACKS = Path(__file__).parent

__all__ = ["PackError", "load_knowledge"]


def load_knowledge(city: str, packs: Path = PACKS) -> Knowledge:
    """Everything the bot knows in this city, e.g. "cn/wuhu". Raises PackError with file, line and cure."""
    folder, country = _folders(city, packs)
    pack = load(folder / "city.yaml", City)
    visits = load(country / "visits.yaml", Visits)
    book = load_book(country)
    districts, hotlines = pack.district_facts(), load_hotlines(country, pack.hotlines)
    checkups = load_checkups(country)
    guides, papers = load_guides(country, folder, hotlines), load_papers(country, checkups.visits)
    services = load_services(country, folder, hotlines)
    files = [*country.glob("*.yaml"), *folder.glob("*.yaml")]
    for pages in (school_pages(guides, papers), service_pages(services)):
        each_once(files, pages)
    kinds = load_kinds(country)
    city_enrolment = load_city_enrolment(country, folder, [one.id for one in districts], hotlines)
    leads = targets(
        paper=papers.papers, guide=guides, service=services.services, near=kinds, hotline=hotlines
    )
    return Knowledge(
        book=book,
        checkups=checkups,
        enrolment=load_enrolment(country, checkups.entry, city_enrolment.profile, city_enrolment.permit_rule),
        city=pack.name,
        districts=districts,
        landmarks=pack.landmark_facts(),
        hotlines=hotlines,
        bring=tuple(Advice(entry.text, fact(entry)) for entry in visits.bring),
        demo_families=pack.demo(),
        clinic_topics=load_topics(country / "clinic_questions.yaml", book.rules),
        growth=load(country / "growth.yaml", GrowthFile).as_rules(),
        notes=load(country / "notes.yaml", NotesFile).as_rules(),
        city_enrolment=city_enrolment,
        guides=guides,
        papers=papers,
        office_days=office_days,
        services=services,
        place_kinds=kinds,
        first_answers=cache(partial(load_answers, country, folder, leads)),
        wording=cache(
            partial(load_wording, country, frozenset(kinds), (pack.name, *(one.name for one in districts)))
        ),
        offices=load_offices(country, pack.offices),
        demo_places=partial(demo_places, folder / "places.csv", _known(kinds, districts, book)),
    )


def _folders(city: str, packs: Path) -> tuple[Path, Path]:
    """Where the city's pack and its country's lie. Raises PackError where there is no such city."""
    folder = packs / city
    country = packs / Path(city).parts[0] if city else packs
    if not (folder / "city.yaml").is_file() or packs not in folder.resolve().parents:
        known = sorted(str(path.parent.relative_to(packs)) for path in packs.glob("*/*/city.yaml"))
        raise PackError(
            folder / "city.yaml",
            1,
            f"there is no city pack {city!r}",
            f"HOUNIAO_CITY can be: {', '.join(known)}.",
        )
    return folder, country


def _known(kinds: Mapping[str, Kind], districts: tuple[District, ...], book: Book) -> Known:
    """What a row of places may name."""
    return Known.of(kinds, {one.id: one.name for one in districts}, book.vaccines)
