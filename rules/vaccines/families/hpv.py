"""HPV: two doses for girls from 13 years (HP1-HP6)."""

from __future__ import annotations

from rules.vaccines.case import Case, Given
from rules.vaccines.families.plain import Plain
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step, ordinary


class Hpv(Plain):
    """HP4: a dose the family paid for counts from 9 years; the programme's own wait for 13."""

    family = "HPV"
    programme = ("HPV",)

    def concerns(self, case: Case) -> bool:
        """HP1, HP6: girls born on or after 2011-11-10. A child without a stated sex gets no row."""
        return case.sex == "F" and case.born >= case.book.hpv.born_from

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        plain = super().judge(case, past, dose)
        youngest = case.book.hpv.self_paid_age.after(case.born)
        return plain._replace(hurdles=[Hurdle(youngest, "age", "HP4"), *plain.hurdles[1:]])

    def following(self, case: Case, past: Progress) -> Step:
        """W6: the first dose also waits for the start of the programme. HP2: the second within 12 months."""
        numbers, rule = case.book.hpv, self.course(case).dose(past.number)
        hurdles = ordinary(case, rule, past.last)
        if past.last is None:
            hurdles.append(Hurdle(numbers.start, "start", "HP1"))
            before = None if rule.before is None else rule.before.after(case.born)
        else:
            before = numbers.second_within.after(past.last.on)
        return Step("HPV", past.number, hurdles, before)
