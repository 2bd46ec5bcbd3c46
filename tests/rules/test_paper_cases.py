"""Every case in `cases/papers.csv`, with the real papers and the real office days, so that a school secretary can read them and add one.

`told`: "register 2026-03-10" (a step was done), "permit begun 2026-06-20", or "lost booklet" (an optional step is needed).
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from content.papers import load_papers
from content.workdays import office_days
from rules.enrolment.situation import Housing
from rules.papers.plan import Asked, PaperPlan
from rules.papers.planning import back_plan
from tests.rules.plain_planner import PlainPlanner

BOOK = load_papers()
_TABLE = Path(__file__).parent / "cases" / "papers.csv"
ROWS = list(csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines(), strict=True))
HOUSING: dict[str, Housing | None] = {
    "": None,
    "own": "own",
    "rent": "rent",
    "dorm": "dorm",
    "relatives": "relatives",
}


def asked(row: dict[str, str]) -> Asked:
    done, begun, lost = {}, {}, set()
    match row["told"].split():
        case [step, "begun", day]:
            begun[step] = date.fromisoformat(day)
        case ["lost", step]:
            lost.add(step)
        case [step, day]:
            done[step] = date.fromisoformat(day)
    assert {*done, *begun, *lost} <= BOOK.steps.keys()
    return Asked(
        needed_by={row["paper"]: date.fromisoformat(row["deadline"])},
        have=frozenset(row["have"].split()),
        done=done,
        begun=begun,
        housing=HOUSING[row["housing"]],
        optional=frozenset(lost),
    )


def plan_of(row: dict[str, str]) -> PaperPlan:
    (plan,) = back_plan(BOOK, asked(row), date.fromisoformat(row["today"]), office_days())
    return plan


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    plan = plan_of(row)
    said = [str(plan.latest or ""), str(plan.ready or ""), plan.state]
    assert said == [row["latest start"], row["ready"], row["state"]], row["because"]


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_trying_the_days_one_by_one_finds_the_same(row: dict[str, str]) -> None:
    plain = PlainPlanner(BOOK, asked(row), date.fromisoformat(row["today"]), office_days())
    plan = plan_of(row)
    steps = {one.step: one for one in plan.steps}
    assert plain.plans() == {row["paper"]: (plan.state, steps, plan.ready, plan.latest, plan.instead)}


def test_a_permit_that_comes_too_late_has_a_stand_in() -> None:
    """The receipt of the registration, where there is time for that at least."""
    row = dict(ROWS[0], paper="residence_permit", today="2026-06-01", deadline="2026-07-10")
    assert plan_of(row).instead == "residence_registration"
    assert plan_of(dict(row, today="2026-07-10")).instead == "residence_registration"
    assert plan_of(dict(row, today="2026-07-11")).instead is None
    assert (
        plan_of(dict(row, today="2026-07-11", have="residence_registration")).instead
        == "residence_registration"
    )
