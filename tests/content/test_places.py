"""The demo's places are complete, made up and say so; the kinds are understood by their own words; errors name file, line and cure."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge
from rules.knowledge import Landmark
from rules.places.circle import metres
from rules.places.kinds import kind_named
from rules.places.opening import opening
from rules.places.place import Marks, Place
from rules.places.rows import COLUMNS

KNOWLEDGE = load_knowledge("cn/wuhu")
KINDS = KNOWLEDGE.place_kinds
PLACES = KNOWLEDGE.demo_places()
DISTRICTS = {one.id for one in KNOWLEDGE.districts}
#: What a family needs wherever it lives.
EVERYWHERE = ("vaccination_clinic", "community_health_centre", "nursery", "kindergarten")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "cn", tmp_path / "cn")
    return tmp_path


def of_kind(kind: str) -> list[Place]:
    return [place for place in PLACES if place.kind == kind]


def test_there_are_about_sixty_of_every_kind_in_every_district() -> None:
    assert 55 <= len(PLACES) <= 70
    assert {place.kind for place in PLACES} == KINDS.keys()
    assert min(Counter(place.district for place in PLACES).values()) >= 5
    for kind in EVERYWHERE:
        assert {place.district for place in of_kind(kind)} == DISTRICTS, kind


def test_every_one_says_that_it_is_made_up() -> None:
    for place in PLACES:
        assert place.demo
        assert place.key.startswith("demo-")
        assert place.names["zh_CN"].startswith("示例·"), place.key
        assert place.names["en"].startswith("Example: "), place.key
        assert "示例" in place.addresses["zh_CN"], place.key
        assert "Example" in place.addresses["en"], place.key
        assert (place.source, place.checked) == ("demo", date(2026, 11, 26))


def test_no_number_and_no_amount_is_invented() -> None:
    """The city's hotline is real; a made-up telephone would be somebody's."""
    assert {place.phone for place in PLACES} == {None, "12345"}
    assert not [place.key for place in PLACES if re.search("[0-9]", "".join(place.prices.values()))]


def test_everything_is_said_in_both_languages_and_nothing_twice() -> None:
    for place in PLACES:
        for texts in (place.names, place.addresses, place.prices, place.notes):
            assert texts.keys() in ({"zh_CN", "en"}, set()), place.key
            assert not texts or (CHINESE.search(texts["zh_CN"]) and not CHINESE.search(texts["en"])), (
                place.key
            )
    for language in ("zh_CN", "en"):
        assert len({place.names[language] for place in PLACES}) == len(PLACES)
        assert len({place.addresses[language] for place in PLACES}) == len(PLACES)
    assert len({(place.lat, place.lon) for place in PLACES}) == len(PLACES)


def test_they_lie_where_their_district_is() -> None:
    """Within 25 km of one of its landmarks; a district without any has the whole city's."""
    for place in PLACES:
        own = [one for one in KNOWLEDGE.landmarks if one.district == place.district] or KNOWLEDGE.landmarks
        assert min(far(place, one) for one in own) < 25_000, place.key
        assert min(KNOWLEDGE.landmarks, key=lambda one: far(place, one)) in own, place.key


def far(place: Place, landmark: Landmark) -> float:
    return metres(place.lat, place.lon, landmark.lat, landmark.lon)


def test_hours_can_be_read_and_are_of_many_sorts() -> None:
    """Read as they were meant: somewhere it is open on a workday, a Saturday, in the evening, on a holiday, and not at lunch."""
    days = {
        "workday": datetime.fromisoformat("2026-11-26T10:00"),
        "lunch": datetime.fromisoformat("2026-11-26T12:45"),
        "evening": datetime.fromisoformat("2026-11-26T18:15"),
        "saturday": datetime.fromisoformat("2026-11-28T10:00"),
        "holiday": datetime.fromisoformat("2026-10-01T10:00"),
    }
    told = {
        name: Counter(opening(place.hours, at, KNOWLEDGE.workdays).state for place in PLACES)
        for name, at in days.items()
    }
    assert {states["unknown"] for states in told.values()} == {sum(place.hours is None for place in PLACES)}
    assert 3 <= told["workday"]["unknown"] <= 10
    assert all(states["open"] >= 3 and states["closed"] >= 3 for states in told.values()), told
    assert told["workday"]["open"] > told["saturday"]["open"] > told["holiday"]["open"]


def test_every_filter_finds_some_and_not_all() -> None:
    for mark in Marks:
        assert 3 < sum(mark in place.marks for place in PLACES) < len(PLACES) - 3, mark
    late = Marks.INCLUSIVE | Marks.MIGRANTS | Marks.LATE | Marks.SATURDAY
    assert len([place for place in of_kind("nursery") if late in place.marks]) >= 2
    assert all(place.migrants for place in of_kind("primary_school"))


