"""The checklist of one child: what to hand in when, what is there, what to begin next; and the ticks."""

from __future__ import annotations

from datetime import date

from actions.papers import Mark
from dialogs.addresses import ChildDo
from dialogs.checkup_words import explained
from dialogs.children import to_card
from dialogs.home import to_home
from dialogs.paper_case import Case
from dialogs.paper_next import next_step
from dialogs.paper_words import SIGNS, head, last_word, plan_line, reasons, short_name, window_line
from dialogs.paper_young import too_young
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.enrolment.answers import Answers
from rules.enrolment.guide import Guide
from rules.papers.plan import PaperPlan


def checklist(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """Everything that is needed, in the order it is handed in, with the one next step."""
    found = case.look(around, today)
    if found.decision.stage == "nursery":
        return too_young(case, found, _, around, today)
    if not found.decision.documents:
        return _nothing_needed(case, found, _, around)
    if case.way.enrolled:
        lines = [*head(case, found, _, around)[:1], *_came_so_far(case, _)]
        return Screen(join(lines), (*rows(_how_far(case, True, _)), *rows(*_home(case, _), width=2)))
    lines = [
        *head(case, found, _, around),
        *window_line(found, today, _),
        *_came_so_far(case, _),
        *_sections(case, found, _, around),
        *_permit_later(case, found, _, around),
        Html(""),
        *next_step(case, found, _, around, today),
        last_word(_),
    ]
    return Screen(
        join(explained(lines, _)), (*_papers(case, found, _, around), *_ways(case, found, _, around))
    )


def _permit_later(case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """Where the receipt is handed in this year: the permit is still to be had, for the next one."""
    if "residence_registration" not in found.decision.documents:
        return []
    if case.answers.registered is not None:
        full = around.knowledge.enrolment.numbers.settled.after(case.answers.registered)
        return [
            _("🪪 The residence permit: apply from {day} on. Until then the receipt is handed in.", day=full)
        ]
    return [
        _(
            "🪪 The residence permit comes half a year after the registration. Until then the receipt is handed in."
        )
    ]


def _nothing_needed(case: Case, found: Guide, _: Words, around: Surroundings) -> Screen:
    lines = [*head(case, found, _, around), _("I have no list of papers for this age.")]
    return Screen(join(lines), rows(Choice(_("📚 Good to know"), case.to("guides")), *_home(case, _)))


def _came_so_far(case: Case, _: Words) -> list[Html]:
    """What the family told of its way."""
    if case.way.enrolled:
        return [_("🎉 Your child is enrolled. Nothing more has to be done.")]
    if case.way.result:
        return [_("✅ Applied, and the result is there. Next: the reporting day.")]
    return [_("✅ Applied. Next: the result.")] if case.way.applied else []


def _sections(case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """By when they are handed in; the papers for the police only while the permit is missing. Who has applied owes nothing by a day."""
    papers = around.knowledge.papers.papers
    police = set(found.decision.permit_documents or ())
    asked = [plan for plan in found.plans if plan.paper in found.decision.documents]
    apply = [plan for plan in asked if papers[plan.paper].wanted == "apply"]
    report = [plan for plan in asked if papers[plan.paper].wanted == "report"]
    permit = [plan for plan in found.plans if plan.paper in police and plan not in asked]
    lines: list[Html] = []
    titled = (
        (
            _("<b>Applied: is one of these still owed?</b>") if case.way.applied else _("<b>To apply</b>"),
            apply,
        ),
        (_("<b>For the permit, at the police</b>"), permit),
        (_("<b>On the first day</b>, not before"), report),
    )
    for title, plans in titled:
        if plans:
            listed = (plan_line(plan, case.dated(plan, found, around), _, around) for plan in plans)
            lines += [Html(""), title, *listed]
    return lines


def _papers(case: Case, found: Guide, _: Words, around: Surroundings) -> Rows:
    """A button for each paper."""
    papers = around.knowledge.papers.papers
    return rows(
        *(
            Choice(
                f"{_sign(plan, case.dated(plan, found, around))} {short_name(papers[plan.paper], _)}",
                case.to("paper", paper=plan.paper),
            )
            for plan in found.plans
        ),
        width=2,
    )


def _sign(plan: PaperPlan, dated: bool) -> str:
    return SIGNS[plan.state] if dated or plan.state == "have" else SIGNS["open"]


def _ways(case: Case, found: Guide, _: Words, around: Surroundings) -> Rows:
    """Everything behind the list; what has to be said next comes first."""
    kept, dated = case.child is not None, found.season is not None
    asked = found.decision.permit_by is not None
    told = (
        Choice(_("✅ Residence registered"), case.to("reg")) if asked and case.answers.unregistered else None,
        Choice(_("✅ Tick what you have"), case.to("tick")) if kept else None,
        _how_far(case, dated, _) if kept else None,
        None if kept else case.keep(_),
    )
    more = (
        Choice(_("🗓 Dates") if dated else _("☎️ Whom to ask"), case.to("dates")),
        Choice(_("🪪 Card for the counter"), case.to("card")),
        Choice(_("❓ Why these papers?"), case.to("why")),
        Choice(_("✋ They refused us"), case.to("refused")),
        Choice(_("📚 Good to know"), case.to("guides")),
        Choice(_("✏️ Something changed"), case.to("change")),
        _district(case, found, _, around),
    )
    return (*rows(*told, *more, width=2), *rows(*_home(case, _), width=2))


def _district(case: Case, found: Guide, _: Words, around: Surroundings) -> Choice | None:
    """Asked where the city's districts have dates of their own and we do not know which one counts."""
    seasons = around.knowledge.city_enrolment.seasons
    differs = found.season is not None and any(
        one.district is not None and one.level == found.season.level for one in seasons
    )
    if not differs or case.district is not None or case.answers.district is not None:
        return None
    if case.child is not None:
        number = case.child.id or 0
        return Choice(_("📍 My district"), ChildDo(do="redistrict", child=number).pack())
    return Choice(_("📍 My district"), case.to("area"))


def districts(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """Which district's dates count, for who keeps no child here."""
    picks = [
        Choice(_.fact(one.name), case.to("ask", Answers(district=chr(ord("a") + at))))
        for at, one in enumerate(around.knowledge.districts[:25])
    ]
    text = _("Which district do you live in? The dates differ.")
    return Screen(text, (*rows(*picks, width=3), *rows(case.back(_), to_home(_), width=2)))


def _how_far(case: Case, dated: bool, _: Words) -> Choice:
    """The next thing to tell of the way; where nothing has a day there is no registration and no result."""
    if case.way.enrolled:
        return Choice(_("🔁 Begin a new list"), case.to("over"))
    mark: Mark = "enrolled"
    if dated and not case.way.result:
        mark = "result" if case.way.applied else "applied"
    return Choice(mark_words(_)[mark], case.to(mark))


def mark_words(_: Words) -> dict[Mark, Html]:
    """How far a family has come, as it taps it."""
    return {
        "applied": _("📨 We have applied"),
        "result": _("📬 The result is there"),
        "enrolled": _("🎒 Enrolled"),
    }


def _home(case: Case, _: Words) -> list[Choice]:
    return [*([to_card(case.child, _)] if case.child is not None else []), to_home(_)]


def ticks(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """Each paper by one tap: there, or not there."""
    found = case.look(around, today)
    papers = around.knowledge.papers.papers
    choices = [
        Choice(
            f"{'✅' if plan.state == 'have' else '⬜'} {short_name(papers[plan.paper], _)}",
            case.to("no" if plan.state == "have" else "yes", paper=plan.paper),
        )
        for plan in found.plans
    ]
    there = sum(plan.state == "have" for plan in found.plans)
    text = join(
        [
            _("Tap what you have at home. Tap again if it is not there after all."),
            _("{n} of {all} are there.", n=there, all=len(found.plans)),
        ]
    )
    return Screen(text, (*rows(*choices, width=2), *rows(case.back(_), to_home(_), width=2)))


def why(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """The rules behind the list, one sentence each."""
    found = case.look(around, today)
    lines = [*head(case, found, _, around), Html(""), *reasons(found, _, around), last_word(_)]
    return Screen(join(explained(lines, _)), rows(case.back(_), to_home(_), width=2))
