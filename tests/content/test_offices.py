"""Who answers questions: every city has the country's offices, and may have its own; mistakes name file, line and cure."""

import shutil
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge
from rules.knowledge import COMMUNITY
from rules.places.opening import read_hours


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "cn", tmp_path / "cn")
    return tmp_path


@pytest.mark.parametrize("city", ["cn/wuhu", "cn/hefei"])
def test_every_city_has_them_and_says_that_hours_are_not_confirmed(city: str) -> None:
    knowledge = load_knowledge(city)
    assert knowledge.offices[0].id == COMMUNITY
    assert {one.id for one in knowledge.offices} >= {"education", "health", "civil_affairs", "residence"}
    for one in knowledge.offices:
        assert read_hours(one.hours) == one.hours
        assert one.fact.confidence == "convention"
        assert not one.fact.sure
    community = knowledge.office("")
    assert community is not None
    assert community.id == COMMUNITY
    assert knowledge.office("nowhere") is None


def test_a_city_has_its_own_hours(packs: Path) -> None:
    path = packs / "cn" / "wuhu" / "city.yaml"
    own = """offices:
  - id: education
    name: 教育局
    about: 上学
    hours: "Mo-Fr 08:00-12:00,14:30-17:30; PH off"
    source:
      - test
    checked: 2026-11-27
    confidence: confirmed
"""
    path.write_text(path.read_text().replace("demo_families:", own + "demo_families:", 1))
    knowledge = load_knowledge("cn/wuhu", packs)
    education = knowledge.office("education")
    assert education is not None
    assert education.hours.startswith("Mo-Fr 08:00")
    assert education.fact.sure
    assert len(knowledge.offices) == len(load_knowledge("cn/wuhu").offices)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("- id: community", "- id: village", "community missing"),
        ("- id: health", "- id: education", "stands twice"),
        ("Mo-Fr 08:30-12:00", "by day 08:30", "hours must be written"),
        ("name: 民政局", "nmae: 民政局", "name"),
    ],
)
def test_a_mistake_names_file_line_and_cure(packs: Path, right: str, wrong: str, said: str) -> None:
    path = packs / "cn" / "offices.yaml"
    text = path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong, 1))
    with pytest.raises(PackError, match=said) as error:
        load_knowledge("cn/wuhu", packs)
    assert "offices.yaml" in str(error.value)
    assert error.value.cure
