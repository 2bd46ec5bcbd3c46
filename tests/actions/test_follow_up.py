"""Follow-up in the database: who is called and why, what is bound to a yes, volunteers. On both databases."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session, select

from actions import calls, families, pairings, referrals, tickets
from db import pairings as pairing_tables
from db import referrals as referral_tables
from db.chats import Chat
from db.families import Consent, Guardian
from db.follow_up import PairingState, ReferralState
from db.outbox import State
from db.staff import StaffAudit
from rules.follow_up import OPEN_MOST, Outcome, Why
from rules.roles import Duty, Role
from tests.actions.households import NOW, chat_of, child_of, guardian_of, reminder
from tests.actions.known import (
    CIVIL,
    NEXT_DOOR,
    WORKER,
    agreed,
    desk,
    family,
    offered,
    whys,
)

# --- whom to call


def told_late(session: Session, chat: Chat, guardian: Guardian) -> None:
    child = child_of(session, guardian)
    row = reminder(session, chat, child, dose="DTaP-1", stage="late30", due_at=NOW - timedelta(days=3))
    row.state, row.settled_at = State.SENT, NOW - timedelta(days=3)
    session.add(row)
    session.flush()


def test_who_is_new_is_called_once(session: Session) -> None:
    _chat, _guardian, row = family(session)
    assert whys(session) == [(row.family_id, [Why.NEW])]
    assert calls.done(desk(session, hours=1), WORKER, row, Outcome.TOMORROW)
    assert whys(session, hours=2) == []
    assert whys(session, days=1) == [(row.family_id, [Why.NEW])]
    assert calls.done(desk(session, days=1), WORKER, row, Outcome.REACHED)
    assert not calls.done(desk(session, days=1), WORKER, row, Outcome.REACHED)
    assert whys(session, days=30) == []
    assert whys(session, days=61) == []


def test_who_is_new_and_not_called_stays_on_the_list_for_two_months(session: Session) -> None:
    _chat, _guardian, row = family(session)
    assert whys(session, days=60) == [(row.family_id, [Why.NEW])]
    assert whys(session, days=60, seconds=1) == []


def test_who_heard_twice_is_called_and_who_is_not_known_is_counted(session: Session) -> None:
    chat, guardian, row = family(session)
    told_late(session, chat, guardian)
    for number in range(2, 8):
        stranger = chat_of(session, str(number))
        told_late(session, stranger, guardian_of(session, stranger))
    found = calls.morning(desk(session), WORKER)
    assert [one.row.family_id for one in found.to_call] == [row.family_id]
    assert [reason.why for reason in found.to_call[0].reasons] == [Why.OVERDUE, Why.NEW]
    assert found.unnamed == 6
    assert calls.morning(desk(session), NEXT_DOOR) == calls.Morning((), 0)
    assert calls.morning(desk(session), CIVIL) == calls.Morning((), 0)
    calls.done(desk(session), WORKER, row, Outcome.NO_NEED)
    assert calls.morning(desk(session), WORKER) == calls.Morning((), 6)


def test_every_reason_and_its_order(session: Session) -> None:
    first, _g, one = family(session, "1")
    _second, _g, two = family(session, "2")
    third, guardian, three = family(session, "3")
    ticket = tickets.ask(desk(session), first, "Where?", "jinghu")
    assert ticket is not None
    ticket.alarms = 1
    pairings.ask(desk(session), two, "homework")
    referral = agreed(session, third, three)
    assert referral.due_on == date(2026, 11, 30)
    told_late(session, third, guardian)
    # the office has all of the last day
    assert whys(session, days=7) == [
        (three.family_id, [Why.OVERDUE, Why.NEW]),
        (one.family_id, [Why.QUESTION, Why.NEW]),
        (two.family_id, [Why.VOLUNTEER, Why.NEW]),
    ]
    assert whys(session, days=8)[0] == (three.family_id, [Why.DEADLINE, Why.OVERDUE, Why.NEW])


def test_the_most_urgent_comes_first_and_of_those_who_waited_longest(session: Session) -> None:
    new, asked, earlier, late, due = (family(session, str(number)) for number in range(1, 6))
    pairings.ask(desk(session, hours=2), asked[2], "homework")
    pairings.ask(desk(session, hours=1), earlier[2], "homework")
    told_late(session, late[0], late[1])
    agreed(session, due[0], due[2])
    found = [one.row.family_id for one in calls.morning(desk(session, days=8), WORKER).to_call]
    assert found == [one[2].family_id for one in (due, late, earlier, asked, new)]


def test_a_made_up_family_is_nobody_to_call(session: Session) -> None:
    chat = chat_of(session, "demo")
    told_late(session, chat, families.begin_demo(session, chat, NOW))
    assert calls.morning(desk(session), WORKER) == calls.Morning((), 0)


def test_each_look_and_each_call_is_written_down(session: Session) -> None:
    _chat, _guardian, row = family(session)
    calls.look(desk(session), WORKER, row)
    calls.done(desk(session), WORKER, row, Outcome.WEEK)
    deeds = [(one.who, one.what, one.about) for one in session.exec(select(StaffAudit))]
    assert deeds == [
        ("staff:1", "family.looked", f"family:{row.family_id}"),
        ("staff:1", "family.week", f"family:{row.family_id}"),
    ]


# --- referrals


def test_nobody_sees_it_before_the_yes(session: Session) -> None:
    chat, _guardian, row = family(session)
    referral = offered(session, row)
    number = referral.id or 0
    assert referral_tables.one(session, number, WORKER) == referral
    assert referral_tables.one(session, number, CIVIL) is None
    assert referral_tables.incoming(session, CIVIL) == []
    assert not referrals.receive(desk(session), CIVIL, referral)
    assert referrals.agree(desk(session), chat, referral, row, "the text", "en")
    assert not referrals.agree(desk(session), chat, referral, row, "the text", "en")
    assert referral_tables.incoming(session, CIVIL) == [referral]
    assert (
        referral_tables.one(
            session, number, Duty("staff:9", Role.WORKER, frozenset({"yijiang"}), "civil_affairs")
        )
        is None
    )
    assert referral_tables.one(session, number, Duty("staff:9", Role.WORKER, office="education")) is None
    kept = [one for one in session.exec(select(Consent)) if one.kind == "referral"]
    assert kept[0].version.startswith(f"{number}:civil_affairs:")


def test_receipt_and_result_are_the_other_offices(session: Session) -> None:
    chat, _guardian, row = family(session)
    referral = agreed(session, chat, row)
    assert not referrals.receive(desk(session), WORKER, referral)
    assert not referrals.settle(desk(session), WORKER, referral, "x", returned=False)
    assert referrals.receive(desk(session), CIVIL, referral)
    assert not referrals.receive(desk(session), CIVIL, referral)
    assert referrals.settle(desk(session), CIVIL, referral, "No papers", returned=True)
    assert (referral.state, referral.result, referral.received_by) == ("returned", "No papers", "staff:3")
    assert not referrals.settle(desk(session), CIVIL, referral, "x", returned=False)
    whats = [one.what for one in session.exec(select(StaffAudit))]
    assert whats == ["referral.offered", "referral.received", "referral.returned"]


def test_a_no_leaves_no_words(session: Session) -> None:
    _chat, _guardian, row = family(session)
    referral = offered(session, row)
    assert referrals.refuse(desk(session), referral)
    assert (referral.state, referral.words) == (ReferralState.REFUSED, None)
    assert not referrals.refuse(desk(session), referral)


def test_a_yes_is_to_what_was_shown(session: Session) -> None:
    _chat, _guardian, row = family(session)
    referral = offered(session, row)
    before = referrals.shown(referral, row)
    row.phone = "13900000000"
    assert referrals.shown(referral, row) != before


def test_not_more_than_can_be_read(session: Session) -> None:
    _chat, _guardian, row = family(session)
    for _number in range(OPEN_MOST):
        offered(session, row)
    assert referrals.offer(desk(session), WORKER, row, "civil_affairs", None, "x") is None
    assert referrals.offer(desk(session), CIVIL, row, "civil_affairs", None, "x") is None


# --- volunteers


def test_from_the_wish_to_the_end(session: Session) -> None:
    _chat, guardian, row = family(session)
    made = pairings.ask(desk(session), row, "homework")
    assert made is not None
    assert pairings.ask(desk(session), row, "homework") is None
    assert pairing_tables.one(session, made.id or 0, NEXT_DOOR) is None
    assert pairing_tables.one(session, made.id or 0, CIVIL) is None
    assert not pairings.agree(desk(session), made)
    assert pairings.find(desk(session), WORKER, made, "小李", "周六")
    assert pairings.refuse(desk(session), made)
    assert (made.state, made.volunteer, made.meets) == (PairingState.WAITING, None, None)
    pairings.find(desk(session), WORKER, made, "小王", "周日")
    assert pairings.agree(desk(session), made)
    assert pairings.due_for_a_look(desk(session, days=29)) == []
    assert pairings.due_for_a_look(desk(session, days=30)) == [made]
    assert pairings.due_for_a_look(desk(session, days=31)) == []
    assert pairings.say(desk(session), made, "badly")
    assert pairings.say(desk(session), made, "well", WORKER)
    assert (made.family_says, made.office_says) == ("badly", "well")
    assert not pairings.say(desk(session), made, "x")
    assert pairings.end(desk(session), made, WORKER)
    assert not pairings.end(desk(session), made)
    assert pairing_tables.of_guardian(session, guardian.id or 0, made.id or 0) == made
    assert pairing_tables.of_guardian(session, 999, made.id or 0) is None
    raw = session.connection().execute(text("SELECT volunteer, meets FROM pairing")).one()
    assert "小王".encode() not in bytes(raw[0])
    assert "周日".encode() not in bytes(raw[1])
