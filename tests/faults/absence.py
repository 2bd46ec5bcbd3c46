"""A database that is away for a while: PostgreSQL ends all connections and takes no new ones; SQLite's file is held by somebody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url


def away(url: str) -> AbstractContextManager[None]:
    """The database at `url` answers nobody inside the block."""
    return _file_held(url) if make_url(url).get_backend_name() == "sqlite" else _door_shut(url)


@contextmanager
def _file_held(url: str) -> Iterator[None]:
    with closing(sqlite3.connect(make_url(url).database or "", isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _door_shut(url: str) -> Iterator[None]:
    parts = make_url(url)
    name = sql.Identifier(parts.database or "")
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(f"host={parts.query['host']} user={parts.username}", autocommit=True) as operator:
        operator.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        operator.execute(end, [parts.database])
        try:
            yield
        finally:
            operator.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))
