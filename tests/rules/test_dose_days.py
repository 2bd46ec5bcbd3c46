"""Reading the days of doses as parents type them: month and day are often enough, several days may stand on one line."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.birthdays import Certain, Hint, Reason, Unclear, read_birth_date, read_dose_date, read_dose_dates
from tests.rules.typed_days import TODAY, children, words

BORN = date(2023, 3, 5)
BABY = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("typed", "born", "expect"),
    [
        ("2023年9月8号", BORN, "2023-09-08"),
        ("23.9.8", BORN, "2023-09-08"),
        ("昨天打的", BORN, "2026-11-22"),
        ("今天刚打了", BORN, "2026-11-23"),
        ("上个月5号", BORN, "2026-10-05"),
        ("2023-03-05", BORN, "2023-03-05"),
        ("2026-11-23", BORN, "2026-11-23"),
        ("出生当天打的", BORN, "2023-03-05"),
        ("on the day of birth", BORN, "2023-03-05"),
        ("5月6号", BABY, "2026-05-06"),
        ("May 6", BABY, "2026-05-06"),
        ("5.6", BABY, "2026-05-06"),
        ("5/13", BABY, "2026-05-13"),
        ("9/8", BABY, "year_missing: 2026-09-08 2026-08-09"),
        ("5月6号", BORN, "year_missing: 2026-05-06 2025-05-06 2024-05-06 2023-05-06"),
        ("12月1日", BABY, "before_birth"),
        ("大概5月6号", BABY, "rough: 2026-05-06"),
        ("03/05/2026", BABY, "order: 2026-05-03 2026-03-05"),
        ("01/02/2026", BABY, "2026-02-01"),
        ("八月十五", BABY, "lunar"),
        ("2023-03-04", BORN, "before_birth"),
        ("22年9月8日", BORN, "before_birth"),
        ("2026-11-24", BORN, "future"),
        ("明天去打", BORN, "future"),
        ("今天打什么针", BORN, "not_a_date"),
        ("27.1.1", BORN, "short_year"),
        ("6个月的时候", BORN, "age_only: 2023-09-05..2023-10-04"),
        ("2岁打的", BORN, "age_only: 2025-03-05..2026-03-04"),
        ("2岁打的", BABY, "future"),
        ("出生后3天", BORN, "age_only: 2023-03-07..2023-03-09"),
        ("满月打的", BORN, "age_only: 2023-04-02..2023-04-08"),
        ("3个月前", BORN, "rough: 2026-07-24..2026-08-23"),
        ("3天前打的", BORN, "rough: 2026-11-20"),
        ("出生时就打了", BORN, "rough: 2023-03-05"),
        ("at birth", BORN, "rough: 2023-03-05"),
        ("2023年8月", BORN, "year_month: 2023-08-01..2023-08-31"),
        ("2023年", BORN, "year_only: 2023-03-05..2023-12-31"),
        ("忘了", BORN, "not_a_date"),
        ("2023年3月5日生的", BORN, "rough: 2023-03-05"),
        ("2023年9月8日发烧没打", BORN, "rough: 2023-09-08"),
    ],
)
def test_the_day_a_vaccine_was_given(typed: str, born: date, expect: str) -> None:
    assert words(read_dose_date(typed, born, TODAY), expect) == expect


@given(st.data())
def test_month_and_day_are_enough_where_one_year_fits(data: st.DataObject) -> None:
    born = data.draw(children)
    given_on = data.draw(st.dates(born, min(born + timedelta(days=364), TODAY)))
    later = data.draw(st.dates(given_on, min(born + timedelta(days=364), TODAY)))
    assert read_dose_date(f"{given_on.month}月{given_on.day}号", born, later) == Certain(given_on)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025.9.20，2025.10.20", (date(2025, 9, 20), date(2025, 10, 20))),
        ("2025-10-20、2025-09-20、2026-03-20", (date(2025, 9, 20), date(2025, 10, 20), date(2026, 3, 20))),
        ("2025-09-20 2025-10-20", (date(2025, 9, 20), date(2025, 10, 20))),
        ("2025年9月20日\n2025年10月20日", (date(2025, 9, 20), date(2025, 10, 20))),
        ("2025-09-20", ()),
        ("2025,9,20", ()),
        ("20 Sep 2025, maybe 2025-10-20", ()),
        ("2025-09-20, 05/06/2026", ()),
        ("2025-09-20, 2030-01-01", ()),
        ("2025-09-20, 2025-09-20", ()),
        ("", ()),
    ],
)
def test_several_dose_dates_of_one_line(text: str, days: tuple[date, ...]) -> None:
    assert read_dose_dates(text, date(2025, 9, 20), date(2026, 11, 24)) == days


@pytest.mark.parametrize("typed", ["3天后", "in 3 days", "两个星期以后", "再过3天", "2 weeks later"])
def test_a_time_that_lies_ahead_is_no_age(typed: str) -> None:
    assert read_birth_date(typed, date(2026, 11, 24)) == Unclear(Reason.NOT_A_DATE)


@pytest.mark.parametrize("typed", ["2O26-04-2O", "2026-04-2O", "2026.4.2o", "2026-04-2O号"])
def test_a_letter_in_the_place_of_a_digit_is_asked_about(typed: str) -> None:
    maybe = Hint(maybe=(date(2026, 4, 20),))
    assert read_birth_date(typed, date(2026, 11, 24)) == Unclear(Reason.ROUGH, maybe)
    assert read_dose_date(typed, date(2026, 1, 1), date(2026, 11, 24)) == Unclear(Reason.ROUGH, maybe)


def test_words_beside_a_date_are_no_digits() -> None:
    for typed in (
        "born on 2026-04-20",
        "2026-04-20 is right",
        "20th April 2026",
        "2026-04-20, I think so, 5 lb",
    ):
        assert read_birth_date(typed, date(2026, 11, 24)) != Unclear(Reason.NOT_A_DATE)
