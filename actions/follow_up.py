"""What goes of follow-up when a chat is no longer its family's, and when its time is over; nothing of it stays in sight of the staff."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from db import chats, pairings, passing, ticket_letters
from db import referrals as referral_tables
from db import registrations as tables
from rules.follow_up import CALLS_KEEP, KEEP

#: How the states of staff who write about a family begin; the family stands in their data.
WRITING = "staff_follow"


def contact_name(family_id: int) -> str:
    """The name under which a family's number is shown (`db.passing`)."""
    return f"contact:{family_id}"


def forget_chat(session: Session, chat_id: int) -> None:
    """This chat is no longer its family's: what it told the community, and everything that came of it, goes without a trace."""
    gone = {*tables.of_chat(session, chat_id)}
    for referral in referral_tables.of_chat(session, chat_id):
        gone.add(referral.family_id)
        tables.withdraw_letters(session, [f"referral:{referral.id}"])
        session.delete(referral)
    for pairing in pairings.of_chat(session, chat_id):
        gone.add(pairing.family_id)
        tables.withdraw_letters(session, [f"pairing:{pairing.id}"])
        session.delete(pairing)
    for family_id in tables.of_chat(session, chat_id):
        tables.drop(session, family_id)
    session.flush()
    for family_id in gone:
        out_of_sight(session, family_id)


def out_of_sight(session: Session, family_id: int) -> None:
    """What the pages of the staff show of families gives way, its number goes from every chat, and nobody types about this family any more."""
    ticket_letters.fade(session)
    passing.take_out(session, contact_name(family_id))
    for chat in chats.in_states(session, WRITING):
        if (chat.waiting or {}).get("family") == family_id:
            chat.state, chat.waiting = None, None
            session.add(chat)
    session.flush()


def sweep(session: Session, now: datetime) -> None:
    """What is past its keeping time."""
    tables.drop_old_calls(session, now - CALLS_KEEP)
    referral_tables.drop_over(session, now - KEEP)
    pairings.drop_ended(session, now - KEEP)
