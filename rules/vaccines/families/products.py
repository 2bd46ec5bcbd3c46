"""A series that comes as a live or as an inactivated product (JE, HepA): which of them is in use."""

from __future__ import annotations

from rules.vaccines.case import Case
from rules.vaccines.walk import Progress


def in_use(case: Case, past: Progress, live: str, inactivated: str) -> str:
    """JE3, HA6: the live product unless the record shows the inactivated one.

    G13: where the live product is forbidden and none counted yet, the inactivated one is always allowed. Not
    after a severe allergy (G11): whether the other product will do then, only the clinic can say.
    """
    if any(dose.vaccine == inactivated for dose in case.given):
        return inactivated
    begun = any(dose.vaccine == live for dose in past.counted)
    instead = case.forbidden.get(live, "G11") != "G11" and not begun
    return inactivated if instead else live
