"""One matter of a family goes from one office to another: proposed, agreed to in the very words, received, settled or sent back. Every deed is written down.

The referral given here was found for its caller: a family's by its guardian (`db.referrals.of_guardian`), a worker's within district and office
(`db.referrals.one`), locked.
"""

from __future__ import annotations

from sqlmodel import Session

from actions import families
from actions.desk import Desk
from actions.staff import note
from db import referrals as tables
from db import registrations
from db.chats import Chat
from db.follow_up import AT_WORK, Referral, ReferralState, Registration
from rules.follow_up import OPEN_MOST, referral_due, shown_hash
from rules.roles import Duty
from rules.tickets import ALARMS, alarms_due, silent_for

#: The kind of the consent that is written down with each yes.
CONSENT = "referral"
#: `Referral.alarms` of one that was received, and of one whose deadline is over and was told.
RECEIVED, OVERDUE = len(ALARMS), len(ALARMS) + 1


def shown(referral: Referral, row: Registration) -> str:
    """What a yes is bound to: everything of the family that the other office gets."""
    parts = (referral.id, referral.to_office, referral.service, referral.words, row.called, row.phone)
    return shown_hash(*parts)


def may_offer(session: Session, family_id: int) -> bool:
    return len(tables.open_of_family(session, family_id)) < OPEN_MOST


def offer(
    desk: Desk, duty: Duty, row: Registration, office: str, service: str | None, words: str
) -> Referral | None:
    """The family is asked; until its yes nobody else sees anything. None when too many are open, or it is the same office."""
    if office == duty.office or not may_offer(desk.session, row.family_id):
        return None
    made = Referral(
        family_id=row.family_id,
        chat_id=row.chat_id,
        district=row.district,
        from_office=duty.office,
        to_office=office,
        service=service,
        words=words,
        who=duty.who,
        offered_at=desk.now,
    )
    desk.session.add(made)
    desk.session.flush()
    _done(desk, duty, made, "offered")
    return made


def agree(desk: Desk, chat: Chat, referral: Referral, row: Registration, text: str, language: str) -> bool:
    """The family's yes to what it was shown (`text`). False when nobody asks that any more."""
    if referral.state != ReferralState.OFFERED:
        return False
    version = f"{referral.id}:{referral.to_office}:{shown(referral, row)}"
    families.consent(desk.session, chat, families.Agreed(CONSENT, version, text, language), desk.now)
    referral.state, referral.agreed_at = ReferralState.SENT, desk.now
    referral.due_on = referral_due(desk.today, desk.knowledge.workdays)
    _keep(desk, referral)
    return True


def refuse(desk: Desk, referral: Referral) -> bool:
    """The family's no: the words go at once."""
    if referral.state != ReferralState.OFFERED:
        return False
    return _end(desk, referral, ReferralState.REFUSED)


def withdraw(desk: Desk, referral: Referral) -> bool:
    """The family takes it back, whatever came of it: the words go, and letters about it. False when that was done before."""
    if referral.state == ReferralState.WITHDRAWN:
        return False
    registrations.withdraw_letters(desk.session, [f"referral:{referral.id}"])
    referral.result = None
    return _end(desk, referral, ReferralState.WITHDRAWN)


def _end(desk: Desk, referral: Referral, state: ReferralState) -> bool:
    referral.words, referral.state = None, state
    referral.settled_at = referral.settled_at or desk.now
    _keep(desk, referral)
    return True


# --- the other office


def look(desk: Desk, duty: Duty, referral: Referral) -> None:
    """Every look is written down."""
    _done(desk, duty, referral, "looked")


def receive(desk: Desk, duty: Duty, referral: Referral) -> bool:
    """The receipt. False when a colleague gave it already, or it is not theirs."""
    if referral.state != ReferralState.SENT or not tables.received_here(referral, duty):
        return False
    referral.state, referral.received_at, referral.received_by = ReferralState.RECEIVED, desk.now, duty.who
    referral.alarms = max(referral.alarms, RECEIVED)
    _keep(desk, referral)
    _done(desk, duty, referral, "received")
    return True


def settle(desk: Desk, duty: Duty, referral: Referral, words: str, returned: bool) -> bool:
    """Done, with what came of it; or sent back, with the reason. False when it is over, or not theirs."""
    if referral.state not in AT_WORK or not tables.received_here(referral, duty):
        return False
    referral.state = ReferralState.RETURNED if returned else ReferralState.SETTLED
    referral.result, referral.settled_at = words, desk.now
    if referral.received_at is None:
        referral.received_at, referral.received_by = desk.now, duty.who
    _keep(desk, referral)
    _done(desk, duty, referral, "returned" if returned else "settled")
    return True


def silences(desk: Desk) -> list[tuple[Referral, int]]:
    """Those whose silence is to be told now, each stage once: `OVERDUE` where its day is over, else how many of `ALARMS` are due without a receipt."""
    found = []
    for referral in tables.at_work(desk.session):
        alarms = _alarms(desk, referral)
        if alarms > referral.alarms:
            referral.alarms = alarms
            _keep(desk, referral)
            found.append((referral, alarms))
    return found


def _alarms(desk: Desk, referral: Referral) -> int:
    if referral.due_on is not None and desk.today > referral.due_on:
        return OVERDUE
    if referral.state != ReferralState.SENT:
        return referral.alarms
    office = desk.knowledge.office(referral.to_office) or desk.knowledge.office("")
    since, until = (
        one.astimezone(desk.zone).replace(tzinfo=None) for one in (referral.agreed_at or desk.now, desk.now)
    )
    hours = office.hours if office is not None else None
    return alarms_due(silent_for(hours, since, until, desk.knowledge.workdays))


def _keep(desk: Desk, referral: Referral) -> None:
    desk.session.add(referral)
    desk.session.flush()


def _done(desk: Desk, duty: Duty, referral: Referral, what: str) -> None:
    note(desk.session, duty.who, f"referral.{what}", f"referral:{referral.id}", desk.now)
