"""The timeline of papers as a picture: whatever days and words, it is drawn; late ones are told by sign and words, not by colour alone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictures.paper import BLUE, ORANGE, to_png
from pictures.timeline import MOST_MONTHS, MOST_ROWS, WIDE, Band, Row, Timeline, axis, draw, months_of
from tests.pictures.hostile import HOSTILE

TODAY = date(2026, 2, 22)
FIRST, LAST = date(2026, 2, 1), date(2026, 9, 30)
OPEN = Row("户口本", "最晚 6 月 18 日动手", "open", TODAY, date(2026, 3, 1), date(2026, 6, 18))
LATE = Row("居住证", "来不及了", "late", TODAY, date(2026, 9, 6), None)
HAVE = Row("身份证", "有了", "have")
PAGE = Timeline(
    title="乐乐上小班：什么时候办什么",
    about="芜湖 2026 年秋天",
    first=FIRST,
    last=LAST,
    months=[(day, f"{day.month}月") for day in months_of(FIRST, LAST)],
    today=Band(TODAY, TODAY, "今天"),
    window=Band(date(2026, 6, 4), date(2026, 6, 25), "报名"),
    reporting=Band(date(2026, 8, 28), date(2026, 8, 31), "报到"),
    rows=[OPEN, LATE, HAVE],
    more="还有几样，见清单",
    bar_means="从动手到拿到",
    mark_means="最晚这天动手",
    explained="日子以当年通知为准。",
)


def pixels(image: Image.Image, colour: str) -> int:
    """Pixels in this colour, nearly."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    colours = image.convert("RGB").getcolors(maxcolors=2**24) or []
    return sum(
        number
        for number, seen in colours
        if isinstance(seen, tuple) and sum(abs(one - two) for one, two in zip(seen, wanted, strict=True)) < 30
    )


@pytest.mark.parametrize("rows", [0, 1, 3, MOST_ROWS, 40])
def test_it_is_a_picture_that_channels_take(rows: int) -> None:
    data = to_png(draw(replace(PAGE, rows=[OPEN, LATE, HAVE][:rows] if rows < 4 else [LATE] * rows)))
    back = Image.open(io.BytesIO(data))
    assert (back.format, back.width) == ("PNG", WIDE)
    assert len(data) < 300_000
    assert max(back.size) / min(back.size) < 20
    assert sum(back.size) < 10_000


def test_equal_values_are_equal_bytes() -> None:
    assert to_png(draw(PAGE)) == to_png(draw(PAGE))


def test_more_rows_than_there_is_room_for_are_left_out_and_said() -> None:
    full, more = (
        draw(replace(PAGE, rows=[OPEN] * MOST_ROWS)),
        draw(replace(PAGE, rows=[OPEN] * (MOST_ROWS + 9))),
    )
    assert full.height < more.height < full.height + 80


def test_a_late_paper_has_the_warning_colour_sign_and_words() -> None:
    """Without its words or its bar there is still the sign; a paper in time has nothing of that colour."""
    assert pixels(draw(replace(PAGE, rows=[OPEN, HAVE])), ORANGE.strong) == 0
    bare = replace(LATE, note="", begins=None, ready=None)
    sign = pixels(draw(replace(PAGE, rows=[bare])), ORANGE.strong)
    words = pixels(draw(replace(PAGE, rows=[replace(LATE, begins=None, ready=None)])), ORANGE.strong)
    assert 200 < sign < words < pixels(draw(replace(PAGE, rows=[LATE])), ORANGE.strong)


def test_a_longer_way_is_a_longer_bar() -> None:
    bars = [
        pixels(
            draw(replace(PAGE, rows=[replace(OPEN, note="", latest=None, ready=TODAY + timedelta(days))])),
            BLUE.strong,
        )
        for days in (0, 30, 90)
    ]
    assert bars == sorted(set(bars))


def test_a_band_far_away_is_not_drawn() -> None:
    beyond = replace(PAGE, window=Band(date(2027, 6, 4), date(2027, 6, 25), "报名"))
    assert 10 * pixels(draw(beyond), BLUE.ground) < pixels(draw(PAGE), BLUE.ground)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_can_be_drawn(text: str) -> None:
    band = Band(TODAY, LAST, text)
    page = Timeline(
        title=text, about=text, first=FIRST, last=LAST, months=[(FIRST, text), (LAST, text)], today=band, window=band, reporting=band,
        rows=[replace(row, name=text, note=text) for row in (OPEN, LATE, HAVE)] * 6, more=text, bar_means=text, mark_means=text, explained=text,
    )  # fmt: skip
    assert draw(page).width == WIDE


days = st.dates() | st.dates(FIRST, LAST) | st.sampled_from([date.min, date.max])
bands = st.none() | st.builds(Band, first=days, last=days, label=st.just("报名"))
rows = st.builds(
    Row,
    name=st.just("居住证"),
    note=st.just("最晚"),
    state=st.sampled_from(["have", "open", "now", "late"]),
    begins=st.none() | days,
    ready=st.none() | days,
    latest=st.none() | days,
)


@settings(max_examples=40, deadline=None)
@given(some=st.lists(rows, max_size=5), first=days, last=days, today=days, window=bands, reporting=bands)
def test_any_days_can_be_drawn(
    some: list[Row], first: date, last: date, today: date, window: Band | None, reporting: Band | None
) -> None:
    page = replace(
        PAGE,
        first=first,
        last=last,
        today=Band(today, today, "今天"),
        window=window,
        reporting=reporting,
        rows=some,
    )
    assert draw(page).width == WIDE


@given(some=st.lists(days, max_size=6))
def test_the_axis_is_whole_months_around_the_days(some: list[date]) -> None:
    first, last = axis(some)
    assert first.day == 1
    assert first <= min(some, default=first)
    months = months_of(first, last)
    assert months[0] == first
    assert 1 <= len(months) <= MOST_MONTHS
    assert all(day <= last or len(months) == MOST_MONTHS or day.year == date.max.year for day in some)


def test_the_axis_of_a_season() -> None:
    assert axis([TODAY, date(2026, 6, 25), date(2026, 9, 6)]) == (FIRST, LAST)
    assert axis([date(2026, 2, 1), date(2036, 2, 1)]) == (date(2026, 2, 1), date(2027, 7, 31))
    assert months_of(FIRST, LAST)[-1] == date(2026, 9, 1)
