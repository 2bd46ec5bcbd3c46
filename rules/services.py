"""The city's list of services for migrant children, and what of it is for one child. Pure and total; the book comes from `content/`.

`entitled` answers "yes", "no" or "ask" for every service, always with the rule that says why. Nobody is told "no" because of an answer
that was not given, and whatever nobody could confirm stays "ask". Schooling and vaccination never depend on the list (SL6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rules.checkups import EntryNumbers, year_of
from rules.migrant_child import Move, came_from_elsewhere, every, is_young
from rules.spans import Span
from rules.vaccines.book import RuleText

if TYPE_CHECKING:
    from rules.knowledge import Source

Verdict = Literal["yes", "ask", "no"]
#: What an age counts from: the birth, the first day of kindergarten, the first day of primary school.
Start = Literal["birth", "kindergarten", "primary"]
#: What makes a family need more than others.
Special = Literal["disability", "hardship", "no_care"]

#: The rules of the definition (see `rules.migrant_child`): under 16, from elsewhere, six months, not within the city.
YOUNG, ELSEWHERE, HALF_YEAR, SAME_CITY = "SL1", "SL3", "SL4", "SL5"
#: What is said to others of a service that is for children on the list first.
OTHERS_MAY_ASK = "SL8"


@dataclass(frozen=True, slots=True)
class Edge:
    """A day of a child's life: so long after (or, if `ahead`, before) its start."""

    start: Start
    span: Span
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Ages:
    """From one day of a child's life (included) until another (not included).

    After that `maybe_rule` says on what it depends, until `maybe_until` (None: no end is known), for who was born on `born_from` or later.
    """

    opens: Edge
    closes: Edge
    rule: str
    maybe_until: Edge | None = None
    maybe_rule: str | None = None
    born_from: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """When a service is for a child. A condition is its kind and the rule that says it, or None where there is none. `by_list`: for
    nobody but children on the list, or for them first."""

    ages: Ages
    by_list: Literal["only", "first"] | None = None
    permit: tuple[Literal["needed", "proof"], str] | None = None
    hukou: tuple[Literal["there", "mostly"], str] | None = None
    special: tuple[frozenset[Special], str] | None = None
    half_year: str | None = None
    depends: tuple[str, ...] = ()  # rules that leave it open whatever was said


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the list; `listed` False holds what parents ask for and the list does not name."""

    id: str
    name: str
    everyday: str
    sign: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `name` is the official word, `everyday` what a parent looks for (zh_CN); who, what, how and where are ids of rules."""

    id: str
    area: str
    name: str
    everyday: str
    aliases: tuple[str, ...]
    office: str
    phones: tuple[str, ...]
    who: tuple[str, ...]
    what: tuple[str, ...]
    how: tuple[str, ...]
    where: tuple[str, ...]
    terms: Terms
    fact: Source


@dataclass(frozen=True, slots=True, eq=False)
class ServiceBook:
    """The list as one city has it: areas and services in their order, and every sentence by its rule's id."""

    areas: tuple[Area, ...]
    services: Mapping[str, Service]
    rules: Mapping[str, RuleText]
    entry: EntryNumbers

    def of_area(self, area: str) -> tuple[Service, ...]:
        return tuple(one for one in self.services.values() if one.area == area)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a family said; None is what it did not say. `half_year`: the child has lived here for six full months. `special`: all that holds, or empty."""

    move: Move | None = None
    half_year: bool | None = None
    permit: bool | None = None
    special: frozenset[Special] | None = None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer for one service, and the rules (ids) that say why: at least one."""

    service: str
    verdict: Verdict
    reasons: tuple[str, ...]


_Said = tuple[Verdict, str]


def entitled(book: ServiceBook, born: date | None, today: date, answers: Answers) -> tuple[Entitlement, ...]:
    """Every service of the book in its order. Never raises, whatever the dates."""
    return tuple(_judged(book, one, born, today, answers) for one in book.services.values())


