"""The papers guide of one child, whole: class, year, papers, the days they take, and what is still to come. Pure.

Puts together what the single rules say: `decide` (AG, RT, PM, DC, BR), the city's season, and the plan counted back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from rules.enrolment import decide
from rules.enrolment.answers import UNKNOWN_DAY, Answers, situation
from rules.enrolment.deadlines import Deadline, deadlines
from rules.enrolment.decision import STAGES, Decision
from rules.enrolment.seasons import Season, level_of, season
from rules.knowledge import Knowledge
from rules.papers.plan import Asked, PaperPlan
from rules.papers.planning import back_plan

#: Ways in that have a registration window; the others are asked for at once.
_WITH_WINDOW = ("new_entry", "late_registration", "deferral")
#: Where nothing has a last day: far enough that no plan is called late.
_NO_LAST_DAY = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the family told of its way: applied, heard the result, the child is enrolled."""

    applied: bool = False
    result: bool = False
    enrolled: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything about one child's papers today. `season` None: this way in has no window (transfer, join now, a nursery).

    `plans` in the order of the papers, permit papers behind the permit; without a season their last days mean nothing.
    """

    decision: Decision
    season: Season | None
    plans: tuple[PaperPlan, ...]
    deadlines: tuple[Deadline, ...]


def guide(
    knowledge: Knowledge,
    born: date,
    district: str | None,
    today: date,
    answers: Answers,
    have: Collection[str] = (),
    marks: Marks = Marks(),
    visits: Collection[str] = (),
) -> Guide:
    """The guide of a child born on `born`, by what its family said and has. `visits`: ids of the check-ups that were made, which bring papers."""
    book, city = knowledge.enrolment, knowledge.city_enrolment
    open_ended = decide(book, born, today, situation(answers, have, today, None))
    held = frozenset(have) | _brought(knowledge, visits, open_ended.stage)
    dates = None
    if open_ended.stage in STAGES and open_ended.route in _WITH_WINDOW:
        dates = season(city.seasons, level_of(open_ended.stage), district, open_ended.entry_year)
    # Who has applied is not late, whatever day it is.
    told = situation(answers, held, today, dates.general if dates and not marks.applied else None)
    decision = decide(book, born, today, told)
    plans = _plans(knowledge, decision, dates, today, answers, told.have, marks)
    coming: tuple[Deadline, ...] = ()
    if dates is not None and not marks.enrolled:
        reminded = () if marks.applied else _reminded(knowledge, decision, plans)
        coming = deadlines(dates, reminded, today, marks.applied, marks.result)
    return Guide(decision, dates, plans, coming)


def _reminded(knowledge: Knowledge, decision: Decision, plans: tuple[PaperPlan, ...]) -> list[PaperPlan]:
    """Papers whose last day to begin is worth a reminder: the check-ups have their own, and the police's papers come with the permit."""
    papers = knowledge.papers.papers
    return [one for one in plans if one.paper in decision.documents and papers[one.paper].visit is None]


def _brought(knowledge: Knowledge, visits: Collection[str], stage: str) -> frozenset[str]:
    """Papers that are there because the visit they are got by was made, before kindergarten or before school."""
    school = not stage.startswith(("nursery", "kindergarten"))
    return frozenset(
        paper.key
        for paper in knowledge.papers.papers.values()
        if (paper.school_visit if school and paper.school_visit else paper.visit) in visits
    )


def _plans(
    knowledge: Knowledge,
    decision: Decision,
    dates: Season | None,
    today: date,
    answers: Answers,
    have: frozenset[str],
    marks: Marks,
) -> tuple[PaperPlan, ...]:
    """Each paper counted back from the day it is handed in; the permit's own papers from the day of the permit's."""
    papers, wanted = knowledge.papers.papers, [*decision.documents, *(decision.permit_documents or ())]
    apply_by, report_by = _last_days(decision, dates, today, marks)
    needed = {
        key: report_by if papers[key].wanted == "report" else apply_by
        for key in dict.fromkeys(wanted)
        if key in papers
    }
    done: dict[str, date] = {}
    if answers.registered_on is not None and answers.registered_on != UNKNOWN_DAY:
        done["register"] = answers.registered_on
    lost = answers.lost or frozenset()
    optional = frozenset(
        step
        for step, one in knowledge.papers.steps.items()
        if one.optional and one.paper in lost and one.paper not in have
    )
    asked = Asked(needed, have, done, housing=answers.housing, optional=optional)
    return back_plan(knowledge.papers, asked, today, knowledge.workdays)


def _last_days(decision: Decision, dates: Season | None, today: date, marks: Marks) -> tuple[date, date]:
    """The last day to apply, and the last day of the first days of school; who is late, or still owes a paper, hands in until then."""
    if dates is None:
        return today + _NO_LAST_DAY, today + _NO_LAST_DAY
    report_by = dates.reporting.closes if dates.reporting else date(dates.year, 8, 31)
    until_then = marks.applied or decision.route == "late_registration"
    return (report_by if until_then else dates.general.closes), report_by
