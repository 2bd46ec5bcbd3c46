"""The first edition of the answers: which there are, that each is whole, and that a faulty file names itself, the line and the cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content import load_knowledge
from content.answers import load_answers, targets
from content.loading import PackError
from rules.answers.answer import THEMES

ANSWERS = load_knowledge("cn/wuhu").first_answers()
#: Keys stand in addresses, files and the database: one that is gone is a broken button.
KEYS = frozenset(
    (
        "abuse", "activity", "after_school", "aid_money", "birthcert_home", "birthcert_lost", "bot_activity", "bot_reminder", "child_id",
        "complaint", "gaokao", "hardship", "health_record", "holiday_care", "hotline", "housing", "hukou_paper", "human", "insurance",
        "insurance_use", "junior_docs", "junior_record", "kg_age", "kg_class", "kg_docs", "kg_fee", "kg_free", "kg_health", "kg_how",
        "kg_lottery", "kg_midyear", "kg_public", "kg_test", "kg_under3", "kg_when", "legal_aid", "list_district_move", "list_register",
        "list_what", "list_who", "lunch", "newborn_ins", "nursery_find", "permit_fee", "permit_halfyear", "permit_how", "permit_landlord",
        "permit_move", "permit_need", "permit_renew", "permit_who", "pri_age", "pri_buy", "pri_docs", "pri_early", "pri_fee",
        "pri_guardian", "pri_how", "pri_late", "pri_missed", "pri_never", "pri_no_hukou", "pri_no_kg", "pri_rejected", "pri_rent",
        "pri_sibling", "pri_single", "pri_when", "pri_where", "pri_work", "privacy", "private_school", "psych", "rehab", "special_ed",
        "subsidy_child", "transfer_grade", "transfer_home", "transfer_how", "transfer_when", "vac_app", "vac_catchup", "vac_check",
        "vac_lost", "vac_where", "vision", "vocational", "zhongkao",
    )
)  # fmt: skip

SOUND = """theme: bot
answers:
  - key: one
    title: {zh_CN: 一, en: One}
    text: {zh_CN: 可以。, en: "Yes."}
    source: {zh_CN: 测试, en: A test}
    checked: 2026-11-23
    confidence: second-hand
"""


def test_the_first_edition_is_there() -> None:
    assert len(KEYS) == 88
    assert frozenset(ANSWERS) == KEYS


@pytest.mark.parametrize("key", sorted(KEYS))
def test_each_is_whole(key: str) -> None:
    one = ANSWERS[key]
    for texts in (one.titles, one.texts, one.source):
        assert {"zh_CN", "en"} <= texts.keys()
        assert all(text.strip() for text in texts.values())
    assert one.checked is not None
    assert one.cites
    assert one.theme in THEMES
    assert all(one.asked[code] for code in ("zh_CN", "en"))


def packed(folder: Path, text: str) -> Path:
    (folder / "answers_x.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    assert set(load_answers(packed(tmp_path, SOUND), tmp_path / "city", targets())) == {"one"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("zh_CN: 可以。, ", "", "missing"),
        ("可以。", "可以*。", "*"),
        ("confidence: second-hand", "confidence: sure", "confidence"),
        ("    checked: 2026-11-23\n", "", "checked"),
        ("    checked:", "    ways: [{answer: nothing}]\n    checked:", "nothing"),
        ("key: one", "key: One", "key"),
        ("theme: bot\n", "", "theme"),
    ],
)
def test_a_faulty_file_names_itself_and_the_cure(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in SOUND
    with pytest.raises(PackError) as caught:
        load_answers(packed(tmp_path, SOUND.replace(old, new)), tmp_path / "city", targets())
    said = str(caught.value)
    assert "answers_x.yaml" in said
    assert problem in said


def test_a_key_that_stands_twice_names_file_line_and_cure(tmp_path: Path) -> None:
    packed(tmp_path, SOUND)
    shutil.copy(tmp_path / "answers_x.yaml", tmp_path / "answers_y.yaml")
    with pytest.raises(PackError) as caught:
        load_answers(tmp_path, tmp_path / "city", targets())
    said = str(caught.value)
    assert "answers_y.yaml" in said
    assert "one stands twice" in said
    assert "a key of its own" in said
