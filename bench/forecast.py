"""Forecasts per second on one core, for typical children."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from bench.report import Report, Tell, median
from bench.sizes import Size
from content import load_knowledge
from rules.vaccines import Book, Dose, Sex, forecast, on_time_history

#: The day on which everything is asked: any day would do, but the same one each run.
TODAY = date(2026, 11, 20)
#: Age in days, sex, and days since which nothing was given any more: on time, late, or never begun.
CHILDREN: tuple[tuple[int, Sex, int], ...] = tuple(
    (age, "F" if age % 2 else "M", late)
    for age in (15, 95, 190, 260, 400, 560, 740, 1_130, 1_500, 2_200, 3_000, 4_800)
    for late in (30, 200, 6_000)
)
Case = tuple[date, Sex, tuple[Dose, ...]]


def measure(size: Size, tell: Tell) -> Report:
    """The rules beside a naive calendar: look up the age of each dose in a table and count what was given."""
    report = Report(
        "Forecasts: what is next for one child",
        "a plain table of ages: no intervals, no catch-up, no exceptions, no reasons",
    )
    book = load_knowledge("cn/wuhu").book
    cases = [_case(book, *child) for child in CHILDREN]
    table = [
        (course, dose.number, dose.min_age) for course, one in book.courses.items() for dose in one.doses
    ]

    def by_rules(born: date, sex: Sex, given: tuple[Dose, ...]) -> object:
        return forecast(book, born, sex, TODAY, given)

    def by_table(born: date, _sex: Sex, given: tuple[Dose, ...]) -> object:
        had: dict[str, int] = {}
        for dose in given:
            had[dose.vaccine] = had.get(dose.vaccine, 0) + 1
        days = [
            (age.after(born), course, number) for course, number, age in table if number > had.get(course, 0)
        ]
        return [(day, course, number, day <= TODAY) for day, course, number in sorted(days)]

    rates: list[float] = []
    plain: list[float] = []
    for number in range(size.rounds):
        tell(f"round {number + 1} of {size.rounds}")
        plain.append(_rate(by_table, cases, size.forecasts))
        rates.append(_rate(by_rules, cases, size.forecasts))
    report.add("forecasts on one core", median(rates), "/s", median(plain), "≥ 3,000/s")
    doses = sum(len(given) for _, _, given in cases) / len(cases)
    report.notes.append(
        f"median of {size.rounds} rounds of {size.forecasts}; {len(cases)} children from two weeks to 13 years with "
        f"{doses:.0f} doses on average, a third each on time, late, and with nothing."
    )
    return report


def _case(book: Book, age: int, sex: Sex, late: int) -> Case:
    born = TODAY - timedelta(days=age)
    return born, sex, on_time_history(book, born, sex, TODAY - timedelta(days=late))


def _rate(ask: Callable[[date, Sex, tuple[Dose, ...]], object], cases: list[Case], number: int) -> float:
    """Answers per second of this process's own time: what others do on the machine counts less."""
    begin = time.process_time()
    for at in range(number):
        ask(*cases[at % len(cases)])
    return number / (time.process_time() - begin)
