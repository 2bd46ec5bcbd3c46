"""A notice in the hands of a family: buttons they press, polls, what they do not want to hear of, and what they can read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions.activity_seats import is_to_come
from actions.notice_reports import OPTION
from actions.notices import notice_of
from db import activities, audiences, chats, families, notice_door
from db import notice_sending as rows_of
from db import notices as tables
from db.audiences import Left
from db.chats import Chat
from db.families import Guardian
from db.notices import NoticeMute, NoticeRow, NoticeState
from rules.activities import Outline, of_plain, spot
from rules.notices import CHILD_CONSENT_FROM, USE_WITHIN, WEEK, WEEKLY_MOST, Notice, Subject, limited

#: Notices that can be read again.
LIST_MOST = 10
#: How long a choice of the newest poll may be typed, whatever else was said meanwhile.
TYPED_WITHIN = timedelta(days=1)
#: What is about these is shown no longer than so.
LIST_KEEP = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Given:
    """A notice this person got, and when."""

    row: NoticeRow
    at: datetime


def keeps_out(
    session: Session, copy: notice_door.Copy, notice: Notice, notice_id: int, now: datetime, crowded: bool
) -> str | None:
    """Why this copy is not said any more, by the name reports use; None: it is. `crowded`: as the function of that name said lately."""
    if copy.state == NoticeState.STOPPED:
        return "notice stopped"
    if notice.activity is not None and not invites(session, notice.activity, now):
        return "no longer true"
    if is_outdated(session, notice):
        return "no longer true"
    if not copy.agreed:
        return "nobody to tell"
    if notice.audience.asks_for_children and not copy.of_child:
        return Left.CONSENT
    quiet = Left.STOPPED if copy.paused else Left.MUTED if copy.muted else None
    if quiet is not None and not _was_told(session, copy, notice):
        return quiet
    full = (
        crowded
        and limited(notice)
        and rows_of.full(session, copy.family_id, now - WEEK, notice_id, WEEKLY_MOST)
    )
    return Left.WEEKLY if full else None


def _was_told(session: Session, copy: notice_door.Copy, notice: Notice) -> bool:
    """Whether this puts right what this person was told: that comes though they said stop since, or no more of its kind."""
    return notice.corrects is not None and rows_of.was_said(
        session, notice.corrects, audiences.key(notice.corrects, copy.guardian_id)
    )


def invites(session: Session, activity_id: int, now: datetime) -> bool:
    """Whether this activity is still to come; one of which nothing was published yet says nothing wrong."""
    row = activities.look(session, activity_id)
    return row is None or is_to_come(row, now)


def is_outdated(session: Session, notice: Notice) -> bool:
    """Whether what it invites to is at another time or place than its words say."""
    if notice.activity is None or notice.as_of is None:
        return False
    row = activities.look(session, notice.activity)
    return row is not None and spot(of_plain(row.content)) != notice.as_of


#: Confirmed by one or two, and not all said.
ON_THEIR_WAY = (NoticeState.ASKED, NoticeState.PLANNED, NoticeState.SENDING, NoticeState.PAUSED)


def outdated_by(session: Session, activity_id: int, outline: Outline) -> int:
    """How many invitations to it that are on their way would say a wrong time or place if it were so."""
    found = [notice_of(row) for row in tables.standing(session, ON_THEIR_WAY)]
    theirs = [one.as_of for one in found if one.activity == activity_id and one.as_of is not None]
    return sum(one != spot(outline) for one in theirs)


def crowded(session: Session, notice_id: int, now: datetime) -> bool:
    """Whether so many other notices left lately that a family may have got as many as it may in a week."""
    return len(tables.recent(session, now - WEEK - USE_WITHIN, notice_id)) >= WEEKLY_MOST


def copies_of(session: Session, notice_id: int, chat_ids: Collection[int]) -> dict[int, notice_door.Copy]:
    """What the door asks about the copies in these chats, by chat."""
    return notice_door.copies(session, notice_id, chat_ids, CHILD_CONSENT_FROM)


def pressed(session: Session, chat: Chat, ref: str, what: str, now: datetime) -> bool:
    """A button under this message was pressed. If the message is a notice, that is written down, once for each button. Says whether it is one."""
    number = audiences.number_of(rows_of.of_message(session, chat.id or 0, ref))
    if number is None or session.get(NoticeRow, number) is None:
        return False
    if not what.startswith(_POLL) and what != _HOME:
        notice_door.press(session, number, chat.id or 0, what, now)
    return True


#: How the addresses of choices begin: they are written down as votes, by `vote`.
_POLL = "poll:"
#: The way out under every notice says nothing about it.
_HOME = "go:home"


def vote(session: Session, chat: Chat, notice_id: int, option: int, now: datetime) -> NoticeRow | None:
    """This person's choice, in place of an earlier one in whichever of their chats. None where they did not get this notice, or there is no such
    choice."""
    row = received(session, chat, notice_id)
    if row is None or not 1 <= option <= len(notice_of(row).options):
        return None
    _one_after_the_other(session, chat.guardian_id)
    notice_door.drop_votes(session, notice_id, _theirs(session, chat), OPTION)
    notice_door.press(session, notice_id, chat.id or 0, f"{OPTION}{option}", now)
    return row


def _one_after_the_other(session: Session, guardian_id: int | None) -> None:
    """One person with two phones has one voice, also at the same instant."""
    guardian = session.get(Guardian, guardian_id) if guardian_id is not None else None
    if guardian is not None:
        families.lock(session, [guardian.family_id])


def vote_of(session: Session, chat: Chat, notice_id: int) -> int | None:
    """What this person chose."""
    what = notice_door.vote_of(session, notice_id, _theirs(session, chat), OPTION)
    return int(what.removeprefix(OPTION)) if what is not None else None


def received(session: Session, chat: Chat, notice_id: int) -> NoticeRow | None:
    """This notice, if this person got it: numbers in buttons prove nothing."""
    found = given(session, chat, notice_id)
    return found.row if found is not None else None


def given(session: Session, chat: Chat, notice_id: int) -> Given | None:
    """The same, and when."""
    theirs = dict(rows_of.given(session, _theirs(session, chat), _ALL))
    row = session.get(NoticeRow, notice_id) if notice_id in theirs else None
    return Given(row, theirs[notice_id]) if row is not None else None


def readable(session: Session, chat: Chat, notice_id: int) -> Given | None:
    """What this person got, and what puts right what they got: whoever read the wrong one may read the right one."""
    row = session.get(NoticeRow, notice_id)
    if row is None:
        return None
    whole, wrong = given(session, chat, notice_id), notice_of(row).corrects
    if whole is not None or wrong is None or row.started_at is None:
        return whole
    return Given(row, row.started_at) if readable(session, chat, wrong) is not None else None


def newest(session: Session, row: NoticeRow) -> NoticeRow:
    """The last notice that puts this one right; this one itself where none does."""
    seen = {row.id}
    while True:
        corrections = tables.corrections(session, row.id or 0)
        newer = next((one for one in corrections if one.started_at is not None and one.id not in seen), None)
        if newer is None:
            return row
        seen.add(newer.id)
        row = newer


#: More than anybody is given while rows of the outbox are kept.
_ALL = 1_000


def last(session: Session, chat: Chat, now: datetime) -> list[Given]:
    """What this person got lately, the last first."""
    return _lately(session, _theirs(session, chat), now)


def last_of(session: Session, guardian: Guardian, now: datetime) -> list[Given]:
    """The same of a person we know."""
    return _lately(session, [one.id or 0 for one in chats.of_guardian(session, guardian.id or 0)], now)


def _lately(session: Session, these: list[int], now: datetime) -> list[Given]:
    got = rows_of.given(session, these, LIST_MOST)
    found = [(session.get(NoticeRow, number), at) for number, at in got if at > now - LIST_KEEP]
    return [Given(row, at) for row, at in found if row is not None]


def poll_typed(session: Session, chat: Chat, text: str, now: datetime) -> tuple[int, int] | None:
    """The notice and the choice that is typed: one of its choices as it reads in any language, while no later notice came and for a day."""
    newest = next(iter(rows_of.given(session, [chat.id or 0], 1)), None)
    row = (
        session.get(NoticeRow, newest[0]) if newest is not None and now - newest[1] <= TYPED_WITHIN else None
    )
    if row is None:
        return None
    said = _bare(text)
    options = enumerate(notice_of(row).options, 1)
    found = [at for at, texts in options if said and said in {_bare(one) for one in texts.values()}]
    return (row.id or 0, found[0]) if len(found) == 1 else None


#: What a choice is typed with: "I choose …", "… then".
_AROUND = re.compile(r"^(?:我们?)?(?:就|想)?(?:选择?|投)?|[\W_]|(?:吧|啊|呀|哦|呢)+\W*$")


def _bare(text: str) -> str:
    return _AROUND.sub("", text.strip().casefold())


def mute(session: Session, guardian: Guardian, subject: Subject, now: datetime) -> None:
    """Nothing about this any more. A second time changes nothing."""
    families.lock(session, [guardian.family_id])
    if not notice_door.is_muted(session, guardian.id or 0, subject):
        session.add(NoticeMute(guardian_id=guardian.id or 0, subject=subject, at=now))
        session.flush()


def unmute(session: Session, guardian: Guardian, subject: Subject) -> None:
    """They want to hear of it again."""
    tables.unmute(session, guardian.id or 0, subject)


def muted(session: Session, guardian: Guardian) -> set[Subject]:
    """What they do not want to hear of."""
    return {Subject(one) for one in tables.muted(session, guardian.id or 0)}


def muted_since(
    session: Session, guardian: Guardian, at: Callable[[datetime | None], str | None]
) -> list[dict[str, Any]]:
    """For a copy of everything that is kept of this person: what they do not want to hear of, and since when."""
    found = tables.mutes(session, guardian.id or 0)
    return [{"subject": subject, "since": at(since)} for subject, since in found]


def told(session: Session, chat_id: int, at: Callable[[datetime | None], str | None]) -> dict[str, Any]:
    """For a copy of everything that is kept of this chat: the notices it got and the buttons pressed under them."""
    return {
        "got": [
            {"notice": number, "at": at(when)} for number, when in rows_of.given(session, [chat_id], _ALL)
        ],
        "pressed": [{**one, "at": at(one["at"])} for one in rows_of.presses_of(session, chat_id)],
    }


def _theirs(session: Session, chat: Chat) -> list[int]:
    if chat.guardian_id is None:
        return [chat.id or 0]
    return [one.id or 0 for one in chats.of_guardian(session, chat.guardian_id)]
