"""Several values in one message: each is read for itself, and ages stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.typed_values import takes_out, values_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("镜湖区", ["镜湖区"]),
        ("弋江区，8岁", ["弋江区", "8岁"]),
        ("弋江区 8岁", ["弋江区", "8岁"]),
        ("镜湖区、弋江区和3-6岁", ["镜湖区", "弋江区", "3-6岁"]),
        ("3 到 6 岁", ["3 到 6 岁"]),
        ("3 and 6 years", ["3 and 6 years"]),
        ("kids 3 to 6 and primary school", ["3 to 6", "primary school"]),
        ("只发镜湖区的家长", ["镜湖区"]),
        ("3-6岁的孩子", ["3-6岁"]),
        ("families in Jinghu District", ["Jinghu District"]),
        ("Jinghu; English\nunder 3", ["Jinghu", "English", "under 3"]),
        ("Homework help", ["Homework help"]),
        ("", []),
        ("，、", []),
    ],
)
def test_values_are_told_apart(text: str, values: list[str]) -> None:
    assert values_in(text) == values


@pytest.mark.parametrize("text", ["不要镜湖区", "除了弋江区", "not Jinghu", "all except Yijiang", "去掉8岁"])
def test_who_takes_something_out_is_noticed(text: str) -> None:
    assert takes_out(text)


@pytest.mark.parametrize("text", ["镜湖区", "Northern Jinghu", "under 3", "初中"])
def test_who_names_a_value_takes_nothing_out(text: str) -> None:
    assert not takes_out(text)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    assert len(values_in(text)) <= 8
    takes_out(text)
