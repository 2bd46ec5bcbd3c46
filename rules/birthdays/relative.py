"""Days told from today or from the day of birth: 昨天, 上周三, 出生当天."""

import re
from datetime import date

from rules.birthdays.partial import in_some_year
from rules.birthdays.readings import Certain, Hint, Reading, Reason, Unclear, Window, shift_days

#: Words for a day, and how far it is from today. The longer word stands before the one it holds.
DAYS = {
    "大前天": -3,
    "day before yesterday": -2,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "昨夜": -1,
    "yesterday": -1,
    "今天": 0,
    "今日": 0,
    "今早": 0,
    "今晨": 0,
    "today": 0,
    "this morning": 0,
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "tomorrow": 1,
}
_DAY = re.compile("|".join(DAYS))
_FILLER = re.compile(
    r"[\s.,!的了呢啊哦就是在呀]|the|on|it was|早上|上午|中午|下午|晚上|凌晨|夜里|半夜|刚刚?|才"
)
_BIRTHDAY = re.compile(r"(?<!出)生日|birthday")
_BORN = re.compile(r"出生|诞生|降生|落地|(?<!学)(?<!医)(?<!先)生(?!日|病|气|活)|born|birth")
_GIVEN = re.compile(r"打|接种|种|针|苗|given|got|had|shot|jab|vaccin|dose")
_DOUBT = re.compile(r"[不没未吗?]|not|n't|要|想|能|将|什么|怎么|哪")
_WEEKDAY = re.compile(r"(上上|上|这|本)个?(?:周|星期|礼拜)([一二三四五六日天末])")
_AT_BIRTH = re.compile(
    r"(出生|生下来?|生)的?(当天|当日|那天|那日)|(day of birth|day (?:\w{2,4} )?(?:was )?born|birth ?day)"
)
_NEAR_BIRTH = re.compile(
    r"(出生|生下来?)(时|的时候|以?后(?!\s?[第0-9一二三四五六七八九十两])|就|在医院)"
    r"|[刚一](出生|生下)|at birth|newborn"
)


def near_today(tidied: str, today: date, window: Window, *, dose: bool) -> Reading | None:
    """A day word. Certain when the text says nothing but the day and the birth (or the vaccine)."""
    found = list(_DAY.finditer(tidied))
    if len(found) != 1:
        return _weekday(tidied, today, window)
    day = shift_days(today, DAYS[found[0][0]])
    rest = tidied[: found[0].start()] + " " + tidied[found[0].end() :]
    if not dose and _BIRTHDAY.search(rest):  # the birthday is today: which year?
        return in_some_year(((day.month, day.day),), window)
    said = (_GIVEN if dose else _BORN).search(rest) or not _FILLER.sub("", rest)
    if not said or _DOUBT.search(rest):
        return None
    return Certain(day) if window.holds(day) else window.outside(day)


def _weekday(tidied: str, today: date, window: Window) -> Unclear | None:
    match = _WEEKDAY.search(tidied)
    if not match:
        return None
    weeks = {"上上": 2, "上": 1}.get(match[1], 0)
    if match[2] == "末":
        return Unclear(Reason.ROUGH)
    weekday = "一二三四五六日天".index(match[2]) % 7 if match[2] != "天" else 6
    day = shift_days(today, weekday - today.weekday() - 7 * weeks)
    return Unclear(Reason.ROUGH, Hint(maybe=window.within((day,))))


def near_birth(tidied: str, born: date, window: Window) -> Reading | None:
    """The day of birth itself is certain; "at birth" may have been the day after."""
    if not window.holds(born) or _DOUBT.search(tidied):
        return None
    if _AT_BIRTH.search(tidied):
        return Certain(born)
    return Unclear(Reason.ROUGH, Hint(maybe=(born,))) if _NEAR_BIRTH.search(tidied) else None
