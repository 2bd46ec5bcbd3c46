"""Which questions are alike: everyday words in another order, with a slip, in both languages; and others that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers.likeness import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("居住证怎么办", "请问居住证怎么办理啊"),
        ("居住证怎么办", "居注证怎么办"),
        ("打疫苗去哪里", "去哪里打疫苗"),
        ("孩子打预防针在哪", "在哪给孩子打预防针"),
        ("入园报名时间", "报名入园的时间是什么时候"),
        ("新农合在这里能报销吗", "我家新农合这里可以报销不"),
        ("where can i get a residence permit", "residence permit where"),
        ("when does kindergarden start", "When does kindergarten start?"),
        ("居住證怎麼辦", "居住证怎么办"),
        ("学区房", "学区房"),
    ],
)
def test_these_are_alike(one: str, other: str) -> None:
    assert alike([one, other]) == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("居住证怎么办", "入园怎么报名"),
        ("打疫苗去哪里", "看牙去哪里"),
        ("新农合能报销吗", "学费能减免吗"),
        ("where is the library", "where is the clinic"),
        ("几岁上小学", "几岁打疫苗"),
        ("转学怎么办", "退学怎么办"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert alike([one, other]) == [[0], [1]]


@given(st.lists(st.text(max_size=40) | st.sampled_from(["居住证", "居住证怎么办", "", "？", "a"])))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    groups = alike(texts)
    assert sorted(at for group in groups for at in group) == list(range(len(texts)))
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


@given(st.text(max_size=60))
def test_the_same_words_are_alike(text: str) -> None:
    assert alike([text, text]) == [[0, 1]]
