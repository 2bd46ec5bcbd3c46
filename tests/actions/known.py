"""Families known to their community, for tests on the floors below the conversations."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from actions import calls, referrals, registrations
from actions.desk import Desk
from actions.families import Agreed
from content import load_knowledge
from db.chats import Chat
from db.families import Guardian
from db.follow_up import Referral, Registration
from rules.follow_up import Why
from rules.roles import Duty, Role
from tests.actions.households import NOW, ZONE, chat_of, guardian_of

KNOWLEDGE = load_knowledge("cn/wuhu")
WORKER = Duty("staff:1", Role.WORKER, frozenset({"jinghu"}))
NEXT_DOOR = Duty("staff:2", Role.WORKER, frozenset({"yijiang"}))
CIVIL = Duty("staff:3", Role.WORKER, frozenset({"jinghu"}), office="civil_affairs")
OWNER = Duty("owner", Role.ADMINISTRATOR)
TOLD = registrations.Told("jinghu", None, "王姐", "13812345678")
YES = Agreed("community", "1", "text", "en")


def desk(session: Session, **later: float) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW + timedelta(**later))


def family(
    session: Session, address: str = "1", district: str = "jinghu"
) -> tuple[Chat, Guardian, Registration]:
    chat = chat_of(session, address)
    guardian = guardian_of(session, chat)
    told = registrations.Told(district, None, "王姐", "13812345678")
    return chat, guardian, registrations.register(desk(session), chat, guardian, YES, told)


def offered(session: Session, row: Registration, duty: Duty = WORKER) -> Referral:
    made = referrals.offer(desk(session), duty, row, "civil_affairs", None, "Words about a child")
    assert made is not None
    return made


def agreed(session: Session, chat: Chat, row: Registration) -> Referral:
    made = offered(session, row)
    assert referrals.agree(desk(session), chat, made, row, "the text", "en")
    return made


def whys(session: Session, duty: Duty = WORKER, **later: float) -> list[tuple[int, list[Why]]]:
    found = calls.morning(desk(session, **later), duty).to_call
    return [(one.row.family_id, [reason.why for reason in one.reasons]) for one in found]
