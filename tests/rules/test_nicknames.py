"""Names as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.nicknames import read_nickname


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("豆豆", "豆豆"),
        ("小名叫豆豆。", "豆豆"),
        ("叫豆豆", "豆豆"),
        ("我家宝宝叫豆豆", "豆豆"),
        ("她的小名是朵朵", "朵朵"),
        ("名字：豆豆", "豆豆"),
        ("“豆豆”", "豆豆"),
        ("叫叫", "叫叫"),
        ("叫", "叫"),
        ("是", "是"),
        ("her name is Lily", "Lily"),
        ("We call him Max!", "Max"),
        ("she's called Mary Ann", "Mary Ann"),
        ("O'Brien", "O'Brien"),
        ("阿衣古丽", "阿衣古丽"),
    ],
)
def test_the_name_is_found(typed: str, name: str) -> None:
    read = read_nickname(typed)
    assert (read.name, read.sure) == (name, True)


@pytest.mark.parametrize(
    "typed", ["跳过", "Skip", " skip. ", "算了", "没有", "不用了", "不想说", "I don’t want to say"]
)
def test_no_name_is_wanted(typed: str) -> None:
    assert read_nickname(typed).name == ""


@pytest.mark.parametrize(
    "typed",
    ["豆豆，两岁了", "我想问一下怎么打疫苗", "孩子的出生证在老家", "Where do I have to go now?", "豆豆 13812345678", "a very very long name", "你好", "Hello!"],
)  # fmt: skip
def test_a_sentence_is_asked_back(typed: str) -> None:
    read = read_nickname(typed)
    assert read.name
    assert not read.sure


def test_of_a_sentence_the_beginning_is_offered() -> None:
    assert read_nickname("小名叫豆豆，两岁了").name == "豆豆"
    assert read_nickname("Her name is Dou Dou, she is two").name == "Dou Dou"


@given(st.text(max_size=300))
def test_any_text_is_read_and_never_grows(text: str) -> None:
    read = read_nickname(text)
    assert len(read.name) <= len(text)
