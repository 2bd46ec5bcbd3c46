"""Small signs drawn as shapes, because the font has no emoji and because colour alone tells nothing to one man in twelve."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw

from pictures.letters import BOLD, font
from pictures.paper import WHITE, Paint, Sheet, smoothed

#: A check mark, a question on a full or an empty round, a warning triangle, an arrow to go by, no entry, an empty ring.
Sign = Literal["check", "question", "asking", "warning", "go", "no", "ring"]


def draw_sign(sheet: Sheet, sign: Sign, at: tuple[float, float], side: int, colour: str) -> None:
    """The sign in a square of `side` pixels with its corner at `at`."""
    outside, inside = _masks(sign, side)
    sheet.stamp(at, colour, outside)
    if inside is not None:
        sheet.stamp(at, WHITE, inside)


@lru_cache(maxsize=64)
def _masks(sign: Sign, side: int) -> tuple[Image.Image, Image.Image | None]:
    """The shape, and what is white in it: a page has many of each."""
    inside = _INSIDE.get(sign)
    return smoothed(side, side, _SHAPES[sign](side)), inside and smoothed(side, side, inside(side))


def _round(side: int) -> Paint:
    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        draw.ellipse((0, 0, side * k - 1, side * k - 1), fill=255)

    return paint


def _ring(side: int) -> Paint:
    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        draw.ellipse((k, k, side * k - k - 1, side * k - k - 1), outline=255, width=max(2, side // 9) * k)

    return paint


def _asking(side: int) -> Paint:
    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        _ring(side)(draw, k)
        _letter("?", side, 0.66)(draw, k)

    return paint


def _polygon(side: int, *points: tuple[float, float]) -> Paint:
    """Corners as parts of the side, from the upper left."""

    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        draw.polygon([(x * side * k, y * side * k) for x, y in points], fill=255)

    return paint


def _check(side: int) -> Paint:
    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        points = [(x * side * k, y * side * k) for x, y in ((0.26, 0.53), (0.44, 0.70), (0.75, 0.34))]
        draw.line(points, fill=255, width=round(side * 0.12 * k), joint="curve")

    return paint


def _bar(side: int) -> Paint:
    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        draw.rectangle((0.2 * side * k, 0.41 * side * k, 0.8 * side * k, 0.59 * side * k), fill=255)

    return paint


def _letter(letter: str, side: int, high: float, lower: float = 0.0) -> Paint:
    def paint(draw: ImageDraw.ImageDraw, k: int) -> None:
        place = (side * k / 2, side * k * (0.5 + lower))
        draw.text(place, letter, font=font(round(side * high * k), BOLD), fill=255, anchor="mm")

    return paint


_SHAPES: dict[Sign, Callable[[int], Paint]] = {
    "check": _round,
    "question": _round,
    "asking": _asking,
    "warning": lambda side: _polygon(side, (0.5, 0.02), (1.0, 0.95), (0.0, 0.95)),
    "go": lambda side: _polygon(side, (0.0, 0.1), (0.55, 0.1), (1.0, 0.5), (0.55, 0.9), (0.0, 0.9)),
    "no": _round,
    "ring": _ring,
}
_INSIDE: dict[Sign, Callable[[int], Paint]] = {
    "check": _check,
    "question": lambda side: _letter("?", side, 0.8),
    "no": _bar,
    "warning": lambda side: _letter("!", side, 0.66, 0.13),
}
