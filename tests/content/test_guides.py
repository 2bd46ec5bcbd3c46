"""The guide texts: complete, short, in the parent's words; nobody is promised a place, nobody is reproached, every refusal has a cure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge
from content.guides import NEEDED
from dialogs.words import Catalogues
from rules.guides import GuideText

CITIES = sorted(str(path.parent.relative_to(PACKS)) for path in PACKS.glob("*/*/city.yaml"))
TODAY = date(2026, 11, 26)
ENGLISH = Catalogues.load(PACKS.parent / "locales").speak("en")
#: Keys of papers as the conversations about papers know them.
PAPERS = {
    "hukou_book",
    "parent_id",
    "residence_permit",
    "residence_registration",
    "birth_certificate",
    "vaccination_certificate",
    "kg_health_check",
    "kg_transfer_health",
    "property_cert",
    "guardian_entrust",
    "disability_proof",
    "lease_contract",
    "dorm_proof",
    "relatives_housing",
    "labour_contract",
    "business_licence",
    "flex_work_proof",
    "graduation_proof",
    "student_record",
    "custody_proof",
    "sibling_proof",
    "deferral_medical",
}
#: What would promise a place, and what would reproach a family.
PROMISES = re.compile("保证|一定能|一定会|肯定能|肯定有|包您|包上|都能上公办|会有学位")
REPROACHES = re.compile("您应该早|谁叫|不该晚|怪您|活该|必须马上|后果自负")
ENGLISH_PROMISES = re.compile(r"guarantee|will get a place|certainly|for sure get|promise", re.IGNORECASE)


def texts(city: str) -> list[tuple[str, GuideText]]:
    found = load_knowledge(city).guides
    return [(f"{city} {group.id} {one.id}", one) for group in found.values() for one in group.texts]


EVERY = [one for city in CITIES for one in texts(city)]
#: What is said about a city besides: title and text.
SAID = [
    (f"{city} {one.id}", one.title, one.text)
    for city in CITIES
    for enrolment in [load_knowledge(city).city_enrolment]
    for one in (
        enrolment.profile_text,
        enrolment.permit_text,
        enrolment.school_text,
        *enrolment.siblings,
        *enrolment.texts.values(),
        *enrolment.unknown,
    )
] + [(where, one.title, one.text) for where, one in EVERY]


@pytest.mark.parametrize("city", CITIES)
def test_all_groups_are_there(city: str) -> None:
    found = load_knowledge(city).guides
    assert set(NEEDED) <= found.keys()
    for key, group in found.items():
        assert group.id == key
        assert group.title
        ids = [one.id for one in group.texts]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("where", "text"), EVERY, ids=[one[0] for one in EVERY])
def test_each_text_is_short_and_has_a_source(where: str, text: GuideText) -> None:
    assert 1 <= len(text.text) <= 400
    assert len(ENGLISH.plain_fact(text.text)) <= 400
    assert 1 <= len(ENGLISH.plain_fact(text.title)) <= 40  # it stands on a button
    assert text.fact.where
    assert text.fact.checked == TODAY
    assert set(text.papers) <= PAPERS


@pytest.mark.parametrize(("where", "title", "text"), SAID, ids=[one[0] for one in SAID])
def test_nobody_is_promised_a_place_or_reproached(where: str, title: str, text: str) -> None:
    for said in (title, text):
        assert not PROMISES.search(said)
        assert not REPROACHES.search(said)
        assert not ENGLISH_PROMISES.search(ENGLISH.plain_fact(said))
        assert not re.search(r"[{}<>&]", said)


@pytest.mark.parametrize("city", CITIES)
def test_every_refusal_has_a_cure(city: str) -> None:
    """Something to do, somebody to go to, or the day from which it is different."""
    doing = re.compile("请|找|带|用|改|补|上传|办|看|报|问|等|不是条件")
    refusals = load_knowledge(city).guides["refusals"].texts
    assert len(refusals) >= 9
    for one in refusals:
        assert one.title != one.text
        assert doing.search(one.text), one.id


def test_only_what_was_read_is_confirmed() -> None:
    for where, text in EVERY:
        assert not (text.fact.sure and "K" in text.fact.where), where


def test_numbers_to_call_are_those_of_the_reference() -> None:
    for where, _title, text in SAID:
        assert set(re.findall(r"\d{5,}", text)) <= {"12348"}, where


def test_steps_are_marked() -> None:
    guides = load_knowledge("cn/wuhu").guides
    assert {key for key, group in guides.items() if group.steps} == {"appeal", "transfer"}


def test_a_city_says_it_in_its_own_words_at_the_same_place() -> None:
    wuhu, hefei = (load_knowledge(city).guides["refusals"] for city in ("cn/wuhu", "cn/hefei"))
    assert [one.id for one in wuhu.texts] == [one.id for one in hefei.texts]
    common = {one.id: one for one in hefei.texts}
    assert {one.id for one in wuhu.texts if one != common[one.id]} == {
        "other_district",
        "wrong_round",
        "not_drawn",
        "school_full",
    }


def test_what_has_expired_is_not_told() -> None:
    group = load_knowledge("cn/wuhu").guides["exams"]
    assert group.told(TODAY) == group.texts


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of all packs that a test may spoil."""
    shutil.copytree(PACKS / "cn", tmp_path / "cn")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("guides.yaml", "- 借读\n", "- 居住证\n", "'居住证' stands at guide transfer no_borrowing and at paper residence_permit"),
        ("guides.yaml", "      - special needs\n", "      - needs special\n      - special needs\n", "guide special"),
        ("guides.yaml", "- 借读\n", "- 借讀\n", "write it as it is compared, '借读'"),
        ("papers.yaml", "      - birth certificate\n", "      - Birth certificate\n", "'birth certificate'"),
        ("services.yaml", "      - 助学金\n", "      - 医保\n", "service"),
    ],
)  # fmt: skip
def test_a_phrase_stands_once_and_as_it_is_compared(
    packs: Path, name: str, old: str, new: str, says: str
) -> None:
    path = packs / "cn" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as failed:
        load_knowledge("cn/wuhu", packs)
    assert says in str(failed.value)
    assert failed.value.path.name in (name, "papers.yaml")
    assert failed.value.line > 1
