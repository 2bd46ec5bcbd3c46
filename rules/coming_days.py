"""A day to come as people type it: "明天", "周六", "下周三", "5号以后", "3天后", "after the 5th", "12月5号".

Days counted from today are read here, dates by the reader of all dates. Nothing is guessed: what can mean two days is asked about.
Our own reading; no outside rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from rules.birthdays import Certain, Hint, Reading, Reason, Unclear, read_date_to_come
from rules.birthdays.forms import N, day_or_none
from rules.birthdays.partial import day_names
from rules.birthdays.readings import shift_days, shift_months
from rules.birthdays.relative import DAYS
from rules.birthdays.tidy import number, tidy

_DAY = timedelta(days=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNT = rf"{N}|两"
#: What may stand around a day and changes nothing about it. "不行" is not "行".
_POLITE = re.compile(
    r"^(?:(?:请|等到?|那?就|到|在|on|at|please|remind me|write to me)\s?)+"
    r"|(?:\s?(?:吧|再说|再|提醒我?|(?<!不)(?:可以|行)|please|ok|[.!,]))+$"
)
_AFTER = re.compile(r"(?:after\s|过了?)(?P<one>.+)|(?P<two>.+?)\s?[以之]?[后後]")


#: Beside a date these make it a question: not that one, or one of two.
_DOUBT = re.compile(r"不|没|别|还是|或|除|吗|什么|怎么|哪|[?]|(?<![a-z])(?:not|or|except)(?![a-z])|n't")
#: Signs; a date in a longer text is asked about, too.
_SHORT = 40


def read_coming_day(text: str, today: date, most: int) -> Reading:
    """The day from tomorrow to `most` days ahead that this means, or why it is not certain. "After the 5th" is the 6th. Never raises."""
    first, last = today + _DAY, shift_days(today, most)
    said = _POLITE.sub("", tidy(text)).strip()
    day = _counted(said, today, first)
    after = _AFTER.fullmatch(said) if day is None else None
    if after is not None:  # what ended today is before tomorrow
        reading = _read(after["one"] or after["two"], today, today, last - _DAY)
        return Certain(reading.day + _DAY) if isinstance(reading, Certain) else reading
    return _read(said, today, first, last)


def _read(said: str, today: date, first: date, last: date) -> Reading:
    day = _counted(said, today, first)
    if day is not None:
        return Certain(day) if first <= day <= last else Unclear(Reason.PASSED)
    if match := _NEXT.fullmatch(said):
        one = _coming(_WEEKDAYS.index(match["name"]), today)
        maybe = tuple(day for day in (one, shift_days(one, 7)) if first <= day <= last)
        return Unclear(Reason.ROUGH, Hint(maybe=maybe))
    reading = read_date_to_come(said, today, first, last)
    if isinstance(reading, Certain) and len(day_names(said)) > 1:
        return Unclear(Reason.TWO_DATES)
    if isinstance(reading, Certain) and (_DOUBT.search(said) or len(said) > _SHORT):
        return Unclear(Reason.ROUGH, Hint(maybe=(reading.day,)))
    return reading


def _counted(said: str, today: date, first: date) -> date | None:
    """A day told by its distance, its weekday or its number in the month, which is the first one from `first`."""
    if match := _OF_MONTH.fullmatch(said):
        return _of_month(match, today, first)
    for shape, read in _SHAPES:
        if match := shape.fullmatch(said):
            return read(match, today)
    return None


def _step(match: re.Match[str], today: date) -> date:
    """明天, the day after tomorrow."""
    return shift_days(today, DAYS[match[0]])


def _ahead(match: re.Match[str], today: date) -> date:
    """3天后, in two weeks, 过1个月."""
    many, unit = number(match["many"]) or 0, match["unit"]
    if "月" in unit or "month" in unit:
        return shift_months(today, many)
    return shift_days(today, many if unit in ("天", "day", "days") else 7 * many)


def _weekday(match: re.Match[str], today: date) -> date:
    """周六 is the coming one, 这周六 this calendar week's, 下周六 the next one's."""
    wanted = "一二三四五六日".index(match["sign"].replace("天", "日"))
    week = {"这": 0, "本": 0, "下": 7, "下下": 14}.get(match["which"] or "")
    return _coming(wanted, today) if week is None else shift_days(today, week + wanted - today.weekday())


def _english(match: re.Match[str], today: date) -> date:
    """Saturday; next week Saturday is the next calendar week's. "Next Saturday" alone is two days to two people, and is asked about."""
    if match["week"] or match["behind"]:
        return shift_days(today, 7 + _WEEKDAYS.index(match["name"]) - today.weekday())
    return _coming(_WEEKDAYS.index(match["name"]), today)


def _coming(weekday: int, today: date) -> date:
    return shift_days(today, (weekday - today.weekday()) % 7 or 7)


_OF_MONTH = re.compile(
    rf"(?:(?P<which>这|本|下)个?月)?(?P<day>{N})(?:号|日)|(?:the\s)?(?P<nth>[0-9]{{1,2}})(?:st|nd|rd|th)"
)


def _of_month(match: re.Match[str], today: date, first: date) -> date | None:
    """5号, 下个月5号, the 5th: without its month, the next one that has this day."""
    day, named = number(match["day"] or match["nth"]) or 0, match["which"]
    ahead = range(3) if not named else (1 if named == "下" else 0,)
    months = [shift_months(today.replace(day=1), months) for months in ahead]
    days = [found for month in months if (found := day_or_none(month.year, month.month, day))]
    return next((found for found in days if named or found >= first), None)


_NAME = r"(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?"
_NEXT = re.compile(rf"next {_NAME}")
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (re.compile("|".join(DAYS)), _step),
    (
        re.compile(
            rf"(?:in\s|after\s|过了?)?(?P<many>{_COUNT})\s?(?P<unit>天|个?星期|个?礼拜|周|个月|days?|weeks?|months?)\s?(?:[以之]?[后後])?"
        ),
        _ahead,
    ),
    (re.compile(r"(?:(?P<which>这|本|下下|下)个?)?(?:周|星期|礼拜)(?P<sign>[一二三四五六日天])"), _weekday),
    (re.compile(rf"(?P<week>next week(?: on)? )?{_NAME}(?P<behind>(?: of)? next week)?"), _english),
)
