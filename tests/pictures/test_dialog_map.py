"""The map of an answer's dialog as a picture: whatever words and webs, it is drawn; looks differ by number and form, not by colour alone."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.dialog_map import MOST_ROWS, WIDE, Look, MapPage, MapRow, draw
from pictures.paper import to_png
from tests.pictures.hostile import HOSTILE

ROWS = (
    MapRow(0, None, "answer", "居住证怎么办", 1),
    MapRow(1, 0, "answer", "没居住证能上学吗", 2, "还没办"),
    MapRow(2, 1, "again", "居住证怎么办", 1),
    MapRow(2, 1, "end", "居住证"),
    MapRow(1, 0, "gone", "permit_old"),
)
LOOKS: tuple[tuple[Look, str], ...] = (("answer", "一条问答"), ("again", "见同号的那条"), ("end", "别处"))
PAGE = MapPage("居住证怎么办", "从这条问答能走到哪里", ROWS, LOOKS)


@pytest.mark.parametrize("rows", [0, 1, 5, MOST_ROWS, 60])
def test_it_is_a_picture_that_channels_take(rows: int) -> None:
    many = [ROWS[0], *(replace(ROWS[1], label="办" * 60) for _row in range(rows))][:rows]
    data = to_png(draw(replace(PAGE, rows=many)))
    back = Image.open(io.BytesIO(data))
    assert (back.format, back.width) == ("PNG", WIDE)
    assert len(data) < 400_000
    assert max(back.size) / min(back.size) < 20
    assert sum(back.size) < 10_000


def test_equal_values_are_equal_bytes() -> None:
    assert to_png(draw(PAGE)) == to_png(draw(PAGE))


@pytest.mark.parametrize("look", ["answer", "again", "end", "gone"])
def test_every_look_is_another_picture(look: Look) -> None:
    others = [
        to_png(draw(replace(PAGE, rows=[replace(ROWS[0], look=one)])))
        for one in ("answer", "again", "end", "gone")
    ]
    assert others.count(to_png(draw(replace(PAGE, rows=[replace(ROWS[0], look=look)])))) == 1


def test_what_was_left_out_is_said_below() -> None:
    assert draw(replace(PAGE, more="还有 3 条路没画")).height > draw(PAGE).height


words = st.sampled_from(HOSTILE) | st.text(max_size=30)


@settings(max_examples=25, deadline=None)
@given(
    words,
    words,
    st.lists(
        st.builds(
            MapRow,
            st.integers(0, 30),
            st.none() | st.integers(-3, 40),
            st.sampled_from(("answer", "again", "end", "gone")),
            words,
            st.none() | st.integers(1, 999),
            words,
        ),
        max_size=30,
    ),
)
def test_whatever_is_on_it_it_is_drawn(title: str, more: str, rows: list[MapRow]) -> None:
    assert draw(MapPage(title, more, rows, LOOKS, more)).width == WIDE
