"""A family comes, a second guardian joins, one leaves."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions import follow_up, photos
from db import calendars, chats, children, families, outbox, pages, sealing
from db import reminders as db_reminders
from db.chats import Chat
from db.families import Consent, Family, Guardian, Invite
from db.notice_door import forget_chat as drop_presses

#: How long a link for the second guardian works.
INVITE_LASTS = timedelta(days=3)


@dataclass(frozen=True)
class Agreed:
    """What a person agreed to: `kind` ("guardian" or "child"), the version of the text, its hash, and the language it was read in."""

    kind: str
    version: str
    text: str
    language: str


def consent(session: Session, chat: Chat, agreed: Agreed, now: datetime) -> Guardian:
    """Writes the consent down. The first one makes the person a guardian, with a family of their own."""
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    if guardian is None:
        guardian = _new_guardian(session, chat, None, now)
    standing = [one for one in families.consents(session, guardian.id or 0) if one.withdrawn_at is None]
    if not any(one.kind == agreed.kind and one.version == agreed.version for one in standing):
        session.add(
            Consent(
                guardian_id=guardian.id or 0,
                kind=agreed.kind,
                version=agreed.version,
                text_hash=hashlib.sha256(agreed.text.encode()).hexdigest(),
                language=agreed.language,
                given_at=now,
            )
        )
        session.flush()
    return guardian


def has_agreed(session: Session, guardian: Guardian | None, kind: str, version: str | None = None) -> bool:
    """Whether this consent stands, to this version of the text if one is named."""
    if guardian is None:
        return False
    return any(
        one.kind == kind and one.withdrawn_at is None and version in (None, one.version)
        for one in families.consents(session, guardian.id or 0)
    )


def may_step_into_demo(session: Session, chat: Chat) -> bool:
    """A demo never takes the place of real children."""
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    family = session.get(Family, guardian.family_id) if guardian else None
    return family is None or family.demo or not children.of_family(session, family.id or 0)


def _new_guardian(
    session: Session, chat: Chat, family_id: int | None, now: datetime, demo: bool = False
) -> Guardian:
    if family_id is None:
        family = Family(created_at=now, demo=demo)
        session.add(family)
        session.flush()
        family_id = family.id or 0
    guardian = Guardian(family_id=family_id, created_at=now)
    session.add(guardian)
    session.flush()
    chat.guardian_id = guardian.id
    # somebody who asked to be forgotten and came back before our last word was said stays
    chat.leaving = False
    session.add(chat)
    return guardian


def begin_demo(session: Session, chat: Chat, now: datetime) -> Guardian:
    """A guardian of a demo family. Whoever this chat belonged to before is left first."""
    if chat.guardian_id is not None:
        leave(session, chat)
    return _new_guardian(session, chat, None, now, demo=True)


def invite(session: Session, guardian: Guardian, now: datetime) -> str:
    """A secret for a one-time link. Only its hash is kept; older unused links of the family stop working."""
    families.drop_invites(session, guardian.family_id)
    made = Invite(family_id=guardian.family_id, secret_hash="", expires_at=now + INVITE_LASTS)
    session.add(made)
    session.flush()
    # Made of the row's own number, which nobody else has, and of the data key.
    secret = _secrets(made)[-1]
    made.secret_hash = _hash(secret)
    session.add(made)
    session.flush()
    return secret


def secret_of(made: Invite) -> str | None:
    """The secret of a link, to show it again; nothing for one that an older version or a lost key made."""
    return next((one for one in _secrets(made) if _hash(one) == made.secret_hash), None)


def _secrets(made: Invite) -> list[str]:
    """What the keys, which lie outside the database, make of this link: one a key, the newest last."""
    about = f"{made.id}:{made.family_id}:{made.expires_at.astimezone(UTC).isoformat()}".encode()
    keys = sealing.ring().derive("invite")
    made_of = [hmac.digest(key.encode(), about, "sha256")[:18] for key in keys]
    return [base64.urlsafe_b64encode(one).decode() for one in made_of]


def chats_to_tell(session: Session, newcomer: Guardian) -> list[tuple[Chat, Guardian]]:
    """One chat of everybody who was in the family before this person, the one they used last; not of those who want no letters."""
    found = []
    for other in others(session, newcomer):
        if other.paused_at is not None:
            continue
        listening = [chat for chat in chats.of_guardian(session, other.id or 0) if chat.blocked_at is None]
        found += [(chat, other) for chat in listening[:1]]
    return found


def invitation(session: Session, secret: str) -> Invite | None:
    """The invitation behind this secret, whether or not it still works; locked until the transaction ends."""
    return families.invite(session, _hash(secret))


def works(found: Invite, now: datetime) -> bool:
    """Whether nobody used this invitation yet and its time is not over."""
    return found.used_at is None and found.expires_at > now


def join(session: Session, chat: Chat, found: Invite, now: datetime, today: date) -> Guardian | None:
    """The person becomes a guardian of the family that invited them; the link is used up. Nothing when that family is gone.

    Somebody who was a guardian already takes consents and hours along; what only their old family had goes with it. The
    caller makes sure that they know.
    """
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    standing = families.lock(session, [found.family_id, guardian.family_id if guardian else found.family_id])
    if found.family_id not in standing:
        return None
    found.used_at = now
    session.add(found)
    if guardian is None:
        guardian = _new_guardian(session, chat, found.family_id, now)
    else:
        _move(session, guardian, found.family_id)
    for child in children.of_family(session, found.family_id):
        # what is due today is planned for the newcomer, too
        child.plan_on = min(child.plan_on or today, today)
        session.add(child)
    session.flush()
    return guardian


def _move(session: Session, guardian: Guardian, family_id: int) -> None:
    left = guardian.family_id
    for chat in chats.of_guardian(session, guardian.id or 0):
        unlearn(session, chat)
    calendars.drop(session, guardian.id or 0)
    guardian.family_id = family_id
    session.add(guardian)
    session.flush()
    drop_if_empty(session, left)


def _hash(secret: str) -> str:
    return hashlib.sha256(b"invite:" + secret.encode("utf-8", "replace")).hexdigest()


def others(session: Session, guardian: Guardian) -> list[Guardian]:
    """The other people who look after this family's children. The family stays locked: what a person is told of them is true
    until the transaction ends.
    """
    families.lock(session, [guardian.family_id])
    return [one for one in families.guardians(session, guardian.family_id) if one.id != guardian.id]


def leave(session: Session, chat: Chat) -> bool:
    """This person and everything only they had goes; the family's children go with its last guardian. True if that was so."""
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    if guardian is None:
        return False
    family_id = guardian.family_id
    families.lock(session, [family_id])
    for other in chats.of_guardian(session, guardian.id or 0):
        unlearn(session, other)
        other.guardian_id = None
        session.add(other)
    session.flush()
    session.delete(guardian)
    session.flush()
    return drop_if_empty(session, family_id)


