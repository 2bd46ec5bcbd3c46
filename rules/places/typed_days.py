"""Days of the week as people type them: "周一到周五", "周一、三、五", "周六日", "Mon-Fri", "weekdays", 工作日, 每天. Read in a tidied text."""

from __future__ import annotations

import re

_WEEK = frozenset(range(7))
_HAN = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH = ("mo", "tu", "we", "th", "fr", "sa", "su")
_CHINESE_DAY = re.compile(r"(?:逢|每)?(?:周|星期|礼拜)\s?([一二三四五六日天]|[1-7](?![0-9:.点时]))")
_ENGLISH_DAY = re.compile(
    r"\b(mo(?:n(?:days?)?)?|tu(?:e(?:s(?:days?)?)?)?|we(?:d(?:nesdays?)?)?|th(?:u(?:r(?:s(?:days?)?)?)?)?"
    r"|fr(?:i(?:days?)?)?|sa(?:t(?:urdays?)?)?|su(?:n(?:days?)?)?)\b\.?"
)
#: A day that leans on the one before it: "周一至五", "周一、三、五", "周1-5". What a clock sign follows is a time.
_BARE_HAN = re.compile(r"([一二三四五六日天])(?![点时十刻半])")
_BARE_DIGIT = re.compile(r"([1-7])(?![0-9:.点时]|\s?[-~])")
_GROUPS = (
    (re.compile(r"工作日|平日|平时|(?:working|week) ?days?\b"), frozenset(range(5))),
    (re.compile(r"周末|双休日?|week ?ends?\b"), frozenset({5, 6})),
    (
        re.compile(
            r"每天|每日|天天|一周七天|整周|daily\b|every ?day\b|each day\b|all week\b|7 days a week\b"
        ),
        _WEEK,
    ),
)
_TO = re.compile(r"\s?(?:-+|~+|到|至|\bto\b|\bthrough\b|\bthru\b|\buntil\b)\s?")
_AND = re.compile(r"\s?(?:,|/|&|\+|和|及|与|\band\b)?\s?")


def days_at(text: str, position: int) -> tuple[int, frozenset[int]] | None:
    """The days named from here on, as numbers (Monday is 0), and where their names end."""
    for pattern, days in _GROUPS:
        if group := pattern.match(text, position):
            return group.end(), days
    first = _day(text, position, _CHINESE_DAY, _ENGLISH_DAY)
    if first is None:
        return None
    end, last = first
    leaning = _BARE_DIGIT if text[end - 1].isdecimal() else _BARE_HAN
    found = {last}
    while True:
        to, also = _TO.match(text, end), _AND.match(text, end)
        until = _day(text, to.end(), _CHINESE_DAY, _ENGLISH_DAY, leaning) if to else None
        other = _day(text, also.end(), _CHINESE_DAY, _ENGLISH_DAY, leaning) if also else None
        if until is not None:
            end, day = until
            found |= {one % 7 for one in range(last, (day if day >= last else day + 7) + 1)}
        elif other is not None:
            end, day = other
            found.add(day)
        else:
            return end, frozenset(found)
        last = day


def _day(text: str, position: int, *patterns: re.Pattern[str]) -> tuple[int, int] | None:
    for pattern in patterns:
        match = pattern.match(text, position)
        if match is not None:
            return match.end(), _number(match[1])
    return None


def _number(named: str) -> int:
    if named.isdecimal():
        return int(named) - 1
    return _HAN[named] if named in _HAN else _ENGLISH.index(named[:2])
