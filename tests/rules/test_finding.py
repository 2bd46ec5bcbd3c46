"""What place a typed text means: as people write it, say it into the phone, or mistype it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_knowledge
from rules.places.asked import may_be_place, nearby
from rules.places.finding import Spot, meant

WUHU = load_knowledge("cn/wuhu")
SPOTS = [
    *(Spot(f"l.{one.id}", (one.name,)) for one in WUHU.landmarks),
    *(Spot(f"d.{one.id}", (one.name, one.name[:-1])) for one in WUHU.districts),
    Spot("p.1", ("示例·春燕托育园", "Example: Swallow nursery", "示例路12号")),
]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("镜湖公园", "l.jinghu_park"),
        ("鏡湖公園", "l.jinghu_park"),
        ("我在镜湖公园附近", "l.jinghu_park"),
        ("静湖公园", "l.jinghu_park"),
        ("jinghu gongyuan", "l.jinghu_park"),
        ("Jing Hu Gong Yuan", "l.jinghu_park"),
        ("火车站", "l.railway_station"),
        ("芜湖火车站门口", "l.railway_station"),
        ("方特", "l.fantawild"),
        ("fangte", "l.fantawild"),
        ("鸠江", "d.jiujiang"),
        ("九江区", "d.jiujiang"),
        ("镜湖", "d.jinghu"),
        ("Wanzhi", "d.wanzhi"),
        ("swallow nursery", "p.1"),
        ("near the swalow nursery", "p.1"),
        ("示例路", "p.1"),
        ("example nursery", "p.1"),
    ],
)
def test_one_place_is_meant(typed: str, at: str) -> None:
    assert [one.at for one in meant(typed, SPOTS)] == [at]


def test_what_may_be_two_is_asked_about() -> None:
    assert {one.at for one in meant("镜湖区镜湖公园", SPOTS)} == {"l.jinghu_park", "d.jinghu"}


@pytest.mark.parametrize("typed", ["", " ", "我", "xyz", "打针要钱吗", "1", "\x00", "👶👶"])
def test_nothing_is_guessed(typed: str) -> None:
    assert meant(typed, SPOTS) == []


@given(st.text(max_size=200))
def test_any_text_is_read(typed: str) -> None:
    assert len(meant(typed, SPOTS)) <= 4


@pytest.mark.parametrize(
    ("typed", "kind", "rest"),
    [
        ("附近打疫苗的地方", "vaccination_clinic", ""),
        ("最近的派出所在哪", "residence_permit_window", None),
        ("哪里有托儿所", "nursery", ""),
        ("镜湖公园附近的幼儿园", "kindergarten", "镜湖公园"),
        ("找个图书馆", "library", ""),
        ("附近有什么", None, ""),
        ("nursery near jinghu park", "nursery", "jinghu park"),
        ("where is the nearest library?", "library", None),
        ("is there a kindergarten near me", "kindergarten", ""),
        ("children's home nearby", "childrens_home", ""),
    ],
)
def test_something_nearby_is_asked_for(typed: str, kind: str | None, rest: str | None) -> None:
    found = nearby(typed, WUHU.place_kinds)
    assert found is not None
    assert found.kind == kind
    assert rest is None or found.rest == rest


@pytest.mark.parametrize(
    "typed",
    ["打疫苗在哪", "我家娃能上小班不", "幼儿园要什么材料", "in the kindergarten she learns", "谢谢", ""],
)
def test_other_questions_are_left_alone(typed: str) -> None:
    assert nearby(typed, WUHU.place_kinds) is None


@given(st.text(max_size=200))
def test_any_question_is_read(typed: str) -> None:
    nearby(typed, WUHU.place_kinds)


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("万达", True), ("中山北路", True), ("二十中学旁边的小区", True), ("elm street 4", True), ("wanda", True),
        ("孩子爸不在了", False), ("老公工伤了", False), ("身份证丢了在芜湖能补不", False), ("满六岁差一天怎么办", False),
        ("我离婚了孩子跟我户口不在一起怎么办", False), ("my husband died", False), ("how do i get the permit", False), ("", False),
    ],
)  # fmt: skip
def test_what_may_be_a_place(text: str, may_be: bool) -> None:
    assert may_be_place(text) is may_be


@given(st.text(max_size=200))
def test_nothing_typed_breaks_it(text: str) -> None:
    assert not may_be_place(f"{text}怎么办")
