"""Plans of papers counted back, per second on one core, beside a planner that tries the days one by one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from bench.report import Report, Tell, median
from bench.sizes import Size
from content import load_knowledge
from rules.enrolment.situation import Housing
from rules.papers.book import PaperBook
from rules.papers.plan import Asked
from rules.papers.planning import back_plan
from rules.papers.workdays import Workdays
from tests.rules.plain_planner import PlainPlanner

#: The last day to hand in and the first day of school; one asks in winter, when much can still be in time, and late in spring.
APPLY, REPORT = date(2026, 6, 25), date(2026, 8, 28)
TODAYS = (date(2025, 12, 1), date(2026, 2, 12), date(2026, 5, 20))
HOMES: tuple[Housing | None, ...] = ("rent", "dorm", None)
#: Small class, primary 1 in a city that asks for work, and a change of school.
STAGES = (
    "hukou_book residence_permit birth_certificate vaccination_certificate kg_health_check",
    "hukou_book parent_id residence_permit residence_registration labour_contract birth_certificate vaccination_certificate custody_proof",
    "hukou_book residence_permit student_record vaccination_certificate",
)
Case = tuple[Asked, date]


def measure(size: Size, tell: Tell) -> Report:
    """The rules beside the plain planner of the tests, which finds the same (`tests/rules/test_paper_plans.py`)."""
    report = Report(
        "Papers: plans counted back for one child",
        "the days tried one by one, as the tests do; fewer of them",
    )
    knowledge = load_knowledge("cn/wuhu")
    book, workdays = knowledge.papers, knowledge.workdays
    cases = [(_asked(book, keys, home), today) for keys in STAGES for home in HOMES for today in TODAYS]

    def plain(asked: Asked, today: date) -> object:
        return PlainPlanner(book, asked, today, workdays).plans()

    by_rules, one_by_one = [], []
    for number in range(size.rounds):
        tell(f"round {number + 1} of {size.rounds}")
        one_by_one.append(_rate(plain, cases, size.plain_plans))
        by_rules.append(_rate(_by(book, workdays), cases, size.plans))
    report.add("plans on one core", median(by_rules), "/s", median(one_by_one))
    report.add("one plan", 1000 / median(by_rules), "ms", 1000 / median(one_by_one))
    papers = sum(len(asked.needed_by) for asked, _ in cases) / len(cases)
    report.notes.append(
        f"median of {size.rounds} rounds of {size.plans} plans ({size.plain_plans} one by one); {len(cases)} families with {papers:.0f} papers "
        "on average: three stages, three homes, asked in December, February and May."
    )
    return report


def _asked(book: PaperBook, keys: str, home: Housing | None) -> Asked:
    days = {key: APPLY if book.papers[key].wanted == "apply" else REPORT for key in keys.split()}
    return Asked(days, frozenset(), {}, housing=home)


def _by(book: PaperBook, workdays: Workdays) -> Callable[[Asked, date], object]:
    return lambda asked, today: back_plan(book, asked, today, workdays)


def _rate(plan: Callable[[Asked, date], object], cases: list[Case], number: int) -> float:
    """Plans per second of this process's own time; both go through the same families, from the same one on."""
    begin = time.process_time()
    for at in range(number):
        plan(*cases[at * 7 % len(cases)])
    return number / (time.process_time() - begin)
