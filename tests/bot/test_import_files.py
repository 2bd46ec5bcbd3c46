"""CSV and XLSX as tables: characters, separators, sheets, and files that are broken."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.importing.places import ENDINGS
from bot.importing.tables import BROKEN, FORMULA, FileError, clean, written
from tests.bot.lists import HEADERS, ROWS, cells, csv_file, reading, xlsx_file

ALL = [list(HEADERS), *(list(row) for row in ROWS)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_with_every_separator(
    tmp_path: Path, encoding: str, between: str
) -> None:
    found = cells(csv_file(tmp_path / "a.csv", encoding=encoding, between=between))
    assert [row for _number, row in found] == ALL
    # The second place has a line break inside its address: the third begins two lines later.
    assert [number for number, _row in found] == [1, 2, 3, 5]


@pytest.mark.parametrize("ending", [".csv", ".CSV", ".tsv", ".txt"])
def test_a_text_may_have_several_endings(tmp_path: Path, ending: str) -> None:
    assert len(reading(csv_file(tmp_path / f"a{ending}")).places) == len(ROWS)


def test_empty_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,kind,lat,lon\n\n,,,\nA,library,31.3,118.3\n\n", encoding="utf-8")
    assert cells(path)[1] == (4, ["A", "library", "31.3", "118.3"])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n\n , \n", "empty"),
        (b"\xff\xff\xff\x80", "UTF-8"),
        (b"PK\x03\x04 a workbook", ".xlsx"),
        (b"\xd0\xcf\x11\xe0 an old workbook", ".xlsx"),
        (b'name,kind\n"never closed,library\n', "quotation mark"),
        (b'name,kind\n"a"b,library\n', "Line 2"),
        (b"name,kind\n" + b"x" * 40_000 + b",library\n", "32767"),
    ],
)
def test_a_broken_text_ends_with_the_cure(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match=says):
        reading(path)


@pytest.mark.parametrize("name", ["a.xls", "a.pdf", "a", "a.csv.zip", "a.ods"])
def test_another_ending_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    csv_file(tmp_path / name)
    with pytest.raises(FileError) as caught:
        reading(tmp_path / name)
    assert all(ending in str(caught.value) for ending in ENDINGS)


@pytest.mark.parametrize("name", ["missing.csv", "missing.xlsx", "missing.geojson"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="cannot be opened"):
        reading(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(FileError, match="cannot be opened"):
        reading(tmp_path / "a.csv")


def test_a_workbook_is_read_from_its_first_sheet_or_the_one_named(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"幼儿园": ALL, "Sheet2": [["other"], ["x"]]})
    assert [row for _number, row in cells(path)] == ALL
    assert cells(path, "Sheet2") == [(1, ["other"]), (2, ["x"])]
    with pytest.raises(FileError, match="幼儿园, Sheet2"):
        cells(path, "Sheet3")
    assert len(reading(path).places) == len(ROWS)


def test_values_of_a_workbook_are_read_as_people_see_them(tmp_path: Path) -> None:
    midnight = datetime.combine(date(2026, 11, 1), time())
    values = [5531234567, 31.0, 0.1 + 0.2, 118.37000000000001, True, None, "  x ", midnight, date(2026, 11, 2), time(8, 30)]  # fmt: skip
    path = xlsx_file(tmp_path / "a.xlsx", {"s": [values]})
    assert cells(path) == [
        (1, ["5531234567", "31", "0.3", "118.37", "yes", "", "x", "2026-11-01", "2026-11-02", "08:30:00"])
    ]


def test_rows_keep_their_numbers_beside_empty_ones(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": [["芜湖市名单"], [], ["a", "b"], [], [None, "c"]]})
    assert [number for number, _row in cells(path)] == [1, 3, 5]


def test_a_formula_counts_by_what_was_computed_last(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": [["name", "=1+1"], ["A", "=HYPERLINK(1)"]]})
    # openpyxl computes nothing: these were never computed by anybody.
    assert cells(path) == [(1, ["name", FORMULA]), (2, ["A", FORMULA])]
    _rewrite(path, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    _rewrite(path, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    assert cells(path) == [(1, ["name", "2"]), (2, ["A", FORMULA])]


def test_an_error_of_a_workbook_is_no_value(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": [["name", "#N/A"]]})
    assert cells(path) == [(1, ["name", BROKEN])]


def test_a_workbook_that_says_it_is_one_cell_large_is_read_whole(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": ALL})
    _rewrite(path, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:J4"', b'<dimension ref="A1:A1"')
    assert [row for _number, row in cells(path)] == ALL


def test_a_workbook_without_rows(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="empty"):
        reading(xlsx_file(tmp_path / "a.xlsx", {"s": []}))


def test_a_workbook_of_charts_only_has_nothing_to_read(tmp_path: Path) -> None:
    book = Workbook()
    book.create_chartsheet("chart")
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileError, match="cannot be read"):
        reading(tmp_path / "a.xlsx")


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_ends_with_the_cure(tmp_path: Path, part: float) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": ALL})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(FileError, match="cannot be read"):
        reading(path)


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\x00" * 50, b'<worksheet><sheetData><row r="x"/>'])
def test_a_workbook_with_broken_parts_ends_with_the_cure(tmp_path: Path, member: str, content: bytes) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": ALL})
    _rewrite(path, member, None, content)
    with pytest.raises(FileError):
        reading(path)


def test_a_row_with_an_impossible_number_does_not_count_for_ever(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "a.xlsx", {"s": ALL})
    _rewrite(path, "xl/worksheets/sheet1.xml", b'<row r="4"', b'<row r="999999999"')
    with pytest.raises(FileError, match="1048576"):
        reading(path)


def test_a_text_that_is_called_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        reading(csv_file(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (1e-9, "0.000000001"),
        (-0.0, "0"),
        (float("nan"), "nan"),
        (10**30, "1" + "0" * 30),
    ],
)
def test_numbers_are_written_without_exponents(value: float, text: str) -> None:
    assert written(value) == text


def test_what_is_shown_cannot_move_the_cursor() -> None:
    assert clean("a\x1b[2Jb\u202ec\ud800\n🧸") == "a�[2Jb�c��🧸"
    assert clean("x" * 100, 10) == "x" * 9 + "…"


def _rewrite(path: Path, member: str, old: bytes | None, new: bytes) -> None:
    """Puts `new` in the place of `old` in one part of the workbook, or of the whole part."""
    with zipfile.ZipFile(path) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    parts[member] = new if old is None else parts[member].replace(old, new)
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
