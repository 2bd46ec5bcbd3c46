"""A family registers with its community, changes that, takes it back, or moves within the city. Everything that hangs on it goes with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions import children as of_children
from actions import families, follow_up, papers, referrals
from actions.desk import Desk
from db import chats, children, pairings, ticket_letters, tickets
from db import families as family_tables
from db import referrals as referral_tables
from db import registrations as tables
from db.chats import Chat
from db.families import Guardian
from db.follow_up import AT_WORK, Pairing, PairingState, Referral, Registration
from db.tickets import Ticket, TicketState

#: The kind of its consent.
CONSENT = "community"


@dataclass(frozen=True, slots=True)
class Told:
    """What the family told, and no more."""

    district: str
    community: int | None
    called: str
    phone: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Who has to hear that it is over: `referrals` another office was at work on, `pairings` that were not over. `listed`: the family was on the
    list until now."""

    listed: bool = False
    referrals: tuple[Referral, ...] = ()
    pairings: tuple[Pairing, ...] = ()


def register(desk: Desk, chat: Chat, guardian: Guardian, agreed: families.Agreed, told: Told) -> Registration:
    """With a consent of its own. Who registers anew takes the place of the registration there was."""
    give_way(desk, guardian)
    row = tables.of_family(desk.session, guardian.family_id)
    # that it is off the list is true no more
    tables.withdraw_letters(desk.session, [letter_name(guardian.family_id)])
    families.consent(desk.session, chat, agreed, desk.now)
    if row is None:
        row = Registration(
            family_id=guardian.family_id,
            chat_id=chat.id or 0,
            district=told.district,
            version="",
            at=desk.now,
        )
    row.district, row.community = told.district, told.community
    row.called, row.phone, row.version = told.called, told.phone, agreed.version
    desk.session.add(row)
    desk.session.flush()
    return row


def give_way(desk: Desk, guardian: Guardian) -> Ended:
    """Before this person registers: what the other one said yes to was said with their own name and number, and goes."""
    family_tables.lock(desk.session, [guardian.family_id])
    row = tables.of_family(desk.session, guardian.family_id)
    if row is None or is_own(desk.session, row, guardian):
        return Ended()
    return take_back(desk, guardian)


def letter_name(family_id: int) -> str:
    """The name of letters to the other guardians about being on the list or not."""
    return f"listed:{family_id}"


def change(desk: Desk, row: Registration, what: str, value: object) -> None:
    """One thing they told is another: called, phone or office (the number of a place, None: not known)."""
    if what == "office":
        row.community = value if isinstance(value, int) else None
    elif what == "called":
        row.called = str(value)
    elif what == "phone":
        row.phone = str(value)
    desk.session.add(row)
    desk.session.flush()


def is_own(session: Session, row: Registration, guardian: Guardian) -> bool:
    """Whether this person registered: to another guardian of the family name and number are not shown."""
    return tables.guardian_of(session, row.chat_id) == guardian.id


def take_back(desk: Desk, guardian: Guardian) -> Ended:
    """Everything goes: name, number, what was called about, what other offices were told, the volunteer. Says who has to hear of it."""
    row = tables.of_family(desk.session, guardian.family_id)
    if row is None:
        return Ended()
    ended = _end_all(desk, guardian.family_id)
    for one_of_us in family_tables.guardians(desk.session, guardian.family_id):
        _withdraw_consent(desk, one_of_us.id or 0)
    tables.drop(desk.session, guardian.family_id)
    follow_up.out_of_sight(desk.session, guardian.family_id)
    return ended


def _end_all(desk: Desk, family_id: int) -> Ended:
    at_work, running = [], []
    # what is settled or sent back can be read for a while, by both offices: that ends here, too
    for referral in referral_tables.with_words(desk.session, family_id):
        if referral.state in AT_WORK:
            at_work.append(referral)
        referrals.withdraw(desk, referral)
    for pairing in pairings.of_family(desk.session, family_id):
        pairing.volunteer, pairing.meets = None, None
        if pairing.state != PairingState.ENDED:
            running.append(pairing)
            pairing.state, pairing.ended_at = PairingState.ENDED, desk.now
        desk.session.add(pairing)
        tables.withdraw_letters(desk.session, [f"pairing:{pairing.id}"])
    desk.session.flush()
    return Ended(True, tuple(at_work), tuple(running))


def _withdraw_consent(desk: Desk, guardian_id: int) -> None:
    for one in family_tables.consents(desk.session, guardian_id):
        if one.kind in (CONSENT, referrals.CONSENT) and one.withdrawn_at is None:
            one.withdrawn_at = desk.now
            desk.session.add(one)
    desk.session.flush()


# --- moving


