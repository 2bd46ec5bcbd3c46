"""What the running house remembers: the proof of the key, also when two processes start on an empty database at once."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from db import house
from tests.databases import Kind

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def database_kind() -> Kind:
    """SQLite has one writer at a time: the second start would not even read before the first is done."""
    return "postgresql"


def test_two_that_start_at_the_same_moment_agree_on_one_proof(engine: Engine) -> None:
    with Session(engine) as first, ThreadPoolExecutor(1) as pool:
        house.prove_key(first, NOW)

        def start() -> str:
            with Session(engine) as second:
                house.prove_key(second, NOW)
                second.commit()
                return second.get_one(house.Note, "key_proof").value

        other = pool.submit(start)
        wait_until_blocked(engine, other)
        first.commit()
        assert other.result() == first.get_one(house.Note, "key_proof").value


def wait_until_blocked(engine: Engine, other: Future[str]) -> None:
    """Returns when the other one waits for our row."""
    blocked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with engine.connect() as connection:
        while not other.done() and not connection.execute(blocked).scalar():
            connection.rollback()
