"""Check-ups are recorded once, struck and taken back; another first day lets go of what was done for the old one. On both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from actions import checkups as actions
from actions.desk import Desk
from actions.vaccines import give
from content import load_knowledge
from db import checkups, children
from db.children import Child
from rules.vaccines import on_time_history
from tests.actions.households import NOW, TODAY, ZONE, chat_of, child_of, guardian_of

KNOWLEDGE = load_knowledge("cn/wuhu")


@pytest.fixture
def child(session: Session) -> Child:
    """Born on 5 March 2025; the check-up at 18 months is told."""
    return child_of(session, guardian_of(session, chat_of(session, "4711")))


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW)


def done(session: Session, child: Child) -> dict[str, date]:
    return checkups.done(session, [child.id or 0])[child.id or 0]


def test_a_visit_stands_once(desk: Desk, session: Session, child: Child) -> None:
    first = actions.record(desk, child, "m12", date(2026, 3, 9))
    again = actions.record(desk, child, "m12", date(2026, 3, 9))
    assert (first.before, again.before) == (False, True)
    assert again.line.id == first.line.id
    assert done(session, child) == {"m12": date(2026, 3, 9), "m18": date(2026, 9, 7)}


def test_another_day_replaces_the_first_and_the_history_stays(
    desk: Desk, session: Session, child: Child
) -> None:
    actions.record(desk, child, "m18", date(2026, 9, 8))
    assert done(session, child) == {"m18": date(2026, 9, 8)}
    told = checkups.all_of(session, child.id or 0)
    assert [(line.done_on, line.struck_at) for line in told] == [
        (date(2026, 9, 7), NOW),
        (date(2026, 9, 8), None),
    ]


def test_struck_is_not_done_and_may_be_told_again(desk: Desk, session: Session, child: Child) -> None:
    assert actions.strike(desk, child, "m18") is not None
    assert actions.strike(desk, child, "m18") is None
    assert done(session, child) == {}
    assert not actions.record(desk, child, "m18", date(2026, 9, 7)).before


def test_one_tap_takes_back_what_one_tap_wrote(session: Session, child: Child) -> None:
    later = Desk(session, KNOWLEDGE, ZONE, NOW + timedelta(minutes=5))
    for visit in ("m8", "m12"):
        actions.record(later, child, visit, TODAY)
    at = int(later.now.timestamp())
    assert actions.take_back(later, child, at) == 2
    assert actions.take_back(later, child, at) == 0
    assert done(session, child) == {"m18": date(2026, 9, 7)}


def test_the_plan_is_looked_at_anew(desk: Desk, session: Session, child: Child) -> None:
    before = child.plan_on
    child.changed_on = TODAY - timedelta(days=9)
    actions.record(desk, child, "m12", TODAY)
    assert child.changed_on == TODAY
    assert child.plan_on != before


def test_children_of_one_query_are_kept_apart(desk: Desk, session: Session, child: Child) -> None:
    other = child_of(session, guardian_of(session, chat_of(session, "815")))
    actions.record(desk, other, "m3", date(2025, 6, 10))
    numbers = [child.id or 0, other.id or 0, 999]
    found = checkups.done(session, numbers)
    assert [sorted(found[number]) for number in numbers] == [["m18"], ["m18", "m3"], []]
    assert checkups.done(session, []) == {}


def test_a_removed_child_takes_its_visits_along(session: Session, child: Child) -> None:
    number = child.id or 0
    session.delete(child)
    session.flush()
    assert checkups.all_of(session, number) == []


def test_what_stands_is_what_the_rules_say(desk: Desk, session: Session, child: Child) -> None:
    found = {visit.id: visit for visit in actions.visits(session, KNOWLEDGE, child, TODAY)}
    assert found["m18"].status == "done"
    assert found["m12"].status == "over"
    assert found["entry"].opens == date(2028, 7, 1)


def test_last_call_only_for_doses_that_are_known_to_be_open(
    desk: Desk, session: Session, child: Child
) -> None:
    def called() -> bool:
        return "cert_k_last" in {one.id for one in actions.visits(session, KNOWLEDGE, child, TODAY)}

    assert not called()  # nobody told yet what the booklet holds
    child.record_checked_at = NOW
    assert called()
    for dose in on_time_history(KNOWLEDGE.book, child.born, child.sex, TODAY):
        give(desk, child, dose.vaccine, dose.given)
    assert not called()


@pytest.mark.parametrize(
    ("done_on", "first", "then", "stands"),
    [
        (date(2028, 7, 20), date(2028, 9, 1), date(2028, 9, 18), True),  # the day moved a little
        (date(2028, 7, 20), date(2028, 9, 1), date(2029, 3, 1), False),  # half a year later: another form
        (date(2028, 5, 1), date(2028, 9, 1), date(2028, 9, 1), True),  # just two months before it opens
        (date(2028, 4, 30), date(2028, 9, 1), date(2028, 9, 2), False),
    ],
)
def test_a_check_for_another_entry_is_let_go(
    session: Session, child: Child, done_on: date, first: date, then: date, stands: bool
) -> None:
    desk = Desk(session, KNOWLEDGE, ZONE, NOW + timedelta(days=800))
    actions.enter(desk, child, first)
    actions.record(desk, child, "entry", done_on)
    gone = actions.enter(desk, child, then)
    assert [line.visit for line in gone] == ([] if stands else ["entry"])
    assert ("entry" in done(session, child)) == stands
    assert "m18" in done(session, child)
    assert children.owned(session, child.family_id, child.id or 0) is child
    assert child.enters_on == then


def test_the_first_day_can_be_unknown_again(desk: Desk, session: Session, child: Child) -> None:
    assert actions.enter(desk, child, None) == []
    found = {visit.id: visit for visit in actions.visits(session, KNOWLEDGE, child, TODAY)}
    assert child.enters_on is None
    assert found["entry"].closes == date(2028, 9, 1)
