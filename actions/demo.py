"""A demo family: a fresh copy for each visitor, with children whose ages count from today."""

from __future__ import annotations

from datetime import date, timedelta

from actions import children, families, plans
from actions.desk import Desk
from db.chats import Chat
from db.families import Guardian
from db.vaccines import Dose
from rules.knowledge import DemoChild, DemoFamily
from rules.spans import Span
from rules.vaccines import on_time_history


def step_in(desk: Desk, chat: Chat, family: DemoFamily) -> Guardian:
    """Puts this chat into its own copy of the family. What the chat kept before is left."""
    guardian = families.begin_demo(desk.session, chat, desk.now)
    for entry in family.children:
        born = _born(entry.age, desk.today)
        child = children.add(
            desk.session,
            guardian.family_id,
            born,
            desk.now,
            desk.zone,
            entry.nickname,
            entry.sex,
            family.district,
        )
        if entry.record_until is not None:
            desk.session.add_all(_record(desk, entry, born, child.id or 0))
            child.record_checked_at = desk.now
        desk.session.flush()
        plans.plan(desk.session, desk.knowledge, child, desk.zone, desk.now)
    return guardian


def _record(desk: Desk, entry: DemoChild, born: date, child_id: int) -> list[Dose]:
    until = min((entry.record_until or Span()).after(born), desk.today)
    doses = on_time_history(desk.knowledge.book, born, entry.sex, until)
    return [
        Dose(child_id=child_id, vaccine=dose.vaccine, given_on=dose.given, recorded_at=desk.now)
        for dose in doses
    ]


def _born(age: Span, today: date) -> date:
    """The latest day from which `age` has passed today."""
    day = today - timedelta(days=age.days + age.months * 31)
    while age.after(day + timedelta(days=1)) <= today:
        day += timedelta(days=1)
    return day
