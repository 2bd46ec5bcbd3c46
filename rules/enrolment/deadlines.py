"""The days of a family's papers: registration opens and closes, results, reporting day, the last day to begin each paper. Pure.

Their dates come from the city's seasons and from the plan counted back; what is said about them stands in the conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from rules.enrolment.seasons import Known, Season
from rules.papers.plan import PaperPlan

What = Literal["opens", "closes", "results", "reporting", "start"]
_DAY = timedelta(days=1)
#: How long after the day of the results it is still worth asking whether they came. Our convention.
_RESULTS_WAIT = timedelta(days=14)

#: Short names of papers in keys and addresses; they stand in messages that were sent: never change one.
CODES: Mapping[str, str] = MappingProxyType(
    {
        "hukou_book": "hk",
        "parent_id": "id",
        "residence_permit": "rp",
        "residence_registration": "rr",
        "birth_certificate": "bc",
        "vaccination_certificate": "vc",
        "kg_health_check": "hc",
        "kg_transfer_health": "th",
        "property_cert": "pc",
        "guardian_entrust": "ge",
        "disability_proof": "dp",
        "lease_contract": "lc",
        "dorm_proof": "do",
        "relatives_housing": "rh",
        "labour_contract": "wc",
        "business_licence": "bl",
        "flex_work_proof": "fw",
        "graduation_proof": "gp",
        "student_record": "sr",
        "custody_proof": "cp",
        "sibling_proof": "sp",
        "deferral_medical": "dm",
    }
)
KEYS: Mapping[str, str] = MappingProxyType({code: key for key, code in CODES.items()})


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of a family's papers. It can be acted on from `opens`; `closes` is the first day on which it is over.

    `id` names it for good, with the year of the autumn ("27opens", "27s_rp"). `paper` is the key where it is the last day to begin one.
    `known`: whose dates it comes from. `status`: whether its day has come.
    """

    id: str
    what: What
    opens: date
    closes: date
    known: Known
    status: Literal["not_yet", "due"]
    paper: str | None = None


def deadlines(
    season: Season, plans: Iterable[PaperPlan], today: date, applied: bool, result: bool
) -> tuple[Deadline, ...]:
    """Every day that is still to come or not over yet, by its date.

    Who has applied hears of the results, the reporting day and the papers for it; who has the result, of the reporting day.
    """
    window, found = season.general, list[Deadline]()

    def add(what: What, opens: date, closes: date, paper: str | None = None) -> None:
        if today < closes and opens < closes:
            mark = f"s_{CODES[paper]}" if paper else what
            status: Literal["not_yet", "due"] = "due" if opens <= today else "not_yet"
            found.append(
                Deadline(f"{season.year % 100:02}{mark}", what, opens, closes, season.known, status, paper)
            )

    if not applied:
        add("opens", window.opens, window.closes + _DAY)
        add("closes", window.closes, window.closes + _DAY)
    if not result and season.results is not None:
        add("results", season.results, season.results + _RESULTS_WAIT)
    if season.reporting is not None:
        add("reporting", season.reporting.opens, season.reporting.closes + _DAY)
    for plan in plans:
        if plan.paper in CODES and plan.latest is not None and plan.state in ("open", "now"):
            add("start", plan.latest, plan.latest + _DAY, plan.paper)
    return tuple(sorted(found, key=lambda one: (one.opens, one.id)))


def deadline_name(one: Deadline) -> str:
    """How a day is named in keys and addresses: "p_27opens", "p_27s_rp"."""
    return f"p_{one.id}"


def done_deadlines(
    year: int, have: Iterable[str], applied: bool, result: bool, enrolled: bool
) -> frozenset[str]:
    """Names of the days of this autumn that have done their work: what a message still asks for is ticked off by them."""
    done = {f"s_{CODES[paper]}" for paper in have if paper in CODES}
    done |= {"opens", "closes"} if applied else set()
    done |= {"results"} if result else set()
    done |= {"reporting"} if enrolled else set()
    return frozenset(f"p_{year % 100:02}{one}" for one in done)
