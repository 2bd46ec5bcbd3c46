"""The checklist of one child: what to hand in when, what is there, what to begin next; and the ticks."""

from __future__ import annotations

from datetime import date

from dialogs.addresses import Go
from dialogs.checkup_words import explained
from dialogs.children import to_card
from dialogs.home import to_home
from dialogs.paper_case import Case
from dialogs.paper_words import SIGNS, head, last_word, plan_line, reasons, short_name, window_line
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.enrolment.guide import Guide
from rules.papers.plan import PaperPlan

#: Papers that mostly lie at home, here or in the village.
_AT_HOME = ("hukou_book", "parent_id", "birth_certificate", "vaccination_certificate", "custody_proof")


def checklist(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """Everything that is needed, in the order it is handed in, with the one next step."""
    found = case.look(around, today)
    if not found.decision.documents:
        return _nothing_needed(case, found, _, around)
    if case.marks.enrolled:
        lines = [*head(case, found, _, around)[:1], *_came_so_far(case, _)]
        return Screen(join(lines), (*rows(_how_far(case, _)), *rows(*_home(case, _), width=2)))
    lines = [*head(case, found, _, around)]
    if found.season is not None:
        lines.append(window_line(found.season, today, _))
    lines += [*_came_so_far(case, _), *_sections(case, found, _, around)]
    if found.decision.coordinate:
        lines += [Html(""), _("☎️ Ask the district education bureau: it decides in your case.")]
    step = [] if case.marks.applied else next_step(case, found, _, around)
    lines += [Html(""), *step, last_word(_)]
    return Screen(join(explained(lines, _)), (*_papers(case, found, _, around), *_ways(case, found, _)))


def _nothing_needed(case: Case, found: Guide, _: Words, around: Surroundings) -> Screen:
    lines = [*head(case, found, _, around), _("I have no list of papers for this age.")]
    return Screen(join(lines), rows(Choice(_("📚 Good to know"), case.to("guides")), *_home(case, _)))


def _came_so_far(case: Case, _: Words) -> list[Html]:
    """What the family told of its way."""
    if case.marks.enrolled:
        return [_("🎉 Your child is enrolled. Nothing more has to be done.")]
    if case.marks.result:
        return [_("✅ Applied, and the result is there. Next: the reporting day.")]
    return [_("✅ Applied. Next: the result.")] if case.marks.applied else []


def _sections(case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """By when they are handed in; the papers for the police only while the permit is missing. Who has applied owes nothing by a day."""
    papers, dated = around.knowledge.papers.papers, found.season is not None
    police = set(found.decision.permit_documents or ())
    asked = [plan for plan in found.plans if plan.paper in found.decision.documents]
    apply = [plan for plan in asked if papers[plan.paper].wanted == "apply"]
    report = [plan for plan in asked if papers[plan.paper].wanted == "report"]
    permit = [plan for plan in found.plans if plan.paper in police and plan not in asked]
    lines: list[Html] = []
    titled = (
        (
            _("<b>Applied: is one of these still owed?</b>") if case.marks.applied else _("<b>To apply</b>"),
            apply,
        ),
        (_("<b>For the permit, at the police</b>"), permit),
        (_("<b>On the first day</b>, not before"), report),
    )
    for title, plans in titled:
        if plans:
            with_days = dated and not (case.marks.applied and plans is apply)
            lines += [Html(""), title, *(plan_line(plan, with_days, _, around) for plan in plans)]
    return lines


def next_step(case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """The one thing to do next: what presses, else what is at home; nothing when all is there."""
    book = around.knowledge.papers
    waiting = [plan for plan in found.plans if plan.state != "have"]
    if not waiting:
        return [_("👉 All papers are there.")]
    if found.season is not None:
        waiting.sort(key=lambda plan: (plan.state != "now", plan.state == "late", plan.latest or date.max))
    first = next((plan for plan in waiting if plan.steps and _is_to_get(plan, around)), None)
    if case.child is not None and not case.have and (first is None or first.state == "open"):
        return [_("👉 Next: look what you have at home, and tick it.")]
    if first is None:
        return [_("👉 Next: find the {paper}.", paper=short_name(book.papers[waiting[0].paper], _))]
    return [_("👉 Next: {step}", step=_.fact(book.steps[first.steps[0].step].text))]


def _is_to_get(plan: PaperPlan, around: Surroundings) -> bool:
    """Whether somebody has to go somewhere for it; a birth certificate or a booklet mostly lies at home."""
    return plan.state in ("now", "late") or plan.paper not in _AT_HOME


def _papers(case: Case, found: Guide, _: Words, around: Surroundings) -> Rows:
    """A button for each paper."""
    papers = around.knowledge.papers.papers
    return rows(
        *(
            Choice(
                f"{_sign(plan, found)} {short_name(papers[plan.paper], _)}",
                case.to("paper", paper=plan.paper),
            )
            for plan in found.plans
        ),
        width=2,
    )


def _sign(plan: PaperPlan, found: Guide) -> str:
    return SIGNS["open"] if found.season is None and plan.state != "have" else SIGNS[plan.state]


def _ways(case: Case, found: Guide, _: Words) -> Rows:
    kept = case.child is not None
    dated = found.season is not None
    choices = [
        Choice(_("✅ Tick what you have"), case.to("tick")) if kept else None,
        Choice(_("🗓 Dates") if dated else _("☎️ Whom to ask"), case.to("dates")),
        Choice(_("🪪 Card for the counter"), case.to("card")),
        Choice(_("❓ Why these papers?"), case.to("why")),
        Choice(_("✋ They refused us"), case.to("refused")),
        Choice(_("📚 Good to know"), case.to("guides")),
        Choice(_("✏️ Something changed"), case.to("change")),
        _how_far(case, _) if kept and dated else None,
        Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack()) if not kept else None,
    ]
    return (*rows(*choices, width=2), *rows(*_home(case, _), width=2))


def _how_far(case: Case, _: Words) -> Choice | None:
    """The next thing to tell of the way."""
    if case.marks.enrolled:
        return Choice(_("🔁 Begin a new list"), case.to("over"))
    if not case.marks.applied:
        return Choice(_("📨 We have applied"), case.to("applied"))
    if not case.marks.result:
        return Choice(_("📬 The result is there"), case.to("result"))
    return Choice(_("🎒 Enrolled"), case.to("enrolled"))


def _home(case: Case, _: Words) -> list[Choice]:
    return [*([to_card(case.child, _)] if case.child is not None else []), to_home(_)]


def ticks(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """Each paper by one tap: there, or not there."""
    found = case.look(around, today)
    papers = around.knowledge.papers.papers
    choices = [
        Choice(
            f"{'✅' if plan.state == 'have' else '⬜'} {short_name(papers[plan.paper], _)}",
            case.to("untick" if plan.state == "have" else "ticked", paper=plan.paper),
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
