"""What place somebody means who types one: a landmark, a community, a street, a district; in Chinese, in pinyin, in English, with typos.

Compared are the characters and their sound (pinyin without tones): who speaks into the phone gets other characters of the same sound.
The measures are our own reading of what people type; the library counts edits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

from rules.asked import plain

#: Of 100. Above it a place is offered; from `SURE` on, and so much ahead of the next, it is taken.
_OFFERED, _SURE, _AHEAD = 78.0, 95.0, 4.0
#: A name within the text, or the text within a name, counts at least so much; two characters may be chance.
_WITHIN, _SHORTEST = 90.0, 2
#: "no" and "ok" stand in many names.
_SHORTEST_LATIN = 4
#: A part of a name that is nearly the text counts a little less than the whole.
_PART = 0.95
#: Letters of a sound within another, or of a mistyped part.
_SHORTEST_SOUND = 5
#: Characters of a text that are looked at.
_LONGEST = 60
#: What people say around a place.
_AROUND = re.compile(
    r"^(?:我(?:们)?(?:现在)?(?:在|住在|住|家在|家|到了)|在|住在|离)|(?:的)?(?:附近|旁边|周边|周围|那边|这边|门口|对面|边上|里面?|近|上班|呢|啊|吧|谢谢|哪里)$"
    r"|^(?:i am |i'm |we are |i live |we live )?(?:at|in|near|close to|next to|around|by)\b ?|\b(?:nearby|please)$"
)
_WORD = re.compile(r"[a-z0-9']{2,}")
_SPACE = re.compile(r"[\s,，。.、·'’-]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place somebody can mean: `at` is how buttons call it, `names` every way it is written."""

    at: str
    names: tuple[str, ...]


def meant(text: str, spots: Sequence[Spot], most: int = 4) -> list[Spot]:
    """What the text may mean, the likeliest first: one where it is clear, several where it is not, none where nothing is like it."""
    said = _bare(text)
    if len(said) < _SHORTEST or (said.isascii() and (len(said) < _SHORTEST_LATIN or said.isdigit())):
        return []
    found = _scored(said, spots)
    for score, spot in _by_words(_stripped(text), spots):
        found.setdefault(spot.at, (score, spot))
    ordered = sorted(_longest(said, found).items(), key=lambda one: -one[1][0])[:most]
    if not ordered:
        return []
    scores = [score for _at, (score, _spot) in ordered]
    clear = scores[0] >= _SURE and (len(scores) == 1 or scores[0] - scores[1] >= _AHEAD)
    return [spot for _at, (_score, spot) in ordered[: 1 if clear else most]]


def _scored(said: str, spots: Sequence[Spot]) -> dict[str, tuple[float, Spot]]:
    """The best measure of each spot that is worth offering."""
    written = [(_written(name), spot) for spot in spots for name in spot.names]
    names = [name for name, _spot in written]
    sounds = [_sound(name) for name in names]
    best: dict[str, tuple[float, Spot]] = {}

    def note(score: float, index: int) -> None:
        spot = written[index][1]
        if score >= _OFFERED and score > best.get(spot.at, (0.0, spot))[0]:
            best[spot.at] = (score, spot)

    for index, name in enumerate(names):
        note(_within(said, name, _SHORTEST, _WITHIN), index)
        note(_within(_sound(said), sounds[index], _SHORTEST_SOUND, _OFFERED), index)
    for said_so, choices in ((said, names), (_sound(said), sounds)):
        hits = process.extract(said_so, choices, scorer=fuzz.ratio, score_cutoff=_OFFERED, limit=20)
        for _name, score, index in hits:
            note(score, index)
    if len(said) >= _SHORTEST_SOUND:
        for name, score, index in process.extract(
            said, names, scorer=fuzz.partial_ratio, score_cutoff=85, limit=20
        ):
            if len(name) >= len(said):
                note(score * _PART, index)
    return best


def _longest(said: str, found: dict[str, tuple[float, Spot]]) -> dict[str, tuple[float, Spot]]:
    """Without those whose name is only a part of another's that stands whole in the text: Jinghu beside Jinghu Park."""
    whole = {
        at: max((name for name in map(_written, spot.names) if name in said), key=len, default="")
        for at, (_score, spot) in found.items()
    }
    longest = max(whole.values(), key=len, default="")
    if len(longest) <= _SHORTEST:
        return found
    return {
        at: one
        for at, one in found.items()
        if not (whole[at] and whole[at] != longest and whole[at] in longest)
    }


def _by_words(said: str, spots: Sequence[Spot]) -> Iterator[tuple[float, Spot]]:
    """Names with every word of the text in them: "magpie clinic" for "Magpie vaccination clinic"."""
    words = set(_WORD.findall(said))
    if len(words) > 1:
        yield from (
            (_WITHIN, spot)
            for spot in spots
            if any(words <= set(_WORD.findall(plain(name))) for name in spot.names)
        )


def _within(said: str, name: str, shortest: int, least: float) -> float:
    """The measure of a text that stands in a name, or the other way round; 0 for anything else."""
    shorter, longer = sorted((said, name), key=len)
    return least + 10 * len(shorter) / len(longer) if len(shorter) >= shortest and shorter in longer else 0.0


def _bare(text: str) -> str:
    """The same without blanks."""
    return _SPACE.sub("", _stripped(text))


@lru_cache(maxsize=65_536)
def _written(name: str) -> str:
    """The same for a name, which is compared again and again."""
    return _bare(name)


def _stripped(text: str) -> str:
    """Small letters, simplified, without what people say around a place."""
    said = plain(text[:_LONGEST]).strip()
    while True:
        shorter = _AROUND.sub("", said).strip()
        if shorter == said or not shorter:
            return said
        said = shorter


@lru_cache(maxsize=65_536)
def _sound(name: str) -> str:
    return "".join(lazy_pinyin(name)).lower()
