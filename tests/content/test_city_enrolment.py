"""Enrolment of a city: what it inherits and overrides, and every typical mistake of a pack named with file, line and cure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge
from content.loading import load
from content.vaccine_models import SourcesFile
from rules.enrolment.city import CityEnrolment
from rules.enrolment.seasons import DATED, season
from rules.enrolment.situation import Window

CITIES = sorted(str(path.parent.relative_to(PACKS)) for path in PACKS.glob("*/*/city.yaml"))


def of(city: str, packs: Path = PACKS) -> CityEnrolment:
    return load_knowledge(city, packs).city_enrolment


def test_there_is_more_than_one_city() -> None:
    assert {"cn/hefei", "cn/wuhu"} <= set(CITIES)


def test_wuhu_asks_for_permit_and_register_only() -> None:
    wuhu = of("cn/wuhu")
    assert (wuhu.profile, wuhu.permit_rule) == ("zero", "registered_6m")
    assert {one.name for one in wuhu.platforms} == {"皖事通", "芜湖智慧教育应用平台"}


def test_hefei_asks_for_work_and_an_old_permit() -> None:
    hefei = of("cn/hefei")
    assert (hefei.profile, hefei.permit_rule) == ("work_and_residence", "permit_held_6m")


def test_the_kindergartens_of_jiujiang() -> None:
    """Phases of 2025; who rents has the second one."""
    found = season(of("cn/wuhu").seasons, "kindergarten", "jiujiang", 2025)
    assert found is not None
    assert found.known == "this_year"
    assert [one.window for one in found.phases] == [
        Window(date(2025, 6, 4), date(2025, 6, 6)),
        Window(date(2025, 6, 10), date(2025, 6, 13)),
        Window(date(2025, 6, 24), date(2025, 6, 25)),
    ]
    assert found.general == Window(date(2025, 6, 10), date(2025, 6, 13))


@pytest.mark.parametrize(
    ("city", "level", "district", "opens", "closes", "known"),
    [
        ("cn/wuhu", "kindergarten", "jiujiang", "06-04", "06-25", "last_year"),
        ("cn/wuhu", "kindergarten", "jinghu", "06-04", "06-25", "usual"),
        ("cn/wuhu", "primary", "jiujiang", "07-01", "07-20", "usual"),
        ("cn/wuhu", "junior", None, "07-01", "07-20", "usual"),
        ("cn/hefei", "primary", "luyang", "07-16", "07-29", "last_year"),
        ("cn/hefei", "junior", "zones", "06-20", "07-15", "last_year"),
        ("cn/hefei", "primary", "baohe", "07-01", "07-20", "usual"),
        ("cn/hefei", "kindergarten", "luyang", "06-04", "06-25", "usual"),
    ],
)
def test_what_is_told_for_next_year(
    city: str, level: str, district: str | None, opens: str, closes: str, known: str
) -> None:
    found = season(of(city).seasons, next(one for one in DATED if one == level), district, 2027)
    assert found is not None
    assert (found.known, str(found.window.opens), str(found.window.closes)) == (
        known,
        f"2027-{opens}",
        f"2027-{closes}",
    )


def test_papers_are_counted_to_the_first_round_of_luyang() -> None:
    """The second one is not to be planned for."""
    for level in ("primary", "junior"):
        found = season(of("cn/hefei").seasons, next(one for one in DATED if one == level), "luyang", 2027)
        assert found is not None
        assert found.general == Window(date(2027, 7, 16), date(2027, 7, 20))


def test_what_is_not_known_of_a_kindergarten_is_left_out() -> None:
    """A day of results is known by default for schools only; where no dates were found, that is said."""
    usual = {one.level: one for one in of("cn/wuhu").seasons if one.usual}
    assert {level for level, one in usual.items() if one.results is not None} == {"primary", "junior"}
    assert all("没查到" in one.text for one in usual.values())
    assert {level for level, one in usual.items() if "7 月 31 日" in one.text} == {"primary", "junior"}


def test_what_hefei_asked_for_is_told_with_its_year() -> None:
    hefei = of("cn/hefei")
    for one in (hefei.profile_text, hefei.permit_text, hefei.texts["permit_main"]):
        assert re.search("20[0-9]{2} 年", one.text), one.id
        assert "今年" in one.text, one.id


@pytest.mark.parametrize(
    ("sources", "packs_of_them"),
    [
        ("enrolment_sources.yaml", ["enrolment_rules*.yaml"]),
        ("schooling_sources.yaml", ["enrolment_defaults.yaml", "enrolment_seasons.yaml", "guides*.yaml", "*/enrolment.yaml", "*/guides.yaml"]),
        ("paper_sources.yaml", ["paper_rules*.yaml"]),
        ("service_sources.yaml", ["service*.yaml", "*/services.yaml"]),
    ],
)  # fmt: skip
def test_every_source_is_the_source_of_something(sources: str, packs_of_them: list[str]) -> None:
    written = load(PACKS / "cn" / sources, SourcesFile).sources
    files = [file for name in packs_of_them for file in (PACKS / "cn").glob(name)]
    cited = {
        word
        for file in files
        for word in re.findall(r"^ +- (\w+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert set(written) <= cited


@pytest.mark.parametrize("city", CITIES)
def test_every_city_has_dates_for_every_level_and_says_where_all_comes_from(city: str) -> None:
    found = of(city)
    for level in DATED:
        assert season(found.seasons, level, None, 2027) is not None
    facts = [found.profile_text.fact, found.permit_text.fact, found.school_text.fact, found.office.fact]
    for group in (found.platforms, found.siblings, found.texts.values(), found.unknown, found.seasons):
        facts += [one.fact for one in group]
    assert all(fact.where and fact.checked == date(2026, 11, 26) for fact in facts)


@pytest.mark.parametrize("city", CITIES)
def test_dates_of_a_year_run_out(city: str) -> None:
    """An expired fact is not told as a fact (law 9)."""
    for one in of(city).seasons:
        assert one.usual or one.fact.valid_until is not None
        assert one.usual == one.fact.holds(date(2026, 11, 26))


def test_a_text_is_told_from_its_first_day_on() -> None:
    wuhu = of("cn/wuhu")
    free = wuhu.texts["free_last_year"]
    assert free not in wuhu.told(date(2025, 8, 31))
    assert free in wuhu.told(date(2025, 9, 1))


def test_a_city_overrides_by_key_and_inherits_the_rest() -> None:
    wuhu, hefei = of("cn/wuhu"), of("cn/hefei")
    assert wuhu.texts["full_school"] != hefei.texts["full_school"]
    assert wuhu.texts["late"] == hefei.texts["late"]
    assert wuhu.office == hefei.office
    assert next(one.id for one in wuhu.siblings) == "siblings"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of all packs that a test may spoil."""
    shutil.copytree(PACKS / "cn", tmp_path / "cn")
    return tmp_path


