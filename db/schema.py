"""The tables as a whole, and how a database comes up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData
from sqlmodel import SQLModel

from db import (
    activities,
    answers,
    calendars,
    chats,
    checkups,
    children,
    doctor,
    families,
    follow_up,
    growth,
    house,
    inbox,
    needs,
    notices,
    outbox,
    pages,
    papers,
    photos,
    places,
    questions,
    staff,
    tickets,
    vaccines,
)

MIGRATIONS = Path(__file__).parent / "migrations"
_TABLES = (
    activities,
    answers,
    calendars,
    chats,
    checkups,
    children,
    doctor,
    families,
    follow_up,
    growth,
    house,
    inbox,
    needs,
    notices,
    outbox,
    pages,
    papers,
    photos,
    places,
    questions,
    staff,
    tickets,
    vaccines,
)

#: Every table; importing this file is what makes it complete.
metadata: MetaData = SQLModel.metadata


def config(url: str) -> Config:
    """Alembic's settings, made here so that no second file has to name the database."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["url"] = url
    return settings


def migrate(url: str) -> None:
    """Brings the database at `url` up to this version. Nothing happens when it is."""
    command.upgrade(config(url), "head")


def versions(engine: Engine) -> tuple[str | None, str | None]:
    """The database's version and the one this code wants."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    wanted = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    return present, wanted
