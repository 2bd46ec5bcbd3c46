"""A city's demo places (`places.csv`): made up, so that the demo shows something, and labelled as demo wherever they appear."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from content.loading import PackError
from rules.places.place import Place
from rules.places.rows import COLUMNS, Known, RowError, read_row, text_column


def demo_places(path: Path, known: Known) -> tuple[Place, ...]:
    """All of them, none where the city has no such file. Raises `PackError` with file, line and cure."""
    if not path.is_file():
        return ()
    found: dict[str, Place] = {}
    for line, row in _rows(path):
        place = _place(path, line, row, known)
        if place.key in found:
            raise PackError(path, line, f"id {place.key} stands twice", "Give each place an id of its own.")
        found[place.key] = place
    return tuple(found.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line it begins on."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns = next(reader, [])
            _check(path, columns)
            line = reader.line_num + 1
            for cells in reader:
                if cells and len(cells) != len(columns):
                    problem = f"there are {len(cells)} values for {len(columns)} columns"
                    raise PackError(path, line, problem, "Put a value with a comma in quotes.")
                if cells:
                    yield line, dict(zip(columns, cells, strict=True))
                line = reader.line_num + 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PackError(path, line, f"cannot be read ({error})", "Save it as CSV in UTF-8.") from error


def _check(path: Path, columns: list[str]) -> None:
    """A misspelt column would be ignored, and with it what stands in it."""
    for name in columns:
        if name not in COLUMNS and text_column(name) is None:
            problem = f"there is no column {name!r}"
            raise PackError(path, 1, problem, f"Columns are: {', '.join(COLUMNS)}; name_en and so on.")
        if columns.count(name) > 1:
            raise PackError(path, 1, f"the column {name!r} stands twice", "Keep one of the two.")


def _place(path: Path, line: int, row: dict[str, str], known: Known) -> Place:
    if not row.get("id", "").strip():
        raise PackError(path, line, "id is missing", "Give the place an id that never changes.")
    try:
        return read_row(row, known, demo=True)
    except RowError as error:
        first = error.faults[0]
        raise PackError(path, line, f"{first.column} {first.problem}", first.cure) from error
