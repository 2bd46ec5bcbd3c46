"""Every case in `cases/vaccines_*.csv`, so that a nurse can read them and add one.

Columns: `given` "HepB 2026-01-10; DTaP 2026-03-10 (DTaP-IPV/Hib)", `events` "immunoglobulin 2026-10-01",
`expect` any number of: "HepB 2 2026-04-10 due" or "BCG aged_out" or "MMR complete MM3" (a rule at the end is
checked, too), "X DTaP 2026-03-09" (not counted), "no HPV" (no such row). Some files have a column `doctor`, what a doctor
said: "put_off MMR 2027-02-01", "must_not MMR", "immunoglobulin - 2026-10-01"; "-" is every vaccine.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from content.vaccines import load_book
from rules.vaccines import Dose, Event, Forecast, Word, decided, forecast, sex_of
from rules.vaccines.doctor import KINDS, events

BOOK = load_book()
ROWS = [
    row
    for path in sorted((Path(__file__).parent / "cases").glob("vaccines_*.csv"))
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True)
]


def parts(cell: str) -> list[list[str]]:
    return [part.split() for part in cell.split(";") if part.strip()]


def dose(words: list[str]) -> Dose:
    product = words[2].strip("()") if len(words) > 2 else None
    return Dose(words[0], date.fromisoformat(words[1]), product)


def word(words: list[str]) -> Word:
    kind = next(one for one in KINDS if one == words[0])
    vaccine = "" if words[1] == "-" else words[1]
    return Word(kind, vaccine, date.fromisoformat(words[2]) if words[2:] else None)


def answered(row: dict[str, str]) -> Forecast:
    today = date.fromisoformat(row["today"])
    said = [word(words) for words in parts(row.get("doctor") or "")]
    happened = [Event(words[0], date.fromisoformat(words[1])) for words in parts(row["events"])]
    found = forecast(
        BOOK,
        date.fromisoformat(row["born"]),
        sex_of(row["sex"]),
        today,
        [dose(words) for words in parts(row["given"])],
        [*happened, *events(said)],
        row["flags"].split(),
    )
    return decided(found, said, today, BOOK.same_ingredients)


def spoken(found: Forecast) -> list[str]:
    """The answer in the words of the `expect` column."""
    rows = [
        f"{row.vaccine} {row.dose} {row.earliest} {row.status} {row.rule}"
        if row.open
        else f"{row.vaccine} {row.status} {row.rule}"
        for row in found.doses
    ]
    return rows + [f"X {dose.vaccine} {dose.given} {dose.rule}" for dose in found.invalid]


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    found = answered(row)
    said = spoken(found)
    for words in parts(row["expect"]):
        if words[0] == "no":
            assert words[1] not in {line.split()[0] for line in said}, row["because"]
        else:
            wanted = " ".join(words)
            assert any(line == wanted or line.startswith(wanted + " ") for line in said), (
                said,
                row["because"],
            )
    expected_refusals = [words for words in parts(row["expect"]) if words[0] == "X"]
    assert len(found.invalid) == len(expected_refusals), (said, row["because"])


def test_every_computing_rule_has_a_case() -> None:
    cited = {rule for row in ROWS for rule in row["rule"].split()}
    computing = {rule.id for rule in BOOK.rules.values() if rule.computing}
    assert computing - cited == set()


def test_every_cited_rule_exists() -> None:
    assert {rule for row in ROWS for rule in row["rule"].split()} <= BOOK.rules.keys()
