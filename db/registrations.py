"""Families known to their community: found by family or within the districts of a duty, and what was done about calls."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, false, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from db.chats import Chat
from db.children import Child
from db.connection import ANEW
from db.families import Family, Guardian
from db.follow_up import AT_WORK, CallDone, Referral, Registration
from db.outbox import Outbox, Rank, State
from db.places import PlaceRow, PlaceState, has_real
from db.tickets import SILENT, Ticket
from db.tickets import within as tickets_within
from rules.follow_up import Called
from rules.roles import Duty

#: The kind of place a family can name as its community office.
OFFICE_KIND = "community_office"


#: Which registrations are meant, as a condition on their table: every question here joins it, no list of families is ever sent along.
Scope = ColumnElement[bool]


def of(family_id: int) -> Scope:
    """One family."""
    return col(Registration.family_id) == family_id


def behind(after: int, last: int | None = None) -> Scope:
    """Families with a higher number than `after`, up to `last`."""
    number = col(Registration.family_id)
    return number > after if last is None else and_(number > after, number <= last)


def within(duty: Duty) -> Scope:
    """Only families of these districts, and only for who sits at the community's: no other office was named when they agreed."""
    if duty.office:
        return false()
    return col(Registration.district).in_(sorted(duty.districts)) if duty.districts else true()


def of_family(session: Session, family_id: int) -> Registration | None:
    """The family's own registration; locked."""
    rows = select(Registration).where(Registration.family_id == family_id)
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def one(session: Session, family_id: int, duty: Duty) -> Registration | None:
    """This family, if it registered and lies within the duty; locked."""
    rows = select(Registration).where(Registration.family_id == family_id, within(duty))
    return session.exec(rows.with_for_update(), execution_options=ANEW).first()


def listed(session: Session, scope: Scope, most: int | None = None) -> list[Registration]:
    """Everybody meant who registered, by number, but the families of a demo; the first `most` of them."""
    rows = (
        select(Registration)
        .join(Family, col(Family.id) == col(Registration.family_id))
        .where(scope, col(Family.demo).is_(False))
    )
    return list(session.exec(rows.order_by(col(Registration.family_id)).limit(most)))


def districts(session: Session) -> list[str]:
    """Where anybody registered."""
    rows = select(Registration.district).distinct().order_by(col(Registration.district))
    return list(session.exec(rows))


def of_chat(session: Session, chat_id: int) -> list[int]:
    """Families this chat registered."""
    rows = select(Registration.family_id).where(Registration.chat_id == chat_id)
    return list(session.exec(rows))


def drop(session: Session, family_id: int) -> None:
    """The registration, and what was done about calls."""
    session.execute(delete(Registration).where(col(Registration.family_id) == family_id))
    session.execute(delete(CallDone).where(col(CallDone.family_id) == family_id))


def guardian_of(session: Session, chat_id: int) -> int | None:
    """Whose chat this is."""
    rows = select_columns(col(Chat.guardian_id)).where(col(Chat.id) == chat_id)
    return session.execute(rows).scalar()


def offices(session: Session, district: str) -> list[PlaceRow]:
    """Community offices of this district as parents find them, by key."""
    state = PlaceState.THERE if has_real(session) else PlaceState.DEMO
    rows = select(PlaceRow).where(
        PlaceRow.state == state, PlaceRow.kind == OFFICE_KIND, PlaceRow.district == district
    )
    return list(session.exec(rows.order_by(col(PlaceRow.key))))


def office(session: Session, place_id: int | None) -> PlaceRow | None:
    """A place that was chosen, as long as it is known at all."""
    return session.get(PlaceRow, place_id) if place_id is not None else None


# --- why to call


def doses_told(
    session: Session, stage: str, since: datetime, scope: Scope
) -> dict[tuple[int, str], datetime]:
    """(child, dose) of which this stage was said to the registered families meant since then and not answered, with the moment."""
    rows = _said(stage, since).join(Registration, col(Registration.family_id) == col(Guardian.family_id))
    return _told(session, rows.where(scope))


def doses_told_unnamed(
    session: Session, stage: str, since: datetime, districts: Collection[str]
) -> dict[tuple[int, str], datetime]:
    """The same of families that did not register and have a child in one of these districts (none: in any, or in none)."""
    rows = _said(stage, since).where(_is_unnamed(col(Guardian.family_id)))
    if districts:
        lives = select_columns(col(Child.id)).where(
            col(Child.family_id) == col(Guardian.family_id), col(Child.district).in_(sorted(districts))
        )
        rows = rows.where(lives.exists())
    return _told(session, rows)


