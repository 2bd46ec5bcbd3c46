"""What the rules say to a family that asks for a place: class, year, way in, papers, and the reason for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.checkups import EntryNumbers
from rules.enrolment.situation import Profile
from rules.vaccines.book import RuleText

#: How the place is asked for (enrolment rules RT1 …).
Route = Literal["new_entry", "late_registration", "transfer", "join_now", "deferral"]
#: How a city counts the half year (PM1 …): from the residence registration, from the permit (6 or 12 months), or any valid permit.
PermitRule = Literal["registered_6m", "permit_held_6m", "permit_held_12m", "permit_only"]

#: Classes by years since the first autumn of kindergarten: 0 is the small class. Before it is "nursery", after the last "beyond".
STAGES = (
    "kindergarten_small",
    "kindergarten_middle",
    "kindergarten_large",
    *(f"primary_{grade}" for grade in range(1, 7)),
    *(f"junior_{grade}" for grade in range(1, 4)),
    *(f"senior_{grade}" for grade in range(1, 4)),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the id of a rule of the book, and the paper (key) it is about, where it is about one."""

    rule: str
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a profile's table: which papers for which classes and ways in. `out_months`: only for who has been away so long, or not so long."""

    stages: tuple[str, ...]
    routes: tuple[Route, ...]
    documents: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class EnrolmentBook:
    """The rules of enrolment as a country has them, with what one city makes of them."""

    entry: EntryNumbers
    profiles: Mapping[Profile, tuple[Row, ...]]
    profile: Profile
    permit_rule: PermitRule
    rules: Mapping[str, RuleText]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer. `documents` in the order of the book.

    `permit_documents` is what the police ask for while the permit is missing; None where no permit is asked for or it is there.
    `coordinate`: the district office has to be asked. `permit_by` is the last day of the six-month test (PM1), None where there is none.
    `list_eligible` None: not enough was said.
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
