"""A migrated database and an open session, on SQLite and on PostgreSQL: the fixtures `engine` and `session`."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from db import sealing
from db.connection import open_engine
from db.schema import migrate
from tests.databases import Kind, make_database
from tests.processes import DATA_KEY


@pytest.fixture
def engine(database_kind: Kind) -> Iterator[Engine]:
    sealing.use(sealing.KeyRing(DATA_KEY))
    with make_database(database_kind, prepare=migrate) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session
