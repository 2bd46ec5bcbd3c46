"""What the rules say to a family that asks for a place: class, year, way in, papers, and the reason for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from rules.checkups import EntryNumbers
from rules.enrolment.situation import Profile
from rules.spans import Span
from rules.vaccines.book import RuleText

#: How the place is asked for (enrolment rules RT1 …).
Route = Literal["new_entry", "late_registration", "transfer", "join_now", "deferral"]
#: How a city counts the half year (PM1 …): from the residence registration, from the permit (6 or 12 months), or any valid permit.
PermitRule = Literal["registered_6m", "permit_held_6m", "permit_held_12m", "permit_only"]

ROUTES: tuple[Route, ...] = get_args(Route)

#: Classes by years since the first autumn of kindergarten: 0 is the small class. Before it is "nursery", after the last "beyond".
STAGES = (
    "kindergarten_small",
    "kindergarten_middle",
    "kindergarten_large",
    *(f"primary_{grade}" for grade in range(1, 7)),
    *(f"junior_{grade}" for grade in range(1, 4)),
    *(f"senior_{grade}" for grade in range(1, 4)),
)


#: Ids of all rules that the decisions themselves cite; a pack must explain each of them.
CITED = (
    *(f"AG{number}" for number in range(1, 13)),
    *(f"RT{number}" for number in range(1, 12)),
    *(f"PM{number}" for number in range(1, 9)),
    *("DC8", "DC13", "DC14", "DC15", "DC16"),
    *(f"BR{number}" for number in range(1, 12)),
    *(f"LE{number}" for number in range(1, 6)),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the id of a rule of the book, and the paper (key) it is about, where it is about one."""

    rule: str
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a profile's table: which papers for which classes and ways in.

    `documents` maps each paper (key) to the rule that asks for it. `work`: one proof of work on top, chosen by what the family does.
    `rule` says in words what the row is about.
    """

    stages: tuple[str, ...]
    routes: tuple[Route, ...]
    documents: Mapping[str, str]
    work: bool
    rule: str


@dataclass(frozen=True, slots=True)
class EnrolmentNumbers:
    """What is counted, beside the ages of `EntryNumbers`.

    `turns` (month, day): from here on a transfer means the coming school year (AG11). `settled`: from the residence registration to
    the permit (PM1); `held`: how old the permit itself must be, by permit rule (PM4, PM5). `away_months`: so many full months out of
    kindergarten ask for a new health check (DC8).
    """

    turns: tuple[int, int]
    settled: Span
    held: Mapping[PermitRule, Span]
    away_months: int


@dataclass(frozen=True, slots=True, eq=False)
class EnrolmentBook:
    """The rules of enrolment as a country has them, with what one city makes of them.

    `papers` are all keys in the order in which papers are told. Each profile's rows cover every stage and route exactly once.
    """

    entry: EntryNumbers
    numbers: EnrolmentNumbers
    papers: tuple[str, ...]
    profiles: Mapping[Profile, tuple[Row, ...]]
    profile: Profile
    permit_rule: PermitRule
    rules: Mapping[str, RuleText]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer. `documents` in the order of the book.

    `permit_documents` is what the police ask for while the permit is missing; None where no permit is asked for or it is there.
    `coordinate`: the district office has to be asked. `permit_by` is the day up to which the permit is counted (PM2, PM8), None where there is none.
    `list_eligible` None: not enough was said. `reasons`: why this class and year, this way in, what the table says in general,
    what the permit and the branches change, then each paper with the rule that asks for it, then the list.
    """

    stage: str
    entry_year: int
    route: Route
    documents: tuple[str, ...]
    missing: tuple[str, ...]
    permit_documents: tuple[str, ...] | None
    permit_by: date | None
    coordinate: bool
    list_eligible: bool | None
    reasons: tuple[Reason, ...]
