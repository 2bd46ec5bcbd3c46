"""Rows of offices' tables: every column good and bad, all faults of a row at once, and a place comes back as it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places.circle import metres
from rules.places.coordinates import System, from_wgs84
from rules.places.kinds import kind_named
from rules.places.place import Kind, Marks, Place
from rules.places.rows import COLUMNS, Known, RowError, read_row

KINDS = {
    "nursery": Kind(
        "nursery", "nu", "🍼", "托育园", ("托班", "day care", "child care"), ("amenity=childcare",)
    ),
    "health_centre": Kind(
        "health_centre", "hc", "🏥", "卫生服务中心", ("社区医院", "check-up"), ("amenity=clinic",)
    ),
    "childrens_home": Kind("childrens_home", "hm", "🏡", "儿童之家", ("children's home",), ("x=y",)),
}
KNOWN = Known.of(
    KINDS, {"jinghu": "镜湖区", "yijiang": "弋江区", "new_town": "New Town"}, ("HepB", "MMR", "HPV2")
)
GOOD = {"kind": "nursery", "name": "小树苗托育园", "lat": "31.3312", "lon": "118.3811"}
#: What no error may repeat.
SECRET = "Xiaoyu's mother"


def row(**more: str) -> dict[str, str]:
    return {**GOOD, **more}


def faults(told: Mapping[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(RowError) as caught:
        read_row(told, KNOWN)
    assert all(one.problem and one.cure for one in caught.value.faults)
    return [(one.column, one.problem) for one in caught.value.faults]


def test_the_least_there_can_be() -> None:
    place = read_row(GOOD, KNOWN)
    assert (place.kind, place.names, place.lat, place.lon) == (
        "nursery",
        {"zh_CN": "小树苗托育园"},
        31.3312,
        118.3811,
    )
    assert place == Place(place.key, "nursery", {"zh_CN": "小树苗托育园"}, 31.3312, 118.3811)
    assert place.key.startswith("h:")
    assert not place.marks
    assert not place.demo


def test_everything_at_once() -> None:
    place = read_row(
        row(
            id="wh/0017",
            name_en="Sapling nursery",
            district="镜湖",
            address="中山路1号",
            address_en="1 Zhongshan Road",
            phone="0553-1234567转8",
            hours="Mo-Sa 07:30-18:30; PH off",
            price="每月1800元",
            note="要带  户口本",
            inclusive="是",
            migrants="yes",
            serves="镜湖区、弋江区",
            languages="zh_CN, en",
            vaccines="HepB，MMR",
            source="卫健委",
            checked="2026-11-20",
        ),
        KNOWN,
        demo=True,
    )
    assert place == Place(
        key="wh/0017",
        kind="nursery",
        names={"zh_CN": "小树苗托育园", "en": "Sapling nursery"},
        lat=31.3312,
        lon=118.3811,
        district="jinghu",
        addresses={"zh_CN": "中山路1号", "en": "1 Zhongshan Road"},
        phone="0553-1234567转8",
        hours="Mo-Sa 07:30-18:30; PH off",
        prices={"zh_CN": "每月1800元"},
        notes={"zh_CN": "要带 户口本"},
        inclusive=True,
        migrants=True,
        serves=("jinghu", "yijiang"),
        languages=("zh_CN", "en"),
        vaccines=("HepB", "MMR"),
        source="卫健委",
        checked=date(2026, 11, 20),
        demo=True,
    )


def test_what_a_place_can_be_filtered_by() -> None:
    told = row(inclusive="是", migrants="yes", hours="Mo-Sa 07:30-18:30; PH off", serves="镜湖区、弋江区")
    place = read_row(told, KNOWN)
    assert place.marks == Marks.INCLUSIVE | Marks.MIGRANTS | Marks.LATE | Marks.SATURDAY
    assert place.districts == ("jinghu", "yijiang")


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("kind", "托育园", "nursery"),
        ("kind", " 托班 ", "nursery"),
        ("kind", "Day  Care", "nursery"),
        ("kind", "health centre", "health_centre"),
        ("kind", "Health Center", "health_centre"),
        ("kind", "Children’s Home", "childrens_home"),
        ("lat", "-31.5", -31.5),
        ("lat", "90", 90.0),
        ("lon", "+118.123456789012", 118.123456789012),
        ("lon", "-180", -180.0),
        ("district", "jinghu", "jinghu"),
        ("district", "镜湖区", "jinghu"),
        ("district", "弋江", "yijiang"),
        ("district", "NEW_TOWN", "new_town"),
        ("district", "new town", "new_town"),
        ("phone", "+86 553 1234567", "0553-1234567"),
        ("phone", "+865532345678", "0553-2345678"),
        ("phone", "0086-(0)10-6234 5678", "010-62345678"),
        ("phone", "+86 138 0013 8000", "13800138000"),
        ("phone", "+86 553 2345678;+86 553 2345679", "0553-2345678;0553-2345679"),
        ("phone", "0553-2345678 / +86 21 62345678", "0553-2345678 / 021-62345678"),
        # Nobody can tell where the area code ends, or it is another country.
        ("phone", "+86 400 1234567", "+86 400 1234567"),
        ("phone", "+86 553 12345", "+86 553 12345"),
        ("phone", "+86 553 2345678转8", "+86 553 2345678转8"),
        ("phone", "+852 2345 6789", "+852 2345 6789"),
        ("phone", "0553 2345678", "0553 2345678"),
        ("phone", "0553-1234567、12345", "0553-1234567、12345"),
        ("hours", "24/7", "24/7"),
        ("hours", "  Mo-Fr   08:00-12:00", "Mo-Fr 08:00-12:00"),
        ("inclusive", "有", True),
        ("inclusive", "YES", True),
        ("inclusive", "否", False),
        ("migrants", "0", False),
        ("serves", "镜湖区;jinghu|弋江", ("jinghu", "yijiang")),
        ("languages", "zh-CN,en;ug，en", ("zh_CN", "en", "ug")),
        ("languages", "wuu;hak、csl", ("wuu", "hak", "csl")),
        ("vaccines", "HepB、MMR,HepB", ("HepB", "MMR")),
        ("source", " 街道 办 ", "街道 办"),
        ("checked", "2024-02-29", date(2024, 2, 29)),
        ("id", "osm:node/1-2_3.x", "osm:node/1-2_3.x"),
    ],
)
def test_good_values(column: str, value: str, kept: object) -> None:
    place = read_row(row(**{column: value}), KNOWN)
    assert getattr(place, {"id": "key"}.get(column, column)) == kept


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("kind", "", "missing"),
        ("kind", "shop", "not known"),
        ("name", " ", "missing"),
        ("name", "x" * 121, "longer than 120"),
        ("name", "a\x00b", "signs nobody can read"),
        ("name_en", "a\ud800b", "signs nobody can read"),
        ("lat", "", "missing"),
        ("lon", "", "missing"),
        ("lat", "nan", "no number"),
        ("lat", "inf", "no number"),
        ("lat", "31,33", "no number"),
        ("lat", "31°20'", "no number"),
        ("lat", "３１.3", "no number"),
        ("lat", "1e1", "no number"),
        ("lat", "118.38", "not between"),
        ("lon", "180.1", "not between"),
        ("district", "Atlantis", "not in the city's pack"),
        ("address", "x" * 201, "longer than 200"),
        ("phone", "call us", "no telephone number"),
        ("phone", "1", "no telephone number"),
        ("hours", "9 to 5", "cannot be read"),
        ("hours", "SH off", "cannot be read"),
        ("price", "x" * 201, "longer than 200"),
        ("note", "x" * 501, "longer than 500"),
        ("inclusive", "maybe", "neither yes nor no"),
        ("migrants", "2", "neither yes nor no"),
        ("serves", "镜湖区,Atlantis", "not in the city's pack"),
        ("languages", "zh_CN,Chinese", "no code"),
        ("languages", "cn", "no code"),
        ("languages", "en,xx", "no code"),
        ("languages", "en_CN", "no code"),
        ("phone", "+86 553 2345678;call", "no telephone number"),
        ("phone", "12+34", "no telephone number"),
        ("id", "staff:3", "we give ourselves"),
        ("id", "h:0123", "we give ourselves"),
        ("vaccines", "HepB,hepb", "not in the book"),
        ("source", "x" * 201, "longer than 200"),
        ("source", "a\x07b", "signs nobody can read"),
        ("checked", "2026-02-29", "no day"),
        ("checked", "yesterday", "no day"),
        ("id", "镜湖1", "other signs"),
        ("id", "x" * 65, "longer than 64"),
    ],
)
def test_bad_values(column: str, value: str, problem: str) -> None:
    ((named, said),) = faults(row(**{column: value}))
    assert named == column
    assert problem in said


def test_the_sea_off_africa_is_no_position() -> None:
    assert faults(row(lat="0", lon="-0.0")) == [("lat", "0/0 lies in the sea off Africa")]


def test_all_faults_are_named_at_once_and_none_repeats_a_value() -> None:
    told = dict.fromkeys(COLUMNS, SECRET * 40)
    with pytest.raises(RowError) as caught:
        read_row(told, KNOWN)
    assert {one.column for one in caught.value.faults} == set(COLUMNS)
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.faults)


def test_columns_nobody_knows_are_ignored() -> None:
    told = row(colour="blue", name_="x", name_english="y", **{"": "z", "name_en-GB": "w"})
    assert read_row(told, KNOWN) == read_row(GOOD, KNOWN)


@given(
    order=st.permutations(
        ["kind", "name", "name_en", "name_ug", "name_zh_CN", "address", "address_en", "lat", "lon"]
    )
)
def test_the_order_of_the_columns_changes_nothing(order: list[str]) -> None:
    told = row(
        name_en="Sapling",
        name_ug="Köchet",
        name_zh_CN="小树苗",
        address="中山路1号",
        address_en="1 Zhongshan Road",
    )
    place = read_row({column: told[column] for column in order}, KNOWN)
    assert place == read_row(told, KNOWN)


def test_keys_of_our_own_stay_when_a_place_is_corrected_and_differ_between_places() -> None:
    key = read_row(row(address="中山路1号"), KNOWN).key
    assert (
        key == read_row(row(address=" 中山路1号 ", lat="31.4", phone="12345", name_en="Sapling"), KNOWN).key
    )
    assert key != read_row(row(address="中山路2号"), KNOWN).key
    assert key != read_row(row(address="中山路1号", kind="health_centre"), KNOWN).key
    assert key != read_row(row(address="中山路1号", name="大树托育园"), KNOWN).key


def test_positions_of_other_maps_are_turned_back() -> None:
    others: tuple[System, ...] = ("gcj02", "bd09")
    for system in others:
        lat, lon = from_wgs84(31.3312, 118.3811, system)
        place = read_row(row(lat=f"{lat:.9f}", lon=f"{lon:.9f}"), KNOWN, system)
        assert metres(place.lat, place.lon, 31.3312, 118.3811) < 0.01
        assert place.key == read_row(GOOD, KNOWN).key


def test_a_place_that_serves_only_its_own_district_says_nothing_more() -> None:
    """Else it would go on serving the old district when it is moved to another one."""
    place = read_row(row(district="jinghu", serves="镜湖区"), KNOWN)
    assert place == read_row(row(district="jinghu"), KNOWN)
    assert place.districts == ("jinghu",)


@pytest.mark.parametrize("word", ["nursery", "NURSERY", "托育园", "托班", "day care", "Child_Care"])
def test_kinds_by_any_of_their_names(word: str) -> None:
    assert kind_named(word, KINDS) == "nursery"


def test_what_is_no_kind() -> None:
    assert kind_named("", KINDS) is None
    assert kind_named("nurse", KINDS) is None
