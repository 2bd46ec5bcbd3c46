"""Small numbers stay hidden, also from who subtracts; rounds, hours and ticks are what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.needs import (
    HIDDEN_BELOW,
    HOURS,
    LANGUAGES,
    TOPICS,
    WANTS_MOST,
    Answer,
    Board,
    board,
    by_number,
    doubts,
    hour_of,
    mask_of,
    round_before,
    round_of,
    shown,
    ticks_of,
    together,
    total,
)

answers = st.builds(
    Answer,
    wants=st.lists(st.sampled_from(TOPICS[:6]), max_size=WANTS_MOST, unique=True),
    hours=st.lists(st.sampled_from(HOURS), max_size=4, unique=True),
    language=st.sampled_from(LANGUAGES[:4]),
    families=st.integers(1, 7),
)
districts = st.lists(answers, max_size=9)


def without_the_hidden(said: Sequence[Answer]) -> list[Answer]:
    """The same families, had those whose number is hidden not said what they said."""
    seen = board(said)
    return [
        replace(
            one,
            wants=[key for key in one.wants if seen.wanted[key] is not None],
            hours=[key for key in one.hours if seen.free[key] is not None],
            language=one.language if one.language in seen.languages else LANGUAGES[0],
        )
        for one in said
    ]


@given(said=districts)
def test_nothing_hidden_can_be_computed(said: list[Answer]) -> None:
    """Two districts that differ in all that is hidden look the same: whatever somebody computes from one, it is as true of the other."""
    assert board(without_the_hidden(said)) == board(said)


@given(said=districts)
def test_no_small_number_is_shown_nor_left_over(said: list[Answer]) -> None:
    seen = board(said)
    numbers = [*seen.wanted.values(), *seen.free.values(), *seen.languages.values()]
    shown_ones = [number for number in numbers if number is not None]
    assert all(number >= HIDDEN_BELOW for number in shown_ones)
    if seen.answered is not None:
        shown_ones.append(sum(seen.languages.values()))
        assert all(not 0 < seen.answered - number < HIDDEN_BELOW for number in shown_ones)


@given(said=districts)
def test_what_is_shown_is_true(said: list[Answer]) -> None:
    seen, counted = board(said), Counter[str]()
    for one in said:
        counted.update(dict.fromkeys((*one.wants, *one.hours), one.families))
    assert {**seen.wanted, **seen.free} == {key: shown(counted[key]) for key in (*TOPICS, *HOURS)}
    assert LANGUAGES[0] not in seen.languages


@given(several=st.lists(districts, max_size=4), topic=st.sampled_from(TOPICS), at=st.datetimes())
def test_sums_and_doubts_tell_nothing_hidden_either(
    several: list[list[Answer]], topic: str, at: datetime
) -> None:
    real = [board(said) for said in several]
    other = [board(without_the_hidden(said)) for said in several]
    assert together(real) == together(other)
    assert doubts(real, topic, at) == doubts(other, topic, at)
    assert [by_number(one.wanted) for one in real] == [by_number(one.wanted) for one in other]


@given(one=districts, other=districts)
def test_a_sum_over_districts_counts_what_is_hidden_as_nothing(
    one: list[Answer], other: list[Answer]
) -> None:
    wanted, _free = together([board(one), board(other)])
    apart = [together([board(said)])[0] for said in (one, other)]
    assert all(wanted[topic] == sum(part[topic] for part in apart) for topic in TOPICS)


@pytest.mark.parametrize(("number", "seen"), [(0, None), (1, None), (4, None), (5, 5), (23, 23)])
def test_under_five_is_not_shown(number: int, seen: int | None) -> None:
    assert shown(number) == seen


def test_a_total_is_not_shown_where_it_leaves_a_few() -> None:
    assert total(12, [12, 7, None]) == 12
    assert total(12, [11]) is None
    assert total(12, [8]) is None
    assert total(4, []) is None


def filled(wanted: dict[str, int], free: dict[str, int]) -> Board:
    none: dict[str, int | None] = dict.fromkeys(TOPICS)
    hours: dict[str, int | None] = dict.fromkeys(HOURS)
    return Board(None, {**none, **wanted}, {**hours, **free}, {})


SPEECH = filled({"homework": 60, "reading": 9}, {"sunday_morning": 50, "weekday_evening": 8})
MONDAY_EVENING, SUNDAY_MORNING = map(datetime.fromisoformat, ("2026-11-23 19:00", "2026-11-29 09:00"))


def test_a_calligraphy_class_where_homework_help_is_wanted() -> None:
    found = doubts([SPEECH], "art", MONDAY_EVENING)
    assert found
    assert (found.few_asked, found.wanted, found.rather) == (True, 0, (("homework", 60), ("reading", 9)))
    assert (found.few_free, found.free, found.better) == (True, 8, (("sunday_morning", 50),))


def test_nothing_is_doubted_that_many_want_or_where_nobody_has_answered() -> None:
    assert not doubts([SPEECH], "homework", SUNDAY_MORNING)
    assert not doubts([SPEECH], "homework", None)
    assert not doubts([board([])], "art", MONDAY_EVENING)
    assert not doubts([], "art", MONDAY_EVENING)
    assert not doubts([SPEECH], "", None)
    assert not doubts([SPEECH], "something that is no topic", None)


@pytest.mark.parametrize(
    ("at", "hour"),
    [
        ("2026-11-23 17:29", "weekday_day"),
        ("2026-11-23 17:30", "weekday_evening"),
        ("2026-11-27 23:59", "weekday_evening"),
        ("2026-11-28 00:00", "saturday_morning"),
        ("2026-11-28 12:00", "saturday_afternoon"),
        ("2026-11-28 18:00", "weekend_evening"),
        ("2026-11-29 11:59", "sunday_morning"),
        ("2026-11-29 17:59", "sunday_afternoon"),
    ],
)
def test_hours(at: str, hour: str) -> None:
    assert hour_of(datetime.fromisoformat(at)) == hour


@given(at=st.datetimes())
def test_every_time_is_in_some_hours(at: datetime) -> None:
    assert hour_of(at) in HOURS


@given(day=st.dates(min_value=date(2, 1, 1)))
def test_rounds_follow_each_other_as_they_are_sorted(day: date) -> None:
    name = round_of(day)
    assert round_before(name) < name
    assert round_of(day.replace(day=1)) == name


def test_a_round_is_a_half_year() -> None:
    assert [round_of(date(2026, month, 1)) for month in (1, 6, 7, 12)] == ["2026-1"] * 2 + ["2026-2"] * 2
    assert (round_before("2026-2"), round_before("2026-1")) == ("2026-1", "2025-2")
    assert round_before("0001-1") == "0001-1"


@given(ticked=st.sets(st.sampled_from(TOPICS)))
def test_ticks_fit_into_a_number_and_come_back(ticked: set[str]) -> None:
    assert set(ticks_of(mask_of(ticked, TOPICS), TOPICS)) == ticked


@given(mask=st.integers(0, 2**31 - 1))
def test_any_number_is_ticks(mask: int) -> None:
    found = ticks_of(mask, TOPICS, WANTS_MOST)
    assert len(found) <= WANTS_MOST
    assert set(found) <= set(TOPICS)
