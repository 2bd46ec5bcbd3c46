"""What came of a notice; and the correction to those who got it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from actions.desk import Desk
from actions.notices import notice_of
from actions.staff import note
from db import notice_sending as rows_of
from db import notices as tables
from db.notices import NoticeRow, NoticeState
from db.outbox import State
from rules.audiences import Audience
from rules.notices import Notice, to_plain
from rules.roles import Duty, Role

#: How a press on a choice of a poll is named; the number of the choice follows.
OPTION = "option:"
BLOCKED = "blocked"
#: A correction that has not left yet.
_WRITTEN = (NoticeState.DRAFT, NoticeState.ASKED, NoticeState.PLANNED)


@dataclass(frozen=True, slots=True)
class Report:
    """Guardians by what became of their copy. `failed` by reason without the blocked ones; `left_out` by reason, when it was queued
    (`db.audiences.Left`) and at the door (the same, and those of `DROPPED`); `pressed`: buttons by address, how many chats pressed each (links are not
    seen); `votes`: by place of the choice, 1 is the first."""

    queued: int = 0
    delivered: int = 0
    blocked: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    pressed: Mapping[str, int] = field(default_factory=dict)
    votes: Mapping[int, int] = field(default_factory=dict)


#: Why a copy was dropped after it was queued, beside `db.audiences.Left`: the notice was stopped, or corrected first, it came too late, the person is gone or took their
#: consent back, or nothing of it is there any more.
DROPPED = ("notice stopped", "corrected", "past its use-by", "nobody to tell", "no longer true")


def report(session: Session, row: NoticeRow) -> Report:
    """As it stands now."""
    number, left_out = row.id or 0, dict(row.left_out)
    failed: dict[str, int] = {}
    delivered = blocked = waiting = 0
    for one in rows_of.standing(session, number, row.created_at):
        if one.state in (State.SENT, State.ANSWERED):
            delivered += one.number
        elif one.state in (State.WITHDRAWN, State.MISSED):
            left_out[one.trouble] = left_out.get(one.trouble, 0) + one.number
        elif one.state != State.FAILED:
            waiting += one.number
        elif one.trouble == BLOCKED:
            blocked += one.number
        else:
            failed[one.trouble] = failed.get(one.trouble, 0) + one.number
    pressed = rows_of.pressed(session, number)
    votes = {int(what.removeprefix(OPTION)): n for what, n in pressed.items() if what.startswith(OPTION)}
    taps = {what: n for what, n in pressed.items() if not what.startswith(OPTION)}
    return Report(row.queued, delivered, blocked, failed, left_out, waiting, taps, votes)


def correct(desk: Desk, duty: Duty, row: NoticeRow) -> NoticeRow | None:
    """A draft that goes to everybody who got this one, or has it still before them (it stops when the correction is confirmed), with its text to
    begin with; it breaks the weekly limit. One that is being written is given again. None where it never left, or they may only look."""
    if row.started_at is None or row.state == NoticeState.MISSED or not duty.at_least(Role.WORKER):
        return None
    for begun in tables.corrections(desk.session, row.id or 0):
        if begun.state in _WRITTEN:
            return tables.one(desk.session, begun.id or 0, duty)
    wrong = notice_of(row)
    notice = Notice(
        texts=wrong.texts,
        audience=Audience(got=row.id),
        subject=wrong.subject,
        ways=wrong.ways,
        urgent=wrong.urgent,
        why=wrong.why,
        corrects=row.id,
    )
    made = NoticeRow(
        content=to_plain(notice),
        holder=duty.who,
        holder_chat=duty.chat,
        subject=notice.subject,
        urgent=notice.urgent,
        districts=row.districts,
        created_at=desk.now,
    )
    desk.session.add(made)
    desk.session.flush()
    note(desk.session, duty.who, "notice.corrected", f"notice:{row.id}", desk.now)
    return made


def corrected(session: Session, row: NoticeRow) -> datetime | None:
    """When a correction of it last began to leave; None: none has."""
    return max(
        (one.started_at for one in tables.corrections(session, row.id or 0) if one.started_at), default=None
    )
