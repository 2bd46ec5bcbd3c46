"""Words staff keep ready for questions that come again and again: written by managers, in one language or several."""

from __future__ import annotations

from actions.desk import Desk
from actions.staff import note
from db import tickets
from db.tickets import CannedReply
from rules.roles import Duty
from rules.tickets import TITLE_MOST

#: As many as anybody can look through.
MOST = 40


def add(desk: Desk, duty: Duty, title: str, text: str, language: str) -> CannedReply | None:
    """A new one, in this language. None when there are as many as anybody can look through."""
    if len(tickets.replies(desk.session)) >= MOST:
        return None
    made = CannedReply(
        titles={language: title[:TITLE_MOST]}, texts={language: text}, who=duty.who, at=desk.now
    )
    return _kept(desk, duty, made, "added")


def rename(desk: Desk, duty: Duty, reply: CannedReply, title: str, language: str) -> CannedReply:
    reply.titles = {**reply.titles, language: title[:TITLE_MOST]}
    return _kept(desk, duty, reply, "renamed")


def reword(desk: Desk, duty: Duty, reply: CannedReply, text: str, language: str) -> CannedReply:
    """Its words in this language."""
    reply.texts = {**reply.texts, language: text}
    return _kept(desk, duty, reply, "reworded")


def remove(desk: Desk, duty: Duty, reply: CannedReply) -> None:
    """Nobody finds it any more; what was sent with it stays as it was said."""
    reply.removed_at = desk.now
    _kept(desk, duty, reply, "removed")


def _kept(desk: Desk, duty: Duty, reply: CannedReply, what: str) -> CannedReply:
    reply.who, reply.at = duty.who, desk.now
    desk.session.add(reply)
    desk.session.flush()
    note(desk.session, duty.who, f"reply.{what}", f"reply:{reply.id}", desk.now)
    return reply
