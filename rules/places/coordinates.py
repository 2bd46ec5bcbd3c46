"""The three ways to write a position in China: WGS-84 (GPS, OpenStreetMap), GCJ-02 (Amap, Tencent) and BD-09 (Baidu).

Kept is WGS-84. GCJ-02 shifts a position by some hundred metres, by a published formula that nobody has named a source for; BD-09 shifts that
once more. Both are turned back by repeating the way there until nothing moves: better than a millimetre, where the usual single step
is wrong by metres. Outside China nothing is shifted. No kept library does this; formula: `docs/decisions/0017-near-me.md`. Degrees in, degrees out.
"""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Literal

System = Literal["wgs84", "gcj02", "bd09"]
Spot = tuple[float, float]

#: The ellipsoid the shift was made with (Krassovsky 1940): half the long axis in metres, squared eccentricity.
_AXIS, _ECCENTRICITY = 6_378_245.0, 0.00669342162296594323
_BAIDU = pi * 3000.0 / 180.0
#: Rounds of turning back. Measured: 3 leave less than 0.1 mm of GCJ-02, 4 of BD-09; the others are for good measure.
_ROUNDS = 8
#: Degrees that count as not moving: about a tenth of a micrometre.
_STILL = 1e-12

#: Mainland China without its islands far off, roughly, as (latitude, longitude) corners: a rectangle would hold Seoul, Hanoi and Hong Kong.
_MAINLAND: tuple[Spot, ...] = (
    (18.0, 108.4),
    (18.0, 110.2),
    (20.1, 111.3),
    (21.4, 112.0),
    (21.9, 113.3),
    # Hengqin and Gongbei, past Macau.
    (22.07, 113.5),
    (22.075, 113.54),
    (22.115, 113.5475),
    (22.14, 113.5475),
    (22.16, 113.543),
    (22.185, 113.527),
    (22.195, 113.531),
    (22.205, 113.5345),
    (22.2125, 113.538),
    (22.2135, 113.545),
    (22.2158, 113.5475),
    (22.2158, 113.56),
    (22.22, 113.595),
    # Shekou and Shenzhen, past Hong Kong.
    (22.4, 113.75),
    (22.455, 113.87),
    (22.462, 113.9),
    (22.472, 113.938),
    (22.497, 113.955),
    (22.502, 113.985),
    (22.508, 114.03),
    (22.5135, 114.06),
    (22.515, 114.075),
    (22.52, 114.085),
    (22.53, 114.105),
    (22.5305, 114.115),
    (22.545, 114.135),
    (22.552, 114.16),
    (22.555, 114.18),
    (22.55, 114.21),
    (22.5455, 114.227),
    (22.545, 114.24),
    (22.565, 114.3),
    (22.575, 114.44),
    (22.5, 114.475),
    (22.45, 114.5),
    (22.45, 114.55),
    # The coast again.
    (22.55, 115.5),
    (23.2, 117.0),
    (24.15, 118.2),
    (24.4, 118.2),
    (24.9, 119.1),
    (25.6, 120.0),
    (26.8, 120.6),
    (28.2, 121.9),
    (29.5, 122.8),
    (31.2, 122.8),
    (32.3, 122.2),
    (34.5, 120.7),
    (35.6, 120.2),
    (36.4, 121.5),
    (36.9, 122.9),
    (37.7, 122.8),
    (38.3, 121.1),
    (38.6, 121.5),
    (39.3, 123.2),
    (39.75, 124.2),
    (40.1, 124.37),
    (40.6, 125.0),
    (40.93, 126.0),
    (41.1, 126.22),
    (41.75, 126.9),
    (41.6, 128.1),
    (42.1, 128.95),
    (42.0, 129.5),
    (42.45, 129.75),
    (43.0, 129.9),
    (42.5, 130.5),
    (42.7, 130.7),
    (43.5, 131.25),
    (44.1, 131.3),
    (44.9, 131.0),
    (45.3, 133.1),
    (47.7, 134.76),
    (48.35, 134.8),
    (48.45, 134.6),
    (48.42, 134.2),
    (47.75, 132.5),
    (47.75, 131.0),
    (49.4, 130.0),
    (50.3, 127.4),
    (53.0, 125.6),
    (53.6, 123.4),
    (53.4, 121.0),
    (52.1, 120.6),
    (49.9, 117.9),
    (49.6, 116.6),
    (47.8, 115.6),
    (47.9, 118.6),
    (46.7, 119.9),
    (46.3, 116.5),
    (45.4, 114.6),
    (43.8, 111.9),
    (42.4, 109.4),
    (41.6, 105.0),
    (42.7, 101.0),
    (42.7, 96.4),
    (44.3, 95.2),
    (45.3, 91.0),
    (47.9, 90.0),
    (49.2, 87.8),
    (48.4, 85.7),
    (47.1, 85.5),
    (47.0, 83.0),
    (45.4, 82.4),
    (45.1, 80.0),
    (43.1, 80.4),
    (42.1, 80.2),
    (41.0, 78.3),
    (40.4, 76.4),
    (39.8, 73.8),
    (38.5, 73.8),
    (37.3, 75.0),
    (35.8, 76.2),
    (34.6, 78.3),
    (32.7, 79.2),
    (31.2, 78.8),
    (30.2, 81.3),
    (29.2, 83.7),
    (28.0, 86.0),
    (27.8, 88.7),
    (28.1, 89.8),
    (28.0, 91.7),
    (28.0, 93.5),
    (29.2, 95.5),
    (28.2, 97.4),
    (27.6, 98.5),
    (25.3, 98.2),
    (24.0, 97.6),
    (23.9, 98.7),
    (22.0, 99.3),
    (21.1, 101.3),
    (21.6, 101.8),
    (22.6, 101.9),
    (22.5, 103.4),
    (22.515, 103.94),
    (22.51, 104.0),
    (22.9, 105.4),
    (22.9, 106.7),
    (21.9, 106.7),
    (21.545, 107.95),
    (21.52, 108.05),
    (21.45, 108.2),
    (20.6, 108.4),
)


