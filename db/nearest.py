"""The search for the nearest places.

It reads an index only (state, kind, marks, latitude, longitude, id): a box around the point, wider until enough lie inside the circle.
It is exact: a hit counts only inside the searched radius. The same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, func, literal_column
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel

from db.places import PlaceRow, PlaceState, any_real, several
from rules.places.circle import FARTHEST, boxes, metres
from rules.places.place import Marks

#: Metres of the first circle, and how many times as wide the next one is at least and at most.
FIRST_CIRCLE, WIDER, WIDEST = 1_500.0, 1.5, 6.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched: around which point, which kinds, which marks (bits of `Marks`) it must have, serving which district, having which vaccine."""

    lat: float
    lon: float
    kinds: tuple[str, ...]
    marks: int = 0
    district: str | None = None
    vaccine: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place and how far it is, in metres along the surface."""

    row: PlaceRow
    metres: float


def nearest(session: Session, wanted: Wanted, limit: int, within: float = FARTHEST) -> list[Found]:
    """The nearest places, the nearest first, at most `limit`, none farther than `within` metres. Equal distances by id."""
    spots = _nearest(session, wanted, limit, within)
    kept = several(session, [number for _far, number in spots])
    # Another process may have taken one out between the two questions.
    return [Found(kept[number], far) for far, number in spots if number in kept]


def _nearest(session: Session, wanted: Wanted, limit: int, within: float) -> list[tuple[float, int]]:
    question = _question(
        len(wanted.kinds), wanted.marks, wanted.district is not None, wanted.vaccine is not None
    )
    fixed = {f"kind{number}": kind for number, kind in enumerate(wanted.kinds)}
    fixed |= {"district": f"|{wanted.district}|", "vaccine": f"|{wanted.vaccine}|"}
    session.flush()  # what was just written is found, too
    connection = session.connection()
    radius, before = min(FIRST_CIRCLE, within), 0
    while True:
        inside: set[tuple[float, int]] = set()
        for box in boxes(wanted.lat, wanted.lon, radius):
            corners = {"south": box.south, "north": box.north, "west": box.west, "east": box.east}
            for number, lat, lon in connection.execute(question, {**fixed, **corners}):
                far = metres(wanted.lat, wanted.lon, lat, lon)
                if far <= radius:
                    inside.add((far, number))
        if len(inside) >= limit or radius >= within:
            return sorted(inside)[:limit]
        radius, before = min(radius * wider(len(inside), before, limit), within), len(inside)


def wider(found: int, before: int, limit: int) -> float:
    """How many times as wide the next circle is: as enough of them would need, were they spread evenly, and a little more. Where the
    last step found no other one, there may be none for long."""
    return min(WIDEST, max(WIDER, 1.2 * sqrt(limit / found))) if found > before else WIDEST


#: The table without its class: what is asked several times in one search is read without making objects.
_columns = SQLModel.metadata.tables["place"].c


@cache
def _question(kinds: int, marks: int, district: bool, vaccine: bool) -> Select[Any]:
    """What lies in a box, as a question kept for the next time: to build it takes longer than to answer it.

    All numbers that marks may have are named, so that each is one piece of the index, read only between two latitudes.
    """
    having = [literal_column(str(one), Integer) for one in range(2 * max(Marks)) if one & marks == marks]
    question = select_columns(_columns.id, _columns.lat, _columns.lon).where(
        _columns.state == case((any_real.exists(), PlaceState.THERE), else_=PlaceState.DEMO),
        _columns.kind.in_([bindparam(f"kind{number}") for number in range(kinds)]),
        _columns.marks.in_(having),
        _columns.lat.between(bindparam("south"), bindparam("north")),
        _columns.lon.between(bindparam("west"), bindparam("east")),
    )
    # LIKE would take `_` for any sign, and on SQLite A for a.
    if district:
        question = question.where(func.replace(_columns.serves, bindparam("district"), "") != _columns.serves)
    if vaccine:
        question = question.where(
            func.replace(_columns.vaccines, bindparam("vaccine"), "") != _columns.vaccines
        )
    return question
