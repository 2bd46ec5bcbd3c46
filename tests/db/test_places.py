"""Places as they are kept: which are shown, what comes back, our clinic, reports; and how far the search for the nearest looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import nan
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from db import place_names, place_staff, places
from db.families import Family
from db.nearest import Wanted, nearest
from db.places import PlaceChange, PlaceReport, PlaceRow, PlaceState
from rules.places.circle import FARTHEST, metres
from rules.places.place import Marks, Place

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def nursery(
    key: str, lat: float = 31.33, lon: float = 118.38, demo: bool = False, district: str | None = None
) -> Place:
    return Place(key, "nursery", {"zh_CN": key}, lat, lon, district=district, demo=demo)


def add(session: Session, *some: Place) -> None:
    places.add_all(session, some, NOW)


HERE = Wanted(31.33, 118.38, ("nursery",))


def keys(session: Session, wanted: Wanted = HERE, limit: int = 10, within: float = FARTHEST) -> list[str]:
    return [one.row.key for one in nearest(session, wanted, limit, within)]


def test_where_the_distance_is_the_same_the_older_one_stands_first(session: Session) -> None:
    add(session, nursery("east"), nursery("beside", lat=31.331), nursery("again"), nursery("once more"))
    assert keys(session) == ["east", "again", "once more", "beside"]
    assert keys(session, limit=2) == ["east", "again"]


def test_the_demo_is_shown_only_until_there_is_a_real_place(session: Session) -> None:
    assert keys(session) == []
    add(session, nursery("demo", demo=True))
    assert keys(session) == ["demo"]
    assert not places.has_real(session)
    # Not of this kind, and far away: it is a real one all the same.
    add(session, Place("real", "library", {"zh_CN": "x"}, -50.0, 10.0))
    assert places.has_real(session)
    assert keys(session) == []
    assert places.total(session) == 1
    assert places.demo_keys(session).keys() == {"demo"}


def test_what_is_gone_is_never_found_and_hides_no_demo(session: Session) -> None:
    add(session, nursery("demo", demo=True), nursery("gone"))
    row = places.of_keys(session, ["gone"])["gone"]
    row.state = PlaceState.GONE
    session.flush()
    assert keys(session) == ["demo"]
    assert places.several(session, [row.id or 0])[row.id or 0].key == "gone"


def test_within_is_the_last_metre_that_counts(session: Session) -> None:
    add(session, nursery("near", lat=31.34), nursery("far", lat=31.5))
    far = metres(31.33, 118.38, 31.34, 118.38)
    assert keys(session, within=far) == ["near"]
    assert keys(session, within=far - 0.001) == []
    assert keys(session, within=0.0) == []
    assert keys(session, Wanted(31.34, 118.38, ("nursery",)), within=0.0) == ["near"]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(31.33, 118.38, ()),
        Wanted(31.33, 118.38, ("library",)),
        Wanted(31.33, 118.38, ("nursery",), marks=1 << 20),
        Wanted(31.33, 118.38, ("nursery",), district="%"),
        Wanted(31.33, 118.38, ("nursery",), district="' OR 1=1 --"),
        Wanted(31.33, 118.38, ("nursery",), vaccine=""),
        Wanted(nan, nan, ("nursery",)),
    ],
)
def test_what_nothing_fits_finds_nothing_and_comes_to_an_end(session: Session, wanted: Wanted) -> None:
    add(session, nursery("one", district="jinghu"))
    assert keys(session, wanted) == []
    assert keys(session, limit=0) == []


def boxes_asked(engine: Engine) -> list[tuple[str, Any]]:
    """Filled with the questions of every search from now on: their words and values."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, words: str, values: Any, *_more: Any) -> None:
        if "lat BETWEEN" in words:
            asked.append((words, values))

    event.listen(engine, "before_cursor_execute", note)
    return asked


@pytest.mark.parametrize("lats", [(), (31.33,), (31.33, 31.4, 31.5, 31.6), (-80.0, 80.0)])
def test_a_list_that_can_never_be_filled_is_given_up_soon(
    engine: Engine, session: Session, lats: tuple[float, ...]
) -> None:
    """Small cities have three of a kind: the search must not creep around the Earth for the other seven."""
    add(session, *(nursery(f"at {lat}", lat=lat) for lat in lats))
    asked = boxes_asked(engine)
    assert len(keys(session)) == len(lats)
    assert len(asked) <= 14


def test_the_search_reads_the_index_only(engine: Engine, session: Session) -> None:
    """Every mark is one piece of it, read between two latitudes: a table of a million places is not gone through."""
    add(session, nursery("one"))
    asked = boxes_asked(engine)
    nearest(session, replace(HERE, marks=int(Marks.LATE)), 1)
    words, values = asked[0]
    on_sqlite = engine.dialect.name == "sqlite"
    connection = session.connection()
    if not on_sqlite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
    plan = connection.exec_driver_sql(("EXPLAIN QUERY PLAN " if on_sqlite else "EXPLAIN ") + words, values)
    told = "\n".join(str(line) for line in plan)
    if on_sqlite:
        assert (
            "USING COVERING INDEX ix_place_near (state=? AND kind=? AND marks=? AND lat>? AND lat<?)" in told
        )
    else:
        assert "Index Only Scan using ix_place_near" in told
        assert "Filter" not in told.replace("Filter: (state = 1)", "")


