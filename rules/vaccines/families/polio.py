"""Polio: IPV, IPV, bOPV, bOPV, and every mixture older children bring along (PO1-PO7)."""

from __future__ import annotations

from datetime import date

from rules.vaccines.case import Case, Given
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step, ordinary


class Polio:
    """PO3: doses count in their order, whichever vaccine; under 4 years three are enough."""

    family = "Polio"
    programme = ("IPV", "bOPV")

    def concerns(self, case: Case) -> bool:
        return True

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine in ("IPV", "bOPV", "tOPV")

    def finished(self, case: Case, past: Progress) -> str | None:
        """Four doses (PO3), two of them with type 2 (PO4); four with IPV finish it for good (PO5)."""
        doses = len(case.book.courses["Polio"].doses)
        if len(past.counted) < doses or _short_of_type2(case, past):
            return None
        return "PO5" if sum(dose.vaccine == "IPV" for dose in past.counted) >= doses else "PO3"

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        course = case.book.courses["Polio"]
        hurdles = ordinary(case, course.dose(past.number), past.last)
        if past.number >= len(course.doses):
            hurdles[0] = Hurdle(self._last_age(case, past, dose), "age", hurdles[0].rule)
        return Judgement(hurdles, course.retry(past.number))

    def _last_age(self, case: Case, past: Progress, dose: Given) -> date:
        """From which day a dose may stand as the fourth one.

        Not only from 4 years: an IPV that completes four IPV or comes in a combination counts earlier (PO5),
        so does one that fills up type 2 (PO4), and any dose of a mass campaign (PO3).
        """
        book = case.book
        table = book.courses["Polio"].doses
        if any(word in dose.product for word in book.polio.campaign_words):
            return case.born
        if dose.vaccine == "IPV":
            if _short_of_type2(case, past):
                return table[1].min_age.after(case.born)
            if dose.combination or all(earlier.vaccine == "IPV" for earlier in past.counted):
                return book.polio.ipv_last_age.after(case.born)
        return table[-1].min_age.after(case.born)

    def following(self, case: Case, past: Progress) -> Step:
        """IPV as long as type 2 is short, also as fourth or fifth dose (PO4); the ages stay those of the table (G1)."""
        table = case.book.courses["Polio"]
        rule = table.dose(past.number)
        short = _short_of_type2(case, past)
        vaccine = "IPV" if short or case.all_ipv else "bOPV"
        why = None
        if past.number >= len(table.doses) and short:
            why = "PO4"
        elif vaccine == "IPV" and not short:
            why = "PO6"
        before = None if rule.before is None else rule.before.after(case.born)
        hurdles = ordinary(case, rule, past.last)
        late = before is not None and case.today >= before
        about = why or ("PO3" if late else None)
        return Step(vaccine, past.number, hurdles, before, why, about, ask_clinic=why == "PO4")


def _short_of_type2(case: Case, past: Progress) -> bool:
    """PO4: whether doses with type 2 virus (IPV and the old trivalent tOPV) are still missing."""
    numbers = case.book.polio
    needed = numbers.older_type2_doses if case.born < numbers.older_before else numbers.type2_doses
    return sum(dose.vaccine in numbers.type2_vaccines for dose in past.counted) < needed
