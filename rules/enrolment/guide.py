"""The papers guide of one child, whole: class, year, papers, the days they take, and what is still to come. Pure.

Puts together what the single rules say: `decide` (AG, RT, PM, DC, BR), the city's season, and the plan counted back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.enrolment import decide
from rules.enrolment.answers import Answers, situation
from rules.enrolment.deadlines import Deadline, Way, of_papers, of_permit, of_season, of_waiting
from rules.enrolment.decision import STAGES, Decision
from rules.enrolment.seasons import Season, level_of, season
from rules.enrolment.situation import Window
from rules.knowledge import Knowledge
from rules.papers.book import Paper
from rules.papers.plan import Asked, PaperPlan
from rules.papers.planning import back_plan

#: Ways in that have a registration window; the others are asked for at once.
_WITH_WINDOW = ("new_entry", "late_registration", "deferral")
#: What takes no longer only has to be found: its last day to begin would say nothing.
AT_HOME = timedelta(days=3)
#: The request for a year later: handed in when the others register, while every other paper is for the year after (RT6).
_REQUEST = "deferral_medical"
#: A family that has told nothing of its way.
JUST_BEGUN = Way()
_PERMIT = ("residence_permit", "residence_registration")
#: Where nothing has a last day: far enough that no plan is called late.
_NO_LAST_DAY = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything about one child's papers today. `season` None: this way in has no window (transfer, join now, a nursery).

    `window` are the days on which this family registers; `over`: they are past by an earlier year's dates, which is not sure.
    `request_by`: the last day to ask for a year later; None where nobody asks for it.
    `plans` in the order of the papers, permit papers behind the permit; without a season their last days mean nothing.
    """

    decision: Decision
    season: Season | None
    window: Window | None
    over: bool
    request_by: date | None
    plans: tuple[PaperPlan, ...]
    deadlines: tuple[Deadline, ...]


def guide(
    knowledge: Knowledge,
    born: date,
    district: str | None,
    today: date,
    answers: Answers,
    have: Collection[str] = (),
    way: Way = JUST_BEGUN,
    visits: Collection[str] = (),
) -> Guide:
    """The guide of a child born on `born`, by what its family said and has. `visits`: ids of the check-ups that were made, which bring papers."""
    book = knowledge.enrolment
    if "residence_permit" in have:
        answers = replace(answers, permit="here")
    found = decide(book, born, today, situation(answers, have, today, None))
    held = frozenset(have) | _brought(knowledge, visits, found.stage)
    dates = request_by = None
    if found.stage in STAGES and found.route in _WITH_WINDOW:
        seasons, level = knowledge.city_enrolment.seasons, level_of(found.stage)
        dates = season(seasons, level, district, found.entry_year)
        if found.route == "deferral":
            request_by = _request_by(season(seasons, level, district, found.entry_year - 1), answers, today)
    window = _window(dates, answers)
    # Only a window of this very year can be closed for sure, and who has applied is not late.
    sure = window if dates is not None and dates.known == "this_year" and not way.applied else None
    told = situation(answers, held, today, sure)
    decision = decide(book, born, today, told)
    over = window is not None and sure is None and today > window.closes and not way.applied
    days = _Days(decision, dates, window, over, today, way, request_by)
    plans = _plans(knowledge, decision, days, answers, told.have)
    coming = () if way.enrolled else _coming(knowledge, days, plans, answers, told.have)
    return Guide(decision, dates, window, over, request_by, plans, coming)


def _window(dates: Season | None, answers: Answers) -> Window | None:
    """The rounds for this family: from the first one on for who may have a claim (own home, a brother or sister there)."""
    if dates is None:
        return None
    return dates.window if answers.sibling or answers.housing == "own" else dates.general


def _last_day(dates: Season, window: Window, today: date) -> date:
    """The last day to hand in; where the dates are not this year's, the first one, until it is there."""
    return window.closes if dates.known == "this_year" or today >= window.opens else window.opens


