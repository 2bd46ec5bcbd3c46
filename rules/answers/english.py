"""English words of a question: their stems, and what a mistyped one was meant to be. Pure.

The stem is crude on purpose: it only has to be the same for "renew", "renews" and "renewed", in the table and in the question alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORDS = re.compile("[a-z0-9]+")
_ENDINGS = (("ing", 6), ("ed", 5), ("es", 5), ("s", 4))
#: A word of so many letters may have so many wrong, missing or exchanged ones.
_SLIPS = ((8, 2), (5, 1))
_LONG = 5


def words_in(text: str) -> list[str]:
    """The words of a text in small letters; "can't" is one."""
    return _WORDS.findall(squeezed(text))


def squeezed(text: str) -> str:
    """Without what stands behind an apostrophe for itself: "mother's" is mother, "can't" cant."""
    return text.replace("'s ", " ").removesuffix("'s").replace("'", "")


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """What is left of a word in whatever form."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending, least in _ENDINGS:
        if len(word) >= least and word.endswith(ending) and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


class Spelling:
    """The stems there are, to find the one that was meant."""

    def __init__(self, stems: Collection[str]) -> None:
        self._stems = frozenset(stems)
        self._long = sorted(one for one in self._stems if len(one) >= _LONG - 1)
        self._found: dict[str, str] = {}

    def right(self, word: str) -> str:
        """The stem as it should be written, or as it was."""
        bare = stem(word)
        if bare in self._stems or len(word) < _LONG or not bare.isalpha():
            return bare
        if bare not in self._found:
            if len(self._found) > 4_096:
                self._found.clear()
            most = next(slips for letters, slips in _SLIPS if len(word) >= letters)
            hit = process.extractOne(bare, self._long, scorer=OSA.distance, score_cutoff=most)
            self._found[bare] = hit[0] if hit is not None else bare
        return self._found[bare]
