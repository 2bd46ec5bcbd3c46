"""Tickets: two at one instant, the scope in the question, the family's yes, what goes when, and who was silent. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine, text
from sqlmodel import Session, select

from actions import families, leaving, ready_replies, tickets
from actions.desk import Desk
from actions.export import collect
from actions.housekeeping import sweep
from content import load_knowledge
from db import ticket_letters
from db import tickets as tables
from db.chats import Chat
from db.outbox import Outbox, State
from db.staff import StaffAudit
from db.tickets import Ticket, TicketLine, TicketState
from rules.roles import Duty, Role
from rules.tickets import LINES_MOST, OPEN_MOST
from tests.actions.households import NOW, ZONE, chat_of

KNOWLEDGE = load_knowledge("cn/wuhu")
WORKER = Duty("staff:1", Role.WORKER, frozenset({"jinghu"}), chat=101)
COLLEAGUE = Duty("staff:2", Role.WORKER, frozenset({"jinghu"}), chat=102)
MANAGER = Duty("staff:3", Role.MANAGER, frozenset({"jinghu"}), chat=103)
OWNER, OTHER_OWNER = (Duty("owner", Role.ADMINISTRATOR, chat=chat) for chat in (104, 105))


def desk(session: Session, **later: float) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW + timedelta(**later))


def asked(session: Session, address: str = "1", district: str | None = "jinghu") -> Ticket:
    chat = chat_of(session, address)
    made = tickets.ask(desk(session), chat, "Where?", district)
    assert made is not None
    return made


def test_the_words_are_sealed(session: Session) -> None:
    asked(session)
    raw = session.connection().execute(text("SELECT words FROM ticket_line")).scalar_one()
    assert b"Where?" not in bytes(raw)


def test_the_scope_is_in_the_question(session: Session) -> None:
    near, far, nowhere = (asked(session, str(n), one) for n, one in enumerate(("jinghu", "yijiang", None)))
    for duty, seen in (
        (WORKER, [near, nowhere]),
        (Duty("staff:4", Role.WORKER), [near, far, nowhere]),
        (Duty("staff:5", Role.WORKER, office="education"), []),
        (Duty("staff:6", Role.MANAGER, office="education"), []),
        (OWNER, [near, far, nowhere]),
    ):
        assert tables.queue(session, duty) == seen
        assert tables.waiting(session, duty) == len(seen)
        for one in (near, far, nowhere):
            assert tables.one(session, one.id or 0, duty) == (one if one in seen else None)
    # an id of a district that looks like a pattern is none
    assert tables.waiting(session, Duty("staff:7", Role.WORKER, frozenset({"jing_u"}))) == 1
    near.office = "education"
    assert tables.queue(session, WORKER) == [nowhere]
    assert tables.queue(session, Duty("staff:5", Role.WORKER, office="education")) == [near]
    assert near in tables.queue(session, MANAGER)


def test_two_who_take_it_at_one_instant(engine: Engine) -> None:
    with Session(engine) as session:
        number = asked(session).id or 0
        session.commit()
    together, took = threading.Barrier(4), []

    def take(duty: Duty) -> None:
        together.wait()
        with Session(engine) as session:
            ticket = tables.one(session, number, duty)
            assert ticket is not None
            if tickets.take(desk(session), duty, ticket):
                took.append(duty.chat)
            session.commit()

    duties = [Duty(f"staff:{n}", Role.WORKER, chat=n) for n in range(1, 5)]
    threads = [threading.Thread(target=take, args=(duty,)) for duty in duties]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert took == [session.get_one(Ticket, number).taken_by]


def test_only_who_has_it_does_anything(session: Session) -> None:
    ticket, bench = asked(session), desk(session)
    assert tickets.take(bench, WORKER, ticket)
    deeds: list[Callable[[Duty], bool]] = [
        lambda duty: tickets.add_note(bench, duty, ticket, "x"),
        lambda duty: tickets.answer(bench, duty, ticket, "x", "en"),
        lambda duty: tickets.ask_back(bench, duty, ticket, "x", "en"),
        lambda duty: tickets.offer_pass(bench, duty, ticket, "education"),
        lambda duty: tickets.give_back(bench, duty, ticket),
        lambda duty: tickets.close_by_staff(bench, duty, ticket),
    ]
    for deed in deeds:
        assert not deed(COLLEAGUE)
        assert not deed(MANAGER)
    assert not tickets.take(bench, COLLEAGUE, ticket)
    assert len(tables.lines(session, ticket.id or 0, notes=True)) == 1
    assert tickets.take(bench, MANAGER, ticket)
    assert ticket.taken_by == MANAGER.chat
    assert not tickets.answer(bench, WORKER, ticket, "x", "en")


def test_two_owners_are_two(session: Session) -> None:
    ticket = asked(session)
    assert tickets.take(desk(session), OTHER_OWNER, ticket)
    assert tickets.holds(ticket, OTHER_OWNER)
    assert not tickets.holds(ticket, OWNER)
    assert not tickets.answer(desk(session), OWNER, ticket, "x", "en")
    assert not tickets.may_read(ticket, COLLEAGUE)
    # whoever works in no chat (the desk) holds nothing, not even what nobody does
    nobody = Duty("desk", Role.ADMINISTRATOR)
    assert not tickets.holds(ticket, nobody)
    tickets.give_back(desk(session), OTHER_OWNER, ticket)
    assert not tickets.holds(ticket, nobody)


def test_whose_turn_it_is(session: Session) -> None:
    ticket = asked(session)
    tickets.take(desk(session, hours=1), WORKER, ticket)
    assert (ticket.state, ticket.moved_at) == (TicketState.TAKEN, NOW)
    ticket.alarms = 2
    tickets.answer(desk(session, hours=2), WORKER, ticket, "There.", "en")
    assert (ticket.state, ticket.moved_at) == (TicketState.ANSWERED, NOW + timedelta(hours=2))
    tickets.add_words(desk(session, hours=3), ticket, "Where is there?")
    assert (ticket.state, ticket.alarms) == (TicketState.TAKEN, 0)
    assert ticket.moved_at == NOW + timedelta(hours=3)
    # more words make the waiting no shorter
    tickets.add_words(desk(session, hours=4), ticket, "Please!")
    assert ticket.moved_at == NOW + timedelta(hours=3)
    tickets.give_back(desk(session), WORKER, ticket)
    assert (ticket.state, ticket.taken_by) == (TicketState.WAITING, None)


def test_nothing_is_passed_without_a_yes(session: Session) -> None:
    ticket, bench = asked(session), desk(session)
    assert not tickets.answer_about_passing(bench, ticket, "education", True)
    tickets.take(bench, WORKER, ticket)
    assert not tickets.offer_pass(bench, WORKER, ticket, "")
    assert tickets.offer_pass(bench, WORKER, ticket, "education")
    assert (ticket.office, ticket.pass_to, ticket.state) == ("", "education", TicketState.ASKED)
    assert tickets.answer_about_passing(bench, ticket, "education", False)
    assert (ticket.office, ticket.pass_to, ticket.taken_by) == ("", None, WORKER.chat)
    # who said no is not asked for the same office again before they have written
    assert not tickets.offer_pass(bench, WORKER, ticket, "education")
    assert tickets.add_words(bench, ticket, "Well, whoever knows it.")
    assert tickets.offer_pass(bench, WORKER, ticket, "education")
    assert tickets.answer_about_passing(bench, ticket, "education", True)
    assert (ticket.office, ticket.pass_to, ticket.taken_by) == ("education", None, None)
    assert ticket.state == TicketState.WAITING
    # an answer meanwhile makes the question moot
    elsewhere = Duty("staff:5", Role.WORKER, office="education", chat=106)
    tickets.take(bench, elsewhere, ticket)
    tickets.offer_pass(bench, elsewhere, ticket, "health")
    tickets.answer(bench, elsewhere, ticket, "x", "en")
    assert not tickets.answer_about_passing(bench, ticket, "health", True)


def test_a_yes_is_to_the_office_that_was_named(session: Session) -> None:
    """The worker asks for one office, then for another: the older letter's yes passes it to neither."""
    ticket, bench = asked(session), desk(session)
    tickets.take(bench, WORKER, ticket)
    tickets.offer_pass(bench, WORKER, ticket, "education")
    tickets.offer_pass(bench, WORKER, ticket, "health")
    for agreed in (True, False):
        assert not tickets.answer_about_passing(bench, ticket, "education", agreed)
    assert (ticket.office, ticket.pass_to, ticket.refused) == ("", "health", [])
    assert tickets.answer_about_passing(bench, ticket, "health", True)
    assert ticket.office == "health"


