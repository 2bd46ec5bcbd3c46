"""An open session on a migrated database, twice: SQLite and PostgreSQL. Nothing is committed unless the test does."""

from tests.tables import engine, session

__all__ = ["engine", "session"]
