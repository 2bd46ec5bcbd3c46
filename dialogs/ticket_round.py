"""The hourly round of the clock: what is silent is told to more and more of the staff, families hear that it takes longer, old questions close."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from actions import tickets as actions
from db import tickets as tables
from db.tickets import Ticket
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_letters import tell_silent, tell_waiting, to_family
from dialogs.ticket_list import late_letter, silent_letter
from rules.tickets import ALARMS, FAMILY_HEARS, alarms_due, is_late, silent_for


def go_round(session: Session, around: Surroundings, now: datetime) -> None:
    """Everything once; a second round in the same hour finds nothing to do."""
    actions.close_old(desk_of(session, around, now))
    for ticket in tables.silent(session):
        if ticket.alarms < len(ALARMS) or not ticket.late_told:
            _look_at(session, ticket, around, now)
    tell_waiting(session, around, now)


def _look_at(session: Session, ticket: Ticket, around: Surroundings, now: datetime) -> None:
    """Of several alarms that have come at once only the last is told, and the family hears one thing. Only the time in which the office is open
    counts."""
    office = around.knowledge.office(ticket.office) or around.knowledge.office("")
    hours, days = office.hours if office is not None else None, around.knowledge.workdays
    since, until = (one.astimezone(around.zone).replace(tzinfo=None) for one in (ticket.moved_at, now))
    due, desk = alarms_due(silent_for(hours, since, until, days)), desk_of(session, around, now)
    word = None
    if not ticket.late_told and is_late(hours, since, until, days):
        word = late_letter(around, now)
        actions.late(desk, ticket)
    elif ticket.alarms < FAMILY_HEARS <= due:
        word = silent_letter(around, now)
    if word is not None:
        to_family(session, ticket, word, around, now, at_once=False)
    if due > ticket.alarms:
        after, role = ALARMS[due - 1]
        tell_silent(session, ticket, role, int(after.total_seconds()) // 3600, around, now)
        actions.alarmed(desk, ticket, due)
