"""A vaccine and its days in one text, as the booklet's lines are read out: "乙肝 4.20 5.21", "昨天打了乙肝", "mmr 2026-03-05". Never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogs.vaccine_names import meant, named
from dialogs.words import Words
from rules.birthdays import Certain, looks_like_id_number, read_dose_date, read_dose_dates
from rules.birthdays.relative import DAYS
from rules.birthdays.tidy import tidy
from rules.knowledge import Knowledge

#: A longer text is a story, no line of a booklet.
LONGEST = 120
#: Where the name may end and the days begin, or the other way round.
_BORDER = re.compile(
    rf"\s+|[:,;]|(?<=[^\W\d])(?=[0-9])|(?<=[0-9日号])(?=[^\W\d])|(?={'|'.join(DAYS)})|(?<={')|(?<='.join(DAYS)})"
)
#: What is said around a name and changes nothing about it: who got it, that it was given, which dose it was.
_BEFORE = re.compile(
    r"^[\s:,;]*(?:(?:我家|给|帮|孩子|小孩|宝宝|宝贝|娃|儿子|女儿|他|她|的|已经|都|是|去|[打种补接吃]+[了过的完]?)\s?)+"
    r"|^[\s:,;]*(?:(?:yes|only|we|he|she|it|was|had|got|given|the|my|child|baby|has|his|her)\b[\s,]*)+"
)
_BEHIND = re.compile(
    r"(?:第?\s?[0-9一二三四五]\s?[针剂次]|[打种补吃][了过完的]*|是|了|的"
    r"|(?:,?\s?dose\s?[0-9]|(?:vaccine\s?)?(?:was\s)?(?:given|done)|was|on))[\s:,;.!]*$"
)


@dataclass(frozen=True)
class TypedDose:
    """`codes`: the vaccine that is named, or the few that may be meant, in the booklet's order; `days`: one or more, each certain."""

    codes: tuple[str, ...]
    days: tuple[date, ...]


def read_typed_dose(text: str, born: date, today: date, knowledge: Knowledge, _: Words) -> TypedDose | None:
    """Both read from one text, or nothing: then each is looked for by itself. Never raises."""
    said = tidy(text)
    if len(said) > LONGEST or looks_like_id_number(text):
        return None
    maybe: TypedDose | None = None
    for name, when in _splits(said):
        code = named(name, knowledge, _)
        few = (code,) if code is not None else tuple(meant(name, knowledge, _))
        if not few or (code is None and maybe is not None):
            continue
        days = _days(when, born, today)
        if days and code is not None:
            return TypedDose((code,), days)
        if days:
            maybe = TypedDose(few, days)
    return maybe


def _splits(said: str) -> Iterator[tuple[str, str]]:
    """Every way to part the text in a name and its days, the longest names first."""
    borders = [match.span() for match in _BORDER.finditer(said) if 0 < match.start() < len(said)]
    ways = [(said[:start], said[end:]) for start, end in borders]
    ways += [(said[end:], said[:start]) for start, end in borders]
    for name, when in sorted(ways, key=lambda way: -len(way[0])):
        bare = _BEHIND.sub("", _BEFORE.sub("", name)).strip()
        if bare and when.strip():
            yield bare, when


def _days(when: str, born: date, today: date) -> tuple[date, ...]:
    several = read_dose_dates(when, born, today)
    if several:
        return several
    reading = read_dose_date(when, born, today)
    return (reading.day,) if isinstance(reading, Certain) else ()