def test_clinics_say_what_they_have_and_whom_they_serve() -> None:
    clinics = of_kind("vaccination_clinic")
    assert all({"HepB", "DTaP", "MMR"} <= set(place.vaccines) for place in clinics)
    assert {len(place.districts) for place in clinics} == {1, 2}
    assert all(place.district in place.districts for place in PLACES)
    assert not [place.key for place in PLACES if place.vaccines and place not in clinics]
    for vaccine in ("BCG", "HPV", "Influenza"):
        assert 0 < sum(vaccine in place.vaccines for place in clinics) < len(clinics)


def test_a_city_without_the_file_has_none() -> None:
    assert load_knowledge("cn/hefei").demo_places() == ()


def test_kinds_are_understood_by_their_own_words_only() -> None:
    for kind in KINDS.values():
        for word in (kind.id, kind.name, *kind.asked):
            assert kind_named(word, KINDS) == kind.id, word
        assert kind_named(kind.code, KINDS) is None


DEMO, ALL_KINDS = "wuhu/places.csv", "place_kinds.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        (DEMO, "demo-vc-02,vaccination_clinic,", "demo-vc-02,vaccination_clinics,", 3, "kind is not known"),
        (DEMO, "demo-vc-02,", "demo-vc-01,", 3, "id demo-vc-01 stands twice"),
        (DEMO, "demo-vc-02,", ",", 3, "id is missing"),
        (DEMO, "demo-vc-02,", "示例,", 3, "id holds other signs"),
        (DEMO, "demo-vc-02,", '"demo-vc-02,', 3, "cannot be read"),
        (DEMO, "31.3560,118.3870,jinghu", "118.3870,31.3560,jinghu", 3, "lat is not between"),
        (DEMO, "31.3560,118.3870,jinghu", "31.3560,118.3870,jinhu", 3, "district names a district"),
        (DEMO, "31.3560,", "0x1F,", 3, "lat is no number"),
        (DEMO, "31.3560,118.3870,", "0,0,", 3, "lat 0/0"),
        (DEMO, "示例·喜鹊接种门诊,Example: Magpie vaccination clinic", ",", 3, "name is missing"),
        (DEMO, ",Example: Magpie vac", ",no,Example: Magpie vac", 3, "23 values for 22 columns"),
        (DEMO, "08:00-11:30,14:00-16:30", "8.00-11.30,14:00-16:30", 3, "hours cannot be read"),
        (DEMO, "HepB;IPV;bOPV;", "HepB;IPV;OPV;", 2, "vaccines names a vaccine"),
        (DEMO, "jinghu;yijiang", "jinghu;yjiang", 2, "serves names a district"),
        (DEMO, ",12345,", ",call us,", 2, "phone is no telephone number"),
        (DEMO, ",demo,2026-11-26", ",demo,2026-11-31", 2, "checked is no day"),
        (DEMO, ",price,", ",prise,", 1, "there is no column 'prise'"),
        (DEMO, ",price_en,", ",price,", 1, "the column 'price' stands twice"),
        (ALL_KINDS, "code: hc", "code: vc", 1, "this stands twice: 'vc'"),
        (ALL_KINDS, "- 社区医院", "- 疫苗", 1, "this stands twice: '疫苗'"),
        (ALL_KINDS, "- healthcare=centre", "- amenity=library", 1, "this stands twice: 'amenity=library'"),
        (ALL_KINDS, "id: library", "id: Library", 1, "should match pattern"),
        (ALL_KINDS, "code: li", "code: lib", 1, "should match pattern"),
        (ALL_KINDS, "icon: 📖", "picture: 📖", 1, "icon: Field required"),
        (ALL_KINDS, "name: 图书馆", "name: ''", 1, "at least 1 character"),
        (ALL_KINDS, "    asked:\n      - 图书馆\n", "    asked: []\n    more:\n      - 图书馆\n", 1, "asked"),
    ],
)
def test_errors_name_file_line_and_cure(
    packs: Path, name: str, old: str, new: str, line: int, says: str
) -> None:
    path = packs / "cn" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(says)) as raised:
        load_knowledge("cn/wuhu", packs).demo_places()
    assert raised.value.path == path
    assert raised.value.line == line or (name == ALL_KINDS and raised.value.line > 1)
    assert raised.value.cure


def test_a_file_that_is_no_text_is_named(packs: Path) -> None:
    path = packs / "cn" / DEMO
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(PackError, match="cannot be read") as raised:
        load_knowledge("cn/wuhu", packs).demo_places()
    assert (raised.value.path, raised.value.cure) == (path, "Save it as CSV in UTF-8.")


def test_a_byte_order_mark_and_empty_lines_do_no_harm(packs: Path) -> None:
    path = packs / "cn" / DEMO
    path.write_text("\ufeff" + path.read_text(encoding="utf-8").replace("\n", "\r\n\r\n"), encoding="utf-8")
    assert load_knowledge("cn/wuhu", packs).demo_places() == PLACES


def test_the_pack_uses_only_columns_that_offices_have() -> None:
    header = (PACKS / "cn" / DEMO).read_text(encoding="utf-8").splitlines()[0].split(",")
    assert {name.removesuffix("_en") for name in header} == COLUMNS.keys()