def test_how_much_one_may_ask(session: Session) -> None:
    chat, bench = chat_of(session, "1"), desk(session)
    made = [tickets.ask(bench, chat, "x", None) for _n in range(OPEN_MOST + 1)]
    assert made[-1] is None
    first = made[0]
    assert first is not None
    for _n in range(LINES_MOST - 1):
        assert tickets.add_words(bench, first, "y")
    assert not tickets.add_words(bench, first, "y")
    assert tickets.close(bench, first)
    assert not tickets.close(bench, first)
    assert not tickets.add_words(bench, first, "y")
    assert tickets.ask(bench, chat, "x", None)


def test_what_closes_by_itself(session: Session) -> None:
    answered, silent, waiting = (asked(session, str(n)) for n in range(3))
    for one in (answered, silent):
        tickets.take(desk(session), WORKER, one)
    tickets.answer(desk(session), WORKER, answered, "x", "en")
    tickets.ask_back(desk(session), WORKER, silent, "x", "en")
    tickets.close_old(desk(session, days=7))
    assert answered.state == TicketState.ANSWERED
    tickets.close_old(desk(session, days=7, seconds=1))
    assert answered.state == TicketState.CLOSED
    tickets.close_old(desk(session, days=31))
    assert silent.state == TicketState.CLOSED
    assert waiting.state == TicketState.WAITING