def _said(stage: str, since: datetime) -> Select[str | None, datetime | None]:
    """Found by the chats of the families: the index of the outbox holds them, and everything else is a walk through all that was ever said."""
    return (
        select_columns(col(Outbox.about), col(Outbox.settled_at))
        .join(Chat, col(Chat.id) == col(Outbox.chat_id))
        .join(Guardian, col(Guardian.id) == col(Chat.guardian_id))
        .join(Family, col(Family.id) == col(Guardian.family_id))
        .where(
            col(Family.demo).is_(False),
            col(Outbox.kind) == "reminder",
            col(Outbox.state) == State.SENT,
            col(Outbox.settled_at) >= since,
            col(Outbox.key).like(f"vaccine:%:{stage}@%"),
        )
    )


def _told(session: Session, rows: Select[str | None, datetime | None]) -> dict[tuple[int, str], datetime]:
    found: dict[tuple[int, str], datetime] = {}
    for about, at in session.execute(rows):
        _kind, number, dose = (about or "").split(":")
        found[int(number), dose] = max(at, found.get((int(number), dose), at))
    return found


def _is_unnamed(family_id: Any) -> ColumnElement[bool]:
    known = select_columns(col(Registration.family_id)).where(col(Registration.family_id) == family_id)
    return ~known.exists()


def questions_waiting(session: Session, duty: Duty, scope: Scope | None = None) -> dict[int, datetime]:
    """Families with a question within the duty whose silence was told at least once, and since when it waits: the registered ones meant, or,
    without a scope, those that did not register."""
    rows = (
        select_columns(col(Guardian.family_id), col(Ticket.moved_at))
        .join(Chat, col(Chat.id) == col(Ticket.chat_id))
        .join(Guardian, col(Guardian.id) == col(Chat.guardian_id))
        .join(Family, col(Family.id) == col(Guardian.family_id))
        .where(and_(col(Ticket.state).in_(SILENT), col(Ticket.alarms) > 0, tickets_within(duty)))
        .where(col(Family.demo).is_(False))
    )
    known = rows.outerjoin(Registration, col(Registration.family_id) == col(Family.id))
    rows = known.where(col(Registration.family_id).is_(None) if scope is None else scope)
    found: dict[int, datetime] = {}
    for family, at in session.execute(rows):
        found[family] = min(at, found.get(family, at))
    return found


def late_referrals(session: Session, scope: Scope, today: date) -> list[Referral]:
    """Matters of the families meant that another office has not settled by the end of their day."""
    rows = (
        select(Referral)
        .join(Registration, col(Registration.family_id) == col(Referral.family_id))
        .where(scope, col(Referral.state).in_(AT_WORK), col(Referral.due_on) < today)
    )
    return list(session.exec(rows.order_by(col(Referral.id))))


def calls(session: Session, scope: Scope) -> dict[tuple[int, str], Called]:
    """The last call of each family meant about each reason."""
    rows = (
        select(CallDone)
        .join(Registration, col(Registration.family_id) == col(CallDone.family_id))
        .where(scope)
        .order_by(col(CallDone.id))
    )
    return {(one.family_id, one.why): Called(one.at, one.again_on) for one in session.exec(rows)}


def calls_of(session: Session, family_id: int) -> list[CallDone]:
    """Every call that is kept, the oldest first."""
    rows = select(CallDone).where(CallDone.family_id == family_id)
    return list(session.exec(rows.order_by(col(CallDone.id))))


def drop_old_calls(session: Session, before: datetime) -> None:
    session.execute(delete(CallDone).where(col(CallDone.at) < before))


# --- letters


def was_queued(session: Session, key: str) -> bool:
    """Whether a letter of this name was ever queued."""
    return session.execute(select_columns(col(Outbox.id)).where(col(Outbox.key) == key)).first() is not None


def withdraw_letters(session: Session, names: Collection[str]) -> None:
    """Letters about these that wait are said no more."""
    if names:
        waiting = col(Outbox.about).in_(list(names)) & (col(Outbox.state) == State.WAITING)
        session.execute(delete(Outbox).where(waiting))


def queue_letter(
    session: Session, chat: Chat, key: str, screen: dict[str, Any], due_at: datetime, now: datetime
) -> None:
    """A letter with a name of its own, so that it is queued once."""
    row = Outbox(
        chat_id=chat.id or 0,
        channel=chat.channel,
        rank=Rank.REMINDER,
        key=key,
        about="calls",
        body={"screen": screen},
        due_at=due_at,
        created_at=now,
    )
    session.add(row)
    session.flush()
