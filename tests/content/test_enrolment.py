"""The enrolment pack loads, is complete, and its errors name file, line and cure."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from content import load_knowledge
from content.checkups import load_checkups
from content.enrolment import load_enrolment
from content.loading import PackError
from content.vaccines import NATIONAL, load_book
from rules.enrolment import EnrolmentBook, Row
from rules.enrolment.decision import CITED
from rules.spans import Span

ENTRY = load_checkups().entry


def loaded(folder: Path) -> EnrolmentBook:
    return load_enrolment(folder, ENTRY, "zero", "registered_6m")


BOOK = loaded(NATIONAL)
ROWS: list[Row] = [row for rows in BOOK.profiles.values() for row in rows]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the enrolment files that a test may spoil."""
    for file in [*NATIONAL.glob("enrolment*.yaml"), NATIONAL / "checkups.yaml"]:
        shutil.copy(file, tmp_path)
    return tmp_path


def test_every_rule_is_told_in_plain_words_and_somewhere() -> None:
    for rule in BOOK.rules.values():
        assert rule.checked == date(2026, 11, 26)
        assert len(rule.text) <= 60, rule.id
        assert not re.search(r"[{}<>&]", rule.text), rule.id
    in_rows = {rule for row in ROWS for rule in (row.rule, *row.documents.values())}
    assert BOOK.rules.keys() == {*in_rows, *CITED}


def test_nobody_is_told_that_a_child_is_refused() -> None:
    """School is owed to every child; no text may read as a no."""
    assert not [
        rule.id for rule in BOOK.rules.values() if re.search("不让|拒收|不收|不予|不得|不能上", rule.text)
    ]


def test_what_is_only_our_own_knowledge_is_never_called_confirmed() -> None:
    for rule in BOOK.rules.values():
        assert rule.confidence != "confirmed" or not {"K", "S"} & set(rule.source), rule.id


def test_one_citys_rules_are_not_told_as_everybodys() -> None:
    """A notice of Wuhu, or of Hefei in 2017 to 2024, alone confirms nothing for other cities or for this year."""
    local = {"S11", "S12", "S17a", "S17b", "S17c", "S17d", "S29", "K"}
    for rule in BOOK.rules.values():
        assert rule.confidence != "confirmed" or set(rule.source) - local, rule.id
        if {"S17a", "S17b", "S17c", "S17d"} & set(rule.source) and rule.id != "DC10":
            assert "往年" in rule.text, rule.id
            assert "今年" in rule.text, rule.id


def test_no_housing_paper_is_said_to_be_of_no_use_at_school() -> None:
    """Kindergartens ask owners for theirs, some cities for a lease."""
    for rule in ("BR8", "BR9", "BR10", "BR11"):
        assert "学校一般不看" in BOOK.rules[rule].text
        assert BOOK.rules[rule].confidence == "second-hand"


def test_rule_ids_are_those_of_no_other_book() -> None:
    assert BOOK.rules.keys().isdisjoint(load_book().rules.keys() | load_checkups().rules.keys())


def test_the_twenty_two_papers() -> None:
    assert len(BOOK.papers) == len(set(BOOK.papers)) == 22
    assert BOOK.papers[:3] == ("hukou_book", "parent_id", "residence_permit")


def test_the_numbers_of_the_source() -> None:
    numbers = BOOK.numbers
    assert (numbers.turns, numbers.away_months) == ((7, 1), 3)
    assert numbers.settled == Span(months=6)
    assert numbers.held == {"permit_held_6m": Span(months=6), "permit_held_12m": Span(months=12)}
    assert (BOOK.entry.cut_off, BOOK.entry.begins) == ((8, 31), (9, 1))


def test_a_level_stands_for_its_classes() -> None:
    first = next(row for row in BOOK.profiles["zero"] if "primary_1" in row.stages)
    assert first.stages == tuple(f"primary_{grade}" for grade in range(1, 7))


def test_a_city_has_its_profile_and_its_way_to_count() -> None:
    book = load_enrolment(NATIONAL, ENTRY, "work_and_residence", "permit_held_12m")
    assert (book.profile, book.permit_rule) == ("work_and_residence", "permit_held_12m")
    assert load_knowledge("cn/wuhu").enrolment.rules == BOOK.rules


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("enrolment.yaml", "turns: 07-01", "turns: July", "month and day"),
        ("enrolment.yaml", "settled: 6 months", "settled: half a year", "half a year"),
        ("enrolment.yaml", "    permit_held_12m: 12 months\n", "", "permit_held_12m"),
        ("enrolment.yaml", "away_months: 3", "away_months: 0", "away_months"),
        ("enrolment.yaml", "  - sibling_proof\n", "", "the paper sibling_proof has no place in the order"),
        ("enrolment.yaml", "  - sibling_proof\n", "  - hukou_book\n", "the paper hukou_book is listed twice"),
        ("enrolment.yaml", "        student_record: DC9", "        school_record: DC9", "no paper school_record"),
        ("enrolment.yaml", "        hukou_book: DC1", "        hukou_book: DC77", "there is no rule DC77"),
        ("enrolment.yaml", "rule: DC17", "rule: DC78", "there is no rule DC78"),
        ("enrolment.yaml", "        - junior\n", "        - middle\n", "there is no class middle"),
        ("enrolment.yaml", "        - join_now\n", "", "no row covers kindergarten_small, join_now"),
        ("enrolment.yaml", "        - transfer\n", "        - transfer\n        - join_now\n", "2 rows cover kindergarten_small, join_now"),
        ("enrolment.yaml", "        - nursery\n", "        - nursery\n        - senior_1\n", "2 rows cover senior_1"),
        ("enrolment.yaml", "        - transfer\n", "        - moving\n", "routes"),
        ("enrolment.yaml", "  work_and_residence:\n", "  points:\n", "points"),
        ("enrolment_rules.yaml", "      - S26b", "      - S99", "there is no source S99"),
        ("enrolment_rules.yaml", "id: AG2", "id: AG1", "rule AG1: written twice"),
        ("enrolment_rules_papers.yaml", "id: BR5", "id: BR55", "rule BR5 is not explained"),
    ],
)  # fmt: skip
def test_errors_name_file_line_and_cure(pack: Path, name: str, old: str, new: str, says: str) -> None:
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=says) as raised:
        loaded(pack)
    assert raised.value.path.name.startswith("enrolment")
    assert raised.value.line > 1
    assert raised.value.cure


def test_both_profiles_are_written(pack: Path) -> None:
    text = (pack / "enrolment.yaml").read_text(encoding="utf-8")
    (pack / "enrolment.yaml").write_text(text[: text.index("  work_and_residence:")], encoding="utf-8")
    with pytest.raises(PackError, match="the profile work_and_residence is missing"):
        loaded(pack)


def test_the_ages_fit_the_classes(pack: Path) -> None:
    with pytest.raises(PackError, match="3 years apart") as raised:
        load_enrolment(pack, replace(ENTRY, primary=Span(months=84)), "zero", "registered_6m")
    assert raised.value.path.name == "checkups.yaml"
