"""The one next step of a family's papers: what cannot be made up for first, then the call that decides, then what presses."""

from __future__ import annotations

from datetime import date

from dialogs.hotlines import number
from dialogs.paper_case import Case
from dialogs.paper_words import short_name
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.enrolment.guide import Guide
from rules.papers.plan import PaperPlan

#: Papers that mostly lie at home, here or in the village.
_AT_HOME = ("hukou_book", "parent_id", "birth_certificate", "vaccination_certificate", "custody_proof")


def next_step(case: Case, found: Guide, _: Words, around: Surroundings, today: date) -> list[Html]:
    """One sentence; two where the office has to be called and the registration cannot wait. Nothing for who has applied."""
    if case.way.applied:
        return []
    urgent = [*_call(case, found, _, around, today), *_permit(case, found, _, around, today)]
    if urgent:
        first, then = _("👉 Next: {step}", step=urgent[0]), urgent[1:2]
        return [first, *(_("Then: {step}", step=step) for step in then)]
    return [_("👉 Next: {step}", step=_of_the_papers(case, found, _, around, today))]


def _call(case: Case, found: Guide, _: Words, around: Surroundings, today: date) -> list[Html]:
    """Where an office or a school decides before any paper counts."""
    decision = found.decision
    call = number(around.knowledge.city_enrolment.office.hotline, around, today, _)
    kindergarten = decision.stage.startswith("kindergarten")
    if decision.route in ("transfer", "join_now") and kindergarten:
        return [_("call the kindergarten and ask whether it has a place.")]
    owed = case.needs_school(found)
    if decision.route == "transfer" and not owed:
        if call is None:
            return [_("ask the new school whether there is a place.")]
        return [_("ask the new school, or call {number}, whether there is a place.", number=call)]
    if owed or decision.coordinate or found.over or decision.route in ("late_registration", "join_now"):
        if call is None:
            return [_("ask at the district education bureau.")]
        return [_("call {number} and ask for the district education bureau.", number=call)]
    return []


def _permit(case: Case, found: Guide, _: Words, around: Surroundings, today: date) -> list[Html]:
    """The half year begins with the registration, and no office writes to the family when it is full."""
    answers = case.answers
    if found.decision.permit_by is None or answers.permit in ("here", "elsewhere"):
        return []
    if answers.registered is not None:
        ready = around.knowledge.enrolment.numbers.settled.after(answers.registered) <= today
        return [_("apply for the residence permit at the police: the half year is full.")] if ready else []
    if answers.permit == "registered":
        return [_("ask at the police since which day you are registered.")]
    if not answers.unregistered:
        return []
    return [
        _(
            "register your residence this week, at the police or the community office. It works without a lease, too."
        )
    ]


def _of_the_papers(case: Case, found: Guide, _: Words, around: Surroundings, today: date) -> Html:
    """What presses; else what lies at home; else from when on there is something to do."""
    book = around.knowledge.papers
    waiting = [plan for plan in found.plans if plan.state != "have"]
    if not waiting:
        return _("all papers are there.")
    waiting.sort(key=lambda plan: (plan.state != "now", plan.state == "late", plan.latest or date.max))
    ready = [plan for plan in waiting if plan.steps and plan.steps[0].earliest <= today]
    first = next((plan for plan in ready if _is_to_get(plan)), None)
    at_home = [plan for plan in waiting if plan.paper in _AT_HOME]
    if at_home and (first is None or first.state == "open"):
        if case.child is not None:
            return _("look what you have at home, and tick it.")
        return _("find the {paper}.", paper=short_name(book.papers[at_home[0].paper], _))
    if first is not None:
        return _.fact(book.steps[first.steps[0].step].text)
    days = [plan.steps[0].earliest for plan in waiting if plan.steps]
    return _("nothing before {day}.", day=min(days)) if days else _("all papers are there.")


def _is_to_get(plan: PaperPlan) -> bool:
    """Whether somebody has to go somewhere for it."""
    return plan.state in ("now", "late") or plan.paper not in _AT_HOME
