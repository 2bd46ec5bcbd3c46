"""Alembic's way in: called by db.schema with the database's URL."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from db.connection import open_engine
from db.schema import metadata


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """Rebuilding a table drops the old one, and with foreign keys on SQLite would delete every row that points to it."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA foreign_keys=OFF")


def run() -> None:
    """On SQLite tables are rebuilt where it cannot alter them; PostgreSQL does the whole upgrade in one transaction."""
    engine = open_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        _let_tables_be_rebuilt(connection)
        context.configure(
            connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
