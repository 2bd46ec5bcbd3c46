"""Which page somebody means who types a question: the one whose phrase stands in it. Pure and total; the phrases come from the packs.

A phrase is one word or several with spaces between. It stands in a text that holds all of its words, wherever: "school full" in "they say
the school is already full". An English word may go on ("refuse" in "refused"); a Chinese one is found inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from rules.birthdays.tidy import tidy
from rules.guides import GuideGroup
from rules.old_signs import SIMPLIFIED
from rules.papers.book import PaperBook
from rules.services import ServiceBook

#: Characters looked at: more than any channel lets through.
_SCANNED = 5_000
_HAN = "[\u3400-\u9fff]"
_BETWEEN = re.compile(f"(?<={_HAN}) (?={_HAN})")
_ENGLISH = re.compile("[a-z0-9']+")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Page:
    """What can be asked about: a paper, a guide text (`id` its group), a whole group (`text` ""), a service."""

    kind: Literal["paper", "guide", "service"]
    id: str
    text: str = ""


Phrases = tuple[Page, tuple[str, ...]]


def plain(text: str) -> str:
    """Small letters, plain signs and simplified characters, so that every way of typing is one."""
    return tidy(text[:_SCANNED]).translate(SIMPLIFIED).replace("’", "'")


def meant(phrases: Iterable[tuple[Key, Iterable[str]]], text: str) -> tuple[Key, ...]:
    """The keys with the longest phrase that stands in the text, in their order; none, if no phrase does. Phrases are `plain` already."""
    said = _BETWEEN.sub("", plain(text))
    english = _ENGLISH.findall(said)
    found: dict[Key, int] = {}
    for key, ways in phrases:
        long = max((_length(one) for one in ways if _stands(one, said, english)), default=0)
        found[key] = max(long, found.get(key, 0))
    best = max(found.values(), default=0)
    return tuple(key for key, long in found.items() if long and long == best)


def covers(ways: Iterable[str], text: str) -> bool:
    """Whether one of these phrases is at least half of what the text says: then hardly anything else is asked."""
    said = _BETWEEN.sub("", plain(text))
    english = _ENGLISH.findall(said)
    whole = _length(said)
    return any(2 * _length(one) >= whole for one in ways if _stands(one, said, english))


def _stands(phrase: str, said: str, english: list[str]) -> bool:
    words = phrase.split()
    return bool(words) and all(
        any(one.startswith(word) for one in english) if word.isascii() else word in said for word in words
    )


def _length(phrase: str) -> int:
    """Characters that were found."""
    return len(phrase.replace(" ", ""))


def school_pages(guides: Mapping[str, GuideGroup], papers: PaperBook) -> Iterator[Phrases]:
    """Papers, groups and texts with what people type who ask about them."""
    for paper in papers.papers.values():
        yield Page("paper", paper.key), paper.asked
    for group in guides.values():
        yield Page("guide", group.id), group.asked
        for one in group.texts:
            yield Page("guide", group.id, one.id), one.asked


def service_pages(book: ServiceBook) -> Iterator[Phrases]:
    """The same for the list of services."""
    for one in book.services.values():
        yield Page("service", one.id), one.aliases
