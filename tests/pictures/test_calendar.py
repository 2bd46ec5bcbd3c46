"""The calendar's picture: everything on it, nothing over anything, the same bytes for the same page, whatever the words."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pictures.calendar import MOST_CHIPS, CalendarPage, Chip, Stage, State, draw
from pictures.paper import A4, BLUE, GREEN, GREY, INK, ORANGE, PURPLE, Sheet, to_pdf, to_png
from pictures.signs import Sign, draw_sign
from tests.pictures.hostile import HOSTILE

STATES: tuple[State, ...] = get_args(State)
SIGNS: tuple[Sign, ...] = get_args(Sign)


def page(stages: tuple[Stage, ...], reached: int = 2) -> CalendarPage:
    return CalendarPage(
        title="乐乐的日历",
        lines=("2026年5月20日出生 · 6 个月",),
        next_title="Can be done now",
        next_text="",
        next_names=("MMR 1", "Polio 3"),
        between=", ",
        next_state="now",
        next_hint="Several can be given on one day; the clinic says how many.",
        legend=tuple((state, state) for state in STATES),
        stages=stages,
        today="Today, 23 Nov 2026",
        reached=reached,
        footer=("By the schedule.", "Please ask your clinic."),
    )


def stages(count: int, chips: int, state: State = "later") -> tuple[Stage, ...]:
    """So many ages that share so many chips, as many of them oddly as can be: that takes the most rows."""
    shares = [1] * count
    for at in range((chips - count) // 2):
        shares[at % count] += 2
    shares[0] += chips - sum(shares)
    return tuple(
        Stage(f"{at} months", "Nov 2026", tuple(Chip(state, f"MMR {n}", "20 Nov 2026") for n in range(share)))
        for at, share in enumerate(shares)
    )


def colours(image: Image.Image) -> set[object]:
    return {colour for _count, colour in image.getcolors(1 << 22) or []}


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def test_equal_pages_are_equal_bytes() -> None:
    one, other = draw(page(stages(9, 20))), draw(page(stages(9, 20)))
    assert to_png(one) == to_png(other)
    assert to_pdf(one) == to_pdf(other)
    assert one.size == A4


def test_a_change_is_seen() -> None:
    told = page(stages(9, 20))
    for changed in (
        replace(told, reached=5),
        replace(told, today="Today, 24 Nov 2026"),
        replace(told, stages=stages(9, 20, "late")),
        replace(told, next_names=("MMR 2",)),
    ):
        assert to_png(draw(changed)) != to_png(draw(told))


@pytest.mark.parametrize(("count", "chips"), [(1, 1), (5, 9), (13, 24), (17, 37), (18, MOST_CHIPS)])
@pytest.mark.parametrize("reached", [0, 1, 99])
def test_everything_is_on_the_page(count: int, chips: int, reached: int) -> None:
    """The last chip of the last age, and today's line, whether it stands before, between or behind them."""
    told = stages(count, chips)
    last = replace(told[-1], chips=(*told[-1].chips[:-1], Chip("doubtful", "MMR", "20 Nov 2026")))
    full = replace(
        page((*told[:-1], last), reached),
        next_names=("Meningitis A+C 1",) * 12,
        legend=tuple((state, "may not count, ask the clinic") for state in STATES if state != "doubtful"),
        footer=("By the schedule of the national programme for children, with its notes.",) * 3,
    )
    image = draw(full)
    assert rgb(PURPLE.strong) in colours(image)
    assert rgb(PURPLE.ground) in colours(image)
    wide = [y for y in range(image.height) if image.getpixel((1195, y)) == rgb(INK)]
    assert 3 <= len(wide) <= 6


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_shown_by_its_colour(state: State) -> None:
    tones = {
        "done": GREEN, "doubtful": PURPLE, "unknown": GREY, "late": ORANGE, "now": BLUE, "barred": PURPLE, "later": GREY,
    }  # fmt: skip
    empty = replace(page(()), legend=(), next_state="later")
    drawn = draw(replace(empty, stages=(Stage("Birth", "", (Chip(state, "MMR"),)),)))
    assert rgb(tones[state].strong) in colours(drawn)


def test_signs_differ_without_their_colours() -> None:
    """In black and white, and for an eye that sees no red or green."""
    drawn = []
    for sign in SIGNS:
        sheet = Sheet((40, 40))
        draw_sign(sheet, sign, (0, 0), 40, INK)
        drawn.append(sheet.image.convert("L"))
    for at, one in enumerate(drawn):
        for other in drawn[at + 1 :]:
            apart = ImageChops.difference(one, other).point(lambda level: 255 if level > 100 else 0)
            assert sum(apart.histogram()[200:]) > 60


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_whatever_is_said_nothing_raises(text: str) -> None:
    told = page((Stage(text, text, (Chip("late", text, text), Chip("done", text, text))),) * 6)
    image = draw(
        replace(
            told,
            title=text,
            lines=(text,),
            next_title=text,
            next_text=text,
            next_names=(text,) * 30,
            today=text,
            footer=(text,),
            legend=tuple((state, text) for state in STATES),
        )
    )
    # nothing reaches the paper's edge
    edge = Image.new("RGB", (12, image.height), "#ffffff")
    for left in (0, image.width - 12):
        strip = image.crop((left, 0, left + 12, image.height))
        assert ImageChops.difference(strip, edge).getbbox() is None


@given(st.text(max_size=40), st.lists(st.integers(0, 12), max_size=25), st.integers(-3, 40))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_shape_of_page_is_drawn(text: str, counts: list[int], reached: int) -> None:
    told = tuple(Stage(text, "", tuple(Chip("now", text, text) for _ in range(n))) for n in counts)
    assert draw(replace(page(told, reached), title=text)).size == A4
