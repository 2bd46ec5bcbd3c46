"""A table as a file for an office: CSV or a workbook. No cell is ever a formula, whatever somebody wrote into it.

Source of the rule: OWASP, "CSV Injection": cells that begin with = + - @, a tab or a line break are read as formulas by spreadsheets, the wide
signs of Chinese keyboards and what stands behind spaces or quotes too. They get an apostrophe in front, as spreadsheets do it themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

#: A line of the table: words, and numbers where they are counted.
Line = Sequence[str | int]
Table = Sequence[Line]
#: What a file of each kind is sent as.
MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫−"
#: What may stand before the first sign without keeping a spreadsheet from it: quotes of all kinds; spaces are seen by themselves.
_BEFORE = "\"'‘’“”「」『』＂＇`´"
#: Characters of a cell (a workbook takes 32,767), letters of a column's width, letters of the name of a sheet.
_MOST, _NARROW, _WIDE, _NAME_MOST = 2_000, 12, 40, 31


def as_file(table: Table, kind: str, title: str) -> bytes:
    """The table, its head first, as a file of this kind ("xlsx", else CSV). `title` names the sheet of a workbook: letters only."""
    return _xlsx(table, title) if kind == "xlsx" else _csv(table)


def safe(cell: str | int) -> str | int:
    """A number as it is; words so that no spreadsheet reads a formula in them."""
    if isinstance(cell, int):
        return cell
    text = _clean(cell)
    return f"'{text}" if _may_be_formula(text) else text


def _may_be_formula(text: str) -> bool:
    if text[:1] in ("\t", "\n"):
        return True
    for sign in text:
        if sign in _FORMULA:
            return True
        if not (sign.isspace() or sign in _BEFORE):
            return False
    return False


def _clean(text: str) -> str:
    """Without signs that no workbook can hold, or that nobody sees; line breaks of all kinds are one."""
    lines = text[: 2 * _MOST].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one.isprintable() or one in "\t\n\xa0\u3000")[:_MOST]


def _csv(table: Table) -> bytes:
    """UTF-8 with a mark in front, so that office programs read Chinese; words stand in quotes."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([[safe(cell) for cell in line] for line in table])
    return out.getvalue().encode("utf-8-sig", "replace")


def _xlsx(table: Table, title: str) -> bytes:
    """One sheet. Numbers are numbers; every other cell is text by its type as well, so that nothing is guessed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title[:_NAME_MOST]
    widths: dict[int, int] = {}
    for at, line in enumerate(table, 1):
        for place, found in enumerate(line, 1):
            cell = sheet.cell(at, place)
            cell.value = safe(found)
            if not isinstance(found, int):
                # The value first: openpyxl takes "=1+1" for a formula, until it is told that it is text.
                cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 1:
                cell.font = Font(bold=True)
            widths[place] = max(widths.get(place, _NARROW), min(_WIDE, 2 * len(str(found))))
    for place, wide in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
