"""Whose papers a screen is about: a child that is entered, or one of which only the birth date stands in the button and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from actions import records
from db.children import Child
from db.families import Guardian
from dialogs.children import owned
from dialogs.home import name
from dialogs.school_addresses import Papers
from dialogs.screens import Choice
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.birthdays import Certain, read_birth_date
from rules.enrolment.answers import Answers, decode, encode
from rules.enrolment.deadlines import CODES
from rules.enrolment.guide import Guide, Marks, guide


@dataclass(frozen=True)
class Case:
    """`child` None: nothing is kept. `have` are the papers that were ticked, `begun`: at least one answer was given; `visits` are the
    check-ups that were made (they bring papers)."""

    child: Child | None
    born: date
    district: str | None
    answers: Answers
    have: frozenset[str]
    marks: Marks
    begun: bool
    visits: frozenset[str] = frozenset()

    def look(self, around: Surroundings, today: date) -> Guide:
        """What the rules say today."""
        return guide(around.knowledge, self.born, self.district, today, self.answers, self.have, self.marks)

    def told(self, said: Answers) -> Case:
        """The same with one more answer; for who keeps nothing."""
        return Case(None, self.born, None, self.answers.with_(said), self.have, self.marks, True)

    def to(self, do: str, said: Answers | None = None, paper: str = "") -> str:
        """The address of a button: with `said`, that is answered by it."""
        code = CODES.get(paper, "")
        if self.child is not None:
            answer = encode(said) if said is not None else ""
            return Papers(child=self.child.id or 0, born="", said=answer, do=do, paper=code).pack()
        every = self.answers.with_(said) if said is not None else self.answers
        born = self.born.strftime("%Y%m%d")
        return Papers(child=0, born=born, said=encode(every), do=do, paper=code).pack()

    def back(self, _: Words) -> Choice:
        """The way back to the list."""
        return Choice(_("📄 The list"), self.to("list"))

    def title(self, _: Words) -> Html:
        """What the child is called; "your child" for one that is not entered."""
        return Html("") + name(self.child, _) if self.child is not None else _("Your child")


def of_child(session: Session, around: Surroundings, child: Child, today: date) -> Case:
    """The papers of a child that is entered, as far as its family answered."""
    kept = records.of_child(session, child)
    told = kept.papers
    if told is None:
        return Case(child, child.born, child.district, Answers(), frozenset(), Marks(), False)
    return Case(child, child.born, child.district, told.answers, told.have, told.marks, True, kept.done)


def of_address(
    session: Session, guardian: Guardian | None, around: Surroundings, address: Papers, today: date
) -> Case | None:
    """The case behind a button; None for a child that is not the caller's (any more), and for a date that is no birth date."""
    if address.child:
        child = owned(session, guardian, address.child)
        return of_child(session, around, child, today) if child is not None else None
    born = address.born
    reading = read_birth_date(f"{born[:4]}-{born[4:6]}-{born[6:]}", today)
    if not isinstance(reading, Certain):
        return None
    answers = decode(address.said)
    return Case(None, reading.day, None, answers, frozenset(), Marks(), bool(address.said))
