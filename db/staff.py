"""Staff: who they are and what for, the one-time links by which they come, and what they did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, delete, or_
from sqlmodel import Field, Session, SQLModel, col, select

from db.chats import Chat
from db.connection import ANEW, Moment
from db.sealing import Sealed
from rules.roles import Role


class Staff(SQLModel, table=True):
    """Somebody who works here, in one chat. Who was removed stays, so that what they did keeps its name; who is forgotten goes."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), unique=True, nullable=False)
    )
    role: str
    #: District ids between bars ("|jinghu|yijiang|"); empty: all of them.
    districts: str = ""
    #: The office they sit in (an id of the city's offices); "": the community's.
    office: str = ""
    #: What the inviter called them.
    label: Any = Field(sa_column=Column(Sealed("staff.label"), nullable=False))
    since: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class StaffInvite(SQLModel, table=True):
    """A one-time link for somebody of the staff. Only the hash of its secret is kept."""

    __tablename__ = "staff_invite"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(unique=True)
    role: str
    districts: str = ""
    office: str = ""
    label: Any = Field(sa_column=Column(Sealed("staff_invite.label"), nullable=False))
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class StaffAudit(SQLModel, table=True):
    """One deed: who ("staff:3", "owner", "desk"), what, about what ("place:7"). Written, never changed, and without a name."""

    __tablename__ = "staff_audit"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    who: str
    what: str
    about: str
    at: datetime = Field(sa_type=Moment)


def of_chat(session: Session, chat_id: int) -> Staff | None:
    """Who works in this chat, removed or not."""
    return session.exec(select(Staff).where(Staff.chat_id == chat_id)).first()


def one(session: Session, staff_id: int) -> Staff | None:
    """Somebody of the staff, removed or not; locked, so that two who change the same person do it one after the other."""
    return session.exec(
        select(Staff).where(Staff.id == staff_id).with_for_update(), execution_options=ANEW
    ).first()


def everybody(session: Session, removed: bool = False) -> list[Staff]:
    """Everybody who works here, the first to come first; those who were removed, too, if asked for."""
    rows = select(Staff).order_by(col(Staff.id))
    return list(session.exec(rows if removed else rows.where(col(Staff.removed_at).is_(None))))


def serving(session: Session, district: str | None, roles: Iterable[Role]) -> list[tuple[Staff, Chat]]:
    """Who works in this district in one of these roles, with their chat. What lies in no district concerns everybody."""
    rows = (
        select(Staff, Chat)
        .join(Chat, col(Chat.id) == col(Staff.chat_id))
        .where(col(Staff.removed_at).is_(None), col(Staff.role).in_(list(roles)))
        .order_by(col(Staff.id))
    )
    if district is not None:
        theirs = col(Staff.districts).contains(f"|{district}|", autoescape=True)
        rows = rows.where(or_(col(Staff.districts) == "", theirs))
    return list(session.exec(rows).all())


def invite(session: Session, secret_hash: str) -> StaffInvite | None:
    """The one-time link with this secret; locked, so that two people cannot use it at the same instant."""
    rows = select(StaffInvite).where(StaffInvite.secret_hash == secret_hash)
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def open_invites(session: Session, now: datetime) -> list[StaffInvite]:
    """Links nobody used yet that still work, the oldest first."""
    rows = select(StaffInvite).where(col(StaffInvite.used_at).is_(None), col(StaffInvite.expires_at) > now)
    return list(session.exec(rows.order_by(col(StaffInvite.id))))


def open_invite(session: Session, number: int, now: datetime) -> StaffInvite | None:
    """This link, if nobody used it yet and it still works; locked, so that nobody uses it while it is cancelled."""
    rows = select(StaffInvite).where(
        StaffInvite.id == number, col(StaffInvite.used_at).is_(None), col(StaffInvite.expires_at) > now
    )
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def drop_old_invites(session: Session, now: datetime) -> None:
    """Links that were used or whose time is over: the name in them is not needed any more."""
    over = or_(col(StaffInvite.expires_at) < now, col(StaffInvite.used_at).is_not(None))
    session.exec(delete(StaffInvite).where(over))


def drop(session: Session, chat_id: int) -> None:
    """Whoever works in this chat is forgotten. What they did stays, with a number in place of a name."""
    session.exec(delete(Staff).where(col(Staff.chat_id) == chat_id))


def labels(session: Session) -> dict[str, str]:
    """The names of everybody, removed ones too, by how lists of deeds name them ("staff:3")."""
    return {f"staff:{member.id}": member.label for member in everybody(session, removed=True)}


def bars(words: Iterable[str]) -> str:
    """Several districts as one value that can be searched."""
    kept = sorted(words)
    return f"|{'|'.join(kept)}|" if kept else ""


def words(text: str) -> frozenset[str]:
    """The districts again."""
    return frozenset(word for word in text.split("|") if word)
