"""Where a value stands on the WHO curves: against the published tables' own package, and against the WHO's own programs."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygrowup import Observation

from content import load_knowledge
from rules.growth import (
    LINES,
    Kind,
    Measured,
    age_at,
    curve,
    lines_crossed,
    oddness,
    usual,
    value_at,
    z_score,
)
from rules.vaccines import Sex

GROWTH = load_knowledge("cn/wuhu").growth
DAY = date(2026, 11, 26)
WORDS: dict[Sex, str] = {"M": "male", "F": "female"}

sexes = st.sampled_from(["M", "F"])
#: The package changes from length to height on day 730, the WHO on day 731; and it takes day 0 for no day.
ages = st.integers(1, 1856).filter(lambda age: age != 730)


def theirs(sex: Sex, age: int) -> Observation:
    return Observation(WORDS[sex], age_in_days=age)


@given(sex=sexes, age=ages, weight=st.integers(1_500, 30_000))
def test_weight_as_the_package_has_it(sex: Sex, age: int, weight: int) -> None:
    ours = z_score(GROWTH, Kind.WEIGHT, sex, age, Measured(DAY, weight=weight))
    assert ours == pytest.approx(float(theirs(sex, age).wfa(Decimal(weight) / 1000)), abs=0.011)


@given(sex=sexes, age=ages, length=st.integers(400, 1_250), lying=st.booleans())
def test_length_as_the_package_has_it(sex: Sex, age: int, length: int, lying: bool) -> None:
    """Lying under 24 months and standing from then on; the other way round 0.7 cm are added or taken."""
    ours = z_score(GROWTH, Kind.LENGTH, sex, age, Measured(DAY, length=length, lying=lying))
    expect = theirs(sex, age).lhfa(Decimal(length) / 10, recumbent=lying)
    assert ours == pytest.approx(float(expect), abs=0.011)


@given(sex=sexes, age=ages, head=st.integers(280, 560))
def test_head_as_the_package_has_it(sex: Sex, age: int, head: int) -> None:
    ours = z_score(GROWTH, Kind.HEAD, sex, age, Measured(DAY, head=head))
    assert ours == pytest.approx(float(theirs(sex, age).hcfa(Decimal(head) / 10)), abs=0.011)


@given(sex=sexes, age=ages, length=st.integers(650, 1_100), weight=st.integers(4_000, 26_000))
def test_weight_for_length_as_the_package_has_it(sex: Sex, age: int, length: int, weight: int) -> None:
    ours = z_score(GROWTH, Kind.PROPORTION, sex, age, Measured(DAY, weight=weight, length=length))
    one = theirs(sex, age)
    ask = one.wfh if age >= 731 else one.wfl
    assert ours == pytest.approx(float(ask(Decimal(weight) / 1000, Decimal(length) / 10)), abs=0.011)


def survey() -> list[dict[str, str]]:
    """The survey that comes with the package, with the z-scores the WHO's igrowup for R gives for it."""
    file = resources.files("pygrowup") / "test_datasets" / "MySurvey_z_st.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        (Kind.WEIGHT, "zwei"),
        (Kind.LENGTH, "zlen"),
        (Kind.PROPORTION, "zwfl"),
    ],
)
def test_the_survey_as_the_who_computes_it(kind: Kind, column: str) -> None:
    compared = 0
    for row in survey():
        age = int(row["age.days"]) if row["age.days"].isdecimal() else -1
        if not row[column] or row[column] == "NA" or not 0 <= age <= 1826 or row["oedema"] == "y":
            continue
        sex: Sex = "M" if row["GENDER"] == "1" else "F"
        weight, length = (
            float(row[name]) if row[name] and row[name] != "NA" else None for name in ("WEIGHT", "HEIGHT")
        )
        measured = Measured(
            DAY,
            weight=round(weight * 1000) if weight else None,
            length=round(length * 10) if length else None,
            lying=row["measure"] == "l" if row["measure"] in "lh" and row["measure"] else None,
        )
        ours = z_score(GROWTH, kind, sex, age, measured)
        assert ours == pytest.approx(float(row[column]), abs=0.02), row
        compared += 1
    assert compared > 400


def children() -> list[dict[str, str]]:
    """Children of many countries, with the z-scores the WHO's igrowup for Stata gives for them."""
    file = resources.files("pygrowup") / "test_datasets" / "test_dataset.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _day(written: str) -> date:
    month, day, year = (int(part) for part in written.split("/"))
    return date(year, month, day)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        (Kind.WEIGHT, "_zwei"),
        (Kind.LENGTH, "_zlen"),
        (Kind.HEAD, "_zhc"),
        (Kind.PROPORTION, "_zwfl"),
    ],
)
def test_thousands_of_children_as_the_who_computes_them(kind: Kind, column: str) -> None:
    compared = 0
    for row in children():
        on = _day(row["screen_date"])
        age = age_at(_day(row["dob"]), on)
        if not row[column] or age > 1826:
            continue
        weight, length, head = (
            round(float(row[name]) * times) if row[name] else None
            for name, times in (("weight", 1000), ("height", 10), ("head", 10))
        )
        measured = Measured(on, weight, length, head)
        ours = z_score(GROWTH, kind, "M" if row["sex"] == "Male" else "F", age, measured)
        assert ours == pytest.approx(float(row[column]), abs=0.011), row
        compared += 1
    assert compared > 4_000


