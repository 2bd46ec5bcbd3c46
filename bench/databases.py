"""Fresh databases to measure on: as the tests have them, but PostgreSQL with its safety on, as an operator runs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from db.schema import migrate
from tests import databases


@contextmanager
def migrated(kind: databases.Kind) -> Iterator[str]:
    """The URL of a database at this version of the tables, gone afterwards.

    The tests switch PostgreSQL's fsync off; a number measured that way would promise what a power cut takes back. A server that
    runs already (inside the tests) stays as it is.
    """
    with (
        mock.patch.object(databases, "_SETTINGS", "-h '' -k {data}"),
        databases.make_database(kind, prepare=migrate) as url,
    ):
        yield url
