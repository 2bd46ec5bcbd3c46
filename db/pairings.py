"""Pairings with volunteers: found by the family, or within the districts of a duty at the community's office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, true
from sqlmodel import Session, col, select

from db.chats import Chat
from db.connection import ANEW
from db.families import Family
from db.follow_up import Pairing, PairingState, Registration
from db.registrations import Scope
from rules.roles import Duty

#: What either side says of it. Words are kept in the database: never change one.
WELL, BADLY = "well", "badly"


def within(duty: Duty) -> ColumnElement[bool]:
    if duty.office:
        return false()
    return col(Pairing.district).in_(sorted(duty.districts)) if duty.districts else true()


def one(session: Session, number: int, duty: Duty) -> Pairing | None:
    """This pairing, within the duty; locked."""
    rows = select(Pairing).where(Pairing.id == number, within(duty))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def open_(session: Session, duty: Duty) -> list[Pairing]:
    """Not ended, who waits first in front; without families of a demo."""
    rows = (
        select(Pairing)
        .join(Family, col(Family.id) == col(Pairing.family_id))
        .where(within(duty), col(Pairing.state) != PairingState.ENDED, col(Family.demo).is_(False))
    )
    found = list(session.exec(rows.order_by(col(Pairing.id))))
    return sorted(found, key=lambda one: one.state != PairingState.WAITING)


def waiting(session: Session, scope: Scope) -> list[Pairing]:
    """The registered families meant that wait for a volunteer."""
    rows = (
        select(Pairing)
        .join(Registration, col(Registration.family_id) == col(Pairing.family_id))
        .where(scope, col(Pairing.state) == PairingState.WAITING)
    )
    return list(session.exec(rows.order_by(col(Pairing.id))))


def going_badly(session: Session, scope: Scope) -> list[Pairing]:
    """The registered families meant that said it does not go well with their volunteer, as long as it runs."""
    rows = (
        select(Pairing)
        .join(Registration, col(Registration.family_id) == col(Pairing.family_id))
        .where(scope, col(Pairing.state) == PairingState.RUNNING, col(Pairing.family_says) == BADLY)
    )
    return list(session.exec(rows.order_by(col(Pairing.id))))


def of_family(session: Session, family_id: int) -> list[Pairing]:
    """Every one that is kept, the newest first; locked."""
    rows = select(Pairing).where(Pairing.family_id == family_id).order_by(col(Pairing.id).desc())
    return list(session.exec(rows.with_for_update(), execution_options=ANEW))


def of_guardian(session: Session, guardian_id: int, number: int) -> Pairing | None:
    """This pairing, if this person asked for it; locked."""
    rows = (
        select(Pairing)
        .join(Chat, col(Chat.id) == col(Pairing.chat_id))
        .where(Pairing.id == number, Chat.guardian_id == guardian_id)
        .with_for_update(of=Pairing)
    )
    return session.exec(rows, execution_options=ANEW).first()


def all_of_guardian(session: Session, guardian_id: int) -> list[Pairing]:
    """What this person asked for, the newest first."""
    rows = (
        select(Pairing)
        .join(Chat, col(Chat.id) == col(Pairing.chat_id))
        .where(Chat.guardian_id == guardian_id)
    )
    return list(session.exec(rows.order_by(col(Pairing.id).desc())))


def to_look_after(session: Session, before: datetime) -> list[Pairing]:
    """Running since before then, and nobody was asked yet how it goes; locked."""
    rows = select(Pairing).where(
        col(Pairing.state) == PairingState.RUNNING,
        col(Pairing.agreed_at) <= before,
        col(Pairing.looked_after_at).is_(None),
    )
    return list(session.exec(rows.order_by(col(Pairing.id)).with_for_update(), execution_options=ANEW))


def of_chat(session: Session, chat_id: int) -> list[Pairing]:
    return list(session.exec(select(Pairing).where(Pairing.chat_id == chat_id)))


def drop_ended(session: Session, before: datetime) -> None:
    session.execute(
        delete(Pairing).where(col(Pairing.state) == PairingState.ENDED, col(Pairing.ended_at) < before)
    )
