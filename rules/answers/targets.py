"""What ways under an answer may lead to, of everything the packs know. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rules.answers.answer import FLOWS, Answer, Leads
from rules.answers.checks import Known
from rules.knowledge import Knowledge


def known(knowledge: Knowledge, answers: Mapping[str, Answer]) -> Known:
    """Ids by kind, and these answers."""
    ids = {
        Leads.FLOW: FLOWS,
        Leads.PAPER: knowledge.papers.papers,
        Leads.GUIDE: knowledge.guides,
        Leads.SERVICE: knowledge.services.services,
        Leads.NEAR: knowledge.place_kinds,
        Leads.HOTLINE: knowledge.hotlines,
    }
    return Known({kind: frozenset(found) for kind, found in ids.items()}, answers)
