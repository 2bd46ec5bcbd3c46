"""Alembic's way in: called by db.schema with the database's URL."""

from __future__ import annotations

from alembic import context

from db.connection import open_engine
from db.schema import metadata


def run() -> None:
    """On SQLite tables are rebuilt where it cannot alter them; PostgreSQL does the whole upgrade in one transaction."""
    engine = open_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
