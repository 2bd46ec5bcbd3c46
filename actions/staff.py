"""Staff come by a one-time link, are given another role or other districts, and go. Who may do what is asked anew at every press."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from actions import photos
from db import staff, ticket_letters, tickets
from db.chats import Chat
from db.staff import Staff, StaffAudit, StaffInvite
from rules.roles import Duty, Role

#: How long a link for somebody of the staff works.
INVITE_LASTS = timedelta(days=7)
#: How deeds name those of HOUNIAO_OWNER_IDS, and whoever sits at the machine itself.
OWNER, DESK = "owner", "desk"
#: Waiting for words of somebody's work has a state that begins so (`dialogs/`).
_AT_WORK = "staff"


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is to do here: role, districts (none: everywhere), the name the inviter gives them, and their office ("": the community's)."""

    role: Role
    districts: frozenset[str]
    label: str
    office: str = ""


def role_of(session: Session, chat: Chat, owners: Collection[int]) -> Duty | None:
    """Who is in this chat, read anew from the database; None for everybody who is not of the staff."""
    if chat.channel == "telegram" and chat.address in {str(owner) for owner in owners}:
        return Duty(OWNER, Role.ADMINISTRATOR, chat=chat.id or 0)
    member = staff.of_chat(session, chat.id or 0)
    return duty_of(member) if member is not None and member.removed_at is None else None


def in_reach(session: Session, chat_id: int, owners: Collection[int]) -> Chat | None:
    """The chat of somebody of the staff, if they still work here and can be written to."""
    chat = session.get(Chat, chat_id)
    if chat is None or chat.leaving or chat.blocked_at is not None:
        return None
    return chat if role_of(session, chat, owners) is not None else None


def worked_here(session: Session, chat: Chat) -> bool:
    """Whether somebody of the staff was in this chat, and was removed."""
    member = staff.of_chat(session, chat.id or 0)
    return member is not None and member.removed_at is not None


def duty_of(member: Staff) -> Duty:
    """The same as the rules know it."""
    role, districts = Role(member.role), staff.words(member.districts)
    return Duty(f"staff:{member.id}", role, districts, member.office, member.chat_id)


def invite(session: Session, who: str, post: Post, now: datetime) -> str:
    """The secret of a one-time link. Only its hash is kept."""
    secret = secrets.token_urlsafe(18)
    made = StaffInvite(
        secret_hash=_hash(secret),
        role=post.role,
        districts=staff.bars(post.districts),
        office=post.office,
        label=post.label,
        expires_at=now + INVITE_LASTS,
    )
    session.add(made)
    session.flush()
    note(session, who, "staff.invited", f"invite:{made.id}", now)
    return secret


def invitation(session: Session, secret: str, now: datetime) -> StaffInvite | None:
    """The invitation behind this secret, if it still works; locked until the transaction ends."""
    found = staff.invite(session, _hash(secret))
    return found if found is not None and found.used_at is None and found.expires_at > now else None


def cancel(session: Session, who: str, found: StaffInvite, now: datetime) -> None:
    """The link works no more from this moment on; housekeeping takes it out, with the name in it."""
    found.expires_at = now
    session.add(found)
    note(session, who, "staff.cancelled", f"invite:{found.id}", now)


def accept(session: Session, chat: Chat, found: StaffInvite, now: datetime) -> Staff:
    """Whoever is in this chat works here from now on; the link is used up. Who was removed before comes back as the same person."""
    found.used_at = now
    session.add(found)
    member = staff.of_chat(session, chat.id or 0)
    if member is None:
        member = Staff(chat_id=chat.id or 0, role=found.role, label=found.label, since=now)
    member.role, member.districts, member.label = found.role, found.districts, found.label
    member.office = found.office
    member.since, member.removed_at = now, None
    # somebody who asked to be forgotten and came back before our last word was said stays
    chat.leaving = False
    session.add_all([member, chat])
    session.flush()
    note(session, f"staff:{member.id}", "staff.joined", f"staff:{member.id}", now)
    return member


def change(
    session: Session,
    who: str,
    member: Staff,
    role: Role,
    districts: frozenset[str],
    now: datetime,
    office: str | None = None,
) -> None:
    """Another role, other districts or another office (None: the same), from the next press on. Questions they held and reach no more go back."""
    member.role, member.districts = role, staff.bars(districts)
    member.office = member.office if office is None else office
    session.add(member)
    duty = duty_of(member)
    _stop_work(session, member, duty if duty.at_least(Role.WORKER) else None)
    note(session, who, "staff.changed", f"staff:{member.id}", now)


def remove(session: Session, who: str, member: Staff, now: datetime) -> None:
    """From the next press on they are nobody here. A second time changes nothing."""
    if member.removed_at is not None:
        return
    member.removed_at = now
    session.add(member)
    _stop_work(session, member, None)
    note(session, who, "staff.removed", f"staff:{member.id}", now)


def _stop_work(session: Session, member: Staff, duty: Duty | None) -> None:
    """What they were typing for their work is not waited for any more: the words would be read as a parent's. A parent's photo they are
    looking at goes from their chat, questions they hold and reach no more (None: any) wait for others, and letters about those are not sent."""
    photos.look_away_from(session, member.chat_id)
    tickets.give_back(session, member.chat_id, duty)
    ticket_letters.withdraw_from(session, member.chat_id, tickets.held(session, member.chat_id))
    chat = session.get(Chat, member.chat_id)
    if chat is not None and (chat.state or "").startswith(_AT_WORK):
        chat.state, chat.waiting = None, None
        session.add(chat)
    session.flush()


def note(session: Session, who: str, what: str, about: str, now: datetime) -> None:
    """Writes a deed down, for good."""
    session.add(StaffAudit(who=who, what=what, about=about, at=now))
    session.flush()


def _hash(secret: str) -> str:
    return hashlib.sha256(b"staff:" + secret.encode("utf-8", "replace")).hexdigest()
