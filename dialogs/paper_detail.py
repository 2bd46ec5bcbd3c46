"""One paper: what people call it, who gives it, what to bring, cost, time, validity, when to begin, and what to do without it."""

from __future__ import annotations

from datetime import date, timedelta

from dialogs.addresses import Go
from dialogs.checkup_words import explained, told
from dialogs.home import to_home
from dialogs.paper_case import Case
from dialogs.paper_words import paper_name, short_name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.enrolment.answers import Answers
from rules.enrolment.guide import Guide
from rules.papers.book import Paper
from rules.papers.plan import PaperPlan

#: What is there so soon needs no day.
_SOON = timedelta(days=2)


def one_paper(case: Case, key: str, _: Words, around: Surroundings, today: date) -> Screen | None:
    """Everything about one paper; None for one nobody knows."""
    paper = around.knowledge.papers.papers.get(key)
    if paper is None:
        return None
    found = case.look(around, today)
    plan = next((one for one in found.plans if one.paper == key), None)
    lines = [
        _("<b>{paper}</b>", paper=paper_name(paper, _)),
        *_state(key, plan, case, found, _, around, today),
        Html(""),
        *paper_facts(paper, _, around),
        *_steps(plan, case, found, _, around),
    ]
    return Screen(join(explained(lines, _)), _choices(case, paper, plan, _, around))


def paper_itself(paper: Paper, _: Words, around: Surroundings, *lists: Choice) -> Screen:
    """The same facts for who has no list here; `lists` are the ways to the lists there are."""
    lines = [_("<b>{paper}</b>", paper=paper_name(paper, _)), Html(""), *paper_facts(paper, _, around)]
    own = Choice(_("📄 Papers for school"), Go(to="papers").pack())
    where = Choice(_("📍 Where to go"), Go(to="where").pack()) if paper.visit else None
    return Screen(join(explained(lines, _)), rows(*lists, where, own, to_home(_), width=2))


def _state(
    key: str,
    plan: PaperPlan | None,
    case: Case,
    found: Guide,
    _: Words,
    around: Surroundings,
    today: date,
) -> list[Html]:
    """Whether it is there, when it is handed in, and by when to begin."""
    if plan is None:
        permit_next = key == "residence_registration" and found.decision.permit_by is not None
        return [_("It comes before the residence permit.") if permit_next else _("It is not on your list.")]
    if plan.state == "have":
        return [_("✅ You have it.")]
    wanted = around.knowledge.papers.papers[plan.paper].wanted
    police = (
        plan.paper in (found.decision.permit_documents or ()) and plan.paper not in found.decision.documents
    )
    if police:
        lines = [_("The police ask for it, for the residence permit. A school mostly does not.")]
    else:
        lines = [_("For the first day.") if wanted == "report" else _("For applying.")]
    if not case.dated(plan, found, around):
        return lines
    if plan.state == "late":
        lines.append(_("⚠️ It can hardly be there by {day} any more. Begin at once.", day=plan.needed_by))
        if plan.instead is not None:
            other = around.knowledge.papers.papers[plan.instead]
            lines.append(_("Hand in instead: {other}. Ask the district first.", other=short_name(other, _)))
        return lines
    if plan.latest is not None:
        lines.append(_("Begin by {day} at the latest.", day=plan.latest))
    first = plan.steps[0].earliest if plan.steps else today
    if first > today:
        lines.append(_("Not before {day}: made earlier, it may have grown old.", day=first))
    elif plan.ready is not None and plan.ready - today > _SOON:
        lines.append(_("If you begin now, it is there about {day}.", day=plan.ready))
    return lines


def paper_facts(paper: Paper, _: Words, around: Surroundings) -> list[Html]:
    """Each with a mark where it is not confirmed; what nobody knows is left out."""

    def fact(name: str) -> Html:
        return told(around.knowledge.papers, (paper.cites[name],), _) if name in paper.cites else Html("")

    lines = (
        (fact("issuer"), "📍 "),
        (fact("bring"), "🎒 "),
        (fact("cost"), "💴 "),
        (fact("time"), "⏱ "),
        (fact("validity"), "📆 "),
        (fact("instead"), "↪️ "),
    )
    more = [Html("· ") + told(around.knowledge.papers, (rule,), _) for rule in _more(paper)]
    return [*(Html(sign) + line for line, sign in lines if line), *more]


def _more(paper: Paper) -> list[str]:
    """Worth knowing with it, and not said yet."""
    return [rule for rule in paper.rules if rule not in paper.cites.values()]


def _steps(plan: PaperPlan | None, case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """What is still to do, step by step."""
    if plan is None or len(plan.steps) < 2:
        return []
    lines, dated = [Html(""), _("<b>Step by step</b>")], case.dated(plan, found, around)
    for number, planned in enumerate(plan.steps, 1):
        step = around.knowledge.papers.steps[planned.step]
        text = _("{n}. {step}", n=number, step=_.fact(step.text))
        if dated and planned.latest is not None and not (planned.late or step.by_itself):
            text = _("{n}. {step} (by {day})", n=number, step=_.fact(step.text), day=planned.latest)
        lines.append(text)
    return lines


def _lost(case: Case, paper: Paper, there: bool, _: Words, around: Surroundings) -> list[Choice]:
    """A lost paper takes longer, and so does one that has to be filed: said by a tap, it counts from then on."""
    extra = any(around.knowledge.papers.steps[step].optional for step in paper.steps)
    if not extra or there:
        return []
    lost = case.answers.lost or frozenset()
    filed = paper.key == "lease_contract"
    lose = _("It has to be filed (备案)") if filed else _("❗ It is lost")
    find = _("It need not be filed") if filed else _("Found again")
    label = find if paper.key in lost else lose
    return [Choice(label, case.to("ask", Answers(lost=lost ^ {paper.key}), paper.key))]


def _choices(
    case: Case, paper: Paper, plan: PaperPlan | None, _: Words, around: Surroundings
) -> tuple[tuple[Choice, ...], ...]:
    kept = case.child is not None and plan is not None
    there = plan is not None and plan.state == "have"
    tick = Choice(_("✅ I have it"), case.to("got", paper=paper.key))
    untick = Choice(_("↩️ I do not have it"), case.to("miss", paper=paper.key))
    permit = paper.key == "residence_permit"
    return rows(
        (untick if there else tick) if kept else None,
        Choice(_("🏠 How do you live here?"), case.to("qhouse")) if permit and not there else None,
        *_lost(case, paper, there, _, around),
        Choice(_("📍 Where to go"), Go(to="where").pack()) if paper.visit else None,
        case.back(_),
        to_home(_),
        width=2,
    )
