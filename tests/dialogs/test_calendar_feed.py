"""The calendar file: valid to the letter for any child, day, language and nickname, with names that stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions import plans, records
from actions.calendars import Date, of_child
from bot.house_words import catalogues
from db.children import Child
from dialogs.calendar_feed import as_ics, revision
from dialogs.surroundings import Surroundings
from rules.hours import PRESETS, Hours
from rules.vaccines import Dose, Sex
from tests.calendars import Read, read
from tests.dialogs.talk import knowledge

ZONE = ZoneInfo("Asia/Shanghai")
BORN = date(2026, 9, 20)
AROUND = Surroundings(knowledge(), catalogues(), ZONE, False, lambda channel, payload: None)
CODES = [*knowledge().book.vaccines, *knowledge().book.combinations]
#: What people and villains call a child.
HOSTILE = [
    "乐乐",
    "A,B;C\\D",
    "a\nb\r\nBEGIN:VEVENT\r\nEND:VCALENDAR",
    "<b>x</b> &amp; &lt;",
    "👨‍👩‍👧‍👦🎉" * 4,
    "نازىرە",
    "\u202eevil\u2066",
    "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\x00h",
    '"x":y=z^n',
    "é" * 20,
    "",
]  # fmt: skip
nicknames = st.sampled_from(HOSTILE) | st.text(max_size=20)


def child_of(number: int, born: date, sex: Sex | None, nickname: str | None, known: date) -> Child:
    return Child(
        id=number,
        family_id=1,
        nickname=nickname,
        born=born,
        sex=sex,
        known_since=known,
        changed_on=known,
        planned_through=known,
        record_checked_at=datetime.combine(known, time(12), UTC),
    )


def dates_of(child: Child, doses: Sequence[Dose], now: datetime) -> list[Date]:
    """As the actions find them, with the record in hand."""
    today = now.astimezone(ZONE).date()
    every = plans.things(knowledge(), child, records.Record(tuple(doses)), today)
    found = of_child(child, every, today, now)
    return sorted(found, key=lambda one: (one.on, one.id))


def ics_of(
    coming: Sequence[Date], now: datetime, language: str = "en", hours: Hours = PRESETS["daytime"]
) -> bytes:
    return as_ics(coming, hours, AROUND, AROUND.catalogues.speak(language), now)


@st.composite
def families(draw: st.DrawFn) -> tuple[list[Date], datetime]:
    """One to three children of any age with any record, and a moment after they were entered."""
    coming: list[Date] = []
    now = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 20_000)))
    today = now.astimezone(ZONE).date()
    for number in range(1, draw(st.integers(1, 3)) + 1):
        born = today - timedelta(days=draw(st.integers(0, 18 * 366)))
        known = today - timedelta(days=draw(st.integers(0, 200)))
        days = st.integers(0, (today - born).days)
        lines = draw(st.lists(st.tuples(st.sampled_from(CODES), days), max_size=8))
        sex: Sex | None = draw(st.sampled_from(["M", "F", None]))
        child = child_of(number, born, sex, draw(st.none() | nicknames), known)
        coming += dates_of(child, [Dose(code, born + timedelta(days=day)) for code, day in lines], now)
    return coming, now


def check(coming: Sequence[Date], ics: bytes, hours: Hours) -> list[Read]:
    found = read(ics)
    assert [(one.uid, one.day) for one in found] == [(f"{one.id}@houniao", one.on) for one in coming]
    ringing = Counter((one.uid.split("-")[1], one.day) for one in found if one.rings)
    assert ringing == Counter({(str(one.child.id), one.on) for one in coming})
    for one in found:
        assert one.summary == " ".join(one.summary.split())
        assert "{" not in one.description
        assert len(one.rings) in (0, 1, 2)
    return found


@settings(deadline=None)
@given(families(), st.sampled_from(["en", "zh_CN", "ug", "zh_TW"]), st.sampled_from(list(PRESETS)))
def test_valid_for_any_family(family: tuple[list[Date], datetime], language: str, preset: str) -> None:
    coming, now = family
    ics = ics_of(coming, now, language, PRESETS[preset])
    check(coming, ics, PRESETS[preset])
    assert ics == ics_of(coming, now, language, PRESETS[preset])


@pytest.mark.parametrize("nickname", HOSTILE, ids=ascii)
@pytest.mark.parametrize("language", ["en", "zh_CN", "ug"])
def test_hostile_nicknames_stay_inside_their_event(nickname: str, language: str) -> None:
    now = datetime(2026, 11, 23, 4, tzinfo=UTC)
    coming = dates_of(child_of(7, BORN, None, nickname, BORN), [], now)
    found = check(coming, ics_of(coming, now, language), Hours())
    kept = [one for one in nickname if one.isalpha() and one.isascii()]
    assert all(one in found[0].summary for one in kept)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 500))
def test_an_event_keeps_its_name_and_its_revision_only_grows(first: int, more: int) -> None:
    child = child_of(7, BORN, "F", "乐乐", BORN)
    start = datetime(2026, 9, 20, 4, tzinfo=UTC)
    moments = [start + timedelta(days=first), start + timedelta(days=first + more)]
    before, after = ({one.uid: one for one in read(ics_of(dates_of(child, [], at), at))} for at in moments)
    for uid in before.keys() & after.keys():
        assert after[uid].sequence >= before[uid].sequence
        assert after[uid].stamp >= before[uid].stamp
        if after[uid].day != before[uid].day:
            assert after[uid].sequence > before[uid].sequence
    assert all(re.match(r"(vaccine|visit)-7-", uid) for uid in before)


@settings(deadline=None)
@given(st.datetimes(timezones=st.just(UTC)))
def test_a_revision_fits_the_standard(moment: datetime) -> None:
    assert 0 <= revision(moment) < 2**31


def test_what_a_mother_reads() -> None:
    now = datetime(2026, 11, 23, 4, tzinfo=UTC)
    coming = [one for one in dates_of(child_of(7, BORN, None, "Lele", BORN), [], now) if "MMR" in one.id]
    (english,) = read(ics_of(coming, now))
    assert english.summary == "Lele: MMR (measles, mumps, rubella), dose 1"
    assert english.day == date(2027, 5, 20)
    assert english.rings == (timedelta(hours=-6), timedelta(hours=9))
    assert english.description.split("\n")[0] == "It can be given from this day on."
    assert "It is free" in english.description
    assert "Bring:" in english.description
    (chinese,) = read(ics_of(coming, now, "zh_CN"))
    assert chinese.summary.startswith("Lele：")
    assert chinese.uid == english.uid


def test_what_she_reads_of_a_check_up() -> None:
    now = datetime(2026, 11, 23, 4, tzinfo=UTC)
    coming = [
        one for one in dates_of(child_of(7, BORN, None, "Lele", BORN), [], now) if "visit-7-v_m3" in one.id
    ]
    (found,) = read(ics_of(coming, now))
    assert found.uid == "visit-7-v_m3@houniao"
    assert found.summary == "Lele: 3-month check-up"
    assert found.day == date(2026, 12, 20)
    first, *_more, last = found.description.split("\n")
    assert first == "Any day from 20 Dec 2026 to 19 Jan 2027."
    assert last == "Once it is done, tell Houniao in the chat."


def test_a_calendar_without_dates_is_still_one() -> None:
    assert read(ics_of([], datetime(2026, 11, 23, 4, tzinfo=UTC))) == []


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "UTC", "Pacific/Apia"])
def test_any_zone_of_the_settings(zone: str) -> None:
    around = Surroundings(knowledge(), catalogues(), ZoneInfo(zone), False, lambda channel, payload: None)
    now = datetime(2026, 11, 23, 4, tzinfo=UTC)
    ics = as_ics([], Hours(), around, catalogues().speak("en"), now)
    assert read(ics) == []
    assert f"X-WR-TIMEZONE:{zone}" in ics.decode()
