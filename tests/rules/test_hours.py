"""Polite hours: never too early, never outside the wish, on the free day where it can wait."""

from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.hours import PRESETS, Hours, is_polite, next_polite

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Daylight saving north and south, half hours, gaps at midnight, a zone that left out a day, and none.
ZONES = [
    *("Asia/Shanghai", "Asia/Urumqi", "Asia/Kathmandu", "UTC", "Europe/Berlin", "America/New_York"),
    *("Australia/Lord_Howe", "Africa/Cairo", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca"),
]
moments = st.integers(0, 3_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
zones = st.sampled_from(ZONES).map(ZoneInfo)
wishes = st.one_of(
    st.sampled_from(list(PRESETS.values())),
    st.builds(Hours, st.times(), st.times(), st.none() | st.integers(0, 6)),
    st.builds(Hours, st.just(time(2, 10)), st.just(time(2, 40)), st.none() | st.integers(0, 6)),
    st.builds(Hours, st.just(time(22)), st.just(time(6)), st.none() | st.integers(0, 6)),
)


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@given(moments, wishes, zones, st.none() | moments)
def test_promises(moment: datetime, hours: Hours, zone: ZoneInfo, use_by: datetime | None) -> None:
    polite = next_polite(moment, hours, zone, use_by)
    assert polite >= moment
    assert polite.tzinfo is UTC
    assert is_polite(polite, hours, zone)
    assert next_polite(polite, hours, zone, use_by) == polite
    if use_by is None and hours.rest_day is not None:
        assert polite.astimezone(zone).weekday() == hours.rest_day
    without = next_polite(moment, Hours(hours.start, hours.end), zone)
    assert without <= polite
    assert polite == without or use_by is None or polite < use_by


@given(moments, wishes, zones, st.integers(0, 14 * 24 * 60))
def test_nothing_polite_is_passed_by(moment: datetime, hours: Hours, zone: ZoneInfo, minutes: int) -> None:
    between = moment + timedelta(minutes=minutes)
    hours = Hours(hours.start, hours.end)
    if is_polite(between, hours, zone):
        assert next_polite(moment, hours, zone) <= between


@pytest.mark.parametrize(
    ("moment", "hours", "use_by", "expect"),
    [
        ("2026-11-23T10:00", Hours(), None, "2026-11-23T10:00"),
        ("2026-11-23T08:59:59", Hours(), None, "2026-11-23T09:00"),
        ("2026-11-23T20:00", Hours(), None, "2026-11-24T09:00"),
        ("2026-11-23T12:00", PRESETS["evening"], None, "2026-11-23T18:00"),
        ("2026-11-23T12:00", PRESETS["early"], None, "2026-11-24T06:00"),
        ("2026-11-23T03:00", PRESETS["after_night_shift"], None, "2026-11-23T14:00"),
        ("2026-11-23T03:00", PRESETS["any"], None, "2026-11-23T03:00"),
        # across midnight
        ("2026-11-23T12:00", Hours(time(22), time(6)), None, "2026-11-23T22:00"),
        ("2026-11-23T05:59", Hours(time(22), time(6)), None, "2026-11-23T05:59"),
        ("2026-11-23T06:00", Hours(time(22), time(6)), None, "2026-11-23T22:00"),
        # Sunday is free (23 November 2026 is a Monday)
        ("2026-11-23T10:00", Hours(rest_day=6), None, "2026-11-29T09:00"),
        ("2026-11-23T10:00", Hours(rest_day=6), "2026-11-29T10:00", "2026-11-29T09:00"),
        ("2026-11-23T10:00", Hours(rest_day=6), "2026-11-29T09:00", "2026-11-23T10:00"),
        ("2026-11-23T10:00", Hours(rest_day=0), None, "2026-11-23T10:00"),
        ("2026-11-23T21:00", Hours(rest_day=0), None, "2026-11-30T09:00"),
        ("2026-11-23T10:00", Hours(time(22), time(6), 6), None, "2026-11-29T00:00"),
        ("2026-11-23T10:00", Hours(time(0), time(0), 6), None, "2026-11-29T00:00"),
        # too late already: polite all the same
        ("2026-11-23T22:00", Hours(), "2026-11-23T23:00", "2026-11-24T09:00"),
    ],
)
def test_in_china(moment: str, hours: Hours, use_by: str | None, expect: str) -> None:
    assert next_polite(china(moment), hours, SHANGHAI, china(use_by) if use_by else None) == china(expect)


@pytest.mark.parametrize(
    ("zone", "moment", "hours", "expect"),
    [
        # 29 March 2026: 02:00 becomes 03:00
        ("Europe/Berlin", "2026-03-29T00:00+01:00", Hours(time(2, 30), time(4)), "2026-03-29T03:00+02:00"),
        ("Europe/Berlin", "2026-03-29T00:00+01:00", Hours(time(2), time(3)), "2026-03-30T02:00+02:00"),
        # 25 October 2026: 03:00 becomes 02:00, the hour comes twice
        ("Europe/Berlin", "2026-10-25T02:40+02:00", Hours(time(2), time(2, 30)), "2026-10-25T02:00+01:00"),
        ("Europe/Berlin", "2026-10-25T02:40+02:00", Hours(time(1), time(2, 30)), "2026-10-25T02:00+01:00"),
        # 24 April 2026: no midnight in Cairo, a Friday that begins at 01:00
        ("Africa/Cairo", "2026-04-23T12:00+02:00", Hours(time(22), time(6), 4), "2026-04-24T01:00+03:00"),
        # 30 December 2011, a Friday, was left out in Apia
        ("Pacific/Apia", "2011-12-23T21:00-10:00", Hours(rest_day=4), "2012-01-06T09:00+14:00"),
    ],
)
def test_when_clocks_are_changed(zone: str, moment: str, hours: Hours, expect: str) -> None:
    assert next_polite(datetime.fromisoformat(moment), hours, ZoneInfo(zone)) == datetime.fromisoformat(
        expect
    )


def test_who_moved_is_asked_in_their_new_zone() -> None:
    moment = datetime(2026, 11, 23, 1, tzinfo=timezone(timedelta(hours=-5)))  # 14:00 in China
    assert next_polite(moment, Hours(), SHANGHAI) == moment
    assert next_polite(moment, Hours(), ZoneInfo("Europe/Berlin")) == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_presets() -> None:
    assert next(iter(PRESETS.values())) == Hours()
    assert all(hours.rest_day is None for hours in PRESETS.values())


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError):
        Hours(rest_day=7)
    with pytest.raises(ValueError):
        Hours(start=time(9, tzinfo=UTC))
    with pytest.raises(ValueError):
        next_polite(datetime(2026, 11, 23), Hours(), SHANGHAI)  # noqa: DTZ001 - that is what is refused
