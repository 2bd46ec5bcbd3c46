"""The database holds the pack's edition of the demo's places or none, and what points to a place keeps pointing there."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from actions.demo_places import keep_demo
from content import load_knowledge
from db import places
from db.families import Family
from db.nearest import Wanted
from db.nearest import nearest as search
from db.places import PlaceRow, PlaceState
from rules.places.place import Place
from tests.databases import Kind

DEMO = load_knowledge("cn/wuhu").demo_places()
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
#: A real place beside the railway station.
REAL = Place("real-1", "nursery", {"zh_CN": "真园"}, 31.36, 118.39, "jinghu", checked=date(2026, 11, 1))


def rows(session: Session) -> dict[str, PlaceRow]:
    session.expire_all()
    return {row.key: row for row in session.exec(select(PlaceRow))}


def kept(place: Place) -> Place:
    """As the database gives it back: it names a place's own district among those it serves."""
    return replace(place, serves=place.districts)


def test_the_first_start_writes_all_of_them(session: Session) -> None:
    assert keep_demo(session, DEMO, NOW) == len(DEMO)
    assert {key: row.place for key, row in rows(session).items()} == {one.key: kept(one) for one in DEMO}
    assert all(row.state == PlaceState.DEMO for row in rows(session).values())


def test_the_next_start_changes_nothing(session: Session) -> None:
    keep_demo(session, DEMO, NOW)
    assert keep_demo(session, DEMO, LATER) == 0
    assert {row.updated_at for row in rows(session).values()} == {NOW}


def test_a_newer_edition_changes_adds_and_removes_and_keeps_ids(session: Session) -> None:
    keep_demo(session, DEMO[:-1], NOW)
    before = {key: row.id for key, row in rows(session).items()}
    moved = replace(DEMO[1], lat=31.3, hours="24/7", phone=None, vaccines=("HepB",), kind="library")
    assert keep_demo(session, (moved, *DEMO[2:]), LATER) == 3
    found = rows(session)
    assert found.keys() == {place.key for place in DEMO[1:]}
    assert found[moved.key].place == kept(moved)
    assert {key: before.get(key, found[key].id) for key in found} == {key: found[key].id for key in found}
    assert {key for key, row in found.items() if row.updated_at == LATER} == {moved.key, DEMO[-1].key}
    nearest = search(session, Wanted(31.3, moved.lon, ("library",)), 1)
    assert [one.row.key for one in nearest] == [moved.key]


def test_without_demo_none_is_left_and_real_places_stay(session: Session) -> None:
    places.add_all(session, [REAL], NOW)
    assert keep_demo(session, DEMO, NOW) == len(DEMO)
    assert keep_demo(session, (), LATER) == len(DEMO)
    assert keep_demo(session, (), LATER) == 0
    assert rows(session).keys() == {REAL.key}


def test_a_clinic_of_a_family_goes_with_its_place_only(session: Session) -> None:
    keep_demo(session, DEMO, NOW)
    family = Family(created_at=NOW)
    session.add(family)
    session.flush()
    assert family.id is not None
    places.set_our_clinic(session, family.id, rows(session)[DEMO[0].key].id)
    keep_demo(session, (replace(DEMO[0], hours=None), *DEMO[1:]), LATER)
    clinic = places.our_clinic(session, family.id)
    assert clinic is not None
    assert (clinic.key, clinic.place.hours) == (DEMO[0].key, None)
    keep_demo(session, DEMO[1:], LATER)
    session.expire_all()
    assert places.our_clinic(session, family.id) is None


@pytest.mark.parametrize("state", [PlaceState.THERE, PlaceState.GONE])
def test_a_key_that_became_somebody_elses_is_left_to_them(session: Session, state: PlaceState) -> None:
    taken = replace(DEMO[3], demo=False, names={"zh_CN": "真的"})
    places.add_all(session, [taken], NOW)
    row = rows(session)[taken.key]
    row.state = state
    session.add(row)
    session.flush()
    for _ in range(2):
        keep_demo(session, DEMO, LATER)
        found = rows(session)
        assert len(found) == len(DEMO)
        assert (found[taken.key].state, found[taken.key].place.names) == (state, taken.names)
    keep_demo(session, (), LATER)
    assert rows(session).keys() == {taken.key}


class TestTwoProcesses:
    @pytest.fixture
    def database_kind(self) -> Kind:
        """SQLite has one writer at a time: the second start would not even read before the first is done."""
        return "postgresql"

    @pytest.mark.parametrize("first_has", [(), DEMO[:5], DEMO])
    def test_that_start_at_the_same_moment_wait_for_each_other(
        self, engine: Engine, first_has: tuple[Place, ...]
    ) -> None:
        with Session(engine) as first, ThreadPoolExecutor(1) as pool:
            keep_demo(first, first_has, NOW)

            def start() -> int:
                with Session(engine) as second:
                    changed = keep_demo(second, DEMO, LATER)
                    second.commit()
                    return changed

            other = pool.submit(start)
            wait_until_blocked(engine, other)
            assert not other.done()
            first.commit()
            assert other.result() == len(DEMO) - len(first_has)
            assert rows(first).keys() == {place.key for place in DEMO}


def wait_until_blocked(engine: Engine, other: Future[int]) -> None:
    """Returns when the other one waits for us."""
    blocked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with engine.connect() as connection:
        while not other.done() and not connection.execute(blocked).scalar():
            connection.rollback()