def to_wgs84(lat: float, lon: float, system: System) -> Spot:
    """A position of this system in WGS-84. To well under a centimetre what `from_wgs84` began with, along the borders, too."""
    # Far from China the formula runs away, and at the poles it has no value.
    if system == "wgs84" or not (17 < lat < 55 and 72 < lon < 137):
        return lat, lon
    here = _turned_back(_gcj02 if system == "gcj02" else _bd09, lat, lon)
    return here if in_china(*here) else (lat, lon)


def from_wgs84(lat: float, lon: float, system: System) -> Spot:
    """A WGS-84 position as the maps of this system write it."""
    if system == "wgs84" or not in_china(lat, lon):
        return lat, lon
    return _gcj02(lat, lon) if system == "gcj02" else _bd09(lat, lon)


def in_china(lat: float, lon: float) -> bool:
    """Whether the maps of China shift this position: roughly the mainland, to some kilometres along the borders."""
    if not (18 < lat < 54 and 73 < lon < 136):
        return False
    inside = False
    for (north, east), (south, west) in _EDGES[int(lat)]:
        if (north > lat) != (south > lat) and lon < east + (lat - north) / (south - north) * (west - east):
            inside = not inside
    return inside


#: The edges of the mainland that touch each whole degree of latitude: an import asks for every place.
_EDGES: tuple[tuple[tuple[Spot, Spot], ...], ...] = tuple(
    tuple(
        (one, other)
        for one, other in zip(_MAINLAND, (*_MAINLAND[1:], _MAINLAND[0]), strict=True)
        if min(one[0], other[0]) < degree + 1 and max(one[0], other[0]) >= degree
    )
    for degree in range(54)
)


def _turned_back(shift: Callable[[float, float], Spot], lat: float, lon: float) -> Spot:
    """The position that `shift` brings here."""
    here = lat, lon
    for _ in range(_ROUNDS):
        there = shift(*here)
        north, east = there[0] - lat, there[1] - lon
        here = here[0] - north, here[1] - east
        if abs(north) + abs(east) < _STILL:
            break
    return here


def _gcj02(lat: float, lon: float) -> Spot:
    x, y = lon - 105.0, lat - 35.0
    waves = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    bend = 1.0 - _ECCENTRICITY * sin(radians(lat)) ** 2
    north = north * 180.0 / (_AXIS * (1.0 - _ECCENTRICITY) / (bend * sqrt(bend)) * pi)
    east = east * 180.0 / (_AXIS / sqrt(bend) * cos(radians(lat)) * pi)
    return lat + north, lon + east


def _bd09(lat: float, lon: float) -> Spot:
    y, x = _gcj02(lat, lon)
    far = hypot(x, y) + 0.00002 * sin(y * _BAIDU)
    turn = atan2(y, x) + 0.000003 * cos(x * _BAIDU)
    return far * sin(turn) + 0.006, far * cos(turn) + 0.0065
