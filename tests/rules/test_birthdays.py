"""Reading dates as parents type them.

The cases stand in cases/birthdays.csv: what was typed, on which day, what is expected, and because of what.
`expect` is a date where the reading is certain. Otherwise it is the reason to ask, and after a colon the
hint: dates to ask about ("order: 2023-05-03 2023-03-05"), a range ("year_month: 2022-09-01..2022-09-30")
or years ("zodiac: 2021 2009"). Without a colon the hint is not compared.
"""

import csv
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.birthdays import (
    Certain,
    Reason,
    Unclear,
    read_birth_date,
    read_dose_date,
)
from rules.birthdays.readings import birth_window, shift_months
from tests.rules.typed_days import TODAY, children, words

CASES = Path(__file__).parent / "cases" / "birthdays.csv"


def _cases() -> list[tuple[str, date, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [
            (row["typed"], date.fromisoformat(row["today"]), row["expect"], row["because"])
            for row in csv.DictReader(lines)
        ]


@pytest.mark.parametrize(("typed", "today", "expect", "because"), _cases())
def test_case(typed: str, today: date, expect: str, because: str) -> None:
    assert words(read_birth_date(typed, today), expect) == expect, because


def test_the_table_is_a_table() -> None:
    cases = _cases()
    assert len(cases) >= 120
    assert len({(typed, today) for typed, today, _, _ in cases}) == len(cases), "a case stands twice"
    assert all(because for _, _, _, because in cases), "every case says because of what"
    # The rest can only be met when a birth date is known, see the doses below.
    assert {expect.split(":")[0] for _, _, expect, _ in cases} >= set(Reason) - {
        Reason.BEFORE_BIRTH,
        Reason.PASSED,
    }


# ------------------------------------------------------------------------------------------------ properties

_NUMERALS = "〇一二三四五六七八九"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


def _year_numerals(day: date) -> str:
    return "".join(_NUMERALS[int(digit)] for digit in str(day.year))


def _nth(value: int) -> str:
    ending = "th" if 10 < value < 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


STYLES: dict[str, Callable[[date], str]] = {
    "年月号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "年月日": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "年 月 日": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "torn": lambda d: " ".join(f"{d.year}年{d.month}月{d.day}日"),
    "numerals": lambda d: f"{_year_numerals(d)}年{_numeral(d.month)}月{_numeral(d.day)}日",
    "short numerals": lambda d: f"{_year_numerals(d)[2:]}年{_numeral(d.month)}月{_numeral(d.day)}号",
    "iso": lambda d: d.isoformat(),
    "dashes": lambda d: f"{d.year}-{d.month}-{d.day}",
    "slashes": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "spaces": lambda d: f"{d.year} {d.month} {d.day}",
    "eight": lambda d: f"{d:%Y%m%d}",
    "short dots": lambda d: f"{d:%y}.{d.month}.{d.day}",
    "short dashes": lambda d: f"{d:%y}-{d.month:02}-{d.day:02}",
    "short 年": lambda d: f"{d:%y}年{d.month}月{d.day}日",
    "English": lambda d: f"{d.day} {_MONTHS[d.month - 1]} {d.year}",
    "American": lambda d: f"{_MONTHS[d.month - 1]} {d.day}, {d.year}",
    "ordinal": lambda d: f"{_MONTHS[d.month - 1][:3]} {_nth(d.day)} {d.year}",
    "stamp": lambda d: f"{d.day:02}-{_MONTHS[d.month - 1][:3].upper()}-{d.year}",
    "Uyghur": lambda d: f"{d.year}-يىلى {d.month}-ئاينىڭ {d.day}-كۈنى",
    "sentence": lambda d: f"我家老二是{d.year}年{d.month}月{d.day}号生的",
    "born": lambda d: f"She was born on {d.isoformat()} in Henan",
}
_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-/.,"}


@given(children, st.sampled_from(sorted(STYLES)))
def test_every_style_is_read_back(day: date, style: str) -> None:
    assert read_birth_date(STYLES[style](day), TODAY) == Certain(day)


@given(children, st.sampled_from(sorted(STYLES)))
def test_every_style_is_read_back_in_full_width(day: date, style: str) -> None:
    assert read_birth_date(STYLES[style](day).translate(_FULL_WIDTH), TODAY) == Certain(day)


@given(children)
def test_a_date_with_the_year_last_is_certain_or_asked_about(day: date) -> None:
    reading = read_birth_date(f"{day:%d/%m/%Y}", TODAY)
    if isinstance(reading, Certain):
        assert reading.day == day
    else:
        assert reading.reason is Reason.ORDER
        assert day in reading.hint.maybe


# What reading is made of, so that chance finds more than noise.
_PIECES = (
    *"0123456789年月日号岁周天个半初闰正腊虚属牛生前-/.,:() #xo²½①〇零一二三十廿卅\u200f\ufe0f\x00\ud800٣",
    *(
        "2023",
        "2008",
        "23",
        "农历",
        "阳历",
        "去年",
        "今天",
        "昨天",
        "上周",
        "个月",
        "大概",
        "不是",
        "出生",
        "当天",
    ),
    *("march", "may 5", "years old", "born", "year of the ", "ox", "last year", "340202202003051234"),
)
texts = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES)).map("".join))
lives = st.one_of(st.just(TODAY), st.dates())


