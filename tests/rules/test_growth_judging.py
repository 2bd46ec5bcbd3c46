"""What asks to be shown to the clinic: every threshold of the pack, one step either side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_knowledge
from rules.growth import Drop, Kind, Level, Limit, Loss, Measured, judge, value_at, z_score
from rules.vaccines import Sex

GROWTH = load_knowledge("cn/wuhu").growth
BORN = date(2026, 5, 20)
TODAY = date(2026, 11, 26)
AGE = (TODAY - BORN).days


def ids(sex: Sex | None, *measured: Measured, today: date = TODAY) -> set[str]:
    return {one.rule.id for one in judge(GROWTH, sex, BORN, measured, today)}


def with_value(kind: Kind, value: int) -> Measured:
    """What has this value, and nothing else that could speak; for weight for length the length is the median's."""
    if kind == Kind.PROPORTION:
        return Measured(TODAY, weight=value, length=round(value_at(GROWTH, Kind.LENGTH, "M", AGE, 0) or 0))
    return Measured.only(TODAY, kind, value)


def last_within(rule: Limit) -> int:
    """The last value, in grams or millimetres, that is not yet beyond this limit; the next step outwards is."""
    step = -1 if rule.z < 0 else 1
    value = {Kind.WEIGHT: 7_800, Kind.LENGTH: 680, Kind.HEAD: 435, Kind.PROPORTION: 7_900}[rule.kind]
    while True:
        z = z_score(GROWTH, rule.kind, "M", AGE, with_value(rule.kind, value + step))
        assert z is not None
        if (z < rule.z) if rule.z < 0 else (z > rule.z):
            return value
        value += step


@pytest.mark.parametrize("rule", GROWTH.limits, ids=lambda rule: rule.id)
def test_each_limit_one_step_either_side(rule: Limit) -> None:
    within = last_within(rule)
    beyond = within + (-1 if rule.z < 0 else 1)
    milder = {one.id for one in GROWTH.limits if one.kind == rule.kind and abs(one.z) < abs(rule.z)}
    own = {one.id for one in GROWTH.limits if one.kind == rule.kind}
    assert ids("M", with_value(rule.kind, within)) & own <= milder
    assert ids("M", with_value(rule.kind, beyond)) & own == {rule.id}


def test_what_lies_within_asks_for_nothing() -> None:
    assert ids("M", Measured(TODAY, weight=7_600, length=680, head=430)) == set()
    assert ids(None, Measured(TODAY, weight=7_600, length=680, head=430)) == set()
    assert ids("F") == set()


def test_a_high_weight_is_silent_where_the_length_tells_more() -> None:
    assert ids("M", Measured(TODAY, weight=10_400)) == {"GR3"}
    assert ids("M", Measured(TODAY, weight=10_400, length=735)) == set()
    assert ids("M", Measured(TODAY, weight=10_400, length=680)) == {"GR8"}


def test_being_tall_asks_for_nothing() -> None:
    assert ids("M", Measured(TODAY, length=790)) == set()


def test_the_soonest_comes_first_and_each_thing_speaks_once() -> None:
    found = judge(GROWTH, "M", BORN, [Measured(TODAY, weight=5_000, length=640, head=395)], TODAY)
    assert [one.level for one in found] == sorted((one.level for one in found), reverse=True)
    assert len({one.kind for one in found}) == len(found)
    assert found[0].level == Level.WEEK


def test_without_boy_or_girl_a_rule_speaks_only_for_both() -> None:
    low_for_a_boy = round(value_at(GROWTH, Kind.WEIGHT, "M", AGE, -2) or 0) - 5
    assert ids("M", Measured(TODAY, weight=low_for_a_boy)) == {"GR1"}
    assert ids("F", Measured(TODAY, weight=low_for_a_boy)) == set()
    assert ids(None, Measured(TODAY, weight=low_for_a_boy)) == set()
    low_for_both = round(value_at(GROWTH, Kind.WEIGHT, "F", AGE, -2) or 0) - 5
    assert "GR1" in ids(None, Measured(TODAY, weight=low_for_both))


def test_an_old_value_asks_for_nothing() -> None:
    """90 days: on the 89th day after it still speaks, on the 90th no more; and not before it was measured."""
    told = Measured(TODAY, weight=5_000)
    assert ids("M", told, today=TODAY + timedelta(days=89))
    assert not ids("M", told, today=TODAY + timedelta(days=90))
    assert not ids("M", told, today=TODAY - timedelta(days=1))


def test_from_the_fifth_birthday_on_nothing_speaks() -> None:
    for on, speaks in ((date(2031, 5, 19), True), (date(2031, 5, 20), False)):
        assert (ids("M", Measured(on, weight=10_000), today=on) == {"GR2"}) == speaks


