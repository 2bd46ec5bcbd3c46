"""Hepatitis B (HB1-HB7)."""

from __future__ import annotations

from rules.vaccines.book import Course
from rules.vaccines.case import Case, Given
from rules.vaccines.families.plain import Plain
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step

_MOTHER = frozenset({"mother_hbsag_positive", "mother_hbsag_unknown"})


class HepatitisB(Plain):
    """Three doses; four for a child under 2000 g whose mother is HBsAg positive or unknown (HB5).

    HB4's 12 hours and HB1's 24 hours read the same here: records know days, not hours.
    """

    family = "HepB"
    programme = ("HepB",)

    def course(self, case: Case) -> Course:
        small = "birth_weight_under_2000g" in case.flags and not _MOTHER.isdisjoint(case.flags)
        return case.book.courses["HepB-small" if small else "HepB"]

    def finished(self, case: Case, past: Progress) -> str | None:
        done = super().finished(case, past)
        return "HB6" if done and "mother_hbsag_positive" in case.flags else done

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        plain = super().judge(case, past, dose)
        return plain._replace(hurdles=plain.hurdles + self._whole_course(case, past))

    def following(self, case: Case, past: Progress) -> Step:
        step = super().following(case, past)
        step = step._replace(hurdles=step.hurdles + self._whole_course(case, past))
        if past.number == 1 and not _MOTHER.isdisjoint(case.flags):
            return step._replace(rule="HB4")
        return step

    def _whole_course(self, case: Case, past: Progress) -> list[Hurdle]:
        """HB2: the last dose keeps 4 months from the first (HB5: from the first after the birth dose)."""
        course = self.course(case)
        if past.number != len(course.doses):
            return []
        first = past.counted[len(course.doses) - 3]
        return [Hurdle(case.book.hepatitis_b.first_to_last.after(first.on), "wait", "HB2")]
