"""The papers on a timeline: one bar for each, from the day it can begin to the day it is there, readable at the width of a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PIL import Image, ImageDraw

from pictures.letters import BOLD, MEDIUM, line_height, width
from pictures.paper import BLUE, GREEN, GREY, INK, LINE, ORANGE, PURPLE, SOFT, WHITE, Paint, Sheet, Tone
from pictures.signs import Sign, draw_sign
from rules.papers.plan import State

#: Width in pixels. A phone shows it at about a third: letters have 34 or more.
WIDE = 1080
#: Rows that are drawn; `Timeline.more` has the words for what is left out.
MOST_ROWS = 14
#: The axis shows so many months at most.
MOST_MONTHS = 18
_MARGIN, _TITLE, _NAME, _SMALL = 44, 50, 38, 34
_LEFT, _RIGHT, _ROOM = _MARGIN, WIDE - _MARGIN, WIDE - 2 * _MARGIN
#: What a note may always take, however long the name is.
_NOTE = 460
_SIGN, _BAR, _MARK = 38, 26, 36
#: A bar of one day still can be seen.
_THIN = 16
#: A row with a bar, and one of a paper that is there.
_ROW, _DONE_ROW = 122, 72
_DAY = timedelta(days=1)

_LOOKS: dict[State, tuple[Sign, Tone]] = {
    "have": ("check", GREY),
    "open": ("ring", BLUE),
    "now": ("go", GREEN),
    "late": ("warning", ORANGE),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One paper. `note` says what its bar shows: colours and signs never stand alone. Days are None where there is nothing to draw."""

    name: str
    note: str
    state: State
    begins: date | None = None
    ready: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Days that all rows look to, both inclusive, with their name."""

    first: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn, in words and days that are ready. `first` and `last` bound the axis (see `axis`), `months` name its months by first day."""

    title: str
    about: str
    first: date
    last: date
    months: Sequence[tuple[date, str]]
    today: Band
    window: Band | None
    reporting: Band | None
    rows: Sequence[Row]
    more: str
    bar_means: str
    mark_means: str
    explained: str


def axis(days: Iterable[date]) -> tuple[date, date]:
    """From the first of a month to the last of one, around these days; no longer than `MOST_MONTHS`, the last ones are beyond it then."""
    known = list(days) or [date.min]
    first = min(known).replace(day=1)
    months = (max(known).year - first.year) * 12 + max(known).month - first.month + 1
    return first, _month_on(first, min(months, MOST_MONTHS)) - _DAY


def months_of(first: date, last: date) -> list[date]:
    """The first days of the months between two days."""
    number = (last.year - first.year) * 12 + last.month - first.month
    return [_month_on(first.replace(day=1), one) for one in range(number + 1)]


def draw(page: Timeline) -> Image.Image:
    """The picture, as high as its rows."""
    rows = page.rows[:MOST_ROWS]
    high = sum(_ROW if _has_bar(row) else _DONE_ROW for row in rows)
    sheet = Sheet((WIDE, high + 12 * line_height(_SMALL) + line_height(_TITLE) + 2 * _MARGIN))
    y = sheet.paragraph((_LEFT, _MARGIN), page.title, _TITLE, _ROOM, most=1, weight=BOLD)
    y = sheet.paragraph((_LEFT, y), page.about, _SMALL, _ROOM, most=1, colour=SOFT) + 16
    scale = _Scale(page)
    y = _months(sheet, page, scale, y)
    top = y + line_height(_SMALL) * (1 + sum(band is not None for band in (page.window, page.reporting))) + 18
    _bands(sheet, page, scale, y, top + high)
    for row in rows:
        top = _row(sheet, row, scale, top)
    end = _legend(sheet, page, top + 14)
    return sheet.image.crop((0, 0, WIDE, end + _MARGIN))


class _Scale:
    """Where a day lies on the sheet."""

    def __init__(self, page: Timeline) -> None:
        self._first = page.first.toordinal()
        self._days = max(1, page.last.toordinal() - self._first + 1)
        self.months = [self.x(day) for day, _label in page.months if self.shows(day, day)]
        today = page.today.first
        self.today = self.x(today) if self.shows(today, today) else None

    def x(self, day: date, later: int = 0) -> float:
        """The left edge of the day, or of the one `later` days on; at the edge of the sheet for what lies beyond."""
        part = (day.toordinal() + later - self._first) / self._days
        return _LEFT + _ROOM * min(1.0, max(0.0, part))

    def shows(self, first: date, last: date) -> bool:
        """Whether a part of these days is on the sheet."""
        return (
            first <= last and last.toordinal() >= self._first and first.toordinal() < self._first + self._days
        )


