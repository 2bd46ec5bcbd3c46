"""An open session on a migrated database, twice: SQLite and PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from db import sealing
from db.connection import open_engine
from db.schema import migrate
from tests.databases import Kind, make_database


@pytest.fixture
def session(database_kind: Kind) -> Iterator[Session]:
    """Nothing is committed unless the test does."""
    sealing.use(sealing.KeyRing("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="))
    with make_database(database_kind, prepare=migrate) as url:
        engine = open_engine(url)
        with Session(engine, expire_on_commit=False) as opened:
            yield opened
        engine.dispose()
