"""What the clock does with notices: planned ones leave at their minute, repeating ones leave again, those nothing waits of are over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from actions.desk import Desk
from actions.notice_families import ON_THEIR_WAY, invites, is_outdated
from actions.notice_sending import covers, leave, reached, shares
from actions.notices import notice_of
from actions.staff import OWNER, duty_of, note, role_of
from db import notice_sending as rows_of
from db import notices as tables
from db.chats import Chat
from db.notices import NoticeRow, NoticeState
from db.outbox import State
from db.staff import Staff
from rules.notices import (
    FOUR_EYES_FROM,
    LATE_MOST,
    TROUBLE_FROM,
    TROUBLE_SHARE,
    Notice,
    Repeats,
    latest_time,
    next_time,
    to_plain,
)
from rules.roles import Role

#: How deeds name the clock.
CLOCK = "clock"
_OPEN = (State.WAITING, State.SENDING, State.HELD)
#: A copy that was at the door when its notice was stopped is looked for so long.
_STRAY = timedelta(hours=1)


class Tell(StrEnum):
    """What the sender hears of (`dialogs.notice_letters`)."""

    LEFT = "left"
    DONE = "done"
    TROUBLE = "trouble"
    MISSED = "missed"
    #: The activity it invites to is over, or was called off.
    OVER = "over"
    #: That was moved: its words say the old time or place.
    MOVED = "moved"
    #: A planned one would reach so many by now that a second person has to look.
    ASKED = "asked"
    #: Who let it leave does not work there any more: a second person has to look.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Event:
    row: NoticeRow
    tell: Tell


def go_round(desk: Desk, owners: Collection[int] | None = None) -> list[Event]:
    """Everything that is due at this moment; what somebody is to be told of it. `owners`: who they are by now (None: whoever they were)."""
    return [*_look_after(desk, owners), *_end_moved(desk), *_leave_due(desk), *_end(desk)]


def _look_after(desk: Desk, owners: Collection[int] | None) -> list[Event]:
    """What somebody planned who went, or was given other districts, does not leave by itself: a second person has to look. At once, so that they
    have time."""
    found = []
    for seen in tables.planned(desk.session):
        row = None if _stand_for_it(desk, seen, owners) else tables.locked(desk.session, seen.id or 0)
        if row is None or row.state != NoticeState.PLANNED or _stand_for_it(desk, row, owners):
            continue
        _ask(desk, row)
        found.append(Event(row, Tell.GONE))
    return found


def _stand_for_it(desk: Desk, row: NoticeRow, owners: Collection[int] | None) -> bool:
    """Whether everybody who said yes could still say it."""
    return all(
        _may(desk, row, who, role, owners)
        for who, role in ((row.confirmed_by, Role.WORKER), (row.seconded_by, Role.MANAGER))
        if who is not None
    )


def _may(desk: Desk, row: NoticeRow, who: str, role: Role, owners: Collection[int] | None) -> bool:
    if who == OWNER:
        chat = desk.session.get(Chat, row.confirmed_chat) if row.confirmed_by == OWNER else None
        return owners is None or chat is None or role_of(desk.session, chat, owners) is not None
    kind, _sep, number = who.partition(":")
    if kind != "staff":
        return True
    member = desk.session.get(Staff, int(number))
    if member is None or member.removed_at is not None:
        return False
    duty = duty_of(member)
    return duty.at_least(role) and covers(row, duty)


def _ask(desk: Desk, row: NoticeRow) -> Tell:
    """It waits for a second person."""
    row.state, row.leaves_at, row.seconded_by = NoticeState.ASKED, None, None
    _written(desk, row, "asked")
    return Tell.ASKED


def _end_moved(desk: Desk) -> list[Event]:
    """What invites to an activity that was moved since ends at once: nobody more reads the old time, and who sent it has time to write anew."""
    found = []
    for row in tables.in_states(desk.session, ON_THEIR_WAY):
        if not is_outdated(desk.session, notice_of(row)):
            continue
        row.state, row.ended_at, row.leaves_at = NoticeState.STOPPED, desk.now, None
        here = [State.WAITING, State.HELD]
        rows_of.turn(desk.session, row.id or 0, here, State.WITHDRAWN, desk.now, "no longer true")
        _written(desk, row, "stopped")
        found.append(Event(row, Tell.MOVED))
    return found


def _leave_due(desk: Desk) -> list[Event]:
    found = []
    for row in tables.in_states(desk.session, (NoticeState.PLANNED,), desk.now):
        notice, due = notice_of(row), row.leaves_at or desk.now
        first, part = notice.at or row.created_at, row
        over = notice.activity is not None and not invites(desk.session, notice.activity, desk.now)
        # However many times passed while the house stood still, it leaves once: for the last of them, if that is not long ago.
        due = latest_time(due, notice.repeats, desk.now, desk.zone, first)
        late = desk.now - due > LATE_MOST
        if notice.repeats != Repeats.ONCE and not over:
            part = _edition(desk, row, notice)
            row.leaves_at = next_time(due, notice.repeats, desk.now, desk.zone, first)
            desk.session.add(row)
            desk.session.flush()
        found.append(Event(part, _let_go(desk, part, late, over)))
    return found


def _let_go(desk: Desk, row: NoticeRow, late: bool, over: bool) -> Tell:
    if over:
        row.state, row.ended_at, row.leaves_at = NoticeState.STOPPED, desk.now, None
        _written(desk, row, "stopped")
        return Tell.OVER
    if late:
        row.state, row.ended_at, row.leaves_at = NoticeState.MISSED, desk.now, None
        _written(desk, row, "missed")
        return Tell.MISSED
    found = shares(desk, row)
    if row.seconded_by is None and reached(found) >= FOUR_EYES_FROM:
        return _ask(desk, row)
    leave(desk, row, found)
    _written(desk, row, "left")
    return Tell.LEFT


def _written(desk: Desk, row: NoticeRow, what: str) -> None:
    """The clock's deeds are written down like everybody's."""
    desk.session.add(row)
    desk.session.flush()
    note(desk.session, CLOCK, f"notice.{what}", f"notice:{row.id}", desk.now)


def _edition(desk: Desk, row: NoticeRow, notice: Notice) -> NoticeRow:
    """What leaves this time: a notice of its own, so that each is counted, paused and reported by itself."""
    made = NoticeRow(
        content=to_plain(replace(notice, at=None, repeats=Repeats.ONCE)),
        state=NoticeState.PLANNED,
        holder=row.holder,
        holder_chat=row.holder_chat,
        confirmed_by=row.confirmed_by,
        confirmed_chat=row.confirmed_chat,
        seconded_by=row.seconded_by,
        edition_of=row.id,
        subject=row.subject,
        urgent=row.urgent,
        districts=row.districts,
        created_at=desk.now,
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def _end(desk: Desk) -> list[Event]:
    """What nothing waits of is over. Asked of the index alone: this is looked at every few seconds, and a notice may have 100,000 copies."""
    found = []
    for row in tables.in_states(desk.session, (NoticeState.SENDING, NoticeState.PAUSED)):
        number = row.id or 0
        if row.state == NoticeState.PAUSED:
            rows_of.miss(desk.session, number, desk.now)
        else:
            # one that was at the door when the notice went on, and was held a moment later
            rows_of.turn(desk.session, number, [State.HELD], State.WAITING, desk.now)
        if not rows_of.any_in(desk.session, number, _OPEN):
            row.state, row.ended_at = NoticeState.DONE, desk.now
            found.append(Event(row, Tell.DONE))
        elif not row.trouble_told and _fails(desk, number):
            row.trouble_told = True
            found.append(Event(row, Tell.TROUBLE))
        desk.session.add(row)
    for number in tables.stopped_since(desk.session, desk.now - _STRAY):
        rows_of.turn(desk.session, number, [State.HELD], State.WITHDRAWN, desk.now, "notice stopped")
    desk.session.flush()
    return found


def _fails(desk: Desk, number: int) -> bool:
    failed = rows_of.number_in(desk.session, number, State.FAILED)
    if failed < TROUBLE_FROM:
        return False
    return failed >= TROUBLE_SHARE * (failed + rows_of.number_in(desk.session, number, State.SENT))
