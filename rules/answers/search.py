"""Which answer somebody means who types a question in everyday words. Pure; built once from the published answers, then asked often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.answers.answer import Answer
from rules.asked import plain


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer that may be meant. `score` is between 0 and 1: 1 is a phrase as it stands."""

    key: str
    score: float


class Index:
    """The answers, ready to be searched."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._phrases = {
            plain(phrase): answer.key
            for answer in answers.values()
            for phrases in (*answer.asked.values(), tuple(answer.titles.values()))
            for phrase in phrases
        }

    def search(self, text: str, limit: int = 3) -> list[Hit]:
        """The best first; empty where nothing is near."""
        found = self._phrases.get(plain(text))
        return [Hit(found, 1.0)][:limit] if found else []
