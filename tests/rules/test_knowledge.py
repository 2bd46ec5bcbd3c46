"""Distances, and the landmark a district is guessed from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.knowledge import Landmark, Source, nearest_landmark
from rules.places.circle import metres

FACT = Source(("test",), date(2026, 11, 23), "convention")
STATION = Landmark("station", "火车站", "jinghu", 31.36, 118.39, FACT)
TOWN = Landmark("town", "镇中心", "wuwei", 31.30, 117.90, FACT)


def test_a_degree_of_latitude_is_about_111_km() -> None:
    assert metres(31, 118, 32, 118) == pytest.approx(111_195, abs=50)


def test_the_date_line_is_no_distance() -> None:
    assert metres(0, 179.999, 0, -179.999) == pytest.approx(222, abs=2)


def test_the_nearest_one_is_found_and_far_away_says_nothing() -> None:
    assert nearest_landmark((STATION, TOWN), 31.305, 117.905) == TOWN
    assert nearest_landmark((STATION, TOWN), 39.9, 116.4) is None
    assert nearest_landmark((), 31.3, 118.3) is None


latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_symmetric_and_never_longer_than_half_the_globe(
    a: float, b: float, c: float, d: float
) -> None:
    there = metres(a, b, c, d)
    assert 0 <= there <= 20_015_200
    assert there == pytest.approx(metres(c, d, a, b), abs=1e-3)
