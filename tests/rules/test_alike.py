"""The same place twice is found: always within fifty metres, never beyond, at the poles and the date line, too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.places.alike import SAME, Alike
from rules.places.circle import metres
from rules.places.place import Place


def place(
    name: str = "A", lat: float = 31.3, lon: float = 118.3, kind: str = "library", **names: str
) -> Place:
    return Place("key", kind, {"zh_CN": name, **names}, lat, lon)


def is_same(one: Place, other: Place) -> bool:
    alike = Alike()
    assert alike.add(7, one) is None
    return alike.add(8, other) == 7


def test_the_same_name_nearby_is_the_same_place() -> None:
    assert is_same(place(), place(lat=31.3004))
    assert not is_same(place(), place(lat=31.3005))
    assert not is_same(place(), place("B"))
    assert not is_same(place(), place(kind="nursery"))


def test_width_capitals_and_spaces_do_not_count() -> None:
    assert is_same(place("Ａ 幼儿园（北门）"), place("a幼儿园(北门)"))
    assert is_same(place("甲", en="Sunshine Nursery"), place("乙", en="SUNSHINE  nursery"))


def test_what_is_there_once_is_not_remembered_twice() -> None:
    alike = Alike()
    assert [alike.add(number, place()) for number in range(100)] == [None, *[0] * 99]


spots = st.tuples(
    st.sampled_from([31.3, 90.0, 89.9999, -90.0, 0.0, 66.6]),
    st.sampled_from([118.3, 180.0, -180.0, 0.0, 179.9999]),
)
steps = st.tuples(st.floats(-0.0012, 0.0012), st.floats(-0.0012, 0.0012))


@given(spot=spots, first=steps, second=steps)
def test_it_is_found_exactly_within_the_distance(
    spot: tuple[float, float], first: tuple[float, float], second: tuple[float, float]
) -> None:
    one, other = (
        place(lat=max(-90.0, min(90.0, spot[0] + north)), lon=(spot[1] + east + 180) % 360 - 180)
        for north, east in (first, second)
    )
    far = metres(one.lat, one.lon, other.lat, other.lon)
    assert is_same(one, other) == (far <= SAME)
    alike = Alike()
    alike.add(1, one)
    if far <= SAME:
        assert alike.perhaps("library", other.lat, other.lon)
    assert not alike.perhaps("nursery", one.lat, one.lon)
