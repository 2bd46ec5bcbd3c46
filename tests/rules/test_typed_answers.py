"""Answers typed where buttons of an activity wait; whole sentences only, and no text raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.activities import Coming
from rules.typed_answers import agrees, asks_to_check_in, read, says_there

YES, MAYBE, NO = Coming.YES, Coming.MAYBE, Coming.NO


@pytest.mark.parametrize(
    ("text", "coming", "clear"),
    [
        ("我们来", YES, True),
        ("✅ 我们来！", YES, True),
        ("我们参加", YES, True),
        ("We are coming!", YES, True),
        ("yes, we come", YES, True),
        ("count us in", YES, True),
        # to a school, perhaps
        ("报名", YES, False),
        ("我要报名", YES, False),
        ("去", YES, False),
        ("🤔 可能来（不留名额）", MAYBE, False),
        ("Maybe (no seat kept)", MAYBE, False),
        ("看情况", MAYBE, False),
        ("来不了", NO, True),
        ("✋ 来不了", NO, True),
        ("我们不去了", NO, True),
        ("不好意思，今天来不了了", NO, True),
        ("取消报名", NO, True),
        ("不等了", NO, True),
        ("we are not coming", NO, True),
        ("we can’t come", NO, True),
        ("Sorry, we can't make it.", NO, True),
        ("cancel our seat", NO, True),
    ],
)
def test_what_they_say(text: str, coming: Coming, clear: bool) -> None:
    said = read(text)
    assert said is not None
    assert (said.coming, said.clear, said.children) == (coming, clear, None)


@pytest.mark.parametrize(
    ("text", "children", "clear"),
    [
        ("两个", 2, False),
        ("２", 2, False),
        ("two", 2, False),
        ("俩", 2, False),
        ("两个孩子", 2, True),
        ("我们来三个娃", 3, True),
        ("we come with two children", 2, True),
        ("十个孩子", 10, True),
        ("ten children", 10, True),
        ("只有我", 0, False),
        ("only me", 0, False),
    ],
)
def test_how_many(text: str, children: int, clear: bool) -> None:
    said = read(text)
    assert said is not None
    assert (said.coming, said.children, said.clear) == (None, children, clear)


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "来吗？", "不去了吗", "can we come?", "120", "110", "6821", "2024-03-05", "好的", "谢谢", "发烧了怎么办",
        "孩子不去幼儿园了", "我们来晚了要紧吗", "疫苗没打", "我们来两个小时了还没轮到", "we come from Anhui", "we cannot pay",
    ],
)  # fmt: skip
def test_what_is_no_answer(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["签到", "怎么签到？", "check in", "Check-in!", "how do I check in?"])
def test_checking_in(text: str) -> None:
    assert asks_to_check_in(text)


def test_being_there() -> None:
    assert says_there("我们到了")
    assert says_there("we are here")
    assert not says_there("他到了三岁")
    assert not asks_to_check_in("签到 6821")


@given(
    st.text(max_size=80)
    | st.text("我们来不了去参加报名取消的好 ", max_size=80)
    | st.text("we 're coming not to it", max_size=80)
)
def test_no_text_raises(text: str) -> None:
    said = read(text)
    assert said is None or said.children is None or 0 <= said.children <= 30
    asks_to_check_in(text)
    says_there(text)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("好的", True),
        ("可以", True),
        ("好的，谢谢", True),
        ("嗯嗯", True),
        ("Yes!", True),
        ("ok, thanks", True),
        ("不可以", False),
        ("可以吗？", False),
        ("好的，几点打针", False),
        ("yes but when", False),
    ],
)
def test_a_yes_and_nothing_else(text: str, yes: bool) -> None:
    assert agrees(text) is yes