def test_a_city_may_leave_everything_to_the_country(packs: Path) -> None:
    for name in ("enrolment.yaml", "guides.yaml"):
        (packs / "cn" / "wuhu" / name).unlink()
    found = of("cn/wuhu", packs)
    assert (found.profile, found.permit_rule, found.platforms) == ("zero", "registered_6m", ())
    assert load_knowledge("cn/hefei", packs).guides == load_knowledge("cn/wuhu", packs).guides


def test_own_usual_dates_stand_before_the_countrys(packs: Path) -> None:
    path = packs / "cn" / "hefei" / "enrolment.yaml"
    usual = (packs / "cn" / "enrolment_seasons.yaml").read_text(encoding="utf-8")
    usual = usual[usual.index("usual:") : usual.index("  - id: usual_primary")]
    path.write_text(path.read_text(encoding="utf-8") + usual.replace("06-25", "06-28"), encoding="utf-8")
    found = season(of("cn/hefei", packs).seasons, "kindergarten", None, 2027)
    assert found is not None
    assert found.window.closes == date(2027, 6, 28)


#: city, file, what stands there, what somebody writes, what the error says, what is on its line.
MISTAKES = [
    ("wuhu", "enrolment.yaml", "district: jiujiang", "district: jiujang", "no district jiujang", "jiujang"),
    ("wuhu", "enrolment.yaml", "value: zero", "value: zreo", "zero", "value: zreo"),
    ("wuhu", "enrolment.yaml", "registered_6m", "registered_6", "permit_held_6m", "registered_6"),
    ("wuhu", "enrolment.yaml", "level: kindergarten", "level: kindergarden", "kindergarten", "kindergarden"),
    (
        "wuhu",
        "enrolment.yaml",
        "closes: 2025-06-06",
        "closes: 2025-06-03",
        "before it opens",
        "jiujiang_k_2025",
    ),
    (
        "wuhu",
        "enrolment.yaml",
        "opens: 2025-06-10",
        "opens: 2025-06-05",
        "before the one before",
        "jiujiang_k",
    ),
    ("wuhu", "enrolment.yaml", "opens: 2025-06-10", "opens: 2025-02-30", "unreadable", "2025-02-30"),
    ("wuhu", "enrolment.yaml", "year: 2025", "year: 2026", "not in its year", "jiujiang_k_2025"),
    ("wuhu", "enrolment.yaml", "    valid_until: 2025-08-31\n", "", "valid_until", "seasons|jiujiang_k_2025"),
    ("wuhu", "enrolment.yaml", "      - S16\n", "      - S66\n", "no source S66", "S66"),
    ("wuhu", "enrolment.yaml", "id: zhihui", "id: wanshitong", "stands twice", "wanshitong"),
    ("wuhu", "enrolment.yaml", "  title: 几岁上学\n", "", "school_system.title", "school_system"),
    ("wuhu", "enrolment.yaml", "permit_rule:", "permitrule:", "permitrule", "permitrule"),
    (
        "wuhu",
        "enrolment.yaml",
        "confidence: confirmed",
        "confidence: sure",
        "second-hand",
        "confidence: sure",
    ),
    (
        "hefei",
        "enrolment.yaml",
        "id: luyang_junior_2018",
        "id: luyang_primary_2018",
        "stands twice",
        "luyang_p",
    ),
    ("hefei", "enrolment.yaml", "level: junior", "level: primary", "same level, year and district", "zones_"),
    ("hefei", "city.yaml", "id: baohe", "id: yaohai", "stands twice", "yaohai"),
    ("wuhu", "city.yaml", "district: yijiang", "district: yijang", "not in this file", "yijang"),
    ("wuhu", "guides.yaml", "call: city", "call: town", "no hotline town", "call: town"),
    ("wuhu", "guides.yaml", "id: wrong_round", "id: not_drawn", "stands twice", "not_drawn"),
    ("wuhu", "guides.yaml", "- id: exams", "- id: exam", "has no title", "exam"),
    (".", "enrolment_seasons.yaml", "level: junior", "level: primary", "usual dates twice", "level: primary"),
    (".", "enrolment_seasons.yaml", "level: junior", "level: senior", "junior has no usual dates", "usual"),
    (".", "enrolment_seasons.yaml", "opens: 06-04", "opens: 06-31", "opens", "06-31"),
    (".", "enrolment_seasons.yaml", "opens: 06-04", "opens: 2025-06-04", "not in its year", "usual_k"),
    (".", "enrolment_defaults.yaml", "value: zero", "value: points", "zero", "points"),
    (".", "guides_refusals.yaml", "id: refusals", "id: refused", "refusals is missing", ""),
    (".", "guides_refusals.yaml", "- id: appeal", "- id: exams", "stands twice", "exams"),
]


