"""A family's children and all that is open for each, asked for once for a whole message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from actions import plans, records
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.surroundings import Surroundings
from rules.matters import Subject, Thing, name_of
from rules.notes import notes_for


@dataclass(frozen=True)
class Household:
    """By child: what is open, and the names of what was done."""

    around: Surroundings
    today: date
    children: dict[int, Child]
    things: dict[int, list[Thing]]
    done: dict[int, frozenset[str]]

    @classmethod
    def of(cls, session: Session, around: Surroundings, guardian: Guardian | None, today: date) -> Household:
        """The family this guardian looks after, the eldest first; nobody's is empty."""
        found = children.of_family(session, guardian.family_id) if guardian is not None else []
        kept = records.of_children(session, found)
        known = around.knowledge
        return cls(
            around,
            today,
            {child.id or 0: child for child in found},
            {child.id or 0: plans.things(known, child, kept[child.id or 0], today) for child in found},
            {child.id or 0: plans.done(known, child, kept[child.id or 0], today) for child in found},
        )

    def subject(self, child: int, what: str) -> Subject | None:
        """What of this child is called so, if it is still open; a note, if it is still for its age."""
        if what.startswith("n_"):
            notes = notes_for(self.around.knowledge.notes, self.children[child].born, self.today)
            return next((note for note in notes if name_of(note) == what), None)
        return next((thing for thing in self.things[child] if name_of(thing) == what), None)
