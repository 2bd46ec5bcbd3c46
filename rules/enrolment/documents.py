"""Which papers a class and a way in ask for, before anything special about the family (rules DC). Total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.enrolment.decision import EnrolmentBook, Reason, Row
from rules.enrolment.permit import NOT_READY, PERMIT, REGISTRATION, permit_rules, ready
from rules.enrolment.route import Way
from rules.enrolment.situation import Situation, Work

TRANSFER_HEALTH, HEALTH_CHECK = "kg_transfer_health", "kg_health_check"
#: A proof of work is asked for and nobody said what work: it is left out, and the family has to be asked.
WORK_UNTOLD = "DC16"
#: The paper that proves each kind of work, and its rule.
WORK_PROOFS: Mapping[Work, tuple[str, str]] = {
    "employed": ("labour_contract", "DC13"),
    "self_employed": ("business_licence", "DC14"),
    "flexible": ("flex_work_proof", "DC15"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Papers with the rule that asks for each, what else is to be said, and whether the district office has to be asked."""

    papers: Mapping[str, str]
    told: tuple[Reason, ...] = ()
    coordinate: bool = False


def row_for(book: EnrolmentBook, way: Way, situation: Situation) -> Row | None:
    """The row of the family's (or the city's) profile; None past the last class, where no paper is asked for."""
    rows = book.profiles[situation.profile or book.profile]
    return next((row for row in rows if way.stage in row.stages and way.route in row.routes), None)


def ordinary(book: EnrolmentBook, way: Way, situation: Situation) -> Asked:
    """The row's papers with the proof of work, the health paper and the permit this family can show."""
    row = row_for(book, way, situation)
    if row is None:
        return Asked({})
    papers, told = dict(row.documents), [Reason(row.rule)]
    if row.work:
        if situation.work is None:
            told.append(Reason(WORK_UNTOLD))
        else:
            paper, rule = WORK_PROOFS[situation.work]
            papers[paper] = rule
    if TRANSFER_HEALTH in papers and situation.out_months >= book.numbers.away_months:
        del papers[TRANSFER_HEALTH]
        papers[HEALTH_CHECK] = "DC8"
    return _with_permit(book, way, situation, Asked(papers, tuple(told)))


def _with_permit(book: EnrolmentBook, way: Way, situation: Situation, asked: Asked) -> Asked:
    """PM3: the receipt of the registration in place of a permit that cannot be there in time."""
    if PERMIT not in asked.papers:
        return asked
    judged = permit_rules(book, way.route, situation)
    if ready(book, way.by, situation):
        return Asked(asked.papers, (*asked.told, *(Reason(rule, PERMIT) for rule in judged)))
    papers = {paper: rule for paper, rule in asked.papers.items() if paper != PERMIT}
    told = (*asked.told, *(Reason(rule, REGISTRATION) for rule in judged))
    return Asked(papers | {REGISTRATION: NOT_READY}, told, coordinate=True)
