"""Days, hours and ages as staff type them: what is read, and that nothing is guessed."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.audiences import Ages
from rules.notices import Repeats
from rules.typed_ages import read_ages
from rules.typed_moments import AHEAD, Moment, read_hour, read_moment

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "hours"),
    [
        ("明天下午3点", date(2026, 11, 24), ["15:00"]),
        ("12月1日上午9点", date(2026, 12, 1), ["09:00"]),
        ("2026-12-01 09:00", date(2026, 12, 1), ["09:00"]),
        ("2026/12/1 8:15", date(2026, 12, 1), ["08:15"]),
        ("1 Dec 10 am", date(2026, 12, 1), ["10:00"]),
        ("Dec 1 at 9:00", date(2026, 12, 1), ["09:00"]),
        ("9 am on 1 Dec", date(2026, 12, 1), ["09:00"]),
        ("tomorrow at 9", date(2026, 11, 24), ["09:00", "21:00"]),
        ("后天晚上7点", date(2026, 11, 25), ["19:00"]),
        ("今天", TODAY, []),
        ("12月1日", date(2026, 12, 1), []),
        ("9点", None, ["09:00", "21:00"]),
        ("中午", None, ["12:00"]),
        ("下午三点半", None, ["15:30"]),
        ("十二月一日上午九点", date(2026, 12, 1), ["09:00"]),
        ("二十五号下午三点", date(2026, 11, 25), ["15:00"]),
        ("今晚8点", TODAY, ["20:00"]),
        ("明早八点", date(2026, 11, 24), ["08:00"]),
        ("大后天中午", date(2026, 11, 26), ["12:00"]),
        ("周五下午3点", date(2026, 11, 27), ["15:00"]),
        ("下周三 9:00", date(2026, 12, 2), ["09:00"]),
        ("next friday 10:00", None, ["10:00"]),
        ("每天下午3点", None, ["15:00"]),
        ("soon", None, []),
        ("", None, []),
    ],
)
def test_a_day_and_an_hour_are_read(text: str, day: date | None, hours: list[str]) -> None:
    assert read_moment(text, TODAY) == Moment(day, tuple(time.fromisoformat(hour) for hour in hours))


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-01 9:00",
        "2026-11-22 10:00",
        "昨天 10:00",
        "昨晚10点",
        "yesterday 9 am",
        "11月22日 10点",
        "22 Nov 10:00",
        "2028-01-01 9:00",
    ],
)
def test_what_is_over_or_too_far_says_so(text: str) -> None:
    found = read_moment(text, TODAY)
    assert found.day is None
    assert found.outside


@pytest.mark.parametrize(
    ("text", "day", "hours", "repeats"),
    [
        ("每周五下午3点", date(2026, 11, 27), ["15:00"], Repeats.WEEKLY),
        ("每周一 15:00", TODAY, ["15:00"], Repeats.WEEKLY),
        ("每个星期天早上八点", date(2026, 11, 29), ["08:00"], Repeats.WEEKLY),
        ("every Friday 3 pm", date(2026, 11, 27), ["15:00"], Repeats.WEEKLY),
        ("9:00 every tuesday", date(2026, 11, 24), ["09:00"], Repeats.WEEKLY),
        ("每周五", date(2026, 11, 27), [], Repeats.WEEKLY),
        ("每月1号上午9点", date(2026, 12, 1), ["09:00"], Repeats.MONTHLY),
        ("每个月三十一号 9:00", date(2026, 12, 31), ["09:00"], Repeats.MONTHLY),
        ("monthly on the 5th 10:00", date(2026, 12, 5), ["10:00"], Repeats.MONTHLY),
        ("每周 9:00", None, ["09:00"], None),
        ("每月三十二号 9:00", None, ["09:00"], None),
    ],
)
def test_every_week_and_every_month_are_read(
    text: str, day: date | None, hours: list[str], repeats: Repeats | None
) -> None:
    assert read_moment(text, TODAY) == Moment(day, tuple(time.fromisoformat(one) for one in hours), repeats)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9", ["09:00", "21:00"]),
        ("九", ["09:00", "21:00"]),
        ("十五", ["15:00"]),
        ("三点半", ["03:30", "15:30"]),
        ("at 4 pm", ["16:00"]),
        ("下午4点吧", ["16:00"]),
        ("０９:３０", ["09:30"]),
        ("25", []),
        ("English", []),
        ("next friday 10:00", []),
        ("", []),
    ],
)
def test_where_only_an_hour_is_asked_for_a_bare_number_is_one(text: str, hours: list[str]) -> None:
    assert read_hour(text) == tuple(time.fromisoformat(one) for one in hours)


@given(st.text(max_size=200))
def test_no_text_is_too_odd_for_an_hour(text: str) -> None:
    assert len(read_hour(text)) <= 2


@given(st.text(max_size=200))
def test_no_text_raises_and_every_day_lies_ahead(text: str) -> None:
    found = read_moment(text, TODAY)
    assert found.day is None or TODAY <= found.day <= TODAY + AHEAD
    assert len(found.hours) <= 2


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("2-4岁", Ages(24, 59)),
        ("3-6", Ages(36, 83)),
        ("3 to 6 years", Ages(36, 83)),
        ("8到18个月", Ages(8, 18)),
        ("6个月-2岁", Ages(6, 35)),
        ("3岁以下", Ages(0, 35)),
        ("under 3", Ages(0, 35)),
        ("5 years", Ages(60, 71)),
        ("18 months", Ages(18, 18)),
        ("小学", Ages(72, 143)),
        ("kindergarten", Ages(36, 71)),
        ("9-2", None),
        ("10", None),
        ("0-99", Ages(0, 215)),
        ("under 0", None),
        ("20-30", None),
        ("火星", None),
    ],
)
def test_ages_are_read(text: str, ages: Ages | None) -> None:
    assert read_ages(text) == ages


@given(st.text(max_size=120))
def test_no_text_raises_and_ages_are_the_right_way_round(text: str) -> None:
    found = read_ages(text)
    assert found is None or 0 <= found.first <= found.last < 18 * 12
