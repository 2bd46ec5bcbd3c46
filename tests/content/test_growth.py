"""The pack of growth thresholds and the pack of notes: whole, sourced, gentle, without amounts of medicine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from content import load_knowledge
from content.growth import FIRST, GrowthFile, Tables
from content.loading import PackError, load
from content.notes import NotesFile
from content.vaccines import NATIONAL
from dialogs.words import Catalogues
from rules.growth import LAST_DAY, Drop, Limit, Loss

ROOT = Path(__file__).parents[2]
KNOWLEDGE = load_knowledge("cn/wuhu")
ENGLISH = Catalogues.load(ROOT / "locales").knowledge["en"].sentences


def growth_rules() -> list[Limit | Drop | Loss]:
    growth = KNOWLEDGE.growth
    return [*growth.limits, *growth.drops, *growth.losses]


def sentences() -> list[str]:
    chinese = [one.text for one in growth_rules()] + [one.text for one in KNOWLEDGE.growth.says.values()]
    chinese += [note.text for note in KNOWLEDGE.notes]
    return [*chinese, *(ENGLISH[text] for text in chinese)]


def test_no_child_is_given_a_name() -> None:
    """Words that judge or diagnose are forbidden, whoever uses them elsewhere."""
    forbidden = re.compile(
        r"stunt|wast(?:ed|ing)|underweight|overweight|obes|malnourish|abnormal|disease|retard|delay|\bfat\b|\bthin\b|"
        "肥胖|超重|消瘦|低体重|迟缓|营养不良|异常|疾病|发育不良|矮小|偏胖|偏瘦|矮|胖|瘦|病"
    )
    assert [text for text in sentences() if forbidden.search(text)] == []


def test_no_amount_of_medicine_or_vitamins_is_told() -> None:
    dose = re.compile(r"\d\s*(?:IU|iu|mg|ml|毫克|毫升|单位|国际单位|片|滴|粒)")
    assert [text for text in sentences() if dose.search(text)] == []


def test_every_sentence_is_short() -> None:
    assert max(len(text) for text in sentences()) <= 200
    assert [note.id for note in KNOWLEDGE.notes if len(note.text) > 60] == []


def test_every_fact_says_where_it_comes_from() -> None:
    facts = [one.fact for one in growth_rules()] + [one.fact for one in KNOWLEDGE.growth.says.values()]
    facts += [note.fact for note in KNOWLEDGE.notes]
    for fact in facts:
        assert fact.where
        assert fact.checked == date(2026, 11, 26)
    # what is confirmed names two sources at least
    assert [note.id for note in KNOWLEDGE.notes if note.fact.sure and len(note.fact.where) < 2] == []
    assert 20 <= len(KNOWLEDGE.notes) <= 30


def test_rules_are_numbered_without_a_gap() -> None:
    ids = [one.id for one in growth_rules()]
    assert ids == [f"GR{number}" for number in range(1, len(ids) + 1)]


def test_the_tables_are_whole() -> None:
    tables = Tables()
    assert len(tables) == len(list(tables)) == 10
    for (name, _sex), table in tables.items():
        rows = len(table.numbers) // 3
        assert rows == {"wfl": 651, "wfh": 551}.get(name, LAST_DAY + 1)
        assert table.first == FIRST[name]
        assert all(
            row.median > 0 and row.spread > 0
            for key in range(table.first, table.first + rows)
            if (row := table.at(key))
        )
        assert table.at(table.first - 1) is None
        assert table.at(table.first + rows) is None


def test_tables_are_read_only_when_somebody_asks() -> None:
    """The packs are loaded by every command; the tables by nobody before the first child is measured."""
    program = (
        "import sys\n"
        "from content import load_knowledge\n"
        "from content.growth import _read\n"
        "growth = load_knowledge('cn/wuhu').growth\n"
        "assert _read.cache_info().currsize == 0\n"
        "assert growth.tables['wfa', 'F'].at(0).median > 3\n"
        "assert _read.cache_info().currsize == 1\n"
        "assert not [name for name in sys.modules if name.startswith('pygrowup.tables.by_day.')]\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("growth.yaml", "below: -2", "below: 2", "less than 0"),
        ("growth.yaml", "below: -2", "above: 2\n    below: -2", "either"),
        ("growth.yaml", "id: GR2\n", "id: GR1\n", "twice"),
        ("growth.yaml", "id: fine\n", "id: finer\n", "fine missing"),
        ("growth.yaml", "percent: 10", "percent: 10\n    grams: 5", "either"),
        ("growth.yaml", "  head:\n    - 440", "  proportion:\n    - 440", "bounds"),
        ("notes.yaml", "id: breast_milk", "id: Breast-Milk", "pattern"),
        ("notes.yaml", "id: on_back", "id: breast_milk", "twice"),
        ("notes.yaml", "closes: 6 months", "closes: 0 days", "closes before"),
        ("notes.yaml", "topic: feeding", "topic: food", "feeding"),
    ],
)
def test_a_spoilt_pack_says_what_is_wrong(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    shutil.copy(NATIONAL / name, tmp_path)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=says):
        load(tmp_path / name, GrowthFile if name == "growth.yaml" else NotesFile)


def test_every_note_is_of_this_file() -> None:
    """Ids go into keys of messages: none may be given to another note."""
    found = yaml.safe_load((NATIONAL / "notes.yaml").read_text(encoding="utf-8"))
    assert [one["id"] for one in found["notes"]] == [note.id for note in KNOWLEDGE.notes]
