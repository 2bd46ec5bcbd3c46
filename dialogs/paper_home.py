"""What home and the card say about a child's papers."""

from __future__ import annotations

from datetime import date, timedelta

from actions import plans, records
from db.children import Child
from dialogs.addresses import ChildDo
from dialogs.school_words import deadline_line, stage_name
from dialogs.screens import Choice
from dialogs.words import Html, Words
from rules.enrolment import decide
from rules.enrolment.situation import Situation
from rules.knowledge import Knowledge

#: What lies further ahead is found behind the button.
SOON = timedelta(days=60)
#: Classes in which something begins: a family that does not know of it hears of it on home.
_BEGINNINGS = ("kindergarten_small", "primary_1", "junior_1")


def paper_lines(
    knowledge: Knowledge, child: Child, kept: records.Record, today: date, _: Words
) -> list[Html]:
    """The next day of the papers and how many are there; for who has no list yet, that there is one to be made."""
    found = plans.guide_of(knowledge, child, kept, today)
    if found is None or kept.papers is None:
        begins = decide(knowledge.enrolment, child.born, today, Situation())
        if begins.stage not in _BEGINNINGS:
            return []
        stage = stage_name(begins.stage, _)
        return [_("🏫 {stage} from autumn {year}. The papers: tap 📄.", stage=stage, year=begins.entry_year)]
    if kept.papers.way.enrolled or not found.plans:
        return []
    there = sum(plan.state == "have" for plan in found.plans)
    lines = [_("📄 Papers: {n} of {all} are there.", n=there, all=len(found.plans))]
    if found.decision.stage == "nursery":
        lines = []  # its list begins only in the autumn before
    coming = [one for one in found.deadlines if one.opens - today <= SOON]
    return [*lines, *(deadline_line(knowledge, one, _) for one in coming[:2])]


def to_papers(child: Child, _: Words) -> Choice:
    return Choice(_("📄 Papers for school"), ChildDo(do="papers", child=child.id or 0).pack())
