"""Boxes hold every point of the circle, wherever on Earth it lies; a box never crosses the date line; distances are those of the sphere."""

from __future__ import annotations

from math import acos, cos, degrees, radians, sin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.places.circle import EARTH, FARTHEST, Box, boxes, metres

#: Places where maps end, and anything between.
latitudes = st.sampled_from([-90.0, 90.0, 0.0, 89.9999999, -89.9999999, 31.33]) | st.floats(-90, 90)
longitudes = st.sampled_from([-180.0, 180.0, 0.0, 179.9999999, -179.9999999, 118.38]) | st.floats(-180, 180)
#: From less than a millimetre to beyond the other side of the Earth.
radii = st.sampled_from([0.0, 1e-4, 1.0, 1_500.0, FARTHEST / 2, FARTHEST]) | st.floats(0, 1.1 * FARTHEST)
#: Metres that are added to a distance, so that a point lies on the edge of the circle, or a little inside.
more = st.sampled_from([0.0, 1e-9, 1e-3, 1.0, 1e3])
#: Degrees from one point to another that lies near.
steps = st.sampled_from([0.0, 1e-9, -1e-9, 1e-5, -1e-5]) | st.floats(-0.5, 0.5)


def holds(box: Box, lat: float, lon: float) -> bool:
    return box.south <= lat <= box.north and box.west <= lon <= box.east


def around(lon: float) -> float:
    """The same longitude between -180 and 180."""
    return lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon


@given(lat1=latitudes, lon1=longitudes, lat2=latitudes, lon2=longitudes, more=more)
@example(lat1=0.0, lon1=0.0, lat2=0.0, lon2=180.0, more=0.0)
@example(lat1=90.0, lon1=0.0, lat2=-89.99999999, lon2=10.0, more=0.0)
@example(lat1=31.0, lon1=-180.0, lat2=31.0, lon2=180.0, more=0.0)
@example(lat1=31.0, lon1=180.0, lat2=31.0, lon2=-180.0, more=0.0)
def test_every_point_within_the_radius_lies_in_a_box(
    lat1: float, lon1: float, lat2: float, lon2: float, more: float
) -> None:
    radius = metres(lat1, lon1, lat2, lon2) + more
    assert any(holds(box, lat2, lon2) for box in boxes(lat1, lon1, radius))


@given(lat=latitudes, lon=longitudes, north=steps, east=steps, more=more)
@example(lat=89.9999999, lon=179.9999999, north=1e-9, east=1e-9, more=0.0)
def test_neighbours_lie_in_a_box_too(lat: float, lon: float, north: float, east: float, more: float) -> None:
    there = max(-90.0, min(90.0, lat + north)), around(lon + east)
    radius = metres(lat, lon, *there) + more
    assert any(holds(box, *there) for box in boxes(lat, lon, radius))


@given(
    lat=latitudes,
    lon=longitudes,
    side=st.sampled_from([-1.0, 1.0]),
    near=st.integers(3, 12),
    more=more,
)
@example(lat=90.0, lon=0.0, side=1.0, near=9, more=0.0)
def test_so_does_the_far_side_of_the_earth(
    lat: float, lon: float, side: float, near: int, more: float
) -> None:
    """There a distance is only good to some centimetres."""
    step = side * 10.0**-near
    there = max(-90.0, min(90.0, -lat + step)), around(lon + 180 + step)
    radius = metres(lat, lon, *there) + more
    assert any(holds(box, *there) for box in boxes(lat, lon, radius))


@given(lat=latitudes, lon=longitudes, radius=radii)
def test_boxes_lie_on_the_map_and_never_cross_the_date_line(lat: float, lon: float, radius: float) -> None:
    found = boxes(lat, lon, radius)
    assert 1 <= len(found) <= 2
    for box in found:
        assert box.south >= -90
        assert box.south <= box.north <= 90
        assert -180 <= box.west <= box.east <= 180
    assert any(holds(box, lat, lon) for box in found)


@given(lat=st.floats(-80, 80), lon=longitudes, radius=st.floats(1, 100_000))
def test_a_box_is_not_much_wider_than_its_circle(lat: float, lon: float, radius: float) -> None:
    found = boxes(lat, lon, radius)
    high = max(box.north - box.south for box in found)
    wide = sum(box.east - box.west for box in found)
    assert radians(high) * EARTH <= 2 * radius * 1.001 + 1
    assert radians(wide) * EARTH * cos(radians(lat)) <= 2 * radius * 1.2 + 1


@pytest.mark.parametrize(
    ("lat", "lon", "radius", "number"),
    [
        (31.33, 118.38, 1_500, 1),
        (31.33, 179.99, 1_500, 2),
        (31.33, -179.99, 1_500, 2),
        (31.33, 180.0, 1_500, 2),
        (31.33, -180.0, 1_500, 2),
        (90.0, 0.0, 1_500, 1),
        (-89.99, 179.99, 1_500, 1),
        (0.0, 0.0, FARTHEST, 1),
        (0.0, 0.0, 10 * FARTHEST, 1),
    ],
)
def test_how_many_boxes(lat: float, lon: float, radius: float, number: int) -> None:
    assert len(boxes(lat, lon, radius)) == number


@pytest.mark.parametrize("pole", [90.0, -90.0])
def test_around_a_pole_every_longitude_is_near(pole: float) -> None:
    (box,) = boxes(pole, 12.0, 1_000)
    assert (box.west, box.east) == (-180, 180)
    assert box.north - box.south < 0.01


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ((39.9042, 116.4074), (31.2304, 121.4737), 1_067_310),  # Beijing and Shanghai
        ((0.0, 0.0), (0.0, 1.0), 111_195),
        ((31.0, 179.9995), (31.0, -179.9995), 95.3128),
        ((90.0, 0.0), (-90.0, 77.0), FARTHEST),
        ((90.0, 0.0), (90.0, 133.0), 0.0),
        ((31.33, 118.38), (31.33, 118.38), 0.0),
        ((0.0, 10.0), (0.0, -170.0), FARTHEST),
    ],
)
def test_distances(here: tuple[float, float], there: tuple[float, float], expected: float) -> None:
    assert metres(*here, *there) == pytest.approx(expected, rel=1e-4, abs=1e-6)


@given(lat1=latitudes, lon1=longitudes, lat2=latitudes, lon2=longitudes)
def test_distances_are_the_same_both_ways_and_as_the_other_formula_says(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    """The law of cosines is good to some metres: enough to find a wrong sign."""
    far = metres(lat1, lon1, lat2, lon2)
    assert 0 <= far <= FARTHEST
    assert far == metres(lat2, lon2, lat1, lon1)
    north1, north2 = radians(lat1), radians(lat2)
    inner = sin(north1) * sin(north2) + cos(north1) * cos(north2) * cos(radians(lon2 - lon1))
    assert degrees(far / EARTH) == pytest.approx(degrees(acos(max(-1.0, min(1.0, inner)))), abs=2e-6)