def test_a_place_comes_back_as_it_was_kept(session: Session) -> None:
    full = Place(
        key="full",
        kind="vaccination_clinic",
        names={"zh_CN": "小树苗", "en": "Sapling", "ug": "كۆچەت"},
        lat=31.331200000000001,
        lon=-179.999999999999,
        district="jinghu",
        addresses={"zh_CN": "中山路1号"},
        phone="0553-1234567",
        hours="Mo-Sa 08:00-19:00",
        prices={"en": "free"},
        notes={"zh_CN": "“引号” | 竖线 \\ %_"},
        inclusive=False,
        migrants=True,
        serves=("yijiang", "jinghu"),
        languages=("zh_CN", "ug"),
        vaccines=("HepB", "MMR"),
        source="卫健委",
        checked=date(2026, 11, 20),
    )
    some = [
        full,
        nursery("plain"),
        nursery("demo", demo=True),
        nursery("of a district", district="jinghu"),
        replace(full, key="its own district", serves=("jinghu",)),
        replace(full, key="another district", serves=("yijiang",)),
    ]
    add(session, *some)
    session.expire_all()
    assert [row.place for row in session.exec(select(PlaceRow).order_by(col(PlaceRow.id)))] == some


def test_names_to_compare_with_are_those_that_are_shown_offices_first(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_names, "MOST", 2)
    add(session, nursery("demo", demo=True))
    assert [names for _spot, names in place_names.spots(session)] == [{"zh_CN": "demo"}]
    office = Place("office", "community_office", {"zh_CN": "社区"}, 31.3, 118.3, addresses={"zh_CN": "路"})
    add(session, nursery("one"), nursery("two"), office)
    assert [spot.names for spot, _names in place_names.spots(session)] == [("社区", "路"), ("one",)]
    row = places.of_keys(session, ["one"])["one"]
    row.details, row.updated_at = {"names": {"zh_CN": "uno"}}, NOW + timedelta(seconds=1)
    session.flush()
    assert [spot.names for spot, _names in place_names.spots(session)] == [("社区", "路"), ("uno",)]


def ids(session: Session) -> dict[str, int]:
    return {row.key: row.id or 0 for row in session.exec(select(PlaceRow))}


def test_our_clinic_is_one_and_goes_when_the_place_or_the_family_goes(session: Session) -> None:
    add(session, nursery("one"), nursery("two"))
    family = Family(created_at=NOW)
    session.add(family)
    session.flush()
    number, known = family.id or 0, ids(session)

    def ours() -> str | None:
        row = places.our_clinic(session, number)
        return row.key if row is not None and not places.is_gone(session, row) else None

    assert ours() is None
    places.set_our_clinic(session, number, known["one"])
    places.set_our_clinic(session, number, known["two"])
    assert ours() == "two"
    places.set_our_clinic(session, number, None)
    assert ours() is None
    places.set_our_clinic(session, number, known["one"])
    session.get_one(PlaceRow, known["one"]).state = PlaceState.GONE
    session.flush()
    assert ours() is None
    session.get_one(PlaceRow, known["one"]).state = PlaceState.THERE
    session.flush()
    assert ours() == "one"
    session.delete(family)
    session.flush()
    session.expire_all()
    assert session.exec(select(places.OurPlace)).all() == []


def test_a_demo_clinic_is_ours_only_until_there_are_real_places(session: Session) -> None:
    add(session, nursery("demo", demo=True))
    family = Family(created_at=NOW)
    session.add(family)
    session.flush()
    number = family.id or 0
    places.set_our_clinic(session, number, ids(session)["demo"])
    clinic = places.our_clinic(session, number)
    assert clinic is not None
    assert not places.is_gone(session, clinic)
    add(session, nursery("real"))
    assert places.is_gone(session, clinic)


def test_open_reports_are_those_of_the_districts_and_of_places_without_one(session: Session) -> None:
    add(session, nursery("here", district="jinghu"), nursery("there", district="yijiang"), nursery("nowhere"))
    known = ids(session)
    for key, what, done in (
        ("there", "phone", None),
        ("here", "closed", None),
        ("nowhere", "moved", None),
        ("here", "hours", NOW),
        ("here", "refused", None),
    ):
        session.add(PlaceReport(place_id=known[key], what=what, at=NOW, done_at=done))
        session.flush()

    def told(*districts: str) -> list[tuple[str, str]]:
        return [(row.key, report.what) for report, row in place_staff.open_reports(session, districts)]

    everything = [("there", "phone"), ("here", "closed"), ("nowhere", "moved"), ("here", "refused")]
    assert told() == everything
    assert told("jinghu", "yijiang") == everything
    assert told("jinghu") == everything[1:]
    assert told("nanling") == [("nowhere", "moved")]


def test_changes_of_one_place_the_newest_first(session: Session) -> None:
    add(session, nursery("one"), nursery("two"))
    known = ids(session)
    for key, staff in (("one", "first"), ("two", "other"), ("one", "second")):
        session.add(PlaceChange(place_id=known[key], staff=staff, at=NOW))
        session.flush()
    assert [change.staff for change in places.changes(session, known["one"])] == ["second", "first"]
