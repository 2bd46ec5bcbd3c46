"""Referrals: found by the family, by the office that sent them, and by the one they went to. The scope stands in the question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from db.chats import Chat
from db.connection import ANEW
from db.follow_up import AT_WORK, OVER, Referral, ReferralState
from rules.roles import Duty


def _here(duty: Duty) -> ColumnElement[bool]:
    if not duty.districts:
        return true()
    return or_(col(Referral.district).in_(sorted(duty.districts)), col(Referral.district).is_(None))


def to_us(duty: Duty) -> ColumnElement[bool]:
    """What went to the office of this duty, after the family's yes."""
    agreed = col(Referral.agreed_at).is_not(None)
    office = true() if duty.every_office else col(Referral.to_office) == duty.office
    return and_(_here(duty), agreed, office)


def from_us(duty: Duty) -> ColumnElement[bool]:
    """What the office of this duty proposed."""
    office = true() if duty.every_office else col(Referral.from_office) == duty.office
    return and_(_here(duty), office)


def one(session: Session, number: int, duty: Duty) -> Referral | None:
    """This referral from either side; locked."""
    rows = select(Referral).where(Referral.id == number, or_(to_us(duty), from_us(duty)))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def received_here(referral: Referral, duty: Duty) -> bool:
    """Whether it is this duty that has to do something about it, and not only who sent it."""
    return referral.agreed_at is not None and (duty.every_office or duty.office == referral.to_office)


def incoming(session: Session, duty: Duty) -> list[Referral]:
    """What another office handed to this one and is not over, what is due first in front."""
    rows = select(Referral).where(to_us(duty), col(Referral.state).in_(AT_WORK))
    return list(session.exec(rows.order_by(col(Referral.due_on), col(Referral.id))))


def incoming_number(session: Session, duty: Duty) -> int:
    rows = select_columns(func.count()).where(to_us(duty), col(Referral.state) == ReferralState.SENT)
    return int(session.execute(rows.select_from(Referral)).scalar_one())


def outgoing(session: Session, duty: Duty) -> list[Referral]:
    """What this office proposed, the newest first."""
    rows = (
        select(Referral).where(from_us(duty))
        if not duty.every_office
        else select(Referral).where(_here(duty))
    )
    return list(session.exec(rows.order_by(col(Referral.id).desc()).limit(40)))


def open_of_family(session: Session, family_id: int) -> list[Referral]:
    """Locked, so that one yes counts once."""
    rows = select(Referral).where(Referral.family_id == family_id, col(Referral.state).not_in(OVER))
    return list(session.exec(rows.order_by(col(Referral.id)).with_for_update(), execution_options=ANEW))


def with_words(session: Session, family_id: int) -> list[Referral]:
    """What is open, and what is over and can still be read by the offices; locked."""
    readable = or_(
        col(Referral.state).not_in(OVER), col(Referral.words).is_not(None), col(Referral.result).is_not(None)
    )
    rows = select(Referral).where(Referral.family_id == family_id, readable)
    return list(session.exec(rows.order_by(col(Referral.id)).with_for_update(), execution_options=ANEW))


def of_guardian(session: Session, guardian_id: int, number: int) -> Referral | None:
    """This referral, if this person registered and was asked; locked."""
    rows = (
        select(Referral)
        .join(Chat, col(Chat.id) == col(Referral.chat_id))
        .where(Referral.id == number, Chat.guardian_id == guardian_id)
        .with_for_update(of=Referral)
    )
    return session.exec(rows, execution_options=ANEW).first()


def all_of_guardian(session: Session, guardian_id: int) -> list[Referral]:
    """The newest first."""
    rows = (
        select(Referral)
        .join(Chat, col(Chat.id) == col(Referral.chat_id))
        .where(Chat.guardian_id == guardian_id)
    )
    return list(session.exec(rows.order_by(col(Referral.id).desc())))


def at_work(session: Session) -> list[Referral]:
    """Everything that waits for another office; locked."""
    rows = select(Referral).where(col(Referral.state).in_(AT_WORK)).order_by(col(Referral.id))
    return list(session.exec(rows.with_for_update(), execution_options=ANEW))


def of_chat(session: Session, chat_id: int) -> list[Referral]:
    return list(session.exec(select(Referral).where(Referral.chat_id == chat_id)))


def drop_over(session: Session, before: datetime) -> None:
    """What ended before then goes, with its words."""
    session.execute(delete(Referral).where(col(Referral.state).in_(OVER), col(Referral.settled_at) < before))
