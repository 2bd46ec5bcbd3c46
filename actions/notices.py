"""A notice is written: begun, changed, taken over, put away; and who of the staff sees which.

The row that is given here was found for its caller by `one`, which looks within their districts and locks it. Every deed is written down. How it
leaves: `actions/notice_sending.py`; whom it reaches: `actions/notice_audiences.py`; what came of it: `actions/notice_reports.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from sqlmodel import Session

from actions.desk import Desk
from actions.staff import note
from db import notices as tables
from db import staff
from db.notices import NoticeRow, NoticeState
from rules.audiences import Audience
from rules.notices import Notice, of_plain, to_plain
from rules.roles import Duty, Role


class Done(StrEnum):
    """What became of a deed. Everything but the first four changed nothing."""

    #: It is done; a confirmed notice is on its way.
    DONE = "done"
    #: A confirmed notice leaves at its time.
    PLANNED = "planned"
    #: A confirmed notice waits for a second person (`dialogs.notice_letters.tell_seconds` tells them).
    ASKED = "asked"
    #: Nobody would get it: it stays a draft.
    NOBODY = "nobody"
    #: Somebody changed it since this page was shown.
    CHANGED = "changed"
    #: A colleague has it (`take_over`), or it takes somebody else (the second person is another one).
    NOT_YOURS = "not_yours"
    #: It is not in a state for this any more.
    TOO_LATE = "too_late"
    #: The audience lies outside their districts.
    OUTSIDE = "outside"
    #: Something in it is wrong: `rules.notice_checks.faults` says what.
    FAULTY = "faulty"


#: Kinds of lists of the staff, and the states in each.
LISTS: dict[str, tuple[NoticeState, ...]] = {
    "writing": (NoticeState.DRAFT, NoticeState.ASKED),
    "planned": (NoticeState.PLANNED,),
    "going": (NoticeState.SENDING, NoticeState.PAUSED),
    "over": (NoticeState.DONE, NoticeState.STOPPED, NoticeState.MISSED),
}


def begin(desk: Desk, duty: Duty, notice: Notice | None = None) -> NoticeRow | None:
    """A draft that this person holds; its audience is narrowed to their districts. None where it lies outside of them, or they may only look."""
    kept = _within(duty, notice or Notice(texts={}))
    if kept is None or not duty.at_least(Role.WORKER):
        return None
    row = NoticeRow(
        content={}, holder=duty.who, holder_chat=duty.chat, districts=_districts(kept), created_at=desk.now
    )
    _write(row, kept)
    desk.session.add(row)
    desk.session.flush()
    note(desk.session, duty.who, "notice.begun", f"notice:{row.id}", desk.now)
    return row


def change(desk: Desk, duty: Duty, row: NoticeRow, revision: int, notice: Notice) -> Done:
    """The draft says this from now on. `revision`: the one the page showed (`row.revision`); it rises. What was asked of a second person is a
    draft first (`actions.notice_sending.take_back`)."""
    if row.state != NoticeState.DRAFT:
        return Done.TOO_LATE
    if not holds(row, duty):
        return Done.NOT_YOURS
    if row.revision != revision:
        return Done.CHANGED
    fixed = of_plain(row.content)
    # whom a correction goes to, and what it corrects, was said when it was begun
    audience = replace(notice.audience, got=fixed.audience.got)
    kept = _within(duty, replace(notice, audience=audience, corrects=fixed.corrects))
    if kept is None:
        return Done.OUTSIDE
    _write(row, kept)
    row.revision += 1
    if kept.corrects is None:
        row.districts = _districts(kept)
    return done(desk, duty, row, "changed")


def take_over(desk: Desk, duty: Duty, row: NoticeRow) -> bool:
    """Whoever may write takes a colleague's draft, or one that is going, over. False where they may only look."""
    if not duty.at_least(Role.WORKER) or row.state in LISTS["over"]:
        return False
    row.holder, row.holder_chat = duty.who, duty.chat
    done(desk, duty, row, "taken")
    return True


def discard(desk: Desk, duty: Duty, row: NoticeRow) -> Done:
    """The draft goes."""
    if row.state != NoticeState.DRAFT:
        return Done.TOO_LATE
    if not holds(row, duty):
        return Done.NOT_YOURS
    note(desk.session, duty.who, "notice.discarded", f"notice:{row.id}", desk.now)
    desk.session.delete(row)
    desk.session.flush()
    return Done.DONE


def one(session: Session, duty: Duty, notice_id: int) -> NoticeRow | None:
    """This notice, if it lies within their districts; locked until the transaction ends."""
    return tables.one(session, notice_id, duty)


def listed(
    session: Session, duty: Duty, states: Collection[NoticeState], most: int = 20, skip: int = 0
) -> list[NoticeRow]:
    """Notices in these states within their districts, the newest first (`LISTS` names the lists)."""
    return tables.listed(session, duty, states, most, skip)


def editions(session: Session, duty: Duty, notice_id: int, most: int = 20) -> list[NoticeRow]:
    """What a repeating notice became so far, the newest first."""
    return tables.editions(session, duty, notice_id, most)


def holds(row: NoticeRow, duty: Duty) -> bool:
    """Whether this very person works on it: owners share a name, so the chat counts."""
    return row.holder == duty.who and row.holder_chat == duty.chat


def notice_of(row: NoticeRow) -> Notice:
    """What it says."""
    return of_plain(row.content)


def narrowed(duty: Duty, audience: Audience) -> Audience | None:
    """Only their districts: none named means all of theirs. None where none of the named ones is theirs. A correction goes to whoever got the
    notice, wherever they live: that one lay within."""
    if not duty.districts or audience.got is not None:
        return audience
    districts = audience.districts & duty.districts if audience.districts else duty.districts
    return replace(audience, districts=districts) if districts else None


def _within(duty: Duty, notice: Notice) -> Notice | None:
    audience = narrowed(duty, notice.audience)
    return replace(notice, audience=audience) if audience is not None else None


def _write(row: NoticeRow, notice: Notice) -> None:
    row.content = to_plain(notice)
    row.subject, row.urgent = notice.subject, notice.urgent


def _districts(notice: Notice) -> str:
    return staff.bars(notice.audience.districts)


def done(desk: Desk, duty: Duty, row: NoticeRow, what: str) -> Done:
    """Keeps it, and writes the deed down."""
    desk.session.add(row)
    desk.session.flush()
    note(desk.session, duty.who, f"notice.{what}", f"notice:{row.id}", desk.now)
    return Done.DONE
