"""Whatever a row holds, it is a place or says what is wrong; and a place comes back as it was kept."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from rules.places.coordinates import System
from rules.places.place import Place, of_plain, to_plain
from rules.places.rows import COLUMNS, TEXTS, Fault, RowError, read_row
from tests.rules.test_place_rows import GOOD, KNOWN

columns = st.sampled_from(
    [*COLUMNS, *(f"{text}_{code}" for text in TEXTS for code in ("en", "ug", "zh_CN", "x"))]
)
values = st.sampled_from(
    [
        *GOOD.values(),
        "镜湖区",
        "是",
        "HepB",
        "en,ug",
        "2026-11-26",
        "24/7",
        "Mo-Fr 08:00-12:00",
        "0",
        "91",
        "PH off",
        "12345",
    ]
)
any_text = values | st.text(max_size=30) | st.text(st.characters(), max_size=10)
systems: st.SearchStrategy[System] = st.sampled_from(["wgs84", "gcj02", "bd09"])
any_row = st.dictionaries(columns | st.text(max_size=8), any_text, max_size=20)


@given(told=any_row, system=systems)
def test_any_row_is_a_place_or_says_what_is_wrong(told: dict[str, str], system: System) -> None:
    found = tried(told, system)
    if isinstance(found, Place):
        assert comes_back(found) == found
    else:
        assert found
        assert {one.column for one in found} <= {*told, *COLUMNS}


@given(told=any_row)
def test_a_good_row_with_anything_else_in_it_too(told: dict[str, str]) -> None:
    found = tried({**told, **GOOD}, "wgs84")
    if isinstance(found, Place):
        assert comes_back(found) == found
    else:
        assert not {one.column for one in found} & set(GOOD)


def tried(told: Mapping[str, str], system: System) -> Place | list[Fault]:
    try:
        return read_row(told, KNOWN, system)
    except RowError as error:
        return error.faults


def comes_back(place: Place) -> Place:
    """From what is kept of it: what is only shown, and the columns of the rest."""
    return of_plain(
        to_plain(place),
        key=place.key,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        district=place.district,
        serves=place.serves,
        vaccines=place.vaccines,
        checked=place.checked,
        demo=place.demo,
    )
