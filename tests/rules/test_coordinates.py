"""The maps of China: known points, there and back to under a centimetre, who is shifted and who is not."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places.circle import metres
from rules.places.coordinates import Spot, System, from_wgs84, in_china, to_wgs84

SHIFTED: tuple[System, ...] = ("gcj02", "bd09")
systems = st.sampled_from(SHIFTED)

#: All over the mainland, many at its very edge. (latitude, longitude) in WGS-84.
INSIDE = {
    "Beijing": (39.9042, 116.4074),
    "Shanghai": (31.2304, 121.4737),
    "Wuhu": (31.3526, 118.4331),
    "Hefei": (31.8206, 117.2272),
    "Lanzhou": (36.0611, 103.8343),
    "Chengdu": (30.5728, 104.0668),
    "Lhasa": (29.6520, 91.1721),
    "Urumqi": (43.8256, 87.6168),
    "Harbin": (45.8038, 126.5350),
    "Haikou": (20.0440, 110.1999),
    "Sanya": (18.2528, 109.5119),
    "Xiamen": (24.4798, 118.0894),
    "Shenzhen": (22.5431, 114.0579),
    "Shenzhen, Nanshan": (22.5333, 113.9305),
    "Shenzhen, Shekou": (22.4800, 113.9150),
    "Shenzhen, Shekou ferry": (22.4735, 113.9115),
    "Shenzhen, Chiwan": (22.4700, 113.8850),
    "Shenzhen, Futian port": (22.5165, 114.0690),
    "Shenzhen, Luohu port": (22.5325, 114.1135),
    "Shenzhen, Shatoujiao": (22.5480, 114.2370),
    "Shenzhen, Nan'ao": (22.5350, 114.4850),
    "Zhuhai": (22.2710, 113.5767),
    "Zhuhai, Gongbei": (22.2175, 113.5505),
    "Zhuhai, Wanzai": (22.1950, 113.5280),
    "Zhuhai, Hengqin": (22.1300, 113.5300),
    "Zhuhai, the south of Hengqin": (22.0900, 113.5100),
    "Dandong": (40.1290, 124.3830),
    "Ji'an on the Yalu": (41.1270, 126.1940),
    "Yanji": (42.8910, 129.5090),
    "Hunchun": (42.8620, 130.3660),
    "Suifenhe": (44.4120, 131.1520),
    "Fuyuan": (48.3640, 134.3070),
    "Heihe": (50.2450, 127.4900),
    "Mohe": (53.4810, 122.3700),
    "Manzhouli": (49.5980, 117.3790),
    "Erenhot": (43.6530, 111.9770),
    "Altay": (47.8440, 88.1410),
    "Horgos": (44.2130, 80.4200),
    "Kashgar": (39.4704, 75.9898),
    "Tashkurgan": (37.7730, 75.2290),
    "Shigatse": (29.2670, 88.8800),
    "Ruili": (24.0130, 97.8550),
    "Jinghong": (22.0080, 100.7970),
    "Hekou": (22.5290, 103.9390),
    "Pingxiang": (22.0960, 106.7560),
    "Dongxing": (21.5470, 107.9720),
}
OUTSIDE = {
    "Hong Kong, Central": (22.2819, 114.1581),
    "Hong Kong, Sheung Shui": (22.5010, 114.1280),
    "Macau": (22.1987, 113.5439),
    "Taipei": (25.0330, 121.5654),
    "Kinmen": (24.4320, 118.3170),
    "Seoul": (37.5665, 126.9780),
    "Pyongyang": (39.0392, 125.7625),
    "Tokyo": (35.6762, 139.6503),
    "Vladivostok": (43.1155, 131.8855),
    "Khabarovsk": (48.4827, 135.0838),
    "Ulaanbaatar": (47.8864, 106.9057),
    "Almaty": (43.2380, 76.9450),
    "Bishkek": (42.8746, 74.5698),
    "Dushanbe": (38.5598, 68.7740),
    "Islamabad": (33.6844, 73.0479),
    "Delhi": (28.6139, 77.2090),
    "Kathmandu": (27.7172, 85.3240),
    "Thimphu": (27.4728, 89.6390),
    "Mandalay": (21.9588, 96.0891),
    "Vientiane": (17.9757, 102.6331),
    "Hanoi": (21.0278, 105.8342),
    "Manila": (14.5995, 120.9842),
    "London": (51.5074, -0.1278),
    "the South Pole": (-90.0, 0.0),
}

#: So near the border that a position of a map of China there is hardly told from one on the other side.
BEYOND = {
    "Hong Kong, Lo Wu": (22.5285, 114.1130),
    "Hong Kong, Lok Ma Chau": (22.5130, 114.0655),
    "Hong Kong, Lau Fau Shan": (22.4680, 113.9830),
    "Hong Kong, Tuen Mun": (22.3910, 113.9730),
    "Hong Kong, Ha Pak Nai": (22.4300, 113.9350),
    "Hong Kong, airport": (22.3080, 113.9180),
    "Hong Kong, Sha Tau Kok": (22.5430, 114.2220),
    "Hong Kong, Tung Ping Chau": (22.5450, 114.4300),
    "Macau, border gate": (22.2150, 113.5490),
    "Macau, Ilha Verde": (22.2095, 113.5390),
    "Macau, Taipa": (22.1570, 113.5580),
    "Macau, Coloane": (22.1165, 113.5515),
    "Macau, Cotai": (22.1450, 113.5545),
}

# The tables other people test with: `eviltransform` (WGS-84 and GCJ-02) and `coordtransform` (its example at Tiananmen).
KNOWN = [
    ("gcj02", (31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ("gcj02", (22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ("gcj02", (39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    ("gcj02", (39.915, 116.404), (39.91640428150164, 116.41024449916938)),
]


@pytest.mark.parametrize(("system", "here", "there"), KNOWN)
def test_known_points(system: System, here: Spot, there: Spot) -> None:
    assert from_wgs84(*here, system) == pytest.approx(there, abs=1e-9)
    assert metres(*to_wgs84(*there, system), *here) < 0.001


def test_baidu_shifts_what_is_shifted_once_more() -> None:
    """`coordtransform` brings GCJ-02 39.915, 116.404 to BD-09 39.92133699351021, 116.41036949371029."""
    here = to_wgs84(39.915, 116.404, "gcj02")
    assert from_wgs84(*here, "bd09") == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)
    assert metres(*to_wgs84(39.92133699351021, 116.41036949371029, "bd09"), *here) < 0.001


def test_baidu_and_amap_mean_the_same_point() -> None:
    """`coordtransform` brings BD-09 39.915, 116.404 to GCJ-02 by one step, which is good to some centimetres. (The points of
    `eviltransform` for BD-09 come from another formula: pi where Baidu has pi * 3000 / 180.)"""
    here = to_wgs84(39.90865673957631, 116.39762729119315, "gcj02")
    assert metres(*to_wgs84(39.915, 116.404, "bd09"), *here) < 0.1


@pytest.mark.parametrize("name", INSIDE)
def test_cities_of_the_mainland_are_shifted(name: str) -> None:
    here = INSIDE[name]
    assert in_china(*here)
    assert 100 <= metres(*here, *from_wgs84(*here, "gcj02")) <= 1_000
    assert 100 <= metres(*here, *from_wgs84(*here, "bd09")) <= 2_500
    for system in SHIFTED:
        assert metres(*to_wgs84(*from_wgs84(*here, system), system), *here) < 0.01


@pytest.mark.parametrize("name", OUTSIDE)
def test_cities_elsewhere_are_not(name: str) -> None:
    here = OUTSIDE[name]
    assert not in_china(*here)
    for system in SHIFTED:
        assert from_wgs84(*here, system) == here
        assert to_wgs84(*here, system) == here


@pytest.mark.parametrize("name", BEYOND)
def test_hong_kong_and_macau_up_to_the_border_are_not(name: str) -> None:
    here = BEYOND[name]
    assert not in_china(*here)
    assert all(from_wgs84(*here, system) == here for system in SHIFTED)


@given(lat=st.floats(18, 54), lon=st.floats(73, 136), system=systems)
def test_there_and_back_is_under_a_centimetre(lat: float, lon: float, system: System) -> None:
    there = from_wgs84(lat, lon, system)
    if in_china(lat, lon):
        assert metres(*to_wgs84(*there, system), lat, lon) < 0.01
    else:
        assert there == (lat, lon)


@given(bearing=st.floats(0, 360), system=systems, inwards=st.sampled_from([1e-8, 1e-6, 1e-4]))
def test_along_the_border_too(bearing: float, system: System, inwards: float) -> None:
    inner, outer = border(bearing)
    middle = INSIDE["Lanzhou"]
    here = between(inner, middle, inwards)
    assert not in_china(*outer)
    if in_china(*here):
        assert metres(*to_wgs84(*from_wgs84(*here, system), system), *here) < 0.01


def border(bearing: float) -> tuple[Spot, Spot]:
    """Two points a hair's breadth apart, one inside and one outside, in this direction from the middle of the country."""
    inner = INSIDE["Lanzhou"]
    outer = inner[0] + 45 * cos(radians(bearing)), inner[1] + 45 * sin(radians(bearing))
    for _ in range(60):
        half = between(inner, outer, 0.5)
        inner, outer = (half, outer) if in_china(*half) else (inner, half)
    return inner, outer


def between(here: Spot, there: Spot, share: float) -> Spot:
    return here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])


@given(
    lat=st.floats(18.5, 53),
    lon=st.floats(74, 134),
    north=st.floats(-1e-4, 1e-4),
    east=st.floats(-1e-4, 1e-4),
    system=systems,
)
def test_neighbours_stay_neighbours(
    lat: float, lon: float, north: float, east: float, system: System
) -> None:
    """Within the country a shift changes by less than two metres in a hundred."""
    here, there = (lat, lon), (lat + north, lon + east)
    if in_china(*here) and in_china(*there):
        apart = metres(*here, *there)
        shifted = metres(*from_wgs84(*here, system), *from_wgs84(*there, system))
        assert abs(shifted - apart) <= 0.02 * apart + 1e-6


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_nothing_is_done_to_wgs84(lat: float, lon: float) -> None:
    assert from_wgs84(lat, lon, "wgs84") == (lat, lon) == to_wgs84(lat, lon, "wgs84")


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), system=systems)
def test_every_position_has_an_answer(lat: float, lon: float, system: System) -> None:
    for found in (from_wgs84(lat, lon, system), to_wgs84(lat, lon, system)):
        assert metres(*found, lat, lon) < 2_500
