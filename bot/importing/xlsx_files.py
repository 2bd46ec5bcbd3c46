"""Workbooks of Excel, WPS and LibreOffice: one sheet, as people see it."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from bot.importing.tables import BROKEN, FORMULA, LARGEST, LONGEST, FileError, Numbered, Table, clean, written

#: Rows a sheet of Excel can have; a larger number is no row.
MOST_ROWS = 1_048_576
#: What openpyxl raises on broken files, and the readers of zip and XML below it: no class of theirs holds all.
_TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RuntimeError,
)
_CURE = "Open it and save it anew as .xlsx, or save the sheet as CSV UTF-8."


def read_xlsx(path: Path, sheet: str | None) -> Table:
    """The table in this sheet, the first by default. Raises FileError."""
    # In memory: openpyxl leaves a file open that it finds broken.
    data = path.read_bytes()
    try:
        with_formulas = _looked_into(data)
        found, name, total = _sheet(data, sheet, computed=True)
        # Where formulas stand we also want to know which cells they are: a program that never computed them left nothing to read.
        formulas = _sheet(data, name, computed=False)[0] if with_formulas else None
    except FileError:
        raise
    except _TROUBLES as error:
        raise FileError(f"The workbook cannot be read ({type(error).__name__}). {_CURE}") from error
    return Table("row", None, _rows(found, formulas), f"sheet “{clean(name)}”", total)


def _looked_into(data: bytes) -> bool:
    """Whether any sheet holds a formula. Raises FileError when what is packed is far too large."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > LARGEST:
            raise FileError("Unpacked the workbook is too large. Split the list.")
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        return any(b"<f>" in part or b"<f " in part for part in map(packed.read, sheets))


def _sheet(data: bytes, name: str | None, computed: bool) -> tuple[Any, str, int | None]:
    """The sheet, its name, and how many rows it says it has."""
    import openpyxl

    with warnings.catch_warnings():
        # It warns of what it does not keep: styles, checks of the input.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=computed)
    names = [sheet.title for sheet in book.worksheets]
    if name is not None and name not in names:
        raise FileError(
            f"There is no sheet “{clean(name)}”. Sheets: {', '.join(clean(one) for one in names)}."
        )
    found = book[name or names[0]]
    total = found.max_row
    # Some programs write that a sheet is one cell large: then only that one would be read.
    found.reset_dimensions()
    return found, found.title, total


def _rows(sheet: Any, formulas: Any) -> Iterator[Numbered]:
    """Each row that is not empty, with its number."""
    beside: Iterator[Any] = iter(formulas.iter_rows()) if formulas is not None else iter(())
    try:
        for line, (cells, below) in enumerate(zip_longest(sheet.iter_rows(), beside, fillvalue=()), 1):
            if line > MOST_ROWS:
                raise FileError(f"A row has a number above {MOST_ROWS}. {_CURE}")
            told = [_text(cell) for cell in cells]
            for at, cell in enumerate(below):
                if cell.data_type == "f" and not told[at]:
                    told[at] = FORMULA
            if any(told):
                yield line, told
    except FileError:
        raise
    except _TROUBLES as error:
        raise FileError(f"The sheet cannot be read to its end ({type(error).__name__}). {_CURE}") from error
    finally:
        for one in (sheet, formulas):
            if one is not None:
                one.parent.close()


def _text(cell: Any) -> str:
    """What stands in a cell, as a person would type it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return BROKEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return written(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()[:LONGEST]
