"""A check-up is recorded, a mistake is struck; the first day at nursery or kindergarten is told or corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from actions import plans, records
from actions.desk import Desk, Tapped
from db import checkups, children
from db.checkups import VisitDone
from db.children import Child
from rules import checkups as rules
from rules.knowledge import Knowledge
from rules.spans import Span

#: A check-up told for one entry still stands for another when it was done so long before the new window opens. Our convention.
STANDS = Span(months=2)


@dataclass(frozen=True)
class Told:
    """A visit as it stands in the record, and whether it stood there before, with the same day."""

    line: VisitDone
    before: bool


def visits(session: Session, knowledge: Knowledge, child: Child, today: date) -> tuple[rules.Visit, ...]:
    """The child's visits today, by what stands in both records."""
    kept = records.of_child(session, child)
    return plans.visits_of(knowledge, child, kept, today, plans.outlook(knowledge, child, kept, today))


def record(desk: Desk, child: Child, visit: str, on: date, tapped: Tapped | None = None) -> Told:
    """This visit was done on this day. It stands once: another day told before is struck."""
    children.lock(desk.session, child)
    old = _line(desk.session, child, visit)
    if old is not None and old.done_on == on:
        return Told(old, True)
    if old is not None:
        old.struck_at = desk.now
        desk.session.add(old)
    line = VisitDone(child_id=child.id or 0, visit=visit, done_on=on, recorded_at=desk.now)
    desk.session.add(line)
    desk.session.flush()
    plans.settle(desk, child, tapped)
    return Told(line, False)


def strike(desk: Desk, child: Child, visit: str) -> VisitDone | None:
    """It was not done after all; the line stays in the history. Nothing when none stands."""
    children.lock(desk.session, child)
    line = _line(desk.session, child, visit)
    if line is None:
        return None
    line.struck_at = desk.now
    desk.session.add(line)
    desk.session.flush()
    plans.settle(desk, child, None)
    return line


def take_back(desk: Desk, child: Child, at: int) -> int:
    """Strikes every visit that was told at this moment (Unix seconds): one tap wrote it, one tap takes it back. Returns how many."""
    told = [
        line.visit
        for line in checkups.standing(desk.session, child.id or 0)
        if int(line.recorded_at.timestamp()) == at
    ]
    return sum(strike(desk, child, visit) is not None for visit in told)


def enter(desk: Desk, child: Child, enters_on: date | None) -> list[VisitDone]:
    """The first day at nursery or kindergarten, or nothing when it is not known.

    What was done long before the new day's windows was for another entry: it is struck, and returned to be told.
    """
    children.lock(desk.session, child)
    child.enters_on = enters_on
    desk.session.add(child)
    book = desk.knowledge.checkups
    opens = {
        visit.id: STANDS.before(visit.opens)
        for visit in rules.visits(book, child.born, desk.today, (), enters_on)
        if book.visits[visit.id].start == "kindergarten"
    }
    stale = [
        line
        for line in checkups.standing(desk.session, child.id or 0)
        if line.visit in opens and line.done_on < opens[line.visit]
    ]
    for line in stale:
        line.struck_at = desk.now
        desk.session.add(line)
    desk.session.flush()
    plans.settle(desk, child, None)
    return stale


def _line(session: Session, child: Child, visit: str) -> VisitDone | None:
    return next((one for one in checkups.standing(session, child.id or 0) if one.visit == visit), None)
