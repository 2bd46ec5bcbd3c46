"""The vaccination pack loads, is complete, and its errors name file, line and cure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from content.loading import PackError, PackModel, load
from content.vaccines import NATIONAL, load_book
from rules.spans import Span

LAST = {
    "G": 16,
    "W": 7,
    "D": 3,
    "HB": 7,
    "BC": 4,
    "PO": 7,
    "DP": 10,
    "MM": 6,
    "JE": 5,
    "MN": 4,
    "HA": 6,
    "HP": 6,
    "DW": 2,
}
RULE_IDS = {f"{prefix}{number}" for prefix, last in LAST.items() for number in range(1, last + 1)}


class Toy(PackModel):
    name: str
    on: date


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the vaccination files that a test may spoil."""
    for file in NATIONAL.glob("vaccin*.yaml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_rule_is_told_in_plain_words() -> None:
    rules = load_book().rules
    assert rules.keys() == RULE_IDS
    for rule in rules.values():
        assert rule.checked == date(2026, 11, 23)
        assert len(rule.text) <= 90, rule.id
        assert not re.search(r"[{}<>&]", rule.text), rule.id


def test_doses_without_own_age_take_the_next_one() -> None:
    """W4."""
    courses = load_book().courses
    assert courses["Polio"].doses[0].before == Span.parse("12 months")
    assert courses["DTP"].doses[1].before == Span.parse("12 months")
    assert courses["JE-I"].doses[0].before == Span.parse("12 months")
    assert courses["HepB"].doses[1].before == Span.parse("12 months")


def test_every_vaccine_has_a_name_people_use() -> None:
    book = load_book()
    assert all(vaccine.everyday and vaccine.protects for vaccine in book.vaccines.values())
    assert book.codes["五联"] == "DTaP-IPV/Hib"
    assert {"DTaP-IPV/Hib", "VAR", "RSV"} <= {paid.id for paid in book.self_paid}


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("vaccine_courses.yaml", "min_age: 1 month", "min_age: soon", "soon"),
        ("vaccine_courses.yaml", "done_rule: HB1", "done_rule: HB99", "HB99"),
        ("vaccine_courses.yaml", "number: 2", "number: 3", "order"),
        ("vaccine_numbers.yaml", "live_gap: 28 days", "live_gab: 28 days", "live_g"),
        ("vaccine_numbers.yaml", "- BCG", "- BGC", "BGC"),
        ("vaccines.yaml", "- code: BCG", "- code: HepB", "BCG"),
        ("vaccine_rules_general.yaml", "- S3", "- S99", "S99"),
        ("vaccine_rules_general.yaml", "id: G2", "id: G1", "twice"),
        ("vaccine_numbers.yaml", "start: 2025-11-10", "start: 2025-02-30", "unreadable"),
        ("vaccines.yaml", "- code: RV5", "- code: RV3", "RV3"),
        ("vaccines.yaml", "- 九价宫颈癌疫苗", "- 水痘", "水痘"),
        ("vaccines_self_paid.yaml", "records: HepA-I", "records: HepA-X", "HepA-X"),
        ("vaccines_self_paid.yaml", "until: 32 weeks", "until: soon", "soon"),
    ],
)
def test_a_spoilt_pack_says_where_and_how_to_cure_it(
    pack: Path, name: str, old: str, new: str, says: str
) -> None:
    spoil(pack, name, old, new)
    with pytest.raises(PackError, match=says) as caught:
        load_book(pack)
    assert caught.value.line >= 1
    assert caught.value.cure
    assert re.match(rf".*{re.escape(caught.value.path.name)}:\d+: ", str(caught.value))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name: a\non: 2023-02-30\n", 2, "unreadable value"),
        ("name: a\nname: b\non: 2023-02-03\n", 2, "twice"),
        ("name: a\n", 1, "on"),
        ("name: a\non: 2023-02-03\nnmae: b\n", 3, "spelling"),
        ("name: a\non: 'x\n", 3, "found"),
        ("name: &x a\non: *x\n", 1, "alias"),
        ("name: &x\n  - *x\non: 2023-02-03\n", 1, "alias"),
        ("? [a]\n: b\n", 1, "key"),
        ("name: !!python/object:os.system a\n", 1, "unreadable"),
        ("", 1, "file"),
        ("- a\n", 1, "file"),
    ],
)
def test_a_spoilt_file_names_the_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    file = tmp_path / "toy.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=says) as caught:
        load(file, Toy)
    assert caught.value.line == line


def test_a_missing_or_foreign_file(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read"):
        load(tmp_path / "none.yaml", Toy)
    (tmp_path / "gbk.yaml").write_bytes("name: 疫苗\n".encode("gbk"))
    with pytest.raises(PackError, match="UTF-8"):
        load(tmp_path / "gbk.yaml", Toy)


def test_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "toy.yaml").write_text("name: 疫苗\non: 2026-11-23\n", encoding="utf-8")
    assert load(tmp_path / "toy.yaml", Toy) == Toy(name="疫苗", on=date(2026, 11, 23))