def _request_by(dates: Season | None, answers: Answers, today: date) -> date | None:
    """The registration of this year; once it is over, the last day before school."""
    window = _window(dates, answers)
    if dates is None or window is None:
        return None
    return date(dates.year, 8, 31) if today > window.closes else _last_day(dates, window, today)


@dataclass(frozen=True, slots=True)
class _Days:
    """What a family's days are counted from."""

    decision: Decision
    dates: Season | None
    window: Window | None
    over: bool
    today: date
    way: Way
    request_by: date | None

    @property
    def report_by(self) -> date:
        """The last of the first days; without a window far away, because nothing is late then."""
        if self.dates is None:
            return self.today + _NO_LAST_DAY
        return self.dates.reporting.closes if self.dates.reporting else date(self.dates.year, 8, 31)

    @property
    def apply_by(self) -> date:
        """The last day to apply. Who is late, or has applied, owes it until the first days."""
        late = self.decision.route == "late_registration" or self.over or self.way.applied
        if self.window is None or self.dates is None or late:
            return self.report_by
        return _last_day(self.dates, self.window, self.today)

    def needed(self, paper: Paper) -> date:
        """The last day to hand in this paper."""
        if paper.key == _REQUEST and self.request_by is not None:
            return self.request_by
        return self.report_by if paper.wanted == "report" else self.apply_by


def _coming(
    knowledge: Knowledge, days: _Days, plans: tuple[PaperPlan, ...], answers: Answers, have: frozenset[str]
) -> tuple[Deadline, ...]:
    """Every day that is still to come or not over yet, by its date."""
    decision, dates, today = days.decision, days.dates, days.today
    year, found = decision.entry_year, list[Deadline]()
    if decision.stage == "nursery":
        found = of_waiting(year, today)
    elif dates is not None and days.window is not None:
        found = of_season(dates, days.window, today, days.way)
        if not days.way.applied and not days.over:
            found += of_papers(year, dates.known, _reminded(knowledge, decision, plans), today)
    if decision.permit_by is not None:
        until = days.report_by if dates is not None else date(min(year, date.max.year - 1) + 1, 8, 31)
        settled = knowledge.enrolment.numbers.settled
        found += of_permit(year, answers, have, settled, until, today, days.way)
    return tuple(sorted(found, key=lambda one: (one.opens, one.id)))


def _reminded(knowledge: Knowledge, decision: Decision, plans: tuple[PaperPlan, ...]) -> list[PaperPlan]:
    """Papers whose last day to begin is worth a reminder: check-ups and the permit have their own, and the police's papers come with it."""
    papers = knowledge.papers.papers
    return [
        one
        for one in plans
        if one.paper in decision.documents
        and one.paper not in _PERMIT
        and papers[one.paper].visit is None
        and (one.latest is None or one.needed_by - one.latest > AT_HOME)
    ]


def _brought(knowledge: Knowledge, visits: Collection[str], stage: str) -> frozenset[str]:
    """Papers that are there because the visit they are got by was made, before kindergarten or before school."""
    school = not stage.startswith(("nursery", "kindergarten"))
    return frozenset(
        paper.key
        for paper in knowledge.papers.papers.values()
        if (paper.school_visit if school and paper.school_visit else paper.visit) in visits
    )


def _plans(
    knowledge: Knowledge, decision: Decision, days: _Days, answers: Answers, have: frozenset[str]
) -> tuple[PaperPlan, ...]:
    """Each paper counted back from the day it is handed in; the permit's own papers from the day of the permit's."""
    papers, wanted = knowledge.papers.papers, [*decision.documents, *(decision.permit_documents or ())]
    needed = {key: days.needed(papers[key]) for key in dict.fromkeys(wanted) if key in papers}
    done = {"register": answers.registered} if answers.registered is not None else {}
    lost = answers.lost or frozenset()
    optional = frozenset(
        step
        for step, one in knowledge.papers.steps.items()
        if one.optional and one.paper in lost and one.paper not in have
    )
    asked = Asked(needed, have, done, housing=answers.housing, optional=optional)
    return back_plan(knowledge.papers, asked, days.today, knowledge.workdays)
