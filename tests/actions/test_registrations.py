"""Families known to their community: the scope in the question, what goes when, and moving. On both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine, text
from sqlmodel import Session, select

from actions import calls, families, leaving, pairings, referrals, registrations, tickets
from actions.export import collect
from actions.housekeeping import sweep
from db import referrals as referral_tables
from db import registrations as tables
from db import tickets as ticket_tables
from db.chats import Chat
from db.families import Consent, Family, Guardian
from db.follow_up import CallDone, Pairing, PairingState, Referral, ReferralState, Registration
from db.outbox import Outbox
from db.tickets import TicketState
from rules.follow_up import Outcome, Why
from rules.roles import Duty, Role
from tests.actions.households import NOW, ZONE, chat_of, child_of, guardian_of, joined
from tests.actions.known import (
    CIVIL,
    NEXT_DOOR,
    OWNER,
    TOLD,
    WORKER,
    YES,
    agreed,
    desk,
    family,
    offered,
    whys,
)

# --- registering


def test_name_and_number_are_sealed(session: Session) -> None:
    family(session)
    raw = session.connection().execute(text("SELECT called, phone FROM registration")).one()
    assert "王姐".encode() not in bytes(raw[0])
    assert b"13812345678" not in bytes(raw[1])


def test_the_consent_is_written_down_with_its_words(session: Session) -> None:
    _chat, guardian, row = family(session)
    kinds = [(one.kind, one.version, len(one.text_hash)) for one in session.exec(select(Consent))]
    assert ("community", "1", 64) in kinds
    registrations.take_back(desk(session), guardian)
    assert session.get(Registration, row.family_id) is None
    standing = [one.kind for one in session.exec(select(Consent)) if one.withdrawn_at is None]
    assert sorted(standing) == ["child", "guardian"]


def test_the_scope_is_in_the_question(session: Session) -> None:
    _c, _g, here = family(session, "1")
    _c, _g, there = family(session, "2", "yijiang")
    demo = chat_of(session, "3")
    guardian = families.begin_demo(session, demo, NOW)
    registrations.register(desk(session), demo, guardian, YES, TOLD)
    for duty, seen in (
        (WORKER, [here]),
        (NEXT_DOOR, [there]),
        (OWNER, [here, there]),
        (CIVIL, []),
        (Duty("staff:5", Role.WORKER, frozenset({"jing_u", "jing%"})), []),
        (Duty("staff:6", Role.MANAGER, office="education"), []),
    ):
        assert tables.listed(session, tables.within(duty)) == seen
        for row in (here, there):
            assert tables.one(session, row.family_id, duty) == (row if row in seen else None)


def test_two_register_at_one_instant(engine: Engine) -> None:
    """Two guardians of one family: one registration, and no error."""
    with Session(engine) as session:
        first = chat_of(session, "1")
        guardian = guardian_of(session, first)
        second = chat_of(session, "2")
        joined(session, second, guardian)
        numbers = [first.id, second.id]
        session.commit()
    together = threading.Barrier(2)

    def register(number: int | None) -> None:
        together.wait()
        with Session(engine) as session:
            chat = session.get_one(Chat, number)
            guardian = session.get_one(Guardian, chat.guardian_id)
            registrations.register(desk(session), chat, guardian, YES, TOLD)
            session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(register, numbers))
    with Session(engine) as session:
        assert len(session.exec(select(Registration)).all()) == 1


# --- going


def test_who_is_forgotten_leaves_nothing(session: Session) -> None:
    chat, _guardian, row = family(session)
    agreed(session, chat, row)
    pairings.ask(desk(session), row, "homework")
    calls.done(desk(session), WORKER, row, Outcome.REACHED)
    worker = chat_of(session, "9")
    worker.state, worker.waiting = "staff_follow:referral", {"family": row.family_id, "words": "x"}
    session.add(worker)
    leaving.forget(session, chat)
    for table in (Registration, Referral, Pairing, CallDone, Consent, Family):
        assert not session.exec(select(table)).all()
    kept = session.get_one(Chat, worker.id, populate_existing=True)
    assert [kept.state, kept.waiting] == [None, None]


def test_withdrawing_the_childrens_consent_ends_it(session: Session) -> None:
    chat, guardian, row = family(session)
    agreed(session, chat, row)
    assert leaving.withdraw(session, chat, guardian, NOW)
    for table in (Registration, Referral, Pairing):
        assert not session.exec(select(table)).all()
    assert [one.kind for one in session.exec(select(Consent)) if one.withdrawn_at is None] == ["guardian"]


def test_the_other_guardian_keeps_their_own(session: Session) -> None:
    chat, guardian, _row = family(session)
    other = chat_of(session, "2")
    second = joined(session, other, guardian)
    families.leave(session, other)
    assert session.exec(select(Registration)).one().chat_id == chat.id
    third = joined(session, other, guardian)
    data = registrations.told(session, third, lambda _at: None)
    assert data["registration"]["by_another_guardian"]
    assert "phone" not in data["registration"]
    assert second.id != third.id
    families.leave(session, chat)
    assert not session.exec(select(Registration)).all()


def test_taking_it_back_takes_the_words_from_the_other_office(session: Session) -> None:
    chat, guardian, row = family(session)
    referral, pairing = agreed(session, chat, row), pairings.ask(desk(session), row, "homework")
    assert pairing is not None
    pairings.find(desk(session), WORKER, pairing, "小李", "周六")
    letter(session, chat, f"referral:{referral.id}")
    registrations.take_back(desk(session), guardian)
    assert (referral.state, referral.words) == (ReferralState.WITHDRAWN, None)
    assert (pairing.state, pairing.volunteer, pairing.meets) == (PairingState.ENDED, None, None)
    assert not session.exec(select(Outbox)).all()


def letter(session: Session, chat: Chat, about: str) -> None:
    families.tell(session, chat, {"text": "x"}, NOW, NOW, about)
    session.flush()


def test_the_copy_holds_it_all(session: Session) -> None:
    chat, guardian, row = family(session)
    agreed(session, chat, row)
    pairing = pairings.ask(desk(session), row, "homework")
    assert pairing is not None
    pairings.find(desk(session), WORKER, pairing, "小李", "周六")
    calls.done(desk(session), WORKER, row, Outcome.WEEK)
    kept = collect(session, chat, guardian, ZONE, NOW)["family"]["community"]
    assert kept["registration"]["phone"] == "13812345678"
    assert kept["passed_on"][0]["words"] == "Words about a child"
    assert kept["volunteers"][0]["volunteer"] == "小李"
    assert {one["outcome"] for one in kept["calls"]} == {"week"}


def test_what_goes_by_the_clock(session: Session) -> None:
    chat, _guardian, row = family(session)
    referral, standing = agreed(session, chat, row), offered(session, row)
    assert referrals.settle(desk(session), CIVIL, referral, "Done", returned=False)
    pairing = pairings.ask(desk(session), row, "homework")
    assert pairing is not None
    pairings.end(desk(session), pairing)
    calls.done(desk(session), WORKER, row, Outcome.REACHED)
    sweep(session, NOW + timedelta(days=89))
    assert session.get(Referral, referral.id) is not None
    sweep(session, NOW + timedelta(days=91))
    session.expire_all()
    assert [one.id for one in session.exec(select(Referral))] == [standing.id]
    assert not session.exec(select(Pairing)).all()
    assert session.exec(select(CallDone)).all()
    sweep(session, NOW + timedelta(days=181))
    assert not session.exec(select(CallDone)).all()


# --- moving


def test_who_moves_is_handed_over(session: Session) -> None:
    chat, guardian, row = family(session)
    child = child_of(session, guardian)
    pairing = pairings.ask(desk(session), row, "homework")
    ticket = tickets.ask(desk(session), chat, "Where?", "jinghu")
    assert ticket is not None
    tickets.take(desk(session), WORKER, ticket)
    referral = agreed(session, chat, row)
    moved = registrations.move(desk(session, days=70), guardian, "yijiang")
    assert (moved.handed, moved.waits) == (True, 2)
    assert (row.district, row.moved_from, child.district) == ("yijiang", "jinghu", "yijiang")
    assert pairing is not None
    assert pairing.district == "yijiang"
    assert whys(session, days=70) == []
    ((number, reasons),) = whys(session, NEXT_DOOR, days=70)
    assert number == row.family_id
    assert Why.NEW in reasons
    # nothing that is open goes along without a yes
    assert (ticket.district, referral.district) == ("jinghu", "jinghu")
    assert ticket_tables.one(session, ticket.id or 0, NEXT_DOOR) is None
    assert registrations.move_open(desk(session, days=70), guardian, "yijiang") == 2
    assert (ticket.district, ticket.taken_by, ticket.state) == ("yijiang", None, TicketState.WAITING)
    assert referral_tables.one(session, referral.id or 0, NEXT_DOOR) == referral
    assert referral_tables.one(session, referral.id or 0, WORKER) is None
    assert registrations.move_open(desk(session, days=70), guardian, "yijiang") == 0


def test_who_leaves_the_city_leaves_the_list(session: Session) -> None:
    chat, guardian, row = family(session)
    child = child_of(session, guardian)
    referral = agreed(session, chat, row)
    registrations.move(desk(session), guardian, None)
    assert child.district is None
    assert not session.exec(select(Registration)).all()
    assert referral.state == ReferralState.WITHDRAWN
    assert session.get(Family, guardian.family_id) is not None
