"""`houniao import`: lists of an office into the database. Shows what would happen, asks, and writes all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.importing.terminal import NOTHING, agreed, database, progress
from rules.places.coordinates import System

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Engine

    from actions.place_imports import Comparison
    from bot.importing.reading import Choices, Reading
    from bot.settings import Settings
    from db.places import PlaceBatch
    from rules.knowledge import Knowledge

commands = typer.Typer(
    help="Bring lists of an office into the database.", no_args_is_help=True, add_completion=False
)


@dataclass(frozen=True, slots=True)
class Manner:
    """Only look, do not ask, take duplicates."""

    dry_run: bool
    yes: bool
    allow_duplicates: bool


@commands.command("places")
def places(
    file: Annotated[
        str | None,
        typer.Argument(
            help="CSV, XLSX or GeoJSON; with --undo the number of an import (the last one if left out)."
        ),
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=HEADER", help="Which header of the file means which column."),
    ] = None,
    system: Annotated[
        System,
        typer.Option(
            help="The maps the degrees are of: GPS and OpenStreetMap wgs84, Amap and Tencent gcj02, Baidu bd09."
        ),
    ] = "wgs84",
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook; the first if left out.")] = None,
    kind: Annotated[str | None, typer.Option(help="The kind of all places, where no column says it.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would happen.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    allow_duplicates: Annotated[
        bool, typer.Option("--allow-duplicates", help="Write also what seems to be there twice.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take an import back.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Show the imports that were made.")] = False,
) -> None:
    """Places from a file: preview, question, all or nothing. docs/places.md explains the columns."""
    from bot.cli import settings, stop
    from bot.importing.reading import Choices

    known, manner = settings(), Manner(dry_run, yes, allow_duplicates)
    if listing:
        _list(known)
    elif undo:
        _undo(known, file, manner)
    elif file is None:
        stop("Name a file: houniao import places FILE. See also: houniao import places --help")
    else:
        choices = Choices(system, sheet, _told(told or []), kind)
        _bring(known, Path(file), choices, manner)


def _told(pairs: list[str]) -> dict[str, str]:
    """Headers by our column."""
    from bot.cli import stop

    found = {}
    for pair in pairs:
        column, sep, header = pair.partition("=")
        if not (column.strip() and sep and header.strip()):
            stop(f"--map is written --map name=HEADER, not “{pair}”.")
        found[column.strip()] = header.strip()
    return found


def _bring(known: Settings, path: Path, choices: Choices, manner: Manner) -> None:
    from rich.console import Console

    from bot.cli import stop
    from content import PackError, load_knowledge

    console = Console()
    try:
        knowledge = load_knowledge(known.city)
    except PackError as error:
        stop(str(error))
    with database(known) as engine:
        reading, found = _looked_at(console, engine, knowledge, path, choices)
        number = found.added + len(found.changed)
        if problem := _refusal(reading, found, manner):
            stop(f"{NOTHING} {problem}")
        if not number:
            typer.echo("There is nothing to write: all places are there as the file has them.")
        elif manner.dry_run or not agreed(manner.yes, f"Write {number} places?"):
            typer.echo(NOTHING)
        else:
            batch = _written(console, engine, reading, found, path.name)
            cure = f"To undo it: houniao import places --undo {batch.id}"
            typer.echo(f"Import {batch.id}: {batch.added} new, {batch.changed} changed. {cure}")


def _looked_at(
    console: Console, engine: Engine, knowledge: Knowledge, path: Path, choices: Choices
) -> tuple[Reading, Comparison]:
    """Reads the file, compares it with what is there, and shows both."""
    from bot.cli import stop
    from bot.importing import places, preview
    from bot.importing.tables import FileError

    try:
        with progress(console, "Reading") as tell:
            reading = places.read_file(path, knowledge, choices, tell)
    except FileError as error:
        stop(f"{path.name}: {error}")
    preview.show_file(console, reading)
    found = places.compare(engine, reading, datetime.now(UTC))
    preview.show_plan(console, reading, found)
    preview.show_warnings(console, reading, knowledge.city)
    preview.show_duplicates(console, reading, found)
    preview.show_faults(console, reading)
    return reading, found


def _refusal(reading: Reading, found: Comparison, manner: Manner) -> str | None:
    """Why this may not be written."""
    if reading.faulty_rows:
        return f"Mend the {reading.table.unit}s named above and import the file again."
    if (reading.twins or found.twins or found.others) and not manner.allow_duplicates:
        return "Mend the duplicates named above, or add --allow-duplicates."
    return None if reading.rows else "The file has no rows below its header."


def _written(console: Console, engine: Engine, reading: Reading, found: Comparison, name: str) -> PlaceBatch:
    from actions.place_imports import MovedOn
    from bot.cli import stop
    from bot.importing import places

    number = found.added + len(found.changed)
    try:
        with progress(console, "Writing") as tell:
            return places.write(
                engine, reading, found, name, datetime.now(UTC), lambda rows: tell(rows, number)
            )
    except MovedOn:
        stop(f"{NOTHING} Somebody changed the places meanwhile. Import the file again.")


def _list(known: Settings) -> None:
    from rich.console import Console

    from bot.importing import undoing

    with database(known) as engine:
        undoing.show_imports(Console(), engine, known.zone)


def _undo(known: Settings, told: str | None, manner: Manner) -> None:
    from rich.console import Console

    from bot.cli import stop
    from bot.importing import undoing

    if told is not None and not (told.isascii() and told.isdecimal() and len(told) < 10):
        stop("--undo takes the number of an import. See: houniao import places --list")
    console = Console()
    with database(known) as engine:
        try:
            number = undoing.show_undoing(console, engine, int(told) if told is not None else None)
            if manner.dry_run or not agreed(manner.yes, f"Undo import {number}?"):
                typer.echo(NOTHING)
                return
            done = undoing.undo(engine, number, datetime.now(UTC))
        except undoing.NoImport as error:
            stop(str(error))
    typer.echo(
        f"Import {number} is undone: {done.restored} as before, {done.taken_out} gone, {len(done.left)} left alone."
    )
