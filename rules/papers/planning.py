"""Counting back: when each step can begin, when it is finished, and the last day on which beginning still makes everything in time.

Forwards every step begins as early as it can: not before today, not before what it waits for, and not so early that its paper is stale
when it is handed in. Backwards from the deadlines of all papers that can still be there in time. Pure and total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from rules.papers.book import Paper, PaperBook
from rules.papers.counting import begin_by, begin_from, finished
from rules.papers.plan import Asked, PaperPlan, Planned, State
from rules.papers.todo import Todo
from rules.papers.workdays import Workdays

#: A paper whose latest start is so many days away, or less, is for now.
SOON = timedelta(days=7)


def back_plan(book: PaperBook, asked: Asked, today: date, workdays: Workdays) -> tuple[PaperPlan, ...]:
    """A plan for each paper asked for that the book knows, in the book's order. Never raises."""
    course = _Course(book, asked, today, workdays)
    return tuple(course.plan(paper) for paper in course.papers)


class _Course:
    """The days of one family: `begins` and `ready` of every open step, and of every paper the day it is there."""

    def __init__(self, book: PaperBook, asked: Asked, today: date, workdays: Workdays) -> None:
        self._book, self._asked, self._today, self._workdays = book, asked, today, workdays
        self._todo = Todo(book, asked, today, workdays)
        self.papers = [one for key, one in book.papers.items() if key in asked.needed_by]
        there = [one for one in self.papers if one.key in asked.have]
        self._chains = {one.key: self._todo.chain(one) for one in self.papers if one not in there}
        self._order = list(dict.fromkeys(step for chain in self._chains.values() for step in chain))
        self._begins: dict[str, date] = {}
        self._ready: dict[str, date] = {}
        self._count_forwards()
        self._in_time = {key: asked.needed_by[key] for key in self._chains if not self._is_late(key)}
        self._due = self._count_back(self._in_time, self._order)

    def plan(self, paper: Paper) -> PaperPlan:
        """The plan of one of the papers asked for."""
        key, needed_by = paper.key, self._asked.needed_by[paper.key]
        if self._is_there(key):
            return PaperPlan(key, "have", (), needed_by, None, None, None)
        late = self._is_late(key)
        due = self._count_back({key: needed_by}, self._chains[key]) if late else {}
        steps = tuple(self._planned(step, due.get(step)) for step in self._chains[key])
        latest = None if late else self._latest(paper, steps)
        return PaperPlan(
            paper=key,
            state=self._state(late, latest),
            steps=steps,
            needed_by=needed_by,
            ready=self.there_on(paper),
            latest=latest,
            instead=self._instead(paper) if late else None,
        )

    def there_on(self, paper: Paper) -> date:
        """The day the paper is there when everything begins as early as it can."""
        own = [self._ready[step] for step in self._todo.own(paper)]
        return max(own + self._todo.known_days(paper.steps), default=self._today)

    def _is_there(self, key: str) -> bool:
        """It was told, or its steps are done and the last wait is over."""
        if key not in self._chains:
            return True
        paper = self._book.papers[key]
        known = self._todo.known_days(paper.steps)
        return bool(known) and not self._todo.own(paper) and max(known) <= self._today

    def _is_late(self, key: str) -> bool:
        return not self._is_there(key) and self.there_on(self._book.papers[key]) > self._asked.needed_by[key]

    def _state(self, late: bool, latest: date | None) -> State:
        if late:
            return "late"
        return "now" if latest is not None and latest - self._today <= SOON else "open"

    def _count_forwards(self) -> None:
        for key in self._order:
            step = self._book.steps[key]
            begins = self._asked.begun.get(key)
            self._begins[key] = self._earliest(key) if begins is None else begins
            self._ready[key] = finished(step, self._begins[key], self._workdays)

    def _earliest(self, key: str) -> date:
        step = self._book.steps[key]
        before = [self._ready[one] for one in self._todo.waits_for(key) if one in self._ready]
        before += self._todo.known_days(step.after)
        if step.by_itself:
            return max(before, default=self._today)
        if step.fresh is not None:
            first = min(self._asked.needed_by[one] for one, chain in self._chains.items() if key in chain)
            before.append(begin_from(step, step.fresh.before(first), self._workdays))
        return max([self._today, *before])

    def _count_back(self, needed_by: Mapping[str, date], order: Iterable[str]) -> dict[str, date]:
        """For each step these papers wait for, the day by which it must be finished; `date.min` where no day is early enough."""
        due: dict[str, date] = {}
        for key, day in needed_by.items():
            for step in self._todo.own(self._book.papers[key]):
                due[step] = day
        for step in reversed(list(order)):
            if step in due:
                begins = begin_by(self._book.steps[step], due[step], self._workdays) or date.min
                for before in self._todo.waits_for(step):
                    due[before] = min(begins, due.get(before, begins))
        return due

    def _planned(self, key: str, due: date | None) -> Planned:
        """`due`: the day by which a late paper would have needed it."""
        step, begins = self._book.steps[key], self._begins[key]
        latest = None
        if key in self._due and not (self._runs(key) and not self._todo.waits_for(key)):
            latest = begin_by(step, self._due[key], self._workdays)
        late = due is not None and self._ready[key] > due
        return Planned(key, step.paper, begins, self._ready[key], latest, late)

    def _latest(self, paper: Paper, steps: tuple[Planned, ...]) -> date | None:
        """The most pressing of what somebody has to begin. A paper without steps only has to be found."""
        if not steps:
            found = self._todo.known_days(paper.steps)
            return None if found else self._asked.needed_by[paper.key]
        return min((one.latest for one in steps if one.latest and not self._runs(one.step)), default=None)

    def _runs(self, step: str) -> bool:
        """Whether it goes on without anybody."""
        return step in self._asked.begun or self._book.steps[step].by_itself

    def _instead(self, paper: Paper) -> str | None:
        """The first substitute that is there, or can be by the same day."""
        needed_by = self._asked.needed_by[paper.key]
        for key in paper.substitutes:
            one = self._book.papers.get(key)
            if key in self._asked.have:
                return key
            if one is None:
                continue
            by = min(needed_by, self._asked.needed_by.get(key, needed_by))
            asked = replace(self._asked, needed_by={**self._asked.needed_by, key: by})
            course = _Course(self._book, asked, self._today, self._workdays)
            if course._is_there(key) or course.there_on(one) <= needed_by:
                return key
        return None
