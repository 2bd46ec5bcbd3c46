"""The tests' own databases: fresh, separate, copied from a pattern, and gone afterwards, server included."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from tests.databases import Kind, make_database


def fill(url: str) -> None:
    """Make a pattern with one row."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bird (name TEXT)"))
        connection.execute(text("INSERT INTO bird VALUES ('小候鸟')"))


def names(url: str) -> list[str]:
    """All birds of a database."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return list(connection.execute(text("SELECT name FROM bird ORDER BY name")).scalars())


def test_a_fresh_database_is_empty(database_url: str) -> None:
    assert inspect(create_engine(database_url, poolclass=NullPool)).get_table_names() == []
    fill(database_url)
    assert names(database_url) == ["小候鸟"]


def test_copies_of_a_pattern_do_not_meet(database_kind: Kind) -> None:
    with make_database(database_kind, prepare=fill) as one, make_database(database_kind, prepare=fill) as two:
        with create_engine(one, poolclass=NullPool).begin() as connection:
            connection.execute(text("DELETE FROM bird"))
        assert names(one) == []
        assert names(two) == ["小候鸟"]


def test_a_database_goes_even_when_somebody_is_connected(database_kind: Kind) -> None:
    with make_database(database_kind) as url:
        connection = create_engine(url, poolclass=NullPool).connect()
        connection.execute(text("SELECT 1"))
    with pytest.raises(Exception):  # noqa: B017 each driver has its own word for "it is gone"
        connection.execute(text("CREATE TABLE bird (name TEXT)"))
    connection.invalidate()


def test_the_server_goes_with_killed_tests() -> None:
    tests = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from tests import databases; print(databases._server(), flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert tests.stdout is not None
    folder = Path(tests.stdout.readline().strip())
    assert (folder / "postmaster.pid").exists()
    tests.kill()
    tests.communicate()
    for _ in range(600):  # up to a minute on a busy machine
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not folder.exists()