@given(texts, lives)
@example("2023-03-0²", TODAY)
@example("1月1日", date.max)
@example("99岁", date.min)
@example("属牛 去年腊月三十", date(1900, 1, 1))
@example("虚岁99", date(2101, 1, 1))
@example("上上个月31号", date.min)
def test_any_text_is_read_and_a_certain_date_is_a_childs(text: str, today: date) -> None:
    reading = read_birth_date(text, today)
    if isinstance(reading, Certain):
        assert reading.day <= today
        assert shift_months(reading.day, 18 * 12) > today or reading.day == today
    else:
        _well_formed(reading, birth_window(today).first, today)


@given(texts, lives, lives)
@example("出生当天", TODAY, date.min)
@example("3月5号", date.min, date.max)
def test_any_text_is_read_as_a_dose_and_a_certain_date_is_in_the_childs_life(
    text: str, born: date, today: date
) -> None:
    reading = read_dose_date(text, born, today)
    if isinstance(reading, Certain):
        assert born <= reading.day <= today
    else:
        _well_formed(reading, born, today)


def _well_formed(reading: Unclear, first: date, last: date) -> None:
    hint = reading.hint
    assert all(first <= day <= last for day in hint.maybe)
    assert len(set(hint.maybe)) == len(hint.maybe)
    assert (hint.first is None) == (hint.last is None)
    if hint.first and hint.last:
        assert first <= hint.first <= hint.last <= last


@given(children)
def test_id_numbers_are_refused_and_not_kept(day: date) -> None:
    typed = f"号码340202{day:%Y%m%d}123X,生日{day}"
    assert read_birth_date(typed, TODAY) == Unclear(Reason.ID_NUMBER)
    assert read_dose_date(typed, day, TODAY) == Unclear(Reason.ID_NUMBER)


@given(st.text(max_size=30))
def test_what_only_looks_like_a_digit_makes_no_date(noise: str) -> None:
    odd = "".join(sign for sign in noise if sign.isdigit() and not sign.isdecimal())
    odd += "²"
    assert all(unicodedata.decimal(sign, None) is None for sign in odd)
    assert not isinstance(read_birth_date(f"2023-03-0{odd}", TODAY), Certain)


@pytest.mark.parametrize("piece", ["1 ", "2023-3-", "3岁", "年月", "一", "\ud800", "0.", "不是", "march 5 "])
def test_a_story_is_not_a_date_and_ends(piece: str) -> None:
    assert isinstance(read_birth_date(piece * 200_000, TODAY), Unclear)


def test_a_date_with_much_air_around_it_is_read() -> None:
    assert read_birth_date(" " * 3000 + "2023-03-05" + "\n" * 3000, TODAY) == Certain(date(2023, 3, 5))


@pytest.mark.parametrize("air", ["\u200f", "x ", " .", "\u0301", " "])
def test_a_date_is_never_cut(air: str) -> None:
    for length in range(7980, 8002):
        reading = read_birth_date(f"{(air * length)[:length]}2023-03-15{air}", TODAY)
        assert isinstance(reading, Unclear) or reading.day == date(2023, 3, 15)
