"""A city's pack: the one we ship loads, and every mistake names file, line and cure."""

import shutil
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge


def test_wuhu_loads_with_its_districts_and_everything_has_a_source() -> None:
    knowledge = load_knowledge("cn/wuhu")
    assert {one.id for one in knowledge.districts} >= {"jinghu", "jiujiang", "yijiang"}
    facts = [one.fact for one in knowledge.districts]
    facts += [one.fact for one in knowledge.landmarks]
    facts += [one.fact for one in knowledge.hotlines.values()]
    assert all(fact.where and fact.confidence for fact in facts)
    assert knowledge.district("nowhere") is None
    assert knowledge.district(None) is None


@pytest.mark.parametrize("city", ["cn/nowhere", "", "../..", "cn", "/etc"])
def test_an_unknown_city_names_those_there_are(city: str) -> None:
    with pytest.raises(PackError, match="cn/wuhu"):
        load_knowledge(city)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "cn", tmp_path / "cn")
    return tmp_path


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("district: jinghu", "district: jinhu", "not in this file"),
        ("- id: jinghu_park", "- id: railway_station", "stands twice"),
        ("lat: 31.36", "lat: 131.36", "lat"),
        ("checked: 2026-11-23", "checked: 2026-02-30", "2026-02-30|unreadable|day"),
        ("confidence: second-hand", "confidence: sure", "confidence"),
        ("age: 720 days", "age: two years", "span of time"),
    ],
)
def test_a_mistake_names_file_line_and_cure(packs: Path, right: str, wrong: str, said: str) -> None:
    path = packs / "cn" / "wuhu" / "city.yaml"
    text = path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong, 1))
    with pytest.raises(PackError, match=said) as error:
        load_knowledge("cn/wuhu", packs)
    assert "city.yaml" in str(error.value)
    assert error.value.line >= 1
    assert error.value.cure


def test_demo_families_are_told_in_ages_so_that_they_never_grow_old() -> None:
    for family in load_knowledge("cn/wuhu").demo_families:
        assert family.children
        assert all(child.age.days or child.age.months for child in family.children)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('number: "12320"', "number: 一二三", "number"),
        ("- id: police", "- id: guards", "police missing"),
        ("- id: fire", "- id: police", "stands twice"),
        ("need: danger", "need: emergency", "need"),
    ],
)
def test_a_mistake_in_the_numbers_of_the_country(packs: Path, right: str, wrong: str, said: str) -> None:
    path = packs / "cn" / "hotlines.yaml"
    text = path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong, 1))
    with pytest.raises(PackError, match=said) as error:
        load_knowledge("cn/wuhu", packs)
    assert "hotlines.yaml" in str(error.value)
    assert error.value.cure


def test_a_city_adds_its_own_number_and_answers_the_countrys_differently(packs: Path) -> None:
    path = packs / "cn" / "wuhu" / "city.yaml"
    own = """hotlines:
  - id: health
    number: "0553-1234567"
    need: health
    about: 问打疫苗
    source:
      - test
    checked: 2026-11-26
    confidence: confirmed
  - id: civil
    number: "12349"
    need: anything
    about: 民政热线
    source:
      - test
    checked: 2026-11-26
    confidence: confirmed
"""
    path.write_text(path.read_text().replace("demo_families:", own + "demo_families:", 1))
    found = load_knowledge("cn/wuhu", packs).hotlines
    assert found["health"].number == "0553-1234567"
    assert next(iter(found)) == "health"
    assert list(found)[-1] == "civil"
    assert found["police"].number == "110"
