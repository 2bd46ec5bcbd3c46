"""Knowledge packs and their loaders: YAML in, frozen values of `rules/` out, errors with file, line and cure.

`cn/` is the country, `cn/wuhu/` a city. Nothing here imports anything of ours but `rules`; only `bot` loads it.
"""

from __future__ import annotations

from pathlib import Path

from content.checkups import load_checkups
from content.city import City
from content.clinic import load_topics
from content.facts import fact
from content.growth import GrowthFile
from content.hotlines import load_hotlines
from content.loading import PackError, load
from content.notes import NotesFile
from content.services import load_services
from content.vaccines import load_book
from content.visits import Visits
from rules.knowledge import Advice, Knowledge

PACKS = Path(__file__).parent

__all__ = ["PackError", "load_knowledge"]


def load_knowledge(city: str, packs: Path = PACKS) -> Knowledge:
    """Everything the bot knows in this city, e.g. "cn/wuhu". Raises PackError with file, line and cure."""
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
    pack = load(folder / "city.yaml", City)
    visits = load(country / "visits.yaml", Visits)
    book = load_book(country)
    hotlines = load_hotlines(country, pack.hotlines)
    return Knowledge(
        book=book,
        checkups=load_checkups(country),
        city=pack.name,
        districts=pack.district_facts(),
        landmarks=pack.landmark_facts(),
        hotlines=hotlines,
        bring=tuple(Advice(entry.text, fact(entry)) for entry in visits.bring),
        demo_families=pack.demo(),
        clinic_topics=load_topics(country / "clinic_questions.yaml", book.rules),
        growth=load(country / "growth.yaml", GrowthFile).as_rules(),
        notes=load(country / "notes.yaml", NotesFile).as_rules(),
        services=load_services(country, folder, hotlines),
    )
