"""A child's whole vaccination calendar: what was given, what is open, what is to come, each at the age it belongs to. Pure.

What is to come is played through the forecast itself, visit by visit, so it can never disagree with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.trips import Look
from rules.vaccines import Book, Counted, Dose, Event, Forecast, Next, Sex, counted, on_time_history

#: done; doubtful: told, may not count; unknown: the booklet was not told; late; now: can be given; barred: must not be given; later.
State = Literal["done", "doubtful", "unknown", "late", "now", "barred", "later"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One dose of the calendar. `months` is the age it belongs to by the schedule; `number` is None where it has none in a series.

    `on` is the day it was given (done, doubtful), or the first day on which it can be given (late, now, later). A later day
    holds if every dose before it is given on its own first day, so it is told as "from". Nothing for unknown
    and barred: a vaccine that must not be given (G11, DW2) stands once, without a number, where its next dose would be. `rule` is the
    forecast's, for what can be given now.
    """

    family: str
    vaccine: str
    number: int | None
    months: int
    state: State
    on: date | None
    rule: str = ""


def calendar(
    book: Book,
    born: date,
    sex: Sex | None,
    look: Look,
    today: date,
    doses: Sequence[Dose],
    *,
    checked: bool,
    events: Sequence[Event] = (),
) -> tuple[Entry, ...]:
    """Everything by age, then in the order of the series. `checked`: the family told what the booklet holds.

    Before that nothing is late: what should have been given by now is unknown, what is to come keeps the ages of the schedule.
    `look` is the forecast with what a doctor decided (DW1, DW2) put in by the caller; `events` (G9) are those it knows of.
    """
    found = look(doses, today)
    past = counted(book, born, sex, today, doses, events)
    entries = [
        Entry(one.family, one.vaccine, one.number, stage(book, one), "done", one.given) for one in past
    ]
    entries += _beside(book, born, doses, past, found)
    entries += (
        _ahead(book, born, look, today, doses, past)
        if checked
        else _by_schedule(book, born, sex, look, today, past)
    )
    order = {row.family: place for place, row in enumerate(found.doses)}
    return tuple(
        sorted(
            entries,
            key=lambda one: (one.months, order.get(one.family, 99), one.number or 99, one.on or today),
        )
    )


def stage(book: Book, dose: Counted) -> int:
    """The age in months at which the schedule has this dose. A DT catches up what DTaP left open, and no younger child gets one (DP4)."""
    course = book.courses.get(dose.vaccine) or book.courses[dose.family]
    months = course.dose(dose.number).min_age.months
    return max(months, book.dtp.dt_record_age.months) if dose.vaccine == "DT" else months


def age_in_months(born: date, on: date) -> int:
    """Completed months; 0 before birth."""
    return max(0, (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day))


def _beside(
    book: Book, born: date, doses: Sequence[Dose], past: Sequence[Counted], found: Forecast
) -> Iterator[Entry]:
    """Lines of the record that stand in no series, at the age they were given: what may not count, and what is self-paid."""
    usual = [one for key, one in book.courses.items() if key in book.vaccines or key in book.families]
    stages = sorted({rule.min_age.months for course in usual for rule in course.doses})

    def place(on: date) -> int:
        age = age_in_months(born, on)
        return max(months for months in stages if months <= age)

    for wrong in found.invalid:
        yield Entry(wrong.family, wrong.vaccine, None, place(wrong.given), "doubtful", wrong.given)
    judged = {(one.vaccine, one.given) for one in past} | {(one.vaccine, one.given) for one in found.invalid}
    told = {(book.codes.get(dose.vaccine.strip().casefold(), dose.vaccine), dose.given) for dose in doses}
    for code, on in sorted(told):
        parts = book.combinations[code].parts if code in book.combinations else (code,)
        if not any((part, on) in judged for part in (code, *parts)):
            yield Entry("", code, None, place(on), "done", on)


def _ahead(
    book: Book, born: date, look: Look, today: date, doses: Sequence[Dose], past: Sequence[Counted]
) -> Iterator[Entry]:
    """What is open, and what follows if each dose is given on its first day, from today on."""
    record, visit = [dose for dose in doses if dose.given <= today], today
    until = book.adult.after(born)
    last = {one.family: one.number for one in past}
    barred: set[str] = set()
    while True:
        seen = look(record, visit).doses
        for row in seen:
            if row.status == "contraindicated" and row.vaccine not in barred:
                barred.add(row.vaccine)
                yield _barred(book, row, last.get(row.family, 0) + 1)
        rows = [
            (row, max(visit, row.earliest))
            for row in seen
            if row.earliest is not None and row.dose is not None
        ]
        if not rows or (visit := min(day for _row, day in rows)) >= until:
            return
        for row, day in rows:
            if day == visit:
                record.append(Dose(row.vaccine, day))
                last[row.family] = row.dose or 1
                yield _open(book, row, day, today)


def _open(book: Book, row: Next, day: date, today: date) -> Entry:
    """A dose that is given on `day`, if those before it were."""
    months = stage(book, Counted(row.family, row.vaccine, row.dose or 1, day))
    state: State = "late" if row.status == "overdue" else "now" if row.status == "due" else "later"
    if day > today:
        state = "later"
    first = (row.earliest or day) if state in ("late", "now") else day
    rule = row.rule if state in ("late", "now") else ""
    return Entry(row.family, row.vaccine, row.dose, months, state, first, rule)


def _barred(book: Book, row: Next, number: int) -> Entry:
    """A vaccine that must not be given, where dose `number` would have been."""
    months = stage(book, Counted(row.family, row.vaccine, number, date.min))
    return Entry(row.family, row.vaccine, None, months, "barred", None)


def _by_schedule(
    book: Book, born: date, sex: Sex | None, look: Look, today: date, past: Sequence[Counted]
) -> Iterator[Entry]:
    """The doses of a child that was always on time, without those that were told; what a doctor decided stands above them, too."""
    until = book.adult.after(born)
    told = {(one.family, one.number) for one in past}
    history = on_time_history(book, born, sex, until)
    barred: set[str] = set()
    for one in counted(book, born, sex, until, history):
        if (one.family, one.number) in told or one.vaccine in barred:
            continue
        before = [dose for dose in history if dose.given < one.given]
        rows = [row for row in look(before, max(one.given, today)).doses if row.family == one.family]
        forbidden = [row for row in rows if row.status == "contraindicated" and row.vaccine == one.vaccine]
        if forbidden:
            barred.add(one.vaccine)
            yield _barred(book, forbidden[0], one.number)
            continue
        ahead = one.given > today
        day = max([one.given, *(row.earliest for row in rows if row.earliest and row.dose == one.number)])
        state: State = "later" if ahead else "unknown"
        yield Entry(one.family, one.vaccine, one.number, stage(book, one), state, day if ahead else None)
