"""Opening the database: one URL, SQLite or PostgreSQL, and the few settings without which either loses data."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.types import TypeDecorator

#: Milliseconds a SQLite connection waits for another process's write before it gives up.
BUSY_TIMEOUT_MS = 5_000
#: Seconds a look at the database waits for its server: without an answer there is another way.
CONNECT_TIMEOUT = 5
#: Of a query: what another process wrote while we waited for a lock is seen, too.
ANEW = {"populate_existing": True}


class Moment(TypeDecorator[datetime]):
    """A point in time: aware on our side, naive UTC in the table, the same on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone; naive datetimes are refused")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def open_engine(url: str) -> Engine:
    """An engine for `url`; makes the folder of a SQLite file when it is missing.

    SQLite: every transaction is `BEGIN IMMEDIATE`. With the driver's defaults the SELECT runs outside the transaction and
    updates are lost without an error; with a deferred BEGIN most writers fail under contention.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, pool_size=5, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        _private(Path(parsed.database))
    engine = create_engine(parsed, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def open_to_look(url: str) -> Engine:
    """An engine for reading only: the running bot waits for none of its locks, and a database that is not there is not made.

    Every SELECT stands for itself. Raises FileNotFoundError where the file of SQLite is missing.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        patience = {} if "connect_timeout" in parsed.query else {"connect_timeout": CONNECT_TIMEOUT}
        return create_engine(parsed, connect_args=patience, hide_parameters=True)
    file = Path(parsed.database or ":memory:")
    if not file.is_file():
        raise FileNotFoundError(file)
    # Not mode=ro: it would leave files of the log behind when nobody else has the database open.
    address = f"{file.absolute().as_uri()}?mode=rw"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        hide_parameters=True,
    )
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA query_only=ON").close())
    return engine


def _private(file: Path) -> None:
    """Only our own account may read the families' file. SQLite gives its log and its index the same mode."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    for one in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(FileNotFoundError, PermissionError):
            one.chmod(0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Our pragmas. What must survive a pulled plug is committed inside `kept_on_disk` (docs/decisions/0004)."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


@contextmanager
def kept_on_disk(engine: Engine) -> Iterator[Connection]:
    """A connection whose commits wait for the disk, and with them every commit before: SQLite's log is one row of pages."""
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        on_sqlite = engine.dialect.name == "sqlite" and raw is not None
        if on_sqlite:
            raw.execute("PRAGMA synchronous=FULL")
        try:
            yield connection
        finally:
            if on_sqlite:
                raw.execute("PRAGMA synchronous=NORMAL")


def empty_log(engine: Engine) -> None:
    """Moves SQLite's write-ahead log into the file and empties it: what was deleted this hour stands there in clear."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            raw.close()


def scrub(engine: Engine) -> None:
    """Rewrites a SQLite file without its free pages, and empties its log. PostgreSQL's own autovacuum does as much."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM").close()
        finally:
            raw.close()
        empty_log(engine)