def test_the_tables_turn_from_length_to_height_on_day_731() -> None:
    lying, standing = (value_at(GROWTH, Kind.LENGTH, "M", age, 0) for age in (730, 731))
    assert lying is not None
    assert standing is not None
    assert round(lying - standing) == 7
    told = Measured(DAY, length=870)
    assert z_score(GROWTH, Kind.LENGTH, "M", 731, told) == z_score(
        GROWTH, Kind.LENGTH, "M", 731, Measured(DAY, length=877, lying=True)
    )
    assert z_score(GROWTH, Kind.LENGTH, "M", 730, told) == z_score(
        GROWTH, Kind.LENGTH, "M", 730, Measured(DAY, length=863, lying=False)
    )


@given(
    kind=st.sampled_from([Kind.WEIGHT, Kind.LENGTH, Kind.HEAD]),
    sex=sexes,
    age=st.integers(0, 1826),
    z=st.floats(-2.9, 2.9),
)
def test_a_value_on_a_curve_stands_on_it(kind: Kind, sex: Sex, age: int, z: float) -> None:
    value = value_at(GROWTH, kind, sex, age, z)
    assert value is not None
    back = z_score(GROWTH, kind, sex, age, Measured.only(DAY, kind, round(value)))
    assert back == pytest.approx(z, abs=0.05)


@given(
    kind=st.sampled_from([Kind.WEIGHT, Kind.LENGTH, Kind.HEAD]),
    sex=st.sampled_from(["M", "F", None]),
    age=st.integers(0, 1856),
)
def test_the_lines_lie_one_above_the_other(kind: Kind, sex: Sex | None, age: int) -> None:
    values = [curve(GROWTH, kind, sex, line, [age])[0][1] for line in LINES]
    assert values == sorted(set(values))
    low, high = usual(GROWTH, kind, sex, age) or (0, 0)
    assert low < values[0] < values[-1] < high


@given(
    kind=st.sampled_from(list(Kind)),
    sex=sexes,
    age=st.integers(-10_000, 20_000),
    grams=st.integers(-5, 10**7),
)
def test_whatever_is_asked_there_is_an_answer_or_none(kind: Kind, sex: Sex, age: int, grams: int) -> None:
    z = z_score(GROWTH, kind, sex, age, Measured(DAY, weight=grams, length=grams, head=grams))
    assert z is None or (0 <= age <= 1856 and grams > 0)


def test_where_the_tables_end() -> None:
    for age, there in ((-1, False), (0, True), (1856, True), (1857, False)):
        assert (usual(GROWTH, Kind.WEIGHT, "F", age) is not None) == there
        assert len(curve(GROWTH, Kind.HEAD, None, 50, [age])) == there


@pytest.mark.parametrize(
    ("kind", "age", "value", "odd"),
    [
        (Kind.WEIGHT, 183, 7_600, False),
        (Kind.WEIGHT, 183, 64_000, True),
        (Kind.LENGTH, 183, 7_500, True),
        (Kind.WEIGHT, 1857, 9_000, False),
        (Kind.WEIGHT, 1857, 8_999, True),
        (Kind.WEIGHT, 4000, 130_000, False),
        (Kind.WEIGHT, 4000, 130_001, True),
        (Kind.LENGTH, 4000, 2_101, True),
        (Kind.HEAD, 4000, 620, False),
        (Kind.HEAD, -1, 500, True),
    ],
)
def test_what_is_odd(kind: Kind, age: int, value: int, odd: bool) -> None:
    assert (oddness(GROWTH, kind, value, sex="M", age=age) > 6) == odd
    assert (oddness(GROWTH, kind, value, sex=None, age=age) > 6) == odd


@pytest.mark.parametrize(
    ("before", "after", "crossed"),
    [
        (0.5, 0.4, 0),
        (0.5, -0.5, -1),
        (0.0, -0.01, -1),
        (0.0, 0.0, 0),
        (1.1, -0.01, -2),
        (1.1, 0.0, -1),
        (-0.01, 1.1, 2),
        (3.0, -3.0, -5),
        (-3.0, 3.0, 5),
    ],
)
def test_lines_crossed(before: float, after: float, crossed: int) -> None:
    assert lines_crossed(before, after) == crossed
