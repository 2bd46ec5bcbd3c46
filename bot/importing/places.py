"""Places from a file into the database: read, compared, and written all or nothing. Says nothing: `commands` talks."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from actions import place_imports
from actions.place_imports import Comparison
from actions.places import known
from bot.importing.csv_files import read_csv
from bot.importing.geojson_files import read_geojson
from bot.importing.reading import Choices, Reading, Tell, read
from bot.importing.tables import LARGEST, FileError, Kinds, Table
from bot.importing.xlsx_files import read_xlsx
from db.connection import kept_on_disk
from db.place_imports import analyse
from db.places import PlaceBatch
from rules.knowledge import Knowledge
from rules.places.kinds import kind_named

#: What a file may be called, and how it is read.
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".geojson", ".json")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Python's collector of rings looks through everything again and again while a hundred thousand places are made, a third of the time;
    they form no rings."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def open_table(path: Path, kinds: Kinds, choices: Choices) -> Table:
    """The file as a table, by its ending. Raises FileError."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        old = (
            " An old workbook (.xls, .et, .ods) must be saved as .xlsx first."
            if ending in (".xls", ".et", ".ods")
            else ""
        )
        raise FileError(f"Files that can be read end in {', '.join(ENDINGS)}.{old}")
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(f"The file is larger than {LARGEST // 1024 // 1024} MB. Split the list.")
        if ending in (".xlsx", ".xlsm"):
            return read_xlsx(path, choices.sheet)
        table = read_geojson(path, kinds) if ending in (".geojson", ".json") else read_csv(path)
    except OSError as error:
        raise FileError(f"The file cannot be opened ({error.strerror or type(error).__name__}).") from error
    if table.certain and choices.system != "wgs84":
        raise FileError("OpenStreetMap is in WGS-84. Leave --system out.")
    return table


def read_file(
    path: Path, knowledge: Knowledge, choices: Choices, tell: Tell = lambda rows, total: None
) -> Reading:
    """All rows of the file as places, and all that is wrong with it. Raises FileError."""
    if choices.kind is not None and kind_named(choices.kind, knowledge.place_kinds) is None:
        raise FileError(f"There is no such kind. Use one of: {', '.join(knowledge.place_kinds)}.")
    with _undisturbed():
        table = open_table(path, knowledge.place_kinds, choices)
        return read(table, known(knowledge), knowledge.landmarks, choices, tell)


def compare(engine: Engine, reading: Reading, now: datetime) -> Comparison:
    """What the import would do now."""
    with _undisturbed(), Session(engine) as session:
        return place_imports.compare(session, reading.places, reading.alike, now)


def write(
    engine: Engine,
    reading: Reading,
    expected: Comparison,
    file: str,
    now: datetime,
    tell: Callable[[int], object] = lambda number: None,
) -> PlaceBatch:
    """Writes it in one transaction that survives a pulled plug. Raises `place_imports.MovedOn`."""
    name = file.encode("utf-8", "replace").decode()[:200].replace("\x00", "?")
    with (
        _undisturbed(),
        kept_on_disk(engine) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        batch = place_imports.write(session, reading.places, reading.alike, expected, name, now, tell)
        session.commit()
    # They are written; whoever may not do this, or is not let in now, loses some speed until the database does it by itself.
    with suppress(SQLAlchemyError), Session(engine) as session:
        analyse(session)
        session.commit()
    return batch


def bring(
    engine: Engine, knowledge: Knowledge, path: Path, now: datetime, choices: Choices | None = None
) -> PlaceBatch | None:
    """The whole way without a question: None when there was nothing to write. Raises FileError, also where a row is faulty or stands twice."""
    reading = read_file(path, knowledge, choices or Choices())
    if reading.faulty_rows or reading.twins:
        raise FileError(f"{reading.faulty_rows} rows cannot be read, {len(reading.twins)} stand there twice.")
    found = compare(engine, reading, now)
    if found.twins or found.others:
        raise FileError(f"{len(found.twins) + len(found.others)} places are there already under another key.")
    if not (found.added or found.changed):
        return None
    return write(engine, reading, found, path.name, now)
