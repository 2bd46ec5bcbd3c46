"""What is special about a family and adds a paper (rules BR1 to BR11, in the order of the source). Total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.enrolment.ages import BEYOND, NURSERY, level_of
from rules.enrolment.decision import Reason
from rules.enrolment.documents import Asked
from rules.enrolment.permit import PERMIT
from rules.enrolment.route import Way
from rules.enrolment.situation import Housing, Situation

#: The guardian is somebody else than a parent: the district office has to be asked.
ENTRUSTED = "BR2"
#: The paper of each branch, by its rule.
BRANCH_PAPERS: Mapping[str, str] = {
    "BR1": "custody_proof",
    ENTRUSTED: "guardian_entrust",
    "BR4": "birth_certificate",
    "BR5": "sibling_proof",
    "BR6": "disability_proof",
    "BR7": "deferral_medical",
}
#: What the police want to see of the home, for the permit (never the school), and the rule.
HOUSING_PAPERS: Mapping[Housing, tuple[str, str]] = {
    "own": ("property_cert", "BR8"),
    "rent": ("lease_contract", "BR9"),
    "dorm": ("dorm_proof", "BR10"),
    "relatives": ("relatives_housing", "BR11"),
}


def with_branches(way: Way, situation: Situation, asked: Asked) -> Asked:
    """The papers with those of every branch that applies; a paper that is asked for anyway keeps its own rule."""
    if way.stage == BEYOND:
        return asked
    papers, told = dict(asked.papers), list(asked.told)
    applying = tuple(_applying(way, situation))
    for rule in applying:
        told.append(Reason(rule, BRANCH_PAPERS[rule]))
        papers.setdefault(BRANCH_PAPERS[rule], rule)
    if ENTRUSTED in applying and PERMIT in papers:
        told.append(Reason("BR3", PERMIT))
    return Asked(papers, tuple(told), asked.coordinate or ENTRUSTED in applying)


def _applying(way: Way, situation: Situation) -> Iterator[str]:
    if situation.family == "divorced":
        yield "BR1"
    if situation.guardian != "parents":
        yield ENTRUSTED
    if not situation.same_hukou_book and level_of(way.stage) in {"primary", "junior"}:
        yield "BR4"
    if situation.sibling_policy:
        yield "BR5"
    if situation.disability:
        yield "BR6"
    if way.route == "deferral":
        yield "BR7"


def police_paper(way: Way, situation: Situation) -> tuple[str, str] | None:
    """BR8 to BR11: the paper of the home and its rule, while a permit is wanted and not there."""
    if situation.housing is None or way.stage in {NURSERY, BEYOND} or PERMIT in situation.have:
        return None
    return HOUSING_PAPERS[situation.housing]
