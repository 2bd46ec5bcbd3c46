"""Keys for new answers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers.answer import KEY_PATTERN
from rules.answers.keys import key_of


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("居住证", "ju_zhu_zheng"),
        ("How to get a residence permit", "how_to_get_a_residence"),
        ("12岁", "q_12_sui"),
        ("！", "answer"),
        ("A" * 50, "a" * 24),
    ],
)
def test_a_key_is_made_from_its_title(title: str, key: str) -> None:
    assert key_of(title, ()) == key
    assert key_of(title, {key}) not in ("", key)


@given(st.text(), st.integers(0, 12))
def test_every_title_gives_a_free_key(title: str, number: int) -> None:
    taken: set[str] = set()
    for _time in range(number):
        taken.add(key_of(title, taken))
    assert len(taken) == number
    assert all(re.fullmatch(KEY_PATTERN, key) for key in taken)
