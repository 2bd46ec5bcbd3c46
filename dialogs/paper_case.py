"""Whose papers a screen is about: a child that is entered, or one of which only the birth date stands in the button and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from actions import records
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildIs
from dialogs.children import owned
from dialogs.home import name
from dialogs.school_addresses import Papers
from dialogs.screens import Choice
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.birthdays import Certain, read_birth_date
from rules.enrolment.answers import Answers, decode, encode
from rules.enrolment.deadlines import CODES, Way
from rules.enrolment.guide import Guide, guide
from rules.papers.plan import PaperPlan


@dataclass(frozen=True)
class Case:
    """`child` None: nothing is kept. `have` are the papers that were ticked, `begun`: a guide is kept, or for who keeps
    nothing, the first question was answered; `visits` are the
    check-ups that were made (they bring papers)."""

    child: Child | None
    born: date
    district: str | None
    answers: Answers
    have: frozenset[str]
    way: Way
    begun: bool
    visits: frozenset[str] = frozenset()

    def look(self, around: Surroundings, today: date) -> Guide:
        """What the rules say today."""
        district = self.district or self._district(around)
        return guide(
            around.knowledge, self.born, district, today, self.answers, self.have, self.way, self.visits
        )

    def dated(self, plan: PaperPlan, found: Guide, around: Surroundings) -> bool:
        """Whether the days of this paper mean something. Who has applied owes nothing by a day, and nothing can be counted from a day
        of registration that nobody knows."""
        if found.season is None or (plan.paper == "residence_permit" and self._since_when()):
            return False
        return not self.way.applied or around.knowledge.papers.papers[plan.paper].wanted != "apply"

    def _since_when(self) -> bool:
        """Whether the family is registered and does not know since when."""
        return self.answers.permit == "registered" and self.answers.registered is None

    def needs_school(self, found: Guide) -> bool:
        """Whether a child that must go to school has no place; whatever the papers are, the district has to find one."""
        now = self.answers.wish == "join_now" or found.decision.route == "join_now"
        return now and found.decision.stage.startswith(("primary", "junior"))

    def _district(self, around: Surroundings) -> str | None:
        """The one a button named, for who keeps no child here."""
        known = around.knowledge.districts
        at = ord(self.answers.district or "z") - ord("a")
        return known[at].id if at < len(known) else None

    def told(self, said: Answers) -> Case:
        """The same with one more answer; for who keeps nothing."""
        return Case(None, self.born, None, self.answers.with_(said), self.have, self.way, True)

    def to(self, do: str, said: Answers | None = None, paper: str = "") -> str:
        """The address of a button: with `said`, that is answered by it."""
        code = CODES.get(paper, "")
        if self.child is not None:
            answer = encode(said) if said is not None else ""
            return Papers(child=self.child.id or 0, born="", said=answer, do=do, paper=code).pack()
        every = self.answers.with_(said) if said is not None else self.answers
        born = self.born.strftime("%Y%m%d")
        return Papers(child=0, born=born, said=encode(every), do=do, paper=code).pack()

    def keep(self, _: Words) -> Choice:
        """For who keeps no child here: enter it, and be reminded. The birth date goes along."""
        born = ChildIs(child=0, what="begin", value=self.born.isoformat())
        return Choice(_("🔔 Keep it and remind me"), born.pack())

    def back(self, _: Words) -> Choice:
        """The way back to the list."""
        return Choice(_("📄 The list"), self.to("list"))

    def title(self, _: Words) -> Html:
        """What the child is called, as the beginning of a line; "Your child" for one that is not entered."""
        return Html("") + name(self.child, _) if self.child is not None else _("Your child")

    def who(self, _: Words) -> Html:
        """The same inside a sentence."""
        return Html("") + name(self.child, _) if self.child is not None else _("your child")


def of_child(session: Session, around: Surroundings, child: Child, today: date) -> Case:
    """The papers of a child that is entered, as far as its family answered."""
    kept = records.of_child(session, child)
    told = kept.papers
    if told is None:
        return Case(child, child.born, child.district, Answers(), frozenset(), Way(), False, kept.done)
    return Case(child, child.born, child.district, told.answers, told.have, told.way, True, kept.done)


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
    return Case(None, reading.day, None, answers, frozenset(), Way(), bool(address.said))
