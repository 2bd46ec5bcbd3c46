"""Every case in `cases/enrolment_*.csv`, so that a school secretary can read them and add one.

`says` in everyday words (tests/rules/enrolling.py), `papers` as a set ("-": none). `also`, all that applies: "district office" (it has
to be asked), "police <paper>" (for the permit), "missing <papers>" (else: all of them), "list yes", "list no".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.enrolment import Decision, decide
from rules.enrolment.decision import CITED
from tests.rules.enrolling import BOOK, CASES, heard, table

FILES = sorted(path.name for path in CASES.glob("enrolment_*.csv"))
TABLES = {name: table(name) for name in FILES}
ROWS = [row for rows in TABLES.values() for row in rows]
RULES_FOLDER = Path(__file__).parents[2] / "rules" / "enrolment"


def answered(row: dict[str, str]) -> Decision:
    book, situation = heard(row["says"])
    return decide(book, date.fromisoformat(row["born"]), date.fromisoformat(row["today"]), situation)


def words(cell: str) -> set[str]:
    return set() if cell == "-" else set(cell.split())


def further(row: dict[str, str]) -> dict[str, Any]:
    """The cell `also`, with what it leaves out."""
    found: dict[str, Any] = {"office": False, "police": None, "list": None, "missing": words(row["papers"])}
    for part in filter(None, (part.strip() for part in row["also"].split(";"))):
        key, value = part.split(maxsplit=1)
        match key:
            case "district":
                found["office"] = True
            case "police":
                found["police"] = (value,)
            case "missing":
                found["missing"] = words(value)
            case _:
                found["list"] = {"yes": True, "no": False}[value]
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    found, also = answered(row), further(row)
    said = (found.stage, str(found.entry_year), found.route)
    assert said == (row["class"], row["autumn"], row["way"]), row["because"]
    assert set(found.documents) == words(row["papers"]), row["because"]
    assert len(found.documents) == len(set(found.documents))
    assert set(found.missing) == also["missing"], row["because"]
    assert found.coordinate == also["office"], row["because"]
    assert found.permit_documents == also["police"], row["because"]
    assert found.list_eligible is also["list"], row["because"]
    assert words(row["rule"]) <= {reason.rule for reason in found.reasons}, row["because"]


def test_every_case_has_its_own_name_in_its_table() -> None:
    for rows in TABLES.values():
        names = [row["case"] for row in rows]
        assert len(names) == len(set(names))


def test_every_rule_has_a_case() -> None:
    cited = {rule for row in ROWS for rule in words(row["rule"])}
    assert BOOK.rules.keys() == cited


def _written() -> Iterator[str]:
    for path in {*RULES_FOLDER.glob("*.py")} - {RULES_FOLDER / "decision.py"}:
        yield path.read_text(encoding="utf-8")


def test_the_pack_is_asked_for_every_rule_the_decisions_cite() -> None:
    """`CITED` stands beside the code that cites; here they are compared."""
    texts = "\n".join(_written())
    in_code = {rule for rule in BOOK.rules if f'"{rule}"' in texts}
    assert in_code == set(CITED)


def test_every_row_and_route_of_the_tables_has_a_case() -> None:
    """Each row of each profile, with each way in that can lead to it."""
    seen = {(heard(row["says"])[1].profile or "zero", row["class"], row["way"]) for row in ROWS}
    for profile, rows in BOOK.profiles.items():
        for row in rows:
            assert [
                one for one in seen if one[0] == profile and one[1] in row.stages and one[2] in row.routes
            ]
