"""Opening hours as staff type them; nothing is passed over, and no text raises."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from rules.places.opening import LONGEST, read_hours
from rules.places.typed_hours import typed_hours
from rules.places.week import ALWAYS, DAYS, Span, Week, read_week, write_week

#: An ordinary week, Monday first; the library alone knows no holiday in it.
MONDAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("周一到周五 8:00-11:30, 14:00-17:00，周六上午8点到12点", "Mo-Fr 08:00-11:30,14:00-17:00; Sa 08:00-12:00"),
        ("Mon-Fri 8-17", "Mo-Fr 08:00-17:00"),
        ("周一到周五8:00-11:30，14:00-17:00，节假日休息", "Mo-Fr 08:00-11:30,14:00-17:00; PH off"),
        ("周一至周五：上午8:00—11:30 下午：14:00—17:00", "Mo-Fr 08:00-11:30,14:00-17:00"),
        ("周一至周日 9:00-17:00", "Mo-Su 09:00-17:00"),
        ("每天8点到20点", "Mo-Su 08:00-20:00"),
        ("8:00-17:30", "Mo-Su 08:00-17:30"),
        ("17:00-8:00", "Mo-Su 17:00-08:00"),
        ("周五 20:00-6:00", "Fr 20:00-06:00"),
        ("下午5点-8点", "Mo-Su 17:00-20:00"),
        ("00:00-00:00", "Mo-Su 00:00-24:00"),
        ("９：００～１７：３０", "Mo-Su 09:00-17:30"),
        ("週一至週五 08：00～17：00", "Mo-Fr 08:00-17:00"),
        ("周一、三、五 上午8点半到11点；周二四下午2点到4点半", "Mo,We,Fr 08:30-11:00; Tu,Th 14:00-16:30"),
        ("周六日休息，工作日早八点到晚五点", "Mo-Fr 08:00-17:00"),
        ("早九晚五", "Mo-Su 09:00-17:00"),
        ("周1-5 8:00-17:00", "Mo-Fr 08:00-17:00"),
        ("周1,3,5 8:00-11:00", "Mo,We,Fr 08:00-11:00"),
        ("周一三点到五点", "Mo 15:00-17:00"),
        ("每周一、周四上午 8:00-11:00 接种", "Mo,Th 08:00-11:00"),
        ("周二至周日9:00-17:00（周一闭馆）", "Tu-Su 09:00-17:00"),
        ("周六、周日及节假日休息，周一至周五8：30-12：00，13：30-17：30", "Mo-Fr 08:30-12:00,13:30-17:30; PH off"),
        ("星期一到星期六 早上7点半到晚上6点", "Mo-Sa 07:30-18:00"),
        ("周一到周五8:00-17:00\n周六9:00-12:00", "Mo-Fr 08:00-17:00; Sa 09:00-12:00"),
        ("周六 8:00-12:00；周六 14:00-16:00", "Sa 08:00-12:00,14:00-16:00"),
        ("周一到周五8:00-17:00；周三8:00-12:00", "Mo,Tu,Th,Fr 08:00-17:00; We 08:00-12:00"),
        ("周一到周五8:00-17:00，中午不休息，周末休息", "Mo-Fr 08:00-17:00"),
        ("周一到周五 8:00-17:00，午休11:30-14:00", "Mo-Fr 08:00-11:30,14:00-17:00"),
        ("周一到周五8:00-17:00，中午11:30-14:00休息", "Mo-Fr 08:00-11:30,14:00-17:00"),
        ("周一到周五8-17，节假日照常", "Mo-Fr 08:00-17:00; PH 08:00-17:00"),
        ("全年无休 8:00-20:00", "Mo-Su 08:00-20:00; PH 08:00-20:00"),
        ("24小时，全年无休", "24/7"),
        ("周一到周五全天", "Mo-Fr 00:00-24:00"),
        ("8:00-12:00，周日除外", "Mo-Sa 08:00-12:00"),
        ("22:00-06:00", "Mo-Su 22:00-06:00"),
        ("周五22:00-6:00", "Fr 22:00-06:00"),
        ("Monday to Friday 9am to 5pm, closed on Sundays", "Mo-Fr 09:00-17:00"),
        ("Mon, Wed & Fri 8:30-11, Sat 9-12; closed on public holidays", "Mo,We,Fr 08:30-11:00; Sa 09:00-12:00; PH off"),
        ("weekdays 8-12 and 2-5, weekends closed", "Mo-Fr 08:00-12:00,14:00-17:00"),
        ("open Mon to Sat from 8 to 6", "Mo-Sa 08:00-18:00"),
        ("Mon-Fri 9 a.m. - 8 p.m.", "Mo-Fr 09:00-20:00"),
        ("Fri-Mon 8-12", "Mo,Fr-Su 08:00-12:00"),
        ("open 24 hours", "Mo-Su 00:00-24:00"),
        ("Mo-Fr 08:00-11:30,14:00-17:00; PH off", "Mo-Fr 08:00-11:30,14:00-17:00; PH off"),
        ("Mo-Fr 08:00-12:00, We 14:00-18:00", "Mo-Fr 08:00-12:00, We 14:00-18:00"),
        ("24/7", "24/7"),
    ],
)  # fmt: skip
def test_understood(text: str, expect: str) -> None:
    assert typed_hours(text) == expect
    assert read_hours(expect) == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [("8-11:30, 2-5", "08:00-11:30,14:00-17:00"), ("9:00-5:00", "09:00-17:00"), ("2点到5点", "14:00-17:00"), ("02:00-05:00", "02:00-05:00")],
)  # fmt: skip
def test_hours_that_can_be_two_are_taken_as_offices_mean_them(text: str, expect: str) -> None:
    assert typed_hours(text) == f"Mo-Su {expect}"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "hello", "节假日休息", "周一到周五", "Sat", "off", "closed", "Mo-Su off", "周三下午休息", "周一8点", "8点"),
        *("夏天8:00-12:00", "25:00-26:00", "8:70-9:00", "法定节假日照常", "每月第一个周一8:00-12:00", "请先打电话", "8:00-17:00 打电话"),
        *("周一到周五8:00-17:00或预约", "second Monday 8-12", "9-17 except when it rains", "周八 8:00-12:00", "8:00-12:00,10:00-11:00"),
        *("8:00-8:00", "08:00-08:00", "8点到8点", "周一到周五 8-8"),  # twelve hours, or a whole day
        *("８²-17", "8-17" * 100, "<b>8-17</b>", "{8-17}", "\ud800"),
    ],
)  # fmt: skip
def test_not_understood(text: str) -> None:
    assert typed_hours(text) is None


_WORDS = st.sampled_from(
    [
        *"周一二三四五六日到至、，,;；-~:： 8917半点",
        *("休息", "节假日", "上午", "下午", "午休", "全年无休", "照常", "Mon", "-Fri", " to ", "closed ", "12:00", "PH", "24小时"),
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(max_size=LONGEST + 20), st.lists(_WORDS, max_size=14).map("".join)))
def test_no_text_raises_and_what_is_read_can_be_kept(text: str) -> None:
    hours = typed_hours(text)
    assert hours is None or read_hours(hours) == hours


@st.composite
def _spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three spans of one day, in order, in quarters of an hour."""
    marks = sorted(draw(st.lists(st.integers(0, 96), min_size=0, max_size=6, unique=True)))
    return tuple((a * 15, b * 15) for a, b in zip(marks[::2], marks[1::2], strict=False))


