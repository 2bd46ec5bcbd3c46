"""Whom a notice is for, and when it leaves: by buttons and in typed words, within the districts of who writes it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.audiences import Ages
from rules.notices import Repeats
from rules.roles import Role
from tests.dialogs.noticed import at, begun, come, says, written
from tests.dialogs.staffed import Worker, a_place
from tests.dialogs.talk import House


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER)


def test_whom_it_is_for_by_buttons(house: House, worker: Worker) -> None:
    begun(worker)
    for field, value in (
        ("district", "jinghu"),
        ("district", "atlantis"),
        ("ages", "36-71"),
        ("ages", "99-1"),
        ("language", "en"),
        ("language", "xx"),
        ("tag", "homework"),
        ("tag", "cats"),
        ("office", "99"),
        ("activity", "99"),
        ("group", "99"),
    ):
        worker.tap(says(field, value))
    audience = written(house).audience
    assert audience.districts == {"jinghu"}
    assert audience.ages == (Ages(36, 71),)
    assert audience.languages == {"en"}
    assert audience.tags == {"homework"}
    assert not audience.communities
    assert audience.activity is None
    worker.tap(says("ages", "36-71"))
    assert not written(house).audience.ages
    worker.tap(says("all"))
    assert not written(house).audience.districts


def test_whom_it_is_for_in_typed_words(house: House, worker: Worker) -> None:
    begun(worker)
    office = a_place(house, "滨江社区", kind="community_office")
    worker.tap(at("who"))
    for said in ("镜湖区", "2-4岁", "小学", "Homework help", "滨江社区"):
        worker.say(said)
        assert "Written in the draft" in worker.screens[0].text, said
    audience = written(house).audience
    assert audience.districts == {"jinghu"}
    assert audience.ages == (Ages(24, 59), Ages(72, 143))
    assert audience.tags == {"homework"}
    assert audience.communities == {office}
    assert "I find no district" in worker.say("火星").text
    assert written(house).audience == audience


def test_a_typed_district_is_the_one_that_is_meant(house: House) -> None:
    """All of theirs stand there before one is named; from then on nothing goes."""
    worker = begun(Worker(house, 8).hired(Role.WORKER, "jinghu", "yijiang"))
    assert written(house).audience.districts == {"jinghu", "yijiang"}
    worker.tap(at("who"))
    for said, districts in (
        ("镜湖区", {"jinghu"}),
        ("镜湖区", {"jinghu"}),
        ("弋江区", {"jinghu", "yijiang"}),
        ("镜湖区", {"jinghu", "yijiang"}),
    ):
        worker.say(said)
        assert written(house).audience.districts == districts, said
    worker.tap(says("all"))
    worker.tap(says("district", "_yijiang"))
    assert written(house).audience.districts == {"yijiang"}
    worker.tap(says("district", "_atlantis"))
    worker.tap(says("district", "_jinghu"))
    assert written(house).audience.districts == {"jinghu", "yijiang"}
    # a tick that is seen is taken out by a tap, as ever
    worker.tap(says("district", "yijiang"))
    assert written(house).audience.districts == {"jinghu"}


@pytest.mark.parametrize(
    ("said", "districts", "ages"),
    [
        ("弋江区，8岁", {"yijiang"}, (Ages(96, 107),)),
        ("镜湖区和弋江区", {"jinghu", "yijiang"}, ()),
        ("kids 3 to 6 and primary school", set(), (Ages(36, 83), Ages(72, 143))),
    ],
)
def test_several_values_in_one_message(
    house: House, worker: Worker, said: str, districts: set[str], ages: tuple[Ages, ...]
) -> None:
    begun(worker).tap(at("who"))
    for first in ("Written in the draft", "stands there already"):
        assert first in worker.say(said).text
        audience = written(house).audience
        assert audience.districts == districts
        assert set(audience.ages) == set(ages)
        assert not audience.tags


def test_what_is_not_found_among_several_is_told(house: House, worker: Worker) -> None:
    begun(worker).tap(at("who"))
    text = worker.say("镜湖区，火星").text
    assert "Written in the draft" in text
    assert "I do not find: 火星" in text
    assert written(house).audience.districts == {"jinghu"}


def test_groups_are_saved_used_and_removed(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(says("district", "jinghu"))
    worker.tap(says("save"))
    assert "40 fit" in worker.say("x" * 41).text
    assert "Saved: 镜湖家长" in worker.say("镜湖家长").text
    worker.tap(says("all"))
    worker.tap(says("group"))
    worker.press("镜湖家长")
    assert written(house).audience.districts == {"jinghu"}
    worker.tap("go:staff_groups")
    worker.press("🗑")
    worker.press("Yes, remove it")
    assert "镜湖家长" not in worker.tap("go:staff_groups").text
    assert written(house).audience.districts == {"jinghu"}


def test_a_worker_of_some_districts_stays_within_them(house: House) -> None:
    come(house, 2)
    come(house, 3, district="yijiang")
    worker = begun(Worker(house, 8).hired(Role.WORKER, "jinghu"))
    assert written(house).audience.districts == {"jinghu"}
    worker.tap(says("district", "yijiang"))
    worker.tap(says("all"))
    assert written(house).audience.districts == {"jinghu"}
    worker.tap(at("who"))
    worker.say("弋江区")
    assert written(house).audience.districts == {"jinghu"}
    worker.tap(at("preview"))
    assert "2 people: all at once" in worker.screens[1].text
    other = Worker(house, 9).hired(Role.WORKER, "yijiang", label="Li")
    assert "not in your districts" in other.tap(at("look")).text
    assert "not in your districts" in other.tap(at("take")).text


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("12月1日上午9点", (12, 1, 9, 0)),
        ("2026-12-01 09:30", (12, 1, 9, 30)),
        ("tomorrow 15:30", (11, 24, 15, 30)),
        ("明天下午3点", (11, 24, 15, 0)),
    ],
)
def test_a_day_and_an_hour_are_typed(
    house: House, worker: Worker, typed: str, local: tuple[int, int, int, int]
) -> None:
    begun(worker)
    worker.tap(at("when"))
    worker.say(typed)
    moment = written(house).at
    assert moment is not None
    month, day, hour, minute = local
    assert moment == datetime(2026, month, day, hour - 8, minute, tzinfo=UTC)


def test_a_day_is_tapped_its_hour_typed_and_it_repeats(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(says("at", "2026-12-01"))
    assert "I read no hour" in worker.say("soon").text
    worker.say("9点")
    worker.press("21:00")
    assert written(house).at == datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
    worker.press("every week")
    assert written(house).repeats == Repeats.WEEKLY
    worker.press("As soon as I send it")
    assert written(house).at is None
    assert written(house).repeats == Repeats.ONCE


@pytest.mark.parametrize(
    "value", ["2026-11-22", "2020-01-01", "2029-01-01", "2026-99-99", "x", "2026-11-23-0900"]
)
def test_a_time_that_is_over_or_none_changes_nothing(house: House, worker: Worker, value: str) -> None:
    begun(worker)
    assert "over, or too far away" in worker.tap(says("at", value)).text
    assert written(house).at is None
    for typed in ("昨天", "blah", "9点"):
        worker.say(typed)
    assert written(house).at is None
