"""Kinds of places by any of their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rules.places.place import Kind


def kind_named(word: str, kinds: Mapping[str, Kind]) -> str | None:
    """The kind with this id, name or asked word, however it is written."""
    return kind_words(kinds).get(plain_word(word))


def kind_words(kinds: Mapping[str, Kind]) -> dict[str, str]:
    """Every way to write a kind, and its id; where two share a word, the first has it."""
    found: dict[str, str] = {}
    for kind in kinds.values():
        for word in (kind.id, kind.name, *kind.asked):
            found.setdefault(plain_word(word), kind.id)
    return found


@lru_cache(maxsize=512)
def plain_word(word: str) -> str:
    """A word however it is written: small letters, one way to spell a centre."""
    return " ".join(
        word.lower().replace("_", " ").replace("center", "centre").replace("'", "").replace("’", "").split()
    )
