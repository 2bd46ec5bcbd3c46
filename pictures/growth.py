"""The growth curve: five lines of the WHO standard, the child's points between them, ages in months, readable at the width of a phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from math import ceil, floor

from PIL import Image, ImageDraw

from pictures.letters import BOLD, MEDIUM, width
from pictures.paper import BLUE, GREEN, GREY, INK, LINE, ORANGE, SOFT, WHITE, Box, Sheet

#: Pixels. A phone shows it at about a third: letters have 34 or more.
SIZE = (1080, 1350)
_MARGIN, _TITLE, _SMALL, _TICK = 44, 50, 36, 34
#: Days in a month of the age axis (365.25 / 12).
MONTH = 30.4375
#: The axis ends at one of these months; the first that leaves room is taken.
SPANS = (6, 12, 24, 60)
_TICKS_EVERY = {6: 1, 12: 1, 24: 3, 60: 12}
_STEPS = (0.5, 1, 2, 5, 10, 20)
_DOT, _THICK = 13, 6
#: Pixels around points that what is drawn there may take.
_ROUND = 24
#: How far beyond the lines a value is still shown, as a part of what they span: a mistyped one must not flatten them.
_ROOM = 0.4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, in words and numbers that are ready. Points are (age in days, value in `unit`)."""

    title: str
    about: str
    unit: str
    months: str
    #: The lines from the lowest to the highest, each with the number at its end; the middle one is the median.
    lines: Sequence[tuple[str, Sequence[Point]]]
    child: Sequence[Point]
    #: Stands at the child's last point: its value.
    last: str
    explained: str
    source: str


def span_of(age: int) -> int:
    """Months the age axis shows for a child of so many days, with room to grow."""
    return next((months for months in SPANS if age < (months - 1) * MONTH), SPANS[-1])


def draw(chart: Chart, span: int) -> Image.Image:
    """The picture; `span` is the last month of the age axis. Whatever lies outside is not drawn."""
    sheet = Sheet(SIZE)
    top = sheet.paragraph((_MARGIN, _MARGIN), chart.title, _TITLE, SIZE[0] - 2 * _MARGIN, most=1, weight=BOLD)
    top = sheet.paragraph((_MARGIN, top), chart.about, _SMALL, SIZE[0] - 2 * _MARGIN, most=1, colour=SOFT)
    plot = _Plot(chart, span, (128, top + 84, SIZE[0] - 96, SIZE[1] - 312))
    _axes(sheet, chart, plot)
    _curves(sheet, chart, plot)
    _points(sheet, chart, plot)
    y = SIZE[1] - 204
    y = sheet.paragraph((_MARGIN, y), chart.explained, _SMALL, SIZE[0] - 2 * _MARGIN, most=2)
    sheet.paragraph((_MARGIN, y + 6), chart.source, 30, SIZE[0] - 2 * _MARGIN, most=1, colour=SOFT)
    return sheet.image


class _Plot:
    """Where a value lies on the sheet."""

    def __init__(self, chart: Chart, span: int, box: Box) -> None:
        self.box, self.span = box, span
        lines = [y for _label, line in chart.lines for x, y in line if x <= span * MONTH]
        low, high = (min(lines), max(lines)) if lines else (0.0, 1.0)
        room = _ROOM * (high - low)
        shown = [y for x, y in chart.child if 0 <= x <= span * MONTH and low - room <= y <= high + room]
        low, high = min([low, *shown]), max([high, *shown])
        self.step = next((step for step in _STEPS if (high - low) / step <= 11), _STEPS[-1])
        self.low, self.high = floor(low / self.step) * self.step, ceil(high / self.step) * self.step
        if self.low == self.high:
            self.high += self.step

    def at(self, point: Point) -> Point:
        left, top, right, bottom = self.box
        x = left + (right - left) * point[0] / (self.span * MONTH)
        return x, bottom - (bottom - top) * (point[1] - self.low) / (self.high - self.low)

    def within(self, points: Sequence[Point]) -> list[Point]:
        """Those that have a place on the sheet."""
        return [(x, y) for x, y in points if 0 <= x <= self.span * MONTH and self.low <= y <= self.high]

    def ticks(self) -> list[float]:
        return [self.low + step * self.step for step in range(round((self.high - self.low) / self.step) + 1)]


