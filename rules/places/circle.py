"""How far two points are, and boxes of latitude and longitude around one, split where the map ends: at the date line and at the poles."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt

#: Mean radius of the Earth in metres.
EARTH = 6_371_008.8
#: Half the way around the Earth in metres: nothing is farther.
FARTHEST = pi * EARTH
#: Degrees added on each side, so that rounding leaves nothing out (about 20 cm: on the far side of the Earth a distance is no better).
_MARGIN = 2e-6


@dataclass(frozen=True, slots=True)
class Box:
    """South to north and west to east in degrees, both ends included; never across the date line."""

    south: float
    north: float
    west: float
    east: float


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance along the surface in metres (haversine); degrees in, any sign of longitude."""
    step = sin(radians(lat2 - lat1) / 2) ** 2
    side = cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(step + side)))


def boxes(lat: float, lon: float, radius: float) -> tuple[Box, ...]:
    """One or two boxes that together hold every point within `radius` metres of this one."""
    reach = min(radius, FARTHEST) / EARTH
    south, north = lat - degrees(reach) - _MARGIN, lat + degrees(reach) + _MARGIN
    if south <= -90 or north >= 90:
        return (Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0),)
    # The widest point of a circle lies nearer to the pole than its middle. A circle without a pole is at most half the Earth wide.
    half = degrees(asin(min(1.0, sin(reach) / cos(radians(lat))))) + _MARGIN
    west, east = lon - half, lon + half
    if west < -180:
        return Box(south, north, -180.0, east), Box(south, north, west + 360, 180.0)
    if east > 180:
        return Box(south, north, west, 180.0), Box(south, north, -180.0, east - 360)
    if west == -180 or east == 180:
        edge = 180.0 if west == -180 else -180.0
        return Box(south, north, west, east), Box(south, north, edge, edge)
    return (Box(south, north, west, east),)
