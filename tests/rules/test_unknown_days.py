"""An open end is taken for one only when nothing else is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.unknown_days import says_unknown


@pytest.mark.parametrize(
    "said",
    [
        "不知道",
        "收据找不到了",
        "记不清了。",
        "忘了哪天",
        "我真的不记得",
        "I don't know",
        "can't find it",
        "Sorry, I forgot the day",
        "not sure",
        "no idea!",
    ],
)
def test_the_day_is_not_known(said: str) -> None:
    assert says_unknown(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "不知道去哪里登记",
        "2026-05-01",
        "找不到工作怎么办",
        "I don't know where to register",
        "去年5月",
        "不",
    ],
)
def test_a_question_or_a_day_is_no_open_end(said: str) -> None:
    assert not says_unknown(said)


@given(st.text(max_size=200))
def test_anything_is_read(said: str) -> None:
    assert says_unknown(said) in (True, False)
