"""Decisions on enrolment per second on one core, for typical children and families."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from bench.report import Report, Tell, median
from bench.sizes import Size
from content import load_knowledge
from rules.enrolment import EnrolmentBook, Situation, Window, decide

#: The day on which everything is asked: any day would do, but the same one each run.
TODAY = date(2026, 7, 25)
#: Ages in years: from the nursery to senior school.
AGES = (1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 15, 16, 19)
#: What families say: nothing, something, nearly everything.
FAMILIES = (
    Situation(),
    Situation(registered_on=date(2026, 3, 10), housing="rent", have=frozenset({"hukou_book"})),
    Situation(request="transfer", out_months=4, profile="work_and_residence", work="flexible"),
    Situation(never_schooled=True, guardian="grandparents", same_hukou_book=False),
    Situation(
        calendar=Window(date(2026, 7, 1), date(2026, 7, 20)),
        registered_on=date(2026, 1, 31),
        housing="dorm",
        family="divorced",
        sibling_policy=True,
        disability=True,
        move="cross_county",
        arrived_on=date(2026, 1, 10),
    ),
)
Case = tuple[date, Situation]


def measure(size: Size, tell: Tell) -> Report:
    """The rules beside a naive table: the class by the birth year alone and the papers of that class."""
    report = Report(
        "Enrolment: class, autumn and papers of one child",
        "a plain table: class by the birth year, papers by the class; no cut-off day, no ways in, no permit, no families, no reasons",
    )
    book = load_knowledge("cn/wuhu").enrolment
    cases = [(TODAY - timedelta(days=366 * age), one) for age in AGES for one in FAMILIES]
    by_table = _plain(book)

    def by_rules(born: date, situation: Situation) -> object:
        return decide(book, born, TODAY, situation)

    rates: list[float] = []
    plain: list[float] = []
    for number in range(size.rounds):
        tell(f"round {number + 1} of {size.rounds}")
        plain.append(_rate(by_table, cases, size.decisions))
        rates.append(_rate(by_rules, cases, size.decisions))
    report.add("decisions on one core", median(rates), "/s", median(plain))
    report.notes.append(
        f"median of {size.rounds} rounds of {size.decisions}; {len(AGES)} children from 1 to 19 years, each with {len(FAMILIES)} "
        "families from nothing said to nearly everything."
    )
    return report


def _plain(book: EnrolmentBook) -> Callable[[date, Situation], object]:
    papers = {
        TODAY.year - years: tuple(decide(book, date(TODAY.year - years, 1, 1), TODAY, Situation()).documents)
        for years in range(25)
    }

    def look_up(born: date, situation: Situation) -> object:
        asked = papers[born.year]
        return asked, [paper for paper in asked if paper not in situation.have]

    return look_up


def _rate(ask: Callable[[date, Situation], object], cases: list[Case], number: int) -> float:
    """Answers per second of this process's own time: what others do on the machine counts less."""
    begin = time.process_time()
    for at in range(number):
        ask(*cases[at % len(cases)])
    return number / (time.process_time() - begin)
