"""Ages in a question, however they are said: 六岁半, 3周岁, "is 8", liu sui. Each becomes one word: "岁6". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_CHINESE = re.compile("(?:([0-9]{1,2})|(十[一二三四五六七八]|[一二两三四五六七八九十]))(?:周岁|岁|周碎|碎)")
_IN_LETTERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_WRITTEN = _IN_LETTERS.split()
_NUMBER = rf"([0-9]{{1,2}}|{'|'.join(_WRITTEN)})"
_ENGLISH = re.compile(
    rf"\b{_NUMBER}[ -]?(?:(?:years?|yrs?)(?:[ -]olds?)?|yo|y/o)\b"
    rf"|\b(?:turns|turned|is|am|age|aged|already) {_NUMBER}\b(?! (?:of|child|kid|month|year|day|week))"
)
_HEARD = {"yi": 1, "lian": 2, "er": 2, "san": 3, "si": 4, "wu": 5, "liu": 6, "qi": 7, "ba": 8, "jiu": 9}
#: Children: an older one is no child of ours. Below three, kindergarten has not begun.
_OLDEST, _SMALL = 17, 3
#: The meaning of the table that such a small child has.
UNDER_THREE = "三岁以下"


def ages_in(said: str) -> tuple[list[str], str]:
    """The ages, and the text without them."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        written = next(one for one in match.groups() if one)
        years = _years(written)
        if years > _OLDEST:
            return match[0]
        found.extend(_named(years))
        return " "

    return found, _ENGLISH.sub(keep, _CHINESE.sub(keep, said))


def ages_heard(syllables: Sequence[str]) -> tuple[list[str], list[str]]:
    """The same for syllables: "liu sui"."""
    found: list[str] = []
    rest: list[str] = []
    for one in syllables:
        if one == "sui" and rest and rest[-1] in _HEARD:
            found += _named(_HEARD[rest.pop()])
        else:
            rest.append(one)
    return found, rest


def _years(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in _WRITTEN:
        return _WRITTEN.index(written)
    return _DIGITS[written] if len(written) == 1 else 10 + _DIGITS[written[1]]


def _named(years: int) -> list[str]:
    return [f"岁{years}", *([UNDER_THREE] if years < _SMALL else [])]
