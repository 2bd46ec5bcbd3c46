"""Ages, counted ages and zodiac years: never a date, but they narrow the question."""

import re
from dataclasses import dataclass
from datetime import date

from rules.birthdays.lunar import lunar_year, span
from rules.birthdays.readings import (
    Hint,
    Reason,
    Unclear,
    Window,
    shift_days,
    shift_months,
)
from rules.birthdays.tidy import NUMERALS, number

_N = rf"(?:[0-9]{{1,3}}|[两{NUMERALS}]{{1,3}})"
_NOMINAL = re.compile(rf"虚\s?岁?\s?(?:是|有)?\s?(?P<n>{_N})|(?P<m>{_N})\s?虚?岁?\s?\(?虚")
_YEARS = re.compile(
    rf"(?<![0-9#.])(?P<n>{_N}|半)(?P<dot>\.[0-9])?\s?"
    r"(?:周?岁|周年|-?years?(?:[- ]old)?|-?yrs?(?![a-z])|-?y/?o(?![a-z]))"
    r"\s?(?P<half>半|and a half)?\s?(?:零|又|多|and)?,?\s?"
    rf"(?:(?P<m>{_N})\s?(?:个[半多]?月|months?))?"
)
_HALF = re.compile(r"(?<![0-9#])(?P<n>[0-9]{1,2}) and a half")
_MONTHS = re.compile(
    rf"(?<![0-9#.])(?P<n>{_N}|半)\s?(?:个\s?[半多]?\s?月|月龄|月大|-?months?|-?mths?(?![a-z])|-?mos?(?![a-z]))"
)
_WEEKS = re.compile(rf"(?<![0-9#.])(?P<n>{_N})\s?个?\s?(?:周(?!岁|年)|星期|礼拜|-?weeks?)")
_DAYS = re.compile(rf"(?<![0-9#.])(?P<n>{_N})\s?(?:天|-?days?(?![a-z]))")
_NAMED = {"满月": (28, 35), "百天": (95, 105), "百日": (95, 105), "百岁酒": (95, 105)}
_NEARLY = re.compile(r"快|不到|未满|没到|差|还有|almost|nearly")
_AGO = re.compile(r"\s?(?:之?前|以前|ago|before)")
#: A time that lies ahead is nobody's age.
_AHEAD = re.compile(
    rf"(?<![a-z])in (?:{_N}|a|an|one|two) (?:days?|weeks?|months?)(?! old)|(?:再过?|过){_N}\s?(?:天|个?星期|个?礼拜|周|个?月)"
    rf"|{_N}\s?(?:天|个?星期|个?礼拜|周|个月)\s?[以之]?后|{_N} (?:days?|weeks?|months?) (?:later|from now)"
)
_SIGNS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_SIGN = re.compile(rf"(?:属相?是?|生肖是?)\s?(?:小|大)?([{_SIGNS}])|([{_SIGNS}])(?:年|宝宝?)")
_EN_SIGNS = (
    *("rat", "ox", "tiger", "rabbit", "dragon", "snake"),
    *("horse", "goat|sheep|ram", "monkey", "rooster|chicken", "dog", "pig"),
)
_EN_SIGN = re.compile(r"year of the (\w{2,8})")


@dataclass(frozen=True)
class Age:
    """From this age (months and days, included) to that one (excluded); `ago`: counted back from today."""

    months: tuple[int, int]
    days: tuple[int, int]
    ago: bool = False

    def born(self, today: date) -> tuple[date, date]:
        """First and last birth date of somebody this old today."""
        first = shift_days(shift_months(today, -self.months[1]), 1 - self.days[1])
        return first, shift_days(shift_months(today, -self.months[0]), -self.days[0])

    def reached(self, born: date) -> tuple[date, date]:
        """First and last day on which a child born on `born` is this old."""
        last = shift_days(shift_months(born, self.months[1]), self.days[1] - 1)
        return shift_days(shift_months(born, self.months[0]), self.days[0]), last


