"""The board of needs as a picture: whatever words and numbers, it is drawn; what nobody offers is told by sign and words, not by colour alone."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.needs import MOST_BARS, WIDE, Bar, NeedsPage, draw
from pictures.paper import GREEN, ORANGE, to_png
from tests.pictures.hostile import HOSTILE
from tests.pictures.test_timeline import pixels

OFFERED = Bar("阅读", 12, "2 场活动")
LACKING = Bar("作业辅导", 47, "没有人办", lacks=True)
PAGE = NeedsPage(
    title="镜湖区：大家需要什么",
    about="63 个家庭回答了",
    wanted_title="想要的",
    wanted=[LACKING, OFFERED],
    rest="不到五家，或者没有：书法、运动",
    free_title="有空的时间",
    free=[Bar("周日上午", 40), Bar("工作日晚上", 6)],
    nothing="还没有五家说过",
    explained="不到五家的数字不显示。",
)


@pytest.mark.parametrize("bars", [0, 1, 2, MOST_BARS, 60])
def test_it_is_a_picture_that_channels_take(bars: int) -> None:
    data = to_png(draw(replace(PAGE, wanted=[LACKING] * bars, free=[OFFERED] * min(bars, 7))))
    back = Image.open(io.BytesIO(data))
    assert (back.format, back.width) == ("PNG", WIDE)
    assert len(data) < 300_000
    assert max(back.size) / min(back.size) < 20
    assert sum(back.size) < 10_000


def test_equal_values_are_equal_bytes() -> None:
    assert to_png(draw(PAGE)) == to_png(draw(PAGE))


def test_what_nobody_offers_has_the_warning_colour_sign_and_words() -> None:
    assert pixels(draw(replace(PAGE, wanted=[OFFERED])), ORANGE.strong) == 0
    bare = pixels(draw(replace(PAGE, wanted=[replace(LACKING, note="", number=0)])), ORANGE.strong)
    words = pixels(draw(replace(PAGE, wanted=[replace(LACKING, number=0)])), ORANGE.strong)
    assert 200 < bare < words < pixels(draw(PAGE), ORANGE.strong)


def test_more_is_a_longer_bar() -> None:
    long = [
        pixels(draw(replace(PAGE, wanted=[Bar("作业辅导", 100, lacks=True), replace(OFFERED, number=number)])), GREEN.strong)
        for number in (5, 30, 90)
    ]  # fmt: skip
    assert long == sorted(set(long))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_can_be_drawn(text: str) -> None:
    bars = [Bar(text, 7, text, lacks) for lacks in (True, False)]
    page = NeedsPage(text, text, text, bars, text, text, bars, text, text)
    assert draw(page).width == WIDE


@settings(max_examples=30, deadline=None)
@given(numbers=st.lists(st.integers(-5, 10**12), max_size=20))
def test_any_numbers_can_be_drawn(numbers: list[int]) -> None:
    assert draw(replace(PAGE, wanted=[Bar("阅读", number) for number in numbers], free=[])).width == WIDE
