"""What is asked about copies of a notice at the door, in one question for all that leave together, and what a family gave back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, delete, select
from sqlmodel import Session, SQLModel, col

from db.chats import Chat
from db.families import Consent, Guardian
from db.notices import NoticeMute, NoticePress, NoticeRow


@dataclass(frozen=True, slots=True)
class Copy:
    """The notice as it stands, and the person in this chat; `muted` this subject; `agreed` to what is kept of a guardian, `of_child` in a version
    that lets district and age choose."""

    state: str
    revision: int
    guardian_id: int
    family_id: int
    paused: bool
    write_from: int
    write_to: int
    muted: bool
    agreed: bool
    of_child: bool


_chat, _guardian, _consent, _notice, _mute = (
    SQLModel.metadata.tables[str(one.__tablename__)]
    for one in (Chat, Guardian, Consent, NoticeRow, NoticeMute)
)


def _standing(kind: str) -> ColumnElement[bool]:
    return and_(
        _consent.c.guardian_id == _guardian.c.id, _consent.c.kind == kind, _consent.c.withdrawn_at.is_(None)
    )


# Asked whenever copies leave: built once, and of the tables themselves, which takes half as long.
_copies = (
    select(
        _chat.c.id,
        _notice.c.state,
        _notice.c.revision,
        _guardian.c.id,
        _guardian.c.family_id,
        _guardian.c.paused_at.is_not(None),
        _guardian.c.write_from,
        _guardian.c.write_to,
        select(_mute.c.id)
        .where(_mute.c.guardian_id == _guardian.c.id, _mute.c.subject == _notice.c.subject)
        .exists(),
        select(_consent.c.id).where(_standing("guardian")).exists(),
        select(_consent.c.id).where(_standing("child"), _consent.c.version >= bindparam("version")).exists(),
    )
    .select_from(_chat)
    .join(_guardian, _guardian.c.id == _chat.c.guardian_id)
    .join(_notice, _notice.c.id == bindparam("notice"))
    .where(_chat.c.id.in_(bindparam("chats", expanding=True)))
)


def copies(session: Session, notice_id: int, chat_ids: Collection[int], version: str) -> dict[int, Copy]:
    """By chat; none where nobody we know is in it, or the notice is gone."""
    asked = {"notice": notice_id, "chats": list(chat_ids), "version": version}
    return {chat_id: Copy(*parts) for chat_id, *parts in session.execute(_copies, asked)}


def press(session: Session, notice_id: int, chat_id: int, what: str, now: datetime) -> None:
    """Written down once."""
    known = select(col(NoticePress.id)).where(
        col(NoticePress.notice_id) == notice_id,
        col(NoticePress.chat_id) == chat_id,
        col(NoticePress.what) == what,
    )
    if session.execute(known).first() is None:
        session.add(NoticePress(notice_id=notice_id, chat_id=chat_id, what=what, at=now))
        session.flush()


def drop_votes(session: Session, notice_id: int, chat_ids: Collection[int], prefix: str) -> None:
    """What these chats chose before."""
    session.execute(
        delete(NoticePress).where(
            col(NoticePress.notice_id) == notice_id,
            col(NoticePress.chat_id).in_(chat_ids),
            col(NoticePress.what).startswith(prefix, autoescape=True),
        )
    )


def vote_of(session: Session, notice_id: int, chat_ids: Collection[int], prefix: str) -> str | None:
    """What these chats chose."""
    rows = select(col(NoticePress.what)).where(
        col(NoticePress.notice_id) == notice_id,
        col(NoticePress.chat_id).in_(chat_ids),
        col(NoticePress.what).startswith(prefix, autoescape=True),
    )
    return session.execute(rows.limit(1)).scalar()


def is_muted(session: Session, guardian_id: int, subject: str) -> bool:
    rows = select(col(NoticeMute.id)).where(
        col(NoticeMute.guardian_id) == guardian_id, col(NoticeMute.subject) == subject
    )
    return session.execute(rows).first() is not None


def forget_chat(session: Session, chat_id: int) -> None:
    """What was pressed in this chat goes."""
    session.execute(delete(NoticePress).where(col(NoticePress.chat_id) == chat_id))
