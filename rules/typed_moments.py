"""A day to come and an hour as staff type them: "12月1日上午9点", "tomorrow 15:30", "每周五下午3点", "2026-12-01 09:00". Nothing is guessed. Pure and total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from rules.birthdays import Certain, Reason, read_date_to_come
from rules.birthdays.forms import N, day_or_none
from rules.birthdays.readings import shift_days, shift_months
from rules.birthdays.relative import DAYS
from rules.birthdays.tidy import number, tidy
from rules.coming_days import read_coming_day
from rules.notices import Repeats
from rules.typed_hours import time_at

#: So far ahead something may be planned.
AHEAD = timedelta(days=366)
#: A month and a day without a year that would lie so far ahead are those that have just passed.
_JUST_OVER = timedelta(days=300)
_YEAR = re.compile(r"[0-9]{4}|年|year")
#: Days in words, by how far they are; of "今晚8点" the "今" stays when its hour is read.
_NEAR = {**DAYS, "今": 0, "明": 1, "昨": -1, "tonight": 0, "last night": -1}
_AROUND = " \t,，.。的在于"
#: What makes a number a time of day; a bare one may be a day.
_SURE = re.compile(
    r"[:点时時]|[早上中下晚午夜晨]|[ap]\.?m\b|noon|midnight|o'?clock|morning|afternoon|evening|night"
)
_AT = re.compile(r"(?:\bat|\bon)\s*$")
#: What may stand around an hour and changes nothing about it.
_BESIDE = re.compile(r"^(?:at|在)\s?|\s?(?:吧|发|左右|please|[.!])+$")
_DIGITS = re.compile(r"[0-9]+")
_SIGNS = "一二三四五六日"
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = r"(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
_WEEKLY = re.compile(
    r"(?:每个?|每逢|逢)(?:周|星期|礼拜)的?(?:周|星期|礼拜)?(?P<sign>[一二三四五六日天])"
    rf"|(?:every|each|weekly|every week)(?: on)? {_NAME}s?"
)
_NTH = r"(?:the )?(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTHLY = re.compile(
    rf"每个?月的?(?P<day>{N})(?:号|日)|(?:every month|each month|monthly)(?: on)? {_NTH}"
    r"|(?:on )?the (?P<of>[0-9]{1,2})(?:st|nd|rd|th) of (?:every|each) month"
)

#: What speaks of a day, read or not: whoever types it means no hour alone.
_DAYISH = re.compile(
    r"[月号日周天年底初末]|星期|礼拜|[0-9]{4}|[0-9]\s?[-/.]\s?[0-9]|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:next|days?|weeks?|months?|years?|tomorrow|today|end of)\b"
)
#: Words for a half of the day, where two hours are open.
_HALVES = (
    re.compile(r"早上?|上午|清早|凌晨|早晨|(?:in the )?morning|a\.?m\.?"),
    re.compile(r"下午|晚上?|傍晚|夜里|中午|午后|(?:in the )?(?:afternoon|evening)|at night|p\.?m\.?"),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What was read of it. `hours`: none was typed, one, or two that the words can mean ("9点" without morning or evening). `repeats`: the words say
    so ("每周五"), and `day` is the first one, today or later. `outside`: a day was read, but it is over or more than a year ahead."""

    day: date | None
    hours: tuple[time, ...] = ()
    repeats: Repeats | None = None
    outside: bool = False


def read_moment(text: str, today: date) -> Moment:
    """The day, today or later, and the hour; None and nothing where the text says none."""
    said = tidy(text[:120])
    rest, hours = _without_hour(said)
    rest = _AT.sub("", rest.strip(_AROUND)).strip(_AROUND)
    again = _again(rest, today)
    if again is not None:
        return Moment(again[0], hours, again[1])
    day, outside = _day(rest, today)
    return Moment(day, hours, outside=outside)


def read_hour(text: str) -> tuple[time, ...]:
    """The hour where only an hour is asked for: "9", "九", "15:30", "三点半". One, two that it can mean, or none."""
    said = _BESIDE.sub("", tidy(text[:40])).strip(_AROUND)
    bare = number(said.replace("两", "二")) if said else None
    if bare is not None:
        said = str(bare)
    found = time_at(said, 0)
    return _times(found[1]) if found is not None and found[0] == len(said) else ()


def names_a_day(text: str) -> bool:
    """Whether it speaks of a day, also of one that cannot be read: "月底", "next friday", "2026-11-31"."""
    return _DAYISH.search(tidy(text[:120])) is not None


def half_of_day(text: str) -> int | None:
    """0 for the morning, 1 for the afternoon and the evening; None where the text says neither, or more."""
    said = _BESIDE.sub("", tidy(text[:40])).strip(_AROUND)
    return next((at for at, half in enumerate(_HALVES) if half.fullmatch(said)), None)


def _without_hour(said: str) -> tuple[str, tuple[time, ...]]:
    """The text without the hour it names, and what that can be, in clock order."""
    at = 0
    while at < len(said):
        found = time_at(said, at)
        if found is not None and (_SURE.search(said[at : found[0]]) or _AT.search(said[:at])):
            return f"{said[:at]} {said[found[0] :]}", _times(found[1])
        # not into the middle of a number: of "2026" no "26" is an hour
        step = _DIGITS.match(said, at)
        at = step.end() if step else at + 1
    return said, ()


def _times(minutes: tuple[int, ...]) -> tuple[time, ...]:
    return tuple(time(one // 60, one % 60) for one in minutes if one < 24 * 60)


def _day(said: str, today: date) -> tuple[date | None, bool]:
    """The day, or that it lies outside of what can be planned."""
    near = _NEAR.get(said.replace("the day", "day"))
    if near is not None:
        return (None, True) if near < 0 else (shift_days(today, near), False)
    reading = read_date_to_come(said, today, today, today + AHEAD)
    if isinstance(reading, Certain):
        over = reading.day - today > _JUST_OVER and not _YEAR.search(said)
        return (None, True) if over else (reading.day, False)
    if reading.reason in (Reason.PASSED, Reason.FUTURE):
        return None, True
    coming = read_coming_day(said, today, AHEAD.days)
    return (coming.day, False) if isinstance(coming, Certain) else (None, False)


def _again(said: str, today: date) -> tuple[date, Repeats] | None:
    """Every week or every month: how often, and the first day of it, today or later."""
    if match := _WEEKLY.fullmatch(said):
        sign = (match["sign"] or "").replace("天", "日")
        weekday = _SIGNS.index(sign) if sign else _NAMES.index(match["name"])
        return shift_days(today, (weekday - today.weekday()) % 7), Repeats.WEEKLY
    if match := _MONTHLY.fullmatch(said):
        wanted = number(match["day"] or match["nth"] or match["of"]) or 0
        months = [shift_months(today.replace(day=1), ahead) for ahead in range(3)]
        days = [found for month in months if (found := day_or_none(month.year, month.month, wanted))]
        first = next((day for day in days if day >= today), None)
        return (first, Repeats.MONTHLY) if first is not None else None
    return None
