"""Parts of a date: a year, a year and a month, a month and a day."""

import re
from datetime import date, timedelta

from rules.birthdays.forms import (
    BEGIN,
    END,
    GAP,
    MONTH,
    SEP,
    YEAR,
    YEAR_WORD,
    YEAR_WORDS,
    N,
    day_or_none,
    full_year,
    month_named,
)
from rules.birthdays.readings import Certain, Hint, Reading, Reason, Unclear, Window, shift_months
from rules.birthdays.tidy import number

_YEAR_MONTH = (
    re.compile(rf"{BEGIN}(?P<y>{YEAR}(?=\s?年)|[0-9]{{4}}|{YEAR_WORD})\s?年?\s?的?,?\s?(?P<m>{N})\s?月"),
    re.compile(rf"{BEGIN}(?P<y>(?:19|20)[0-9]{{2}})(?:{GAP}|\s?年\s?)(?P<m>[0-9]{{1,2}}){END}"),
    re.compile(rf"{BEGIN}(?P<y>(?:19|20)[0-9]{{2}})(?P<m>0[1-9]|1[0-2]){END}"),
    re.compile(rf"{BEGIN}(?P<m>0?[1-9]|1[0-2]){SEP}(?P<y>20[0-9]{{2}}){END}"),
)
_EN_YEAR_MONTH = (
    re.compile(rf"(?<![a-z]){MONTH}[-,/]?\s?(?:of\s)?(?P<y>[0-9]{{4}}|last\syear|this\syear)(?![0-9#])"),
    re.compile(rf"{BEGIN}(?P<y>[0-9]{{4}})[-,./]?\s?{MONTH}"),
)
_MONTH_WORD = re.compile(r"(?P<w>上上|上|这|本)个?月(?!\s?的?[0-9])|(?P<en>last|this)\smonth")
_MONTH_DAY = re.compile(rf"(?<![0-9#])(?P<m>{N})\s?月\s?份?的?\s?(?P<d>{N})(?:\s?(?P<s>[日号])|{END})")
_EN_MONTH_DAY = (
    re.compile(rf"(?<![a-z]){MONTH}[-,/]?\s?(?:the\s)?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9#])"),
    re.compile(rf"{BEGIN}(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?[-,./]?\s?{MONTH}"),
)
_BARE = re.compile(r"(?P<m>[0-9]{1,2})\s?(?P<sep>[-./])\s?(?P<d>[0-9]{1,2})\s?[日号]?")
_YEAR_ONLY = (
    re.compile(rf"{BEGIN}(?P<y>{YEAR})\s?年(?!\s?[级前后多半以之])"),
    re.compile(rf"{BEGIN}(?P<y>(?:19|20)[0-9]{{2}})(?![0-9#])(?![./-][0-9])(?!\s?[元块米克个])"),
)
_YEAR_WORD_ONLY = re.compile(
    rf"(?P<y>{YEAR_WORD})\s?(?:出?生|的|born|$)|(?:born\s|^)(?P<en>last\syear|this\syear)"
)


def year_month(tidied: str, today: date, window: Window) -> Unclear | None:
    """22年9月的, September 2022, 上个月."""
    for pattern in _YEAR_MONTH:
        if match := pattern.search(tidied):
            return _month(*_year(match["y"], today), number(match["m"]) or 0, window)
    for pattern in _EN_YEAR_MONTH:
        if match := pattern.search(tidied):
            return _month(*_year(match["y"], today), month_named(match), window)
    if match := _MONTH_WORD.search(tidied):
        back = {"上上": 2, "上": 1, "last": 1}.get(match["w"] or match["en"], 0)
        month = shift_months(today, -back)
        return _month(month.year, False, month.month, window)
    return None


def year_only(tidied: str, window: Window) -> Unclear | None:
    """2023, 22年的, 二三年."""
    for pattern in _YEAR_ONLY:
        if match := pattern.search(tidied):
            year, short = full_year(match["y"])
            return _whole_year(year, short, window)
    return None


def year_word(tidied: str, today: date, window: Window) -> Unclear | None:
    """去年生的."""
    match = _YEAR_WORD_ONLY.search(tidied)
    return _whole_year(*_year(match["y"] or match["en"], today), window) if match else None


def month_day(tidied: str, window: Window) -> Reading | None:
    """3月5号, March 5, 3/5 alone: without its year. Certain only where a single year is possible."""
    match = _MONTH_DAY.search(tidied)
    if match:
        if not (match["m"].isascii() or match["d"].isascii() or match["s"]):
            return Unclear(Reason.LUNAR)  # 八月十五: so speaks the farmers' calendar
        return in_some_year(((number(match["m"]) or 0, number(match["d"]) or 0),), window)
    for pattern in _EN_MONTH_DAY:
        if match := pattern.search(tidied):
            return in_some_year(((month_named(match), int(match["d"])),), window)
    if match := _BARE.fullmatch(tidied.strip(" .,!?的")):
        one, two = int(match["m"]), int(match["d"])
        return in_some_year(((one, two), (two, one)) if match["sep"] == "/" else ((one, two),), window)
    return None


def day_names(tidied: str) -> set[tuple[int, int]]:
    """Months and days named as 3月5号 anywhere in the text."""
    return {(number(match["m"]) or 0, number(match["d"]) or 0) for match in _MONTH_DAY.finditer(tidied)}


def year_names(tidied: str) -> set[int]:
    """Years named as 2023年 or 23年 anywhere in the text."""
    return {full_year(match["y"])[0] for match in _YEAR_ONLY[0].finditer(tidied)}


def in_some_year(days: tuple[tuple[int, int], ...], window: Window) -> Reading:
    """A month and a day whose year is missing. The windows of births span 18 years, so only the day a
    vaccine was given, or a day to come, can be certain here: when one year alone fits."""
    if not any(day_or_none(2000, month, day) for month, day in days):
        return Unclear(Reason.IMPOSSIBLE)
    years = range(window.last.year, max(window.first.year, window.last.year - 20) - 1, -1)
    possible = [found for year in years for month, day in days if (found := day_or_none(year, month, day))]
    fitting = window.within(tuple(possible))
    if len(fitting) == 1 and window.early is not Reason.TOO_OLD:
        return Certain(fitting[0])
    if not fitting and window.early is not Reason.TOO_OLD:
        return Unclear(window.early)
    return Unclear(Reason.YEAR_MISSING, Hint(maybe=tuple(sorted(fitting, reverse=True))))


def _year(written: str, today: date) -> tuple[int, bool]:
    return (today.year + YEAR_WORDS[written], False) if written in YEAR_WORDS else full_year(written)


def _month(year: int, short: bool, month: int, window: Window) -> Unclear:
    first = day_or_none(year, month, 1)
    if first is None:
        return Unclear(Reason.IMPOSSIBLE)
    if short and first > window.last:
        return Unclear(Reason.SHORT_YEAR)
    last = shift_months(first, 1)
    return window.ranged(Reason.YEAR_MONTH, first, last - timedelta(days=1) if last > first else first)


def _whole_year(year: int, short: bool, window: Window) -> Unclear:
    first, last = day_or_none(year, 1, 1), day_or_none(year, 12, 31)
    if first is None or last is None:
        return Unclear(Reason.IMPOSSIBLE)
    if short and first > window.last:
        return Unclear(Reason.SHORT_YEAR)
    return window.ranged(Reason.YEAR_ONLY, first, last)