def _axes(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    left, top, right, bottom = plot.box
    sheet.text((_MARGIN, top - 78), chart.unit, _TICK, weight=MEDIUM, colour=SOFT)
    for value in plot.ticks():
        y = plot.at((0, value))[1]
        sheet.line([(left, y), (right, y)], LINE)
        sheet.text((left - 22, y - 24), f"{value:g}", _TICK, align="right", colour=SOFT)
    for month in range(0, plot.span + 1, _TICKS_EVERY[plot.span]):
        x = plot.at((month * MONTH, plot.low))[0]
        sheet.line([(x, top), (x, bottom)], LINE)
        sheet.text((x, bottom + 6), str(month), _TICK, align="middle", colour=SOFT)
    sheet.text(((left + right) / 2, bottom + 44), chart.months, _TICK, align="middle", colour=SOFT)


def _curves(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """The band between the outer lines, then the lines; all of one colour are painted at once."""
    shown = [(label, [plot.at(point) for point in plot.within(line)]) for label, line in chart.lines]
    middle = len(shown) // 2
    outer = [line for _label, line in (shown[0], shown[-1])]
    _paint(
        sheet, [*outer[0], *outer[1]], GREEN.ground, lambda pen: pen.area([*outer[0], *reversed(outer[1])])
    )
    for colour, places in (
        (ORANGE.strong, {0, len(shown) - 1}),
        (GREY.strong, set(range(1, len(shown) - 1)) - {middle}),
        (GREEN.strong, {middle}),
    ):
        lines = [line for place, (_label, line) in enumerate(shown) if place in places]
        _paint(sheet, [*chain(*lines)], colour, partial(_Pen.lines, lines=lines, thick=_THICK))
        for place in places:
            label, line = shown[place]
            if line:
                sheet.text((line[-1][0] + 10, line[-1][1] - 22), label, _TICK, weight=MEDIUM, colour=colour)


def _points(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    inside = plot.within(chart.child)
    points = [plot.at(point) for point in inside]
    if not points:
        return
    joined = [[plot.at(one), plot.at(other)] for one, other in pairwise(inside) if _near(one[0], other[0])]
    _paint(sheet, points, BLUE.strong, lambda pen: pen.lines(joined, 5))
    _paint(sheet, points, WHITE, lambda pen: pen.dots(points, _DOT + 5))
    _paint(sheet, points, BLUE.strong, lambda pen: pen.dots(points, _DOT))
    if inside[-1] == chart.child[-1]:
        _label(sheet, chart.last, points, plot.box)


def _label(sheet: Sheet, text: str, points: Sequence[Point], box: Box) -> None:
    """The last value beside its point: above it, or below where the line comes from above or there is no room."""
    x, y = points[-1]
    wide = width(text, _SMALL, BOLD) + 28
    left = min(max(x - wide / 2, box[0]), box[2] - wide)
    falls = len(points) > 1 and points[-2][1] < y
    top = y - 92 if y - 92 > box[1] and not (falls and y + 94 < box[3]) else y + 34
    sheet.box((left, top, left + wide, top + 60), WHITE, BLUE.strong)
    sheet.text((left + 14, top + 5), text, _SMALL, weight=BOLD, colour=INK)


def _near(one: float, other: float) -> bool:
    """Whether two ages (days) may be joined by a straight line. Over a longer time, the sooner the younger, it would run below the curves
    and look like a fall that never was."""
    return other - one <= 60 + one / 2


class _Pen:
    """Draws in white on the enlarged mask; places are those of the sheet."""

    def __init__(self, draw: ImageDraw.ImageDraw, times: int, corner: Point) -> None:
        self._draw, self._times, self._corner = draw, times, corner

    def _at(self, point: Point) -> Point:
        return (point[0] - self._corner[0]) * self._times, (point[1] - self._corner[1]) * self._times

    def area(self, points: Sequence[Point]) -> None:
        if len(points) > 2:
            self._draw.polygon([self._at(point) for point in points], fill=255)

    def lines(self, lines: Sequence[Sequence[Point]], thick: int) -> None:
        for line in lines:
            for one, other in pairwise(line):
                self._draw.line([self._at(one), self._at(other)], fill=255, width=thick * self._times)

    def dots(self, points: Sequence[Point], radius: int) -> None:
        for point in points:
            x, y = self._at(point)
            size = radius * self._times
            self._draw.ellipse((x - size, y - size, x + size, y + size), fill=255)


def _paint(sheet: Sheet, points: Sequence[Point], colour: str, what: Callable[[_Pen], None]) -> None:
    """Everything `what` draws through these points, in one colour; no larger than it must be, because masks take the time."""
    if not points:
        return
    across, down = [x for x, _y in points], [y for _x, y in points]
    left, top = min(across) - _ROUND, min(down) - _ROUND
    box = (round(left), round(top), round(max(across) + _ROUND), round(max(down) + _ROUND))
    sheet.smooth(box, colour, lambda draw, times: what(_Pen(draw, times, (box[0], box[1]))))
