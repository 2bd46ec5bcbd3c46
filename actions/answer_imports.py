"""Answers that come in a file: compared with what is published, written all or nothing, and undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from actions.answer_keeping import Refused, put, refusal
from actions.answers import Edition, published
from actions.desk import Desk
from db import answer_keeping as tables
from db.answers import AnswerImport
from rules.answers.answer import Answer, of_plain, to_plain
from rules.knowledge import Knowledge


class MovedOn(Exception):
    """The answers are no longer as they were when the import was looked at: somebody published meanwhile, or undid it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer of the file that is published with other words. `fields`: what differs, names of `to_plain`."""

    key: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, by key. `refused`: why it may not. `drafts`: those of them somebody is writing anew at this moment."""

    new: tuple[str, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[str, ...]
    taken_out: tuple[str, ...]
    #: Published, not in the file, and left as they are.
    left: tuple[str, ...]
    drafts: tuple[str, ...]
    refused: Refused | None

    @property
    def number(self) -> int:
        """How many answers would be written."""
        return len(self.new) + len(self.changed) + len(self.taken_out)


def compare(session: Session, knowledge: Knowledge, answers: Mapping[str, Answer], take_out: bool) -> Plan:
    """Each answer of the file beside what is published. `take_out`: what is not in the file goes."""
    now = published(session, knowledge).answers
    changed = [
        Changed(key, _different(now[key], answer))
        for key, answer in answers.items()
        if key in now and now[key] != answer
    ]
    others = tuple(key for key in now if key not in answers)
    changes = _changes(answers, now, others if take_out else ())
    return Plan(
        new=tuple(key for key in answers if key not in now),
        changed=tuple(changed),
        unchanged=tuple(key for key in answers if now.get(key) == answers[key]),
        taken_out=others if take_out else (),
        left=() if take_out else others,
        drafts=tuple(sorted(one.key for one in tables.drafts(session) if one.key in changes)),
        refused=refusal(session, knowledge, changes) if changes else None,
    )


def _changes(
    answers: Mapping[str, Answer], now: Mapping[str, Answer], out: tuple[str, ...]
) -> dict[str, Answer | None]:
    written: dict[str, Answer | None] = {
        key: answer for key, answer in answers.items() if now.get(key) != answer
    }
    return {**written, **dict.fromkeys(out)}


def _different(old: Answer, new: Answer) -> tuple[str, ...]:
    before, after = to_plain(old), to_plain(new)
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def write(
    desk: Desk, who: str, answers: Mapping[str, Answer], expected: Plan, take_out: bool, file: str
) -> AnswerImport:
    """Writes what is new or different, as `expected` was shown to somebody, with the deed "imported".

    Raises MovedOn, and has written nothing, when the answers are no longer as they were then, or may not be written.
    """
    tables.hold(desk.session)
    found = compare(desk.session, desk.knowledge, answers, take_out)
    if found != expected or found.refused is not None or not found.number:
        raise MovedOn
    batch = AnswerImport(
        file=file,
        added=len(found.new),
        changed=len(found.changed),
        taken_out=len(found.taken_out),
        at=desk.now,
    )
    desk.session.add(batch)
    desk.session.flush()
    now = published(desk.session, desk.knowledge).answers
    put(desk, who, "imported", _changes(answers, now, found.taken_out), batch.id)
    return batch


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an import does, by key: `restored` are as before, `taken_out` were new and are gone, `back` were taken out and come again,
    `left` were written again since. `refused`: why it cannot be done."""

    restored: tuple[str, ...]
    taken_out: tuple[str, ...]
    back: tuple[str, ...]
    left: tuple[str, ...]
    refused: Refused | None


def undoing(session: Session, knowledge: Knowledge, batch: AnswerImport) -> Undoing:
    """What `undo` would do now."""
    edition = published(session, knowledge)
    changes, left = _back(session, edition, batch)
    out = tuple(key for key, before in changes.items() if before is None)
    back = tuple(key for key, before in changes.items() if before is not None and key not in edition.answers)
    restored = tuple(key for key in changes if key not in out and key not in back)
    refused = refusal(session, knowledge, changes) if changes else None
    return Undoing(restored, out, back, left, refused)


def _back(
    session: Session, edition: Edition, batch: AnswerImport
) -> tuple[dict[str, Answer | None], tuple[str, ...]]:
    changes: dict[str, Answer | None] = {}
    left = []
    for one in tables.of_import(session, batch.id or 0):
        if edition.version(one.key) == one.id:
            changes[one.key] = of_plain(one.before) if one.before else None
        else:
            left.append(one.key)
    return changes, tuple(left)


def undo(desk: Desk, who: str, batch: AnswerImport) -> Undoing:
    """Takes back what an import wrote and nobody wrote since, once. Raises MovedOn when it was taken back meanwhile, or cannot be."""
    tables.hold(desk.session)
    desk.session.refresh(batch)
    done = undoing(desk.session, desk.knowledge, batch)
    if batch.undone_at is not None or done.refused is not None:
        raise MovedOn
    changes, _left = _back(desk.session, published(desk.session, desk.knowledge), batch)
    if changes:
        put(desk, who, "undone", changes)
    batch.undone_at = desk.now
    desk.session.add(batch)
    desk.session.flush()
    return done
