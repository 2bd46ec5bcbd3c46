"""The pieces a typed date is read with: the farmers' calendar, numerals, shifts, the window of births."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.birthdays.lunar import lunar_year, solar, span
from rules.birthdays.readings import birth_window, shift_days, shift_months
from rules.birthdays.tidy import looks_like_id_number, number

TODAY = date(2026, 11, 23)
_NUMERALS = "〇一二三四五六七八九"


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


@pytest.mark.parametrize(
    ("lunar", "expect"),
    [
        # Spring Festivals and leap months as printed in the calendars of those years.
        ((2008, 1, 1), [date(2008, 2, 7)]),
        ((2023, 1, 1), [date(2023, 1, 22)]),
        ((2023, 2, 1), [date(2023, 2, 20), date(2023, 3, 22)]),
        ((2025, 6, 1), [date(2025, 6, 25), date(2025, 7, 25)]),
        ((2026, 1, 1), [date(2026, 2, 17)]),
        ((2023, 13, 1), []),
        ((1899, 1, 1), []),
        ((2101, 1, 1), []),
        ((0, 0, 0), []),
    ],
)
def test_the_farmers_calendar(lunar: tuple[int, int, int], expect: list[date]) -> None:
    assert list(solar(*lunar)) == expect


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_day_lies_in_its_lunar_year(day: date) -> None:
    year = lunar_year(day)
    assert year is not None
    ends = span(year)
    assert ends is not None
    assert ends[0] <= day <= ends[1]


@given(st.integers(1, 99))
def test_numerals(value: int) -> None:
    assert number(_numeral(value)) == number(str(value)) == value


@pytest.mark.parametrize("nothing", ["", "十十", "二二十", "廿廿", "²", "x", "一二三四五"])
def test_no_numerals(nothing: str) -> None:
    assert number(nothing) is None


@given(st.dates(), st.integers(-5000, 5000), st.integers(-5_000_000, 5_000_000))
def test_shifting_stays_within_the_calendar(day: date, months: int, days: int) -> None:
    assert date.min <= shift_months(day, months) <= date.max
    assert date.min <= shift_days(day, days) <= date.max


def test_the_window_of_births() -> None:
    assert birth_window(date(2026, 2, 28)).first == date(2008, 3, 1)
    assert birth_window(TODAY).first == date(2008, 11, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "340202199001011234",
        "340202-20180101-112X",
        "３４０２０２１９９００１０１１２３４",
        "三四零二零二一九九零零一零一一二三四",
    ],
)
def test_an_id_number_is_seen_in_every_dress(typed: str) -> None:
    assert looks_like_id_number(f"我的号 {typed} 谢谢")


@pytest.mark.parametrize("typed", ["2023-03-05", "团团", "二〇二三年三月五日", "13900000000"])
def test_what_is_no_id_number_is_left_alone(typed: str) -> None:
    assert not looks_like_id_number(typed)
