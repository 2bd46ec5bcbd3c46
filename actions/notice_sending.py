"""A notice leaves: confirmed by what was previewed, by a second person where many get it, at once or at its time; and is paused, gone on with, stopped.

Rows are found with `actions.notices.one` (scope and lock). What the clock does: `actions/notice_round.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from actions import notice_audiences
from actions.answers import published
from actions.desk import Desk
from actions.notice_families import is_outdated
from actions.notice_files import file_of
from actions.notices import Done, done, holds, notice_of
from actions.staff import note
from db import activities, audiences, places
from db import notice_sending as rows_of
from db import notices as tables
from db.audiences import Share
from db.notices import NoticeRow, NoticeState
from db.outbox import State
from rules.answers.checks import Fault
from rules.answers.targets import known
from rules.needs import HIDDEN_BELOW
from rules.notice_checks import There, faults, few, same, says_the_same
from rules.notices import FOUR_EYES_FROM, USE_WITHIN, Notice, fingerprint, next_time
from rules.roles import Duty, Role

#: Over so long the rate is measured.
_LAST = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Progress:
    """`waiting` may leave now, `later` at a polite hour, `held` is paused; `rate`: said in a second over the last minute; `left`: until everything that
    may leave now has left (None: nothing moves)."""

    done: int = 0
    failed: int = 0
    dropped: int = 0
    waiting: int = 0
    later: int = 0
    held: int = 0
    rate: float = 0.0
    left: timedelta | None = None

    @property
    def open(self) -> int:
        """Rows whose turn is still to come."""
        return self.waiting + self.later + self.held

    @property
    def whole(self) -> int:
        """All rows it became."""
        return self.done + self.failed + self.dropped + self.open


def print_of(row: NoticeRow) -> str:
    """The fingerprint of what is previewed: it goes into the button that confirms."""
    return fingerprint(notice_of(row))


def faults_of(desk: Desk, notice: Notice) -> list[Fault]:
    """Everything that would keep it from leaving now, but that nobody would get it (`Done.NOBODY`); each with its cure."""
    session, numbers = desk.session, [notice.place] if notice.place is not None else []
    activity = activities.look(session, notice.activity) if notice.activity is not None else None
    file = file_of(session, notice.file)
    there = There(
        known=known(desk.knowledge, published(session, desk.knowledge).answers),
        districts=[one.id for one in desk.knowledge.districts],
        files=[notice.file] if notice.file is not None and file is not None else [],
        # whoever makes the draft of an activity looks after it; at the door its buttons are made of what it is then
        activities=[notice.activity] if notice.activity is not None else [],
        places=places.several(session, numbers),
        begins=activity.starts_at if activity is not None else None,
        moved=is_outdated(session, notice),
    )
    found = faults(notice, there, desk.now)
    if notice.audience.tags and min(families_of(desk, notice)) < HIDDEN_BELOW:
        found.append(few())
    wrong = session.get(NoticeRow, notice.corrects) if notice.corrects is not None else None
    if wrong is not None and says_the_same(notice, notice_of(wrong)):
        found.append(same())
    return found


def families_of(desk: Desk, notice: Notice) -> tuple[int, int]:
    """How many families it means, and how many it reaches."""
    return audiences.families(desk.session, notice_audiences.asked(desk, notice, 0))


def faults_at(desk: Desk, row: NoticeRow) -> list[Fault]:
    """The same for one that is here: what waited for a second person beyond its time leaves as soon as they say yes."""
    found, waits = faults_of(desk, notice_of(row)), row.state == NoticeState.ASKED
    return [fault for fault in found if not (waits and fault.code == "past")]


def confirm(desk: Desk, duty: Duty, row: NoticeRow, seen: str) -> Done:
    """The holder lets it leave as it was previewed (`seen`: `print_of`). DONE: it is leaving; PLANNED: at its time; ASKED: a second person has to
    look (tell them: `dialogs.notice_letters.tell_seconds`); CHANGED: it is not what was previewed; FAULTY, NOBODY, NOT_YOURS, TOO_LATE: it stays."""
    if row.state != NoticeState.DRAFT:
        return Done.TOO_LATE
    if not holds(row, duty) or not duty.at_least(Role.WORKER) or not covers(row, duty):
        return Done.NOT_YOURS
    refused = _refused(desk, row, seen)
    if refused is not None:
        return refused
    found = shares(desk, row)
    number = reached(found)
    if not number:
        return Done.NOBODY
    row.confirmed_by, row.confirmed_chat, row.seconded_by = duty.who, duty.chat, None
    _stop_what_is_wrong(desk, duty, row)
    if number >= FOUR_EYES_FROM:
        row.state = NoticeState.ASKED
        done(desk, duty, row, "asked")
        return Done.ASKED
    return _release(desk, duty, row, "confirmed", found)


def _stop_what_is_wrong(desk: Desk, duty: Duty, row: NoticeRow) -> None:
    """Nobody more gets the notice this one corrects: who has not got it yet gets the correction in its place."""
    number = notice_of(row).corrects
    wrong = tables.locked(desk.session, number) if number is not None else None
    if wrong is None or wrong.state not in (NoticeState.SENDING, NoticeState.PAUSED):
        return
    wrong.state, wrong.ended_at = NoticeState.STOPPED, desk.now
    here = [State.WAITING, State.HELD]
    rows_of.turn(desk.session, wrong.id or 0, here, State.WITHDRAWN, desk.now, audiences.CORRECTED)
    done(desk, duty, wrong, "stopped")


def second(desk: Desk, duty: Duty, row: NoticeRow, seen: str) -> Done:
    """The second person: a manager or above in another chat than who confirmed it. DONE, PLANNED, CHANGED, NOT_YOURS, TOO_LATE, FAULTY, NOBODY."""
    if row.state != NoticeState.ASKED:
        return Done.TOO_LATE
    if not may_second(row, duty):
        return Done.NOT_YOURS
    refused = _refused(desk, row, seen)
    if refused is not None:
        return refused
    found = shares(desk, row)
    if not reached(found):
        return Done.NOBODY
    row.seconded_by = duty.who
    return _release(desk, duty, row, "seconded", found)


def may_second(row: NoticeRow, duty: Duty) -> bool:
    """Whether this person can be the second one: another chat, at least a manager, and all of its districts are theirs."""
    other = duty.chat not in (0, row.confirmed_chat) and row.state == NoticeState.ASKED
    return other and duty.at_least(Role.MANAGER) and covers(row, duty)


def take_back(desk: Desk, duty: Duty, row: NoticeRow) -> Done:
    """What waits for a second person, or for its time, is a draft again: by its holder, or by a manager who does not agree. Editions that left
    stay what they are."""
    if row.state not in (NoticeState.ASKED, NoticeState.PLANNED):
        return Done.TOO_LATE
    if not holds(row, duty) and not (duty.at_least(Role.MANAGER) and covers(row, duty)):
        return Done.NOT_YOURS
    row.state, row.leaves_at = NoticeState.DRAFT, None
    row.confirmed_by, row.confirmed_chat, row.seconded_by = None, 0, None
    row.revision += 1
    return done(desk, duty, row, "taken_back")


def pause(desk: Desk, duty: Duty, row: NoticeRow) -> Done:
    """Nothing more leaves but what is on its way (`bot.delivery.courier.IN_FLIGHT` at most). Any worker of these districts may."""
    refused = _may_steer(duty, row, (NoticeState.SENDING,))
    if refused is not None:
        return refused
    row.state = NoticeState.PAUSED
    rows_of.turn(desk.session, row.id or 0, [State.WAITING], State.HELD, desk.now)
    return done(desk, duty, row, "paused")


def resume(desk: Desk, duty: Duty, row: NoticeRow) -> Done:
    """It goes on, at the hours that are polite then."""
    refused = _may_steer(duty, row, (NoticeState.PAUSED,))
    if refused is not None:
        return refused
    row.state = NoticeState.SENDING
    rows_of.turn(desk.session, row.id or 0, [State.HELD], State.WAITING, desk.now)
    return done(desk, duty, row, "resumed")


def stop(desk: Desk, duty: Duty, row: NoticeRow) -> Done:
    """Nothing more leaves, for good; a planned or repeating one leaves no more."""
    refused = _may_steer(duty, row, (NoticeState.SENDING, NoticeState.PAUSED, NoticeState.PLANNED))
    if refused is not None:
        return refused
    row.state, row.ended_at, row.leaves_at = NoticeState.STOPPED, desk.now, None
    held = [State.WAITING, State.HELD]
    rows_of.turn(desk.session, row.id or 0, held, State.WITHDRAWN, desk.now, "notice stopped")
    return done(desk, duty, row, "stopped")


def stop_invitations(desk: Desk, duty: Duty, activity_id: int) -> int:
    """The activity is off: no notice that invites to it leaves any more, and drafts go. Says how many left before or were about to."""
    found = [row for row in tables.alive(desk.session) if notice_of(row).activity == activity_id]
    for row in found:
        row.state, row.ended_at, row.leaves_at = NoticeState.STOPPED, desk.now, None
        held = [State.WAITING, State.HELD]
        rows_of.turn(desk.session, row.id or 0, held, State.WITHDRAWN, desk.now, "notice stopped")
        done(desk, duty, row, "stopped")
    return len(found)


def progress(desk: Desk, row: NoticeRow) -> Progress:
    """Where it stands."""
    found: dict[str, int] = {}
    for one in rows_of.standing(desk.session, row.id or 0, desk.now):
        name = "later" if one.state == State.WAITING and not one.due else one.state
        found[name] = found.get(name, 0) + one.number
    number, first = rows_of.said_since(desk.session, row.id or 0, desk.now - _LAST)
    span = max(1.0, (desk.now - first).total_seconds()) if first is not None else 1.0
    rate = number / span
    waiting = found.get(State.WAITING, 0) + found.get(State.SENDING, 0)
    moves = rate > 0 and row.state == NoticeState.SENDING
    return Progress(
        done=found.get(State.SENT, 0) + found.get(State.ANSWERED, 0),
        failed=found.get(State.FAILED, 0),
        dropped=found.get(State.WITHDRAWN, 0) + found.get(State.MISSED, 0),
        waiting=waiting,
        later=found.get("later", 0),
        held=found.get(State.HELD, 0),
        rate=rate,
        left=timedelta(seconds=round(waiting / rate)) if moves else None,
    )


def leave(desk: Desk, row: NoticeRow, found: Sequence[Share]) -> int:
    """It becomes rows of the outbox, one for each guardian it reaches; says how many. For a confirmed one, at its time. `found`: who that is, as
    `shares` counted them a moment ago."""
    session, notice, number = desk.session, notice_of(row), row.id or 0
    asked = notice_audiences.asked(desk, notice, number)
    later = notice_audiences.due(desk, notice, found, desk.now)
    left_out: dict[str, int] = {}
    for share in found:
        if share.left:
            left_out[share.left] = left_out.get(share.left, 0) + share.number
    row.state, row.started_at, row.leaves_at = NoticeState.SENDING, desk.now, None
    row.left_out = left_out
    row.queued = audiences.queue(session, asked, number, desk.now, desk.now + USE_WITHIN, later)
    session.add(row)
    session.flush()
    return row.queued


def shares(desk: Desk, row: NoticeRow) -> list[Share]:
    """Everybody its audience means, by what becomes of them."""
    return audiences.shares(desk.session, notice_audiences.asked(desk, notice_of(row), row.id or 0))


def reached(found: Sequence[Share]) -> int:
    """How many of them get it."""
    return sum(share.number for share in found if not share.left)


def _release(desk: Desk, duty: Duty, row: NoticeRow, what: str, found: Sequence[Share]) -> Done:
    """At its time, or now; what repeats, and waited for a second person beyond its first time, at the next one."""
    notice = notice_of(row)
    at = notice.at
    if at is not None and at <= desk.now:
        at = next_time(at, notice.repeats, desk.now, desk.zone, at)
    note(desk.session, duty.who, f"notice.{what}", f"notice:{row.id}", desk.now)
    if at is not None and at > desk.now:
        row.state, row.leaves_at = NoticeState.PLANNED, at
        desk.session.add(row)
        desk.session.flush()
        return Done.PLANNED
    leave(desk, row, found)
    return Done.DONE


def _refused(desk: Desk, row: NoticeRow, seen: str) -> Done | None:
    if seen != print_of(row):
        return Done.CHANGED
    return Done.FAULTY if faults_at(desk, row) else None


def _may_steer(duty: Duty, row: NoticeRow, states: tuple[NoticeState, ...]) -> Done | None:
    if row.state not in states:
        return Done.TOO_LATE
    return None if duty.at_least(Role.WORKER) and covers(row, duty) else Done.NOT_YOURS


def covers(row: NoticeRow, duty: Duty) -> bool:
    """Whether every district of it is theirs: their post may have changed since it was written."""
    theirs = frozenset(word for word in row.districts.split("|") if word)
    return not duty.districts or bool(theirs and theirs <= duty.districts)
