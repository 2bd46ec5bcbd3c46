"""What a doctor said stands above the calendar: not before a day, not at all, or after immunoglobulin. Pure and total.

The bot decides no exception: it follows what the family was told at the clinic. DW1: a dose that was put off counts as "not yet" until that
day. DW2: what must not be given has no date. Immunoglobulin is an event of the engine (G9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rules.vaccines.engine import status_on
from rules.vaccines.record import Event, Forecast, Next

Kind = Literal["put_off", "must_not", "immunoglobulin"]
KINDS: tuple[Kind, ...] = ("put_off", "must_not", "immunoglobulin")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing a doctor said that still holds.

    `vaccine` is a vaccine's code, "" for every vaccine. `day`: of `put_off` the first day on which it may be given again, of
    `immunoglobulin` the day it was given, of `must_not` nothing. A word without the day its kind needs does nothing.
    """

    kind: Kind
    vaccine: str = ""
    day: date | None = None


def events(words: Iterable[Word]) -> tuple[Event, ...]:
    """What the engine has to know of these words (G9)."""
    days = {word.day for word in words if word.kind == "immunoglobulin" and word.day is not None}
    return tuple(Event("immunoglobulin", day) for day in sorted(days))


def decided(
    found: Forecast,
    words: Sequence[Word],
    today: date,
    same_ingredients: Mapping[str, frozenset[str]] | None = None,
) -> Forecast:
    """The forecast as the doctor's words leave it (DW1, DW2). Never raises.

    Only open rows change: what is complete or closed stays so. `same_ingredients` (of the book): vaccines that are barred
    together, like DTaP and DT.
    """
    if not words:
        return found
    rows = tuple(_row(row, words, today, same_ingredients or {}) for row in found.doses)
    return replace(found, doses=rows)


def held(row: Next) -> bool:
    """Whether the doctor put this dose off to a day that has not come: nothing is said about it before (DW1)."""
    return row.why == "doctor" and row.status == "not_yet"


def _row(row: Next, words: Sequence[Word], today: date, same: Mapping[str, frozenset[str]]) -> Next:
    if row.earliest is None:
        return row
    if any(word.kind == "must_not" and _covers(word, row.vaccine, same) for word in words):
        return Next(row.family, row.vaccine, "contraindicated", "DW2", "doctor")
    days = [
        word.day
        for word in words
        if word.kind == "put_off" and word.day is not None and word.vaccine in ("", row.vaccine)
    ]
    until = max(days, default=row.earliest)
    return row if until <= row.earliest else _put_off(row, until, today)


def _covers(word: Word, vaccine: str, same: Mapping[str, frozenset[str]]) -> bool:
    return word.vaccine in ("", vaccine) or vaccine in same.get(word.vaccine, ())


def _put_off(row: Next, until: date, today: date) -> Next:
    """DW1. W3 and W5 go on from the new day; a day after the vaccine's last one is for the clinic to settle (W7)."""
    overdue_from = None if row.overdue_from is None else max(row.overdue_from, until)
    late = row.closes is not None and until >= row.closes
    return replace(
        row,
        status=status_on(today, until, overdue_from),
        rule="DW1",
        why="doctor",
        earliest=until,
        overdue_from=overdue_from,
        ask_clinic=row.ask_clinic or late,
    )
