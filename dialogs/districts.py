"""A district of the city, out of what somebody typed: in Chinese or in English, with or without 区."""

from __future__ import annotations

import re

from dialogs.surroundings import Surroundings
from rules.asked import plain

#: What stands around a district that is told, and is no part of its name.
_AROUND = re.compile(
    r"^(?:我们?|我家|现在)*(?:住在|住|在|搬到|搬去|到)?|(?:住|那边|这边|了|啦)*$|^(?:we |i )?(?:live |moved |am |are )?(?:now )?(?:in|to|at) (?:the )?"
)
_ENDS = re.compile(r"[区县市]$|\s*\b(?:district|county|city|qu|xian|shi)$")
_EDGES = " \t\r\n.。!！,，~～…"


def district_typed(text: str, around: Surroundings) -> str | None:
    """The id of the one district that is the whole text; None where it is anything more, or none."""
    said = plain(text[:80]).strip(_EDGES)
    told = {_short(said), _short(_AROUND.sub("", said).strip(_EDGES))} - {""}
    english = around.catalogues.speak("en")
    found = {
        one.id
        for one in around.knowledge.districts
        if told & {_short(plain(name)) for name in (one.name, one.id, english.plain_fact(one.name))}
    }
    return found.pop() if len(found) == 1 else None


def district_within(text: str, around: Surroundings) -> str | None:
    """While a district is asked for: the one that stands in a sentence, or in whose name this stands."""
    named = [one.id for one in around.knowledge.districts if one.name in text or (text and text in one.name)]
    return named[0] if len(named) == 1 else None


def is_our_city(text: str, around: Surroundings) -> bool:
    """Whether this names the city itself."""
    name = around.knowledge.city
    said = _short(plain(text[:80]).strip(_EDGES))
    return said in {_short(plain(name)), _short(plain(around.catalogues.speak("en").plain_fact(name)))}


def _short(name: str) -> str:
    """Without what kind of district it is; letters in one word ("Jing hu")."""
    short = _ENDS.sub("", name.strip())
    return short.replace(" ", "").replace("'", "")
