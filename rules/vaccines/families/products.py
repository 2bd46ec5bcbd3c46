"""A series that comes as a live or as an inactivated product (JE, HepA): which of them is in use."""

from __future__ import annotations

from rules.vaccines.case import Case


def in_use(case: Case, live: str, inactivated: str) -> str:
    """JE3, HA6: the live product unless the record shows the inactivated one.

    Where the live product is forbidden and none was given yet, the inactivated one is still allowed (G13).
    """
    codes = {dose.vaccine for dose in case.given}
    if inactivated in codes or (live in case.forbidden and live not in codes):
        return inactivated
    return live
