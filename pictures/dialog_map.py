"""Where an answer leads, as a tree that is read from top to bottom: readable at the width of a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from pictures.letters import BOLD, MEDIUM, REGULAR, line_height, wrap
from pictures.paper import BLUE, GREEN, GREY, INK, LINE, ORANGE, SOFT, WHITE, Sheet, Tone

#: Width in pixels. A phone shows it at about a third: letters have 34 or more.
WIDE = 1080
#: Rows that are drawn; the words of `MapPage.more` say what is left out.
MOST_ROWS = 24
_MARGIN, _TITLE, _LABEL, _SMALL = 44, 50, 38, 34
_RIGHT = WIDE - _MARGIN
#: A level lies so much further right; from so many levels on rows move no further.
_STEP, _LEVELS = 56, 7
_BADGE, _INSIDE, _BETWEEN = 58, 18, 22
#: The words of a row take two lines at most.
_LINES = 2

#: answer: drawn here in full · again: drawn in another row, by its number · end: out of the answers (a paper, a link, a part of the bot) · gone:
#: there is no such answer.
Look = Literal["answer", "again", "end", "gone"]
_LOOKS: dict[Look, Tone] = {"answer": BLUE, "again": GREY, "end": GREEN, "gone": ORANGE}


@dataclass(frozen=True, slots=True)
class MapRow:
    """One row: `rules.answers.dialog_map.Node` in words. `number` is its answer's, None for what is no answer; `note` says below in small letters how one
    gets here or what it is, and may be empty."""

    level: int
    parent: int | None
    look: Look
    label: str
    number: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapPage:
    """What is drawn, in words that are ready. `looks`: what the colours that occur mean, in words; `more`: what was left out, or empty."""

    title: str
    about: str
    rows: Sequence[MapRow]
    looks: Sequence[tuple[Look, str]]
    more: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    """A row with its place: left, top, bottom."""

    row: MapRow
    left: int
    top: int
    bottom: int
    lines: tuple[str, ...]
    note: tuple[str, ...]


def draw(page: MapPage) -> Image.Image:
    """The picture, as high as its rows."""
    rows = page.rows[:MOST_ROWS]
    most = sum(_height(row) + _BETWEEN for row in rows)
    sheet = Sheet((WIDE, most + 4 * line_height(_TITLE) + (len(page.looks) + 8) * line_height(_SMALL)))
    room = _RIGHT - _MARGIN
    y = sheet.paragraph((_MARGIN, _MARGIN), page.title, _TITLE, room, most=2, weight=BOLD)
    y = sheet.paragraph((_MARGIN, y), page.about, _SMALL, room, most=2, colour=SOFT) + 22
    boxes: list[_Box] = []
    for row in rows:
        boxes.append(_placed(row, y))
        y = boxes[-1].bottom + _BETWEEN
    for box in boxes:
        _line_to(sheet, boxes, box)
    for box in boxes:
        _box(sheet, box)
    return sheet.image.crop((0, 0, WIDE, _legend(sheet, page, y + 8) + _MARGIN))


def _left(row: MapRow) -> int:
    return _MARGIN + min(row.level, _LEVELS) * _STEP


def _words(row: MapRow) -> tuple[list[str], list[str]]:
    """The lines of a row, and of its note."""
    room = _RIGHT - _left(row) - 2 * _INSIDE - (_BADGE + 14 if row.number is not None else 0)
    weight = MEDIUM if row.look == "answer" else REGULAR
    return wrap(row.label, _LABEL, weight, room, _LINES), wrap(row.note, _SMALL, REGULAR, room, 1)


def _height(row: MapRow) -> int:
    lines, note = _words(row)
    return max(_BADGE + 2 * 10, 2 * 10 + len(lines) * line_height(_LABEL) + len(note) * line_height(_SMALL))


def _placed(row: MapRow, top: int) -> _Box:
    lines, note = _words(row)
    return _Box(row, _left(row), top, top + _height(row), tuple(lines), tuple(note))


def _line_to(sheet: Sheet, boxes: Sequence[_Box], box: _Box) -> None:
    """From the row it hangs below, down and then to the right."""
    if box.row.parent is None or not 0 <= box.row.parent < len(boxes):
        return
    above = boxes[box.row.parent]
    x, middle = above.left + _STEP / 2, (box.top + box.bottom) / 2
    if box.left > x:
        sheet.line([(x, above.bottom), (x, middle)], SOFT, 4)
        sheet.line([(x, middle), (box.left, middle)], SOFT, 4)


def _box(sheet: Sheet, box: _Box) -> None:
    row, tone = box.row, _LOOKS[box.row.look]
    full = row.look == "answer"
    sheet.box((box.left, box.top, _RIGHT, box.bottom), tone.ground if full else WHITE, tone.strong, corner=14)
    x = float(box.left + _INSIDE)
    if row.number is not None:
        middle = (box.top + box.bottom) / 2
        place = (x, middle - _BADGE / 2, x + _BADGE, middle + _BADGE / 2)
        sheet.box(place, tone.strong if full else WHITE, tone.strong, corner=_BADGE // 2)
        sheet.text(
            (x + _BADGE / 2, middle - line_height(_SMALL) / 2),
            str(row.number),
            _SMALL,
            weight=BOLD,
            colour=WHITE if full else tone.strong,
            align="middle",
        )
        x += _BADGE + 14
    high = len(box.lines) * line_height(_LABEL) + len(box.note) * line_height(_SMALL)
    y = (box.top + box.bottom - high) / 2
    for line in box.lines:
        y = sheet.text((x, y), line, _LABEL, weight=MEDIUM if full else REGULAR, colour=INK)
    for line in box.note:
        y = sheet.text((x, y), line, _SMALL, colour=SOFT)


def _legend(sheet: Sheet, page: MapPage, y: int) -> int:
    """What was left out, and what the colours mean. Returns the y below."""
    if page.more:
        y = sheet.paragraph((_MARGIN, y), page.more, _SMALL, _RIGHT - _MARGIN, most=2, weight=BOLD)
    sheet.line([(_MARGIN, y + 6), (_RIGHT, y + 6)], LINE)
    y += 18
    for look, meaning in page.looks:
        tone = _LOOKS[look]
        ground = tone.ground if look == "answer" else WHITE
        sheet.box((_MARGIN, y + 9, _MARGIN + 52, y + line_height(_SMALL) - 7), ground, tone.strong, corner=8)
        y = sheet.text((_MARGIN + 68, y), meaning, _SMALL, colour=SOFT, room=_RIGHT - _MARGIN - 68)
    return y