@dataclass(frozen=True, slots=True)
class Moved:
    """`papers`: lists of papers were made anew for the new district; `handed`: the community there is told; `waits`: questions and referrals
    that are still in the hands of the old district; `ended`: who has to hear that it is over."""

    papers: bool
    handed: bool
    waits: int
    ended: Ended = Ended()


def move(desk: Desk, guardian: Guardian, district: str | None) -> Moved:
    """The whole family lives there now (None: in another city, and this city's community keeps nothing of them any more)."""
    permit = False
    for child in children.of_family(desk.session, guardian.family_id):
        before = child.district
        if before == district:
            continue
        of_children.correct_district(desk.session, child, district)
        changes = before is not None and district is not None
        permit = (papers.moved(desk, child, changes) and changes) or permit
    row = tables.of_family(desk.session, guardian.family_id)
    if district is None:
        return Moved(permit, False, 0, take_back(desk, guardian))
    if row is not None and row.district != district:
        row.moved_from, row.moved_at = row.district, desk.now
        row.district, row.community = district, None
        desk.session.add(row)
        for pairing in pairings.of_family(desk.session, guardian.family_id):
            pairing.district = district
            desk.session.add(pairing)
        desk.session.flush()
    waits = len(_open_tickets(desk.session, guardian, district)) + len(
        _open_referrals(desk.session, guardian, district)
    )
    return Moved(permit, row is not None, waits)


def move_open(desk: Desk, guardian: Guardian, district: str) -> int:
    """After the family's yes: what is open goes to the new district, where nobody has taken it yet. Says how many."""
    found = _open_tickets(desk.session, guardian, district)
    for ticket in found:
        ticket.district, ticket.taken_by, ticket.alarms = district, None, 0
        if ticket.state == TicketState.TAKEN:
            ticket.state = TicketState.WAITING
        ticket.moved_at = desk.now if ticket.state in tickets.SILENT else ticket.moved_at
        ticket_letters.withdraw(desk.session, [ticket.id or 0])
        desk.session.add(ticket)
    others = _open_referrals(desk.session, guardian, district)
    for referral in others:
        referral.district = district
        desk.session.add(referral)
    desk.session.flush()
    return len(found) + len(others)


def _open_tickets(session: Session, guardian: Guardian, district: str) -> list[Ticket]:
    """Of this person, in any of their chats, and in another district. What lies in no district is everybody's already."""
    return [
        ticket
        for chat in chats.of_guardian(session, guardian.id or 0)
        for ticket in tickets.all_of(session, chat.id or 0)
        if ticket.state != TicketState.CLOSED and ticket.district not in (None, district)
    ]


def _open_referrals(session: Session, guardian: Guardian, district: str) -> list[Any]:
    return [
        one
        for one in referral_tables.open_of_family(session, guardian.family_id)
        if one.district not in (None, district)
    ]


# --- what is kept


At = Callable[[datetime | None], str | None]


def told(session: Session, guardian: Guardian, at: At) -> dict[str, Any]:
    """For this person's copy of everything that is kept. Of what another guardian told only that it is there: calls, matters of other offices
    and volunteers are theirs who registered."""
    row = tables.of_family(session, guardian.family_id)
    own = row is not None and is_own(session, row, guardian)
    calls = tables.calls_of(session, guardian.family_id) if own else []
    return {
        "registration": _registration(row, own, at) if row is not None else None,
        "calls": [{"why": one.why, "outcome": one.outcome, "at": at(one.at)} for one in calls],
        "passed_on": [
            _passed_on(one, at) for one in referral_tables.all_of_guardian(session, guardian.id or 0)
        ],
        "volunteers": [_volunteer(one, at) for one in pairings.all_of_guardian(session, guardian.id or 0)],
    }


def _passed_on(one: Referral, at: At) -> dict[str, Any]:
    return {
        "office": one.to_office,
        "service": one.service,
        "words": one.words,
        "state": one.state,
        "offered_at": at(one.offered_at),
        "agreed_at": at(one.agreed_at),
        "settled_at": at(one.settled_at),
        "result": one.result,
    }


def _volunteer(one: Pairing, at: At) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "state": one.state,
        "volunteer": one.volunteer,
        "meets": one.meets,
        "family_says": one.family_says,
        "asked_at": at(one.asked_at),
        "ended_at": at(one.ended_at),
    }


def _registration(row: Registration, own: bool, at: At) -> dict[str, Any]:
    found: dict[str, Any] = {
        "district": row.district,
        "community": row.community,
        "since": at(row.at),
        "moved_from": row.moved_from,
        "moved_at": at(row.moved_at),
    }
    return (
        {**found, "called": row.called, "phone": row.phone} if own else {**found, "by_another_guardian": True}
    )