_WEEKS = st.builds(
    Week, st.tuples(*[_spans() for _ in DAYS]), st.one_of(st.none(), _spans())
).filter(lambda week: any(week.days))  # fmt: skip


@given(_WEEKS)
def test_a_week_written_and_read_is_the_same(week: Week) -> None:
    assert read_week(write_week(week)) == week


@settings(deadline=None)
@given(_WEEKS, st.integers(0, 7 * 96 - 1))
def test_the_library_reads_a_week_as_we_do(week: Week, quarter: int) -> None:
    """At every quarter of an hour: open where one of our spans holds it."""
    day, minute = divmod(quarter * 15, 24 * 60)
    at = datetime.combine(MONDAY + timedelta(days=day), time()) + timedelta(minutes=minute)
    ours = any(start <= minute < end for start, end in week.days[day])
    assert OpeningHours(write_week(Week(week.days))).is_open(at) == ours


@settings(deadline=None)
@given(_WEEKS)
def test_typed_in_chinese_it_is_the_same_week(week: Week) -> None:
    """A notice as offices write it, made of the week, and read again."""
    names = "一二三四五六日"
    lines = [
        f"周{names[day]}" + "、".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)
        if spans
        else f"周{names[day]}休息"
        for day, spans in enumerate(week.days)
    ]
    text = "；".join(lines) + ("" if week.holidays is None else "；节假日休息")
    if len(text) <= LONGEST:
        holidays = None if week.holidays is None else ()
        assert typed_hours(text) == write_week(Week(week.days, holidays))


def test_a_week_that_is_never_open_has_no_notation() -> None:
    with pytest.raises(ValueError):
        write_week(Week(((),) * 7))
    assert write_week(ALWAYS) == "24/7"


@pytest.mark.parametrize(
    "hours",
    [
        *("Dec-Mar Mo 08:00-12:00", "Mo-Fr 08:00-12:00, We 14:00-17:00", 'Mo 08:00-12:00 "call"', "08:00+", "Mo[1] 08:00-12:00"),
        *("sunrise-sunset", "Mo-PH 08:00-12:00", "Mo 25:00-26:00", "Mo", "week 1-10 Mo 08:00-12:00"),
    ],
)  # fmt: skip
def test_hours_that_are_no_week(hours: str) -> None:
    assert read_week(hours) is None
