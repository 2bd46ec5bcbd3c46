"""Which answer somebody means who types a question in everyday words. Pure; built once from the published answers, then asked often.

Two measures of the same tokens (`rules.answers.wording`), each between 0 and 1, are mixed: how much of what the question says an answer speaks of
anywhere (its phrases, its title, and less its text), and how like the question is to the nearest single phrase. A token weighs by its kind and by
how few answers know it. The figures are our own, tuned on `bench/questions/tuning.yaml` and on phrases taken out of the index.
"""

from __future__ import annotations

import math
from array import array
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
#: How much a token counts that stands only in the text of an answer, and how often one must stand in its phrases to count half.
_TEXT, _HALF = 0.2, 2.0
#: So many answers are compared phrase by phrase.
_COMPARED = 30
#: From so many characters on a text is a story: what the table does not know counts less in it.
_STORY, _ASIDE, _MEANT = 30, 0.4, (MEANING, OUTSIDE)
#: Of a long story only so many tokens are expected to be spoken of, the heaviest ones.
_EXPECTED = 6
#: A phrase as it stands.
SURE = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer that may be meant. `score` is between 0 and 1: 1 is a phrase as it stands."""

    key: str
    score: float


class Index:
    """The answers, ready to be searched; with `wording` also the conversations of the bot, as `flow:<name>`."""

    def __init__(self, answers: Mapping[str, Answer], wording: Wording | None = None) -> None:
        self.wording = wording or Wording()
        self._keys: list[str] = []
        self._exact: dict[str, int] = {}
        self._phrases: list[list[tuple[tuple[str, ...], float]]] = []
        read = [
            _Entry(one.key, _phrases_of(one), one.texts.values(), self.wording) for one in answers.values()
        ]
        read += [
            _Entry(f"flow:{name}", [one for ways in asked.values() for one in ways], (), self.wording)
            for name, asked in self.wording.flows.items()
        ]
        self._weights = _weights(read)
        self._unseen = _rarity(len(read), 0.0)
        self._where: dict[str, tuple[array[int], array[float]]] = {}
        self._note(read)
        stems = {token[1:] for token in self._weights if token[0] == STEM}
        self._spelling = Spelling(stems | self.wording.stems)

    def search(self, text: str, limit: int = 3, *, flows: bool = False) -> list[Hit]:
        """The best first; empty where nothing is near. Conversations of the bot are among them only with `flows`."""
        weights = self._weighed(text)
        found = {at: self._score(at, whole, weights) for at, whole in self._near(weights)}
        exact = self._exact.get(plain(text))
        if exact is not None:
            found[exact] = SURE
        hits = [Hit(self._keys[at], score) for at, score in found.items()]
        hits = [one for one in hits if flows or not one.key.startswith("flow:")]
        return sorted(hits, key=lambda one: -one.score)[:limit]

    def _note(self, read: Iterable[_Entry]) -> None:
        where: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("d")))
        for at, entry in enumerate(read):
            self._keys.append(entry.key)
            for phrase in entry.written:
                self._exact.setdefault(phrase, at)
            for token, share in entry.shares():
                entries, shares = where[token]
                entries.append(at)
                shares.append(share)
            self._phrases.append([(phrase, self._length(phrase)) for phrase in entry.phrases])
        self._where = dict(where)

    def _length(self, phrase: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights[token] ** 2 for token in phrase)) or 1.0

    def _weighed(self, text: str) -> dict[str, float]:
        """What the question says, and how much each of it weighs."""
        tokens = self.wording.read(text, self._weights, self._spelling)
        weights = {token: self._weights.get(token) or _kind(token) * self._unseen for token in tokens}
        if len(text) <= _STORY:
            return weights
        return {token: weight if token[0] in _MEANT else weight * _ASIDE for token, weight in weights.items()}

    def _near(self, weights: Mapping[str, float]) -> list[tuple[int, float]]:
        """The answers that speak of most of it, and of how much."""
        total = sum(_heaviest(weights))
        sums: dict[int, float] = defaultdict(float)
        for token, weight in weights.items():
            if token in self._where:
                for at, share in zip(*self._where[token], strict=True):
                    sums[at] += weight * share
        best = sorted(sums.items(), key=lambda one: -one[1])[:_COMPARED]
        return [(at, found / total) for at, found in best]

    def _score(self, at: int, whole: float, weights: Mapping[str, float]) -> float:
        length = math.sqrt(sum(one * one for one in _heaviest(weights)))
        like = max(
            sum(weights[token] ** 2 for token in phrase if token in weights) / size
            for phrase, size in self._phrases[at]
        )
        return min(_PHRASE * like / length + _WHOLE * whole, 0.99)


class _Entry:
    """An answer on its way into the index: its phrases as tokens."""

    def __init__(self, key: str, phrases: Iterable[str], texts: Iterable[str], wording: Wording) -> None:
        self.key = key
        self.written = [plain(one) for one in phrases]
        said = [dict.fromkeys(wording.read(one)) for one in phrases] or [{}]
        times = Counter(token for phrase in said for token in phrase)
        # What is not ours may be mentioned; it becomes ours where a good part of the phrases speak of it.
        aside = {token for token, often in times.items() if token[0] == OUTSIDE and 3 * often < len(said)}
        self.phrases = [tuple(token for token in phrase if token not in aside) for phrase in said]
        self._times = {token: often for token, often in times.items() if token not in aside}
        self._text = {token for one in texts for token in wording.read(one) if token[0] != OUTSIDE}

    def shares(self) -> Iterable[tuple[str, float]]:
        """How much it speaks of each token, between 0 and 1."""
        for token, times in self._times.items():
            yield token, times / (times + _HALF)
        for token in self._text - self._times.keys():
            yield token, _TEXT


def _heaviest(weights: Mapping[str, float]) -> list[float]:
    return sorted(weights.values(), reverse=True)[:_EXPECTED]


def _phrases_of(answer: Answer) -> list[str]:
    return [*answer.titles.values(), *(one for phrases in answer.asked.values() for one in phrases)]


def _weights(read: list[_Entry]) -> dict[str, float]:
    """What each token weighs that any answer knows."""
    times: dict[str, float] = defaultdict(float)
    for entry in read:
        for token, share in entry.shares():
            times[token] += 1.0 if share > _TEXT else 0.3
    return {token: _kind(token) * _rarity(len(read), number) for token, number in times.items()}


def _rarity(entries: int, knowing: float) -> float:
    return math.log(1 + (entries - knowing + 0.5) / (knowing + 0.5))


def _kind(token: str) -> float:
    kind = _KINDS.get(token[0])
    if kind is not None:
        return kind
    return _SIGN if len(token) == 1 else _PAIR
