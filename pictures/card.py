"""A card to hold out: a heading, a few facts, sections of lines, in letters that can be read over a counter."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from pictures.letters import BOLD, MEDIUM, REGULAR, line_height, wrap
from pictures.paper import BLUE, INK, LINE, ORANGE, SOFT, WHITE, Sheet

#: Width of a card in pixels, and its greatest height: a phone shows it whole or scrolls, and no channel refuses it.
WIDE, MOST_HIGH = 1080, 6000
_EDGE, _SIZE, _SMALL = 56, 40, 32
#: Lines that one row may take.
_ROW_LINES = 9
#: Stands for what is left out.
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows; `strong` for what the reader has to act on."""

    heading: str
    rows: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class CardPage:
    """Everything on the card, in the reader's language."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    weight: int
    colour: str
    above: int = 0
    left: int = 0


def draw(card: CardPage) -> Image.Image:
    """The card, as high as its words; what would be beyond the greatest height is left out, and a mark says so."""
    room = WIDE - 2 * _EDGE
    head = [_Line(card.title, 60, BOLD, WHITE)] + [_Line(one, _SIZE, MEDIUM, WHITE, 6) for one in card.lines]
    head = [part for line in head for part in _wrapped(line, room)]
    body = [part for section in card.sections for part in _section(section, room)]
    foot = _wrapped(_Line(card.footer, _SMALL, REGULAR, SOFT, 36), room)
    top = 44 + _height(head) + 36
    body, whole = _fitting(body, MOST_HIGH - top - _height(foot) - 48)
    high = top + _height(body) + _height(foot) + 48 if whole else MOST_HIGH
    high = min(MOST_HIGH, high)
    sheet = Sheet((WIDE, high))
    sheet.box((0, 0, WIDE, top), BLUE.strong, corner=0)
    _set(sheet, head, 44)
    y = _set(sheet, body, top)
    sheet.line([(_EDGE, y + 20), (WIDE - _EDGE, y + 20)], LINE, 3)
    _set(sheet, foot, y)
    return sheet.image


def _fitting(lines: list[_Line], room: int) -> tuple[list[_Line], bool]:
    """As many lines as `room` pixels hold, with a mark behind them where some are left out; and whether it is all of them."""
    if _height(lines) <= room:
        return lines, True
    more = _Line(_MORE, _SIZE, BOLD, INK, 8, 34)
    kept = list(lines)
    while kept and _height([*kept, more]) > room:
        kept.pop()
    return [*kept, more], False


def _section(section: Section, room: int) -> list[_Line]:
    colour = ORANGE.strong if section.strong else BLUE.strong
    lines = _wrapped(_Line(section.heading, 42, BOLD, colour, 34), room)
    for row in section.rows:
        weight = MEDIUM if section.strong else REGULAR
        parts = _wrapped(_Line(row, _SIZE, weight, INK, 8, 34), room - 34)
        lines += parts
    return lines


def _wrapped(line: _Line, room: int) -> list[_Line]:
    """One line as several of `room` pixels; only the first keeps its distance from what is above."""
    found = wrap(line.text, line.size, line.weight, room, _ROW_LINES)
    return [
        _Line(text, line.size, line.weight, line.colour, line.above if at == 0 else 0, line.left)
        for at, text in enumerate(found)
    ]


def _height(lines: list[_Line]) -> int:
    return sum(line.above + line_height(line.size) for line in lines)


def _set(sheet: Sheet, lines: list[_Line], y: int) -> int:
    """Sets the lines below `y`; a dot stands before the first line of each row. Returns the y below them."""
    for line in lines:
        y += line.above
        if line.left and line.above:
            middle = y + line_height(line.size) / 2
            sheet.box((_EDGE + 4, middle - 7, _EDGE + 18, middle + 7), line.colour, corner=7)
        y = sheet.text((_EDGE + line.left, y), line.text, line.size, weight=line.weight, colour=line.colour)
    return y
