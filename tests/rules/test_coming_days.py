"""A day to come: read as it is meant, never before tomorrow, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.birthdays import Certain, Hint, Reason, Unclear
from rules.coming_days import read_coming_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("明天", "2026-11-25"),
        ("后天吧", "2026-11-26"),
        ("大后天", "2026-11-27"),
        ("the day after tomorrow", "2026-11-26"),
        ("周六", "2026-11-28"),
        ("星期天", "2026-11-29"),
        ("周二", "2026-12-01"),
        ("下周三", "2026-12-02"),
        ("Saturday", "2026-11-28"),
        ("on thursday", "2026-11-26"),
        ("3天后", "2026-11-27"),
        ("两周后", "2026-12-08"),
        ("in 10 days", "2026-12-04"),
        ("12月5号", "2026-12-05"),
        ("十二月五号", "2026-12-05"),
        ("1月3日", "2027-01-03"),
        ("２０２６年１２月５日", "2026-12-05"),
        ("2026-12-05", "2026-12-05"),
        ("12-25", "2026-12-25"),
        ("25/12", "2026-12-25"),
        ("12/12", "2026-12-12"),
        ("5 Dec", "2026-12-05"),
        ("December 5th", "2026-12-05"),
        ("5号", "2026-12-05"),
        ("等5号以后再说", "2026-12-06"),
        ("过了5号", "2026-12-06"),
        ("after the 5th", "2026-12-06"),
        ("24号以后", "2026-11-25"),
        ("30号", "2026-11-30"),
        ("31号", "2026-12-31"),
        ("这周六", "2026-11-28"),
        ("下下周一", "2026-12-07"),
        ("过3天", "2026-11-27"),
        ("1个月后", "2026-12-24"),
        ("下个月5号", "2026-12-05"),
        ("12-1", "2026-12-01"),
        ("26.12.5", "2026-12-05"),
        ("12月5号以后", "2026-12-06"),
        ("after 5 Dec", "2026-12-06"),
        ("明天以后", "2026-11-26"),
        ("周六行", "2026-11-28"),
        ("next week friday", "2026-12-04"),
        ("on Friday next week", "2026-12-04"),
        ("in 3 days", "2026-11-27"),
        ("下周五", "2026-12-04"),
        ("两个星期以后", "2026-12-08"),
    ],
)
def test_what_people_type(typed: str, day: str) -> None:
    assert read_coming_day(typed, TODAY, 60) == Certain(date.fromisoformat(day))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "今天",
        "昨天",
        "next saturday",
        "12月",
        "2月30号",
        "2026-11-24",
        "2025-12-05",
        "3月1号",
        "0号",
        "32号",
        "明天或后天",
        "周八",
        "5",
        "10",
        "这周一",
        "八月十五",
        "12月5号不行",
        "不是12月5号",
        "12月5号还是6号",
        "not 5 Dec",
        "12月5号 12月6号",
        "12月5号门诊开门吗",
        "12月5号" + "我们才从老家回来" * 5,
    ],
)
def test_nothing_is_guessed(typed: str) -> None:
    assert isinstance(read_coming_day(typed, TODAY, 60), Unclear)


def test_what_can_mean_two_days_is_asked_about() -> None:
    reading = read_coming_day("12/1", TODAY, 60)
    assert isinstance(reading, Unclear)
    assert set(reading.hint.maybe) == {date(2026, 12, 1), date(2027, 1, 12)}
    assert read_coming_day("12/2", TODAY, 60) == Certain(date(2026, 12, 2)), "12 February is too far away"


@given(st.text(max_size=80), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_is_a_day_to_come_or_a_question_about_one(typed: str, today: date) -> None:
    reading = read_coming_day(typed, today, 60)
    days = (reading.day,) if isinstance(reading, Certain) else reading.hint.maybe
    assert all(today <= day <= today + timedelta(days=60) for day in days)
    assert not isinstance(reading, Certain) or reading.day > today


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_every_way_to_write_a_day_is_read_as_that_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    for typed in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}号",
        f"{day.month}月{day.day}日",
        f"{ahead}天后",
    ):
        assert read_coming_day(typed, today, 60) == Certain(day)


def test_next_friday_may_be_this_one_or_the_one_after() -> None:
    maybe = (date(2026, 11, 27), date(2026, 12, 4))
    assert read_coming_day("next friday", TODAY, 60) == Unclear(Reason.ROUGH, Hint(maybe=maybe))


@pytest.mark.parametrize("typed", ["等过完年", "等放假", "忙完这阵"])
def test_a_day_that_nobody_can_name_is_asked_about(typed: str) -> None:
    assert isinstance(read_coming_day(typed, TODAY, 60), Unclear)
