"""Follow-up in a city of many: what is looked at for one family, in pieces, and by district is the same as the whole. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from actions import calls, pairings, tickets
from db import children
from db import pairings as pairing_tables
from db import registrations as tables
from db.chats import Chat
from db.families import Guardian
from db.outbox import State
from rules.follow_up import Why
from rules.roles import Duty, Role
from tests.actions.households import NOW, chat_of, child_of, guardian_of, joined, reminder
from tests.actions.known import CIVIL, NEXT_DOOR, OWNER, WORKER, agreed, desk, family


def told_late(session: Session, chat: Chat, guardian: Guardian, district: str = "jinghu") -> None:
    child = child_of(session, guardian)
    child.district = district
    row = reminder(session, chat, child, dose="DTaP-1", stage="late30", due_at=NOW - timedelta(days=3))
    row.state, row.settled_at = State.SENT, NOW - timedelta(days=3)
    session.add(row)
    session.flush()


def city(session: Session) -> None:
    """Nine families of two districts, of whom some have everything open, and some nothing but that they are new; two did not register."""
    for number in range(9):
        chat, guardian, row = family(session, str(number), "yijiang" if number % 3 == 2 else "jinghu")
        if number in (1, 2, 3):
            told_late(session, chat, guardian, row.district)
        if number in (1, 4, 5):
            ticket = tickets.ask(desk(session), chat, "Where?", row.district)
            assert ticket is not None
            ticket.alarms = 1
        if number in (1, 6):
            pairings.ask(desk(session), row, "homework")
        if number in (1, 7):
            agreed(session, chat, row)
    for number, district in ((21, "jinghu"), (22, "yijiang")):
        stranger = chat_of(session, str(number))
        told_late(session, stranger, guardian_of(session, stranger), district)


@pytest.mark.parametrize("later", [0, 8, 61])
def test_pieces_are_the_whole(session: Session, later: int) -> None:
    city(session)
    now = desk(session, days=later)
    for district, duty in (("jinghu", WORKER), ("yijiang", NEXT_DOOR)):
        whole = len(calls.morning(now, duty).to_call)
        for most in (1, 2, 5, 500):
            found, after = 0, 0
            while True:
                number, last = calls.counted(now, district, after, most)
                found += number
                if last is None:
                    break
                assert last > after
                after = last
            assert found == whole
    assert tables.districts(session) == ["jinghu", "yijiang"]
    assert calls.counted(now, "nowhere", 0) == (0, None)


@pytest.mark.parametrize("later", [0, 8, 61])
def test_one_family_is_seen_as_in_the_list(session: Session, later: int) -> None:
    city(session)
    now = desk(session, days=later)
    listed = {one.row.family_id: one for one in calls.morning(now, OWNER).to_call}
    for row in tables.listed(session, tables.within(OWNER)):
        assert calls.of_family(now, OWNER, row) == listed.get(row.family_id)
    everything = [one for one in listed.values() if len(one.reasons) >= 4]
    assert len(everything) == 1
    assert {one.why for one in everything[0].reasons} >= {Why.OVERDUE, Why.QUESTION, Why.VOLUNTEER}


def test_who_did_not_register_is_counted_in_their_district(session: Session) -> None:
    city(session)
    assert [calls.morning(desk(session), one).unnamed for one in (WORKER, NEXT_DOOR, OWNER, CIVIL)] == [
        1,
        1,
        2,
        0,
    ]
    elsewhere = Duty("staff:8", Role.WORKER, frozenset({"jiujiang", "jing%"}))
    assert calls.morning(desk(session), elsewhere) == calls.Morning((), 0)


def test_the_chat_of_the_other_guardian_counts(session: Session) -> None:
    """The reminder went to the one, the other registered."""
    _chat, guardian, row = family(session)
    other = chat_of(session, "2")
    second = joined(session, other, guardian)
    told_late(session, other, second)
    found = calls.of_family(desk(session), WORKER, row)
    assert found is not None
    assert [one.why for one in found.reasons] == [Why.OVERDUE, Why.NEW]


@contextmanager
def longest_question(session: Session) -> Iterator[list[int]]:
    """How many values each question sends along."""
    found: list[int] = []

    def note(_c: object, _k: object, _s: str, values: Any, _x: object, many: bool) -> None:
        found.append(max(len(one) for one in values) if many else len(values))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)


def test_no_question_grows_with_the_families(session: Session) -> None:
    """A database takes so many values and no more: families stand in no list."""
    sizes = []
    for first, last in ((0, 2), (2, 60)):
        for number in range(first, last):
            family(session, str(number))
        with longest_question(session) as found:
            assert len(calls.morning(desk(session), WORKER).to_call) == last
            calls.counted(desk(session), "jinghu", 0)
        sizes.append(max(found))
    assert sizes[0] == sizes[1]


def test_more_children_than_a_question_takes(session: Session) -> None:
    child = child_of(session, guardian_of(session, chat_of(session, "1")))
    many = range(1, 70_000)
    assert [one.id for one in children.several(session, many)] == [child.id]
    assert children.districts(session, many) == {child.id: child.district}


def test_an_office_sees_only_what_is_its_own_by_scope(session: Session) -> None:
    """The scope of another office or district holds nobody, in every question."""
    city(session)
    for duty in (CIVIL, Duty("staff:8", Role.WORKER, frozenset({"jing_u"}))):
        scope = tables.within(duty)
        assert tables.doses_told(session, "late30", NOW - timedelta(days=120), scope) == {}
        assert tables.late_referrals(session, scope, NOW.date() + timedelta(days=30)) == []
        assert tables.questions_waiting(session, OWNER, scope) == {}
        assert pairing_tables.waiting(session, scope) == []
        assert tables.calls(session, scope) == {}
    assert len(tables.late_referrals(session, tables.within(OWNER), NOW.date() + timedelta(days=30))) == 2
