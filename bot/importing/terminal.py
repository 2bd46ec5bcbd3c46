"""What every import does at the terminal: asks, shows how far it is, opens the database or says what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Engine

    from bot.settings import Settings

NOTHING = "Nothing was written."


def agreed(yes: bool, question: str) -> bool:
    """Whether the person at the terminal says yes. Exit 1 where nobody can be asked."""
    from bot.cli import stop

    if yes:
        return True
    try:
        return typer.confirm(question)
    except typer.Abort:
        stop(f"{NOTHING} Nobody answered; to write without a question: --yes")


@contextmanager
def progress(console: Console, what: str) -> Iterator[Callable[[int, int | None], object]]:
    """A bar that is moved on by so many rows of so many; on the terminal only."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda rows, total: bar.update(task, advance=rows, total=total)


@contextmanager
def database(known: Settings) -> Iterator[Engine]:
    """The database as it is set. Exit 1, with the cure, when it is not ready."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.cli import stop
    from db.connection import open_engine
    from db.schema import versions

    try:
        engine = open_engine(known.database_url.get_secret_value())
        try:
            present, wanted = versions(engine)
            if present != wanted:
                stop(
                    f"The database is at version {present or 'none'}, this program needs {wanted}. Run: houniao migrate"
                )
            yield engine
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        stop(
            f"The database cannot be reached, or somebody else is writing for long ({type(error).__name__}). "
            "Is HOUNIAO_DATABASE_URL right, and is its server running?"
        )