@pytest.mark.parametrize(
    ("folder", "file", "right", "wrong", "says", "on_the_line"),
    MISTAKES,
    ids=[f"{one[1]}: {one[3].strip() or 'left out'}" for one in MISTAKES],
)
def test_a_mistake_names_file_line_and_cure(
    packs: Path, folder: str, file: str, right: str, wrong: str, says: str, on_the_line: str
) -> None:
    path = packs / "cn" / folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_knowledge("cn/wuhu" if folder != "hefei" else "cn/hefei", packs)
    error = raised.value
    assert says in error.problem
    assert len(error.cure) > 10
    if on_the_line:
        assert file in str(error)
        lines = error.path.read_text(encoding="utf-8").splitlines()
        line = lines[error.line - 1]
        assert any(word in line for word in on_the_line.split("|")), line


def test_an_office_with_a_hotline_nobody_has(packs: Path) -> None:
    path = packs / "cn" / "wuhu" / "enrolment.yaml"
    defaults = (packs / "cn" / "enrolment_defaults.yaml").read_text(encoding="utf-8")
    office = defaults[defaults.index("office:") : defaults.index("siblings:")]
    path.write_text(
        path.read_text(encoding="utf-8") + office.replace("hotline: city", "hotline: bureau"),
        encoding="utf-8",
    )
    with pytest.raises(PackError, match="no hotline bureau"):
        load_knowledge("cn/wuhu", packs)


def test_a_new_city_is_a_copied_folder(packs: Path) -> None:
    """The recipe: copy a city, change its name; it is a city."""
    new = packs / "cn" / "newtown"
    shutil.copytree(packs / "cn" / "hefei", new)
    text = (new / "city.yaml").read_text(encoding="utf-8")
    (new / "city.yaml").write_text(text.replace("name: 合肥", "name: 新城"), encoding="utf-8")
    assert load_knowledge("cn/newtown", packs).city == "新城"
