"""The catalogues on disk: read, brought up to date, written so that a diff shows only what changed.

Entries stand in the order of the sources, named by file without line. A sentence that nobody says any more
goes, and nothing is guessed from a similar one: a wrong guess about a vaccine would look like a translation.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from tools.word_sources import Text

Domain = Literal["messages", "content"]
DOMAINS: tuple[Domain, ...] = ("messages", "content")
#: Catalogues without which the house does not open: every sentence exists in Chinese and in English.
REQUIRED: frozenset[tuple[str, Domain]] = frozenset({("zh_CN", "messages"), ("en", "content")})
#: What each domain is written in; it needs no catalogue of its own.
SOURCES: Mapping[Domain, str] = {"messages": "en", "content": "zh_CN"}
_WHAT = {"messages": "the sentences of the interface", "content": "the texts of the knowledge packs"}


class CatalogueError(Exception):
    """A catalogue cannot be read. The text names the file."""


@dataclass(frozen=True)
class Shelf:
    """One catalogue: a language, a domain and the file they live in."""

    language: str
    domain: Domain
    path: Path

    @property
    def name(self) -> str:
        """The path below the project, for reports."""
        return f"locales/{self.language}/LC_MESSAGES/{self.domain}.po"

    @property
    def required(self) -> bool:
        return (self.language, self.domain) in REQUIRED

    def read(self) -> Catalog:
        """The catalogue, empty when there is no file yet. Raises `CatalogueError`."""
        if not self.path.exists():
            return Catalog(locale=self.language)
        try:
            with self.path.open("rb") as file:
                return read_po(file, locale=self.language, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            raise CatalogueError(f"{self.name}: cannot be read ({error})") from error


def shelf(root: Path, language: str, domain: Domain) -> Shelf:
    return Shelf(language, domain, root / "locales" / language / "LC_MESSAGES" / f"{domain}.po")


def shelves(root: Path) -> list[Shelf]:
    """All catalogues that are there, and those that must be."""
    there = {(path.parts[-3], path.stem) for path in (root / "locales").glob("*/LC_MESSAGES/*.po")}
    wanted = [
        (language, domain) for domain in DOMAINS for language, name in there | REQUIRED if name == domain
    ]
    return [shelf(root, language, domain) for language, domain in sorted(wanted)]


def forms(message: Message) -> tuple[str, ...]:
    """What a message says: one text, or one for each plural form."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)


def translated(message: Message | None) -> bool:
    return message is not None and all(forms(message)) and not message.fuzzy


def renewed(old: Catalog, texts: Iterable[Text], language: str) -> Catalog:
    """A catalogue of exactly these texts, with what `old` knew of them."""
    new = Catalog(locale=language)
    for text in texts:
        known = old.get(text.msgid)
        added = new.add(
            text.msgid if text.plural is None else (text.msgid, text.plural),
            _kept(known, text, new.num_plurals),
            locations=[(file, 0) for file in text.files],
            auto_comments=text.notes,
            user_comments=known.user_comments if known else (),
        )
        added.flags = {"fuzzy"} if known is not None and known.fuzzy else set()
    return new


def _kept(known: Message | None, text: Text, plurals: int) -> str | tuple[str, ...]:
    """The old translation where it still fits: a text that got or lost its plural is translated anew."""
    if text.plural is None:
        return known.string if known is not None and isinstance(known.string, str) else ""
    if known is not None and known.pluralizable and known.id[1] == text.plural:
        return forms(known)
    return ("",) * plurals


def rendered(catalog: Catalog, language: str, domain: Domain) -> bytes:
    """The file. The header is ours: dates and tool versions would change it without need."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    name = Locale.parse(language).english_name
    header = (
        f"# Houniao: {_WHAT[domain]} in {name}. How to translate: docs/translating.md\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n'
    )
    return (header + "\n" + body.getvalue().decode("utf-8")).rstrip("\n").encode("utf-8") + b"\n"


def fill(catalog: Catalog, given: Mapping[str, str | Sequence[str]]) -> set[str]:
    """Puts translations in, plurals under "one||many". Returns the keys that found their place."""
    placed = set()
    for message in catalog:
        key = key_of(message)
        if not key or key not in given:
            continue
        value = given[key]
        text = (value,) if isinstance(value, str) else tuple(value)
        if message.pluralizable:
            message.string = text
        elif len(text) == 1:
            message.string = text[0]
        else:
            continue
        message.flags.discard("fuzzy")
        placed.add(key)
    return placed


def key_of(message: Message) -> str:
    """The name of a message in files for translators."""
    return "||".join(message.id) if isinstance(message.id, tuple | list) else message.id
