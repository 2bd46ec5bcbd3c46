"""One answer from all rules of enrolment: class, autumn, way in, papers, and the reason for each of them. Pure and total."""

from __future__ import annotations

from datetime import date

from rules.enrolment.branches import police_paper, with_branches
from rules.enrolment.decision import Decision, EnrolmentBook, Reason
from rules.enrolment.documents import ordinary
from rules.enrolment.listing import listed
from rules.enrolment.permit import PERMIT, REGISTRATION
from rules.enrolment.route import way_in
from rules.enrolment.situation import Situation


def decide(book: EnrolmentBook, born: date, as_of: date, situation: Situation) -> Decision:
    """What this child needs for a place. Never raises, whatever the dates.

    A city that wants a proof of work and a family that has not said what work: the proof is left out and the reason `WORK_UNTOLD`
    tells to ask.
    """
    way = way_in(book, born, as_of, situation)
    asked = with_branches(way, situation, ordinary(book, way, situation))
    documents = tuple(paper for paper in book.papers if paper in asked.papers)
    police = police_paper(way, situation)
    eligible, eligible_because = listed(born, as_of, situation)
    because = [Reason(asked.papers[paper], paper) for paper in documents]
    if police is not None:
        because.append(Reason(police[1], police[0]))
    return Decision(
        stage=way.stage,
        entry_year=way.year,
        route=way.route,
        documents=documents,
        missing=tuple(paper for paper in documents if paper not in situation.have),
        permit_documents=None if police is None else (police[0],),
        permit_by=way.by if asked.papers.keys() & {PERMIT, REGISTRATION} else None,
        coordinate=asked.coordinate,
        list_eligible=eligible,
        reasons=tuple(dict.fromkeys((*way.reasons, *asked.told, *because, *eligible_because))),
    )
