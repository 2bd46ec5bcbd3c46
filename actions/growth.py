"""A measurement is written down, corrected, taken out, or what one tap wrote is taken back. One line a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from db import children, growth
from db.children import Child
from db.growth import Measurement
from rules.measures import Values


@dataclass(frozen=True)
class Written:
    """A line as it stands, and whether it stood there before, word for word."""

    line: Measurement
    before: bool


def record(session: Session, child: Child, values: Values, on: date, now: datetime) -> Written:
    """Writes the values of a day down. What was told for this day before is kept where it is not told anew: the old line is struck."""
    children.lock(session, child)
    old = growth.of_day(session, child.id or 0, on)
    return _write(session, child, values, on, now, [old] if old else [])


def correct(
    session: Session, child: Child, row: int, values: Values, on: date, now: datetime
) -> Written | None:
    """Other values or another day for a line: it is struck, and a new one stands in its place. Nothing when it does not stand any more."""
    children.lock(session, child)
    old = growth.line(session, child.id or 0, row)
    if old is None:
        return None
    there = growth.of_day(session, child.id or 0, on)
    if there is old and old.as_rule() == _line(child, values, on, now).as_rule():
        return Written(old, True)
    old.struck_at = now
    session.add(old)
    session.flush()
    return _write(session, child, values, on, now, [there] if there and there.id != old.id else [])


def strike(session: Session, child: Child, row: int, now: datetime) -> Measurement | None:
    """Takes a wrong line out; it stays in the history. Nothing when it does not stand any more."""
    children.lock(session, child)
    old = growth.line(session, child.id or 0, row)
    if old is not None:
        old.struck_at = now
        session.add(old)
        session.flush()
    return old


def take_back(session: Session, child: Child, row: int, now: datetime) -> bool:
    """Undoes what wrote this line: the line goes, and what it took the place of stands again."""
    children.lock(session, child)
    new = growth.line(session, child.id or 0, row)
    if new is None:
        return False
    new.struck_at = now
    session.add(new)
    session.flush()
    for old in growth.struck_at(session, child.id or 0, new.recorded_at):
        _stand_again(session, child, old, now)
    return True


def _stand_again(session: Session, child: Child, old: Measurement, now: datetime) -> None:
    """A struck line comes back. What was told for its day meanwhile is newer and wins; the old line fills in what it does not say."""
    meanwhile = growth.of_day(session, child.id or 0, old.measured_on)
    if meanwhile is not None:
        newer = Values(meanwhile.weight_g, meanwhile.length_mm, meanwhile.head_mm, meanwhile.lying)
        filled = _line(child, newer, old.measured_on, now)
        _fill(filled, old)
        if filled.as_rule() != meanwhile.as_rule():
            meanwhile.struck_at = now
            session.add_all([meanwhile, filled])
    else:
        old.struck_at = None
        session.add(old)
    session.flush()


def _write(
    session: Session, child: Child, values: Values, on: date, now: datetime, before: list[Measurement]
) -> Written:
    """A new line, with what `before` holds of this day and is not told anew."""
    new = _line(child, values, on, now)
    for old in before:
        _fill(new, old)
        if old.as_rule() == new.as_rule():
            return Written(old, True)
        old.struck_at = now
        session.add(old)
    session.add(new)
    session.flush()
    return Written(new, False)


def _fill(new: Measurement, old: Measurement) -> None:
    """What the new line does not say it takes from the old one."""
    new.weight_g = old.weight_g if new.weight_g is None else new.weight_g
    new.head_mm = old.head_mm if new.head_mm is None else new.head_mm
    if new.length_mm is None:
        new.length_mm, new.lying = old.length_mm, old.lying if new.lying is None else new.lying


def _line(child: Child, values: Values, on: date, now: datetime) -> Measurement:
    return Measurement(
        child_id=child.id or 0,
        measured_on=on,
        weight_g=values.weight,
        length_mm=values.length,
        head_mm=values.head,
        lying=values.lying,
        recorded_at=now,
    )
