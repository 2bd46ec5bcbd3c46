"""The answers as they stand now: the packs' first edition, and what staff have written over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from db import answers as tables
from rules.answers.answer import Answer, of_plain
from rules.answers.search import Index
from rules.answers.wording import Wording
from rules.knowledge import Knowledge


@dataclass(frozen=True)
class Edition:
    """Every published answer by key, the version each stands in (0: the pack's), and the index to search them by, in the words parents use."""

    answers: Mapping[str, Answer]
    versions: Mapping[str, int] = field(default_factory=dict)
    wording: Wording | None = None

    @cached_property
    def index(self) -> Index:
        return Index(self.answers, self.wording)

    def version(self, key: str) -> int:
        return self.versions.get(key, 0)


#: What was read last, by database, with what it is of: to read and index thousands anew takes a second.
_read: WeakKeyDictionary[Engine, tuple[object, Edition]] = WeakKeyDictionary()


def published(session: Session, knowledge: Knowledge) -> Edition:
    """Read anew as soon as anybody, in whatever process, has published or taken out an answer."""
    engine = session.get_bind().engine
    stamp = (knowledge.city, tables.edition(session))
    kept = _read.get(engine)
    if kept is None or kept[0] != stamp:
        kept = (stamp, _edition(session, knowledge))
        _read[engine] = kept
    return kept[1]


#: The packs' answers as they are, where staff have written none: the same for every database, and a quarter of a second to index.
_first: WeakKeyDictionary[Callable[[], Mapping[str, Answer]], Edition] = WeakKeyDictionary()


def first(knowledge: Knowledge) -> Edition:
    """The first edition alone."""
    kept = _first.get(knowledge.first_answers)
    if kept is None:
        kept = _first[knowledge.first_answers] = Edition(knowledge.first_answers(), {}, knowledge.wording())
    return kept


def prepare(knowledge: Knowledge) -> int:
    """Reads and indexes the packs' answers now, so that no parent waits for it; returns how many there are."""
    edition = first(knowledge)
    edition.index.search("-", 1)
    return len(edition.answers)


def _edition(session: Session, knowledge: Knowledge) -> Edition:
    rows = tables.rows(session)
    if not rows:
        return first(knowledge)
    found, versions = dict(knowledge.first_answers()), {}
    for row in rows:
        versions[row.key] = row.version
        if row.content is None:
            found.pop(row.key, None)
        else:
            found[row.key] = of_plain(row.content)
    return Edition(found, versions, knowledge.wording())
