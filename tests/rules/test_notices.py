"""A notice as a value: what it is bound to, when it leaves again, and what keeps it from leaving."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers.answer import Leads, Way
from rules.audiences import Ages, Audience
from rules.notice_checks import There, faults, untranslated
from rules.notices import (
    LABEL_MOST,
    OPTIONS_MOST,
    TEXT_MOST,
    WAYS_MOST,
    WHY_MOST,
    Notice,
    Repeats,
    Subject,
    fingerprint,
    next_time,
    of_plain,
    to_plain,
)
from tests.rules.answering import KNOWN, hostile, texts, ways
from tests.rules.test_audiences import audiences

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
THERE = There(KNOWN, districts=("jinghu",), files=("f",), activities=(1,), places=(2,))
SOUND = Notice(texts={"zh_CN": "周六打疫苗。"})
moments = st.integers(0, 126_000_000).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
notices = st.builds(
    Notice,
    texts=texts(),
    audience=audiences,
    subject=st.sampled_from(Subject),
    ways=st.lists(ways, max_size=5).map(tuple),
    options=st.lists(texts(), max_size=7).map(tuple),
    file=st.none() | hostile,
    urgent=st.booleans(),
    why=texts(),
    activity=st.none() | st.integers(1, 9),
    place=st.none() | st.integers(1, 9),
    corrects=st.none() | st.integers(1, 9),
    at=st.none() | moments,
    repeats=st.sampled_from(Repeats),
)


@given(notices)
def test_it_comes_back_as_it_was_kept(notice: Notice) -> None:
    kept = json.loads(json.dumps(to_plain(notice)))
    assert to_plain(of_plain(kept)) == to_plain(notice)
    assert fingerprint(of_plain(kept)) == fingerprint(notice)


@given(notices, notices)
def test_the_fingerprint_tells_notices_apart(one: Notice, other: Notice) -> None:
    assert (fingerprint(one) == fingerprint(other)) is (to_plain(one) == to_plain(other))
    assert len(fingerprint(one)) == 8


@pytest.mark.parametrize(
    "change",
    [
        {"texts": {"zh_CN": "周六打疫苗！"}},
        {"texts": {"zh_CN": "周六打疫苗。", "en": "x"}},
        {"audience": Audience(frozenset({"jinghu"}))},
        {"subject": Subject.HEALTH},
        {"ways": (Way(Leads.FLOW, "home"),)},
        {"options": ({"zh_CN": "是"}, {"zh_CN": "否"})},
        {"file": "f"},
        {"urgent": True},
        {"why": {"zh_CN": "停水"}},
        {"activity": 1},
        {"place": 2},
        {"corrects": 3},
        {"at": NOW},
        {"repeats": Repeats.WEEKLY},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_part_is_in_the_fingerprint(change: dict[str, Any]) -> None:
    assert fingerprint(replace(SOUND, **change)) != fingerprint(SOUND)


@given(notices, moments)
def test_whatever_is_wrong_is_said_with_a_cure(notice: Notice, now: datetime) -> None:
    for fault in faults(notice, THERE, now):
        assert fault.field.partition(".")[0] in {
            "text", "why", "ways", "options", "at", "urgent", "audience", "file", "activity", "place",
        }  # fmt: skip
        assert fault.problem
        assert fault.cure


def codes(**change: Any) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in faults(replace(SOUND, **change), THERE, NOW)]


YES_NO = ({"zh_CN": "是"}, {"zh_CN": "否"})


@pytest.mark.parametrize(
    "sound",
    [
        {},
        {"texts": {"zh_CN": "*一*" + "字" * (TEXT_MOST - 3)}},
        {"options": YES_NO, "ways": (Way(Leads.FLOW, "home"), Way(Leads.PAPER, "hukou"))},
        {"ways": (Way(Leads.LINK, "https://a.cn/x?y=1", {"zh_CN": "看这里"}),)},
        {"at": NOW + timedelta(hours=1), "repeats": Repeats.MONTHLY},
        {"urgent": True, "why": {"zh_CN": "停水"}},
        {"file": "f", "activity": 1, "place": 2},
        {"audience": Audience(frozenset({"jinghu"}), ages=(Ages(0, 11), Ages(5, 5)))},
    ],
)
def test_a_sound_notice_has_no_fault(sound: dict[str, Any]) -> None:
    assert codes(**sound) == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"texts": {}}, ("text.zh_CN", "missing")),
        ({"texts": {"zh_CN": " \n", "en": "x"}}, ("text.zh_CN", "missing")),
        ({"texts": {"zh_CN": "字" * (TEXT_MOST + 1)}}, ("text.zh_CN", "long")),
        ({"texts": {"zh_CN": "一", "en": "😀" * (TEXT_MOST // 2 + 1)}}, ("text.en", "long")),
        ({"texts": {"zh_CN": "*一"}}, ("text.zh_CN", "markup")),
        ({"texts": {"zh_CN": "<b>一</b>"}}, ("text.zh_CN", "tags")),
        ({"urgent": True}, ("why.zh_CN", "missing")),
        ({"urgent": True, "why": {"zh_CN": "字" * (WHY_MOST + 1)}}, ("why.zh_CN", "long")),
        ({"ways": (Way(Leads.FLOW, "home"),) * (WAYS_MOST + 1)}, ("ways", "many")),
        ({"ways": (Way(Leads.FLOW, "nothing"),)}, ("ways.1", "target")),
        ({"ways": (Way(Leads.ANSWER, "nobody"),)}, ("ways.1", "target")),
        ({"ways": (Way(Leads.LINK, "http://a.cn", {"zh_CN": "一"}),)}, ("ways.1", "link")),
        ({"ways": (Way(Leads.LINK, "https://a.cn/" + "x" * 500, {"zh_CN": "一"}),)}, ("ways.1", "link")),
        ({"ways": (Way(Leads.LINK, "https://a.cn"),)}, ("ways.1", "label")),
        ({"ways": (Way(Leads.FLOW, "home", {"zh_CN": "字" * (LABEL_MOST + 1)}),)}, ("ways.1", "long")),
        ({"options": YES_NO[:1]}, ("options", "one_option")),
        ({"options": (*YES_NO, {"en": "x"})}, ("options.3.zh_CN", "missing")),
        ({"options": (*YES_NO, {"zh_CN": "是 "})}, ("options", "twice")),
        ({"options": tuple({"zh_CN": str(n)} for n in range(OPTIONS_MOST + 1))}, ("options", "many")),
        ({"at": NOW}, ("at", "past")),
        ({"at": NOW + timedelta(days=400)}, ("at", "far")),
        ({"repeats": Repeats.WEEKLY}, ("at", "no_time")),
        ({"audience": Audience(frozenset({"nowhere"}))}, ("audience", "target")),
        ({"audience": Audience(ages=(Ages(12, 11),))}, ("audience", "ages")),
        ({"audience": Audience(ages=(Ages(0, 217),))}, ("audience", "ages")),
        ({"file": "gone"}, ("file", "target")),
        ({"activity": 9}, ("activity", "target")),
        ({"place": 9}, ("place", "target")),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_each_fault(wrong: dict[str, Any], found: tuple[str, str]) -> None:
    assert codes(**wrong) == [found]


def test_what_is_urgent_does_not_repeat() -> None:
    urgent = {"urgent": True, "why": {"zh_CN": "停水"}, "at": NOW + timedelta(1), "repeats": Repeats.WEEKLY}
    assert codes(**urgent) == [("urgent", "urgent_repeats")]


def test_who_reads_it_in_another_language_is_named() -> None:
    assert untranslated(SOUND, ["zh_CN", "en", "ug"]) == ["en", "ug"]


@pytest.mark.parametrize(
    ("first", "repeats", "now", "again"),
    [
        ("2026-11-25 10:00", Repeats.WEEKLY, "2026-11-25 10:00", "2026-12-02 10:00"),
        ("2026-11-25 10:00", Repeats.WEEKLY, "2026-12-16 12:00", "2026-12-23 10:00"),
        ("2026-01-31 10:00", Repeats.MONTHLY, "2026-01-31 10:00", "2026-02-28 10:00"),
        ("2026-01-31 10:00", Repeats.MONTHLY, "2026-02-28 10:00", "2026-03-31 10:00"),
        ("2026-01-31 10:00", Repeats.MONTHLY, "2026-06-01 09:00", "2026-06-30 10:00"),
        ("2026-11-25 00:30", Repeats.MONTHLY, "2026-12-25 00:30", "2027-01-25 00:30"),
    ],
)
def test_when_it_leaves_again(first: str, repeats: Repeats, now: str, again: str) -> None:
    begun, moment, wanted = (
        datetime.fromisoformat(one).replace(tzinfo=ZONE).astimezone(UTC) for one in (first, now, again)
    )
    assert next_time(begun, repeats, moment, ZONE, begun) == wanted


@given(moments, st.integers(0, 3_000), st.sampled_from([Repeats.WEEKLY, Repeats.MONTHLY]))
def test_it_leaves_again_after_now_and_on_the_same_clock(
    first: datetime, hours: int, repeats: Repeats
) -> None:
    now = first + timedelta(hours=hours)
    again = next_time(first, repeats, now, ZONE, first)
    assert again is not None
    assert now < again <= now + timedelta(days=31)
    assert again.astimezone(ZONE).time() == first.astimezone(ZONE).time()


def test_what_leaves_once_does_not_leave_again() -> None:
    assert next_time(NOW, Repeats.ONCE, NOW, ZONE, NOW) is None
