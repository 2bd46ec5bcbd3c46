"""The days of a family's papers: registration opens and closes, results, reporting day, the last day to begin each paper. Pure.

Their dates come from the city's seasons and from the plan counted back; what is said about them stands in the conversation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from rules.enrolment.answers import Answers
from rules.enrolment.seasons import Known, Season
from rules.enrolment.situation import Window
from rules.papers.plan import PaperPlan
from rules.spans import Span

#: Registration opens, closes, is over; results; reporting day; the last day to begin a paper; the residence registration that starts the
#: half year; the half year is full; for a child that is too young, the autumn in which the papers begin.
What = Literal["opens", "closes", "after", "results", "reporting", "start", "register", "permit", "begin"]
_DAY = timedelta(days=1)
#: How long after the day of the results it is still worth asking whether they came. Our convention.
_RESULTS_WAIT = timedelta(days=14)
#: How long the application for the permit is spoken of at least, once the half year is full. Our convention.
_PERMIT_WAIT = timedelta(days=120)
#: Papers that tell of custody or illness: in keys and addresses they have one neutral name together.
_PRIVATE = frozenset({"custody_proof", "guardian_entrust", "disability_proof", "deferral_medical"})
_NEUTRAL = "ot"

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


@dataclass(frozen=True, slots=True)
class Way:
    """How far a family has come, and since when its guide is kept."""

    applied: bool = False
    result: bool = False
    enrolled: bool = False
    begun_on: date | None = None


def _deadline(
    year: int, what: What, opens: date, closes: date, today: date, known: Known = "this_year", paper: str = ""
) -> list[Deadline]:
    """One day, unless it is over."""
    if today >= closes or opens >= closes:
        return []
    status: Literal["not_yet", "due"] = "due" if opens <= today else "not_yet"
    mark = f"s_{_short(paper)}" if paper else what
    return [Deadline(f"{year % 100:02}{mark}", what, opens, closes, known, status, paper or None)]


def _short(paper: str) -> str:
    return _NEUTRAL if paper in _PRIVATE else CODES[paper]


def of_season(season: Season, window: Window, today: date, way: Way) -> list[Deadline]:
    """Registration, results and reporting day. Who has applied hears of the results, who has the result of the reporting day."""
    year, known, over = season.year, season.known, window.closes + _DAY
    first_days = season.reporting or Window(date(year, 9, 1), date(year, 9, 1))
    found: list[Deadline] = []
    if not way.applied:
        found += _deadline(year, "opens", window.opens, over, today, known)
        found += _deadline(year, "closes", window.closes, over, today, known)
        found += _deadline(year, "after", over, first_days.closes + _DAY, today, known)
    if not way.result and season.results is not None:
        found += _deadline(year, "results", season.results, season.results + _RESULTS_WAIT, today, known)
    if season.reporting is not None:
        found += _deadline(year, "reporting", first_days.opens, first_days.closes + _DAY, today, known)
    return found


def of_papers(year: int, known: Known, plans: Iterable[PaperPlan], today: date) -> list[Deadline]:
    """The last day to begin each paper; of several that share the neutral name, the most pressing."""
    waiting = [one for one in plans if one.latest is not None and one.state in ("open", "now")]
    waiting.sort(key=lambda one: one.latest or date.max)
    found: dict[str, Deadline] = {}
    for plan in waiting:
        if plan.paper in CODES and plan.latest is not None:
            for one in _deadline(year, "start", plan.latest, plan.latest + _DAY, today, known, plan.paper):
                found.setdefault(one.id, one)
    return list(found.values())


def of_permit(
    year: int, answers: Answers, have: Collection[str], settled: Span, until: date, today: date, way: Way
) -> list[Deadline]:
    """Register first: the half year cannot be made up for (PM1). And the day it is full, because nobody writes to the family then.

    `until` is the last day on which the papers of this autumn are handed in.
    """
    if "residence_permit" in have or answers.permit == "here":
        return []
    if answers.registered is not None:
        full = settled.after(answers.registered)
        return _deadline(year, "permit", full, max(until, full + _PERMIT_WAIT) + _DAY, today)
    if answers.unregistered and "residence_registration" not in have:
        return _deadline(year, "register", way.begun_on or today, until + _DAY, today)
    return []


def of_waiting(year: int, today: date) -> list[Deadline]:
    """For a child that is too young: the papers begin on 1 September of the year before (AG10)."""
    return _deadline(year, "begin", date(max(1, year - 1), 9, 1), date(year, 9, 1), today)


def deadline_name(one: Deadline) -> str:
    """How a day is named in keys and addresses: "p_27opens", "p_27s_rp"."""
    return f"p_{one.id}"


def done_deadlines(year: int, answers: Answers, have: Iterable[str], way: Way) -> frozenset[str]:
    """Names of the days of this autumn that have done their work: what a message still asks for is ticked off by them."""
    done = {f"s_{CODES[paper]}" for paper in have if paper in CODES and paper not in _PRIVATE}
    done |= {"opens", "closes", "after"} if way.applied else set()
    done |= {"results"} if way.result else set()
    done |= {"reporting"} if way.enrolled else set()
    done |= set() if answers.unregistered else {"register"}
    done |= {"permit"} if answers.permit == "here" else set()
    return frozenset(f"p_{year % 100:02}{one}" for one in done)
