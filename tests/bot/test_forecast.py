"""The question command `forecast`: the letter of its contract, and kind errors."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from bot.forecast import answer
from content.vaccines import load_book

BOOK = load_book()
CASE: dict[str, Any] = {
    "id": "x1",
    "dob": "2026-03-10",
    "sex": "F",
    "as_of": "2026-11-23",
    "history": [
        {"vaccine": "HepB", "date": "2026-03-10"},
        {"vaccine": "DTaP", "date": "2026-05-12", "product": "DTaP-IPV/Hib"},
        {"vaccine": "IPV", "date": "2026-05-12", "product": "DTaP-IPV/Hib"},
    ],
    "events": [{"type": "immunoglobulin", "date": "2026-10-01"}],
    "flags": ["mother_hbsag_positive"],
}


def one(**changes: Any) -> dict[str, Any]:
    return answer([CASE | changes], BOOK)[0]


def rows(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["vaccine"]: row for row in found["doses"]}


def test_the_example_of_the_contract() -> None:
    found = one()
    assert found.keys() == {"id", "doses", "invalid"}
    assert found["id"] == "x1"
    assert found["invalid"] == []
    keys = {"vaccine", "dose", "earliest", "recommended", "status", "reason", "rule"}
    assert all(row.keys() == keys for row in found["doses"])
    mmr = rows(found)["MMR"]
    assert (mmr["dose"], mmr["earliest"], mmr["recommended"]) == (1, "2027-01-01", "2027-01-01")
    assert (mmr["status"], mmr["rule"]) == ("not_yet", "G9")
    assert json.loads(json.dumps(found)) == found


def test_a_combination_reads_the_same_under_its_own_name() -> None:
    history = [CASE["history"][0], {"vaccine": "DTaP-IPV/Hib", "date": "2026-05-12"}]
    assert one(history=history) == one()


def test_closed_rows_have_no_dates() -> None:
    row = rows(one(dob="2016-03-10", history=[], events=[]))["BCG"]
    assert row["status"] == "aged_out"
    assert row["dose"] is row["earliest"] is row["recommended"] is None


def test_an_uncounted_dose_says_why() -> None:
    found = one(history=[{"vaccine": "DTaP", "date": "2026-05-09"}])
    assert found["invalid"] == [
        {
            "vaccine": "DTaP",
            "date": "2026-05-09",
            "reason": "这一针打早了，年龄还不够，不算数；最早要到 2026-05-10。请问接种门诊。",
            "rule": "G16",
        }
    ]


@pytest.mark.parametrize(
    "flag", ["history_simple_febrile_seizure", "physiological_jaundice", "congenital_syphilis"]
)
def test_what_is_no_contraindication_is_ignored_and_said(flag: str) -> None:
    plain, flagged = one(flags=[]), one(flags=[flag])
    assert BOOK.rules["G12"].text in rows(flagged)["HepB"]["reason"]
    for before, after in zip(plain["doses"], flagged["doses"], strict=True):
        assert before | {"reason": ""} == after | {"reason": ""}


def test_another_language_comes_through_the_text_function() -> None:
    found = answer([CASE], BOOK, lambda text: "overdue since {day}" if "{day}" in text else "in English")
    assert rows(found[0])["BCG"]["reason"] == "in English overdue since 2026-06-10"


@pytest.mark.parametrize(
    "changes",
    [
        {"dob": "2026-W10-2"},
        {"dob": "20260310"},
        {"dob": "２０２６-03-10"},
        {"dob": "2026-02-30"},
        {"dob": "2026-03-10\n"},
        {"dob": None},
        {"as_of": 5},
        {"as_of": "2026-03-09"},
        {"sex": "X"},
        {"sex": ["F"]},
        {"history": {"vaccine": "HepB"}},
        {"history": ["HepB"]},
        {"history": [{"vaccine": "HepB"}]},
        {"history": [{"date": "2026-03-10"}]},
        {"history": [{"vaccine": "HepB", "date": "2026-13-01"}]},
        {"history": [{"vaccine": "HepB", "date": "2026-03-10", "product": 5}]},
        {"events": [{"type": "immunoglobulin", "date": "soon"}]},
        {"flags": "hiv"},
        {"flags": [1]},
    ],
)
def test_an_unreadable_case_gives_an_error(changes: dict[str, Any]) -> None:
    found = one(**changes)
    assert found.keys() == {"id", "error"}
    assert found["id"] == "x1"
    assert found["error"]


def test_one_bad_case_does_not_stop_the_others() -> None:
    found = answer(
        [None, 5, {}, CASE | {"history": None, "events": None, "flags": None, "colour": "red"}], BOOK
    )
    assert ["error" in entry for entry in found] == [True, True, True, False]


def test_needs_no_aiogram() -> None:
    code = "import sys, bot.forecast, content.vaccines; print('aiogram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
