"""`make words`: collect every sentence, bring the catalogues up to date, say what is missing.

python -m tools.words                   updates locales/ and reports
python -m tools.words --check           changes nothing; lists problems and fails if there are any
python -m tools.words --missing         untranslated sentences as JSON, to be filled in ...
python -m tools.words --fill FILE       ... and read back: {"sentence": "text", "one||many": ["form", ...]}
python -m tools.words --add ug          begins a language
--missing and --fill are about the Chinese interface and the English packs, or with --language ug about Uyghur.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog

from rules.languages import normal
from tools import catalogues, word_sources
from tools.catalogues import DOMAINS, SOURCES, CatalogueError, Domain, Shelf, forms, key_of, translated
from tools.word_checks import Fault, pair_faults, plural_faults, text_faults
from tools.word_sources import Problem, Text

ROOT = Path(__file__).resolve().parent.parent
_UPDATE = "Run `make words`."


@dataclass(frozen=True)
class House:
    """The project as the translator sees it: what it says, and what stands in the way of reading it."""

    root: Path
    texts: Mapping[Domain, Sequence[Text]]
    problems: Sequence[Problem]

    @classmethod
    def read(cls, root: Path) -> House:
        interface, unread = word_sources.interface(root)
        knowledge, broken = word_sources.knowledge(root)
        return cls(root, {"messages": interface, "content": knowledge}, [*unread, *broken])

    def renewed(self, shelf: Shelf) -> Catalog:
        return catalogues.renewed(shelf.read(), self.texts[shelf.domain], shelf.language)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The command. Exit code 1 when there are problems, 2 when it was asked for the impossible."""
    asked = _parser().parse_args(arguments)
    house = House.read(root)
    try:
        if asked.check:
            return _report_problems([*house.problems, *check(house)])
        if asked.missing:
            print(json.dumps(missing(house, asked.language), ensure_ascii=False, indent=1))
            return 0
        if asked.add and not _add(house, asked.add):
            return 2
        if asked.fill:
            _fill(house, asked.fill, asked.language)
        update(house)
    except CatalogueError as error:
        print(f"{error}. Repair the file, or take it back from git.", file=sys.stderr)
        return 2
    return _report_problems(house.problems) if house.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.words", description="Catalogues of all sentences.")
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--check", action="store_true", help="change nothing, list problems, fail if there are any"
    )
    one.add_argument("--missing", action="store_true", help="print what is not translated, as JSON")
    one.add_argument("--fill", type=Path, metavar="FILE", help="take translations from a JSON file")
    one.add_argument("--add", metavar="CODE", help="begin a language, such as ug or vi")
    parser.add_argument("--language", metavar="CODE", help="for --missing and --fill: this language")
    return parser


def update(house: House) -> None:
    """Writes every catalogue whose content changed, and a line about each."""
    for shelf in catalogues.shelves(house.root):
        new = house.renewed(shelf)
        dropped = sum(1 for message in shelf.read() if message.id and message.id not in new)
        _write(shelf, new)
        empty = sum(1 for message in new if message.id and not translated(message))
        print(f"{shelf.name}: {len(new)} texts, {empty} missing, {dropped} no longer said and dropped")


def check(house: House) -> Iterator[Problem]:
    """Everything wrong with the sentences and their translations."""
    for domain, texts in house.texts.items():
        for text in texts:
            for msgid in filter(None, (text.msgid, text.plural)):
                yield from _problems(
                    text.files[0], msgid, text_faults(msgid, domain == "messages", domain == "content")
                )
    for shelf in catalogues.shelves(house.root):
        yield from _check_shelf(house, shelf)


def _check_shelf(house: House, shelf: Shelf) -> Iterator[Problem]:
    new = house.renewed(shelf)
    if (
        not shelf.path.exists()
        or catalogues.rendered(new, shelf.language, shelf.domain) != shelf.path.read_bytes()
    ):
        yield Problem(shelf.name, "not up to date with the sources", _UPDATE)
    for message in new:
        if not message.id:
            continue
        if translated(message):
            for text in forms(message):
                faults = text_faults(text, shelf.domain == "messages", shelf.language.startswith("zh"))
                yield from _problems(shelf.name, key_of(message), faults)
            yield from _problems(shelf.name, key_of(message), _pair(message.id, forms(message), new, shelf))
        elif message.fuzzy or shelf.required:
            what = "is marked fuzzy" if message.fuzzy else "is not translated"
            yield Problem(shelf.name, what, "Translate it (docs/translating.md).", key_of(message))


def _pair(
    ids: str | Sequence[str], strings: tuple[str, ...], catalog: Catalog, shelf: Shelf
) -> Iterator[Fault]:
    if isinstance(ids, str):
        return pair_faults(ids, strings[0], shelf.language, shelf.domain)
    return plural_faults((ids[0], ids[1]), strings, catalog.num_plurals, shelf.language)


def _problems(file: str, msgid: str, faults: Iterator[Fault]) -> Iterator[Problem]:
    return (Problem(file, what, cure, msgid) for what, cure in faults)


def _report_problems(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(problem)
    print(f"Words: {len(problems)} problems." if problems else "Words: no problems.")
    return 1 if problems else 0


def missing(house: House, language: str | None = None) -> dict[str, str | list[str]]:
    """What a translator has still to write, as a form to fill in."""
    found: dict[str, str | list[str]] = {}
    for shelf in _asked(house, language):
        new = house.renewed(shelf)
        for message in new:
            if message.id and not translated(message):
                found[key_of(message)] = [""] * new.num_plurals if message.pluralizable else ""
    return found


def _asked(house: House, language: str | None) -> list[Shelf]:
    every = catalogues.shelves(house.root)
    return [shelf for shelf in every if (shelf.language == language if language else shelf.required)]


def _fill(house: House, file: Path, language: str | None) -> None:
    given = {key: value for key, value in json.loads(file.read_text(encoding="utf-8")).items() if any(value)}
    unplaced = set(given)
    for shelf in _asked(house, language):
        new = house.renewed(shelf)
        unplaced -= catalogues.fill(new, given)
        _write(shelf, new)
    for key in sorted(unplaced):
        print(f"not used: nobody says “{key}”, or its number of plural forms differs")


def _add(house: House, code: str) -> bool:
    """Begins a language with empty catalogues; False for a code that is none."""
    language = normal(code)
    try:
        Locale.parse(language or "")
    except (ValueError, UnknownLocaleError):
        print(f"{code!r} is no language code; try one like ug, vi or zh_TW.", file=sys.stderr)
        return False
    for domain in DOMAINS:
        if language and language != SOURCES[domain]:
            shelf = catalogues.shelf(house.root, language, domain)
            _write(shelf, house.renewed(shelf))
    return True


def _write(shelf: Shelf, catalog: Catalog) -> None:
    data = catalogues.rendered(catalog, shelf.language, shelf.domain)
    if not shelf.path.exists() or shelf.path.read_bytes() != data:
        shelf.path.parent.mkdir(parents=True, exist_ok=True)
        shelf.path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
