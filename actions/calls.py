"""Whom the community's workers call this morning and why, and what came of it. Who did not register is counted, never named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from actions import plans, records
from actions.desk import Desk
from actions.overview import OVERDUE
from actions.staff import note
from db import children, pairings
from db import registrations as tables
from db.children import Child
from db.follow_up import CallDone, Registration
from db.registrations import Scope
from rules.follow_up import NEW_LASTS, Outcome, Reason, Why, again_on, is_open, urgency
from rules.roles import Duty, Role

#: Families, or children, looked at together: no question to the database holds more of them than that.
PART = 500


@dataclass(frozen=True, slots=True)
class ToCall:
    """A family that registered, and what is open about it, the most urgent first."""

    row: Registration
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Morning:
    """`unnamed`: families within the duty with a reason who did not register."""

    to_call: tuple[ToCall, ...]
    unnamed: int


def morning(desk: Desk, duty: Duty) -> Morning:
    """As of now, the most urgent first. Nothing for who sits in another office than the community's."""
    if duty.office:
        return Morning((), 0)
    said = tables.doses_told_unnamed(desk.session, "late30", desk.now - OVERDUE, duty.districts)
    late = _overdue_twice(desk, said, lambda child: not duty.districts or child.district in duty.districts)
    unnamed = {*late, *tables.questions_waiting(desk.session, duty)}
    scope = tables.within(duty)
    found = _to_call(desk, duty, tables.listed(desk.session, scope), scope)
    return Morning(tuple(found), len(unnamed))


def counted(desk: Desk, district: str, after: int, most: int = PART) -> tuple[int, int | None]:
    """How many of the next families of a district, by number, the community's worker there has to call; and the last that was looked at, None
    when there is none. A few hundred at a time: a parent's message never waits for the whole city."""
    duty = Duty("desk", Role.WORKER, frozenset({district}))
    rows = tables.listed(desk.session, tables.within(duty) & tables.behind(after), most)
    if not rows:
        return 0, None
    last = rows[-1].family_id
    scope = tables.within(duty) & tables.behind(after, last)
    return len(_to_call(desk, duty, rows, scope)), last


def _to_call(desk: Desk, duty: Duty, rows: list[Registration], scope: Scope) -> list[ToCall]:
    """`rows` are the registrations within the scope."""
    known = {row.family_id: row for row in rows}
    calls = tables.calls(desk.session, scope)
    found = []
    for family, reasons in _reasons(desk, duty, known, scope).items():
        standing = [one for one in reasons if is_open(one, calls.get((family, one.why)), desk.today)]
        if standing:
            ordered = tuple(sorted(standing, key=lambda one: urgency([one])))
            found.append(ToCall(known[family], ordered))
    found.sort(key=lambda one: (urgency(one.reasons), one.row.family_id))
    return found


def _reasons(desk: Desk, duty: Duty, known: dict[int, Registration], scope: Scope) -> dict[int, list[Reason]]:
    found: dict[int, list[Reason]] = defaultdict(list)
    said = tables.doses_told(desk.session, "late30", desk.now - OVERDUE, scope)
    late = _overdue_twice(desk, said, lambda child: child.family_id in known)
    asking = tables.questions_waiting(desk.session, duty, scope)
    for why, moments in ((Why.OVERDUE, late), (Why.QUESTION, asking)):
        for family, since in moments.items():
            if family in known:
                found[family].append(Reason(why, since))
    for referral in tables.late_referrals(desk.session, scope, desk.today):
        if referral.family_id in known:
            since = datetime.combine(referral.due_on or desk.today, time(), desk.zone)
            found[referral.family_id].append(Reason(Why.DEADLINE, since))
    for family, reason in _of_volunteers(desk, scope):
        if family in known:
            found[family].append(reason)
    for family, row in known.items():
        if row.since >= desk.now - NEW_LASTS:
            found[family].append(Reason(Why.NEW, row.since))
    return found


def _of_volunteers(desk: Desk, scope: Scope) -> list[tuple[int, Reason]]:
    """Who waits for one, and who said that it does not go well."""
    waiting = [
        (one.family_id, Reason(Why.VOLUNTEER, one.asked_at)) for one in pairings.waiting(desk.session, scope)
    ]
    badly = [
        (one.family_id, Reason(Why.BADLY, one.looked_after_at or one.asked_at))
        for one in pairings.going_badly(desk.session, scope)
    ]
    return waiting + badly


def _overdue_twice(
    desk: Desk, said: Mapping[tuple[int, str], datetime], wanted: Callable[[Child], bool]
) -> dict[int, datetime]:
    """Families with a dose that is still waited for though they heard twice that it is late (`said`: child and dose), and since when."""
    found = [one for one in children.several(desk.session, {number for number, _dose in said}) if wanted(one)]
    since: dict[int, datetime] = {}
    for first in range(0, len(found), PART):
        part = found[first : first + PART]
        kept = records.of_children(desk.session, part)
        for child in part:
            number = child.id or 0
            for row in plans.outlook(desk.knowledge, child, kept[number], desk.today).doses:
                at = said.get((number, plans.dose_name(row)))
                if at is not None and row.status in ("due", "overdue"):
                    since[child.family_id] = max(at, since.get(child.family_id, at))
    return since


def of_family(desk: Desk, duty: Duty, row: Registration) -> ToCall | None:
    """What is open about one family within the duty; None where nothing is. Only its own chats and children are looked at."""
    return next(iter(_to_call(desk, duty, [row], tables.of(row.family_id))), None)


def look(desk: Desk, duty: Duty, row: Registration) -> None:
    """The number was opened: written down."""
    note(desk.session, duty.who, "family.looked", f"family:{row.family_id}", desk.now)


def done(desk: Desk, duty: Duty, row: Registration, outcome: Outcome) -> bool:
    """One tap for everything that is open about this family. False where nothing is (any more)."""
    found = of_family(desk, duty, row)
    if found is None:
        return False
    again = again_on(outcome, desk.today, desk.knowledge.workdays)
    for reason in found.reasons:
        desk.session.add(
            CallDone(
                family_id=row.family_id,
                why=reason.why,
                outcome=outcome,
                who=duty.who,
                at=desk.now,
                again_on=again,
            )
        )
    desk.session.flush()
    note(desk.session, duty.who, f"family.{outcome}", f"family:{row.family_id}", desk.now)
    return True
