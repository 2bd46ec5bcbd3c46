"""A file as a table: headers and rows of text, whatever format it came in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rules.places.place import Kind

#: Bytes of a file, and of what is packed inside one. More is no list of an office.
LARGEST = 512 * 1024 * 1024
#: Characters of one value: as many as a cell of Excel can hold.
LONGEST = 32_767
#: Stand for values that cannot be taken: what is wrong, and the cure. No column takes a text that begins like this.
FORMULA, BROKEN, SURPLUS, NESTED = "\x00formula", "\x00broken", "\x00surplus", "\x00nested"
UNUSABLE: Mapping[str, tuple[str, str]] = {
    FORMULA: (
        "holds a formula that was never computed",
        "Open the workbook and save it anew, or paste the column as values.",
    ),
    BROKEN: ("holds an error of the workbook (#REF!, #N/A …)", "Mend the formula, or empty the cell."),
    SURPLUS: (
        "there are more values than columns",
        "Put a value with a comma in quotation marks, or save the list as .xlsx.",
    ),
    NESTED: ("holds an object or a list of lists", "Write it as one text."),
}
#: The kinds by id, as the packs know them.
Kinds = Mapping[str, Kind]
#: The number a person finds a row by, and its cells.
Numbered = tuple[int, Sequence[str]]

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class FileError(ValueError):
    """This file cannot be read as a table. The message says why, and the cure."""


@dataclass(slots=True)
class Table:
    """`headers` None: they stand in one of the first rows. `unit` is what is counted; going through `rows` may raise FileError.

    `about`: how it was read. `total`: about how many rows, for the progress; None: nobody knows. `certain`: the headers are our own columns
    already, in WGS-84. `mended`: columns that are left out, with a word, where they cannot be read: nobody here can mend the source.
    `skipped`: how many were passed over, by reason.
    """

    unit: Literal["line", "row", "feature"]
    headers: tuple[str, ...] | None
    rows: Iterator[Numbered]
    about: str
    total: int | None = None
    certain: bool = False
    mended: frozenset[str] = frozenset()
    skipped: dict[str, int] = field(default_factory=dict)


def written(value: float) -> str:
    """A number as a person would write it: 3, not 3.0; 0.1, not 0.1000000000000001; never with an exponent."""
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)[:LONGEST]
    return str(int(value)) if value.is_integer() else f"{value:.10f}".rstrip("0").rstrip(".")


def clean(text: str, most: int = 60) -> str:
    """A stranger's text for the terminal: nothing that moves the cursor or turns the line around, and not too long."""
    shown = _UNSEEN.sub("�", text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"