def unlearn(session: Session, chat: Chat) -> None:
    """What this chat holds of its family goes: reminders, half-typed answers, photos, what the community was told, and the bubbles of its page."""
    photos.drop_of_chat(session, chat.id or 0)
    db_reminders.drop_intentions(session, chat.id or 0)
    pages.forget_chat(session, chat.id or 0)
    follow_up.forget_chat(session, chat.id or 0)
    drop_presses(session, chat.id or 0)
    chat.state, chat.waiting = None, None
    session.add(chat)


def drop_if_empty(session: Session, family_id: int) -> bool:
    """A family without guardians goes, and every trace of its children: SQLite gives their numbers to the next ones."""
    if families.guardians(session, family_id):
        return False
    for child in children.of_family(session, family_id):
        db_reminders.drop_about(session, child.id or 0)
    families.drop(session, family_id)
    return True


def tell(
    session: Session,
    chat: Chat,
    screen: dict[str, Any],
    now: datetime,
    due_at: datetime,
    about: str | None = None,
) -> None:
    """Queues one letter nobody asked for: at its hour, and never in the way of an answer. `about`: a name by which it can be withdrawn."""
    session.add(
        outbox.Outbox(
            chat_id=chat.id or 0,
            channel=chat.channel,
            rank=outbox.Rank.REMINDER,
            about=about,
            body={"screen": screen},
            due_at=due_at,
            created_at=now,
        )
    )
