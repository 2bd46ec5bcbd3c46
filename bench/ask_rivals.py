"""What the search of questions is measured beside: the nearest phrase by edits, the nearest by its sounds, and our own ranker without the table
of everyday words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from rules.answers.answer import Answer
from rules.answers.search import Index
from rules.answers.wording import Wording
from rules.asked import plain
from rules.knowledge import Knowledge


class Rival(Protocol):
    """Another search. Scores are its own."""

    def best(self, text: str) -> float:
        """The score of what it thinks is best."""
        ...

    def search(self, text: str, least: float) -> Sequence[str]:
        """Three keys, the best first; none where nothing is above `least`."""
        ...


@dataclass(frozen=True)
class _ByEdits:
    """`read` is how a text is seen: its signs, or its sounds."""

    phrases: Sequence[str]
    keys: Sequence[str]
    read: Callable[[str], str]

    def best(self, text: str) -> float:
        found = self._found(text, 1)
        return found[0][1] if found else 0.0

    def search(self, text: str, least: float) -> Sequence[str]:
        found = self._found(text, 30)
        keys = [self.keys[at] for _phrase, score, at in found if score > least]
        return list(dict.fromkeys(keys))[:3]

    def _found(self, text: str, limit: int) -> list[tuple[str, float, int]]:
        return process.extract(self.read(text), self.phrases, scorer=fuzz.token_set_ratio, limit=limit)


@dataclass(frozen=True)
class _ByPairs:
    index: Index

    def best(self, text: str) -> float:
        found = self.index.search(text, 1)
        return found[0].score if found else 0.0

    def search(self, text: str, least: float) -> Sequence[str]:
        found = self.index.search(text, 3)
        return [one.key for one in found] if found and found[0].score > least else []


def like_phrases(knowledge: Knowledge, answers: Mapping[str, Answer] | None = None) -> Rival:
    """The phrase with the fewest edits, whatever the order of its words: of the library's measures the one that is best on the tuning half."""
    return _by_edits(answers or knowledge.first_answers(), plain)


def like_sounds(knowledge: Knowledge) -> Rival:
    """The same over syllables without tones, as a library spells them: wrong signs of the same sound are no edits."""
    return _by_edits(knowledge.first_answers(), lambda text: " ".join(lazy_pinyin(plain(text))))


def _by_edits(answers: Mapping[str, Answer], read: Callable[[str], str]) -> Rival:
    pairs = [
        (read(phrase), one.key)
        for one in answers.values()
        for phrases in (one.titles.values(), *one.asked.values())
        for phrase in phrases
    ]
    return _ByEdits([phrase for phrase, _key in pairs], [key for _phrase, key in pairs], read)


def without_table(knowledge: Knowledge) -> Rival:
    """Characters, pairs and sounds, weighed as ours, with the fillers taken out; no word stands for another."""
    return _ByPairs(Index(knowledge.first_answers(), Wording(fillers=knowledge.wording().fillers)))
