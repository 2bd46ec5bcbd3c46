"""A table as a file: what is written is read again, and no cell begins a formula, however it is dressed up. CSV and workbooks."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from actions.tables import MIMES, Table, as_file, safe

#: What a spreadsheet reads as a formula, also behind what it overlooks.
FORMULAS = "=+-@＝＋－＠"


def cells(table: Table, kind: str) -> list[list[object]]:
    """As an office's program reads them."""
    data = as_file(table, kind, "table")
    if kind == "csv":
        assert data.startswith(b"\xef\xbb\xbf"), "office programs see by it that it is UTF-8"
        text = StringIO(data.decode("utf-8-sig"), newline="")
        return [list(line) for line in csv.reader(text, quoting=csv.QUOTE_NONNUMERIC)]
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


@pytest.mark.parametrize("kind", MIMES)
@pytest.mark.parametrize("sign", FORMULAS)
@pytest.mark.parametrize(
    "before", ["", " ", "\u3000", "\xa0", '"', " '", "“", "\t", "\r", "\n", "\x00", "\u200b", "\u202e", "\ufeff", "\ud800"]
)  # fmt: skip
def test_no_cell_is_a_formula(kind: str, sign: str, before: str) -> None:
    ((found, number),) = cells([[f"{before}{sign}SUM(A1)", 5]], kind)
    assert str(found).startswith("'")
    assert str(found).endswith(f"{sign}SUM(A1)"), "what was written is still to be read"
    assert number == 5


@pytest.mark.parametrize("kind", MIMES)
@pytest.mark.parametrize(
    "text", ["周六上午", "a=1", '他说"好"', "1-2", "“好”", "two\nlines", "", "‘a’ + b", "🙂", "ئۇيغۇرچە"]
)
def test_plain_words_stay_as_they_are(kind: str, text: str) -> None:
    ((found,),) = cells([[text or "x"]], kind)
    assert found == (text or "x")


@pytest.mark.parametrize("kind", MIMES)
def test_what_no_workbook_can_hold_is_left_out(kind: str) -> None:
    ((found, long),) = cells([["a\x07b\ud800c", "长" * 10_000]], kind)
    assert found == "abc"
    assert 1_000 <= len(str(long)) <= 32_767
    assert safe("\r\n=1") == "'\n=1"