def _judged(
    book: ServiceBook, service: Service, born: date | None, today: date, answers: Answers
) -> Entitlement:
    """One condition that fails decides, then one that is open; the reasons are the rules of the conditions that decided."""
    said = [
        *_by_age(book.entry, service.terms.ages, born, today),
        *_by_list(service.terms, born, today, answers),
        *_by_need(service.terms, answers),
        *_by_papers(service.terms, answers),
        *(("ask", rule) for rule in service.terms.depends),
    ]
    verdicts: tuple[Verdict, ...] = ("no", "ask", "yes")
    verdict = next(one for one in verdicts if any(found == one for found, _rule in said))
    reasons = dict.fromkeys(rule for found, rule in said if found == verdict)
    # Where a place far away matters, it is said beside every answer but "no".
    if verdict != "no" and service.terms.hukou is not None:
        reasons |= {service.terms.hukou[1]: None}
    return Entitlement(service.id, verdict, tuple(reasons))


def _by_age(entry: EntryNumbers, ages: Ages, born: date | None, today: date) -> Iterator[_Said]:
    if born is None:
        yield "ask", ages.rule
    elif today < edge_day(entry, ages.opens, born):
        yield "no", ages.rule
    elif today < edge_day(entry, ages.closes, born):
        yield "yes", ages.rule
    elif ages.maybe_rule is not None and _may_be(entry, ages, born, today):
        yield "ask", ages.maybe_rule
    else:
        yield "no", ages.rule


def _may_be(entry: EntryNumbers, ages: Ages, born: date, today: date) -> bool:
    """Past the sure age, but not past the one up to which it depends."""
    if ages.born_from is not None and born < ages.born_from:
        return False
    return ages.maybe_until is None or today < edge_day(entry, ages.maybe_until, born)


def edge_day(entry: EntryNumbers, edge: Edge, born: date) -> date:
    """The day of this child's life; stops at the ends of the calendar."""
    day = born
    if edge.start != "birth":
        age = entry.kindergarten if edge.start == "kindergarten" else entry.primary
        year = year_of(entry, born, age)
        day = date.max if year > date.max.year else date(year, *entry.begins)
    return edge.span.before(day) if edge.ahead else edge.span.after(day)


def _by_list(terms: Terms, born: date | None, today: date, answers: Answers) -> Iterator[_Said]:
    """Whether the list names this child. Who is on it needs no word about that: the service's own rules say whom it is for."""
    facts = list_facts(born, today, answers)
    named = every(*(holds for holds, _rule in facts))
    if terms.by_list is None or named:
        return
    verdict: Verdict = "no" if terms.by_list == "only" and named is False else "ask"
    for holds, rule in facts:
        if holds is named:
            yield verdict, rule
    if terms.by_list == "first" and named is False:
        yield verdict, OTHERS_MAY_ASK


def list_facts(born: date | None, today: date, answers: Answers) -> tuple[tuple[bool | None, str], ...]:
    """The parts of the definition as far as they are known, each with its rule."""
    young = None if born is None else is_young(born, today)
    within = answers.move == "same_city_district"
    return (
        (young, YOUNG),
        (came_from_elsewhere(answers.move), SAME_CITY if within else ELSEWHERE),
        (answers.half_year, HALF_YEAR),
    )


def _by_papers(terms: Terms, answers: Answers) -> Iterator[_Said]:
    """Permit, half a year and household register. None of them means "no": a permit can be had, and somebody can be asked. Nor are they
    why it is "yes": who has the permit need not be told about it."""
    if terms.permit is not None and not answers.permit:
        yield "ask", terms.permit[1]
    if terms.half_year is not None and not answers.half_year:
        yield "ask", terms.half_year
    if terms.hukou is not None and terms.hukou[0] == "mostly":
        yield "ask", terms.hukou[1]


def _by_need(terms: Terms, answers: Answers) -> Iterator[_Said]:
    if terms.special is None:
        return
    kinds, rule = terms.special
    if answers.special is None:
        yield "ask", rule
    else:
        yield "yes" if kinds & answers.special else "no", rule
