"""The question command `near`: the letter of its contract, and kind errors."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.near import answer, city_of
from rules.places.circle import FARTHEST, metres
from tests.bot.near_cases import CASE, CITY, DEMO, KNOWLEDGE, SESSION, ZONE, found, keys, one

PLACE_KINDS = KNOWLEDGE.place_kinds
#: A clinic: Mo-Fr 08:00-11:30,14:00-17:00; PH off. The place nearest to the point of AT_CLINIC.
CLINIC = DEMO["demo-vc-01"]
AT_CLINIC: dict[str, Any] = {"lat": CLINIC.lat, "lon": CLINIC.lon, "limit": 1}


def test_an_answer_is_the_contracts() -> None:
    answered = one(lat=CLINIC.lat, lon=CLINIC.lon, limit=2)
    assert answered.keys() == {"id", "places"}
    first, second = answered["places"]
    assert first == {
        "id": CLINIC.key,
        "name": CLINIC.names["zh_CN"],
        "kind": "vaccination_clinic",
        "metres": 0,
        "open": True,
        "demo": True,
    }
    assert second["metres"] > 0
    assert isinstance(second["metres"], int)
    assert json.loads(json.dumps(answered)) == answered


positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.tuples(
    st.floats(30.8, 31.5), st.floats(117.8, 118.7)
)


@given(spot=positions, limit=st.integers(1, 100), kinds=st.sets(st.sampled_from(sorted(PLACE_KINDS))))
def test_the_nearest_come_first_and_none_is_left_out(
    spot: tuple[float, float], limit: int, kinds: set[str]
) -> None:
    lat, lon = spot
    wanted = sorted(kinds) or None
    there = found(lat=lat, lon=lon, limit=limit, kind=wanted)
    far = sorted(
        metres(lat, lon, place.lat, place.lon) for place in DEMO.values() if not kinds or place.kind in kinds
    )
    assert [place["metres"] for place in there] == [round(one) for one in far[:limit]]
    assert all(earlier["metres"] <= later["metres"] for earlier, later in pairwise(there))
    assert len({place["id"] for place in there}) == len(there)


def test_ten_unless_the_case_says_how_many() -> None:
    assert len(found()) == len(found(limit=None)) == 10
    assert len(found(limit=1)) == 1
    assert len(found(limit=100)) == len(DEMO)


@pytest.mark.parametrize("kind", [*PLACE_KINDS])
def test_a_kind_is_known_by_id_code_name_and_every_word(kind: str) -> None:
    known = PLACE_KINDS[kind]
    theirs = {place.key for place in DEMO.values() if place.kind == kind}
    for word in (known.id, known.code, known.name, *known.asked, f" {known.id.upper()} ", [known.code]):
        assert set(keys(kind=word, limit=100)) == theirs, word


def test_several_kinds_are_searched_together() -> None:
    both = [place["kind"] for place in found(kind=["li", "幼儿园", "library"], limit=100)]
    assert set(both) == {"library", "kindergarten"}
    assert len(both) == len(keys(kind="li", limit=100)) + len(keys(kind="kg", limit=100))


@pytest.mark.parametrize("kind", ["", "pub", "VC ", "x" * 10_000, 5, True, {}, [], ["nu", "pub"], [["nu"]]])
def test_an_unknown_kind_is_told_which_there_are(kind: Any) -> None:
    answered = one(kind=kind)
    assert answered.keys() == {"id", "error"}
    assert answered["error"].startswith("kind must be one of vaccination_clinic, ")
    assert all(known in answered["error"] for known in PLACE_KINDS)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-26T07:59:59", False),
        ("2026-11-26T08:00", True),
        ("2026-11-26T11:29:59.999999", True),
        ("2026-11-26T11:30", False),
        ("2026-11-26 12:45", False),
        ("2026-11-26 14:00:00", True),
        ("2026-11-26T17:00", False),
        ("2026-11-28T10:00", False),
        ("2026-10-01T10:00", False),
        ("2026-10-08T10:00", True),
        ("2026-11-26T02:00Z", True),
        ("2026-11-26T02:00:00+00:00", True),
        ("2026-11-26T20:00-0800", False),
        ("2026-11-25T18:30-08:00", True),
        ("2026-11-26T10:00+08:00", True),
        ("9999-12-31T23:59:59", False),
        ("1900-01-01T00:00", False),
        (None, True),
    ],
)
def test_open_follows_lunch_holidays_and_the_citys_own_time(at: str | None, is_open: bool) -> None:
    assert found(**AT_CLINIC, at=at)[0]["open"] is is_open


def test_without_a_time_it_is_now() -> None:
    lunch = replace(CITY, now=datetime.fromisoformat("2026-11-26T12:00"))
    assert [one(city, **AT_CLINIC)["places"][0]["open"] for city in (CITY, lunch)] == [True, False]


def test_where_nobody_told_the_hours_nobody_knows() -> None:
    silent = {place.key for place in DEMO.values() if place.hours is None}
    assert silent
    assert {place["id"] for place in found(limit=100) if place["open"] is None} == silent
    assert all(place["open"] is True for place in found(limit=100) if DEMO[place["id"]].hours == "24/7")


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh_CN", "示例·"), ("zh-Hant", "示例·"), ("en", "Example: "), ("en-US", "Example: "), ("vi", "Example: "), ("ug", "示例·"), ("%", "示例·")],
)  # fmt: skip
def test_names_in_the_best_language_there_is(language: str, name: str) -> None:
    city = city_of(KNOWLEDGE, ZONE, language)
    assert all(place["name"].startswith(name) for place in one(city)["places"])


def test_the_city_is_asked_at_this_moment() -> None:
    before, city, after = datetime.now(ZONE), city_of(KNOWLEDGE, ZONE, "en"), datetime.now(ZONE)
    assert before <= city.now.replace(tzinfo=ZONE) <= after


#: Values that no field of the kind can have.
MALFORMED: dict[tuple[str, ...], list[Any]] = {
    ("lat", "lon"): [None, "31.3", "", True, [], {}, [31], float("nan"), float("inf"), -float("inf"), 180.1, -181, 10**400],
    ("limit",): [0, -1, 101, 1.5, 10.0, "5", True, [], {}, 10**400, float("nan")],
    ("at",): ["", "now", "2026-11-26", "10:30", "2026-11-26T10", "2026-11-26T10:30x", "２０２６-11-26T10:30",
              "20261126T1030", "2026-11-26T10:30\n", "2026-02-30T10:30", "2026-11-26T24:00", "2026-11-26T10:60",
              "2026-11-26T10:30+25:00", "0001-01-01T00:00+10:00", "9999-12-31T23:59-12:00", "1899-12-31T23:59",
              "0000-01-01T00:00", 5, True, [], {}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for fields, values in MALFORMED.items() for field in fields for value in values],
)
def test_a_malformed_field_is_named(field: str, value: Any) -> None:
    answered = one(**{field: value})
    assert answered.keys() == {"id", "error"}
    assert answered["id"] == "n1"
    assert answered["error"].startswith(field)


def test_what_is_left_out_is_named() -> None:
    for field in ("lat", "lon"):
        case = {name: value for name, value in CASE.items() if name != field}
        assert answer([case], CITY, SESSION)[0]["error"].startswith(field)


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (90, 0), (-90, 180), (90.0, -180), (0.0, 180), (31, -180), (39.9, 116.4)]
)
def test_every_point_of_the_earth_has_its_nearest(lat: float, lon: float) -> None:
    there = found(lat=lat, lon=lon)
    assert len(there) == 10
    assert all(100_000 < place["metres"] <= FARTHEST for place in there)


def test_unknown_extra_fields_are_ignored_and_every_id_is_passed_through() -> None:
    assert one(colour={"red": [1]}, name="x" * 10_000) == one()
    for name in (None, 0, "", [1, {"two": None}], {"a": 1.5}):
        assert one(id=name)["id"] == name
    assert answer([{"lat": 0, "lon": 0, "limit": 1}], CITY, SESSION)[0]["id"] is None


def test_one_bad_case_does_not_stop_the_others() -> None:
    answers = answer([None, 5, [], "x", {}, CASE, CASE | {"lat": 91}, CASE], CITY, SESSION)
    assert ["error" in entry for entry in answers] == [True, True, True, True, True, False, True, False]
    assert answers[5] == answers[7]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(case=st.dictionaries(st.sampled_from(["lat", "lon", "kind", "limit", "at"]), anything) | anything)
def test_hostile_json_gets_an_answer_or_an_error(case: Any) -> None:
    answers = answer([case, {**CASE, **(case if isinstance(case, dict) else {})}], CITY, SESSION)
    assert all(entry.keys() in ({"id", "error"}, {"id", "places"}) for entry in answers)


def test_thousands_of_cases_in_one_go_keep_their_order() -> None:
    cases: list[dict[str, Any]] = [
        {"id": n, "lat": 30.9 + n % 61 / 100, "lon": 117.9 + n % 73 / 100, "kind": "kg", "limit": 3}
        for n in range(3_000)
    ]
    answers = answer(cases, CITY, SESSION)
    assert [entry["id"] for entry in answers] == list(range(3_000))
    assert answers[123] == one(**cases[123])
