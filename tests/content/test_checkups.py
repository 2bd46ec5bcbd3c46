"""The check-up pack loads, is complete, and its errors name file, line and cure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from content.checkups import load_checkups
from content.loading import PackError
from content.vaccines import NATIONAL, load_book
from rules.checkups import VisitRule
from rules.spans import Span

BOOK = load_checkups()
#: Cited by the reckoning itself, not by a visit.
BY_THE_CALENDAR = {"EN8", "EN9"}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the check-up files that a test may spoil."""
    for file in NATIONAL.glob("checkup*.yaml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def cited(visit: VisitRule) -> set[str]:
    things = [BOOK.items[key].rule for key in visit.items] + [BOOK.bring[key].rule for key in visit.bring]
    return {visit.rule, visit.dates, *visit.where, *visit.more, *things}


def test_every_rule_is_told_in_plain_words_and_somewhere() -> None:
    for rule in BOOK.rules.values():
        assert rule.checked == date(2026, 11, 23)
        assert len(rule.text) <= 90, rule.id
        assert not re.search(r"[{}<>&]", rule.text), rule.id
    told = set().union(*map(cited, BOOK.visits.values()))
    assert BOOK.rules.keys() == told | BY_THE_CALENDAR


def test_nobody_is_told_that_a_child_is_refused() -> None:
    """The law does not say so (VC5), and neither does any text."""
    texts = [rule.text for rule in BOOK.rules.values()] + [visit.name for visit in BOOK.visits.values()]
    assert not [text for text in texts if re.search("不让|拒收|不收|不予|不得入", text)]


def test_rule_ids_are_not_those_of_the_vaccines() -> None:
    assert BOOK.rules.keys().isdisjoint(load_book().rules)


def test_every_item_is_looked_at_and_every_thing_brought() -> None:
    assert {key for visit in BOOK.visits.values() for key in visit.items} == BOOK.items.keys()
    assert {key for visit in BOOK.visits.values() for key in visit.bring} == BOOK.bring.keys()


def with_item(key: str) -> set[str]:
    return {visit.id for visit in BOOK.visits.values() if key in visit.items}


def test_the_tables_of_the_norm() -> None:
    """CB1, CH1, CE1-CE3, CX1, CA1, TCM1: who gets which test when."""
    years = {"y4", "y5", "y6"}
    assert with_item("blood") | with_item("blood_if_not") == {"m6", "m8", "m18", "m30"} | years
    assert with_item("hearing") == {"m6", "m12", "m24", "m36"}
    assert len(with_item("eyes") | with_item("vision")) == 13
    assert with_item("vision") == years
    assert with_item("refraction") == {"m24", "m36"} | years
    assert with_item("hips") == {"home", "month1", "m3", "m6"}
    assert with_item("autism") == {"m3", "m6", "m8", "m12", "m18", "m24", "m30", "m36"} | years
    assert with_item("tcm_belly") == {"m6", "m12"}
    assert with_item("tcm_face") == {"m18", "m24"}
    assert with_item("tcm_head") == {"m30", "m36"}


def test_what_comes_back_every_year_has_a_number() -> None:
    assert BOOK.visits["school_year3"].opens == Span.parse("24 months")
    assert "school_year" not in BOOK.visits
    assert "school_year13" not in BOOK.visits


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("checkups.yaml", "opens: 3 months", "opens: soon", "soon"),
        ("checkups.yaml", "cut_off: 08-31", "cut_off: August", "month and day"),
        ("checkups.yaml", "rule: CK2", "rule: CK77", "there is no rule CK77"),
        ("checkups.yaml", "      - jaundice", "      - jaundise", "there is no item jaundise"),
        ("checkups.yaml", "      - first_time", "      - last_time", "there is no thing to bring last_time"),
        ("checkups.yaml", "id: m6", "id: m3", "the visit m3 is written twice"),
        ("checkups.yaml", "id: m6", "id: M-6", "id"),
        ("checkups.yaml", "  - id: home\n    kind: home", "  - id: home\n    kind: house", "kind"),
        ("checkups.yaml", "  home:\n    dates", "  other:\n    dates", "kinds"),
        ("checkup_items.yaml", "id: weight", "id: temperature", "temperature is written twice"),
        ("checkup_items.yaml", "rule: CX1", "rule: CX9", "there is no rule CX9"),
        ("checkup_rules.yaml", "      - C12", "      - C99", "there is no source C99"),
        ("checkup_rules_entry.yaml", "id: EN2", "id: CK2", "rule CK2: written twice"),
    ],
)
def test_errors_name_file_line_and_cure(pack: Path, name: str, old: str, new: str, says: str) -> None:
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=says) as raised:
        load_checkups(pack)
    assert raised.value.path.name == name
    assert raised.value.line > 1
    assert raised.value.cure


def test_a_kind_nobody_described(pack: Path) -> None:
    text = (pack / "checkups.yaml").read_text(encoding="utf-8")
    start, end = text.index("  school:\n"), text.index("visits:\n")
    (pack / "checkups.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(PackError, match="nothing is said about the kind school"):
        load_checkups(pack)
