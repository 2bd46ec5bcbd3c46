"""Meningococcal vaccines: MPSV-A twice, then MPSV-AC twice (MN1-MN4)."""

from __future__ import annotations

from rules.vaccines.case import Case, Given
from rules.vaccines.families.plain import Plain
from rules.vaccines.walk import Hurdle, Judgement, Progress, Step, latest, walk


class MeningitisA(Plain):
    """MPSV-A, or one conjugate vaccine under 24 months in its place (MN4; its doses follow the leaflet)."""

    family = "MPSV-A"
    programme = ("MPSV-A",)

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine == "MPSV-A" or _early_conjugate(case, dose)

    def finished(self, case: Case, past: Progress) -> str | None:
        if any(_early_conjugate(case, dose) for dose in past.counted):
            return "MN4"
        return super().finished(case, past)

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        if _early_conjugate(case, dose):
            return Judgement([Hurdle(case.born, "age", "MN4")], None)
        return super().judge(case, past, dose)


class MeningitisAC(Plain):
    """MPSV-AC. Its first dose depends on how many MPSV-A went before (MN1, MN3)."""

    family = "MPSV-AC"
    programme = ("MPSV-AC",)

    def reads(self, case: Case, dose: Given) -> bool:
        if dose.vaccine in case.book.meningitis.conjugates:
            return not _early_conjugate(case, dose)
        return dose.vaccine == "MPSV-AC"

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        plain = super().judge(case, past, dose)
        if past.number > 1:
            return plain
        before = [a for a in walk(_MENINGITIS_A, case).counted if a.on < dose.on]
        a_done = bool(_MENINGITIS_A.finished(case, Progress(before)))
        return plain._replace(hurdles=self._first(case, before, a_done))

    def following(self, case: Case, past: Progress) -> Step:
        step = super().following(case, past)
        if past.number > 1:
            return step
        before = walk(_MENINGITIS_A, case)
        on_time = bool(_MENINGITIS_A.finished(case, before)) or _under_way(case, before)
        return step._replace(hurdles=self._first(case, before.counted, on_time))

    def _first(self, case: Case, before: list[Given], on_time: bool) -> list[Hurdle]:
        """Dose 1: at 3 years, 12 months after MPSV-A; from 24 months without it (W6: whatever the age now; MN3)."""
        numbers, first = case.book.meningitis, self.course(case).doses[0]
        if on_time:
            hurdles = [Hurdle(first.min_age.after(case.born), "age", "MN1")]
            wait, rule = numbers.wait_after_two, "MN1"
        else:
            hurdles = [Hurdle(numbers.late_age.after(case.born), "age", "MN3")]
            wait, rule = numbers.wait_after_one, "MN3"
        if before and (not on_time or _MENINGITIS_A.finished(case, Progress(before))):
            hurdles.append(Hurdle(wait.after(before[-1].on), "wait", rule))
        return hurdles


_MENINGITIS_A = MeningitisA()


def _early_conjugate(case: Case, dose: Given) -> bool:
    """MN4: a conjugate vaccine given before 24 months."""
    numbers = case.book.meningitis
    return dose.vaccine in numbers.conjugates and dose.on < numbers.late_age.after(case.born)


def _under_way(case: Case, past: Progress) -> bool:
    """Whether MPSV-A has begun and can still be completed before it closes at 24 months (MN2, MN3)."""
    if not past.counted:
        return False
    closes = case.book.closes["MPSV-A"].age.after(case.born)
    next_day = latest(_MENINGITIS_A.following(case, past).hurdles).on
    return case.today < closes and max(next_day, past.retry or next_day) < closes
