"""A city's demo places (`places.csv`): made up, so that the demo shows something, and labelled as demo wherever they appear."""

from __future__ import annotations

import csv
from pathlib import Path

from content.loading import PackError
from rules.places.place import Place
from rules.places.rows import Known, RowError, read_row


def demo_places(path: Path, known: Known) -> tuple[Place, ...]:
    """All of them, none where the city has no such file. Raises `PackError` with file, line and cure."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_place(path, line, row, known) for line, row in enumerate(csv.DictReader(file), 2))


def _place(path: Path, line: int, row: dict[str, str | None], known: Known) -> Place:
    try:
        return read_row({name: value or "" for name, value in row.items()}, known, demo=True)
    except RowError as error:
        first = error.faults[0]
        raise PackError(path, line, f"{first.column} {first.problem}", first.cure) from error
