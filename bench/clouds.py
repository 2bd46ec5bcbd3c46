"""Clouds of places, and what families ask for in them: half a dense city region, half a whole country. The same for every run.

The city is quarters of very different size, around each of them many places: up to 100,000 places the region is 90 km wide, a million are a region
of 280 km. The country is some three hundred towns and a thin rest everywhere between. Kinds, hours and marks are mixed as a city's lists
have them. All of it is made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate, islice
from math import cos, hypot, radians, sqrt

from sqlalchemy import Engine, text
from sqlmodel import Session

from db.nearest import Wanted
from db.places import add_all
from rules.places.coordinates import Spot, in_china
from rules.places.place import Marks, Place

#: Places written in one transaction.
AT_ONCE = 5_000
#: Of a hundred places so many are of this kind.
KINDS = {
    "kindergarten": 18,
    "after_school_care": 17,
    "community_health_centre": 12,
    "community_office": 11,
    "primary_school": 9,
    "nursery": 8,
    "childrens_home": 6,
    "vaccination_clinic": 5,
    "residence_permit_window": 5,
    "library": 4,
    "childrens_hospital": 3,
    "community_service_centre": 2,
}
#: Of twenty questions so many ask for this kind.
ASKED = {
    "vaccination_clinic": 6,
    "kindergarten": 4,
    "nursery": 3,
    "after_school_care": 2,
    "community_health_centre": 2,
    "primary_school": 1,
    "residence_permit_window": 1,
    "library": 1,
}
_OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30; PH off"
#: Hours by kind, the usual ones more than once; what is not here has office hours or tells none.
_HOURS: dict[str, tuple[str | None, ...]] = {
    "kindergarten": ("Mo-Fr 07:30-17:00; PH off",) * 6 + ("Mo-Fr 07:30-18:30; Sa 08:00-17:00; PH off", None),
    "nursery": ("Mo-Fr 07:30-18:00; PH off",) * 3 + ("Mo-Sa 07:30-18:30; PH off", None),
    "after_school_care": ("Mo-Fr 16:00-20:00; PH off",) * 2 + ("Mo-Fr 15:30-20:30; Sa 08:30-17:30", None),
    "vaccination_clinic": ("Mo-Fr 08:00-11:30,14:00-17:00; PH off",) * 3
    + ("Mo-Sa 08:00-11:30; PH off", "Tu,Th 08:00-11:30; PH off", "We,Fr,Sa 08:00-11:00,14:30-16:30")
    + ("Mo-Sa 08:00-11:30,14:00-19:00; PH off",),
    "community_health_centre": ("Mo-Su 08:00-12:00,14:30-17:30",) * 3 + ("24/7", None),
    "childrens_hospital": ("24/7", "Mo-Su 08:00-17:30"),
    "library": ("Tu-Su 09:00-20:30", "We-Su 09:00-17:00; PH off", None),
}
_OTHERWISE = (_OFFICE,) * 4 + ("Mo-Sa 08:30-17:30; PH off", None)
#: What nearly every clinic has, and what some have.
_FREE = ("HepB", "BCG", "IPV", "bOPV", "DTaP", "DT", "MMR", "JE-L", "MPSV-A", "MPSV-AC", "HepA-L", "HPV")
_PAID = ("RV", "PCV13", "Hib", "EV71", "VAR", "Influenza", "PPV23", "Rabies")
_DISTRICTS = ("jinghu", "jiujiang", "yijiang", "wanzhi", "fanchang", "nanling", "wuwei")
#: Middle of the city, and half of the region's side in degrees (about 45 km) for so many places.
_MIDDLE, _REGION, _HOLDS = (31.33, 118.38), 0.4, 100_000


@dataclass(frozen=True)
class Quarter:
    """A place where people live: its middle, how far most of it lies from there (degrees), its district."""

    lat: float
    lon: float
    size: float
    district: str


@dataclass(frozen=True)
class Cloud:
    """`number` places, half of them in the city region and half in the whole country."""

    number: int
    seed: int = 5

    @property
    def _times(self) -> float:
        """How many times the region of one city holds."""
        return max(1.0, self.number / _HOLDS)

    def anywhere(self, draw: random.Random) -> Spot:
        """In the city region."""
        half = _REGION * sqrt(self._times)
        return draw.uniform(_MIDDLE[0] - half, _MIDDLE[0] + half), draw.uniform(
            _MIDDLE[1] - half, _MIDDLE[1] + half
        )

    @cached_property
    def city(self) -> list[Quarter]:
        """Districts are what lies nearest to one of the seven biggest quarters."""
        draw = random.Random(self.seed)
        spots = [self.anywhere(draw) for _ in range(int(60 * self._times))]
        seats = spots[: len(_DISTRICTS)]
        return [Quarter(*spot, draw.uniform(0.004, 0.03), _district(spot, seats)) for spot in spots]

    @cached_property
    def country(self) -> list[Quarter]:
        """Every town is a district of its own."""
        draw = random.Random(self.seed + 1)
        return [Quarter(*_in_country(draw), draw.uniform(0.03, 0.15), f"town{at}") for at in range(300)]

    def places(self) -> Iterator[Place]:
        """All of them, one after the other."""
        draw = random.Random(self.seed + 2)
        kinds = draw.choices(list(KINDS), list(KINDS.values()), k=self.number)
        for number, kind in enumerate(kinds):
            in_city = number % 2 == 0
            spot, district = self.spot(draw, in_city, away=0.1 if in_city else 0.2)
            yield _place(draw, number, kind, spot, district)

    def spot(self, draw: random.Random, in_city: bool, away: float) -> tuple[Spot, str]:
        """Where people live, or with this chance somewhere on the road; and the district."""
        quarters, weights = (
            (self.city, self._city_weights) if in_city else (self.country, self._country_weights)
        )
        quarter = draw.choices(quarters, cum_weights=weights)[0]
        if draw.random() < away:
            spot = self.anywhere(draw) if in_city else _in_country(draw)
            seats = [(one.lat, one.lon) for one in self.city[: len(_DISTRICTS)]]
            return spot, _district(spot, seats) if in_city else quarter.district
        wide = quarter.size / cos(radians(quarter.lat))
        return (draw.gauss(quarter.lat, quarter.size), draw.gauss(quarter.lon, wide)), quarter.district

    @cached_property
    def _city_weights(self) -> list[float]:
        return list(accumulate(1 / (10 + rank) for rank in range(len(self.city))))

    @cached_property
    def _country_weights(self) -> list[float]:
        return list(accumulate(1 / (10 + rank) for rank in range(len(self.country))))

    def asked(self, how: str, number: int) -> list[Wanted]:
        """So many questions of one way of asking (`WAYS`), the same every time."""
        draw = random.Random(f"{self.seed} {how}")
        return [_wanted(draw, how, self) for _ in range(number)]


def fill(engine: Engine, cloud: Cloud, now: datetime) -> None:
    """Writes the cloud into a migrated database. What PostgreSQL does by itself a minute after an import is done at once."""
    all_of_them = cloud.places()
    while some := list(islice(all_of_them, AT_ONCE)):
        with Session(engine) as session:
            add_all(session, some, now)
            session.commit()
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE place"))


#: Ways of asking: in the city and all over the country, and in the city with each filter.
WAYS = ("city", "country", "late and Saturday", "district", "vaccine")


def _wanted(draw: random.Random, how: str, cloud: Cloud) -> Wanted:
    """People ask where people live, and one in eight on the road."""
    (lat, lon), district = cloud.spot(draw, how != "country", away=1 / 8)
    kind = draw.choices(list(ASKED), list(ASKED.values()))[0]
    if how == "late and Saturday":
        return Wanted(lat, lon, (kind,), marks=int(Marks.LATE | Marks.SATURDAY))
    if how == "district":
        return Wanted(lat, lon, (kind,), district=district)
    if how == "vaccine":
        return Wanted(lat, lon, ("vaccination_clinic",), vaccine=draw.choice(_FREE + _PAID))
    return Wanted(lat, lon, (kind,))


def _district(spot: Spot, seats: list[Spot]) -> str:
    far = [hypot(lat - spot[0], lon - spot[1]) for lat, lon in seats]
    return _DISTRICTS[far.index(min(far))]


def _in_country(draw: random.Random) -> Spot:
    while True:
        lat, lon = draw.uniform(18.2, 53.5), draw.uniform(73.6, 135.0)
        # East of the line from Heihe to Tengchong live nineteen of twenty people.
        if in_china(lat, lon) and (lon > 98.5 + (lat - 25) * 1.15 or draw.random() < 0.05):
            return lat, lon


def _place(draw: random.Random, number: int, kind: str, spot: Spot, district: str) -> Place:
    clinic = kind == "vaccination_clinic"
    vaccines = [one for one in _FREE if draw.random() < 0.95] + [one for one in _PAID if draw.random() < 0.4]
    others = (draw.choice(_DISTRICTS),) if draw.random() < 0.1 else ()
    return Place(
        key=f"bench:{number}",
        kind=kind,
        names={"zh_CN": f"第{number}号（测）", "en": f"No. {number} (made up)"},
        lat=round(spot[0], 6),
        lon=round(spot[1], 6),
        district=district,
        addresses={"zh_CN": f"测试路{number % 900 + 1}号"},
        phone="0553-0000000",
        hours=draw.choice(_HOURS.get(kind, _OTHERWISE)),
        inclusive=draw.random() < 0.3,
        migrants=draw.random() < 0.5,
        serves=(district, *others) if others else (),
        vaccines=tuple(vaccines) if clinic else (),
        source="bench",
    )
