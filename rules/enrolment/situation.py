"""What a family says about itself when it asks for a place: everything may be left out, and each answer changes the list of papers.

The fields and their defaults are the contract of `houniao enrol`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.migrant_child import Move

#: A first place from the autumn on; another school or kindergarten; a place in the running year for who has none; primary school a year later.
Request = Literal["new_entry", "transfer", "join_now", "defer"]
#: Which papers the city asks for: residence and household register alone, or work, too.
Profile = Literal["zero", "work_and_residence"]
Work = Literal["employed", "self_employed", "flexible"]
Housing = Literal["own", "rent", "dorm", "relatives"]
Household = Literal["divorced", "single", "widowed"]
#: With whom the child lives here. The last two: neither parent is in the city.
Carer = Literal["parents", "grandparents", "relative"]


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which a city takes registrations, both inclusive."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Situation:
    """One family's answers; what was not asked has its default.

    `calendar` None is never late. `registered_on` is the day of the residence registration; None: the permit is assumed within reach.
    `permit_since` is the day the permit was issued, for cities that count from it. `have` holds keys of papers. `move` and `arrived_on`
    only matter for the city's list of services.
    """

    request: Request = "new_entry"
    profile: Profile | None = None  # None: the city's own
    work: Work | None = None
    calendar: Window | None = None
    never_schooled: bool = False
    out_months: int = 0
    registered_on: date | None = None
    permit_since: date | None = None
    housing: Housing | None = None
    family: Household | None = None
    same_hukou_book: bool = True
    guardian: Carer = "parents"
    sibling_policy: bool = False
    disability: bool = False
    have: frozenset[str] = frozenset()
    move: Move | None = None
    arrived_on: date | None = None