def _month_on(first: date, months: int) -> date:
    month = first.year * 12 + first.month - 1 + months
    return date(month // 12, month % 12 + 1, 1) if month < 12 * (date.max.year + 1) else date.max


def _has_bar(row: Row) -> bool:
    return row.begins is not None and row.ready is not None and row.state != "have"


def _months(sheet: Sheet, page: Timeline, scale: _Scale, top: int) -> int:
    """The names of the months, as many as there is room for. Returns the y below them."""
    below = top + line_height(_SMALL)
    free = float(_LEFT)
    for day, label in page.months:
        x, wide = scale.x(day), width(label, _SMALL, MEDIUM)
        if scale.shows(day, day):
            sheet.line([(x, top + 4), (x, below)], LINE)
            if x >= free and x + 8 + wide <= _RIGHT + 4:
                sheet.text((x + 8, top), label, _SMALL, weight=MEDIUM, colour=SOFT)
                free = x + wide + 24
    sheet.line([(_LEFT, below), (_RIGHT, below)], LINE)
    return below


def _bands(sheet: Sheet, page: Timeline, scale: _Scale, y: int, bottom: int) -> None:
    """Today, registration and reporting, each with its name on a line of its own; the last two are a pale ground behind all rows."""
    if scale.today is not None:
        _label(sheet, page.today.label, scale.today, y, INK)
        sheet.line(
            [(scale.today, y + line_height(_SMALL)), (scale.today, y + line_height(_SMALL) + 24)], INK, 4
        )
    for band, tone in ((page.window, BLUE), (page.reporting, PURPLE)):
        if band is not None:
            y += line_height(_SMALL)
            if scale.shows(band.first, band.last):
                left, right = scale.x(band.first), scale.x(band.last, 1)
                sheet.box((left, y, max(right, left + 6), bottom), tone.ground, corner=0)
                _label(sheet, band.label, (left + right) / 2, y, tone.strong)


def _label(sheet: Sheet, text: str, middle: float, y: float, colour: str) -> None:
    """Words around a place, moved in from the edge of the sheet."""
    wide = min(width(text, _SMALL, BOLD), _ROOM)
    left = min(max(middle - wide / 2, _LEFT), _RIGHT - wide)
    sheet.text((left, y), text, _SMALL, weight=BOLD, colour=colour, room=_ROOM)


def _row(sheet: Sheet, row: Row, scale: _Scale, y: int) -> int:
    """Sign, name and note, the bar below them. Returns the y of the next row."""
    sign, tone = _LOOKS[row.state]
    draw_sign(sheet, sign, (_LEFT, y + 8), _SIGN, tone.strong)
    room = _ROOM - _SIGN - 40
    weight = BOLD if row.state in ("late", "now") else MEDIUM
    note_room = max(room - width(row.name, _NAME, MEDIUM), _NOTE)
    name_room = room - min(note_room, width(row.note, _SMALL, weight))
    sheet.text((_LEFT + _SIGN + 14, y), row.name, _NAME, weight=MEDIUM, room=name_room)
    place = (_RIGHT, y + 3)
    sheet.text(place, row.note, _SMALL, weight=weight, colour=tone.strong, room=note_room, align="right")
    if not _has_bar(row):
        return y + _DONE_ROW
    _bar(sheet, row, scale, y + line_height(_NAME) + 12, tone)
    return y + _ROW


def _bar(sheet: Sheet, row: Row, scale: _Scale, y: float, tone: Tone) -> None:
    """Months and today behind it, the bar, a thin line for the time that is left, and the latest start."""
    for x in scale.months:
        sheet.line([(x, y - 4), (x, y + _BAR + 4)], LINE)
    if scale.today is not None:
        sheet.line([(scale.today, y - 10), (scale.today, y + _BAR + 10)], INK, 4)
    if row.begins is None or row.ready is None or not scale.shows(row.begins, row.ready):
        return
    left, right = min(scale.x(row.begins), _RIGHT - _THIN), scale.x(row.ready, 1)
    if row.latest is not None:
        middle = y + _BAR / 2
        sheet.line([(left + 8, middle), (max(left + 8, scale.x(row.latest)), middle)], tone.strong, 4)
    sheet.box((left, y, max(right, left + _THIN), y + _BAR), tone.strong, corner=8)
    if row.latest is not None and scale.shows(row.latest, row.latest):
        _mark(sheet, scale.x(row.latest), y + _BAR / 2)


def _mark(sheet: Sheet, x: float, middle: float) -> None:
    """The latest start: a dark diamond with a white edge, so that it is seen on any bar."""
    for size, colour in ((_MARK, WHITE), (_MARK - 10, INK)):
        box = (x - size / 2, middle - size / 2, x + size / 2, middle + size / 2)
        sheet.smooth(box, colour, _diamond(size))


def _diamond(size: int) -> Paint:
    def paint(pen: ImageDraw.ImageDraw, times: int) -> None:
        half, whole = size * times / 2, size * times
        pen.polygon([(half, 0), (whole, half), (half, whole), (0, half)], fill=255)

    return paint


def _legend(sheet: Sheet, page: Timeline, y: int) -> int:
    """What a bar and a diamond are, what was left out, and a sentence. Returns the y below them."""
    sheet.line([(_LEFT, y - 6), (_RIGHT, y - 6)], LINE)
    sheet.box((_LEFT, y + 12, _LEFT + 60, y + 12 + _BAR), BLUE.strong, corner=8)
    half = _ROOM / 2
    sheet.text((_LEFT + 76, y), page.bar_means, _SMALL, colour=SOFT, room=half)
    x = _LEFT + 76 + min(width(page.bar_means, _SMALL), half) + 50
    _mark(sheet, x, y + line_height(_SMALL) / 2)
    y = sheet.text((x + 28, y), page.mark_means, _SMALL, colour=SOFT, room=_RIGHT - x - 28)
    if len(page.rows) > MOST_ROWS:
        y = sheet.text((_LEFT, y), page.more, _SMALL, weight=BOLD, room=_ROOM)
    return sheet.paragraph((_LEFT, y), page.explained, _SMALL, _ROOM, most=3, colour=SOFT)
