"""A child's calendar on one page: ages down the side, doses and check-ups beside them, today as a line across.

Words arrive ready-made. What a chip's colour says its sign says, too: a printer may have no colours, an eye may not see them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PIL import Image

from pictures.letters import BOLD, MEDIUM, REGULAR, line_height, listed, width, wrap
from pictures.paper import BLUE, GREEN, GREY, INK, LINE, ORANGE, PURPLE, SOFT, WHITE, Sheet, Tone
from pictures.signs import Sign, draw_sign

State = Literal["done", "doubtful", "unknown", "late", "now", "barred", "later"]

#: Chips that fit on a page of up to 18 ages; what is beyond is left out by `draw`, so whoever fills the page keeps below it.
MOST_CHIPS = 48


@dataclass(frozen=True, slots=True)
class Chip:
    """One dose or check-up: what, and in a few signs when."""

    state: State
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One age: how it is called, about when it is (the month), and what belongs to it."""

    label: str
    when: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Everything on the page, in the reader's language. `reached`: so many stages lie before today's line.

    What is next is a sentence, or names with `between` between them.
    """

    title: str
    lines: tuple[str, ...]
    next_title: str
    next_text: str
    next_names: tuple[str, ...]
    between: str
    next_state: State
    next_hint: str
    legend: tuple[tuple[State, str], ...]
    stages: tuple[Stage, ...]
    today: str
    reached: int
    footer: tuple[str, ...]


_TONES: dict[State, Tone] = {
    "done": GREEN, "doubtful": PURPLE, "unknown": GREY, "late": ORANGE, "now": BLUE, "barred": PURPLE,
    "later": GREY,
}  # fmt: skip
_SIGNS: dict[State, Sign] = {
    "done": "check", "doubtful": "question", "unknown": "asking", "late": "warning", "now": "go",
    "barred": "no", "later": "ring",
}  # fmt: skip
_EDGE, _RIGHT, _TOP, _FOOT = 40, 1200, 36, 1754 - 32
#: Where the line of ages runs, and where chips begin; two of them stand beside each other.
_AXIS, _CHIPS, _ACROSS, _GAP = 232, 258, 2, 8
_WIDE = (_RIGHT - _CHIPS - _GAP) // _ACROSS
#: Smallest letters of names and days that all chips have alike, and of a name that is longer still.
_NAME_LEAST, _NOTE_LEAST, _SMALLEST = 26, 21, 21
#: Highest and lowest row of chips in pixels, the height of today's line, and the row from which an age has room for its month.
_ROW_MOST, _ROW_LEAST, _TODAY, _MONTH_FROM = 78, 25, 50, 76
#: The widest gap between two ages.
_GAP_MOST = 16


def draw(page: CalendarPage) -> Image.Image:
    """The page as an A4 sheet. Equal pages are equal pictures; whatever the words, nothing raises and nothing overlaps."""
    sheet = Sheet()
    y = _head(sheet, page)
    bottom = _footer(sheet, page)
    _ages(sheet, page, y, bottom)
    return sheet.image


def _head(sheet: Sheet, page: CalendarPage) -> int:
    """Whose calendar, what is next, and what the signs mean. Returns the y below it."""
    room = _RIGHT - _EDGE
    y = sheet.text((_EDGE, _TOP), page.title, 56, weight=BOLD, room=room)
    for line in page.lines:
        y = sheet.text((_EDGE, y), line, 31, colour=SOFT, room=room)
    y += 12
    y = _next(sheet, page, y)
    x = float(_EDGE)
    for state, word in page.legend:
        wide = 44 + width(word, 26) + 30
        if x + wide > _RIGHT + 30 and x > _EDGE:
            x, y = float(_EDGE), y + 42
        draw_sign(sheet, _SIGNS[state], (x, y + 3), 32, _TONES[state].strong)
        sheet.text((x + 44, y), word, 26, room=_RIGHT - x - 44)
        x += wide
    return y + 54 if page.legend else y


def _next(sheet: Sheet, page: CalendarPage, y: int) -> int:
    """The one thing to know, framed."""
    tone, inner = _TONES[page.next_state], _RIGHT - _EDGE - 52
    lines = wrap(page.next_text, 32, MEDIUM, inner, 3)
    lines += listed(page.next_names, page.between, 32, MEDIUM, inner, 3)
    hints = wrap(page.next_hint, 26, REGULAR, inner, 3)
    high = 20 + line_height(34) + line_height(32) * len(lines) + line_height(26) * len(hints) + 16
    sheet.box((_EDGE, y, _RIGHT, y + high), tone.ground, tone.strong, corner=18, thick=4)
    at = sheet.text((_EDGE + 26, y + 14), page.next_title, 34, weight=BOLD, colour=tone.strong, room=inner)
    for line in lines:
        at = sheet.text((_EDGE + 26, at), line, 32, weight=MEDIUM, room=inner)
    for line in hints:
        at = sheet.text((_EDGE + 26, at), line, 26, colour=SOFT, room=inner)
    return y + high + 18


def _footer(sheet: Sheet, page: CalendarPage) -> int:
    """Where this comes from, small, at the foot. Returns the y above it."""
    lines = [part for line in page.footer for part in wrap(line, 23, REGULAR, _RIGHT - _EDGE, 2)]
    top = y = _FOOT - line_height(23) * len(lines)
    for line in lines:
        y = sheet.text((_EDGE, y), line, 23, colour=SOFT, room=_RIGHT - _EDGE)
    return top - 14


def _ages(sheet: Sheet, page: CalendarPage, top: int, bottom: int) -> None:
    """The ages with their chips, as high as the page allows; today's line before the first age that is not reached."""
    counts = [max(1, -(-len(stage.chips) // _ACROSS)) for stage in page.stages]
    room = bottom - top - _TODAY
    row = min(_ROW_MOST, max(_ROW_LEAST, (room - _GAP * len(counts)) // max(1, sum(counts))))
    gap = min(_GAP_MOST, max(_GAP, (room - row * sum(counts)) // max(1, len(counts))))
    letters = _letters([chip for stage in page.stages for chip in stage.chips], row)
    high = room + _TODAY if counts else _TODAY
    axis = min(high, row * sum(counts) + gap * len(counts) + _TODAY)
    sheet.line([(_AXIS, top), (_AXIS, top + axis)], LINE, 6)
    y = top
    for at, (stage, count) in enumerate(zip(page.stages, counts, strict=True)):
        if at == page.reached:
            y = _today(sheet, page.today, y)
        if y + row <= bottom:
            _stage(sheet, stage, y, row, bottom, letters, at < page.reached)
        y += row * count + gap
    if page.reached >= len(counts):
        _today(sheet, page.today, min(y, bottom - _TODAY))


def _stage(
    sheet: Sheet, stage: Stage, y: int, row: int, bottom: int, letters: tuple[int, int], past: bool
) -> None:
    """One age: its name and month on the left of the line, a dot on it, the chips right of it."""
    big, small = min(32, row * 42 // 78), min(23, row * 30 // 78)
    room = _AXIS - _EDGE - 20
    named_month = bool(stage.when) and row >= _MONTH_FROM
    at = y + (row - line_height(big) - (line_height(small) if named_month else 0)) // 2
    at = sheet.text((_AXIS - 20, at), stage.label, big, weight=BOLD, room=room, align="right")
    if named_month:
        sheet.text((_AXIS - 20, at - 2), stage.when, small, colour=SOFT, room=room, align="right")
    middle = y + row / 2
    dot = (_AXIS - 10, middle - 11, _AXIS + 12, middle + 11)
    sheet.box(dot, SOFT if past else WHITE, SOFT, corner=11, thick=4)
    for number, chip in enumerate(stage.chips):
        left = _CHIPS + (number % _ACROSS) * (_WIDE + _GAP)
        upper = y + row * (number // _ACROSS)
        if upper + row <= bottom:
            _chip(sheet, chip, (left, upper + 3, left + _WIDE, upper + row - 3), letters)


def _letters(chips: list[Chip], row: int) -> tuple[int, int]:
    """Sizes of names and days that are the same in all chips: as large as the fullest of them allows, within limits; days give way first."""
    high = row - 6
    size, note = min(31, high * 3 // 4), min(26, high * 5 // 8)
    while (size > _NAME_LEAST or note > _NOTE_LEAST) and any(
        not _fits(chip, high, size, note) for chip in chips
    ):
        if note > _NOTE_LEAST:
            note -= 1
        else:
            size -= 1
    return size, note


def _fits(chip: Chip, high: int, size: int, note: int) -> bool:
    room = _WIDE - _sign_side(high) - 38
    taken = width(chip.note, note)
    return width(chip.name, size, _weight(chip)) + (taken + 12 if taken else 0) <= room


def _sign_side(high: int) -> int:
    return min(40, high - 12)


def _weight(chip: Chip) -> int:
    return BOLD if chip.state in ("now", "late") else MEDIUM


def _chip(sheet: Sheet, chip: Chip, box: tuple[int, int, int, int], letters: tuple[int, int]) -> None:
    """Sign, name, and at the right end when. A name that is too long has smaller letters before anything of it is cut off."""
    left, top, right, bottom = box
    high, tone, strong = bottom - top, _TONES[chip.state], chip.state in ("now", "late")
    ground = WHITE if chip.state in ("later", "unknown") else tone.ground
    edge = LINE if chip.state == "later" else None if chip.state == "done" else tone.strong
    sheet.box((left, top, right, bottom), ground, edge, corner=min(16, high // 3), thick=4 if strong else 2)
    side = _sign_side(high)
    draw_sign(sheet, _SIGNS[chip.state], (left + 12, top + (high - side) / 2), side, tone.strong)
    size, note = letters
    while size > _SMALLEST and not _fits(chip, high, size, note):
        size -= 1
    start, end, middle = left + side + 24, right - 14, (top + bottom) / 2
    colour = tone.strong if strong else SOFT
    taken = width(chip.note, note)
    place = (end, middle - line_height(note) / 2)
    sheet.text(place, chip.note, note, colour=colour, align="right", room=end - start)
    room = max(0.0, end - start - (taken + 12 if taken else 0))
    sheet.text((start, middle - line_height(size) / 2), chip.name, size, weight=_weight(chip), room=room)


def _today(sheet: Sheet, label: str, y: int) -> int:
    """A line across the page with its word on it. Returns the y below it."""
    middle = y + (_TODAY - _GAP) // 2
    sheet.line([(_EDGE, middle), (_RIGHT, middle)], INK, 4)
    wide = min(_RIGHT - _EDGE, width(label, 26, BOLD) + 44)
    sheet.box((_EDGE, middle - 20, _EDGE + wide, middle + 20), INK, corner=20)
    sheet.text((_EDGE + 22, middle - 19), label, 26, weight=BOLD, colour=WHITE, room=wide - 44)
    return y + _TODAY
