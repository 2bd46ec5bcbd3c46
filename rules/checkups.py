"""A child's check-ups: from the newborn's home visit to school age, with the papers nursery, kindergarten and school ask for.

Pure and total: enter through `visits`. The book comes from `content/`. The norm names ages and no last days; the windows are
our convention, and the book's rules say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.spans import Span
from rules.vaccines.book import RuleText

Kind = Literal["home", "checkup", "entry", "certificate", "school"]
#: What the window of a visit counts from: the birth, the first day at nursery or kindergarten, the first day at primary school.
Start = Literal["birth", "kindergarten", "primary"]
Status = Literal["not_yet", "due", "over", "done"]
#: Where it happens: the health centre or clinic that also vaccinates; a place the health office names; at school; at home.
Place = Literal["clinic", "named", "school", "home"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is looked at, or taken along: its text (zh_CN), and the rule that says so."""

    id: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class VisitRule:
    """One visit of the calendar, for every child.

    The window counts from `start`: open from `opens` after it, or from `lead` before it, to the day before `closes`. Where
    `december` is set, it is that month of the year of `start`, as far as it is left after `opens`.
    """

    id: str
    kind: Kind
    name: str
    start: Start
    opens: Span
    closes: Span
    lead: Span
    december: bool
    rule: str
    dates: str  # the rule that says how the window was chosen
    where: tuple[str, ...]  # rules that say where it is done and what it costs
    more: tuple[str, ...]  # rules worth knowing with it
    items: tuple[str, ...]
    bring: tuple[str, ...]
    goes: bool
    place: Place
    open_doses_only: bool  # only for a child with doses still open


@dataclass(frozen=True, slots=True)
class EntryNumbers:
    """EN8, EN9: who comes of age by `cut_off` (month, day) begins that year, on `begins` (month, day)."""

    cut_off: tuple[int, int]
    begins: tuple[int, int]
    kindergarten: Span
    primary: Span


@dataclass(frozen=True, slots=True, eq=False)
class CheckupBook:
    """All visits of one country, by id in their order. Two are the same only when they are one."""

    visits: Mapping[str, VisitRule]
    items: Mapping[str, Item]
    bring: Mapping[str, Item]
    entry: EntryNumbers
    adult: Span  # nothing is planned from this age on
    rules: Mapping[str, RuleText]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one child. `closes` is the first day on which it is over; `goes`: the family has to go or do something."""

    id: str
    kind: Kind
    name: str
    opens: date
    closes: date
    status: Status
    rule: str
    items: tuple[str, ...]
    goes: bool
    place: Place


def visits(
    book: CheckupBook,
    born: date,
    today: date,
    done: Collection[str] = (),
    enters_on: date | None = None,
    doses_open: bool = True,
    until: date | None = None,
) -> tuple[Visit, ...]:
    """Every visit of the child's life up to 18, by the day it opens. Never raises.

    With `until`: only those that are open at some time between `today` and that day; the planner asks no more of thousands of children.

    `done` holds ids of visits the family told of; `enters_on` is the first day at nursery or kindergarten where it is known (EN8, EN9
    otherwise); without open doses nobody is called to catch up (VC4).
    """
    starts = _starts(book, born, enters_on)
    adult = book.adult.after(born)
    found: list[Visit] = []
    for rule in book.visits.values():
        start = starts[rule.start]
        if start is None or (rule.open_doses_only and not doses_open):
            continue
        if until is not None and _surely_outside(rule, start, today, until):
            continue
        opens, closes = _window(rule, start)
        if opens < min(closes, adult) and (until is None or (opens <= until and today < closes)):
            found.append(_visit(rule, opens, closes, _status(rule.id in done, opens, closes, today)))
    return tuple(sorted(found, key=lambda visit: visit.opens))


def kindergarten_day(book: CheckupBook, born: date) -> date:
    """The day on which kindergarten (small class) begins for this child, when nobody told another (EN8, EN9)."""
    return _begins(book.entry, born, book.entry.kindergarten)


def primary_day(book: CheckupBook, born: date) -> date:
    """The day on which primary school begins for this child (EN8, EN9)."""
    return _begins(book.entry, born, book.entry.primary)


def _starts(book: CheckupBook, born: date, enters_on: date | None) -> dict[Start, date | None]:
    """Who begins nothing before primary school has no entry to a kindergarten."""
    primary = primary_day(book, born)
    enters = kindergarten_day(book, born) if enters_on is None else enters_on
    return {"birth": born, "kindergarten": enters if enters < primary else None, "primary": primary}


def year_of(entry: EntryNumbers, born: date, age: Span) -> int:
    """EN8: the calendar year in which a child begins at this age (whole years): of age by the cut-off is in; a day later waits a year."""
    return born.year + age.months // 12 + ((born.month, born.day) > entry.cut_off)


def _begins(entry: EntryNumbers, born: date, age: Span) -> date:
    year = year_of(entry, born, age)
    return date.max if year > date.max.year else date(year, *entry.begins)


def _window(rule: VisitRule, start: date) -> tuple[date, date]:
    """The first day, and the first day on which it is over."""
    closes = rule.closes.after(start)
    opens = rule.lead.before(start) if rule.lead != Span() else rule.opens.after(start)
    if not rule.december:
        return opens, closes
    return max(opens, date(start.year, 12, 1)), Span(days=31).after(date(start.year, 12, 1))


def _surely_outside(rule: VisitRule, start: date, today: date, until: date) -> bool:
    """Whether months of 28 and of 31 days already show that the window misses these days: spares the calendar arithmetic."""
    if rule.december or rule.lead != Span():
        return False
    soonest, latest = rule.opens.months * 28 + rule.opens.days, rule.closes.months * 31 + rule.closes.days
    return (until - start).days < soonest or (today - start).days >= latest


def _visit(rule: VisitRule, opens: date, closes: date, status: Status) -> Visit:
    return Visit(
        id=rule.id,
        kind=rule.kind,
        name=rule.name,
        opens=opens,
        closes=closes,
        status=status,
        rule=rule.rule,
        items=rule.items,
        goes=rule.goes,
        place=rule.place,
    )


def _status(done: bool, opens: date, closes: date, today: date) -> Status:
    if done:
        return "done"
    if today < opens:
        return "not_yet"
    return "due" if today < closes else "over"


_NAME = re.compile("v_([a-z0-9_]{1,15})")


def visit_name(visit: Visit) -> str:
    """How a visit is named in keys and addresses: "v_m6"."""
    return f"v_{visit.id}"


def visit_of(name: str) -> str | None:
    """The id behind such a name; nothing for the name of anything else."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None
