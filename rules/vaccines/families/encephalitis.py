"""Japanese encephalitis: JE-L twice or JE-I four times (JE1-JE5)."""

from __future__ import annotations

from rules.vaccines.case import Case, Given
from rules.vaccines.families.products import in_use
from rules.vaccines.walk import Judgement, Progress, Step, ordinary


class Encephalitis:
    """The two products are two courses. A mixed record has no confirmed rule: ask the clinic (JE5)."""

    family = "JE"
    programme = ("JE-L", "JE-I")

    def concerns(self, case: Case) -> bool:
        return True

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine in self.programme

    def finished(self, case: Case, past: Progress) -> str | None:
        for vaccine in self.programme:
            course = case.book.courses[vaccine]
            if sum(dose.vaccine == vaccine for dose in past.counted) >= len(course.doses):
                return course.done_rule
        return None

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        course = case.book.courses[dose.vaccine]
        number, last = _own(past, dose.vaccine)
        return Judgement(ordinary(case, course.dose(number), last), course.retry(number))

    def following(self, case: Case, past: Progress) -> Step:
        vaccine = in_use(case, past, "JE-L", "JE-I")
        number, last = _own(past, vaccine)
        rule = case.book.courses[vaccine].dose(number)
        before = None if rule.before is None else rule.before.after(case.born)
        mixed = len({dose.vaccine for dose in past.counted}) > 1
        hurdles = ordinary(case, rule, last)
        return Step(vaccine, number, hurdles, before, "JE5" if mixed else None, ask_clinic=mixed)


def _own(past: Progress, vaccine: str) -> tuple[int, Given | None]:
    """Number of the next dose of this product, and its last counted dose."""
    own = [dose for dose in past.counted if dose.vaccine == vaccine]
    return len(own) + 1, own[-1] if own else None
