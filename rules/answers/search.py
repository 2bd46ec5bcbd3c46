"""Which answer somebody means who types a question in everyday words. Pure; built once from the published answers, then asked often.

Two measures of the same tokens (`rules.answers.wording`), each between 0 and 1, are mixed: how much of what the question says the phrases and titles
of an answer speak of, all together, and how like the question is to the nearest of them. A token weighs by its kind and by how few answers know it.
The texts of the answers are left out: they add nothing to what is found, and most of the time it takes. The figures are our own, tuned on
`bench/questions/tuning.yaml` and on phrases taken out of the index.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.answers.answer import Answer
from rules.answers.english import Spelling
from rules.answers.wording import MEANING, NUMBER, OUTSIDE, SOUND, STEM, Wording
from rules.asked import plain

#: What a token of this kind weighs.
_KINDS = {MEANING: 1.6, OUTSIDE: 2.5, SOUND: 0.5, STEM: 1.0, NUMBER: 0.8}
_SIGN, _PAIR = 0.4, 0.6
#: Of the mixed measure.
_PHRASE, _WHOLE = 0.35, 0.65
#: So many phrases of an answer hold a token of which it speaks half.
_HALF = 2.0
#: So many answers are compared phrase by phrase.
_COMPARED = 15
#: Of thousands of answers, those that know a token are looked through until so many were seen, the rarest token first.
_LOOKED_AT = 4_000
#: From so many characters on a text is a story: what the table does not know counts less in it.
_STORY, _ASIDE, _MEANT = 30, 0.4, (MEANING, OUTSIDE)
#: Of all that a question says, so many tokens are expected to be spoken of, the heaviest ones.
_EXPECTED = 6
#: A phrase as it stands, and the most anything else can reach.
SURE, _MOST = 1.0, 0.99
#: Before the name of a conversation of the bot: `flow:next`, `flow:near:nursery`.
FLOW = "flow:"
_NOWHERE: tuple[list[int], list[float]] = ([], [])


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer that may be meant. `score` is between 0 and 1: 1 is a phrase as it stands."""

    key: str
    score: float


