"""The farmers' calendar (农历). A date in it is never taken as an answer: it becomes a question.

Conversion by the library borax; checked day by day for 2000 to 2050 against two other libraries
(lunar_python 1.4.8, lunardate 0.3.0), no difference.
"""

import re
from datetime import date, timedelta

from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

from rules.birthdays.tidy import NUMERALS, number, year_number

_N = rf"(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})"
_MARKS = re.compile(
    r"农历|阴历|旧历|老历|古历|夏历|藏历|回历|傣历|彝历|伊斯兰历|民国|正月|腊月|冬月|元月|lunar"
    rf"|闰\s?{_N}\s?月|月\s?份?\s?初\s?{_N}|初\s?[四五六七八九十]|廿|卅|大年"
)
_ANNOUNCED = re.compile(r"(?:[农阴旧老古夏藏]历|lunar)[的生日是为:\s(,]{0,6}$")
_ADDED = re.compile(r"\s?[日号]?\s?\(?(?:[农阴旧老古夏藏]历|lunar)\)?(?:的|生日?|算)?[\s.)]*$")
_FESTIVALS = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中秋": (8, 15),
    "重阳": (9, 9),
}
_FESTIVALS |= {"腊八": (12, 8), "大年初一": (1, 1), "除夕": (12, 30), "大年三十": (12, 30)}
_FEAST = re.compile("|".join(sorted(_FESTIVALS, key=len, reverse=True)))
_MONTHS = {"正": 1, "元": 1, "冬": 11, "腊": 12}
_DAY = re.compile(rf"(?P<leap>闰)?\s?(?P<m>[正元冬腊]|{_N})\s?月\s?份?\s?(?:初\s?)?(?P<d>{_N})")
_YEAR = re.compile(r"(?<![0-9#])(?P<y>[0-9]{4}|[〇零o一二三四五六七八九]{4}|[0-9]{2}(?=\s?年))(?![0-9#])")
YEAR_WORDS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1}
"""What the year of today is changed by."""
_YEAR_WORD = re.compile("|".join(YEAR_WORDS))


def speaks_lunar(tidied: str) -> bool:
    """Whether the text names another calendar or uses words that only occur in one."""
    return bool(_MARKS.search(tidied))


def is_called_lunar(tidied: str, start: int, end: int) -> bool:
    """Whether the date from `start` to `end` is called one of another calendar, in front or right after."""
    return bool(_ANNOUNCED.search(tidied, 0, start) or _ADDED.match(tidied, end))


def names_feast(tidied: str) -> bool:
    """Whether the text names a feast whose day follows the farmers' calendar."""
    return bool(_FEAST.search(tidied))


def offered(tidied: str, today: date) -> tuple[date, ...]:
    """The solar dates a lunar text may mean, most likely first; empty when it does not say enough."""
    year = _lunar_year(tidied, today)
    if year is None:
        return ()
    if feast := _FEAST.search(tidied):
        return solar(year, *_FESTIVALS[feast[0]])
    if not (match := _DAY.search(tidied)):
        return ()
    month = _MONTHS.get(match["m"]) or number(match["m"])
    day = number(match["d"])
    if not (month and day):
        return ()
    farmers = solar(year, month, day, leap_only=bool(match["leap"]))
    # 元月 is January in offices and the first lunar month in the village.
    return (date(year, 1, day), *farmers) if match["m"] == "元" and farmers else farmers


def _lunar_year(tidied: str, today: date) -> int | None:
    if match := _YEAR.search(tidied):
        year = year_number(match["y"])
        return year + 2000 if year is not None and year < 100 else year
    if relative := _YEAR_WORD.search(tidied):
        this = lunar_year(today)
        return None if this is None else this + YEAR_WORDS[relative[0]]
    return None


def solar(year: int, month: int, day: int, *, leap_only: bool = False) -> tuple[date, ...]:
    """The solar dates of a lunar one. Two when the year has that month twice and we are not told which;
    the 30th of a month that has 29 days is its last day."""
    found = []
    for leap in (1,) if leap_only else (0, 1):
        for written in (day, 29) if day == 30 else (day,):
            try:
                found.append(LunarDate(year, month, written, leap).to_solar_date())
                break
            except InvalidLunarDateError:
                continue
    return tuple(found)


def lunar_year(day: date) -> int | None:
    """The lunar year `day` lies in; None outside the years the tables cover (1900 to 2100)."""
    start = solar(day.year, 1, 1)
    if not start:
        return None
    return day.year if start[0] <= day else day.year - 1


def span(year: int) -> tuple[date, date] | None:
    """First and last solar day of a lunar year; None outside the tables."""
    start, following = solar(year, 1, 1), solar(year + 1, 1, 1)
    return (start[0], following[0] - timedelta(days=1)) if start and following else None
