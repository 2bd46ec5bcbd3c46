"""One point of a shape of GeoJSON, on it or inside: where a pin may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

#: Longitude and latitude, the order GeoJSON has them in.
Spot = tuple[float, float]
#: An outer ring and its holes, or several of them.
Rings = Sequence[Sequence[Spot]]


def point_of(geometry: Any) -> Spot | None:
    """Longitude and latitude of a point of this geometry; None where it has none, or is no geometry.

    A line: the corner in its middle. An area: the middle of its longest stretch from west to east at half its height, which never lies outside.
    """
    if not isinstance(geometry, dict):
        return None
    try:
        return _point(geometry.get("type"), geometry)
    except (TypeError, ValueError, LookupError, ArithmeticError, RecursionError):
        return None


def _point(kind: Any, geometry: dict[str, Any]) -> Spot | None:
    told = geometry.get("coordinates")
    if kind == "GeometryCollection":
        return next((spot for one in geometry["geometries"] if (spot := point_of(one))), None)
    if told is None or told == []:
        return None
    if kind == "Point":
        return _spot(told)
    if kind == "MultiPoint":
        return _spot(told[0])
    if kind == "LineString":
        return _of_line(_line(told))
    if kind == "MultiLineString":
        return _of_line(max(map(_line, told), key=len))
    if kind == "Polygon":
        return _inside([list(map(_line, told))])
    if kind == "MultiPolygon":
        return _inside([list(map(_line, one)) for one in told])
    return None


def _spot(told: Any) -> Spot:
    lon, lat = told[0], told[1]
    if isinstance(lon, bool) or isinstance(lat, bool):
        raise TypeError("no number")
    return float(lon), float(lat)


def _line(told: Any) -> list[Spot]:
    return [_spot(one) for one in told]


def _of_line(line: Sequence[Spot]) -> Spot:
    """The corner in the middle; a closed line is the edge of an area."""
    if len(line) > 3 and line[0] == line[-1]:
        return _inside([[line]])
    return line[len(line) // 2]


def _inside(areas: Sequence[Rings]) -> Spot:
    """The middle of the widest stretch of any of these areas; of one without width its first corner."""
    stretches = [stretch for rings in areas for stretch in _stretches(rings)]
    west, east, lat = max(stretches, key=lambda one: one[1] - one[0], default=(0.0, 0.0, 0.0))
    return ((west + east) / 2, lat) if east > west else areas[0][0][0]


def _stretches(rings: Rings) -> Iterator[tuple[float, float, float]]:
    """West end, east end and latitude of each stretch inside, at half the height of the outer ring."""
    heights = [lat for _lon, lat in rings[0]]
    lat = (min(heights) + max(heights)) / 2
    crossings = sorted(
        west + (lat - south) / (north - south) * (east - west)
        for ring in rings
        for (west, south), (east, north) in pairwise([*ring, ring[0]])
        if (south > lat) != (north > lat)
    )
    for west, east in zip(crossings[::2], crossings[1::2], strict=True):
        yield west, east, lat
