"""An import and somebody of the staff who write at the same moment do so one after the other."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from db import place_imports, places
from db.places import PlaceRow
from rules.places.place import Place
from tests.databases import Kind

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


@pytest.fixture
def database_kind() -> Kind:
    """SQLite has one writer at a time: the second would not even read before the first is done."""
    return "postgresql"


def test_an_import_waits_for_a_correction_and_sees_it(engine: Engine) -> None:
    with Session(engine) as session:
        places.add_all(session, [Place("1", "library", {"zh_CN": "A"}, 31.3, 118.3)], NOW)
        session.commit()
    with Session(engine) as staff, ThreadPoolExecutor(1) as pool:
        staff.get_one(PlaceRow, 1).district = "jinghu"
        staff.flush()

        def start() -> str | None:
            with Session(engine) as session:
                place_imports.hold(session)
                return place_imports.standing(session, ["1"])["1"].district

        other = pool.submit(start)
        wait_until_blocked(engine, other)
        staff.commit()
        assert other.result() == "jinghu"


def test_a_correction_waits_for_an_import_and_families_do_not(engine: Engine) -> None:
    with Session(engine) as session:
        places.add_all(session, [Place("1", "library", {"zh_CN": "A"}, 31.3, 118.3)], NOW)
        session.commit()
    with Session(engine) as importing, ThreadPoolExecutor(1) as pool:
        place_imports.hold(importing)
        with Session(engine) as family:
            assert family.get_one(PlaceRow, 1).kind == "library"

        def correct() -> None:
            with Session(engine) as staff:
                staff.get_one(PlaceRow, 1).district = "jinghu"
                staff.commit()

        other = pool.submit(correct)
        wait_until_blocked(engine, other)
        assert place_imports.standing(importing, ["1"])["1"].district is None
        importing.commit()
        other.result()


def wait_until_blocked(engine: Engine, other: Future) -> None:
    """Returns when the other one waits for us."""
    blocked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with engine.connect() as connection:
        while not other.done() and not connection.execute(blocked).scalar():
            connection.rollback()
