"""Rows become places: all that is wrong is named with line, column and cure; maps, words, duplicates, hostile text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.reading import SHOWN, Choices, Reading, read
from bot.importing.tables import FORMULA, FileError, Table
from rules.places.circle import metres
from rules.places.coordinates import from_wgs84
from rules.places.opening import read_hours
from rules.places.rows import COLUMNS
from tests.bot.lists import (
    HEADERS,
    KNOWLEDGE,
    KNOWN,
    ROWS,
    csv_file,
    faults,
    geojson_file,
    reading,
    xlsx_file,
)

GOOD = dict(zip(HEADERS, ROWS[0], strict=True))


def rows_of(*changes: dict[str, str], **choices: Any) -> Reading:
    """What is read of the good row with these changes, one row for each; the first is row 2."""
    headers = tuple(dict.fromkeys([*HEADERS, *(name for one in changes for name in one)]))
    rows = [(n, [(GOOD | one).get(name, "") for name in headers]) for n, one in enumerate(changes, 2)]
    return read(Table("row", headers, iter(rows), "test"), KNOWN, KNOWLEDGE.landmarks, Choices(**choices))


def test_a_sound_list(tmp_path: Path) -> None:
    found = reading(csv_file(tmp_path / "a.csv"))
    assert [place.key for place in found.places] == ["edu:1", "edu:2", "edu:3"]
    assert found.numbers == [2, 3, 5]
    first, second, third = found.places
    assert (first.names, first.kind, first.district, first.inclusive) == (
        {"zh_CN": "小太阳幼儿园"},
        "kindergarten",
        "jinghu",
        True,
    )
    assert (second.district, second.addresses, second.phone) == (
        "jiujiang",
        {"zh_CN": "北京路2号 二楼"},
        None,
    )
    assert (third.kind, third.inclusive) == ("nursery", None)
    assert (found.faulty_rows, found.twins, found.far, found.table.unit) == (0, [], [], "line")


def test_the_same_list_is_the_same_in_every_format(tmp_path: Path) -> None:
    rows = [list(HEADERS), *(list(row) for row in ROWS)]
    numbers: list[Sequence[Any]] = [
        rows[0],
        *([*row[:3], float(row[3]), float(row[4]), *row[5:]] for row in ROWS),
    ]
    features = [
        {
            "properties": {
                name: cell for name, cell in zip(HEADERS, row, strict=True) if name not in ("纬度", "经度")
            },
            "geometry": {"type": "Point", "coordinates": [float(row[4]), float(row[3])]},
        }
        for row in ROWS
    ]
    files = (
        csv_file(tmp_path / "a.csv"),
        csv_file(tmp_path / "b.csv", encoding="gb18030", between=";"),
        xlsx_file(tmp_path / "a.xlsx", {"s": rows}),
        xlsx_file(tmp_path / "b.xlsx", {"s": numbers}),
        geojson_file(tmp_path / "a.geojson", features),
    )
    first, *others = (reading(path).places for path in files)
    assert all(places == first for places in others)


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_a_position_of_a_chinese_map_lands_within_a_centimetre(system: Any) -> None:
    lat, lon = from_wgs84(31.34, 118.37, system)
    (place,) = rows_of({"纬度": f"{lat:.9f}", "经度": f"{lon:.9f}"}, system=system).places
    assert metres(lat, lon, 31.34, 118.37) > 100
    assert metres(place.lat, place.lon, 31.34, 118.37) < 0.01


def test_every_fault_of_every_row_is_named() -> None:
    found = rows_of(
        {"类型": "火星", "纬度": "118.37", "电话": "call me"},
        {},
        {"id": "2", "开放时间": "sometimes", "区": "月球", "普惠": "perhaps", "核实日期": "2026-02-30"},
    )
    assert faults(found) == [(2, "kind"), (2, "lat"), (2, "phone"), (4, "district"), (4, "hours"), (4, "inclusive"), (4, "checked")]  # fmt: skip
    assert (found.faulty_rows, found.more_faults, found.numbers) == (2, 0, [3])
    assert all(one.fault.problem and one.fault.cure[-1] in ".?" for one in found.faults)


def test_of_very_many_faults_the_first_are_kept_and_the_others_counted() -> None:
    found = rows_of(*({"纬度": "x", "经度": "y"} for _ in range(SHOWN)))
    assert (len(found.faults), found.more_faults, found.faulty_rows) == (SHOWN, SHOWN, SHOWN)


def test_the_same_id_twice_is_a_fault_that_names_both() -> None:
    (fault,) = rows_of({}, {"id": "other"}, {}).faults
    assert (fault.number, fault.fault.column, fault.fault.problem) == (4, "id", "is the same as in row 2")


def test_an_id_of_openstreetmap_is_refused_in_any_other_file() -> None:
    found = rows_of({"id": "osm:node/1"})
    assert [(one.fault.column, one.fault.cure) for one in found.faults] == [
        ("id", "Write an id of your own, or leave it out.")
    ]


def test_without_ids_the_same_kind_name_and_address_is_a_fault() -> None:
    (fault,) = rows_of({"id": ""}, {"id": "", "纬度": "31.4"}).faults
    assert (fault.number, fault.fault.column) == (3, "name")
    assert "row 2" in fault.fault.problem


def test_the_key_does_not_depend_on_the_order_of_columns() -> None:
    headers = ("name_en", "name", "kind", "lat", "lon")
    rows = ("Sunshine", "小太阳", "library", "31.3", "118.3")
    keys = []
    for order in ((0, 1, 2, 3, 4), (1, 0, 4, 3, 2)):
        table = Table("row", tuple(headers[at] for at in order), iter([(2, [rows[at] for at in order])]), "")
        keys.append(read(table, KNOWN, (), Choices()).places[0].key)
    assert keys[0] == keys[1]


def test_the_same_name_within_fifty_metres_is_a_duplicate_of_the_first() -> None:
    found = rows_of(
        {"id": "1"}, {"id": "2", "纬度": "31.3403"}, {"id": "3", "纬度": "31.3406"}, {"id": "4", "名称": "B"}
    )
    assert found.twins == [(3, 2)]
    assert len(found.places) == 4


def test_hours_in_words_are_read_and_shown() -> None:
    found = rows_of({"开放时间": "周一至周五 8:00-17:00"}, {"id": "2", "开放时间": "Mo-Fr 08:00-17:00"})
    assert [place.hours for place in found.places] == ["Mo-Fr 08:00-17:00"] * 2
    assert found.hours == {"周一至周五 8:00-17:00": "Mo-Fr 08:00-17:00"}


@pytest.mark.parametrize("day", ["2026-11-01", "2026/11/1", "2026.11.01", "2026年11月1日"])
def test_a_day_as_chinese_offices_write_it(day: str) -> None:
    assert str(rows_of({"核实日期": day}).places[0].checked) == "2026-11-01"


def test_the_kind_may_be_given_for_all() -> None:
    assert rows_of({"类型": "火星"}, kind="图书馆").places[0].kind == "library"


def test_an_unknown_kind_for_all_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="kindergarten"):
        reading(csv_file(tmp_path / "a.csv"), kind="火星")


def test_far_from_the_city_and_turned_around_are_warnings() -> None:
    # A city where both figures can be exchanged.
    spots = [("87.6", "43.8"), ("43.8", "87.6"), ("43.8", "99")]
    rows = [(number, [f"{number}", "library", *spot]) for number, spot in enumerate(spots, 2)]
    table = Table("row", ("name", "kind", "lat", "lon"), iter(rows), "")
    landmark = KNOWLEDGE.landmarks[0]
    urumqi = type(landmark)("u", "乌鲁木齐", "x", 43.8, 87.6, landmark.fact)
    found = read(table, KNOWN, (urumqi,), Choices())
    assert (found.far, found.turned, found.faulty_rows) == ([2, 4], [2], 0)
    assert rows_of({"纬度": "39.9", "经度": "116.4"}).far == [2]


def test_without_landmarks_nothing_is_far() -> None:
    table = Table("row", ("name", "kind", "lat", "lon"), iter([(2, ["A", "library", "1", "2"])]), "")
    assert read(table, KNOWN, (), Choices()).far == []


def test_more_values_than_columns_are_a_fault_in_a_text_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "name,kind,lat,lon\nA,library,31,3,118,3\nB,library,31.3,118.3,,\nC,library,31.3,118.4\n",
        encoding="utf-8",
    )
    found = reading(path)
    assert (faults(found), found.numbers) == ([(2, "name")], [3, 4])
    rows: list[list[Any]] = [
        ["name", "kind", "lat", "lon"],
        ["A", "library", 31.3, 118.3, None, "a note beside the list"],
    ]
    assert reading(xlsx_file(tmp_path / "a.xlsx", {"s": rows})).faulty_rows == 0


def test_a_formula_that_was_never_computed_is_a_fault_where_it_is_needed(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["name", "kind", "lat", "lon", "colour"],
        ["A", "library", "=31+0.3", 118.3, "=1"],
        ["B", "library", 31.3, 118.3, "=1"],
    ]
    found = reading(xlsx_file(tmp_path / "a.xlsx", {"s": rows}))
    assert (faults(found), found.numbers) == ([(2, "lat")], [3])


HOSTILE = [
    "\x00", "a\x00b", "\ud800", "x\udfff", "\x1b[31m", "=cmd|' /C calc'!A0", "{0.__class__}", "%s%n", "<script>", "💣" * 40,
    "\u202eabc", "مرحبا", "'; DROP TABLE place; --", "\\", "﷽" * 300, "x" * 32_000, "NaN", "1e5", "∞", "٣١", "-0", "\r\n\t", FORMULA,
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("column", COLUMNS)
def test_hostile_text_is_a_value_or_a_fault(column: str, value: str) -> None:
    headers = ("id", "kind", "name", "lat", "lon")
    row = dict(zip(headers, ("1", "library", "A", "31.3", "118.3"), strict=True)) | {column: value}
    found = read(Table("row", tuple(row), iter([(2, list(row.values()))]), ""), KNOWN, (), Choices())
    assert len(found.places) + found.faulty_rows == 1
    for place in found.places:
        kept = repr(
            (
                place.names,
                place.addresses,
                place.prices,
                place.notes,
                place.phone,
                place.hours,
                place.source,
                place.key,
            )
        )
        assert all(sign not in kept for sign in ("\\x00", "\\x1b", "\\ud", "\\udf"))
        assert place.hours is None or read_hours(place.hours)


@given(row=st.dictionaries(st.sampled_from([*COLUMNS, "name_en", "note_ug"]), st.text(max_size=40)))
def test_any_row_is_a_place_or_has_faults(row: dict[str, str]) -> None:
    full = {"kind": "library", "name": "A", "lat": "31.3", "lon": "118.3"} | row
    found = read(Table("row", tuple(full), iter([(2, list(full.values()))]), ""), KNOWN, (), Choices())
    assert len(found.places) + found.faulty_rows == found.rows <= 1
