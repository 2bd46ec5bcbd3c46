"""Whole dates in every style we know: year, month and day, in digits, Chinese numerals or English words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rules.birthdays import lunar
from rules.birthdays.tidy import NUMERALS, number, year_number

Numbers = tuple[int, int, int]
"""Year, month and day as typed; not yet a date."""


@dataclass(frozen=True)
class Found:
    """One date found in the text, with every order its numbers can be read in."""

    start: int
    end: int
    orders: tuple[Numbers, ...]
    short: bool = False
    """The year had two digits."""
    loose: bool = False
    """八月十五 without 日 or 号: so speaks the farmers' calendar."""
    first_wins: bool = False
    """The first order is meant where it is possible (23.3.5 is year, month, day in China); any other is
    only asked about."""
    sure: bool = True
    """False where the same signs may be no whole date at all: 201205 is also May of 2012."""

    @property
    def days(self) -> tuple[date, ...]:
        """The orders that are days at all."""
        return tuple(day for order in self.orders if (day := day_or_none(*order)))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


N = rf"(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})"
YEAR = r"(?:[0-9]{4}|[〇零o一二三四五六七八九]{4}|[0-9]{2}|[〇零o一二三四五六七八九]{2})"
BEGIN = r"(?<![0-9#])(?<![0-9][./-])"
SEP = r"\s?[-./,_]\s?"
GAP = rf"(?:{SEP}|\s)"
END = (
    rf"(?![0-9#{NUMERALS}])(?![./-][0-9])"
    r"(?!\s[0-9](?![0-9:.斤点时]))"  # "1 5" may be a 15 torn apart, "5 10:30" and "5 6斤" are not
    r"(?!\s?(?:个|岁|周(?![一二三四五六日天末])|天|斤|公斤|kg|千克|年级|月))"  # a count, not a day
)
MONTH = (
    r"(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?<=jan)uary|(?<=feb)ruary|(?<=mar)ch|(?<=apr)il|(?<=jun)e|(?<=jul)y|(?<=aug)ust"
    r"|(?<=sep)t(?:ember)?|(?<=oct)ober|(?<=nov)ember|(?<=dec)ember)?(?![a-z])\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR_WORDS = {**lunar.YEAR_WORDS, "last year": -1, "this year": 0}

_Build = Callable[[re.Match[str], date], Found]


def month_named(match: re.Match[str]) -> int:
    """The month an English pattern has met, 1 to 12."""
    return _MONTHS.index(match["mon"]) + 1


def full_year(written: str) -> tuple[int, bool]:
    """The year, and whether it was typed short; two digits are years of this century."""
    year = year_number(written) or 0
    return (year + 2000, True) if len(written) == 2 else (year, False)


def _written(match: re.Match[str], today: date) -> Found:
    """2023年3月5号, 二三年三月五日, 2023-3-5."""
    year, short = full_year(match["y"])
    order = (year, number(match["m"]) or 0, number(match["d"]) or 0)
    loose = not (match["m"].isascii() or match["d"].isascii() or match["s"])
    return Found(*match.span(), (order,), short, loose)


def _year_word(match: re.Match[str], today: date) -> Found:
    """去年三月五号."""
    order = (today.year + YEAR_WORDS[match["y"]], number(match["m"]) or 0, number(match["d"]) or 0)
    loose = not (match["m"].isascii() or match["d"].isascii() or match["s"])
    return Found(*match.span(), (order,), loose=loose)


def _month_word(match: re.Match[str], today: date) -> Found:
    """上个月5号."""
    back = {"上上": 2, "上": 1}.get(match["w"], 0)
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return Found(*match.span(), ((year, month + 1, number(match["d"]) or 0),))


def _english(match: re.Match[str], today: date) -> Found:
    """5 March 2023, March 5 last year."""
    year, short = (
        (today.year + YEAR_WORDS[match["y"]], False) if match["y"] in YEAR_WORDS else full_year(match["y"])
    )
    return Found(*match.span(), ((year, month_named(match), int(match["d"])),), short)


def _year_last(match: re.Match[str], today: date) -> Found:
    """03/05/2023: day first in most of the world, month first in some of it."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
    return Found(*match.span(), ((year, two, one), (year, one, two)))


def _short(match: re.Match[str], today: date) -> Found:
    """23.3.5, 3/5/23: year first by Chinese habit, but with slashes any order is used."""
    one, two, three = int(match["a"]), int(match["b"]), int(match["c"])
    orders: list[Numbers] = [(2000 + one, two, three)] if len(match["a"]) == 2 else []
    year_first = bool(orders) and "/" not in match[0]
    if len(match["c"]) == 2:
        orders += [(2000 + three, two, one), (2000 + three, one, two)]
    return Found(*match.span(), tuple(orders), short=True, first_wins=year_first)


def _six(match: re.Match[str], today: date) -> Found:
    """230305. Where the digits are a year and a month as well (201205), it is not sure."""
    digits = match[0]
    order = (2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    sure = not (digits[:2] == "20" and 1 <= int(digits[4:]) <= 12)
    return Found(*match.span(), (order,), short=True, sure=sure)


_DAY = rf"(?P<d>{N})(?:\s?(?P<s>[日号])|{END})"
_DIGITS = rf"(?P<d>[0-9]{{1,2}})(?:\s?(?P<s>[日号])|{END})"
YEAR_WORD = "|".join(lunar.YEAR_WORDS)
_NTH = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9#])"
_EN_YEAR = r"(?P<y>[0-9]{4}|(?<=['/-])[0-9]{2}|last\syear|this\syear)(?![0-9#])"


def _form(build: _Build, *parts: str) -> tuple[re.Pattern[str], _Build]:
    return re.compile("".join(parts)), build


_WITH_YEAR_SIGN = _form(
    _written, BEGIN, rf"(?P<y>{YEAR})\s?年\s?的?[,.]?\s?", rf"(?P<m>{N})(?:\s?月\s?份?的?\s?|{SEP})", _DAY
)
_EIGHT_DIGITS = _form(
    _written, BEGIN, r"(?P<y>(?:19|20)[0-9]{2})\s?(?P<m>[0-9]{2})\s?(?P<d>[0-9]{2})(?P<s>)", END
)
_FORMS = (
    _WITH_YEAR_SIGN,
    _form(_year_word, rf"(?P<y>{YEAR_WORD})\s?的?,?\s?(?P<m>{N})\s?月\s?份?的?\s?", _DAY),
    _form(
        _written, rf"(?<![0-9#])(?P<m>{N})\s?月\s?(?P<d>{N})\s?(?P<s>[日号])\s?,?\s?(?P<y>[0-9]{{4}})\s?年"
    ),
    _form(_month_word, rf"(?P<w>上上|上|这|本)个?月\s?的?(?P<d>{N})\s?[日号]"),
    _form(_written, BEGIN, rf"(?P<y>[0-9]{{4}}){GAP}(?P<m>[0-9]{{1,2}})(?:{GAP}|\s?月\s?份?\s?)", _DIGITS),
    _form(_written, BEGIN, rf"(?P<y>[0-9]{{2}}){SEP}(?P<m>[0-9]{{1,2}})\s?月\s?", _DIGITS),
    _EIGHT_DIGITS,
    _form(  # Uyghur: 2023-يىلى 3-ئاينىڭ 5-كۈنى
        _written,
        BEGIN,
        r"(?P<y>[0-9]{4})\s?-?\s?يىل\w{0,6}\s?(?P<m>[0-9]{1,2})\s?-?\s?ئاي\w{0,6}\s?",
        r"(?P<d>[0-9]{1,2})(?P<s>)(?![0-9#])",
    ),
    _form(
        _english, BEGIN, _NTH, r"\s?(?:day\s)?(?:of\s)?[-,./]?\s?", MONTH, r"[-,/]?\s?(?:of\s)?'?", _EN_YEAR
    ),
    _form(_english, r"(?<![a-z])", MONTH, r"[-,/]?\s?(?:the\s)?", _NTH, r"[-,/]?\s?(?:of\s)?'?", _EN_YEAR),
    _form(
        _english,
        BEGIN,
        r"(?P<y>[0-9]{4}|last\syear|this\syear)[-,./]?\s?(?:on\s)?",
        MONTH,
        r"[-,/]?\s?",
        _NTH,
        "(?![a-z])",
    ),
    _form(
        _year_last, BEGIN, rf"(?P<a>[0-9]{{1,2}}){GAP}(?P<b>[0-9]{{1,2}}){GAP}(?P<y>[0-9]{{4}})(?!\s?年)", END
    ),
    _form(
        _short,
        BEGIN,
        rf"(?P<a>[0-9]{{1,2}}){SEP}(?P<b>[0-9]{{1,2}}){SEP}(?P<c>[0-9]{{1,2}})(?:\s?[日号]|{END})",
    ),
    _form(_six, BEGIN, r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?!\s?[元块米年])", END),
)
_TORN_DIGITS = re.compile(r"[0-9] [0-9]")
_WHOLE_DIGITS = re.compile("[0-9]{2}")


def find_dates(tidied: str, today: date) -> tuple[str, tuple[Found, ...]]:
    """Every whole date in the text, in the order typed, and the text their places refer to (the spaces go
    where they tear a date apart)."""
    found = _scan(tidied, today, _FORMS)
    if not found and _TORN_DIGITS.search(tidied):
        whole = tidied.replace(" ", "")
        # 2023年3月1 5号 or 2 0 2 3 - 3 - 1 5; but "12 3 4 15" are four numbers.
        if found := _scan(whole, today, (_WITH_YEAR_SIGN,) if _WHOLE_DIGITS.search(tidied) else _FORMS):
            return whole, found
    return tidied, found


def _scan(text: str, today: date, forms: tuple[tuple[re.Pattern[str], _Build], ...]) -> tuple[Found, ...]:
    found: list[Found] = []
    for pattern, build in forms:
        found += [build(match, today) for match in pattern.finditer(text)]
        for one in found:  # read once is enough; "|" keeps what stood around a date apart
            text = text[: one.start] + "|" * (one.end - one.start) + text[one.end :]
    return tuple(sorted(found, key=lambda one: one.start))
