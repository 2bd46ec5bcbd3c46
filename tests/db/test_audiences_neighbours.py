"""Audiences by what families asked for, where they registered and what they come to: tables of other features."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from db import audiences
from db.activities import Activity, ActivityGuest
from db.audiences import Asked
from db.chats import Chat
from db.families import Consent, Family, Guardian
from db.follow_up import Registration
from db.needs import NeedWant
from rules.audiences import Audience

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def household(session: Session, name: str) -> tuple[int, int]:
    """A family of one guardian with a chat."""
    family = Family(created_at=NOW)
    session.add(family)
    session.flush()
    guardian = Guardian(family_id=family.id or 0, created_at=NOW)
    session.add(guardian)
    session.flush()
    chat = Chat(channel="web", address=name, guardian_id=guardian.id, seen_at=NOW)
    standing: dict[str, Any] = {
        "kind": "guardian",
        "version": "1",
        "text_hash": "",
        "language": "en",
        "given_at": NOW,
    }
    session.add_all([chat, Consent(guardian_id=guardian.id or 0, **standing)])
    session.flush()
    return family.id or 0, chat.id or 0


def reached(session: Session, audience: Audience) -> int:
    asked = Asked(audience, "health", date(2026, 11, 23), "2026", NOW, 3)
    return sum(one.number for one in audiences.shares(session, asked) if not one.left)


def test_each_part_narrows_it(session: Session) -> None:
    (first, chat), (second, other) = household(session, "1"), household(session, "2")
    household(session, "3")
    session.add(NeedWant(family_id=first, topic="sport", at=NOW))
    session.add(NeedWant(family_id=second, topic="reading", at=NOW))
    for family, talk, community in ((first, chat, 7), (second, other, 8)):
        session.add(
            Registration(
                family_id=family, chat_id=talk, district="jinghu", community=community, version="1", at=NOW
            )
        )
    activity = Activity(content={}, holder="owner", created_at=NOW)
    session.add(activity)
    session.flush()
    number = activity.id or 0
    for family, coming in ((first, "maybe"), (second, "no")):
        session.add(ActivityGuest(activity_id=number, family_id=family, coming=coming, answered_at=NOW))
    session.flush()
    assert reached(session, Audience()) == 3
    assert reached(session, Audience(tags=frozenset({"sport"}))) == 1
    assert reached(session, Audience(tags=frozenset({"sport", "reading"}))) == 2
    assert reached(session, Audience(communities=frozenset({7}))) == 1
    assert reached(session, Audience(communities=frozenset({7}), tags=frozenset({"reading"}))) == 0
    assert reached(session, Audience(activity=number)) == 1
    assert reached(session, Audience(activity=number + 1)) == 0
