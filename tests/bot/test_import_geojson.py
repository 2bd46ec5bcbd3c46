"""GeoJSON: exports of OpenStreetMap, plain tables with shapes, and what is neither."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing import openstreetmap
from bot.importing.geojson_files import LONG_NAME, NO_KIND, NO_NAME, NO_POINT
from bot.importing.shapes import point_of
from bot.importing.tables import FileError
from tests.bot.lists import KNOWN, faults, feature, geojson_file, reading

SQUARE = [[118.0, 31.0], [118.2, 31.0], [118.2, 31.2], [118.0, 31.2], [118.0, 31.0]]
HOLE = [[118.05, 31.05], [118.15, 31.05], [118.15, 31.15], [118.05, 31.15], [118.05, 31.05]]
#: A C, open to the east: its middle lies outside.
BOWL = [[0, 0], [3, 0], [3, 1], [1, 1], [1, 2], [3, 2], [3, 3], [0, 3], [0, 0]]
TAGS = {"amenity": "kindergarten", "name": "小太阳幼儿园", "name:en": "Sunshine Kindergarten"}


def test_an_export_of_openstreetmap(tmp_path: Path) -> None:
    more = {
        "@id": "node/123",
        "name:zh": "小太阳双语幼儿园",
        "addr:street": "中山路",
        "addr:housenumber": "1号",
        "addr:district": "镜湖区",
        "contact:phone": "+86 553 1234567",
        "opening_hours": "Mo-Fr 07:30-17:30; PH off",
        "check_date": "2026-05-01",
        "building": "yes",
    }
    found = reading(geojson_file(tmp_path / "a.geojson", [feature({**TAGS, **more}, 118.37, 31.34)]))
    (place,) = found.places
    assert (place.key, place.kind) == ("osm:node/123", "kindergarten")
    assert place.names == {"zh_CN": "小太阳双语幼儿园", "en": "Sunshine Kindergarten"}
    assert (place.lat, place.lon) == (31.34, 118.37)
    assert (place.addresses, place.district) == ({"zh_CN": "中山路1号"}, "jinghu")
    assert (place.phone, place.hours) == ("0553-1234567", "Mo-Fr 07:30-17:30; PH off")
    assert (place.source, str(place.checked)) == (openstreetmap.SOURCE, "2026-05-01")
    assert not found.faulty_rows


@pytest.mark.parametrize(
    ("properties", "more"),
    [
        ({"@id": "way/5"}, {}),
        ({}, {"id": "way/5"}),
        ({"@type": "way", "@id": 5}, {}),
        ({"type": "way", "id": 5, "tags": TAGS}, {}),
        ({"osm_type": "way", "osm_id": "5"}, {"id": 7}),
    ],
)
def test_the_id_of_openstreetmap_is_found_wherever_the_export_puts_it(
    tmp_path: Path, properties: dict[str, Any], more: dict[str, Any]
) -> None:
    path = geojson_file(tmp_path / "a.geojson", [feature({**TAGS, **properties}, 118.37, 31.34, **more)])
    assert [place.key for place in reading(path).places] == ["osm:way/5"]


def test_without_an_id_the_key_is_made_of_what_it_is(tmp_path: Path) -> None:
    path = geojson_file(tmp_path / "a.geojson", [feature(TAGS, 118.37, 31.34)])
    assert reading(path).places[0].key.startswith("h:")


def test_every_tag_of_a_kind_means_it() -> None:
    first: dict[str, str] = {}
    for kind in KNOWN.kinds.values():
        for tag in kind.osm:
            first.setdefault(tag, kind.id)
    for tag, wanted in first.items():
        key, _is, value = tag.partition("=")
        assert openstreetmap.kind_of({key: value}, KNOWN.kinds) == wanted
        assert openstreetmap.kind_of({key: f"other; {value}"}, KNOWN.kinds) == wanted
        assert openstreetmap.kind_of({f"disused:{key}": value}, KNOWN.kinds) is None


def test_the_first_kind_that_fits_counts() -> None:
    tags = {"amenity": "clinic", "healthcare:speciality": "vaccination"}
    assert openstreetmap.kind_of(tags, KNOWN.kinds) == "vaccination_clinic"


def test_what_is_no_kind_of_ours_or_has_no_name_is_counted(tmp_path: Path) -> None:
    others = [
        feature({"@id": "node/1", "amenity": "bench"}, 118.37, 31.34),
        feature({"@id": "node/2", "shop": "bakery", "name": "面包"}, 118.37, 31.34),
        feature({"@id": "node/3", "amenity": "kindergarten"}, 118.37, 31.34),
        feature({"@id": "node/4", **TAGS}, 118.37, 31.34),
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    found = reading(geojson_file(tmp_path / "a.geojson", others))
    assert (len(found.places), found.numbers, found.faulty_rows) == (1, [4], 0)
    assert found.table.skipped == {NO_KIND: 3, NO_NAME: 1}


def test_what_mappers_wrote_and_nobody_can_read_is_left_out_with_a_word(tmp_path: Path) -> None:
    wild = {
        "@id": "node/1",
        "opening_hours": "weekdays, ask",
        "phone": "call me",
        "check_date": "2026",
        "addr:district": "月球",
    }
    found = reading(geojson_file(tmp_path / "a.geojson", [feature({**TAGS, **wild}, 118.37, 31.34)]))
    (place,) = found.places
    assert (place.hours, place.phone, place.checked, place.district) == (None, None, None, None)
    assert found.mended == {column: [1] for column in ("hours", "phone", "checked", "district")}


def test_without_a_position_or_with_a_name_that_is_too_long_it_is_counted_and_passed_over(
    tmp_path: Path,
) -> None:
    nowhere = {"type": "Feature", "properties": {**TAGS, "@id": "relation/1"}, "geometry": None}
    features = [
        nowhere,
        feature({**TAGS, "@id": "node/2", "name": "园" * 121}, 118.37, 31.34),
        feature({**TAGS, "@id": "node/3", "name": "园" * 120}, 118.37, 31.34),
    ]
    found = reading(geojson_file(tmp_path / "a.geojson", features))
    assert (found.numbers, found.faulty_rows) == ([3], 0)
    assert found.table.skipped == {NO_POINT: 1, LONG_NAME: 1}


def test_several_numbers_of_abroad_are_written_as_they_are_dialled_here(tmp_path: Path) -> None:
    one = {**TAGS, "@id": "node/1", "phone": "+86 553 1234567;+86 138 0013 8000"}
    found = reading(geojson_file(tmp_path / "a.geojson", [feature(one, 118.37, 31.34)]))
    assert [place.phone for place in found.places] == ["0553-1234567;13800138000"]
    assert not found.mended


def test_openstreetmap_is_wgs84(tmp_path: Path) -> None:
    path = geojson_file(tmp_path / "a.geojson", [feature({**TAGS, "@id": "node/1"}, 118.37, 31.34)])
    with pytest.raises(FileError, match="WGS-84"):
        reading(path, system="gcj02")


def test_a_plain_table_with_shapes(tmp_path: Path) -> None:
    properties = {"名称": "芜湖图书馆", "类型": "图书馆", "inclusive": True, "price": None, "备注": {"a": 1}}
    # The shape says where it is, whatever else is written there.
    properties |= {"lat": 1, "纬度": 2, "serves": ["镜湖区", "鸠江区"]}
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    features = [
        {**feature(properties), "geometry": shape},
        feature({"名称": "B", "类型": "library"}, 118.3, 31.3),
    ]
    found = reading(geojson_file(tmp_path / "a.json", features))
    assert faults(found) == [(1, "note")]
    del properties["备注"]
    first, second = reading(geojson_file(tmp_path / "a.json", features)).places
    assert (round(first.lat, 6), round(first.lon, 6)) == (31.1, 118.1)
    assert (first.inclusive, first.serves, first.prices) == (True, ("jinghu", "jiujiang"), {})
    assert (second.kind, second.lat, second.lon) == ("library", 31.3, 118.3)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no list of features"),
        (b"null", "no list of features"),
        (b'{"elements": []}', "no list of features"),
        (b'{"features": [1]}', "no list of features"),
        (b'{"features": {}}', "no list of features"),
        (b'{"type": "FeatureCollection", "features": []}', "empty"),
        (b'{"type": "Feature", "properties": {}}', "No column was recognised"),
    ],
)
def test_what_is_no_geojson_ends_with_the_cure(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(FileError, match=says):
        reading(path)


@pytest.mark.parametrize(
    ("geometry", "spot"),
    [
        ({"type": "Point", "coordinates": [118, 31, 5]}, (118, 31)),
        ({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}, (1, 2)),
        ({"type": "LineString", "coordinates": [[1, 1], [2, 2], [3, 3]]}, (2, 2)),
        ({"type": "MultiLineString", "coordinates": [[[1, 1]], [[5, 5], [6, 6], [7, 7]]]}, (6, 6)),
        ({"type": "LineString", "coordinates": SQUARE}, (118.1, 31.1)),
        ({"type": "Polygon", "coordinates": [SQUARE]}, (118.1, 31.1)),
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, (118.025, 31.1)),
        ({"type": "Polygon", "coordinates": [BOWL]}, (0.5, 1.5)),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [BOWL]]}, (0.5, 1.5)),
        ({"type": "Polygon", "coordinates": [[[1, 2], [1, 2], [1, 2]]]}, (1, 2)),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point"}, {"type": "Point", "coordinates": [1, 2]}]}, (1, 2)),
    ],
)  # fmt: skip
def test_a_shape_has_a_point(geometry: dict[str, Any], spot: tuple[float, float]) -> None:
    found = point_of(geometry)
    assert found is not None
    assert found == pytest.approx(spot)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
shapes = st.sampled_from(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection", "x"])  # fmt: skip


@given(kind=shapes, told=anything)
def test_a_hostile_shape_has_a_point_or_none(kind: str, told: Any) -> None:
    found = point_of({"type": kind, "coordinates": told, "geometries": told})
    assert found is None or {type(one) for one in found} == {float}


@given(told=st.lists(anything, min_size=1, max_size=3))
def test_hostile_features_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, told: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("a") / "a.geojson"
    features = [{"type": "Feature", "properties": one, "geometry": one, "id": one} for one in told]
    path.write_text(json.dumps({"features": [*features, feature(TAGS, 118.3, 31.3)]}), encoding="utf-8")
    with suppress(FileError):
        assert reading(path).rows >= 1
