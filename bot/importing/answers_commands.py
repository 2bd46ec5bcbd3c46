"""`houniao import faq` and `houniao export faq`: the answers out as a file, and back in: looked at, asked about, all or nothing, undone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.importing.terminal import NOTHING, agreed, database, progress

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Engine
    from sqlmodel import Session

    from actions.answer_imports import Plan
    from actions.desk import Desk
    from bot.importing.answers import Reading
    from bot.settings import Settings
    from db.answers import AnswerImport
    from rules.knowledge import Knowledge

exports = typer.Typer(help="Write what is kept into a file.", no_args_is_help=True, add_completion=False)


def faq(
    file: Annotated[
        str | None,
        typer.Argument(help="YAML or XLSX; with --undo the number of an import (the last one if left out)."),
    ] = None,
    take_out: Annotated[
        bool, typer.Option("--take-out", help="Take out the answers that are not in the file.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would happen.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take an import back.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Show the imports that were made.")] = False,
) -> None:
    """Answers from a file: preview, question, all or nothing. `houniao export faq` writes such a file."""
    from bot.cli import settings, stop

    known = settings()
    if listing:
        _list(known)
    elif undo:
        _undo(known, file, dry_run, yes)
    elif file is None:
        stop("Name a file: houniao import faq FILE. See also: houniao import faq --help")
    else:
        _bring(known, Path(file), take_out, dry_run, yes)


@exports.command("faq")
def export(
    file: Annotated[str, typer.Argument(help="The file to write: its name ends in .yaml or .xlsx.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also when the file is there.")] = False,
) -> None:
    """All published answers as a file that can be edited and brought back with `houniao import faq`."""
    from actions.answer_files import as_file
    from actions.answers import published
    from bot.cli import settings, stop

    path, known = Path(file), settings()
    kind = {".yaml": "yaml", ".yml": "yaml", ".xlsx": "xlsx"}.get(path.suffix.lower())
    if kind is None:
        stop("The name of the file must end in .yaml or .xlsx.")
    if path.exists() and not overwrite:
        stop(f"{path.name} is there already. To write over it: --overwrite")
    knowledge = _knowledge(known)
    with database(known) as engine, _session(engine) as session:
        found = list(published(session, knowledge).answers.values())
    try:
        path.write_bytes(as_file(found, kind))
    except OSError as error:
        stop(f"{path.name} cannot be written ({error.strerror or type(error).__name__}).")
    typer.echo(f"{len(found)} answers are in {path.name}.")


def _knowledge(known: Settings) -> Knowledge:
    from bot.cli import stop
    from content import PackError, load_knowledge

    try:
        knowledge = load_knowledge(known.city)
        knowledge.first_answers()
    except PackError as error:
        stop(str(error))
    return knowledge


def _session(engine: Engine) -> Session:
    from sqlmodel import Session

    return Session(engine)


def _desk(session: Session, knowledge: Knowledge, known: Settings) -> Desk:
    from actions.desk import Desk

    return Desk(session, knowledge, known.zone, datetime.now(UTC))


def _bring(known: Settings, path: Path, take_out: bool, dry_run: bool, yes: bool) -> None:
    from rich.console import Console

    from bot.cli import stop

    console, knowledge = Console(), _knowledge(known)
    with database(known) as engine:
        reading, plan = _looked_at(console, engine, knowledge, path, take_out)
        if reading.faults or plan.refused is not None:
            stop(f"{NOTHING} Mend what is named above and import the file again.")
        if not reading.number:
            stop(f"{NOTHING} The file has no answers.")
        if not plan.number:
            typer.echo("There is nothing to write: all answers are published as the file has them.")
        elif dry_run or not agreed(yes, f"Publish {plan.number} changes?"):
            typer.echo(NOTHING)
        else:
            batch = _written(engine, knowledge, known, (reading, plan, take_out), path.name)
            told = f"{batch.added} new, {batch.changed} changed, {batch.taken_out} taken out"
            typer.echo(f"Import {batch.id}: {told}. To undo it: houniao import faq --undo {batch.id}")


def _looked_at(
    console: Console, engine: Engine, knowledge: Knowledge, path: Path, take_out: bool
) -> tuple[Reading, Plan]:
    """Reads the file, compares it with what is published, and shows both."""
    from actions.answer_imports import compare
    from bot.cli import stop
    from bot.importing import answers, answers_preview
    from bot.importing.tables import FileError

    try:
        with progress(console, "Reading") as tell:
            reading = answers.read_file(path, tell)
    except FileError as error:
        stop(f"{path.name}: {error}")
    with _session(engine) as session:
        plan = compare(session, knowledge, reading.answers, take_out and not reading.faults)
    if plan.refused is not None and plan.refused.faults:
        for key, fault in zip(plan.refused.keys, plan.refused.faults, strict=True):
            reading.also(key, fault)
    answers_preview.show(console, reading, plan)
    answers_preview.show_faults(console, reading, plan.refused)
    return reading, plan


def _written(
    engine: Engine, knowledge: Knowledge, known: Settings, what: tuple[Reading, Plan, bool], name: str
) -> AnswerImport:
    from sqlmodel import Session

    from actions.answer_imports import MovedOn, write
    from actions.staff import DESK
    from bot.cli import stop
    from db.connection import kept_on_disk

    reading, plan, take_out = what
    file = name.encode("utf-8", "replace").decode()[:200].replace("\x00", "?")
    with kept_on_disk(engine) as connection, Session(connection, expire_on_commit=False) as session:
        try:
            desk = _desk(session, knowledge, known)
            batch = write(desk, DESK, reading.answers, plan, take_out, file)
        except MovedOn:
            stop(f"{NOTHING} Somebody published meanwhile. Import the file again.")
        session.commit()
        return batch


def _list(known: Settings) -> None:
    from rich.console import Console
    from rich.table import Table

    from bot.importing.tables import clean
    from db.answer_keeping import imports

    with database(known) as engine, _session(engine) as session:
        found = imports(session)
    table = Table("number", "file", "when", "new", "changed", "taken out", "undone")
    for one in found:
        when, undone = (
            f"{at.astimezone(known.zone):%Y-%m-%d %H:%M}" if at else "" for at in (one.at, one.undone_at)
        )
        numbers = (str(number) for number in (one.added, one.changed, one.taken_out))
        table.add_row(str(one.id), clean(one.file), when, *numbers, undone)
    if found:
        Console().print(table)
    else:
        typer.echo("No answers were imported yet.")


def _undo(known: Settings, told: str | None, dry_run: bool, yes: bool) -> None:
    from rich.console import Console
    from sqlmodel import Session

    from actions import answer_imports
    from actions.staff import DESK
    from bot.cli import stop
    from bot.importing import answers_preview
    from db.connection import kept_on_disk

    if told is not None and not (told.isascii() and told.isdecimal() and len(told) < 10):
        stop("--undo takes the number of an import. See: houniao import faq --list")
    console, knowledge = Console(), _knowledge(known)
    with database(known) as engine:
        with _session(engine) as session:
            batch = _wanted(session, told)
            number, done = batch.id, answer_imports.undoing(session, knowledge, batch)
        answers_preview.show_undoing(console, done)
        if done.refused is not None:
            stop(f"{NOTHING} Put right in the chat what is named above, then undo the import.")
        if dry_run or not agreed(yes, f"Undo import {number}?"):
            typer.echo(NOTHING)
            return
        with kept_on_disk(engine) as connection, Session(connection) as session:
            try:
                batch = _wanted(session, str(number))
                answer_imports.undo(_desk(session, knowledge, known), DESK, batch)
            except answer_imports.MovedOn:
                stop(f"{NOTHING} Somebody published meanwhile. Try again.")
            session.commit()
    typer.echo(f"Import {number} is undone.")


def _wanted(session: Session, told: str | None) -> AnswerImport:
    """The import with this number, or the last one. Exit 1 where there is none to undo."""
    from bot.cli import stop
    from db.answer_keeping import one_import

    number = int(told) if told is not None else None
    found = one_import(session, number) if number is None or 0 < number < 2**31 else None
    if found is None:
        stop("There is no import to undo. See: houniao import faq --list")
    if found.undone_at is not None:
        stop(f"Import {found.id} was undone already. See: houniao import faq --list")
    return found
