"""Weight, length and head as parents type them: every way of typing is one value, a slip is asked back, nothing is guessed in silence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_knowledge
from rules.growth import Kind, oddness
from rules.measures import BOUNDS, Doubt, Values, read_amounts, read_values

GROWTH = load_knowledge("cn/wuhu").growth
#: Days: a newborn, half a year, one year, four years, seven years (past the tables).
NEWBORN, BABY, ONE, FOUR, SEVEN = 0, 190, 366, 1_500, 2_600


def at(age: int) -> Callable[[Kind, int], float]:
    return lambda kind, value: oddness(GROWTH, kind, value, sex="M", age=age)


@pytest.mark.parametrize(
    ("age", "text", "weight", "length", "head"),
    [
        (BABY, "15斤", 7_500, None, None),
        (BABY, "7.5kg", 7_500, None, None),
        (BABY, "7.5 KG", 7_500, None, None),
        (BABY, "7公斤半", 7_500, None, None),
        (BABY, "七公斤半", 7_500, None, None),
        (BABY, "七点五公斤", 7_500, None, None),
        (BABY, "十五斤", 7_500, None, None),
        (BABY, "15斤6", 7_800, None, None),
        (BABY, "15斤6两", 7_800, None, None),
        (BABY, "十五斤六两", 7_800, None, None),
        (BABY, "15斤半", 7_750, None, None),
        (BABY, "7公斤8", 7_800, None, None),
        (BABY, "7公斤3两", 7_150, None, None),
        (BABY, "15 jin", 7_500, None, None),
        (BABY, "7600克", 7_600, None, None),
        (BABY, "7600", 7_600, None, None),
        (BABY, "7,6 kg", 7_600, None, None),
        (BABY, "7,65kg", 7_650, None, None),
        (BABY, "7,6", 7_600, None, None),
        (BABY, "７．６ｋｇ", 7_600, None, None),
        (BABY, "7。6公斤", 7_600, None, None),
        (BABY, "体重15", 7_500, None, None),
        (BABY, "15", 7_500, None, None),
        (BABY, "68cm", None, 680, None),
        (BABY, "68 CM", None, 680, None),
        (BABY, "68,5 cm", None, 685, None),
        (BABY, "68公分", None, 680, None),
        (BABY, "68厘米5", None, 685, None),
        (BABY, "0.68米", None, 680, None),
        (BABY, "0.68 m", None, 680, None),
        (BABY, "680mm", None, 680, None),
        (BABY, "六十八厘米", None, 680, None),
        (BABY, "68", None, 680, None),
        (BABY, "身高：68.5", None, 685, None),
        (BABY, "68 cm tall and 7.6 kg", 7_600, 680, None),
        (BABY, "头围 42", None, None, 420),
        (BABY, "头围四十二", None, None, 420),
        (BABY, "head 42.5 cm", None, None, 425),
        (BABY, "43cm", None, None, 430),
        (BABY, "43", None, None, 430),
        (BABY, "7.6公斤 68厘米 头围43", 7_600, 680, 430),
        (BABY, "7.6 68 43", 7_600, 680, 430),
        (BABY, "7,68,43", 7_000, 680, 430),
        (BABY, "体重7.6身长68头围43", 7_600, 680, 430),
        (BABY, "体重：7.6，身长：68.5，头围：43", 7_600, 685, 430),
        (BABY, "weight 7.6, length 68, head 43", 7_600, 680, 430),
        (BABY, "14.8斤 头围42.5cm 67.5cm", 7_400, 675, 425),
        (BABY, "今天7.6公斤68厘米", 7_600, 680, None),
        (BABY, "2026-11-20 7.6kg 68cm", 7_600, 680, None),
        (BABY, "11月20日 15斤2两", 7_600, None, None),
        (BABY, "宝宝6个月 15斤", 7_500, None, None),
        (NEWBORN, "6斤6两", 3_300, None, None),
        (NEWBORN, "六斤半", 3_250, None, None),
        (NEWBORN, "3.3 50 34", 3_300, 500, 340),
        (FOUR, "36", 18_000, None, None),
        (FOUR, "1米05", None, 1_050, None),
        (FOUR, "1米1", None, 1_100, None),
        (FOUR, "一米零五", None, 1_050, None),
        (FOUR, "一米一", None, 1_100, None),
        (FOUR, "一百零五厘米", None, 1_050, None),
        (FOUR, "一百一厘米", None, 1_100, None),
        (FOUR, "105 18", 18_000, 1_050, None),
        (SEVEN, "48斤 1米25", 24_000, 1_250, None),
    ],
)
def test_ways_of_typing(
    age: int, text: str, weight: int | None, length: int | None, head: int | None
) -> None:
    read = read_values(text, at(age))
    assert read.doubt is None
    assert (read.values.weight, read.values.length, read.values.head) == (weight, length, head)


@pytest.mark.parametrize(
    ("age", "text", "offers", "as_typed"),
    [
        (BABY, "64 kg", [Values(weight=6_400)], Values(weight=64_000)),
        (BABY, "76公斤 68厘米", [Values(weight=7_600, length=680)], Values(weight=76_000, length=680)),
        (BABY, "7.5 m", [Values(length=750)], None),
        (BABY, "7斤", [Values(weight=7_000)], Values(weight=3_500)),
        (BABY, "15公斤", [Values(weight=7_500)], Values(weight=15_000)),
        (BABY, "身高6.8cm", [Values(length=680)], None),
        (BABY, "2米", [], None),
        (BABY, "7.6kg 7.8kg", [], None),
        (BABY, "体重68cm", [], None),
        (BABY, "99999", [Values(weight=10_000)], None),
    ],
)
def test_what_nobody_of_this_age_has_is_asked_back(
    age: int, text: str, offers: list[Values], as_typed: Values | None
) -> None:
    read = read_values(text, at(age))
    assert read.doubt == Doubt.ODD
    assert read.values.empty
    assert list(read.offers) == offers
    assert read.as_typed == as_typed


@pytest.mark.parametrize(
    ("age", "text", "offers"),
    [
        (FOUR, "50", [Values(head=500), Values(weight=25_000)]),
        (SEVEN, "40", [Values(weight=40_000), Values(weight=20_000)]),
    ],
)
def test_two_readings_are_both_offered(age: int, text: str, offers: list[Values]) -> None:
    read = read_values(text, at(age))
    assert read.doubt == Doubt.UNIT
    assert list(read.offers) == offers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "一起玩",
        "16 lb",
        "2尺",
        "7-8公斤",
        "7.6.8kg",
        "2026-11-20",
        "10:30",
        "百分之五十",
        "1 2 3 4 5",
        "½kg",
        "{name}",
    ],
)
def test_what_is_no_measurement(text: str) -> None:
    read = read_values(text, at(BABY))
    assert read.doubt == Doubt.NOTHING
    assert read.offers == ()


def test_one_after_the_other() -> None:
    """What was told stays; a number without a name is first taken for what is missing."""
    told = read_values("15斤", at(BABY)).values
    told = read_values("68", at(BABY), told).values
    told = read_values("43", at(BABY), told).values
    assert told == Values(7_500, 680, 430)
    assert read_values("7.8公斤", at(BABY), told).values == Values(7_800, 680, 430)
    assert read_values("hello", at(BABY), told).values == told


@pytest.mark.parametrize(
    ("text", "lying"),
    [("躺着量68", True), ("站着量68", False), ("68cm lying", True), ("stood 68cm", False), ("68", None)],
)
def test_how_it_was_measured(text: str, lying: bool | None) -> None:
    assert read_values(text, at(BABY)).values.lying is lying


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2026-11-20 7.6kg", "2026-11-20"),
        ("7.6kg 昨天", "昨天"),
        ("昨天 体重7.6", "昨天"),
        ("7.6kg on 2026-11-20", "on 2026-11-20"),
        ("7.6kg", ""),
        ("昨天躺着量的 68cm", "昨天 的"),
        ("yesterday, measured lying down: 68 cm", "yesterday, :"),
    ],
)
def test_the_day_stays_in_the_rest(text: str, rest: str) -> None:
    assert read_values(text, at(BABY)).rest == rest


def test_the_last_ordinary_value_and_the_first_odd_one() -> None:
    """A value with its unit is asked back beyond 4 SD."""
    grams = next(
        one for one in range(9_000, 15_000) if oddness(GROWTH, Kind.WEIGHT, one, sex="M", age=BABY) > 4
    )
    assert read_values(f"{grams - 1}克", at(BABY)).doubt is None
    assert read_values(f"{grams}克", at(BABY)).doubt == Doubt.ODD


def test_values_at_the_bounds() -> None:
    """Where everything else is possible: what no child has is no offer."""
    for kind, unit in ((Kind.WEIGHT, "克"), (Kind.LENGTH, "毫米")):
        low, high = BOUNDS[kind]
        for value, taken in ((low - 1, False), (low, True), (high, True), (high + 1, False)):
            name = "体重" if kind == Kind.WEIGHT else "身高"
            read = read_values(f"{name}{value}{unit}", lambda kind, value: 0.0)
            assert (read.values.get(kind) == value) == taken


FULL_WIDTH = str.maketrans("0123456789.kgcm", "０１２３４５６７８９．ｋｇｃｍ")
_SIGNS = "零一二三四五六七八九"


def spoken(whole: int) -> str:
    """1 to 199 as people say it."""
    if whole >= 100:
        rest = whole - 100
        return "一百" + (
            ""
            if not rest
            else f"零{_SIGNS[rest]}"
            if rest < 10
            else ("一" if rest < 20 else "") + spoken(rest)
        )
    tens, ones = divmod(whole, 10)
    if not tens:
        return _SIGNS[ones]
    return f"{_SIGNS[tens] if tens > 1 else ''}十{_SIGNS[ones] if ones else ''}"


def plain(number: Decimal) -> str:
    return f"{number:f}"


@given(tenths=st.integers(20, 999), decigrams=st.booleans())
def test_a_weight_in_every_form_is_one_weight(tenths: int, decigrams: bool) -> None:
    """Tenths of a 斤: 50 g."""
    grams = tenths * 50
    jin, kilos = Decimal(tenths) / 10, Decimal(grams) / 1000
    whole, tenth = divmod(tenths, 10)
    forms = [
        f"{plain(jin)}斤",
        f"{plain(kilos)}kg",
        f"{plain(kilos)} 公斤",
        f"体重{plain(kilos)}千克",
        f"{grams}克",
        f"{plain(kilos)}kg".translate(FULL_WIDTH),
        f"{plain(kilos)}kg".replace(".", ","),
        f"{spoken(whole)}斤" + (f"{_SIGNS[tenth]}两" if tenth else ""),
        f"{whole}斤" + (f"{tenth}两" if tenth else ""),
        f"{whole}斤" + (str(tenth) if tenth else ""),
        f"{spoken(whole)}{'点' + _SIGNS[tenth] if tenth else ''}斤",
    ]
    for form in forms:
        (amount,) = read_amounts(form).amounts
        assert amount.size is not None, form
        assert amount.number * amount.size == grams, form
        assert amount.weighs, form


@given(millimetres=st.integers(30, 199).map(lambda cm: cm * 10) | st.integers(300, 1_990))
def test_a_length_in_every_form_is_one_length(millimetres: int) -> None:
    cm, metres = Decimal(millimetres) / 10, Decimal(millimetres) / 1000
    forms = [
        f"{plain(cm)}cm",
        f"{plain(cm)} 厘米",
        f"身高{plain(cm)}公分",
        f"{plain(metres)}米",
        f"{plain(metres)} m",
        f"{millimetres}mm",
        f"{plain(cm)}cm".translate(FULL_WIDTH),
    ]
    if millimetres % 10 == 0:
        whole = millimetres // 10
        forms.append(f"{spoken(whole)}厘米")
        if whole >= 100:
            forms.append(f"1米{whole - 100:02}" if whole > 100 else "1米")
    for form in forms:
        (amount,) = read_amounts(form).amounts
        assert amount.size is not None, form
        assert amount.number * amount.size == millimetres, form
        assert amount.weighs is False, form


SIGNS = "0123456789.,，。 公斤千克市两半厘米分毫mkgc体重身高长头围一二三四五六七八九十百零点年月日-~/今昨天躺站lb\n"


@given(text=st.text(max_size=60) | st.text(SIGNS, max_size=40), age=st.integers(-5, 7_000))
def test_whatever_is_typed_never_raises_and_never_leaves_the_bounds(text: str, age: int) -> None:
    read = read_values(text, at(age))
    for values in (read.values, *read.offers, *([read.as_typed] if read.as_typed else [])):
        for kind, (low, high) in BOUNDS.items():
            value = values.get(kind)
            assert value is None or low <= value <= high
    assert (read.doubt is None) or read.values.empty
    assert len(read.offers) <= 3


@given(text=st.text("九10 ", min_size=1_000, max_size=3_000))
def test_a_long_story_is_no_measurement(text: str) -> None:
    assert read_values(text, at(BABY)).doubt == Doubt.NOTHING