def age(tidied: str, today: date, window: Window, born: date | None) -> Unclear | None:
    """3岁半, 22个月, 满月: the birth dates it allows; beside a known birth date, the days it speaks of."""
    told = _age(tidied)
    if told is None or (born is None and _AHEAD.search(tidied)):
        return None
    if born is not None and not told.ago:
        return window.ranged(Reason.AGE_ONLY, *told.reached(born))
    if told.ago and told.months == (0, 0) and told.days[1] - told.days[0] == 1:
        maybe = window.within((shift_days(today, -told.days[0]),))
        return Unclear(Reason.ROUGH, Hint(maybe=maybe))
    return window.ranged(Reason.ROUGH if told.ago else Reason.AGE_ONLY, *told.born(today))


def _age(tidied: str) -> Age | None:
    for word, named in _NAMED.items():
        if word in tidied:
            return Age((0, 0), named)
    if match := _YEARS.search(tidied) or _HALF.search(tidied):
        return _in_years(match, bool(_AGO.match(tidied, match.end())))
    for pattern, months, days in ((_MONTHS, 1, 0), (_WEEKS, 0, 7), (_DAYS, 0, 1)):
        if match := pattern.search(tidied):
            ago = bool(_AGO.match(tidied, match.end()))
            count = _count(match["n"])
            if days == 1 and not ago:  # "20 days old": first day counted or not
                return Age((0, 0), (max(count - 1, 0), count + 2))
            half = 15 if match["n"] == "半" else 0
            return Age((count * months, (count + 1) * months), (count * days + half, (count + 1) * days), ago)
    return None


def _in_years(match: re.Match[str], ago: bool) -> Age:
    groups = match.groupdict()
    months = _count(match["n"]) * 12
    if groups.get("m"):
        months += _count(match["m"])
        return Age((months, months + 1), (0, 0), ago)
    if _NEARLY.search(match.string, 0, match.start()):
        return Age((max(months - 12, 0), months), (0, 0), ago)
    # "Three and a half" is said of a child between three and a quarter and three and three quarters.
    half = match.re is _HALF or groups.get("half") or groups.get("dot") or match["n"] == "半"
    return Age((months + 3, months + 9) if half else (months, months + 12), (0, 0), ago)


def _count(written: str) -> int:
    if written.isascii():
        return int(written)
    return 0 if written == "半" else number(written) or 0


def nominal_age(tidied: str, today: date, window: Window) -> Unclear | None:
    """虚岁: one at birth and one more at every Spring Festival. Some families count yet another year at the
    birthday, so that the year is a hint only."""
    if "虚" not in tidied:
        return None
    match = _NOMINAL.search(tidied)
    this = lunar_year(today)
    count = _count(match["n"] or match["m"]) if match else 0
    if not count or this is None:
        return Unclear(Reason.NOMINAL_AGE)
    year = this - count + 1
    ends = span(year)
    if ends is None:
        return Unclear(Reason.NOMINAL_AGE)
    return window.ranged(Reason.NOMINAL_AGE, *ends, years=(year,))


def zodiac(tidied: str, window: Window) -> Unclear | None:
    """属牛的: the years of the Ox that have a day in the window, newest first."""
    sign = _sign(tidied)
    if sign is None:
        return None
    years = []
    for year in range(window.last.year, window.first.year - 2, -1):
        ends = span(year) if (year - 4) % 12 == sign else None
        if ends and ends[0] <= window.last and ends[1] >= window.first:
            years.append(year)
    ends = span(years[0]) if len(years) == 1 else None
    if ends:
        return window.ranged(Reason.ZODIAC, *ends, years=tuple(years))
    return Unclear(Reason.ZODIAC, Hint(years=tuple(years)))


def _sign(tidied: str) -> int | None:
    if match := _SIGN.search(tidied):
        return _SIGNS.index(match[1] or match[2])
    if match := _EN_SIGN.search(tidied):
        return next((place for place, names in enumerate(_EN_SIGNS) if match[1] in names.split("|")), None)
    return None
