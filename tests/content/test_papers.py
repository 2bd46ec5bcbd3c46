"""The papers load, are complete, and errors in them name file, line and cure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from content.checkups import load_checkups
from content.loading import PackError
from content.papers import load_papers
from content.vaccines import NATIONAL, load_book
from rules.papers.book import TOLD
from rules.papers.plan import Asked
from rules.papers.planning import back_plan
from rules.papers.workdays import Workdays
from rules.spans import Span

BOOK = load_papers()
KEYS = """
hukou_book parent_id residence_permit residence_registration birth_certificate vaccination_certificate kg_health_check
kg_transfer_health property_cert guardian_entrust disability_proof lease_contract dorm_proof relatives_housing labour_contract
business_licence flex_work_proof graduation_proof student_record custody_proof sibling_proof deferral_medical
"""
FOR_REPORTING = {"vaccination_certificate", "kg_health_check", "kg_transfer_health"}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the paper files that a test may spoil."""
    for file in NATIONAL.glob("paper*.yaml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def test_every_paper_is_there_and_says_who_gives_it_and_what_instead() -> None:
    assert set(KEYS.split()) == BOOK.papers.keys()
    for key, paper in BOOK.papers.items():
        assert paper.key == key
        assert paper.name
        assert paper.everyday
        assert paper.issuer
        assert paper.instead
        assert paper.steps
        assert (paper.wanted == "report") is (key in FOR_REPORTING)


def test_every_text_is_a_sentence_with_a_source() -> None:
    for paper in BOOK.papers.values():
        for told in TOLD:
            text = getattr(paper, told)
            assert bool(text) is (told in paper.cites)
            if text:
                assert BOOK.rules[paper.cites[told]].text == text
                assert paper.cites[told] in paper.rules


def test_every_rule_is_told_in_plain_words_and_somewhere() -> None:
    for rule in BOOK.rules.values():
        assert rule.checked == date(2026, 11, 26)
        assert len(rule.text) <= 60, rule.id
        assert not re.search(r"[{}<>&]", rule.text), rule.id
        assert not re.search("必须|不得|否则|严禁", rule.text), rule.id
    assert BOOK.rules.keys() == {rule for paper in BOOK.papers.values() for rule in paper.rules}
    assert BOOK.rules.keys().isdisjoint(load_book().rules.keys() | load_checkups().rules.keys())


def test_what_is_only_our_knowledge_is_never_confirmed() -> None:
    for rule in BOOK.rules.values():
        assert "K" not in rule.source or rule.confidence != "confirmed", rule.id


def test_our_own_estimates_say_so() -> None:
    """A step is sure when its time has a source; a rule computes when a step cites it."""
    for one in BOOK.steps.values():
        assert len(one.id) <= 10
        assert one.sure is (BOOK.rules[one.rule].confidence != "convention")
        assert BOOK.rules[one.rule].computing
    assert {one.id for one in BOOK.steps.values() if one.sure} == {
        "register", "half_year", "permit", "lease_file", "birth_call", "birth_new", "vacc_check",
    }  # fmt: skip


def test_visits_are_those_of_the_check_up_book() -> None:
    book = load_checkups()
    assert load_papers(NATIONAL, book.visits).papers.keys() == BOOK.papers.keys()
    visits = {key: (one.visit, one.school_visit) for key, one in BOOK.papers.items() if one.visit}
    assert visits == {
        "vaccination_certificate": ("cert_k_assess", "cert_p_assess"),
        "kg_health_check": ("entry", None),
    }


def test_what_must_be_fresh_lies_within_the_visit_that_gives_it() -> None:
    """EN2, VC2: counted back from the first day, a step may not open before its visit does."""
    visits = load_checkups().visits
    first_day, plain = date(2027, 9, 1), Workdays(frozenset(), frozenset(), date(2027, 12, 31))
    for key in ("kg_health_check", "vaccination_certificate"):
        visit = BOOK.papers[key].visit
        assert visit is not None
        (plan,) = back_plan(BOOK, Asked({key: first_day}, frozenset(), {}), date(2027, 1, 4), plain)
        assert plan.steps[0].earliest >= visits[visit].lead.before(first_day)


def test_the_permit_waits_for_the_housing_paper_and_the_registration_for_nothing() -> None:
    """Who has no lease yet registers all the same: the half year begins that day."""
    housing = {"property_cert", "lease_contract", "dorm_proof", "relatives_housing"}
    assert BOOK.steps["register"].after == ()
    assert {BOOK.steps[one].paper for one in BOOK.steps["permit"].after} >= housing
    assert {BOOK.steps[one].only_for for key in housing for one in BOOK.papers[key].steps} == {
        ("own",), ("rent",), ("dorm",), ("relatives",),
    }  # fmt: skip
    half_year = BOOK.steps["half_year"]
    assert (half_year.wait, half_year.after, half_year.by_itself) == (Span(months=6), ("register",), True)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("papers.yaml", "          - register\n", "          - registre\n", "there is no step registre"),
        ("papers.yaml", "      - residence_registration\n", "      - passport\n", "there is no paper passport"),
        ("papers.yaml", "issuer: REG1", "issuer: REG99", "there is no rule REG99"),
        ("papers.yaml", "rule: PER5", "rule: PER55", "there is no rule PER55"),
        ("papers.yaml", "      - id: id_look", "      - id: look_for_the_id", "id"),
        ("papers.yaml", "      - id: id_look", "      - id: permit", "the step permit is written twice"),
        ("papers.yaml", "  - id: parent_id", "  - id: hukou_book", "the paper hukou_book is written twice"),
        ("papers.yaml", "wanted: report", "wanted: later", "wanted"),
        ("papers.yaml", "wait: 6 months", "wait: half a year", "half a year"),
        ("papers.yaml", "    instead: IDC2\n", "", "instead"),
        ("papers.yaml", "        office: false\n        rule: EST3", "        office: false\n        days: 3\n        rule: EST3", "office days"),
        ("papers.yaml", "        office: false\n        by_itself: true", "        by_itself: true", "passes by itself"),
        ("papers.yaml", "          - rent\n", "          - tent\n", "own"),
        ("paper_rules_home.yaml", "      - E10c", "      - E99", "there is no source E99"),
        ("paper_rules_child.yaml", "id: HKB1", "id: REG1", "rule REG1: written twice"),
    ],
)  # fmt: skip
def test_errors_name_file_line_and_cure(pack: Path, name: str, old: str, new: str, says: str) -> None:
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=says) as raised:
        load_papers(pack)
    assert raised.value.path.name == name
    assert raised.value.line > 1
    assert raised.value.cure


def test_steps_that_wait_for_each_other(pack: Path) -> None:
    file = pack / "papers.yaml"
    text = file.read_text(encoding="utf-8")
    old = "        text: 跟房东要一份签好字的合同。\n"
    file.write_text(text.replace(old, old + "        after:\n          - permit\n", 1), encoding="utf-8")
    with pytest.raises(PackError, match="wait for each other") as raised:
        load_papers(pack)
    assert "permit" in str(raised.value)
    assert raised.value.line > 1


def test_a_visit_nobody_knows(pack: Path) -> None:
    with pytest.raises(PackError, match="there is no visit entry"):
        load_papers(pack, {"cert_k_assess", "cert_p_assess"})
