"""BCG: one dose at birth (BC1-BC4)."""

from __future__ import annotations

from rules.vaccines.case import Case
from rules.vaccines.families.plain import Plain
from rules.vaccines.walk import Progress, Step


class Bcg(Plain):
    """BC3: one dose is for life, scar or no scar. BC4: early birth moves no date."""

    family = "BCG"
    programme = ("BCG",)

    def following(self, case: Case, past: Progress) -> Step:
        """BC2: from 3 months on a skin test comes first; the day itself does not change."""
        step = super().following(case, past)
        if case.today >= case.book.bcg.skin_test_from.after(case.born):
            return step._replace(rule="BC2")
        early = any(flag.startswith("preterm") for flag in case.flags)
        return step._replace(rule="BC4") if early else step
