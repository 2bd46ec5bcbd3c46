"""What families thought of an activity: no number under five, and none that could be worked out from those that are shown."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actions import activity_results as results
from db.activities import Activity, ActivityGuest
from rules.needs import HIDDEN_BELOW
from tests.actions.households import NOW

CAME = datetime(2026, 12, 5, 6, tzinfo=UTC)


def thought(*liked: int | None) -> results.Feedback:
    """What staff see where families thought so; each wrote a few words, too."""
    guests = [
        ActivityGuest(
            activity_id=1, family_id=at, number=at, coming="yes", answered_at=NOW, came_at=CAME,
            liked=one, words=f"words {at}" if one else None,
        )
        for at, one in enumerate(liked, 1)
    ]  # fmt: skip
    return results.feedback(Activity(content={}, holder="owner", created_at=NOW), guests)


@example([1, 1, 1, 1, 1, 3])
@example([1] * 5 + [2] * 5 + [3] * 4)
@example([1] * 5 + [2] * 4 + [3] * 4)
@given(st.lists(st.sampled_from([1, 2, 3]), max_size=40))
def test_no_difference_tells_of_a_few(liked: list[int]) -> None:
    found, real = thought(*liked), Counter(liked)
    shown = {key: number for key, number in found.liked.items() if number is not None}
    assert all(number == real[key] >= HIDDEN_BELOW for key, number in shown.items())
    if found.answered is not None:
        assert found.answered == len(liked) >= HIDDEN_BELOW
        for left in (
            *(found.answered - number for number in shown.values()),
            found.answered - sum(shown.values()),
        ):
            assert not 0 < left < HIDDEN_BELOW


@pytest.mark.parametrize(
    ("liked", "answered", "seen"),
    [
        ([1] * 4, None, {1: None, 2: None, 3: None}),
        ([1] * 5, 5, {1: 5, 2: None, 3: None}),
        # the sixth family would stand there alone
        ([1] * 5 + [3], None, {1: 5, 2: None, 3: None}),
        ([1] * 5 + [2] * 4 + [3], 10, {1: 5, 2: None, 3: None}),
        ([1] * 5 + [2] * 5, 10, {1: 5, 2: 5, 3: None}),
        ([1] * 5 + [2] * 5 + [3], None, {1: 5, 2: 5, 3: None}),
        ([1] * 5 + [None] * 3, 5, {1: 5, 2: None, 3: None}),
    ],
)
def test_what_is_shown(liked: list[int | None], answered: int | None, seen: dict[int, int | None]) -> None:
    found = thought(*liked)
    assert (found.answered, found.liked) == (answered, seen)


def test_words_are_read_only_where_they_are_nobodys() -> None:
    assert thought(1, 1, 1, 1).words == ()
    assert len(thought(1, 1, 1, 1, 3).words) == 5
    # six lines beside five that were content: the sixth is known
    assert thought(1, 1, 1, 1, 1, 3).words == ()
