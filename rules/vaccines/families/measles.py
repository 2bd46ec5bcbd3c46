"""Measles, mumps, rubella (MM1-MM6)."""

from __future__ import annotations

from datetime import date

from rules.vaccines.case import Case, Given
from rules.vaccines.families.plain import Plain
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step, ordinary

_ALL_THREE = frozenset({"measles", "mumps", "rubella"})


class Measles(Plain):
    """Two MMR (MM3); for older children two measles, one mumps and one rubella in any mixture (MM4)."""

    family = "MMR"
    programme = ("MMR",)

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine in case.book.measles.parts

    def finished(self, case: Case, past: Progress) -> str | None:
        parts = [part for dose in past.counted for part in case.book.measles.parts[dose.vaccine]]
        if parts.count("measles") >= 2 and "mumps" in parts and "rubella" in parts:
            return "MM3" if _needs_all_three(case) else "MM4"
        return None

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        """MM5: a measles dose at 6-7 months does not count. MM3: for the younger only the full MMR does."""
        plain = super().judge(case, past, dose)
        book = case.book.measles
        parts = book.parts[dose.vaccine]
        age = plain.hurdles[0]
        emergency = (
            book.emergency_from.after(case.born)
            <= dose.on
            < self.course(case).doses[0].min_age.after(case.born)
        )
        if emergency and "measles" in parts:
            plain.hurdles[0] = Hurdle(age.on, "emergency", "MM5")
        elif _needs_all_three(case) and parts != _ALL_THREE:
            return Judgement([Hurdle(date.max, "other_vaccine", "MM3")], None)
        return plain

    def following(self, case: Case, past: Progress) -> Step:
        """MM1, MM2; a third dose (after MR and MR, for mumps) keeps the ages of the second."""
        rule = self.course(case).dose(past.number)
        before = None if rule.before is None else rule.before.after(case.born)
        why = "MM4" if past.number > len(self.course(case).doses) else None
        about = None if _needs_all_three(case) else "MM4"
        return Step("MMR", past.number, ordinary(case, rule, past.last), before, why, about)


def _needs_all_three(case: Case) -> bool:
    """MM3: born on or after 2019-10-01."""
    return case.born >= case.book.measles.all_three_from
