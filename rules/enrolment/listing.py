"""Whether the city's list of services for migrant children is meant for this child (rules LE1 to LE5). Total.

Schooling itself does not depend on it (LE5).
"""

from __future__ import annotations

from datetime import date

from rules.enrolment.decision import Reason
from rules.enrolment.situation import Situation
from rules.migrant_child import came_from_elsewhere, is_young, lived_here, on_list


def listed(born: date, as_of: date, situation: Situation) -> tuple[bool | None, tuple[Reason, ...]]:
    """Yes, no, or None while too little was said; with the reasons. One condition that fails is enough for a no."""
    if situation.move is None and situation.arrived_on is None:
        return None, ()
    named = on_list(born, as_of, situation.move, situation.arrived_on)
    if named is False:
        return False, tuple(map(Reason, (*_failed(born, as_of, situation), "LE5")))
    return named, (Reason("LE4"),) if named else ()


def _failed(born: date, as_of: date, situation: Situation) -> list[str]:
    conditions = (
        ("LE1", is_young(born, as_of)),
        ("LE2", came_from_elsewhere(situation.move)),
        ("LE3", lived_here(situation.arrived_on, as_of)),
    )
    return [rule for rule, holds in conditions if holds is False]
