"""Ages and numbers in Chinese words, classes of school as ages; and no text raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.audiences import Ages
from rules.typed_ages import read_ages
from rules.typed_numbers import counted


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("三到六岁", Ages(36, 83)),
        ("七岁", Ages(84, 95)),
        ("两岁", Ages(24, 35)),
        ("八到十八个月", Ages(8, 18)),
        ("六岁以下", Ages(0, 71)),
        ("一年级", Ages(72, 83)),
        ("1年级", Ages(72, 83)),
        ("九年级", Ages(168, 179)),
        ("一到三年级", Ages(72, 107)),
        ("一年级到三年级", Ages(72, 107)),
        ("小学二年级", Ages(84, 95)),
        ("初中一年级", Ages(144, 155)),
        ("初中七年级", Ages(144, 155)),
        ("初一到初三", Ages(144, 179)),
        ("高三", Ages(204, 215)),
        ("grade 1", Ages(72, 83)),
        ("grades 1-3", Ages(72, 107)),
        ("三年级到一年级", None),
        ("十三年级", None),
        ("0年级", None),
        ("三", None),
        ("一二三岁", None),
    ],
)
def test_in_words_and_by_class(text: str, ages: Ages | None) -> None:
    assert read_ages(text) == ages


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("20", 20),
        ("二十", 20),
        ("廿五", 25),
        ("两百", 200),
        ("一百零五", 105),
        ("一百五十", 150),
        ("一百五", None),
        ("百", None),
        ("一百一百", None),
        ("1234567", None),
        ("", None),
    ],
)
def test_how_many(written: str, number: int | None) -> None:
    assert counted(written) == number


@given(st.text(alphabet="〇零一二三四五六七八九十廿卅两百年级到岁个月初高中小学0123456789- ", max_size=12))
def test_whatever_is_typed(text: str) -> None:
    found = read_ages(text)
    assert found is None or 0 <= found.first <= found.last <= 215
    number = counted(text)
    assert number is None or number >= 0
