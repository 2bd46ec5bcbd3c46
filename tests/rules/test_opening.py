"""Opening hours: lunch, evenings, nights and seasons, the two long holidays of 2026 with their worked weekends; no text makes them fall over."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.workdays import office_days
from rules.papers.workdays import Workdays
from rules.places.opening import (
    LONGEST,
    HoursError,
    Opening,
    holidays,
    is_holiday,
    on_saturdays,
    open_late,
    opening,
    read_hours,
)

CHINA = office_days()
CLINIC = "Mo-Fr 08:00-11:30,14:00-17:00; PH off"
SILENT = "Mo-Fr 08:00-11:30,14:00-17:00"
EVERY_DAY = "Mo-Su 08:00-20:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("hours", "moment", "state", "changes"),
    [
        # An ordinary week: the lunch break, the evening, the weekend.
        (CLINIC, "2026-11-23T07:59", "closed", "2026-11-23T08:00"),
        (CLINIC, "2026-11-23T08:00", "open", "2026-11-23T11:30"),
        (CLINIC, "2026-11-23T11:30", "closed", "2026-11-23T14:00"),
        (CLINIC, "2026-11-23T16:59", "open", "2026-11-23T17:00"),
        (CLINIC, "2026-11-23T17:00", "closed", "2026-11-24T08:00"),
        (CLINIC, "2026-11-27T17:30", "closed", "2026-11-30T08:00"),
        (CLINIC, "2026-11-28T10:00", "closed", "2026-11-30T08:00"),
        # National Day, 1 to 7 October 2026, from Wednesday evening to Thursday morning.
        (CLINIC, "2026-09-30T17:00", "closed", "2026-10-08T08:00"),
        (CLINIC, "2026-10-01T10:00", "closed", "2026-10-08T08:00"),
        (CLINIC, "2026-10-07T10:00", "closed", "2026-10-08T08:00"),
        (CLINIC, "2026-10-08T10:00", "open", "2026-10-08T11:30"),
        # Spring Festival, 15 to 23 February 2026.
        (CLINIC, "2026-02-13T17:00", "closed", "2026-02-24T08:00"),
        (CLINIC, "2026-02-20T10:00", "closed", "2026-02-24T08:00"),
        (CLINIC, "2026-02-23T10:00", "closed", "2026-02-24T08:00"),
        # Hours of their own on holidays, and on the weekend days beside them.
        ("Mo-Fr 08:00-17:00; PH 09:00-12:00", "2026-10-01T10:00", "open", "2026-10-01T12:00"),
        ("Mo-Fr 08:00-17:00; PH 09:00-12:00", "2026-10-03T10:00", "open", "2026-10-03T12:00"),
        ("Mo-Fr 08:00-17:00; PH 09:00-12:00", "2026-10-01T13:00", "closed", "2026-10-02T09:00"),
        ("Mo-Fr 08:00-17:00; PH 09:00-12:00", "2026-11-28T10:00", "closed", "2026-11-30T08:00"),
        ("Mo-Sa,PH 08:00-17:00", "2026-10-04T10:00", "open", "2026-10-04T17:00"),
        ("Mo-Sa,PH 08:00-17:00", "2026-11-29T10:00", "closed", "2026-11-30T08:00"),
        ("PH,Sa-Su 09:00-12:00", "2026-10-01T10:00", "open", "2026-10-01T12:00"),
        ("PH,Sa-Su 09:00-12:00", "2026-11-28T10:00", "open", "2026-11-28T12:00"),
        # Hours that say nothing of holidays.
        (SILENT, "2026-10-01T10:00", "open", "2026-10-01T11:30"),
        (EVERY_DAY, "2026-02-17T10:00", "open", "2026-02-17T20:00"),
        # Over midnight, around the clock, never.
        ("Mo-Su 18:00-02:00", "2026-11-24T01:00", "open", "2026-11-24T02:00"),
        ("Mo-Su 18:00-02:00", "2026-11-24T03:00", "closed", "2026-11-24T18:00"),
        ("Fr 22:00-06:00", "2026-11-28T05:59", "open", "2026-11-28T06:00"),
        ("24/7", "2026-10-01T03:00", "open", None),
        ("Mo-Su,PH 00:00-24:00", "2026-10-01T03:00", "open", None),
        ("Mo-Su 08:00-08:00", "2026-11-23T10:00", "open", None),
        ("Jun-Aug 09:00-18:00", "2026-09-01T10:00", "closed", "2027-06-01T09:00"),
        ("off", "2026-11-23T10:00", "closed", None),
        # Comments, and hours somebody is not sure of.
        ('Mo-Fr 08:00-12:00 "带接种本; ring twice"', "2026-11-23T10:00", "open", "2026-11-23T12:00"),
        ('Mo-Fr 08:00-12:00 unknown "call first"', "2026-11-23T10:00", "unknown", "2026-11-23T12:00"),
        ('Mo-Fr 08:00-12:00 "not on PH"', "2026-10-01T10:00", "open", "2026-10-01T12:00"),
        # Months, dates, every second Saturday.
        (
            "Mar-Oct Mo-Su 08:00-19:00; Nov-Feb Mo-Su 09:00-17:00",
            "2026-07-01T18:00",
            "open",
            "2026-07-01T19:00",
        ),
        (
            "Mar-Oct Mo-Su 08:00-19:00; Nov-Feb Mo-Su 09:00-17:00",
            "2026-12-01T18:00",
            "closed",
            "2026-12-02T09:00",
        ),
        ("Mo-Fr 08:00-17:00; 2026 Nov 23 off", "2026-11-23T10:00", "closed", "2026-11-24T08:00"),
        ("Sa[1,3] 08:00-11:00", "2026-11-07T09:00", "open", "2026-11-07T11:00"),
        ("Sa[1,3] 08:00-11:00", "2026-11-14T09:00", "closed", "2026-11-21T08:00"),
    ],
)
def test_open_or_closed_and_until_when(hours: str, moment: str, state: str, changes: str | None) -> None:
    assert read_hours(hours) == hours
    found = opening(hours, at(moment), CHINA)
    assert (found.state, found.changes) == (state, at(changes) if changes else None)


@pytest.mark.parametrize(
    ("hours", "moment", "unsure"),
    [
        (SILENT, "2026-11-23T10:00", False),
        (SILENT, "2026-10-01T10:00", True),
        (SILENT, "2026-10-04T10:00", True),  # a Sunday within the holiday
        (CLINIC, "2026-10-01T10:00", False),
        ("24/7", "2026-10-01T10:00", False),
        ("Mo-Su,PH 08:00-20:00", "2026-10-01T10:00", False),
        ('Mo-Fr 08:00-12:00 "PH: call"', "2026-10-01T10:00", True),  # a comment is no rule
        (CLINIC, "2026-10-11T10:00", False),  # an ordinary Sunday
        # Closed now, and the day it opens is a holiday, or a worked weekend.
        ("Mo-Fr 08:00-17:00", "2026-09-30T18:00", True),
        ("Mo-Fr 08:00-17:00", "2026-09-30T16:00", False),
        (CLINIC, "2026-09-30T18:00", False),
        ("Mo-Fr 08:00-17:00; PH 09:00-12:00", "2026-10-01T13:00", False),
        (EVERY_DAY, "2026-10-09T21:00", True),
        # No notice tells yet: near a day of the law, and far from all of them.
        (CLINIC, "2027-09-23T10:00", True),
        (SILENT, "2027-10-09T10:00", True),
        (CLINIC, "2027-11-23T10:00", False),
        (SILENT, "2027-11-23T10:00", False),
        ("24/7", "2027-10-01T10:00", False),
        (CLINIC, "2026-12-31T18:00", True),  # it opens in a year nobody has told of yet
    ],
)
def test_holidays_the_hours_do_not_speak_of_are_unsure(hours: str, moment: str, unsure: bool) -> None:
    assert opening(hours, at(moment), CHINA).unsure is unsure


@pytest.mark.parametrize(
    ("hours", "moment", "worked"),
    [
        (CLINIC, "2026-02-14T10:00", True),  # a Saturday worked for Spring Festival
        (CLINIC, "2026-09-20T10:00", True),  # a Sunday worked for National Day
        (EVERY_DAY, "2026-10-10T10:00", True),
        (CLINIC, "2026-10-11T10:00", False),
        ("24/7", "2026-10-10T10:00", False),
        ("Mo-Su,PH 00:00-24:00", "2026-10-10T10:00", False),
    ],
)
def test_worked_weekends_are_told_apart_from_holidays(hours: str, moment: str, worked: bool) -> None:
    found = opening(hours, at(moment), CHINA)
    assert (found.worked, found.unsure) == (worked, False)


@pytest.mark.parametrize(
    "hours",
    [
        '"by appointment"',
        '"预约"',
        'Mo-Fr "预约"',
        'PH off; "by appointment"',
        'Sa 08:00-12:00 || "call; ring twice"',
    ],
)
def test_what_is_only_a_comment_is_unknown(hours: str) -> None:
    assert read_hours(hours) == hours
    assert opening(hours, at("2026-11-23T19:00"), CHINA).state == "unknown"
    assert not open_late(hours)
    assert on_saturdays(hours) is hours.startswith("Sa")


def test_who_says_first_that_holidays_are_off_means_it() -> None:
    found = opening("PH off; Mo-Fr 08:00-17:00", at("2026-10-01T10:00"), CHINA)
    assert found == Opening("closed", at("2026-10-08T08:00"))


def test_the_week_of_national_day_is_a_holiday_with_both_its_weekend_days() -> None:
    october = [day for day in holidays(2026, CHINA) if (day.year, day.month) == (2026, 10)]
    assert october == [date(2026, 10, day) for day in range(1, 8)]
    assert is_holiday(date(2026, 10, 3), CHINA)
    assert not is_holiday(date(2026, 10, 10), CHINA)
    assert not is_holiday(date(2026, 11, 28), CHINA)


def test_over_new_year() -> None:
    assert opening(CLINIC, at("2025-12-31T17:00"), CHINA).changes == at("2026-01-05T08:00")


@pytest.mark.parametrize(
    "hours", [None, "", "whenever", "周一至周五", "Mo-Fr 8-12", '"', "Mo-Fr 08:00-11:30;;PH ??"]
)
def test_hours_nobody_can_read_are_unknown(hours: str | None) -> None:
    assert opening(hours, at("2026-11-23T10:00"), CHINA) == Opening("unknown")


@pytest.mark.parametrize(
    ("hours", "cure"),
    [
        ("", "1 to 255"),
        (" \t ", "1 to 255"),
        ("Mo-Fr 08:00-12:00; " * 20, "1 to 255"),
        ("每天", "like Mo-Fr 08:00-11:30,14:00-17:00"),
        ("9 to 5", "like Mo-Fr 08:00-11:30,14:00-17:00"),
        ("Mo-Fr 25:00-31:00", "like Mo-Fr 08:00-11:30,14:00-17:00"),
        ('Mo-Fr 08:00-12:00 "\x00"', "like Mo-Fr 08:00-11:30,14:00-17:00"),
        ("SH off; Mo-Fr 08:00-12:00", "school holidays"),
    ],
)
def test_unreadable_hours_are_refused_with_the_cure(hours: str, cure: str) -> None:
    with pytest.raises(HoursError, match=cure):
        read_hours(hours)


def test_hours_are_kept_with_single_spaces() -> None:
    assert read_hours("  Mo-Fr   08:00-12:00 ;\n PH off ") == "Mo-Fr 08:00-12:00 ; PH off"


@pytest.mark.parametrize(
    ("hours", "late", "saturday"),
    [
        (CLINIC, False, False),
        ("Mo-Fr 08:00-18:00", False, False),  # at six the door closes
        ("Mo-Fr 08:00-18:30; PH off", True, False),
        ("Mo-Sa 08:00-19:00", True, True),
        ("Mo,We,Fr 14:00-20:00", True, False),  # three of five
        ("Mo,We 14:00-20:00; Sa 09:00-10:00", False, True),
        ("Sa,Su 08:00-20:00", False, True),
        ("24/7", True, True),
        ("Mo-Su 20:00-02:00", False, True),
        ("Fr 20:00-02:00", False, True),  # the first two hours of Saturday
        ("Mo-Fr 08:00-12:00; Sa off", False, False),
        ("whenever", False, False),
        ("PH 08:00-20:00", False, False),
    ],
)
def test_after_six_and_on_saturdays(hours: str, late: bool, saturday: bool) -> None:
    assert (open_late(hours), on_saturdays(hours)) == (late, saturday)


#: Pieces of hours in any order: near enough to the notation to get past its first look.
pieces = st.lists(
    st.sampled_from(
        [
            "Mo-Fr",
            "Sa",
            "PH",
            "PH off",
            "SH",
            "24/7",
            "08:00-12:00",
            "26:00",
            "off",
            '"',
            ";",
            ",",
            "||",
            "2026",
            "Oct 01",
            "week 1-53/2",
            "easter",
            "sunrise-sunset",
            "Sa[1]",
            "-1 day",
            "+",
            ":",
            "unknown",
            "Feb 29",
            "00:00-24:00",
            "\x00",
        ]
    ),
    max_size=12,
).map(" ".join)
any_text = (
    pieces | st.text(max_size=LONGEST + 10) | st.text(st.characters(exclude_categories=()), max_size=20)
)


@example(hours="\ud800", moment=at("2026-11-23T10:00"), known=True)
@given(hours=any_text, moment=st.datetimes(), known=st.booleans())
def test_no_text_and_no_moment_makes_it_fall_over(hours: str, moment: datetime, known: bool) -> None:
    """`known`: in China, or where nobody knows a holiday."""
    workdays = CHINA if known else Workdays(frozenset(), frozenset(), date.max)
    found = opening(hours, moment, workdays)
    assert found.changes is None or found.changes > moment
    assert open_late(hours) in (True, False)
    assert on_saturdays(hours) in (True, False)
    with suppress(HoursError):
        kept = read_hours(hours)
        assert read_hours(kept) == kept
        assert opening(kept, at("2026-11-23T10:00"), workdays).state in ("open", "closed", "unknown")


@given(
    begins=st.integers(0, 23),
    lasts=st.integers(1, 24),
    moment=st.datetimes(at("2026-06-01"), at("2026-06-12")),
)
def test_the_same_hours_every_day(begins: int, lasts: int, moment: datetime) -> None:
    """Over midnight or not: open is what lies within `lasts` hours after the last beginning."""
    ends = begins + lasts
    hours = f"{begins:02}:00-{ends % 24 if ends != 24 else 24:02}:00"
    since = (moment.hour * 60 + moment.minute - begins * 60) % (24 * 60)
    assert (opening(hours, moment, CHINA).state == "open") is (since < lasts * 60)
