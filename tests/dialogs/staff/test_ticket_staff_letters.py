"""Letters to staff about questions: one an hour, none at night, silence that climbs by office hours; and what stays on a page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from actions import leaving
from actions import staff as actions
from db import pages
from db.outbox import Outbox
from db.pages import Bubble
from db.tickets import Ticket, TicketState
from dialogs.ticket_round import go_round
from rules.roles import Role
from tests.dialogs.staffed import OWNER, Worker, staffed_house
from tests.dialogs.talk import NOW, House, Parent
from tests.dialogs.ticketed import WORDS, answers, asks, desk, said, takes, ticket


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    return Parent(house, 1)


def at(house: House, **later: float) -> None:
    house.clock.moment = NOW + timedelta(**later)


def the_clock_ticks(house: House) -> None:
    with house.session() as session:
        go_round(session, house.around, house.clock.now())
        session.commit()


# --- letters


def test_one_letter_an_hour_with_how_many_wait(house: House, parent: Parent, worker: Worker) -> None:
    at(house, hours=2)
    asks(parent)
    (first,) = worker.news()
    assert "1 question" in first.text
    at(house, hours=2.5)
    asks(Parent(house, 2))
    the_clock_ticks(house)
    assert worker.news() == []
    at(house, hours=3.1)
    the_clock_ticks(house)
    (second,) = worker.news()
    assert "2 questions" in second.text
    at(house, hours=4.5)
    the_clock_ticks(house)
    assert worker.news() == []  # nothing is new


def test_at_night_one_letter_for_the_morning(house: House, parent: Parent, worker: Worker) -> None:
    for hour, person in enumerate((parent, Parent(house, 2), Parent(house, 3))):
        at(house, hours=11 + hour)
        asks(person)
        the_clock_ticks(house)
    with house.session() as session:
        (letter,) = session.exec(select(Outbox).where(Outbox.rank == 1)).all()
        assert letter.due_at.astimezone(house.around.zone).hour == 9
    (told,) = worker.news()
    assert "3 questions" in told.text


def test_where_there_is_no_worker_managers_and_owners_hear_of_it(house: House) -> None:
    owner = Worker(house, OWNER)
    owner.say("/staff")
    asks(Parent(house, 1))
    assert len(owner.news()) == 1
    manager = Worker(house, 9).hired(Role.MANAGER)
    asks(Parent(house, 2))
    assert len(manager.news()) == 1
    assert owner.news() == []


def test_silence_climbs_by_office_hours(house: House, parent: Parent, worker: Worker) -> None:
    """Asked on a Monday at noon; the office is open 14:00-17:30 and 8:30-12:00: 7 hours a day."""
    manager = Worker(house, 9).hired(Role.MANAGER)
    owner = Worker(house, OWNER)
    owner.say("/staff")
    number = asks(parent)
    worker.news()
    heard: list[tuple[int, str]] = []
    for hour in range(1, 24 * 3):
        at(house, hours=hour)
        the_clock_ticks(house)
        for name, person in (("worker", worker), ("manager", manager), ("owner", owner)):
            for letter in person.news():
                assert "has waited" in letter.text
                assert WORDS not in letter.text
                heard.append((hour, name))
    # Tuesday 9:00 (3.5 + 0.5), Tuesday 15:00 (the 8th hour at 14:30), Wednesday 16:00
    assert heard == [(21, "worker"), (27, "manager"), (52, "owner")]
    assert ticket(house, number).alarms == 3
    silent, late = parent.news()
    assert "Nobody has answered yet" in silent.text
    assert "12345" in silent.text
    assert "more than two office days" in late.text
    assert "12345" in late.text


def test_after_eight_office_hours_the_family_hears_once_that_the_office_was_reminded(
    house: House, parent: Parent, worker: Worker
) -> None:
    asks(parent)
    heard = []
    for hour in range(1, 40):
        at(house, hours=hour)
        the_clock_ticks(house)
        heard += [(hour, letter.text) for letter in parent.news()]
    ((hour, told),) = heard
    assert hour == 27  # the 8th hour is over at 14:30 on Tuesday
    assert "reminded the office" in told
    # a machine that slept for days says one thing, not two
    asks(Parent(house, 2))
    at(house, hours=40 + 24 * 4)
    the_clock_ticks(house)
    assert len(Parent(house, 2).news()) == 1


def test_who_works_here_no_longer_hears_of_no_question(house: House, worker: Worker) -> None:
    """Asked in the night, the letter waits for the morning; meanwhile the worker goes."""
    other = Worker(house, 9).hired(Role.WORKER, "jinghu")
    held = asks(Parent(house, 1))
    takes(worker, held)
    for person in (worker, other):
        person.news()
    at(house, hours=11)
    asks(Parent(house, 2))
    Parent(house, 1).tap(f"mine:add:{held}")
    Parent(house, 1).say("And at night?")
    Parent(house, 1).tap("tell:send:")
    worker.let_go()
    assert worker.news() == []
    assert len(other.news()) == 1


def test_who_gets_another_district_hears_only_of_what_they_still_hold(house: House, worker: Worker) -> None:
    held, lost = asks(Parent(house, 1), district="I don't know"), asks(Parent(house, 2))
    for number in (held, lost):
        takes(worker, number)
    worker.news()
    at(house, hours=11)
    for person, number in ((1, held), (2, lost)):
        Parent(house, person).tap(f"mine:add:{number}")
        Parent(house, person).say("More words")
        Parent(house, person).tap("tell:send:")
    with house.session() as session:
        member = worker.member(session)
        actions.change(session, actions.DESK, member, Role.WORKER, frozenset({"yijiang"}), house.clock.now())
        session.commit()
    (letter,) = worker.news()
    assert f"Question {held}" in letter.text


def test_of_two_owners_the_one_who_took_it_is_written_to() -> None:
    with staffed_house(owners=(OWNER, OWNER + 1)) as house:
        first, second = Worker(house, OWNER), Worker(house, OWNER + 1)
        for owner in (first, second):
            owner.say("/staff")
        parent = Parent(house, 1)
        number = asks(parent)
        answers(second, number)
        for owner in (first, second):
            owner.news()
        parent.tap(f"mine:more:{number}")
        parent.say("And then?")
        parent.press("Send")
        assert first.news() == []
        assert len(second.news()) == 1
        first.tap(desk("answer", number))
        first.say("Mine")
        assert said(house, number)[-1][1] == "And then?"


def test_who_has_taken_it_is_told_of_the_silence_alone(house: House, parent: Parent, worker: Worker) -> None:
    other = Worker(house, 9).hired(Role.WORKER, "jinghu")
    number = asks(parent)
    takes(worker, number)
    for person in (worker, other):
        person.news()
    at(house, hours=21)
    the_clock_ticks(house)
    assert "4 office hours" in worker.news()[0].text
    assert other.news() == []


def test_answered_it_closes_by_itself_after_a_week(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    answers(worker, number)
    parent.news()
    at(house, days=7)
    the_clock_ticks(house)
    assert ticket(house, number).state == TicketState.ANSWERED
    at(house, days=7, hours=1)
    the_clock_ticks(house)
    assert ticket(house, number).state == TicketState.CLOSED
    assert parent.news() == []


# --- on the page


def test_the_words_go_from_a_workers_page_when_the_family_is_forgotten(
    house: House, parent: Parent, worker: Worker
) -> None:
    number = asks(parent)
    takes(worker, number)
    screen = worker.screens[0]
    with house.session() as session:
        chat = worker.chat(session)
        family = parent.chat(session)
        assert chat is not None
        assert family is not None
        pages.append(session, chat.id or 0, False, screen.to_json(), NOW, fades_at=NOW + timedelta(hours=1))
        leaving.forget(session, family)
        session.commit()
        assert all(WORDS not in str(one.body) for one in session.exec(select(Bubble)))
    assert ticket_is_gone(house, number)


def ticket_is_gone(house: House, number: int) -> bool:
    with house.session() as session:
        return session.get(Ticket, number) is None
