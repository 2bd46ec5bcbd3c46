"""A series that simply follows its course: one vaccine, doses in order. The other families start from it."""

from __future__ import annotations

from rules.vaccines.book import Course
from rules.vaccines.case import Case, Given
from rules.vaccines.walk import Judgement, Progress, Step, ordinary


class Plain:
    """Doses 1..n of one vaccine by the table (G1, G2, G3)."""

    family: str
    programme: tuple[str, ...]

    def course(self, case: Case) -> Course:
        return case.book.courses[self.family]

    def concerns(self, case: Case) -> bool:
        return True

    def reads(self, case: Case, dose: Given) -> bool:
        return dose.vaccine in self.programme

    def finished(self, case: Case, past: Progress) -> str | None:
        course = self.course(case)
        return course.done_rule if len(past.counted) >= len(course.doses) else None

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        course = self.course(case)
        return Judgement(ordinary(case, course.dose(past.number), past.last), course.retry(past.number))

    def following(self, case: Case, past: Progress) -> Step:
        rule = self.course(case).dose(past.number)
        before = None if rule.before is None else rule.before.after(case.born)
        return Step(self.programme[0], past.number, ordinary(case, rule, past.last), before)
