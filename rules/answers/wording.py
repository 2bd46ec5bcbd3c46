"""Everyday words and official ones made comparable: a text becomes a list of tokens, alike for whatever is said alike. Pure.

Words are the problem of this search, not the ranker: parents say 打预防针 where offices write 预防接种, and residence card for 居住证. A table
(`content/`) names a meaning and every way it is said, in all languages; a way that is said becomes the token of its meaning. What the table does
not know becomes characters, pairs of characters and pairs of sounds, or stems of English words.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from rules.answers.ages import UNDER_THREE, ages_heard, ages_in
from rules.answers.cutting import Found, best_cut, pairs
from rules.answers.english import Spelling, squeezed, stem, words_in
from rules.answers.sounds import near_sound, sound, sounds_of, syllables
from rules.asked import plain

#: What a token is, by its first sign: the rest are characters and pairs of characters.
MEANING, OUTSIDE, SOUND, STEM, NUMBER = "=", "!", "~", "+", "#"
#: Characters of a question that are looked at: a whole situation and the question behind it.
LONGEST = 400
#: Phrases of answers that are kept read.
_KEPT = 200_000
_PIECES = re.compile(
    r"(?P<han>[\u3400-\u9fff0-9]+)|(?P<latin>[a-z][a-z0-9'-]*)|(?P<other>[^\u3400-\u9fff0-9a-z ]+)"
)
_DIGITS = re.compile("[0-9]+|[^0-9]+")
#: Small words: a pair with one of these is no mistyped word of the table.
_SMALL = frozenset("没不的了有是在我你他她它就都也还这那一个和跟把被给让对要能会去来上下到从过得着吗呢啊吧")
#: What a way of saying is worth by its length, when several could be read: exact, of the same sound, and a filler.
_SOUNDS_LIKE, _FILLING, _SINGLE = 0.6, 0.9, 0.8
#: A text of letters is pinyin when so much of it can be cut into syllables.
_MOSTLY = 0.85


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line of the table: the word offices use, and how people say it, by language."""

    word: str
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """The table, ready to read texts with. `fillers` mean nothing in a question; `outside` are things that are not ours; `flows` are questions
    that a conversation of the bot answers, by its name."""

    meanings: tuple[Meaning, ...] = ()
    fillers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: tuple[Meaning, ...] = ()
    flows: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def read(
        self, text: str, known: Container[str] | None = None, spelling: Spelling | None = None
    ) -> list[str]:
        """The tokens of a text. A question is read with the pairs and the English words the answers know: only what they do not know is
        taken for a word that was typed wrongly."""
        return self._tokens(plain(text[:LONGEST]), known, spelling)

    def phrase(self, said: str) -> tuple[str, ...]:
        """The tokens of a phrase of an answer that is `rules.asked.plain` already, each once. Phrases stay, and are read once: whenever an answer
        changes, all are asked for again."""
        kept = self._phrases.get(said)
        if kept is None:
            if len(self._phrases) >= _KEPT:
                self._phrases.clear()
            kept = self._phrases[said] = tuple(dict.fromkeys(self._tokens(said[:LONGEST], None, None)))
        return kept

    @cached_property
    def _phrases(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _tokens(self, said: str, known: Container[str] | None, spelling: Spelling | None) -> list[str]:
        found, said = ages_in(said)
        tokens = _ages(found)
        latin: list[str] = []
        letters = self._is_pinyin(said)
        for piece in _PIECES.finditer(said):
            if piece["latin"]:
                latin += words_in(piece["latin"])
            elif piece["han"] and latin and piece["han"].isdecimal():
                latin.append(piece["han"])
            else:
                tokens += self._latin(latin, letters, spelling)
                latin = []
                tokens += self._han(piece["han"] or "", known)
        return tokens + self._latin(latin, letters, spelling)

    @cached_property
    def _exact(self) -> dict[str, tuple[str, ...]]:
        """Chinese ways of saying, with their tokens; a filler has none."""
        pairs_ = (
            (plain(way), token)
            for one, token in self._lines()
            for way in (one.word, *one.said.get("zh_CN", ()))
        )
        return _gathered(pairs_) | {plain(way): () for way in self.fillers.get("zh_CN", ())}

    @cached_property
    def _heard(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The same by sound, from two syllables on. What is not ours must be written as it is."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for way, meant in self._exact.items():
            if len(way) > 1 and way.isalpha() and not any(token[0] == OUTSIDE for token in meant):
                for key in {tuple(map(sound, way)), sounds_of(way)}:
                    found[key] = tuple(dict.fromkeys((*found.get(key, ()), *meant)))
        return found

    @cached_property
    def _heard_pairs(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Of two characters by their nearer sounds, and only what is ours: by chance much sounds alike."""
        ways = ((way, meant) for way, meant in self._exact.items() if len(way) == 2 and not _SMALL & set(way))
        return _gathered(
            (tuple(map(near_sound, way)), token)
            for way, meant in ways
            for token in meant
            if token[0] == MEANING
        )

    @cached_property
    def _english(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """English ways of saying, as stems."""
        pairs_ = ((way, token) for one, token in self._lines() for way in one.said.get("en", ()))
        return _gathered((tuple(map(stem, words_in(plain(way)))), token) for way, token in pairs_)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every English stem of the table."""
        return frozenset(one for way in self._english for one in way) | self._stopped

    @cached_property
    def _stopped(self) -> frozenset[str]:
        return frozenset(stem(squeezed(one)) for one in self.fillers.get("en", ()))

    @cached_property
    def _longest(self) -> int:
        """Words of the longest English way of saying."""
        return max(map(len, self._english), default=1)

    @cached_property
    def _exact_sizes(self) -> dict[str, tuple[int, ...]]:
        """How long the ways are that begin with a character: most begin with none, and few lengths have to be tried."""
        return _sizes(self._exact)

    @cached_property
    def _heard_sizes(self) -> dict[str, tuple[int, ...]]:
        """The same by the first syllable."""
        return _sizes(self._heard)

    def _lines(self) -> Iterator[tuple[Meaning, str]]:
        """Every line of the table, and its token."""
        yield from ((one, f"{MEANING}{one.word}") for one in self.meanings)
        yield from ((one, f"{OUTSIDE}{one.word}") for one in self.outside)

    def _is_pinyin(self, said: str) -> bool:
        """Whether the letters of this text are Chinese. English that could be cut into syllables, too ("can he"), is English."""
        words = [
            one for piece in _PIECES.finditer(said) if piece["latin"] for one in words_in(piece["latin"])
        ]
        words = [one for one in words if one.isalpha()]
        cut = sum(len(one) for one in words if syllables(one))
        strange = [one for one in words if stem(one) not in self.stems]
        if not words or cut < _MOSTLY * sum(map(len, words)) or not strange:
            return False
        return cut == sum(map(len, words)) or 2 * len(strange) > len(words)

    def _han(self, run: str, known: Container[str] | None) -> list[str]:
        heard = tuple(map(sound, run)) if known is not None else ()

        def begins(begin: int) -> Iterator[Found]:
            for size in self._exact_sizes.get(run[begin], ()):
                meant = self._exact.get(run[begin : begin + size])
                if meant is not None:
                    yield begin + size, _worth(size, 1.0 if meant else _FILLING), meant
            if known is not None:
                yield from self._by_sound(run, heard, begin, known)

        tokens: list[str] = []
        for begin, end, meant in best_cut(len(run), begins):
            tokens += _unknown(run[begin:end]) if meant is None else meant
        return tokens

    def _by_sound(
        self, run: str, heard: tuple[str, ...], begin: int, known: Container[str]
    ) -> Iterator[Found]:
        """Words of the table that sound like the characters here. Of two characters, only where the pair is none of the answers'."""
        pair = run[begin : begin + 2]
        if len(pair) == 2 and pair not in known and not _SMALL & set(pair):
            meant = self._heard_pairs.get(tuple(map(near_sound, pair)))
            if meant:
                yield begin + 2, _worth(2, _SOUNDS_LIKE), meant
        for size in self._heard_sizes.get(heard[begin], ()):
            meant = self._heard.get(heard[begin : begin + size]) if size > 2 else None
            if meant:
                yield begin + size, _worth(size, _SOUNDS_LIKE), meant

    def _latin(self, words: Sequence[str], letters: bool, spelling: Spelling | None) -> list[str]:
        if not words:
            return []
        return self._spoken(words) if letters else self._in_english(words, spelling)

    def _spoken(self, words: Iterable[str]) -> list[str]:
        found, syllables_ = ages_heard([one for word in words for one in (syllables(word) or (word,))])
        heard, tokens = tuple(syllables_), _ages(found)

        def begins(begin: int) -> Iterator[Found]:
            for size in self._heard_sizes.get(heard[begin], ()):
                meant = self._heard.get(heard[begin : begin + size])
                if meant is not None:
                    yield begin + size, _worth(size, 1.0 if meant else _FILLING), meant

        for begin, end, meant in best_cut(len(heard), begins):
            tokens += _heard_pairs_of(heard[begin:end]) if meant is None else meant
        return tokens

    def _in_english(self, words: Sequence[str], spelling: Spelling | None) -> list[str]:
        stems = [spelling.right(word) if spelling else stem(word) for word in words]
        tokens: list[str] = []
        begin = 0
        while begin < len(stems):
            for end in range(min(len(stems), begin + self._longest), begin, -1):
                meant = self._english.get(tuple(stems[begin:end]))
                if meant is not None:
                    tokens += meant
                    begin = end
                    break
            else:
                if stems[begin] not in self._stopped:
                    tokens.append(f"{NUMBER if stems[begin].isdecimal() else STEM}{stems[begin]}")
                begin += 1
        return tokens


def _unknown(run: str) -> list[str]:
    """Of what the table does not know."""
    tokens: list[str] = []
    for part in _DIGITS.findall(run):
        tokens += [f"{NUMBER}{part}"] if part.isdecimal() else pairs(part)
    return tokens


def _heard_pairs_of(heard: Sequence[str]) -> list[str]:
    return [f"{SOUND}{one} {two}" for one, two in pairwise(heard)]


def _ages(found: Iterable[str]) -> list[str]:
    """An age is a number, but for the small ones, which are a meaning, too."""
    return [f"{MEANING if one == UNDER_THREE else NUMBER}{one}" for one in found]


def _worth(length: int, kind: float) -> float:
    """A single character may be a part of anything."""
    return kind * (length * length if length > 1 else _SINGLE)


def _sizes(ways: Iterable[str] | Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for way in ways:
        found.setdefault(way[0], set()).add(len(way))
    return {first: tuple(sorted(sizes)) for first, sizes in found.items()}


K = TypeVar("K")


def _gathered(pairs_: Iterable[tuple[K, str]]) -> dict[K, tuple[str, ...]]:
    """A way of saying may mean several things."""
    found: dict[K, tuple[str, ...]] = {}
    for way, word in pairs_:
        found[way] = tuple(dict.fromkeys((*found.get(way, ()), word)))
    return found
