"""Which steps a family has still to take for a paper, and in which order. Pure and total, whatever the book and the answers hold."""

from __future__ import annotations

from datetime import date

from rules.papers.book import Paper, PaperBook, Step
from rules.papers.counting import finished
from rules.papers.plan import Asked
from rules.papers.workdays import Workdays


class Todo:
    """The open steps of one family on one day.

    A step needs nothing when it is done, when the paper it belongs to is there, or when a later step of the same paper is done or begun.
    It does not concern a family with other housing that was not asked for the paper, nor, where it is optional, one that did not say so.
    Time that passes by itself is over when its end is past, or when nobody knows since when it runs (the registration is there, its day
    was not told).
    """

    def __init__(self, book: PaperBook, asked: Asked, today: date, workdays: Workdays) -> None:
        self._book, self._asked, self._today, self._workdays = book, asked, today, workdays
        self._settled = self._before_what_was_done()
        self._open: dict[str, bool] = {}

    def own(self, paper: Paper) -> tuple[str, ...]:
        """The open steps of the paper itself, in the book's order."""
        return tuple(step for step in paper.steps if self.is_open(step))

    def chain(self, paper: Paper) -> list[str]:
        """Its open steps and those of other papers they wait for, each behind what it waits for."""
        found: dict[str, None] = {}
        seen: set[str] = set()

        def add(step: str) -> None:
            if step not in seen:
                seen.add(step)
                for before in self.waits_for(step):
                    add(before)
                found[step] = None

        for step in self.own(paper):
            add(step)
        return list(found)

    def waits_for(self, step: str) -> tuple[str, ...]:
        """The open steps that come before it; none for one that has begun."""
        if step in self._asked.begun:
            return ()
        return tuple(one for one in self._book.steps[step].after if self.is_open(one))

    def known_day(self, step: str) -> date | None:
        """The day a step that was told as done is finished, its wait counted."""
        done, one = self._asked.done.get(step), self._book.steps.get(step)
        return None if done is None or one is None else one.wait.after(done)

    def known_days(self, steps: tuple[str, ...]) -> list[date]:
        """The days on which those of them that are done are finished."""
        return [day for step in steps if (day := self.known_day(step)) is not None]

    def is_open(self, step: str) -> bool:
        """Whether something is left of it."""
        if step not in self._open:
            self._open[step] = False  # a circle, which no pack may hold, ends here
            self._open[step] = self._left(step)
        return self._open[step]

    def _left(self, key: str) -> bool:
        step = self._book.steps.get(key)
        if step is None or key in self._asked.done or key in self._settled or step.paper in self._asked.have:
            return False
        if key in self._asked.begun:
            return True
        return self._concerns(step) and not (step.by_itself and self._is_over(step))

    def _concerns(self, step: Step) -> bool:
        asked = self._asked
        here = not step.only_for or asked.housing in step.only_for or step.paper in asked.needed_by
        return here and (not step.optional or step.id in asked.optional)

    def _is_over(self, step: Step) -> bool:
        if any(self.is_open(one) for one in step.after):
            return False
        since = self.known_days(step.after)
        return not since or finished(step, max(since), self._workdays) <= self._today

    def _before_what_was_done(self) -> set[str]:
        """Steps whose paper went on without them: a later step of it is done or has begun."""
        steps = self._book.steps
        waiting = [one for one in (*self._asked.done, *self._asked.begun) if one in steps]
        settled: set[str] = set()
        while waiting:
            step = steps[waiting.pop()]
            for before in step.after:
                if before in steps and steps[before].paper == step.paper and before not in settled:
                    settled.add(before)
                    waiting.append(before)
        return settled
