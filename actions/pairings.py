"""A family asks for a volunteer; the community's worker finds one; both say after a while how it goes; either side ends it.

The pairing given here was found for its caller: a family's by its guardian, a worker's within the districts, locked.
"""

from __future__ import annotations

from sqlmodel import Session

from actions.desk import Desk
from actions.staff import note
from db import pairings as tables
from db.follow_up import Pairing, PairingState, Registration
from rules.follow_up import LOOK_AFTER, OPEN_MOST, shown_hash
from rules.roles import Duty

WELL, BADLY = tables.WELL, tables.BADLY


def ask(desk: Desk, row: Registration, topic: str) -> Pairing | None:
    """The family's wish. None when it asked for this already, or for as much as one family may."""
    standing = [
        one for one in tables.of_family(desk.session, row.family_id) if one.state != PairingState.ENDED
    ]
    if len(standing) >= OPEN_MOST or any(one.topic == topic for one in standing):
        return None
    made = Pairing(
        family_id=row.family_id, chat_id=row.chat_id, district=row.district, topic=topic, asked_at=desk.now
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def find(desk: Desk, duty: Duty, pairing: Pairing, volunteer: str, meets: str) -> bool:
    """Somebody was found: how the family may call them, and when they meet. False when it does not wait any more."""
    if pairing.state not in (PairingState.WAITING, PairingState.FOUND):
        return False
    pairing.state, pairing.volunteer, pairing.meets = PairingState.FOUND, volunteer, meets
    pairing.who, pairing.found_at = duty.who, desk.now
    return _done(desk, duty, pairing, "found")


def shown(number: int, topic: str, volunteer: str, meets: str) -> str:
    """What a yes or a no is bound to: everything the family is shown of the volunteer."""
    return shown_hash(number, topic, volunteer, meets)


def shown_now(pairing: Pairing) -> str:
    """The same of what is offered now: another volunteer may have been found since."""
    return shown(pairing.id or 0, pairing.topic, pairing.volunteer or "", pairing.meets or "")


def agree(desk: Desk, pairing: Pairing) -> bool:
    """The family's yes to the volunteer it was shown. False when nobody asks that any more."""
    if pairing.state != PairingState.FOUND:
        return False
    pairing.state, pairing.agreed_at = PairingState.RUNNING, desk.now
    return _keep(desk, pairing)


def refuse(desk: Desk, pairing: Pairing) -> bool:
    """Not this one: the family waits for another."""
    if pairing.state != PairingState.FOUND:
        return False
    pairing.state, pairing.volunteer, pairing.meets = PairingState.WAITING, None, None
    pairing.asked_at = desk.now
    return _keep(desk, pairing)


def say(desk: Desk, pairing: Pairing, how: str, duty: Duty | None = None) -> bool:
    """How it goes, from the family, or from the office where a duty is given. False when it is over."""
    if pairing.state != PairingState.RUNNING or how not in (WELL, BADLY):
        return False
    if duty is None:
        # since then somebody has to call where it does not go well, also when it is said once more
        pairing.family_says, pairing.looked_after_at = how, desk.now
        return _keep(desk, pairing)
    pairing.office_says = how
    return _done(desk, duty, pairing, how)


def end(desk: Desk, pairing: Pairing, duty: Duty | None = None) -> bool:
    """Either side ends it. False when it is over already."""
    if pairing.state == PairingState.ENDED:
        return False
    pairing.state, pairing.ended_at = PairingState.ENDED, desk.now
    return _done(desk, duty, pairing, "ended") if duty is not None else _keep(desk, pairing)


def due_for_a_look(desk: Desk) -> list[Pairing]:
    """Those to be asked about now; each once."""
    found = tables.to_look_after(desk.session, desk.now - LOOK_AFTER)
    for pairing in found:
        pairing.looked_after_at = desk.now
        _keep(desk, pairing)
    return found


def open_of(session: Session, family_id: int) -> list[Pairing]:
    return [one for one in tables.of_family(session, family_id) if one.state != PairingState.ENDED]


def _keep(desk: Desk, pairing: Pairing) -> bool:
    desk.session.add(pairing)
    desk.session.flush()
    return True


def _done(desk: Desk, duty: Duty, pairing: Pairing, what: str) -> bool:
    _keep(desk, pairing)
    note(desk.session, duty.who, f"pairing.{what}", f"pairing:{pairing.id}", desk.now)
    return True
