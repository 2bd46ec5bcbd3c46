"""What staff type instead of a value, and names that only sound like danger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places.replies import names_office, reply


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((one, "stop") for one in ("算了", "取消。", "不加了", "Cancel", "never mind!")),
        *((one, "none") for one in ("没有", "没有。", "无", "None", "無")),
        *((one, "unknown") for one in ("不知道", "Unknown", "I don’t know")),
        *((one, None) for one in ("没有围墙的学校", "无为路", "cancel the school", "0553-1234567", "")),
    ],
)
def test_only_the_whole_text_says_it(text: str, said: str | None) -> None:
    assert reply(text) == said


@pytest.mark.parametrize(
    "name", ["反家暴中心", "自杀干预中心", "Shelter for beaten women", "Suicide help-line office"]
)
def test_names_of_offices(name: str) -> None:
    assert names_office(name) == ("help" not in name)


@pytest.mark.parametrize(
    "told",
    ["孩子没回家", "孩子被打了，在医院", "he was beaten at school", "my child was hit at the clinic", "救命"],
)
def test_what_is_told_is_no_name(told: str) -> None:
    assert not names_office(told)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    reply(text)
    names_office(text)
