"""Imports of places: what is new or different is written and nothing else, and an import can be taken back once. On both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from actions.place_imports import Comparison, MovedOn, Undoing, compare, undo, undoing, write
from db import place_imports as table
from db import places as tables
from db.nearest import Wanted, nearest
from db.places import PlaceBatch, PlaceChange, PlaceRow, PlaceState, values
from rules.places.alike import Alike
from rules.places.place import Place

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def place(key: str = "edu:1", **changes: Any) -> Place:
    """A place with every value there is. Each key lies at a spot of its own."""
    full = Place(
        key=key,
        kind="kindergarten",
        names={"zh_CN": f"幼儿园 {key} 🧸", "en": f"Kindergarten {key}"},
        lat=31.0 + (sum(map(ord, key)) % 997) / 1000,
        lon=118.37,
        district="jinghu",
        addresses={"zh_CN": "مرحبا 中山路"},
        phone="0553-1234567",
        hours="Mo-Fr 08:00-17:00",
        prices={"zh_CN": "800"},
        inclusive=True,
        serves=("jinghu", "jiujiang"),
        vaccines=("BCG",),
        source="教育局",
        checked=date(2026, 11, 1),
    )
    return replace(full, **changes)


def bring(session: Session, places: Sequence[Place], now: datetime = NOW) -> PlaceBatch:
    """The whole import as the command line does it."""
    alike, found = looked_at(session, places, now)
    batch = write(session, places, alike, found, "list.csv", now)
    session.commit()
    return batch


def looked_at(session: Session, places: Sequence[Place], now: datetime = NOW) -> tuple[Alike, Comparison]:
    alike = Alike()
    for number, one in enumerate(places):
        alike.add(number, one)
    return alike, compare(session, places, alike, now)


def corrected(session: Session, key: str, **columns: Any) -> None:
    """Somebody of the staff writes a place."""
    row = there(session)[key]
    session.add(PlaceChange(place_id=row.id or 0, staff="staff:1", before={"state": row.state}, at=NOW))
    for name, value in columns.items():
        setattr(row, name, value)
    session.commit()


def there(session: Session) -> dict[str, PlaceRow]:
    session.expire_all()
    return tables.of_keys(session, ["edu:1", "edu:2", "edu:3", "edu:4", "demo:1"])


def state(session: Session) -> dict[str, tuple[Any, ...]]:
    """All that an import may change, but the moment."""
    return {key: tuple(getattr(row, name) for name in table.COLUMNS) for key, row in there(session).items()}


def test_new_places_are_written_and_found(session: Session) -> None:
    batch = bring(session, [place("edu:1"), place("edu:2")])
    assert (batch.added, batch.changed, batch.file, batch.at, batch.undone_at) == (
        2,
        0,
        "list.csv",
        NOW,
        None,
    )
    assert [row.place for row in there(session).values()] == [place("edu:1"), place("edu:2")]
    assert all(row.batch_id == batch.id and row.updated_at == NOW for row in there(session).values())
    first = place("edu:1")
    found = nearest(session, Wanted(first.lat, first.lon, ("kindergarten",)), 1)
    assert [one.row.key for one in found] == ["edu:1"]
    for row in there(session).values():
        (change,) = tables.changes(session, row.id or 0)
        assert (change.batch_id, change.staff, change.before, change.at) == (batch.id, None, None, NOW)


def test_only_what_differs_is_written(session: Session) -> None:
    bring(session, [place("edu:1"), place("edu:2"), place("edu:3")])
    file = [
        place("edu:1"),
        place("edu:2", phone="0553-7", checked=None, names={"zh_CN": "幼儿园 edu:2 🧸"}),
        place("edu:4"),
    ]
    _alike, found = looked_at(session, file, LATER)
    assert (found.new, found.unchanged, found.back, found.twins, found.others) == ((2,), 1, (), (), ())
    ((changed,)) = found.changed
    assert (changed.number, changed.columns) == (1, ("names", "phone", "checked"))
    batch = bring(session, file, LATER)
    assert (batch.added, batch.changed) == (1, 1)
    assert {key: row.updated_at for key, row in there(session).items()} == {
        "edu:1": NOW,
        "edu:2": LATER,
        "edu:3": NOW,
        "edu:4": LATER,
    }
    assert there(session)["edu:2"].place == file[1]


def test_an_import_of_the_same_list_changes_nothing(session: Session) -> None:
    file = [place("edu:1"), place("edu:2", hours=None, checked=None, district=None, serves=())]
    bring(session, file)
    assert looked_at(session, file, LATER)[1] == Comparison(unchanged=2)


def test_more_places_than_are_asked_for_at_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ASKED", 3)
    monkeypatch.setattr(table, "WRITTEN", 2)
    file = [place(f"edu:{number}") for number in range(10)]
    told: list[int] = []
    alike, found = looked_at(session, file)
    batch = write(session, file, alike, found, "f", NOW, told.append)
    session.commit()
    assert (batch.added, sum(told)) == (10, 10)
    again = [replace(one, phone="1") for one in file]
    assert len(looked_at(session, again)[1].changed) == 10
    second = bring(session, again, LATER)
    assert second.changed == 10
    assert undo(session, second, LATER) == Undoing(10, 0, ())
    assert looked_at(session, file)[1].unchanged == 10


def test_real_places_hide_those_of_the_demo(session: Session) -> None:
    tables.add_all(session, [place("demo:1", demo=True)], NOW)
    session.commit()
    assert not tables.has_real(session)
    bring(session, [place("edu:1")])
    assert tables.has_real(session)
    assert there(session)["demo:1"].state == PlaceState.DEMO


def test_a_key_of_the_demo_becomes_real_and_the_demos_again(session: Session) -> None:
    tables.add_all(session, [place("demo:1", demo=True)], NOW)
    session.commit()
    batch = bring(session, [place("demo:1")], LATER)
    assert (batch.added, there(session)["demo:1"].state) == (1, PlaceState.THERE)
    undo(session, batch, LATER)
    assert there(session)["demo:1"].place == place("demo:1", demo=True)


def test_the_same_place_under_another_key_is_named(session: Session) -> None:
    bring(session, [place("edu:1"), place("edu:2")])
    file = [
        place("edu:4", lat=place("edu:1").lat + 0.0003, names={"en": "kindergarten  EDU:1"}),
        place("edu:2"),
    ]
    (twin,) = looked_at(session, file)[1].twins
    assert (twin.number, twin.key) == (0, "edu:1")
    for other in (
        {"lat": place("edu:1").lat + 0.0005},
        {"kind": "nursery"},
        {"names": {"en": "another"}},
    ):
        assert looked_at(session, [replace(file[0], **other)])[1].twins == ()
    # What is in the file under its own key is compared there, not here.
    assert looked_at(session, [file[0], place("edu:1")])[1].twins == ()


def test_places_that_are_gone_or_made_up_are_no_duplicates(session: Session) -> None:
    tables.add_all(session, [place("demo:1", demo=True)], NOW)
    batch = bring(session, [place("edu:1")])
    undo(session, batch, NOW)
    file = [place("a", lat=place(key).lat, names=place(key).names) for key in ("edu:1", "demo:1")]
    assert all(looked_at(session, [one])[1].twins == () for one in file)


def test_two_lists_that_count_one_two_three_are_told_apart(session: Session) -> None:
    bring(session, [place("edu:1"), place("edu:2")])
    file = [
        place("edu:1", names={"zh_CN": "别的"}, lat=32.0),
        place("edu:2", kind="nursery"),
    ]
    assert looked_at(session, file)[1].others == (0, 1)
    moved = [place("edu:1", lat=32.0), place("edu:2", names={"zh_CN": "新名字"})]
    assert looked_at(session, moved)[1].others == ()


def test_what_the_staff_corrected_is_named_before_it_is_written_over(session: Session) -> None:
    bring(session, [place("edu:1"), place("edu:2"), place("edu:3")])
    corrected(session, "edu:2", district="jiujiang")
    corrected(session, "edu:3", state=int(PlaceState.GONE))
    file = [place(f"edu:{number}", phone="1") for number in (1, 2, 3)]
    found = looked_at(session, file)[1]
    assert (found.corrected, len(found.changed), len(found.back)) == ((1, 2), 2, 1)
    bring(session, file, LATER)
    # Now the import wrote them last.
    assert looked_at(session, [replace(one, phone="2") for one in file])[1].corrected == ()


def test_what_the_staff_corrected_is_named_again_after_an_import_over_it_was_undone(session: Session) -> None:
    bring(session, [place("edu:1")])
    corrected(session, "edu:1", district="jiujiang")
    file = [place("edu:1", phone="1")]
    undo(session, bring(session, file, LATER), LATER)
    session.commit()
    assert looked_at(session, file)[1].corrected == (0,)


def test_a_list_that_is_no_longer_true_is_not_written(session: Session) -> None:
    bring(session, [place("edu:1")])
    file = [place("edu:1", phone="1"), place("edu:2")]
    alike, found = looked_at(session, file)
    session.commit()
    corrected(session, "edu:1", district="jiujiang")
    before = state(session)
    with pytest.raises(MovedOn):
        write(session, file, alike, found, "f", NOW)
    session.rollback()
    assert state(session) == before
    assert len(table.batches(session)) == 1


def test_undoing_restores_what_was_and_takes_out_what_was_new(session: Session) -> None:
    first = bring(session, [place("edu:1"), place("edu:2")])
    before = state(session)
    second = bring(session, [place("edu:1", phone="1", checked=None, district=None), place("edu:3")], LATER)
    assert undoing(session, second) == Undoing(1, 1, ())
    assert undo(session, second, LATER) == Undoing(1, 1, ())
    session.commit()
    after = state(session)
    assert {key: after[key] for key in before} == before
    rows = there(session)
    assert (rows["edu:3"].state, rows["edu:1"].batch_id) == (PlaceState.GONE, first.id)
    assert second.undone_at == LATER
    gone = place("edu:3")
    assert all(
        one.row.key != "edu:3" for one in nearest(session, Wanted(gone.lat, gone.lon, ("kindergarten",)), 9)
    )


def test_an_import_is_undone_once(session: Session) -> None:
    batch = bring(session, [place("edu:1")])
    undo(session, batch, NOW)
    session.commit()
    with pytest.raises(MovedOn):
        undo(session, batch, NOW)


def test_the_last_import_that_stands_is_the_one_to_undo(session: Session) -> None:
    assert table.batch(session, None) is None
    first, second = bring(session, [place("edu:1")]), bring(session, [place("edu:2")])
    assert table.batch(session, None) == second
    undo(session, second, NOW)
    assert table.batch(session, None) == first
    assert table.batch(session, second.id) == second
    assert table.batch(session, 999) is None
    assert table.batches(session) == [second, first]


def test_what_was_written_since_is_left_alone_and_named(session: Session) -> None:
    batch = bring(session, [place(f"edu:{number}") for number in (1, 2, 3)])
    corrected(session, "edu:1", district="jiujiang")
    later = bring(session, [place("edu:2", phone="1")], LATER)
    before = state(session)
    done = undo(session, batch, LATER)
    session.commit()
    assert (done.restored, done.taken_out) == (0, 1)
    assert [(one.key, one.names["en"]) for one in done.left] == [
        ("edu:1", "Kindergarten edu:1"),
        ("edu:2", "Kindergarten edu:2"),
    ]
    after = state(session)
    assert (after["edu:1"], after["edu:2"]) == (before["edu:1"], before["edu:2"])
    assert there(session)["edu:3"].state == PlaceState.GONE
    # The later one can still be undone: back to before the first one.
    assert undo(session, later, LATER) == Undoing(0, 1, ())


def test_it_is_all_or_nothing(engine: Engine) -> None:
    """One row that the database refuses, and none is there."""
    with Session(engine) as session:
        file = [place("edu:1"), place("edu:2", district=object())]
        alike, found = Alike(), Comparison(new=(0, 1))
        with pytest.raises(SQLAlchemyError):
            write(session, file, alike, found, "f", NOW)
    with Session(engine) as session:
        assert there(session) == {}
        assert table.batches(session) == []


def test_the_database_looks_at_the_places_anew(engine: Engine) -> None:
    with Session(engine) as session:
        bring(session, [place("edu:1")])
        table.analyse(session)
        session.commit()
        assert there(session)["edu:1"].details == values(place("edu:1"), NOW)["details"]
