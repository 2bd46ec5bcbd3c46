"""Hepatitis A: HepA-L once or HepA-I twice (HA1-HA6)."""

from __future__ import annotations

from rules.vaccines.case import Case, Given
from rules.vaccines.families.products import in_use
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step, ordinary


class HepatitisA:
    """HA4: after one HepA-I a single HepA-L, half a year later, finishes the series."""

    family = "HepA"
    programme = ("HepA-L", "HepA-I")

    def concerns(self, case: Case) -> bool:
        return True

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine in self.programme

    def finished(self, case: Case, past: Progress) -> str | None:
        if not past.counted:
            return None
        if past.counted[-1].vaccine == "HepA-L":
            return "HA1" if len(past.counted) == 1 else "HA4"
        return "HA5" if len(past.counted) >= len(case.book.courses["HepA-I"].doses) else None

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        course = case.book.courses[dose.vaccine]
        if dose.vaccine == "HepA-I":
            rule = course.dose(past.number)
            return Judgement(ordinary(case, rule, past.last), course.retry(past.number))
        hurdles = ordinary(case, course.doses[0], None)
        if past.last is None:
            return Judgement(hurdles, None)
        gap = case.book.hepatitis_a.live_after_inactivated
        return Judgement([*hurdles, Hurdle(gap.after(past.last.on), "wait", "HA4")], gap)

    def following(self, case: Case, past: Progress) -> Step:
        vaccine = in_use(case, past, "HepA-L", "HepA-I")
        rule = case.book.courses[vaccine].dose(past.number)
        before = None if rule.before is None else rule.before.after(case.born)
        return Step(vaccine, past.number, ordinary(case, rule, past.last), before)
