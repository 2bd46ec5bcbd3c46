"""One value of a place is corrected: what is written is what was told, the rest stays, and it is read as a row of a file is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places.correcting import NEEDED, VALUES, corrected, differences, position, written
from rules.places.place import Kind, Place
from rules.places.rows import Known, RowError

KNOWN = Known.of(
    {one: Kind(one, one[:2], "x", f"{one}名", (one,), ()) for one in ("library", "nursery")},
    {"jinghu": "镜湖区", "yijiang": "弋江区"},
    ("BCG", "HepB"),
)
PLACE = Place(
    key="x",
    kind="library",
    names={"zh_CN": "书屋", "en": "Books"},
    lat=31.3,
    lon=118.3,
    district="jinghu",
    addresses={"zh_CN": "北京路1号"},
    phone="0553-1234567",
    hours="Mo-Fr 08:00-17:00",
    prices={"zh_CN": "免费"},
    notes={"zh_CN": "请安静"},
    inclusive=True,
    migrants=False,
    serves=("yijiang", "jinghu"),
    languages=("en",),
    vaccines=("BCG",),
    source="…",
    checked=date(2026, 1, 1),
)
#: A good value for each column, and how it is kept.
GOOD = {
    "name": ("新 书屋", "新 书屋"),
    "name_en": ("New Books", "New Books"),
    "kind": ("nursery名", "nursery"),
    "address": ("南京路2号", "南京路2号"),
    "address_en": ("2 Nanjing Road", "2 Nanjing Road"),
    "position": ("31.4,118.4", "31.4000000,118.4000000"),
    "phone": ("12345", "12345"),
    "hours": ("Sa 09:00-12:00", "Sa 09:00-12:00"),
    "price": ("5元", "5元"),
    "price_en": ("5 yuan", "5 yuan"),
    "note": ("请进", "请进"),
    "note_en": ("Come in", "Come in"),
    "inclusive": ("no", "no"),
    "migrants": ("是", "yes"),
    "district": ("弋江", "yijiang"),
    "serves": ("镜湖区，弋江区", "jinghu,yijiang"),
    "vaccines": ("BCG, HepB", "BCG,HepB"),
    "languages": ("zh_CN, en", "zh_CN,en"),
    "checked": ("2026-11-26", "2026-11-26"),
}


@pytest.mark.parametrize("column", VALUES)
def test_what_is_told_is_written_and_nothing_else(column: str) -> None:
    told, kept = GOOD[column]
    found = corrected(PLACE, column, told, KNOWN)
    assert written(found, column) == kept
    assert differences(PLACE, found) == (column,)
    assert (found.key, found.source) == ("x", "…")
    # what is written can be told again, and says the same
    assert corrected(PLACE, column, kept, KNOWN) == found


@pytest.mark.parametrize("column", VALUES)
def test_empty_takes_it_out_where_a_place_can_be_without(column: str) -> None:
    if column in NEEDED:
        with pytest.raises(RowError):
            corrected(PLACE, column, " ", KNOWN)
        return
    found = corrected(PLACE, column, " ", KNOWN)
    assert written(found, column) == ""
    assert set(differences(PLACE, found)) <= {column}


def test_the_last_name_stays() -> None:
    without = corrected(PLACE, "name", "", KNOWN)
    with pytest.raises(RowError):
        corrected(without, "name_en", "", KNOWN)


def test_marks_follow() -> None:
    assert corrected(PLACE, "inclusive", "no", KNOWN).marks == 0
    assert corrected(PLACE, "hours", "Sa 09:00-12:00", KNOWN).marks != PLACE.marks


@given(st.sampled_from([*VALUES, "key", "demo", "lat", "names", ""]), st.text(max_size=40))
def test_any_text_is_read_or_refused(column: str, text: str) -> None:
    try:
        found = corrected(PLACE, column, text, KNOWN)
    except RowError:
        return
    assert column in VALUES
    assert set(differences(PLACE, found)) <= {column}


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_position_is_kept_to_a_centimetre(lat: float, lon: float) -> None:
    if abs(lat) < 1e-6 and abs(lon) < 1e-6:
        return
    found = corrected(PLACE, "position", position(lat, lon), KNOWN)
    assert abs(found.lat - lat) < 1e-7
    assert abs(found.lon - lon) < 1e-7
