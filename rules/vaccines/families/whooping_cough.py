"""Diphtheria, tetanus, whooping cough: DTaP, and DT to catch up from 7 years (DP1-DP10)."""

from __future__ import annotations

from datetime import date

from rules.spans import Span
from rules.vaccines.case import Case, Given
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step, ordinary


class WhoopingCough:
    """DTaP and DT are counted together (DP5); a combination counts dose for dose (DP8)."""

    family = "DTP"
    programme = ("DTaP", "DT")

    def concerns(self, case: Case) -> bool:
        return True

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine in self.programme

    def finished(self, case: Case, past: Progress) -> str | None:
        """DP7: five DTaP. DP5 and DP9: three or more doses with a DT among them, also a DT at 6."""
        had_dt = any(dose.vaccine == "DT" for dose in past.counted)
        if had_dt and len(past.counted) >= 3:
            return "DP5"
        return "DP7" if len(past.counted) >= len(case.book.courses["DTP"].doses) else None

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        if dose.vaccine == "DT":
            youngest = Hurdle(case.book.dtp.dt_record_age.after(case.born), "age", "DP4")
            return Judgement([youngest, *_dt_wait(case, past)], _dt_span(case, past))
        course = case.book.courses["DTP"]
        hurdles = ordinary(case, course.dose(past.number), past.last)
        youngest_day = self._youngest(case, past.number, dose, hurdles[0].on)
        hurdles[0] = Hurdle(youngest_day, "age", "DP1")
        return Judgement(hurdles, course.retry(past.number))

    def _youngest(self, case: Case, number: int, dose: Given, listed: date) -> date:
        """The listed age, the leaflet's for a combination (DP8) or the old table's before 2025 (DP9)."""
        days = [listed]
        if dose.combination:
            ages = case.book.combinations[dose.combination].leaflet_ages.get("DTaP", ())
            days += [age.after(case.born) for age in ages[number - 1 : number]]
        if dose.on < case.book.dtp.old_ages_until:
            days += [age.after(case.born) for age in case.book.dtp.old_ages[number - 1 : number]]
        return min(days)

    def following(self, case: Case, past: Progress) -> Step:
        """DP3, DP6: DTaP as long as the child is under 7, then DT (DP4)."""
        rule = case.book.courses["DTP"].dose(past.number)
        seventh = case.book.closes["DTaP"].age.after(case.born)
        if case.today < seventh:
            hurdles = ordinary(case, rule, past.last)
            before = None if rule.before is None else rule.before.after(case.born)
            return Step("DTaP", past.number, hurdles, before)
        # W4: any open DT dose is overdue; W6: not before the 7th birthday.
        hurdles = [Hurdle(seventh, "age", "DP5"), *_dt_wait(case, past)]
        return Step("DT", past.number, hurdles, date.min)


def _dt_wait(case: Case, past: Progress) -> list[Hurdle]:
    """DP5: how long a DT waits after the last dose."""
    if past.last is None:
        return []
    return [Hurdle(_dt_span(case, past).after(past.last.on), "wait", "DP5")]


def _dt_span(case: Case, past: Progress) -> Span:
    """The interval before a DT that follows so many doses; before the first one that of 1 -> 2 (G16)."""
    waits = case.book.dtp.dt_waits
    return waits[min(max(len(past.counted), 1), len(waits)) - 1]