def test_closed_words_go_after_ninety_days(session: Session) -> None:
    ticket, other = asked(session), asked(session, "2")
    tickets.close(desk(session), ticket)
    sweep(session, NOW + timedelta(days=90))
    assert len(session.exec(select(Ticket)).all()) == 2
    sweep(session, NOW + timedelta(days=90, seconds=1))
    session.expire_all()
    assert session.exec(select(Ticket)).all() == [other]
    assert [one.ticket_id for one in session.exec(select(TicketLine))] == [other.id]


def test_forgotten_before_the_chat_itself_goes(session: Session) -> None:
    ticket, other = asked(session), asked(session, "2")
    tickets.take(desk(session), WORKER, ticket)
    worker = chat_of(session, "9")
    worker.state, worker.waiting = "staff_ticket:text", {"ticket": ticket.id, "text": "half"}
    for one in (ticket, other):
        for kind in (ticket_letters.WAITS, ticket_letters.HELD):
            about = ticket_letters.about(kind, one.id or 0)
            families.tell(session, worker, {"text": "x"}, NOW, NOW, about)
    session.flush()
    leaving.forget(session, session.get_one(Chat, ticket.chat_id))
    session.expire_all()
    assert session.exec(select(Ticket)).all() == [other]
    assert {one.about for one in session.exec(select(Outbox)) if one.state == State.WAITING} == {
        f"tickets:{other.id}", f"held:{other.id}",
    }  # fmt: skip
    left = session.exec(select(Chat.state, Chat.waiting).where(Chat.id == worker.id)).one()
    assert tuple(left) == (None, None)


def test_the_copy_holds_it_without_the_notes(session: Session) -> None:
    ticket, bench = asked(session), desk(session)
    tickets.take(bench, WORKER, ticket)
    tickets.add_note(bench, WORKER, ticket, "secret among us")
    tickets.answer(bench, WORKER, ticket, "There.", "en")
    copied = collect(session, session.get_one(Chat, ticket.chat_id), None, ZONE, NOW)
    (told,) = copied["chats"][0]["asked_a_person"]
    assert [one["words"] for one in told["lines"]] == ["Where?", "There."]
    assert "secret" not in str(copied)


def test_every_deed_is_written_down(session: Session) -> None:
    ticket, bench = asked(session), desk(session)
    tickets.look(bench, WORKER, ticket)
    tickets.take(bench, WORKER, ticket)
    tickets.add_note(bench, WORKER, ticket, "x")
    tickets.offer_pass(bench, WORKER, ticket, "health")
    tickets.ask_back(bench, WORKER, ticket, "x", "en")
    tickets.answer(bench, WORKER, ticket, "x", "en")
    tickets.close_by_staff(bench, WORKER, ticket)
    found = [one.what for one in session.exec(select(StaffAudit).order_by("id"))]
    assert found == [
        f"ticket.{what}" for what in ("looked", "taken", "noted", "pass_asked", "asked_back", "answered", "closed")
    ]  # fmt: skip
    assert {one.about for one in session.exec(select(StaffAudit))} == {f"ticket:{ticket.id}"}


def test_ready_replies(session: Session) -> None:
    bench = desk(session)
    made = ready_replies.add(bench, MANAGER, "Permit", "Go there.", "en")
    assert made is not None
    ready_replies.reword(bench, MANAGER, made, "去那里。", "zh_CN")
    ready_replies.rename(bench, MANAGER, made, "居住证" * 30, "zh_CN")
    session.expire_all()
    (row,) = tables.replies(session)
    assert row.texts == {"en": "Go there.", "zh_CN": "去那里。"}
    assert len(row.titles["zh_CN"]) == 40
    ready_replies.remove(bench, MANAGER, row)
    assert tables.replies(session) == []
    assert tables.reply(session, row.id or 0) is None
    kept = [ready_replies.add(bench, MANAGER, str(n), "x", "en") for n in range(ready_replies.MOST + 1)]
    assert kept[-1] is None
