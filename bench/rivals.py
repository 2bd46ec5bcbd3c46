"""What the search for the nearest is measured beside: every position in Python, SQLite's R*Tree, and PostgreSQL's GiST index on points.

They read the ten rows in a session like ours; only the way to their ids is another one. R*Tree asks for boxes and widens them as we do, with
the kind as a third dimension. GiST gives the nearest itself, from one index for each kind, but measures in degrees as if they were metres.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import Engine, text
from sqlmodel import Session

from bench.clouds import KINDS
from db.nearest import FIRST_CIRCLE, Wanted, wider
from db.places import PlaceState, several
from rules.places.circle import FARTHEST, boxes, metres

_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_TREE = (
    "CREATE VIRTUAL TABLE place_tree USING rtree(id, south, north, west, east, kind_from, kind_to,"
    " +lat, +lon, +marks, +serves, +vaccines)"
)
_IN_TREE = "INSERT INTO place_tree SELECT id, lat, lat, lon, lon, {kind}, {kind}, lat, lon, marks, serves, vaccines FROM place"
#: A tree's own numbers are shorter and rounded outwards: whatever touches the box is asked for.
_IN_BOX = (
    "SELECT id, lat, lon FROM place_tree WHERE north >= :south AND south <= :north AND east >= :west AND west <= :east"
    " AND kind_from >= :kind AND kind_to <= :kind"
)
_BY_POINT = "SELECT id FROM place WHERE state = {state:d} AND kind = '{kind}'{filters} ORDER BY point(lon, lat) <-> point(:lon, :lat) LIMIT :limit"


class Spot(NamedTuple):
    """What is searched of a place."""

    id: int
    kind: str
    lat: float
    lon: float
    marks: int
    serves: str
    vaccines: str


def spots(engine: Engine) -> list[Spot]:
    """All places of the table."""
    asked = text("SELECT id, kind, lat, lon, marks, serves, vaccines FROM place")
    with engine.connect() as connection:
        return [
            Spot(one.id, intern(one.kind), one.lat, one.lon, one.marks, intern(one.serves), one.vaccines)
            for one in connection.execute(asked)
        ]


def by_hand(everything: list[Spot], wanted: Wanted, limit: int) -> list[int]:
    """The nearest by looking at every position: slow, and right. Ids, the nearest first."""
    return [number for _far, number in heapq.nsmallest(limit, _fitting(everything, wanted))]


def _fitting(everything: list[Spot], wanted: Wanted) -> Iterator[tuple[float, int]]:
    lat, lon, kinds, marks = wanted.lat, wanted.lon, wanted.kinds, wanted.marks
    district, vaccine = _bars(wanted.district), _bars(wanted.vaccine)
    for one in everything:
        if (
            one.kind in kinds
            and one.marks & marks == marks
            and district in one.serves
            and vaccine in one.vaccines
        ):
            yield metres(lat, lon, one.lat, one.lon), one.id


def plant(engine: Engine) -> None:
    """Makes the database's own spatial index of the places that are there."""
    if engine.dialect.name == "sqlite":
        number = " ".join(f"WHEN '{kind}' THEN {number}" for kind, number in _NUMBERS.items())
        orders = [_TREE, _IN_TREE.format(kind=f"CASE kind {number} END")]
    else:
        orders = [
            f"CREATE INDEX near_{kind} ON place USING gist (point(lon, lat)) WHERE state = {PlaceState.THERE:d} AND kind = '{kind}'"
            for kind in KINDS
        ]
    with engine.begin() as connection:
        for order in orders:
            connection.execute(text(order))


def own(session: Session, wanted: Wanted, limit: int) -> list[int]:
    """The nearest by the database's own index, their rows read. Ids, the nearest first."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    found = _by_tree(session, wanted, limit) if on_sqlite else _by_gist(session, wanted, limit)
    kept = several(session, found)
    return [one for one in found if one in kept]


def _by_tree(session: Session, wanted: Wanted, limit: int) -> list[int]:
    question = text(_IN_BOX + _filters(wanted))
    fixed = {**_filtered(wanted), "kind": _NUMBERS[wanted.kinds[0]]}
    radius, before = FIRST_CIRCLE, 0
    while True:
        inside = set()
        for box in boxes(wanted.lat, wanted.lon, radius):
            corners = {"south": box.south, "north": box.north, "west": box.west, "east": box.east}
            for number, lat, lon in session.connection().execute(question, {**fixed, **corners}):
                far = metres(wanted.lat, wanted.lon, lat, lon)
                if far <= radius:
                    inside.add((far, number))
        if len(inside) >= limit or radius >= FARTHEST:
            return [number for _far, number in sorted(inside)[:limit]]
        radius, before = min(radius * wider(len(inside), before, limit), FARTHEST), len(inside)


def _by_gist(session: Session, wanted: Wanted, limit: int) -> list[int]:
    # The kind stands in the words of the question: the index of one kind is found by them.
    asked = _BY_POINT.format(state=PlaceState.THERE, kind=wanted.kinds[0], filters=_filters(wanted))
    values = {**_filtered(wanted), "lat": wanted.lat, "lon": wanted.lon, "limit": limit}
    return list(session.connection().execute(text(asked), values).scalars())


def _filters(wanted: Wanted) -> str:
    """Written out only where something is filtered."""
    words = ""
    if wanted.marks:
        words += " AND marks & :marks = :marks"
    if wanted.district is not None:
        words += " AND replace(serves, :district, '') <> serves"
    if wanted.vaccine is not None:
        words += " AND replace(vaccines, :vaccine, '') <> vaccines"
    return words


def _filtered(wanted: Wanted) -> dict[str, Any]:
    values = {"marks": wanted.marks, "district": _bars(wanted.district), "vaccine": _bars(wanted.vaccine)}
    return {name: value for name, value in values.items() if value}


def _bars(word: str | None) -> str:
    return f"|{word}|" if word is not None else ""
