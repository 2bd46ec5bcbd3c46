"""Tables as text: comma, semicolon or tab between; UTF-8 with or without a mark, UTF-16 with one, GB18030 as Chinese Excel writes it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from bot.importing.tables import LONGEST, FileError, Numbered, Table

_BETWEEN = {",": "commas", ";": "semicolons", "\t": "tabs"}
_QUOTES = (
    "Put a value with a comma, a quotation mark or a new line in quotation marks, or save the list as .xlsx."
)


def read_csv(path: Path) -> Table:
    """The table in this file. Raises FileError."""
    text, encoding = _decoded(path.read_bytes())
    between = _between(text[:100_000])
    csv.field_size_limit(LONGEST)
    reader = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    about = f"{encoding}, {_BETWEEN[between]} between the values"
    return Table("line", None, _rows(reader), about, text.count("\n"))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileError("This is a workbook and no text. Save it as .xlsx, with that ending.")
    known = [("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        known = [("utf-16", "UTF-16")]
    for codec, name in known:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise FileError(
        "The characters cannot be read. Save the file as CSV in UTF-8 (Excel: “CSV UTF-8”), or as .xlsx."
    )


def _between(beginning: str) -> str:
    """What stands most often in the first lines, quoted parts left out."""
    lines = [line for line in beginning.splitlines() if line.strip()][:10]
    outside = "".join("\n".join(lines).split('"')[::2])
    return max(_BETWEEN, key=outside.count)


def _rows(reader: Any) -> Iterator[Numbered]:
    """Each row that is not empty, with the line it begins on."""
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise FileError(
                f"A value that begins on line {line} or later is longer than {LONGEST} characters: "
                f"a quotation mark may be missing. {_QUOTES}"
            ) from error
        raise FileError(f"Line {line} cannot be read ({error}). {_QUOTES}") from error
