"""What those who can help see: counts by district, no demo families, nothing that was answered."""

from datetime import timedelta

from sqlmodel import Session

from actions import overview
from content import load_knowledge
from db.families import Family
from db.outbox import State
from db.vaccines import Dose, Hindrance
from tests.actions.households import NOW, TODAY, ZONE, chat_of, child_of, guardian_of, reminder

KNOWLEDGE = load_knowledge("cn/wuhu")


def test_an_empty_shelf_counts_each_family_once(session: Session) -> None:
    for number in ("1", "2"):
        child = child_of(session, guardian_of(session, chat_of(session, number)))
        for _again in range(2):
            session.add(Hindrance(child_id=child.id or 0, dose="MMR-1", reason="out_of_stock", told_at=NOW))
    session.flush()
    assert overview.collect(session, KNOWLEDGE, ZONE, NOW).stock_outs == {("jinghu", "MMR-1"): 2}


def test_old_news_other_reasons_and_demo_families_are_left_out(session: Session) -> None:
    old = child_of(session, guardian_of(session, chat_of(session, "1")))
    long_ago = NOW - timedelta(days=31)
    session.add(Hindrance(child_id=old.id or 0, dose="MMR-1", reason="out_of_stock", told_at=long_ago))
    demo = child_of(session, guardian_of(session, chat_of(session, "2")))
    session.get_one(Family, demo.family_id).demo = True
    session.add(Hindrance(child_id=demo.id or 0, dose="MMR-1", reason="out_of_stock", told_at=NOW))
    session.flush()
    assert overview.collect(session, KNOWLEDGE, ZONE, NOW).stock_outs == {}


def test_overdue_twice_is_who_was_told_after_thirty_days_and_answered_nothing(session: Session) -> None:
    found = []
    for number, stage, state in (
        ("1", "late30", State.SENT),
        ("2", "late30", State.ANSWERED),
        ("3", "late7", State.SENT),
        ("4", "late30", State.MISSED),
    ):
        chat = chat_of(session, number)
        child = child_of(session, guardian_of(session, chat))
        row = reminder(session, chat, child, "DTaP-1", stage)
        row.state, row.settled_at = state, NOW
        found.append(child.id)
    session.flush()
    assert overview.overdue_twice(session, KNOWLEDGE, ZONE, NOW) == {found[0]: "jinghu"}
    assert overview.collect(session, KNOWLEDGE, ZONE, NOW).overdue_twice == {"jinghu": 1}


def test_what_is_no_longer_waited_for_is_not_overdue(session: Session) -> None:
    """A dose that a doctor put off, one that was given since, and a check-up: nobody has to be called for them."""
    chat = chat_of(session, "1")
    child = child_of(session, guardian_of(session, chat))
    session.add(Dose(child_id=child.id or 0, vaccine="DTaP", given_on=TODAY, recorded_at=NOW))
    for name in ("MMR-1", "DTaP-1", "v_y4"):
        row = reminder(session, chat, child, name, "late30")
        row.state, row.settled_at = State.SENT, NOW
    session.flush()
    assert overview.overdue_twice(session, KNOWLEDGE, ZONE, NOW) == {}
