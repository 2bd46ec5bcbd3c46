"""What families type where the questions about needs wait, and what is asked about children of which age."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.need_ages import FIRST_MOST, first_topics
from rules.needs import HOURS, TOPICS
from rules.typed_needs import hours_in, is_none, is_onward, language_in, topics_in

TODAY = date(2026, 11, 27)
EVENINGS = ("weekday_evening", "weekend_evening")


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("晚上八点以后", EVENINGS),
        ("after eight in the evening", EVENINGS),
        ("周末", ("saturday_morning", "saturday_afternoon", "sunday_morning", "sunday_afternoon", "weekend_evening")),
        ("weekends", ("saturday_morning", "saturday_afternoon", "sunday_morning", "sunday_afternoon", "weekend_evening")),
        ("周六下午", ("saturday_afternoon",)),
        ("工作日晚上", ("weekday_evening",)),
        ("平时白天", ("weekday_day",)),
        ("都行", HOURS),
        ("下午5点以后", EVENINGS),
        ("after six", EVENINGS),
        ("周末晚上可以吗", ()),
        ("除了周末", ()),
        ("any day except weekends", ()),
        ("周六没空", ()),
        ("孩子发烧了", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_hours_in_words(said: str, hours: tuple[str, ...]) -> None:
    assert set(hours_in(said)) == set(hours)


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        ("作业辅导", ("homework",)),
        ("Homework help", ("homework",)),
        ("英语和体育", ("english", "sport")),
        ("托管班在哪里", ()),
        ("不要作业辅导", ()),
        ("我们家孩子放学以后一直没有人看，老人身体又不好，想问问社区能不能帮忙想想办法谢谢了啊老师们", ()),
    ],
)
def test_topics_in_words(said: str, topics: tuple[str, ...]) -> None:
    assert set(topics_in(said)) == set(topics)


@pytest.mark.parametrize(
    ("said", "none"),
    [
        ("都不要", True), ("都不需要", True), ("不一定", True), ("It varies", True), ("none of these", True),
        ("不要作业辅导", False), ("没有托班怎么办", False), ("不知道", False), ("", False),
    ],
)  # fmt: skip
def test_nothing_of_it_in_words(said: str, none: bool) -> None:
    assert is_none(said) is none


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("普通话", "zh_CN"), ("Mandarin", "zh_CN"), ("四川话", "other"), ("我说安徽话", "other"),
        ("不会说普通话", "other"), ("a dialect", "other"), ("打电话问谁", ""), ("作业辅导", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_language_in_words(said: str, key: str) -> None:
    assert language_in(said) == key


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(said: str) -> None:
    assert set(hours_in(said)) <= set(HOURS)
    assert set(topics_in(said)) <= set(TOPICS)
    assert is_onward(said) in (True, False)
    assert is_none(said) in (True, False)
    assert language_in(said) in ("", "zh_CN", "other")


def test_what_is_asked_follows_the_ages() -> None:
    baby, at_school = TODAY - timedelta(days=150), TODAY - timedelta(days=365 * 8)
    assert first_topics([baby], TODAY)[:3] == ("nursery", "parenting", "health")
    assert "homework" not in first_topics([baby], TODAY)
    assert first_topics([at_school], TODAY)[:3] == ("homework", "care", "holiday")
    both = first_topics([at_school, baby], TODAY)
    assert both[:2] == ("nursery", "homework")
    assert "legal" in first_topics([baby], TODAY, ["legal"])


@given(st.lists(st.dates()), st.dates(), st.sets(st.sampled_from(TOPICS), max_size=3))
def test_a_few_and_each_once(born: list[date], today: date, ticked: set[str]) -> None:
    found = first_topics(born, today, ticked)
    assert len(set(found)) == len(found)
    assert set(found) <= set(TOPICS)
    assert set(ticked) <= set(found)
    assert len(found) <= FIRST_MOST + len(ticked)
