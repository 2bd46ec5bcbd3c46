"""A dose is recorded, many at once, a mistake is struck; the other guardian's copy of the reminder is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import plans
from db import children, outbox, vaccines
from db import reminders as db_reminders
from db.children import Child
from db.outbox import Outbox, Rank
from db.vaccines import Dose, Hindrance
from rules.knowledge import Knowledge
from rules.vaccines import Forecast, on_time_history

#: Doses that became due within these days may not have been given yet: "everything up to today" leaves them open and asks.
RECENT = timedelta(days=30)
#: How long back a reminder that was said is still changed when its dose is done.
TAKE_BACK = timedelta(days=60)


@dataclass(frozen=True)
class Tapped:
    """The message whose button was pressed: it is answered directly and must not be changed a second time."""

    chat_id: int
    ref: str | None


@dataclass(frozen=True)
class Desk:
    """What every change of a record needs."""

    session: Session
    knowledge: Knowledge
    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True)
class Written:
    """A dose as it stands in the record, whether it stood there before, and what the rules say with it."""

    dose: Dose
    before: bool
    found: Forecast


def give(
    desk: Desk, child: Child, vaccine: str, on: date, product: str | None = None, tapped: Tapped | None = None
) -> Written:
    """Records one dose (a combination under its own code). The same vaccine on the same day is recorded once."""
    children.lock(desk.session, child)
    told = vaccines.standing(desk.session, child.id or 0, vaccine, on)
    if told is not None:
        return Written(told, True, plans.look(desk.session, desk.knowledge, child, desk.today))
    dose = Dose(child_id=child.id or 0, vaccine=vaccine, given_on=on, product=product, recorded_at=desk.now)
    desk.session.add(dose)
    desk.session.flush()
    return Written(dose, False, _settle(desk, child, tapped))


def as_in_booklet(desk: Desk, child: Child) -> tuple[list[Dose], list[str]]:
    """ "Everything up to today": every dose the schedule had asked for a month ago, on the day it names, marked as not exact.

    Returns what was recorded, and the names of the doses due since then, which stay open.
    """
    children.lock(desk.session, child)
    doses = on_time_history(desk.knowledge.book, child.born, child.sex, desk.today - RECENT)
    have = {dose.vaccine for dose in vaccines.given(desk.session, [child.id or 0])[child.id or 0]}
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
    rows = _settle(desk, child, None).doses
    return added, [plans.dose_name(row) for row in rows if row.status in ("due", "overdue")]


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


def strike(desk: Desk, child: Child, dose_id: int) -> Dose | None:
    """Takes a wrong entry back; the line stays in the history. Nothing when it is not this child's, or struck already."""
    dose = desk.session.get(Dose, dose_id)
    if dose is None or dose.child_id != child.id or dose.struck_at is not None:
        return None
    dose.struck_at = desk.now
    desk.session.add(dose)
    desk.session.flush()
    _settle(desk, child, None)
    return dose


def take_back(desk: Desk, child: Child, at: int) -> int:
    """Strikes everything that was told at this moment (Unix seconds): one tap wrote it, one tap takes it back. Returns how many."""
    told = [
        dose
        for dose in vaccines.record(desk.session, [child.id or 0])[child.id or 0]
        if int(dose.recorded_at.timestamp()) == at
    ]
    return sum(strike(desk, child, dose.id or 0) is not None for dose in told)


def move(desk: Desk, child: Child, dose_id: int, on: date) -> Dose | None:
    """Another day for an entry: the old line is struck and a new one written."""
    old = strike(desk, child, dose_id)
    return give(desk, child, old.vaccine, on, old.product).dose if old is not None else None


def hindered(desk: Desk, child: Child, doses: Iterable[str], reason: str) -> None:
    """Why the family cannot go: kept for the staff who can help."""
    for dose in doses:
        desk.session.add(Hindrance(child_id=child.id or 0, dose=dose, reason=reason, told_at=desk.now))
    desk.session.flush()


def remind_later(
    desk: Desk, chat_id: int, channel: str, guardian_id: int, items: Iterable[tuple[int, str]], at: datetime
) -> None:
    """*Later*: the same reminder again at the moment the person chose, and no more at one chosen before; worth saying for two days."""
    for child_id, dose in items:
        key = f"vaccine:{child_id}:{dose}:later@{at.isoformat()}:{guardian_id}"
        db_reminders.drop_put_off(desk.session, chat_id, f"vaccine:{child_id}:{dose}")
        if db_reminders.known_keys(desk.session, [key]):
            continue
        desk.session.add(
            Outbox(
                chat_id=chat_id,
                channel=channel,
                rank=Rank.REMINDER,
                kind="reminder",
                key=key,
                about=f"vaccine:{child_id}:{dose}",
                body={"child": child_id, "dose": dose, "stage": "later"},
                due_at=at,
                use_by=at + timedelta(days=2),
                created_at=desk.now,
            )
        )
    desk.session.flush()


def _settle(desk: Desk, child: Child, tapped: Tapped | None) -> Forecast:
    """After a change: the plan anew, and messages that still ask for what is done are reworded in every other chat."""
    found = plans.changed(desk.session, desk.knowledge, child, desk.zone, desk.now)
    open_now = {plans.dose_name(row) for row in found.doses if row.open}
    stale = [
        row
        for row in db_reminders.said_about(desk.session, child.id or 0, desk.now - TAKE_BACK)
        if (row.about or "").rpartition(":")[2] not in open_now
    ]
    for row in stale:
        row.state = outbox.State.ANSWERED
    db_reminders.answer_while_sending(desk.session, child.id or 0, open_now)
    for chat_id, channel, ref in {
        (row.chat_id, row.channel, row.message_ref) for row in stale if row.message_ref
    }:
        if tapped is None or (chat_id, ref) != (tapped.chat_id, tapped.ref):
            db_reminders.reword(desk.session, chat_id, channel, ref, desk.now)
    desk.session.flush()
    return found
