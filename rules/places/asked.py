"""Whether a typed text asks for something nearby, what for, and near what: "附近哪里打疫苗", "nursery near Jinghu Park". Pure, total."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rules.asked import plain
from rules.places.place import Kind

_NEAR = re.compile(
    r"附近|最近的|离我(?:们)?(?:最)?近|离家近|周边|周围|旁边|就近"
    r"|\b(?:near|nearby|nearest|closest|close to|around here|around me|close by)\b"
)
#: Asks for one of a kind, wherever: "哪里有托儿所", "where can I find a library".
_ANY = re.compile(
    r"(?:哪里|哪儿|哪边|哪)(?:有|能找到|找得到)|(?:找|想找)(?:一?个|一?家|一?所)"
    r"|\bwhere (?:is|are|can (?:i|we) find) (?:a|an|any|some|the nearest|the closest)\b|\b(?:looking for|find me|find) an? \b"
)
_LATIN = re.compile(r"[a-z]")
#: What is left over once the kind and "near" are taken out, and names no place.
_FILLING = re.compile(
    r"哪里|哪儿|有没有|有什么|有啥|哪家|什么|地方|想找|我想|请问|可以|能|吗|呢|的|有|去|找|家|个|在|我们?|这里|这儿|好"
    r"|\b(?:is|are|there|any|an?|the|where|find|me|us|my|our|house|home|here|to|for|please|i|we|can|to|go|looking|place|places|in|at|which|what)\b"
)


@dataclass(frozen=True, slots=True)
class Nearby:
    """Something nearby is asked for: the kind (id), if it was named, and what else was said, which may be a place."""

    kind: str | None
    rest: str


def nearby(text: str, kinds: Mapping[str, Kind]) -> Nearby | None:
    """What is asked for; None where the text does not ask for places."""
    said = plain(text)
    phrase, kind = _kind_in(said, kinds)
    near = bool(_NEAR.search(said))
    if not near and (kind is None or not _ANY.search(said)):
        return None
    rest = _ANY.sub(" ", _NEAR.sub(" ", said.replace(phrase, " ") if phrase else said))
    return Nearby(kind, " ".join(_FILLING.sub(" ", rest).split()))


def _kind_in(said: str, kinds: Mapping[str, Kind]) -> tuple[str, str | None]:
    """The longest phrase of a kind that stands in the text."""
    found = [
        (phrase, kind.id)
        for kind in kinds.values()
        for phrase in (plain(kind.name), *kind.asked)
        if _stands(phrase, said)
    ]
    return max(found, key=lambda one: len(one[0]), default=("", None))


def _stands(phrase: str, said: str) -> bool:
    if not _LATIN.search(phrase):
        return phrase in said
    return re.search(rf"\b{re.escape(phrase)}(?:s|es)?\b", said) is not None
