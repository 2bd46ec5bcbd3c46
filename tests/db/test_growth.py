"""A database of the first version gets the growth tables with what is in it."""

from __future__ import annotations

from alembic import command
from sqlalchemy import text

from db.connection import open_engine
from db.schema import config, migrate, versions


def test_guardians_from_before_have_not_asked_for_notes(database_url: str) -> None:
    command.upgrade(config(database_url), "0001")
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO family (id, demo, created_at) VALUES (1, false, '2026-11-23')"))
        connection.execute(
            text(
                "INSERT INTO guardian (id, family_id, write_from, write_to, created_at)"
                " VALUES (1, 1, 540, 1200, '2026-11-23')"
            )
        )
    engine.dispose()
    migrate(database_url)
    engine = open_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM guardian WHERE notes_wanted")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM guardian")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM measurement")).scalar() == 0
    assert versions(engine)[0] == versions(engine)[1]
    engine.dispose()