class Index:
    """The answers, ready to be searched; with `wording` also the conversations of the bot, as `flow:<name>`."""

    def __init__(self, answers: Mapping[str, Answer], wording: Wording | None = None) -> None:
        self.wording = wording or Wording()
        read = [_Entry(one.key, _phrases_of(one), self.wording) for one in answers.values()]
        read += [
            _Entry(f"{FLOW}{name}", [one for ways in asked.values() for one in ways], self.wording)
            for name, asked in self.wording.flows.items()
        ]
        #: The theme of each answer, by its key.
        self.themes = {one.key: one.theme for one in answers.values()}
        self._keys = [entry.key for entry in read]
        self._exact = {phrase: at for at, entry in reversed([*enumerate(read)]) for phrase in entry.written}
        self._where = _where(read)
        self._weights = {
            token: _kind(token) * _rarity(len(read), len(entries))
            for token, (entries, _s) in self._where.items()
        }
        self._unseen = _rarity(len(read), 0)
        self._phrases = [[(phrase, self._length(phrase)) for phrase in entry.phrases] for entry in read]
        stems = {token[1:] for token in self._weights if token[0] == STEM}
        self._spelling = Spelling(stems | self.wording.stems)

    def search(self, text: str, limit: int = 3, *, flows: bool = False) -> list[Hit]:
        """The best first; empty where nothing is near. Conversations of the bot are among them only with `flows`."""
        weights = self._weighed(text)
        found = self._measured(weights) if weights else {}
        exact = self._exact.get(plain(text))
        if exact is not None:
            found[exact] = math.inf
        best = sorted(found.items(), key=lambda one: -one[1])
        hits = [Hit(self._keys[at], min(score, _MOST) if score < math.inf else SURE) for at, score in best]
        return [one for one in hits if flows or not one.key.startswith(FLOW)][:limit]

    def _length(self, phrase: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights[token] ** 2 for token in phrase)) or 1.0

    def _weighed(self, text: str) -> dict[str, float]:
        """What the question says, and how much each of it weighs."""
        tokens = self.wording.read(text, self._weights, self._spelling)
        weights = {token: self._weights.get(token) or _kind(token) * self._unseen for token in tokens}
        if len(text) <= _STORY:
            return weights
        return {token: weight if token[0] in _MEANT else weight * _ASIDE for token, weight in weights.items()}

    def _measured(self, weights: Mapping[str, float]) -> dict[int, float]:
        """The answers that speak of most of it, with their mixed measures."""
        expected = sorted(weights.values(), reverse=True)[:_EXPECTED]
        total, length = sum(expected), math.sqrt(sum(one * one for one in expected))
        squares = {token: weight * weight / length for token, weight in weights.items()}
        sums = self._spoken_of(weights)
        return {
            at: _WHOLE * found / total + _PHRASE * self._likest(at, squares) for at, found in sums.items()
        }

    def _spoken_of(self, weights: Mapping[str, float]) -> dict[int, float]:
        """How much of it the answers speak of that speak of most. The rare tokens choose them; what everybody speaks of is only added up for those."""
        sums = [0.0] * len(self._keys)
        looked, common = 0, []
        for token in sorted(weights.keys() & self._where.keys(), key=lambda one: len(self._where[one][0])):
            entries, shares = self._where[token]
            if looked > _LOOKED_AT:
                common.append(token)
                continue
            looked += len(entries)
            weight = weights[token]
            for at, share in zip(entries, shares, strict=True):
                sums[at] += weight * share
        best = heapq.nlargest(_COMPARED, range(len(sums)), key=sums.__getitem__)
        return {
            at: sums[at] + sum(weights[token] * self._share(token, at) for token in common)
            for at in best
            if sums[at] > 0
        }

    def _share(self, token: str, at: int) -> float:
        entries, shares = self._where[token]
        place = bisect_left(entries, at)
        return shares[place] if place < len(entries) and entries[place] == at else 0.0

    def _likest(self, at: int, squares: Mapping[str, float]) -> float:
        """How like the question is to the nearest phrase of this answer."""
        return max(
            sum([squares[token] for token in phrase if token in squares]) / length
            for phrase, length in self._phrases[at]
        )


class _Entry:
    """An answer on its way into the index: its phrases as tokens."""

    def __init__(self, key: str, phrases: Iterable[str], wording: Wording) -> None:
        self.key = key
        self.written = [plain(one) for one in phrases]
        said = [wording.phrase(one) for one in self.written] or [()]
        times = Counter(token for phrase in said for token in phrase)
        # What is not ours may be mentioned; it becomes ours where a good part of the phrases speak of it.
        aside = {token for token, often in times.items() if token[0] == OUTSIDE and 3 * often < len(said)}
        self.phrases = (
            [tuple(one for one in phrase if one not in aside) for phrase in said] if aside else said
        )
        self.times = {token: often for token, often in times.items() if token not in aside}


def _where(read: Iterable[_Entry]) -> dict[str, tuple[list[int], list[float]]]:
    """Who speaks of each token, and how much, between 0 and 1."""
    found: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for at, entry in enumerate(read):
        for token, times in entry.times.items():
            entries, shares = found[token]
            entries.append(at)
            shares.append(times / (times + _HALF))
    return dict(found)


def _phrases_of(answer: Answer) -> list[str]:
    return [*answer.titles.values(), *(one for phrases in answer.asked.values() for one in phrases)]


def _rarity(entries: int, knowing: int) -> float:
    return math.log(1 + (entries - knowing + 0.5) / (knowing + 0.5))


def _kind(token: str) -> float:
    kind = _KINDS.get(token[0])
    if kind is not None:
        return kind
    return _SIGN if len(token) == 1 else _PAIR
