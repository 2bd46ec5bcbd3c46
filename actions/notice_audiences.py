"""Whom a notice reaches, and whom it does not and why, before it leaves; and audiences that are kept under a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from sqlmodel import Session

from actions.desk import Desk
from actions.notices import narrowed, notice_of
from actions.staff import note
from db import audiences, staff
from db import notices as tables
from db.audiences import Asked, Left, Share
from db.notices import NoticeGroup, NoticeRow
from rules.audiences import Audience, of_plain, to_plain
from rules.hours import Hours, next_polite
from rules.notices import CHILD_CONSENT_FROM, USE_WITHIN, WEEK, WEEKLY_MOST, Notice, Repeats, limited
from rules.roles import Duty, Role

#: Characters of a group's name.
NAME_MOST = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """Guardians, not families. `now` get it at once (or at its time), `later` are outside their polite hours; `left_out` by reason (`db.audiences.Left`);
    `languages`: in which language those who get it read."""

    now: int = 0
    later: int = 0
    left_out: Mapping[Left, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> int:
        """Everybody who gets it."""
        return self.now + self.later


def counts(desk: Desk, notice: Notice, notice_id: int | None = None) -> Counts:
    """Who would get it, as things stand now, at the hour it leaves. Demo families are never counted."""
    return counted(desk, notice, audiences.shares(desk.session, asked(desk, notice, notice_id or 0)))


def counted(desk: Desk, notice: Notice, found: Collection[Share]) -> Counts:
    """The same, from what the database said."""
    later = due(desk, notice, found, max(desk.now, notice.at or desk.now))
    numbers = {False: 0, True: 0}
    left_out: dict[Left, int] = {}
    languages: dict[str, int] = {}
    for share in found:
        if share.left:
            left_out[Left(share.left)] = left_out.get(Left(share.left), 0) + share.number
            continue
        numbers[(share.write_from, share.write_to) in later] += share.number
        languages[share.language] = languages.get(share.language, 0) + share.number
    return Counts(numbers[False], numbers[True], left_out, languages)


def asked(desk: Desk, notice: Notice, notice_id: int) -> Asked:
    """What the database is asked about this notice."""
    full = tables.recent(desk.session, desk.now - WEEK - USE_WITHIN, notice_id) if limited(notice) else []
    root, had = notice.copies, []
    if root is not None and notice.repeats == Repeats.ONCE:
        had = tables.same_words(desk.session, desk.now - WEEK, root, notice.texts, notice_id)
    return Asked(
        notice.audience,
        notice.subject,
        desk.today,
        CHILD_CONSENT_FROM,
        desk.now - WEEK,
        WEEKLY_MOST,
        full,
        had,
        notice.corrects,
    )


def hides(session: Session, notice: Notice) -> bool:
    """Whether its numbers would tell what families asked for (`rules.needs`, rule 6): its own, or those of the notice it corrects."""
    while not notice.audience.tags and notice.corrects is not None:
        row = session.get(NoticeRow, notice.corrects)
        if row is None:
            return False
        notice = notice_of(row)
    return bool(notice.audience.tags)


def due(
    desk: Desk, notice: Notice, found: Collection[Share], leaves: datetime
) -> dict[tuple[int, int], datetime]:
    """When it leaves to those whose hours do not allow it at `leaves`, by hours. What is urgent waits for nobody's hours."""
    if notice.urgent:
        return {}
    wanted = {(share.write_from, share.write_to) for share in found if not share.left}
    turns = {hours: next_polite(leaves, _hours(*hours), desk.zone) for hours in wanted}
    return {hours: turn for hours, turn in sorted(turns.items()) if turn > leaves}


def _hours(start: int, end: int) -> Hours:
    return Hours(time(start // 60 % 24, start % 60), time(end // 60 % 24, end % 60))


def groups(session: Session, duty: Duty) -> list[NoticeGroup]:
    """Saved audiences within their districts, by name."""
    return tables.groups(session, duty)


def save_group(desk: Desk, duty: Duty, name: str, audience: Audience) -> NoticeGroup | None:
    """Keeps this audience, within their districts, under a name; the same name is written over. None where it lies outside, for an empty or
    over-long name, for who may only look, and for those who got one notice (`Audience.got`): they are no lasting group."""
    called, kept = " ".join(name.split()), narrowed(duty, audience)
    if not called or len(called) > NAME_MOST or kept is None or kept.got is not None:
        return None
    if not duty.at_least(Role.WORKER):
        return None
    group = next((one for one in tables.groups(desk.session, duty) if one.name == called), None)
    if group is None:
        group = NoticeGroup(name=called, audience={}, who=duty.who, at=desk.now)
    group.audience, group.districts = to_plain(kept), staff.bars(kept.districts)
    group.who, group.at = duty.who, desk.now
    desk.session.add(group)
    desk.session.flush()
    note(desk.session, duty.who, "group.saved", f"group:{group.id}", desk.now)
    return group


def drop_group(desk: Desk, duty: Duty, group_id: int) -> bool:
    """False where there is none within their districts, or they may only look."""
    group = tables.group(desk.session, group_id, duty)
    if group is None or not duty.at_least(Role.WORKER):
        return False
    note(desk.session, duty.who, "group.dropped", f"group:{group.id}", desk.now)
    desk.session.delete(group)
    desk.session.flush()
    return True


def audience_of(group: NoticeGroup) -> Audience:
    """Whom the group is."""
    return of_plain(group.audience)
