"""What a doctor said is written down as it was told, corrected, or ended. Nothing here decides anything about a child's health."""

from __future__ import annotations

from datetime import date

from actions import plans
from actions.desk import Desk
from db import children, doctor
from db.children import Child
from db.doctor import DoctorWord
from rules.vaccines import Forecast, Word


def tell(desk: Desk, child: Child, word: Word) -> DoctorWord:
    """Writes it down, once. A newer word of the same kind about the same vaccine ends the older; days of immunoglobulin add up."""
    children.lock(desk.session, child)
    for one in doctor.standing(desk.session, child.id or 0):
        if (one.kind, one.vaccine) == (word.kind, word.vaccine):
            if one.day == word.day:
                return one
            if word.kind != "immunoglobulin":
                _end(desk, one)
    told = DoctorWord(
        child_id=child.id or 0, vaccine=word.vaccine, kind=word.kind, day=word.day, told_at=desk.now
    )
    desk.session.add(told)
    desk.session.flush()
    _think_over(desk, child)
    return told


def correct(desk: Desk, child: Child, row: int, day: date) -> DoctorWord | None:
    """Another day: the old word ends and a new one stands. Nothing when the old one does not hold any more."""
    children.lock(desk.session, child)
    old = doctor.word(desk.session, child.id or 0, row)
    if old is None or old.ended_at is not None:
        return None
    if old.day == day:
        return old
    _end(desk, old)
    return tell(desk, child, Word(old.kind, old.vaccine, day))


def end(desk: Desk, child: Child, row: int) -> DoctorWord | None:
    """The doctor says it can be given now, or it was told by mistake: it holds no more. Nothing when it had ended."""
    children.lock(desk.session, child)
    word = doctor.word(desk.session, child.id or 0, row)
    if word is None or word.ended_at is not None:
        return None
    _end(desk, word)
    _think_over(desk, child)
    return word


def _end(desk: Desk, word: DoctorWord) -> None:
    word.ended_at = desk.now
    desk.session.add(word)
    desk.session.flush()


def _think_over(desk: Desk, child: Child) -> Forecast:
    """The plan anew: what was put off or forbidden is not said any more."""
    return plans.changed(desk.session, desk.knowledge, child, desk.zone, desk.now)