def _at(kind: Kind, on: date, z: float) -> Measured:
    """The smallest value that does not stand below `z`."""
    value = value_at(GROWTH, kind, "M", (on - BORN).days, z)
    assert value is not None
    return Measured.only(on, kind, -int(-value // 1))


def _below(measured: Measured, kind: Kind) -> Measured:
    return Measured.only(measured.on, kind, (measured.value(kind) or 0) - 1)


@pytest.mark.parametrize(
    "rule", [rule for rule in GROWTH.drops if not rule.upwards], ids=lambda rule: rule.id
)
def test_a_fall_across_two_lines(rule: Drop) -> None:
    """From above the 85th: on the median it is one line, one step below it two."""
    for kind in rule.kinds:
        before = _at(kind, TODAY - timedelta(days=100), 1.2)
        on_the_line = _at(kind, TODAY, 0.0)
        assert rule.id not in ids("M", before, on_the_line)
        assert rule.id in ids("M", before, _below(on_the_line, kind))
        assert rule.id not in ids("M", _at(kind, before.on, 0.8), _below(on_the_line, kind))


@pytest.mark.parametrize("rule", [rule for rule in GROWTH.drops if rule.upwards], ids=lambda rule: rule.id)
def test_a_rise_across_two_lines(rule: Drop) -> None:
    """From below the median across it and the 85th."""
    for kind in rule.kinds:
        before = _below(_at(kind, TODAY - timedelta(days=100), 0.0), kind)
        beyond = _at(kind, TODAY, 1.036433)
        assert rule.id in ids("M", before, beyond)
        assert rule.id not in ids("M", before, _below(beyond, kind))


@pytest.mark.parametrize("rule", GROWTH.drops, ids=lambda rule: rule.id)
def test_which_earlier_value_counts(rule: Drop) -> None:
    """From 28 days of age on, and a year back at most."""
    kind, way = rule.kinds[0], 1 if rule.upwards else -1
    first = rule.from_age.after(BORN)
    later = first + timedelta(days=60)
    for on, counts in ((first, True), (first - timedelta(days=1), False)):
        assert (rule.id in ids("M", _at(kind, on, -way * 1.2), _at(kind, later, way * 0.3), today=later)) == (
            counts
        )
    last = rule.within.after(first)
    for on, counts in ((last, True), (last + timedelta(days=1), False)):
        found = ids("M", _at(kind, first, -way * 1.2), _at(kind, on, way * 0.3), today=on)
        assert (rule.id in found) == counts


def _loss(rule_id: str) -> Loss:
    return next(one for one in GROWTH.losses if one.id == rule_id)


def test_a_newborn_that_lost_more_than_a_tenth() -> None:
    rule = _loss("GR16")
    assert rule.percent == 10
    birth = Measured(BORN, weight=3_300)
    on = BORN + timedelta(days=4)
    assert "GR16" not in ids("M", birth, Measured(on, weight=2_970), today=on)
    assert "GR16" in ids("M", birth, Measured(on, weight=2_969), today=on)
    last = BORN + timedelta(days=20)
    assert "GR16" in ids("M", birth, Measured(last, weight=2_960), today=last)
    after = BORN + timedelta(days=21)
    assert "GR16" not in ids("M", birth, Measured(after, weight=2_960), today=after)


def test_the_heaviest_earlier_weighing_counts_for_the_tenth() -> None:
    on = BORN + timedelta(days=6)
    told = [Measured(BORN, weight=3_300), Measured(BORN + timedelta(days=3), weight=3_000)]
    assert "GR16" in ids("M", *told, Measured(on, weight=2_960), today=on)


def test_a_baby_that_weighs_less_than_last_time() -> None:
    """100 g: less is another scale or other clothes. From three weeks to the first birthday."""
    before = Measured(TODAY - timedelta(days=30), weight=7_600)
    assert "GR17" not in ids("M", before, Measured(TODAY, weight=7_501))
    assert "GR17" in ids("M", before, Measured(TODAY, weight=7_500))
    first = BORN + timedelta(days=21)
    for on, speaks in ((first, True), (first - timedelta(days=1), False)):
        found = ids("M", Measured(BORN, weight=3_300), Measured(on, weight=3_100), today=on)
        assert ("GR17" in found) == speaks
    birthday = date(2027, 5, 20)
    for on, speaks in ((birthday - timedelta(days=1), True), (birthday, False)):
        told = [Measured(date(2027, 4, 1), weight=9_500), Measured(on, weight=9_300)]
        assert ("GR17" in ids("M", *told, today=on)) == speaks


def test_the_weighing_right_before_counts_for_a_loss() -> None:
    told = [
        Measured(TODAY - timedelta(days=60), weight=7_600),
        Measured(TODAY - timedelta(days=30), weight=7_450),
    ]
    assert "GR17" not in ids("M", *told, Measured(TODAY, weight=7_500))


values = st.none() | st.integers(0, 40_000)
measurements = st.lists(
    st.builds(
        Measured,
        on=st.dates(date(2020, 1, 1), date(2033, 1, 1)),
        weight=values,
        length=values,
        head=values,
        lying=st.none() | st.booleans(),
    ),
    max_size=6,
)


@given(
    sex=st.sampled_from(["M", "F", None]),
    measured=measurements,
    today=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_whatever_was_measured_there_is_an_answer(
    sex: Sex | None, measured: list[Measured], today: date
) -> None:
    found = judge(GROWTH, sex, BORN, measured, today)
    assert len({one.kind for one in found}) == len(found)
