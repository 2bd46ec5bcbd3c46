"""What a typed question is answered with: one answer, a few to choose from, or an honest nothing. The chat and the command `ask` decide alike. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.answers.search import FLOW, SURE, Hit, Index
from rules.places.asked import nearby
from rules.places.place import Kind

#: How many are shown to choose from.
MOST = 3
#: Below the first nothing is meant, from the second on the best is told at once, and so if it is so far ahead of the next one.
KNOWN, _CLEAR, _AHEAD = 0.33, 0.55, 0.12
#: Kindergarten and school have many of the same questions: so near to each other, the text said neither. From the second on it said one.
_STAGES, _EITHER, _SAID = {"kindergarten", "school"}, 0.1, 0.95
_STAGE = re.compile(
    "[幼入]?园|[小中大]班|小学|年级|初[中一]|学校|kinder|preschool|school|grade", re.IGNORECASE
)
#: What is shown beside the best has at least so much of its measure.
_BESIDE = 0.3
#: Where places of a kind are asked for, they come first, unless the text is as good as a phrase of an answer.
_BEFORE_PLACES = 0.95
#: A half of a text that asks a question of its own.
_HALF = 0.5
#: How much the whole text counts where a half is read: "must we go home for it, and is there a test" is about changing school.
_AS_WHOLE = 0.5
_PARTS = re.compile(
    r"[?？!！。;；\n，,]+|还有|另外|顺便|再问一下|\b(?:and also|also|and what about|another question)\b"
    # Without a sign between: "… 要吗 孩子…", "… and how to …".
    r"|(?<=[吗么不])\s+|\band (?=(?:how|where|what|when|which|who)\b)"
)
_ASKS = re.compile(
    "[吗么啥咋哪几谁]|怎|什么|多少|如何|不$|没$|(.)不\\1|(.)没\\2|是否|多久|多大"
    r"|\b(?:how|what|where|when|which|who|why)\b|^\W*(?:and |but |so |or |also )?(?:can|could|do|does|did|is|are|am|should|will|may|must)\b"
    r"|\b(?:can|could|should|may|must|do) (?:i|we|he|she|they|it|my|our|you|the)\b",
    re.IGNORECASE,
)
#: Halves of more texts than these are a story.
_PARTS_MOST = 4
_HOME = f"{FLOW}home"


__all__ = ["FLOW", "Decision", "Outcome", "decide"]


class Outcome(StrEnum):
    """The words are kept in the database: never change one."""

    ANSWERED = "answered"
    OFFERED = "offered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Decision:
    """`hits` are keys of answers and `flow:<name>`, in the order they are shown; empty when unknown. ANSWERED: the first is told at once, the others
    are "did you mean". OFFERED: which of them is asked. `two`: it was two questions in one, and each of the first two hits answers one."""

    outcome: Outcome
    hits: tuple[str, ...] = ()
    two: bool = False


def decide(text: str, index: Index, kinds: Mapping[str, Kind]) -> Decision:
    """The best there is for this text, whatever it is."""
    wide = index.search(text, 2 * MOST, flows=True)
    found = _with_places(text, wide[:MOST], kinds)
    best = found[0].score if found else 0.0
    both = _two(text, index, wide)
    if both:
        rest = [one.key for one in found if one.key not in both]
        return Decision(Outcome.OFFERED, (*both, *rest)[:MOST], two=True)
    if best < KNOWN:
        return Decision(Outcome.UNKNOWN)
    hits = tuple(one.key for one in found if one.score >= _BESIDE * best)[:MOST]
    clear = best >= _CLEAR or len(found) < 2 or best - found[1].score >= _AHEAD
    clear = clear and not _either_stage(text, found, index)
    # Home answers a greeting; it is never one of several meanings.
    hits = tuple(one for at, one in enumerate(hits) if one != _HOME or (clear and not at))
    if not hits:
        return Decision(Outcome.UNKNOWN)
    return Decision(Outcome.ANSWERED if clear else Outcome.OFFERED, hits)


def _either_stage(text: str, found: list[Hit], index: Index) -> bool:
    """Whether the best two are of kindergarten and of school, and as likely: "how to register without a smartphone"."""
    if (
        len(found) < 2
        or found[0].score >= _SAID
        or found[0].score - found[1].score > _EITHER
        or _STAGE.search(text)
    ):
        return False
    return {index.themes.get(one.key) for one in found[:2]} == _STAGES


def _with_places(text: str, found: list[Hit], kinds: Mapping[str, Kind]) -> list[Hit]:
    """With the places of the kind that is asked for, before or behind the answers."""
    near = nearby(text, kinds)
    if near is None or near.kind is None:
        return found
    key = f"{FLOW}near:{near.kind}"
    others = [one for one in found if one.key != key]
    best = others[0].score if others else 0.0
    if best < _BEFORE_PLACES:
        return [Hit(key, max(best, _CLEAR)), *others]
    return [others[0], Hit(key, best), *others[1:]]


def _two(text: str, index: Index, wide: list[Hit]) -> tuple[str, str] | None:
    """The answers to two questions in one text; None where the whole of it is one. A half is read beside the whole: "and what does it cost"."""
    parts = [one for one in _PARTS.split(text) if one and len(one.strip()) > 1]
    if not 2 <= len(parts) <= _PARTS_MOST or sum(_is_question(one, index) for one in parts) < 2:
        return None
    whole = {one.key: one.score for one in wide}
    keys: list[str] = []
    for part in parts:
        hits = [one for one in index.search(part, 2 * MOST) if one.score >= _HALF]
        if hits and _is_question(part, index):
            keys.append(
                max(
                    hits,
                    key=lambda one: (one.score == SURE, one.score + _AS_WHOLE * whole.get(one.key, 0.0)),
                ).key
            )
    both = tuple(dict.fromkeys(keys))
    return (both[0], both[1]) if len(both) == 2 else None


def _is_question(part: str, index: Index) -> bool:
    """Whether this half asks something, or is a phrase of an answer as it stands: "lost vaccination booklet"."""
    return bool(_ASKS.search(part)) or any(one.score == SURE for one in index.search(part, 1))
