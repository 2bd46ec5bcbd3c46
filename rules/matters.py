"""What a family is written to about for a child: a dose, a visit, a day of its papers, a note for its age. One name for each in keys, addresses and messages."""

from __future__ import annotations

from collections.abc import Iterable

from rules.checkups import Visit, visit_name
from rules.enrolment.deadlines import Deadline, deadline_name
from rules.notes import Note
from rules.reminders import Matter
from rules.vaccines import Next
from rules.vaccines.doctor import held

Thing = Next | Visit | Deadline
#: The same with what is only read.
Subject = Thing | Note
#: How the names of things begin in what a reminder is about; everything else is a vaccine's.
_KINDS = {"v_": "visit", "n_": "note", "p_": "paper"}


def name_of(thing: Subject) -> str:
    """ "MMR-1" for a dose, "v_m6" for a visit, "p_27opens" for a day of the papers, "n_honey" for a note: the name in keys and addresses."""
    if isinstance(thing, Note):
        return f"n_{thing.id}"
    if isinstance(thing, Deadline):
        return deadline_name(thing)
    return visit_name(thing) if isinstance(thing, Visit) else f"{thing.vaccine}-{thing.dose}"


def about(child_id: int, name: str) -> str:
    """What a reminder is about, to find and withdraw it: "vaccine:7:MMR-1", "visit:7:v_m6"."""
    return f"{_KINDS.get(name[:2], 'vaccine')}:{child_id}:{name}"


def is_open(thing: Thing) -> bool:
    """Whether there is still something for the family to do: a dose to come, a visit that is neither over nor done nor comes by itself,
    a day of the papers that is not over."""
    if isinstance(thing, Deadline):
        return True
    if isinstance(thing, Visit):
        return thing.goes and thing.status in ("not_yet", "due")
    return thing.open


def is_held(thing: Thing) -> bool:
    """Whether a doctor put it off to a day that has not come: nothing is said about it before (DW1)."""
    return isinstance(thing, Next) and held(thing)


def can_be_done(thing: Thing) -> bool:
    """Whether its first day has come."""
    return thing.status in ("due", "overdue")


def note_matters(notes: Iterable[Note]) -> list[tuple[Note, Matter]]:
    """The windows in which notes are worth saying."""
    return [(note, Matter("note", name_of(note), note.opens, note.closes)) for note in notes]


def matters(things: Iterable[Thing]) -> list[tuple[Thing, Matter]]:
    """What of these a family is reminded of, and by which windows."""
    found: list[tuple[Thing, Matter]] = []
    for thing in things:
        if isinstance(thing, Visit):
            if is_open(thing):
                found.append((thing, Matter(thing.kind, name_of(thing), thing.opens, thing.closes)))
        elif isinstance(thing, Deadline):
            found.append((thing, Matter(thing.what, name_of(thing), thing.opens, thing.closes)))
        elif thing.earliest is not None:
            found.append(
                (
                    thing,
                    Matter(
                        "vaccine",
                        name_of(thing),
                        thing.earliest,
                        thing.closes,
                        announced=thing.why != "doctor",
                    ),
                )
            )
    return found
