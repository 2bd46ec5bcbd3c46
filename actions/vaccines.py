"""A dose is recorded, many at once, a mistake is struck; the other guardian's copy of the reminder is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actions import plans
from actions.desk import Desk, Tapped
from db import children, doctor, vaccines
from db.children import Child
from db.vaccines import Dose, Hindrance
from rules.vaccines import Forecast, on_time_history

#: Doses that became due within these days may not have been given yet: "everything up to today" leaves them open and asks.
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Written:
    """A dose as it stands in the record, whether it stood there before, and what the rules say with it."""

    dose: Dose
    before: bool
    found: Forecast


def give(
    desk: Desk,
    child: Child,
    code: str,
    on: date,
    product: str | None = None,
    tapped: Tapped | None = None,
    elsewhere: bool = False,
    exact: bool = True,
) -> Written:
    """Records one dose: `code` is a vaccine, a combination, or a product of a vaccine. The same vaccine on the same day is recorded once.

    `elsewhere`: not at the clinic where the family lives now. `exact`: False when only the calendar names the day.
    """
    vaccine = desk.knowledge.book.vaccine_of(code)
    product = code if code != vaccine else product
    children.lock(desk.session, child)
    told = vaccines.standing(desk.session, child.id or 0, vaccine, on)
    if told is not None:
        return Written(told, True, plans.look(desk.session, desk.knowledge, child, desk.today))
    dose = Dose(
        child_id=child.id or 0,
        vaccine=vaccine,
        given_on=on,
        product=product,
        exact=exact,
        recorded_at=desk.now,
        elsewhere=elsewhere,
    )
    desk.session.add(dose)
    desk.session.flush()
    return Written(dose, False, plans.settle(desk, child, tapped))


def as_in_booklet(desk: Desk, child: Child) -> tuple[list[Dose], list[str]]:
    """ "Everything up to today": every dose the schedule had asked for a month ago, on the day it names, marked as not exact.

    Returns what was recorded, and the names of the doses due since then, which stay open.
    """
    children.lock(desk.session, child)
    doses = on_time_history(desk.knowledge.book, child.born, child.sex, desk.today - RECENT)
    have = {dose.vaccine for dose in vaccines.given(desk.session, [child.id or 0])[child.id or 0]}
    have |= _kept_back(desk, child)
    added = [
        Dose(
            child_id=child.id or 0,
            vaccine=dose.vaccine,
            given_on=dose.given,
            exact=False,
            recorded_at=desk.now,
        )
        for dose in doses
        if dose.vaccine not in have
    ]
    desk.session.add_all(added)
    child.record_checked_at = desk.now
    desk.session.flush()
    rows = plans.settle(desk, child, None).doses
    return added, [plans.dose_name(row) for row in rows if row.status in ("due", "overdue")]


def _kept_back(desk: Desk, child: Child) -> set[str]:
    """Vaccines a doctor put off or forbade: the calendar cannot know that they were given all the same."""
    words = doctor.words(desk.session, [child.id or 0])[child.id or 0]
    barred = {
        word.vaccine
        for word in words
        if word.kind == "must_not"
        or (word.kind == "put_off" and word.day is not None and word.day > desk.today)
    }
    return set(desk.knowledge.book.vaccines) if "" in barred else barred


def forget_calendar_days(desk: Desk, child: Child) -> None:
    """Takes "everything up to today" back: the days only the calendar named are struck, and the booklet counts as unread again."""
    for dose in vaccines.record(desk.session, [child.id or 0])[child.id or 0]:
        if not dose.exact:
            strike(desk, child, dose.id or 0)
    child.record_checked_at = None
    desk.session.add(child)
    desk.session.flush()


def checked(desk: Desk, child: Child) -> None:
    """The family looked at the booklet and told us all of it."""
    child.record_checked_at = desk.now
    desk.session.add(child)
    desk.session.flush()


def unchecked(desk: Desk, child: Child) -> None:
    """The record counts as unread again: nothing is called missing. What was told stays."""
    child.record_checked_at = None
    desk.session.add(child)
    desk.session.flush()
    plans.changed(desk.session, desk.knowledge, child, desk.zone, desk.now)


def strike(desk: Desk, child: Child, dose_id: int) -> Dose | None:
    """Takes a wrong entry back; the line stays in the history. Nothing when it is not this child's, or struck already."""
    dose = desk.session.get(Dose, dose_id)
    if dose is None or dose.child_id != child.id or dose.struck_at is not None:
        return None
    dose.struck_at = desk.now
    desk.session.add(dose)
    desk.session.flush()
    plans.settle(desk, child, None)
    return dose


def take_back(desk: Desk, child: Child, at: int) -> int:
    """Strikes everything that was told at this moment (Unix seconds): one tap wrote it, one tap takes it back. Returns how many."""
    told = [
        dose
        for dose in vaccines.record(desk.session, [child.id or 0])[child.id or 0]
        if int(dose.recorded_at.timestamp()) == at
    ]
    return sum(strike(desk, child, dose.id or 0) is not None for dose in told)


def hindered(desk: Desk, child: Child, doses: Iterable[str], reason: str) -> None:
    """Why the family cannot go: kept for the staff who can help."""
    for dose in doses:
        desk.session.add(Hindrance(child_id=child.id or 0, dose=dose, reason=reason, told_at=desk.now))
    desk.session.flush()
