"""What is kept of a child that the rules ask for, read for many children at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlmodel import Session

from db import checkups, doctor, papers, vaccines
from db.children import Child
from rules.enrolment.answers import Answers, decode
from rules.enrolment.deadlines import Way
from rules.vaccines import Dose, Word


@dataclass(frozen=True, slots=True)
class PapersKept:
    """A papers guide as it is kept: what the family answered, the papers it ticked, how far it has come."""

    answers: Answers
    have: frozenset[str]
    way: Way


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of one child that the rules ask for: doses given, visits done, what a doctor said, its papers (None: no guide was asked for)."""

    given: tuple[Dose, ...] = ()
    done: frozenset[str] = frozenset()
    words: tuple[Word, ...] = ()
    papers: PapersKept | None = None


def of_children(session: Session, found: Iterable[Child]) -> dict[int, Record]:
    """The records of these children, by child; a question a table, however many they are."""
    numbers = [child.id or 0 for child in found]
    given, done = vaccines.given(session, numbers), checkups.done(session, numbers)
    words, guides = doctor.words(session, numbers), _guides(session, numbers)
    return {
        number: Record(tuple(given[number]), frozenset(done[number]), words[number], guides.get(number))
        for number in numbers
    }


def _guides(session: Session, numbers: list[int]) -> dict[int, PapersKept]:
    """The guides of those who have one: most children have none, and are asked no more about."""
    guides = papers.guides(session, numbers)
    had = papers.standing(session, guides)
    return {
        number: PapersKept(
            *_told(decode(row.answers), frozenset(one.paper for one in had[number])),
            _way(row),
        )
        for number, row in guides.items()
    }


def _told(answers: Answers, have: frozenset[str]) -> tuple[Answers, frozenset[str]]:
    """A permit that was ticked is the newest word about it."""
    return (replace(answers, permit="here") if "residence_permit" in have else answers), have


def _way(row: papers.PapersGuide) -> Way:
    return Way(
        row.applied_at is not None,
        row.result_at is not None,
        row.enrolled_at is not None,
        row.begun_at.date(),
    )


def of_child(session: Session, child: Child) -> Record:
    """The record of one child."""
    return of_children(session, [child])[child.id or 0]
