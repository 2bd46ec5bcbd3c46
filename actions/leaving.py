"""Somebody is forgotten, or takes the consent for the children back."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from actions import families, photos, tickets
from actions.answer_borrowing import forget_words
from db import calendars, chats, children, inbox, outbox, pages, passing, places, staff
from db import families as db_families
from db import reminders as db_reminders
from db.activities import forget_family as drop_answers
from db.asked import forget_chat as forget_asked
from db.chats import Chat
from db.families import Guardian
from db.needs import drop_all as drop_needs


def forget(session: Session, chat: Chat) -> None:
    """Everything about this person in this chat and their other chats goes; this chat stays until our last word has been said."""
    theirs = chats.of_guardian(session, chat.guardian_id) if chat.guardian_id else [chat]
    families.leave(session, chat)
    for other in theirs:
        inbox.forget_chat(session, f"{other.channel}:{other.address}")
        photos.forget(session, other.id or 0)
        photos.look_away_from(session, other.id or 0)
        tickets.forget_chat(session, other.id or 0)
        outbox.forget_chat(session, other.id or 0)
        pages.forget_chat(session, other.id or 0)
        staff.drop(session, other.id or 0)
        forget_asked(session, other.id or 0)
        # a parent's photo that somebody of the staff was looking at must go from their chat, too
        if other.id == chat.id or passing.waits(session, other.id or 0):
            other.state, other.waiting, other.leaving = None, None, True
            session.add(other)
        else:
            session.delete(other)
    session.flush()
    forget_words(session)


def finish_leaving(session: Session) -> int:
    """Chats whose last word could not be said in any try go without it; returns how many. For the clock."""
    silent = [chat for chat in chats.leaving(session) if not outbox.has_unsaid(session, chat.id or 0)]
    for chat in silent:
        inbox.forget_chat(session, f"{chat.channel}:{chat.address}")
        session.delete(chat)
    session.flush()
    return len(silent)


def children_stay_with_others(session: Session, guardian: Guardian) -> bool:
    """Whether another guardian agreed to what is kept of the children, so that it stays when this one takes the consent back."""
    return any(families.has_agreed(session, other, "child") for other in families.others(session, guardian))


def withdraw(session: Session, chat: Chat, guardian: Guardian, now: datetime) -> bool:
    """Takes the consent for the children back. True when what was kept of them is gone.

    Where another guardian's consent stands, the children stay with that person and only this one leaves the family.
    """
    db_families.lock(session, [guardian.family_id])
    for one in db_families.consents(session, guardian.id or 0):
        if one.kind != "guardian" and one.withdrawn_at is None:
            one.withdrawn_at = now
            session.add(one)
    session.flush()
    if children_stay_with_others(session, guardian):
        families.leave(session, chat)
        return False
    for child in children.of_family(session, guardian.family_id):
        db_reminders.drop_about(session, child.id or 0)
        session.delete(child)
    for one_of_us in db_families.guardians(session, guardian.family_id):
        calendars.drop(session, one_of_us.id or 0)
        for their_chat in chats.of_guardian(session, one_of_us.id or 0):
            families.unlearn(session, their_chat)
    db_families.drop_invites(session, guardian.family_id)
    places.set_our_clinic(session, guardian.family_id, None)
    drop_needs(session, guardian.family_id)
    drop_answers(session, guardian.family_id)
    session.flush()
    return True
