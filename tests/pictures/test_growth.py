"""The growth curve as a picture: whatever a family typed, it is drawn, and what lies far outside does not flatten the lines."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.growth import MONTH, SIZE, SPANS, Chart, draw, span_of
from pictures.paper import BLUE, to_png
from tests.pictures.hostile import HOSTILE

AGES = range(0, 1827, 7)
#: Five lines that bend as the WHO's do.
LINES = [(str(n), [(age, 2.5 + n / 40 + 0.25 * age**0.6) for age in AGES]) for n in (3, 15, 50, 85, 97)]
CHART = Chart(
    title="乐乐：体重",
    about="男孩，6 个月",
    unit="公斤",
    months="月龄",
    lines=LINES,
    child=[(0, 3.3), (31, 4.4), (92, 6.4), (189, 7.6)],
    last="7.6 公斤",
    explained="100 个健康孩子里，有 3 个在最下面的线以下。",
    source="曲线：世界卫生组织",
)


def blue(image: Image.Image) -> int:
    """Pixels in the colour of the child's points, nearly."""
    red, green, blue = (int(BLUE.strong[at : at + 2], 16) for at in (1, 3, 5))
    colours = image.convert("RGB").getcolors(maxcolors=2**24) or []
    return sum(
        number
        for number, seen in colours
        if isinstance(seen, tuple) and abs(seen[0] - red) + abs(seen[1] - green) + abs(seen[2] - blue) < 30
    )


@pytest.mark.parametrize("span", SPANS)
def test_it_is_a_picture_that_channels_take(span: int) -> None:
    data = to_png(draw(CHART, span))
    back = Image.open(io.BytesIO(data))
    assert (back.format, back.size) == ("PNG", SIZE)
    assert len(data) < 300_000
    assert max(SIZE) / min(SIZE) < 20
    assert sum(SIZE) < 10_000


def test_equal_values_are_equal_bytes() -> None:
    assert to_png(draw(CHART, 12)) == to_png(draw(CHART, 12))


def test_the_childs_points_are_seen() -> None:
    with_points, without = draw(CHART, 12), draw(replace(CHART, child=[]), 12)
    assert blue(with_points) > 2_000
    assert blue(without) < 100


def test_what_lies_far_outside_leaves_the_lines_as_they_are() -> None:
    """64 kg beside a baby's lines: the point is left out, the lines stay readable."""
    odd = replace(CHART, child=[(92, 6.4), (189, 64)], last="64 公斤")
    without = replace(CHART, child=[(92, 6.4)], last="64 公斤")
    left = (0, 250, SIZE[0], 800)
    assert draw(odd, 12).crop(left).tobytes() != draw(CHART, 12).crop(left).tobytes()
    assert blue(draw(odd, 12)) <= blue(draw(without, 12))


def test_a_long_gap_is_not_bridged() -> None:
    """From birth to four years a straight line would run below all curves."""
    apart = replace(CHART, child=[(0, 3.3), (1_500, 16.0)])
    near = replace(CHART, child=[(1_200, 14.0), (1_500, 16.0)])
    dots = blue(draw(replace(CHART, child=[(0, 3.3)], last=""), 60))
    assert blue(draw(apart, 60)) < 2 * dots + 1_500
    assert blue(draw(near, 60)) > blue(draw(apart, 60))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_name_can_be_drawn(text: str) -> None:
    words = replace(
        CHART, title=text, about=text, unit=text[:9], months=text, last=text, explained=text, source=text
    )
    assert draw(words, 12).size == SIZE


numbers = st.floats(-1e6, 1e6, allow_nan=False)


@settings(max_examples=25, deadline=None)
@given(child=st.lists(st.tuples(st.integers(-100, 7_000), numbers), max_size=30), span=st.sampled_from(SPANS))
def test_any_points_can_be_drawn(child: list[tuple[int, float]], span: int) -> None:
    assert draw(replace(CHART, child=sorted(child)), span).size == SIZE


@pytest.mark.parametrize("lines", [[("3", []), ("50", []), ("97", [])], [("50", [(0, 1.0)])]])
def test_lines_without_points_do_no_harm(lines: list[tuple[str, list[tuple[float, float]]]]) -> None:
    assert draw(replace(CHART, lines=lines), 6).size == SIZE


@pytest.mark.parametrize(
    ("age", "span"),
    [(0, 6), (152, 6), (153, 12), (334, 12), (335, 24), (700, 24), (701, 60), (1_826, 60), (9_999, 60)],
)
def test_the_axis_leaves_room_to_grow(age: int, span: int) -> None:
    assert span_of(age) == span
    assert age < span * MONTH or span == SPANS[-1]
