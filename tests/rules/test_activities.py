"""Activities: written and read again, what is missing, for whom; and the waiting list: never more seats than there are, in order, none left empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.activities import (
    BANDS,
    CHILDREN_MOST,
    Outline,
    fingerprint,
    fits,
    free,
    is_for,
    is_moved,
    missing,
    of_plain,
    rise,
    seats_of,
    spoken,
    to_plain,
)
from rules.audiences import Ages, Audience

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
WHOLE = Outline(
    titles={"zh_CN": "家长课堂", "en": "Class"},
    texts={"zh_CN": "请带本子"},
    topic="parenting",
    wheres={"zh_CN": "二楼"},
    place=7,
    audience=Audience(districts=frozenset({"jinghu"}), ages=(BANDS["kinder"],)),
    languages=("zh_CN", "ug"),
    starts_at=NOW + timedelta(days=5),
    ends_at=NOW + timedelta(days=5, hours=2),
    seats=20,
)


def test_written_and_read_again_it_is_the_same() -> None:
    assert of_plain(to_plain(WHOLE)) == WHOLE
    assert of_plain({}) == Outline()
    assert to_plain(Outline()) == {}


_CHANGES: list[dict[str, Any]] = [
    {"titles": {"zh_CN": "家长课堂"}},
    {"texts": {}},
    {"topic": "health"},
    {"place": None},
    {"audience": Audience()},
    {"languages": ()},
    {"seats": None},
    {"ends_at": NOW + timedelta(days=5, hours=3)},
]


@pytest.mark.parametrize("change", _CHANGES)
def test_publishing_is_bound_to_every_part(change: dict[str, Any]) -> None:
    assert fingerprint(replace(WHOLE, **change)) != fingerprint(WHOLE)
    assert fingerprint(of_plain(to_plain(WHOLE))) == fingerprint(WHOLE)


def test_only_time_and_place_move_it() -> None:
    assert not is_moved(WHOLE, replace(WHOLE, texts={"en": "x"}, seats=3))
    assert is_moved(WHOLE, replace(WHOLE, place=8))
    assert is_moved(WHOLE, replace(WHOLE, wheres={}))
    assert is_moved(WHOLE, replace(WHOLE, starts_at=NOW + timedelta(days=6)))


def test_what_is_missing_in_the_order_of_the_questions() -> None:
    assert missing(Outline(), NOW) == ("title", "topic", "day", "where")
    assert missing(WHOLE, NOW) == ()
    assert missing(WHOLE, NOW + timedelta(days=6)) == ("past",)
    assert missing(replace(WHOLE, ends_at=WHOLE.starts_at), NOW) == ("hours",)
    assert missing(replace(WHOLE, titles={"en": "Class", "zh_CN": "  "}), NOW) == ("title",)
    assert missing(replace(WHOLE, place=None), NOW) == ()


def test_for_whom_by_the_age_on_that_day() -> None:
    day = date(2026, 12, 5)
    assert is_for(WHOLE, [date(2023, 12, 5)], day)
    assert not is_for(WHOLE, [date(2023, 12, 6)], day)
    assert is_for(WHOLE, [date(2023, 12, 6), date(2021, 1, 1)], day)
    assert is_for(Outline(), [], day)
    assert not is_for(WHOLE, [], day)
    bands = [band for _key, band in BANDS.items()]
    assert all(older.first == younger.last + 1 for younger, older in pairwise(bands))
    assert isinstance(bands[0], Ages)


def test_languages_in_the_order_of_all() -> None:
    assert spoken(Outline(languages=("ug", "xx", "zh_CN"))) == ("zh_CN", "ug")


def test_a_parent_alone_takes_a_seat() -> None:
    assert [seats_of(number) for number in (0, 1, 3)] == [1, 1, 3]
    assert free(None, 9) is None
    assert free(5, 9) == 0


def test_a_family_of_one_gets_the_seat_a_family_of_three_cannot_use() -> None:
    assert rise(10, 9, [(1, 3), (2, 1), (3, 1)]) == [2]
    assert rise(10, 7, [(1, 3), (2, 1)]) == [1]
    assert rise(None, 99, [(1, 3), (2, 1)]) == [1, 2]


_WAITING = st.lists(st.integers(0, CHILDREN_MOST), max_size=12)


@given(seats=st.one_of(st.none(), st.integers(0, 30)), taken=st.integers(0, 30), sizes=_WAITING)
def test_in_order_and_nobody_waits_who_fits(seats: int | None, taken: int, sizes: list[int]) -> None:
    waiting = list(enumerate(sizes))
    risen = rise(seats, taken, waiting)
    assert risen == sorted(risen)
    after = taken + sum(seats_of(sizes[number]) for number in risen)
    assert seats is None or not risen or after <= seats
    assert not any(fits(seats, after, many) for number, many in waiting if number not in risen)
    for number in risen:
        # whoever is passed by did not fit when it was their turn
        before = taken + sum(seats_of(sizes[one]) for one in risen if one < number)
        passed = [one for one in range(number) if one not in risen]
        assert not any(fits(seats, before, sizes[one]) for one in passed)
