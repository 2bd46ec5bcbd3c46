"""The same plans as `rules.papers.planning`, found the plain way: days are tried one after the other. Slow on purpose, and shares no code.

A latest start is found by beginning a step a day later, and again, until some paper that could be in time no longer is.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from rules.papers.book import PaperBook, Step
from rules.papers.plan import Asked, Planned
from rules.papers.workdays import Workdays
from rules.spans import Span

DAY = timedelta(days=1)
#: State, steps by id, ready, latest, instead.
Found = tuple[str, dict[str, Planned], date | None, date | None, str | None]


def months(day: date, number: int) -> date:
    """The same day so many months on (or back), or the last of a shorter month."""
    month = day.year * 12 + day.month - 1 + number
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def after(wait: Span, day: date) -> date:
    return months(day, wait.months) + wait.days * DAY


def before(span: Span, day: date) -> date:
    return months(day, -span.months) - span.days * DAY


class PlainPlanner:
    """One family on one day."""

    def __init__(self, book: PaperBook, asked: Asked, today: date, workdays: Workdays) -> None:
        self.book, self.asked, self.today, self.workdays = book, asked, today, workdays
        self.papers = [key for key in book.papers if key in asked.needed_by]
        self.planned = [key for key in self.papers if key not in asked.have]
        self.ready = self.days({})

    def plans(self) -> dict[str, Found]:
        return {key: self.plan(key) for key in self.papers}

    # -- the calendar

    def open_day(self, day: date) -> bool:
        if day.isoweekday() in (6, 7):
            return day in self.workdays.makeup
        return day not in self.workdays.holidays

    def finish(self, step: Step, begins: date) -> date:
        day = begins
        if step.office:
            while not self.open_day(day):
                day += DAY
            left = step.days
            while left:
                day += DAY
                left -= self.open_day(day)
        return after(step.wait, day)

    # -- what is left to do

    def told(self, key: str) -> date | None:
        """When a step told as done was over with its wait."""
        return after(self.book.steps[key].wait, self.asked.done[key]) if key in self.asked.done else None

    def ancestors(self, key: str) -> set[str]:
        """Steps of the same paper that come before it, near and far."""
        found: set[str] = set()
        for one in self.book.steps[key].after:
            if self.book.steps[one].paper == self.book.steps[key].paper:
                found |= {one} | self.ancestors(one)
        return found

    def is_open(self, key: str) -> bool:
        step, asked = self.book.steps[key], self.asked
        passed = [one for one in (*asked.done, *asked.begun) if key in self.ancestors(one)]
        if key in asked.done or passed or step.paper in asked.have:
            return False
        if key in asked.begun:
            return True
        if step.only_for and asked.housing not in step.only_for and step.paper not in asked.needed_by:
            return False
        if step.optional and key not in asked.optional:
            return False
        if step.by_itself and not any(self.is_open(one) for one in step.after):
            since = [told for one in step.after if (told := self.told(one))]
            return bool(since) and self.finish(step, max(since)) > self.today
        return True

    def waits_for(self, key: str) -> list[str]:
        if key in self.asked.begun:
            return []
        return [one for one in self.book.steps[key].after if self.is_open(one)]

    def own(self, paper: str) -> list[str]:
        return [one for one in self.book.papers[paper].steps if self.is_open(one)]

    def needs(self, paper: str) -> set[str]:
        """Its open steps, and what they wait for."""
        found, look = set(), self.own(paper)
        while look:
            found.add(look[-1])
            look.extend(self.waits_for(look.pop()))
        return found

    # -- forwards

    def days(self, held_back: Mapping[str, date]) -> dict[str, tuple[date, date]]:
        """Begin and end of every step that is needed; none begins before the day it is held back to."""
        found: dict[str, tuple[date, date]] = {}

        def look(key: str) -> date:
            if key not in found:
                begins = max(
                    self.first_day(key, [look(one) for one in self.waits_for(key)]),
                    held_back.get(key, date.min),
                )
                found[key] = (begins, self.finish(self.book.steps[key], begins))
            return found[key][1]

        for paper in self.planned:
            for key in self.needs(paper):
                look(key)
        return found

    def first_day(self, key: str, ends: list[date]) -> date:
        step = self.book.steps[key]
        if key in self.asked.begun:
            return self.asked.begun[key]
        ends = ends + [told for one in step.after if (told := self.told(one))]
        if step.by_itself:
            return max(ends)
        day = max([self.today, *ends])
        if step.fresh is not None:
            first = min(self.asked.needed_by[paper] for paper in self.planned if key in self.needs(paper))
            while self.finish(step, day) < before(step.fresh, first):
                day += DAY
        return day

    def there_on(self, paper: str, ready: Mapping[str, tuple[date, date]]) -> date:
        ends = [ready[key][1] for key in self.own(paper)]
        ends += [told for key in self.book.papers[paper].steps if (told := self.told(key))]
        return max(ends, default=self.today)

    def is_there(self, paper: str) -> bool:
        done = [told for key in self.book.papers[paper].steps if (told := self.told(key))]
        return paper in self.asked.have or (bool(done) and not self.own(paper) and max(done) <= self.today)

    def in_time(self, paper: str, ready: Mapping[str, tuple[date, date]]) -> bool:
        return self.is_there(paper) or self.there_on(paper, ready) <= self.asked.needed_by[paper]

    # -- the plan

    def latest(self, key: str) -> date | None:
        """A day later, and again, until a paper that could be in time is not."""
        waiting = [one for one in self.planned if self.in_time(one, self.ready) and key in self.needs(one)]
        runs = key in self.asked.begun or (self.book.steps[key].by_itself and not self.waits_for(key))
        if not waiting or runs:
            return None
        day = self.ready[key][0]
        while True:
            later = self.days({key: day + DAY})
            if not all(self.in_time(one, later) for one in waiting):
                return day
            day += DAY

    def is_late(self, key: str, paper: str, ready: date) -> bool:
        """Whether the paper misses its day when this step is ready then, even if nothing else took time or stood in the way."""
        if key in self.own(paper) and ready > self.asked.needed_by[paper]:
            return True
        followers = [one for one in self.needs(paper) if key in self.waits_for(one)]
        return any(self.is_late(one, paper, self.finish(self.book.steps[one], ready)) for one in followers)

    def plan(self, paper: str) -> Found:
        if self.is_there(paper):
            return "have", {}, None, None, None
        late = not self.in_time(paper, self.ready)
        steps = {}
        for key in self.needs(paper):
            begins, ready = self.ready[key]
            of = self.book.steps[key].paper
            steps[key] = Planned(
                key, of, begins, ready, self.latest(key), late and self.is_late(key, paper, ready)
            )
        there = self.there_on(paper, self.ready)
        if late:
            return "late", steps, there, None, self.instead(paper)
        acts = [one for one in steps.values() if not self.book.steps[one.step].by_itself and one.latest]
        pressing = min((one.latest for one in acts if one.latest), default=None)
        if not steps and not any(self.told(key) for key in self.book.papers[paper].steps):
            pressing = self.asked.needed_by[paper]
        soon = pressing is not None and (pressing - self.today).days <= 7
        return "now" if soon else "open", steps, there, pressing, None

    def instead(self, paper: str) -> str | None:
        by = self.asked.needed_by[paper]
        for key in self.book.papers[paper].substitutes:
            wanted = {**self.asked.needed_by, key: min(by, self.asked.needed_by.get(key, by))}
            other = PlainPlanner(self.book, replace(self.asked, needed_by=wanted), self.today, self.workdays)
            if other.is_there(key) or other.there_on(key, other.ready) <= by:
                return key
        return None
