"""Feeding and safety notes by age: which ones concern a child on a day. Pure: the pack's ages in, days out.

A note is worth sending from `opens` on and true until the day before `closes`; who wants them sent is the guardian's own choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.spans import Span

if TYPE_CHECKING:
    from rules.knowledge import Source


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note of the pack, in the source language (zh_CN). `id` fits into keys and addresses: [a-z0-9_]{1,15}."""

    id: str
    topic: str
    text: str
    fact: Source
    opens: Span
    closes: Span


@dataclass(frozen=True, slots=True)
class Note:
    """The same for one child: from `opens` to the day before `closes`."""

    id: str
    topic: str
    text: str
    fact: Source
    opens: date
    closes: date


def notes_for(book: Sequence[NoteText], born: date, today: date) -> tuple[Note, ...]:
    """The notes that are open for this child today, the one that opened last first; a fact that has expired is left out (law 9)."""
    found = [
        note for note in _all(book, born) if note.opens <= today < note.closes and note.fact.holds(today)
    ]
    return tuple(sorted(found, key=lambda note: (note.opens, note.id), reverse=True))


def next_note_day(book: Sequence[NoteText], born: date, after: date) -> date | None:
    """The next day after this one on which a note opens; nothing when the child has outgrown them."""
    return min((note.opens for note in _all(book, born) if note.opens > after), default=None)


def _all(book: Sequence[NoteText], born: date) -> list[Note]:
    return [
        Note(one.id, one.topic, one.text, one.fact, one.opens.after(born), one.closes.after(born))
        for one in book
    ]
