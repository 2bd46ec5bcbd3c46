"""A child's papers guide: answers kept, papers ticked, how far the family has come; each change makes the plan anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from actions import plans
from actions.desk import Desk, Tapped
from db import children, papers
from db.children import Child
from db.papers import PaperHad, PapersGuide
from rules.enrolment.answers import Answers, decode, encode

#: How far a family has come; each is a moment that can be taken back.
Mark = Literal["applied", "result", "enrolled"]
MARKS: tuple[Mark, ...] = ("applied", "result", "enrolled")


def answer(desk: Desk, child: Child, said: Answers) -> PapersGuide:
    """Adds these answers to those that are kept; the first one begins the guide."""
    children.lock(desk.session, child)
    row = _row(desk, child)
    row.answers = encode(decode(row.answers).with_(said))
    desk.session.add(row)
    desk.session.flush()
    plans.settle(desk, child, None)
    return row


def tick(desk: Desk, child: Child, paper: str, there: bool, tapped: Tapped | None = None) -> None:
    """This paper is there, or it is not after all."""
    children.lock(desk.session, child)
    number = child.id or 0
    lines = [one for one in papers.standing(desk.session, [number])[number] if one.paper == paper]
    if there and not lines:
        desk.session.add(PaperHad(child_id=number, paper=paper, told_at=desk.now))
    if not there:
        _strike(desk, lines)
        if paper == "residence_permit":
            _no_permit_after_all(desk, child)
    desk.session.flush()
    plans.settle(desk, child, tapped)


def _no_permit_after_all(desk: Desk, child: Child) -> None:
    """Who said that the permit is there, and now that it is not, is asked about it again. What was said before a mere tick still holds."""
    row = papers.guides(desk.session, [child.id or 0]).get(child.id or 0)
    if row is not None and (said := decode(row.answers)).permit == "here":
        row.answers = encode(replace(said, permit=None, permit_since=None))
        desk.session.add(row)


def mark(desk: Desk, child: Child, what: Mark, tapped: Tapped | None = None) -> None:
    """The family applied, heard the result, or the child is enrolled; who is enrolled has done the others."""
    children.lock(desk.session, child)
    row = _row(desk, child)
    for one in MARKS[: MARKS.index(what) + 1]:
        if getattr(row, f"{one}_at") is None:
            setattr(row, f"{one}_at", desk.now)
    desk.session.add(row)
    desk.session.flush()
    plans.settle(desk, child, tapped)


def take_back(desk: Desk, child: Child, at: int) -> int:
    """Undoes every tick and mark that was told at this moment (Unix seconds). Returns how many."""
    number = child.id or 0
    lines = [
        one for one in papers.standing(desk.session, [number])[number] if int(one.told_at.timestamp()) == at
    ]
    row = papers.guides(desk.session, [number]).get(number)
    marks = [
        one for one in MARKS if row and (told := getattr(row, f"{one}_at")) and int(told.timestamp()) == at
    ]
    if not lines and not marks:
        return 0
    _strike(desk, lines)
    for one in marks:
        setattr(row, f"{one}_at", None)
    desk.session.add_all([*lines, *([row] if row else [])])
    desk.session.flush()
    plans.settle(desk, child, None)
    return len(lines) + len(marks)


def start_over(desk: Desk, child: Child) -> None:
    """The answers, ticks and marks go, as for another school; what was ticked stays in the history."""
    children.lock(desk.session, child)
    number = child.id or 0
    _strike(desk, papers.standing(desk.session, [number])[number])
    row = papers.guides(desk.session, [number]).get(number)
    if row is not None:
        desk.session.delete(row)
    desk.session.flush()
    plans.settle(desk, child, None)


def moved(desk: Desk, child: Child, permit_changes: bool) -> bool:
    """Another district is known: another season may count, and where the child moved, its permit names the old one. Whether there is a guide."""
    row = papers.guides(desk.session, [child.id or 0]).get(child.id or 0)
    if row is None:
        return False
    said = decode(row.answers)
    if permit_changes and said.permit == "here":
        number = child.id or 0
        lines = papers.standing(desk.session, [number])[number]
        _strike(desk, [one for one in lines if one.paper == "residence_permit"])
        row.answers = encode(said.with_(Answers(permit="elsewhere")))
        desk.session.add(row)
        desk.session.flush()
    plans.settle(desk, child, None)
    return True


def _row(desk: Desk, child: Child) -> PapersGuide:
    found = papers.guides(desk.session, [child.id or 0]).get(child.id or 0)
    return found or PapersGuide(child_id=child.id or 0, answers="", begun_at=desk.now)


def _strike(desk: Desk, lines: Iterable[PaperHad]) -> None:
    for line in lines:
        line.struck_at = desk.now
        desk.session.add(line)
