"""The search for the nearest is the same as looking at every place, wherever on Earth and with whatever filter, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from db import places
from db.nearest import Wanted, nearest
from db.places import PlaceRow, PlaceState
from rules.places.circle import FARTHEST, metres
from rules.places.place import Marks, Place

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
KINDS = ("nursery", "kindergarten", "vaccination_clinic")
#: Names that a careless question would take for one another.
DISTRICTS = ("jinghu", "a_b", "axb", "a", "jing%")
VACCINES = ("HepB", "hepb", "Hep_B", "HepXB", "MMR")
HOURS = (None, "Mo-Fr 08:00-17:00", "Mo-Sa 08:00-19:00", "24/7", "Sa 09:00-12:00", "Mo-Fr 14:00-20:00")
MARKS = (0, 0, 0, Marks.LATE, Marks.SATURDAY | Marks.LATE, Marks.INCLUSIVE, Marks.MIGRANTS, 15)
Spot = tuple[float, float]


def a_place(draw: random.Random, number: int, spot: Spot, demo: bool = False) -> Place:
    return Place(
        key=f"p{number}",
        kind=draw.choice(KINDS),
        names={"zh_CN": f"第{number}号"},
        lat=spot[0],
        lon=spot[1],
        district=draw.choice((None, *DISTRICTS)),
        hours=draw.choice(HOURS),
        inclusive=draw.choice((None, True, False)),
        migrants=draw.choice((None, True, False)),
        serves=tuple(draw.sample(DISTRICTS, draw.choice((0, 0, 1, 2)))),
        vaccines=tuple(draw.sample(VACCINES, draw.choice((0, 1, 3)))),
        demo=demo,
    )


def in_a_city(draw: random.Random) -> Spot:
    return draw.gauss(31.33, 0.05), draw.gauss(118.38, 0.05)


def at_the_date_line(draw: random.Random) -> Spot:
    lon = draw.choice((180.0, -180.0, draw.gauss(180, 0.1)))
    return draw.gauss(-17, 0.1), lon - 360 if lon > 180 else lon


def at_a_pole(draw: random.Random, pole: float = 90.0) -> Spot:
    return draw.choice((pole, pole - draw.uniform(0, 0.3) * (1 if pole > 0 else -1))), draw.uniform(-180, 180)


def at_the_other_pole(draw: random.Random) -> Spot:
    return at_a_pole(draw, -90.0)


def anywhere(draw: random.Random) -> Spot:
    return draw.uniform(-90, 90), draw.uniform(-180, 180)


def in_one_house(draw: random.Random) -> Spot:
    """Many at the very same spot: then the ids decide."""
    return draw.choice(((31.33, 118.38), (31.33, 118.381), (-31.33, -61.62)))


SCENES: tuple[Callable[[random.Random], Spot], ...] = (
    in_a_city,
    at_the_date_line,
    at_a_pole,
    at_the_other_pole,
    anywhere,
    in_one_house,
)


def by_hand(shown: dict[int, Place], wanted: Wanted, limit: int, within: float) -> list[tuple[float, str]]:
    """The same, one place after the other."""
    found = [
        (metres(wanted.lat, wanted.lon, place.lat, place.lon), number, place.key)
        for number, place in shown.items()
        if place.kind in wanted.kinds
        and place.marks & wanted.marks == wanted.marks
        and (wanted.district is None or wanted.district in place.districts)
        and (wanted.vaccine is None or wanted.vaccine in place.vaccines)
    ]
    return [(far, key) for far, _number, key in sorted(found) if far <= within][:limit]


def questions(
    draw: random.Random, scene: Callable[[random.Random], Spot]
) -> Iterator[tuple[Wanted, int, float]]:
    for _ in range(60):
        lat, lon = draw.choice((scene, scene, anywhere))(draw)
        wanted = Wanted(
            lat,
            lon,
            tuple(draw.sample(KINDS, draw.choice((1, 1, 2, 3)))),
            int(draw.choice(MARKS)),
            draw.choice((*(None,) * 10, *DISTRICTS)),
            draw.choice((*(None,) * 10, *VACCINES)),
        )
        yield (
            wanted,
            draw.choice((1, 3, 10, 200)),
            draw.choice((FARTHEST, FARTHEST, 500.0, 20_000.0, 3e6, 0.0)),
        )


@pytest.mark.parametrize("scene", SCENES)
def test_it_is_the_same_as_looking_at_every_place(
    session: Session, scene: Callable[[random.Random], Spot]
) -> None:
    draw = random.Random(scene.__name__)
    places.add_all(session, [a_place(draw, n, scene(draw), demo=n % 9 == 0) for n in range(200)], NOW)
    rows = session.exec(select(PlaceRow)).all()
    for row in rows[::7]:
        row.state = PlaceState.GONE
    session.flush()
    shown = {row.id or 0: row.place for row in rows if row.state == PlaceState.THERE}
    some = 0
    for wanted, limit, within in questions(draw, scene):
        expected = by_hand(shown, wanted, limit, within)
        found = [(one.metres, one.row.key) for one in nearest(session, wanted, limit, within)]
        assert found == expected, (wanted, limit, within)
        some += len(expected)
    assert some > 100
