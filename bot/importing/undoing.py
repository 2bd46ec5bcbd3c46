"""Imports that were made, and one of them taken back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session

from actions import place_imports
from actions.place_imports import Undoing
from bot.importing.preview import show_list
from bot.importing.tables import clean
from db import place_imports as tables
from db.connection import kept_on_disk
from db.places import PlaceBatch
from rules.places.place import spoken


class NoImport(Exception):
    """There is nothing to undo. The message says why."""


def show_imports(console: Console, engine: Engine, zone: ZoneInfo) -> None:
    """All imports, the newest first."""
    with Session(engine) as session:
        found = tables.batches(session)
    if not found:
        console.print("No places were imported yet.")
        return
    table = Table("number", "file", "when", "new", "changed", "undone")
    for one in found:
        undone = f"{one.undone_at.astimezone(zone):%Y-%m-%d %H:%M}" if one.undone_at else ""
        when = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
        table.add_row(str(one.id), clean(one.file), when, str(one.added), str(one.changed), undone)
    console.print(table)


def wanted(session: Session, number: int | None) -> PlaceBatch:
    """The import with this number, or the last one. Raises NoImport."""
    found = tables.batch(session, number) if number is None or 0 < number < 2**31 else None
    if found is None:
        raise NoImport(
            "There is no import to undo."
            if number is None
            else "There is no import with this number. See: houniao import places --list"
        )
    if found.undone_at is not None:
        raise NoImport(f"Import {found.id} was undone already. See: houniao import places --list")
    return found


def show_undoing(console: Console, engine: Engine, number: int | None) -> int:
    """What undoing would do; returns the number of the import. Raises NoImport."""
    with Session(engine) as session:
        batch = wanted(session, number)
        done = place_imports.undoing(session, batch)
        console.print(f"Import {batch.id}, {clean(batch.file)}:", markup=False, highlight=False)
        _show(console, done)
        return batch.id or 0


def _show(console: Console, done: Undoing) -> None:
    console.print(f"  as before again: {done.restored}", highlight=False)
    console.print(
        f"  new by this import (or one undone before), and gone again: {done.taken_out}", highlight=False
    )
    if done.left:
        console.print(
            f"  left alone, because the staff or a later import wrote them since: {len(done.left)}",
            highlight=False,
        )
        show_list(console, [f"  {clean(spoken(one.names, 'zh_CN')[0])} ({one.key})" for one in done.left])


def undo(engine: Engine, number: int, now: datetime) -> Undoing:
    """Takes it back in one transaction that survives a pulled plug. Raises NoImport."""
    with kept_on_disk(engine) as connection, Session(connection) as session:
        try:
            done = place_imports.undo(session, wanted(session, number), now)
        except place_imports.MovedOn as error:
            raise NoImport("Somebody has just undone this import.") from error
        session.commit()
        return done
