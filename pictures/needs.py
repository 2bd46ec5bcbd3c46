"""What families of a district need: a bar for each thing, and for the hours they are free, readable at the width of a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from pictures.letters import BOLD, MEDIUM, line_height
from pictures.paper import BLUE, GREEN, LINE, ORANGE, SOFT, Sheet, Tone
from pictures.signs import draw_sign

#: Width in pixels. A phone shows it at about a third: letters have 34 or more.
WIDE = 1080
#: Bars of one list that are drawn.
MOST_BARS = 16
_MARGIN, _TITLE, _HEAD, _NAME, _SMALL = 44, 50, 42, 36, 34
_LEFT, _RIGHT, _ROOM = _MARGIN, WIDE - _MARGIN, WIDE - 2 * _MARGIN
_SIGN, _BAR, _GAP = 36, 30, 22
#: Room for the number behind the longest bar.
_NUMBER = 130


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing and how many want it. `lacks`: nobody offers it; `note` says so in words: colour and sign never stand alone."""

    name: str
    number: int
    note: str = ""
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """What is drawn, in words and numbers that may be shown. `rest` names what has no number; empty lists say `nothing`."""

    title: str
    about: str
    wanted_title: str
    wanted: Sequence[Bar]
    rest: str
    free_title: str
    free: Sequence[Bar]
    nothing: str
    explained: str


def draw(page: NeedsPage) -> Image.Image:
    """The picture, as high as its bars."""
    bars = (page.wanted[:MOST_BARS], page.free[:MOST_BARS])
    high = sum(len(some) for some in bars) * _row_height() + 18 * line_height(_NAME) + 3 * line_height(_TITLE)
    sheet = Sheet((WIDE, high + 2 * _MARGIN))
    y = sheet.paragraph((_LEFT, _MARGIN), page.title, _TITLE, _ROOM, most=1, weight=BOLD)
    y = sheet.paragraph((_LEFT, y), page.about, _SMALL, _ROOM, most=2, colour=SOFT) + 20
    y = _bars(sheet, page.wanted_title, bars[0], GREEN, page.nothing, y)
    y = sheet.paragraph((_LEFT, y), page.rest, _SMALL, _ROOM, most=5, colour=SOFT) + 24
    y = _bars(sheet, page.free_title, bars[1], BLUE, page.nothing, y)
    y = sheet.paragraph((_LEFT, y + 8), page.explained, _SMALL, _ROOM, most=3, colour=SOFT)
    return sheet.image.crop((0, 0, WIDE, y + _MARGIN))


def _row_height() -> int:
    return line_height(_NAME) + _BAR + _GAP


def _bars(sheet: Sheet, title: str, bars: Sequence[Bar], tone: Tone, nothing: str, y: int) -> int:
    """A head and the bars below it, all of one scale. Returns the y below them."""
    y = sheet.paragraph((_LEFT, y), title, _HEAD, _ROOM, most=1, weight=BOLD)
    sheet.line([(_LEFT, y + 2), (_RIGHT, y + 2)], LINE)
    y += 14
    if not bars:
        return sheet.paragraph((_LEFT, y), nothing, _SMALL, _ROOM, most=2, colour=SOFT)
    most = max(1, *(bar.number for bar in bars))
    for bar in bars:
        y = _bar(sheet, bar, ORANGE if bar.lacks else tone, most, y)
    return y


def _bar(sheet: Sheet, bar: Bar, tone: Tone, most: int, y: int) -> int:
    """Name and note on a line, the bar and its number below. Returns the y of the next one."""
    left = _LEFT
    if bar.lacks:
        draw_sign(sheet, "warning", (left, y + 6), _SIGN, tone.strong)
        left += _SIGN + 12
    sheet.text((left, y), bar.name, _NAME, weight=MEDIUM, room=_ROOM * 0.56 - (left - _LEFT))
    weight = BOLD if bar.lacks else MEDIUM
    colour = tone.strong if bar.lacks else SOFT
    sheet.text(
        (_RIGHT, y + 2), bar.note, _SMALL, weight=weight, colour=colour, room=_ROOM * 0.42, align="right"
    )
    y += line_height(_NAME)
    long = (_ROOM - _NUMBER) * min(1.0, max(0, bar.number) / most)
    sheet.box((_LEFT, y, _LEFT + max(8.0, long), y + _BAR), tone.strong, corner=8)
    sheet.text((_LEFT + max(8.0, long) + 14, y - 10), str(bar.number), _NAME, weight=BOLD, room=_NUMBER)
    return y + _BAR + _GAP
