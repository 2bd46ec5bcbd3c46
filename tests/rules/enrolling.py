"""The tables of enrolment cases: what a family says in them in everyday words, and the `Situation` it means."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any, get_args

from content.checkups import load_checkups
from content.enrolment import load_enrolment
from content.vaccines import NATIONAL
from rules.enrolment import EnrolmentBook, PermitRule, Situation, Window

CASES = Path(__file__).parent / "cases"
#: The book of a city, for each way to count the half year.
BOOKS: dict[PermitRule, EnrolmentBook] = {
    rule: load_enrolment(NATIONAL, load_checkups().entry, "zero", rule) for rule in get_args(PermitRule)
}
BOOK = BOOKS["registered_6m"]

#: What is said in a few fixed words.
_SAYINGS: dict[str, dict[str, Any]] = {
    "transfer": {"request": "transfer"},
    "join now": {"request": "join_now"},
    "defer": {"request": "defer"},
    "never at school": {"never_schooled": True},
    "work city": {"profile": "work_and_residence"},
    "employed": {"work": "employed"},
    "self-employed": {"work": "self_employed"},
    "flexible": {"work": "flexible"},
    "own home": {"housing": "own"},
    "rents": {"housing": "rent"},
    "dorm": {"housing": "dorm"},
    "at relatives": {"housing": "relatives"},
    "divorced": {"family": "divorced"},
    "single": {"family": "single"},
    "widowed": {"family": "widowed"},
    "grandparents": {"guardian": "grandparents"},
    "relative": {"guardian": "relative"},
    "other hukou book": {"same_hukou_book": False},
    "older sibling": {"sibling_policy": True},
    "disabled": {"disability": True},
    "from another county": {"move": "cross_county"},
    "from another district": {"move": "same_city_district"},
}
_CITIES: dict[str, PermitRule] = {
    "counts the permit 6 months": "permit_held_6m",
    "counts the permit 12 months": "permit_held_12m",
    "any permit": "permit_only",
}


def table(name: str) -> list[dict[str, str]]:
    text = (CASES / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


def heard(says: str) -> tuple[EnrolmentBook, Situation]:
    """What "transfer; registered 2026-03-10; rents" means, and in which city."""
    book = BOOK
    fields: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in says.split(";"))):
        if part in _CITIES:
            book = BOOKS[_CITIES[part]]
        else:
            fields |= _SAYINGS[part] if part in _SAYINGS else _with_value(*part.split())
    return book, Situation(**fields)


def _with_value(word: str, *values: str) -> dict[str, Any]:
    match word:
        case "registered":
            return {"registered_on": date.fromisoformat(values[0])}
        case "permit":
            return {"permit_since": date.fromisoformat(values[0])}
        case "arrived":
            return {"arrived_on": date.fromisoformat(values[0])}
        case "window":
            return {"calendar": Window(*map(date.fromisoformat, values))}
        case "away":
            return {"out_months": int(values[0])}
        case "has":
            return {"have": frozenset(values)}
        case _:
            raise AssertionError(f"nobody says {word}")
