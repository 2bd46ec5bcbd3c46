"""A day to come as people type it: "明天", "后天", "周六", "下周三", "12月5号", "5号以后", "3天后", "5 Dec", "after the 5th".

Nothing is guessed: where the same words mean two days that can both be meant, there is no answer. Our own reading; no outside rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rules.birthdays.tidy import NUMERALS, number, tidy

LONGEST = 60
"""Signs; a longer text is a story, not an answer to "which day?"."""

_NUMBER = rf"[0-9]{{1,2}}|[{NUMERALS}两]{{1,3}}"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<word>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STEPS = {
    "明天": 1,
    "明日": 1,
    "tomorrow": 1,
    "后天": 2,
    "後天": 2,
    "the day after tomorrow": 2,
    "大后天": 3,
    "大後天": 3,
}
_BEFORE = r"(?:(?:请|等到?|就|到|在|on|at|please)\s?)*"
_BEHIND = r"(?:\s?(?:吧|再说|再|提醒我?|发|可以|行|please|ok|[.!。！]))*"
_AFTER_THE = rf"(?P<later>after\s|过了?)?(?:the\s)?(?P<day>{_NUMBER})(?:号|日|st|nd|rd|th)?(?P<behind>\s?(?:以|之)?[后後])?"
_SHAPES = {
    "step": rf"(?P<step>{'|'.join(_STEPS)})",
    "ahead": rf"(?:in\s)?(?P<many>{_NUMBER})\s?(?P<unit>天|个?星期|周|days?|weeks?)\s?(?:以?[后後])?",
    "week": r"(?P<next>下个?)?(?:周|星期|礼拜)(?P<sign>[一二三四五六日天1-7])",
    "english": r"(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?",
    "whole": r"(?P<year>[0-9]{4})(?:[-/.]|年)(?P<month>[0-9]{1,2})(?:[-/.]|月)(?P<date>[0-9]{1,2})[日号]?",
    "month": rf"(?P<month>{_NUMBER})月(?P<date>{_NUMBER})[日号]?",
    "pair": r"(?P<one>[0-9]{1,2})[-/.](?P<two>[0-9]{1,2})",
    "day_first": rf"(?:the\s)?(?P<date>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s?{_MONTH}",
    "month_first": rf"{_MONTH}\s?(?P<date>[0-9]{{1,2}})(?:st|nd|rd|th)?",
    "day_of_month": _AFTER_THE,
}
_READERS = {name: re.compile(_BEFORE + shape + _BEHIND) for name, shape in _SHAPES.items()}


def read_coming_day(text: str, today: date, most: int) -> date | None:
    """The one day from tomorrow to `most` days ahead that this means; nothing when there is none, or more than one."""
    tidied = tidy(text)
    if len(tidied) > LONGEST:
        return None
    last = today + timedelta(days=most)
    found = {day for day in _readings(tidied, today) if today < day <= last}
    return found.pop() if len(found) == 1 else None


def _readings(tidied: str, today: date) -> Iterator[date]:
    for name, reader in _READERS.items():
        match = reader.fullmatch(tidied)
        if match is not None:
            yield from _days(name, match, today)
            return


def _days(name: str, match: re.Match[str], today: date) -> Iterator[date]:
    """Every day this shape can mean; days the calendar does not have are left out."""
    if name == "step":
        yield today + timedelta(days=_STEPS[match["step"]])
    elif name == "ahead":
        many = number(match["many"]) or 0
        yield today + timedelta(days=many * (1 if match["unit"] in ("天", "day", "days") else 7))
    elif name == "week":
        yield _weekday(
            "一二三四五六日".find(match["sign"].replace("天", "日")), match["sign"], match["next"], today
        )
    elif name == "english":
        yield _weekday(_WEEKDAYS.index(match["name"]), "", None, today)
    elif name == "whole":
        yield from _date(int(match["year"]), int(match["month"]), int(match["date"]))
    elif name == "day_of_month":
        yield from _days_of_month(match, today)
    else:
        yield from _months_days(name, match, today)


def _weekday(index: int, sign: str, following: str | None, today: date) -> date:
    """The coming one; with 下 the one of the next calendar week."""
    wanted = index if index >= 0 else int(sign) - 1
    if following:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7 or 7)


def _months_days(name: str, match: re.Match[str], today: date) -> Iterator[date]:
    """Month and day without a year: this year's and the next one's. Two bare numbers are read both ways."""
    if name == "pair":
        one, two = int(match["one"]), int(match["two"])
        pairs = {(one, two), (two, one)}
    elif name == "month":
        pairs = {(number(match["month"]) or 0, number(match["date"]) or 0)}
    else:
        pairs = {(_MONTHS.index(match["word"]) + 1, int(match["date"]))}
    for month, day in pairs:
        for year in (today.year, today.year + 1):
            yield from _date(year, month, day)


def _days_of_month(match: re.Match[str], today: date) -> Iterator[date]:
    """ "5号": the next 5th; "after the 5th": the day after it."""
    day = number(match["day"]) or 0
    after = timedelta(days=1 if match["later"] or match["behind"] else 0)
    for ahead in range(3):
        years, month0 = divmod(today.month - 1 + ahead, 12)
        for found in _date(today.year + years, month0 + 1, day):
            if found + after > today:
                yield found + after
                return


def _date(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
