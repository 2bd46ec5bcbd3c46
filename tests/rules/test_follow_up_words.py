"""What a family types about itself and its community: a move, an end, what is nobody's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.follow_up import PhoneWrong, read_phone
from rules.follow_up_words import is_no_name, moved_to, names_city, said, stops, yes_or_no


@pytest.mark.parametrize(
    "typed",
    [
        "搬家",
        "已经搬家了",
        "我家搬了",
        "我们刚搬家了",
        "搬了家",
        "我们搬到别的区了",
        "I've moved",
        "We’ve moved.",
        "we just moved",
    ],
)
def test_a_move_is_heard(typed: str) -> None:
    assert said(typed) == "moved"


@pytest.mark.parametrize(
    "typed",
    [
        "不想登记了",
        "我不想登记了",
        "取消登记",
        "别给我打电话",
        "take me off the list",
        "Stop calling me!",
        "我要改电话",
        "我要改号码",
        "换号了",
    ],
)
def test_what_only_a_registered_family_can_want(typed: str) -> None:
    assert said(typed) == "own"


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("我们搬到镜湖区了", "镜湖区"),
        ("搬到镜湖区了", "镜湖区"),
        ("我家搬到合肥了", "合肥"),
        ("搬到镜湖区住了", "镜湖区"),
        ("We moved to Jinghu", "jinghu"),
        ("we have moved to Jinghu District.", "jinghu district"),
        ("搬到镜湖区了吗？", None),
        ("搬到别的区要办什么", None),
        ("我们搬来半年了", None),
        ("搬到别的区居住证要改", None),
        ("we moved to jinghu and need a clinic", None),
        ("镜湖区", None),
    ],
)
def test_where_a_family_moved(typed: str, where: str | None) -> None:
    assert moved_to(typed) == where


@pytest.mark.parametrize("typed", ["合肥", "合肥市", "Hefei", "南京", "老家", "别的城市", "another city"])
def test_another_city(typed: str) -> None:
    assert names_city(typed) is not None


@pytest.mark.parametrize("typed", ["镜湖区", "王姐", "school", "下一针什么时候打"])
def test_no_city(typed: str) -> None:
    assert names_city(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "我不想登记了",
        "取消登记",
        "不登记了",
        "等一下再说",
        "返回",
        "I changed my mind",
        "I don't want to register",
        "no thanks",
        "不改了",
    ],
)
def test_words_that_stop(typed: str) -> None:
    assert stops(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "不告诉你",
        "好的",
        "什么意思",
        "我们搬到镜湖区了",
        "no",
        "yes",
        "同意",
        "我不知道",
        "what do you mean",
        "is it needed",
        "谢谢",
    ],
)
def test_nobody_is_called_that(typed: str) -> None:
    assert is_no_name(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "王姐",
        "乐乐妈妈",
        "了了",
        "了了妈妈",
        "好好妈妈",
        "石头他爸",
        "张老师",
        "Anna",
        "Duoduo's mother",
        "Noah",
        "Do Thi Lan",
        "Will",
        "May",
        "易先生",
        "不二妈",
    ],
)
def test_a_name_stops_nothing_and_is_one(typed: str) -> None:
    assert not stops(typed)
    assert not is_no_name(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("我换号了，新号13900002222", "13900002222"),
        ("13812345678谢谢", "13812345678"),
        ("13812345678（白天打）", "13812345678"),
        ("call me on 13812345678", "13812345678"),
        ("没有座机，手机 138 1234 5678", "13812345678"),
        ("请打+86 13812345678，9点以后", "13812345678"),
        ("13812345678或者13900002222", PhoneWrong.NO_NUMBER),
        ("13812345678不用了", PhoneWrong.NO_NUMBER),
        ("my old number was 13812345678", PhoneWrong.NO_NUMBER),
        ("订单2138123456789", PhoneWrong.NO_NUMBER),
        ("电话13812345678，座机3831234", PhoneWrong.NO_NUMBER),
        ("身份证340207201905021234，手机13812345678", PhoneWrong.ID_NUMBER),
    ],
)
def test_the_one_mobile_in_a_sentence(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


def test_a_yes_and_a_no() -> None:
    assert yes_or_no("我同意。") == "yes"
    assert yes_or_no("Yes, I agree") == "yes"
    assert yes_or_no("不同意") == "no"
    assert yes_or_no("同意书在哪") is None


@given(st.text(max_size=90))
def test_nothing_typed_breaks_anything(text: str) -> None:
    said(text), moved_to(text), names_city(text), stops(text), yes_or_no(text), is_no_name(text)
