"""What becomes of a question to a person: answered, asked back, passed on, closed, withdrawn, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from actions import leaving
from actions.tickets import WAITS_FOR_WORDS
from db.outbox import Outbox, State
from db.tickets import Ticket, TicketLine, TicketState
from dialogs.ticket_addresses import MayPass, Mine, PassTo
from rules.roles import Role
from tests.dialogs.staffed import Worker, staffed_house, state_of, text_of
from tests.dialogs.talk import NOW, House, Parent
from tests.dialogs.ticketed import WORDS, answers, asks, desk, said, takes, ticket


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER, "jinghu")


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    return Parent(house, 1)


# --- the answer


def test_taken_answered_and_it_helped(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    answers(worker, number)
    taken, answer = parent.news()
    assert "A worker has taken your question" in taken.text
    assert "The office answers you" in answer.text
    assert "At the police station." in answer.text
    parent.screens = [answer]
    assert "Good to hear" in parent.press("It helped").text
    assert ticket(house, number).state == TicketState.CLOSED
    assert ticket(house, number).closed_at == NOW
    assert "closed" in parent.tap(Mine(do="more", ticket=number).pack()).text
    assert "question is closed" in worker.tap(desk("look", number)).text


def test_another_question_on_this_goes_to_the_same_worker(
    house: House, parent: Parent, worker: Worker
) -> None:
    number = asks(parent)
    answers(worker, number)
    worker.news()
    parent.screens = parent.news()[-1:]
    parent.press("Another question on this")
    parent.say("On which days?")
    assert "Sent to the worker" in parent.press("Send").text
    row = ticket(house, number)
    assert (row.state, row.taken_by, row.alarms) == (TicketState.TAKEN, 1, 0)
    (letter,) = worker.news()
    assert "A family has written again" in letter.text
    assert "On which days?" in worker.tap(desk("look", number)).text


def test_asked_back_the_next_words_go_to_the_ticket(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("ask", number))
    worker.say("How old is he?")
    worker.press("Send")
    assert ticket(house, number).state == TicketState.ASKED
    assert "The office asks you" in parent.news()[-1].text
    assert state_of(parent) == WAITS_FOR_WORDS
    assert "what the worker will see" in parent.say("He is four").text
    parent.press("Send")
    assert said(house, number)[-1] == ("family", "He is four")
    assert ticket(house, number).state == TicketState.TAKEN


def test_who_is_busy_when_asked_back_is_not_disturbed(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    parent.registered()
    assert state_of(parent) == "entering:nickname"
    takes(worker, number)
    worker.tap(desk("ask", number))
    worker.say("How old is he?")
    worker.press("Send")
    assert state_of(parent) == "entering:nickname"
    parent.screens = parent.news()[-1:]
    parent.press("Answer")
    parent.say("He is four")
    parent.press("Send")
    assert said(house, number)[-1] == ("family", "He is four")


def test_passed_on_only_with_a_yes(house: House, parent: Parent, worker: Worker) -> None:
    education = Worker(house, 9).hired(Role.WORKER, office="education", label="Li")
    number = asks(parent)
    assert education.taps_in_vain(desk("look", number))
    takes(worker, number)
    worker.tap(desk("pass", number))
    assert "民政局" not in str(worker.screens)  # nobody sits there
    worker.press("教育局")
    letter = parent.news()[-1]
    assert "May I show it to them?" in letter.text
    assert education.taps_in_vain(desk("look", number))
    parent.screens = [letter]
    assert "stays where it is" in parent.press("No, not").text
    assert "does not want" in worker.news()[-1].text
    # who said no is left in peace until they write again, and the card says so
    assert "does not want it passed to: 教育局" in worker.tap(desk("look", number)).text
    worker.tap(desk("pass", number))
    assert "教育局" not in str(worker.screens)
    worker.tap(PassTo(ticket=number, office="education").pack())
    assert parent.news() == []
    parent.tap(Mine(do="add", ticket=number).pack())
    parent.say("Whoever knows it, please")
    parent.press("Send")
    assert "does not want" not in worker.tap(desk("look", number)).text
    worker.tap(desk("pass", number))
    worker.press("教育局")
    parent.screens = parent.news()[-1:]
    assert "Passed to: 教育局" in parent.press("Yes,").text
    assert len(education.news()) == 1
    assert worker.taps_in_vain(desk("look", number))
    answers(education, number)
    assert "At the police station." in parent.news()[-1].text
    # an old button changes nothing
    parent.tap(Mine(do="yes", ticket=number).pack())
    assert ticket(house, number).office == "education"


def test_the_yes_of_an_older_letter_passes_it_nowhere(house: House, parent: Parent, worker: Worker) -> None:
    """Asked about one office, then about another: each button is for the office on it."""
    education, health = (
        Worker(house, 9 + at).hired(Role.WORKER, office=office)
        for at, office in enumerate(("education", "health"))
    )
    number = asks(parent)
    takes(worker, number)
    for office in ("education", "health"):
        worker.tap(PassTo(ticket=number, office=office).pack())
    older, newer = parent.news()[-2:]
    for label in ("Yes,", "No, not"):
        parent.screens = [older]
        assert "卫生健康委" in str(parent.press(label).choices)
    for do in ("yes", "no"):  # buttons that do not say which office
        assert "卫生健康委" in str(parent.tap(Mine(do=do, ticket=number).pack()).choices)
    assert ticket(house, number).office == ""
    assert all(one.taps_in_vain(desk("look", number)) for one in (education, health))
    parent.screens = [newer]
    assert "Passed to: 卫生健康委" in parent.press("Yes,").text
    assert ticket(house, number).office == "health"


# --- the list


def test_mine_are_listed_with_their_state(house: House, parent: Parent, worker: Worker) -> None:
    assert "not asked a person" in parent.tap("go:tickets").text
    number = asks(parent)
    parent.tap("go:tickets")
    parent.press("Where do I get")
    assert "Waiting for someone at the office" in parent.screens[0].text
    parent.press("Add words")
    parent.say("It is urgent")
    parent.press("Send")
    assert [words for _author, words in said(house, number)] == [WORDS, "It is urgent"]
    takes(worker, number)
    worker.tap(desk("note", number))
    worker.say("Rings a bell")
    parent.tap(Mine(do="look", ticket=number).pack())
    assert "A worker has taken it" in parent.screens[0].text
    assert "Rings a bell" not in parent.screens[0].text


def test_withdrawn_nothing_is_left(house: House, parent: Parent, worker: Worker) -> None:
    house.clock.moment = NOW + timedelta(hours=11)  # the letter waits for the morning
    number = asks(parent)
    parent.tap(Mine(do="look", ticket=number).pack())
    parent.press("Withdraw")
    assert "Everything in it is deleted" in parent.screens[0].text
    parent.press("Yes, withdraw")
    assert "Nothing is left" in parent.screens[0].text
    with house.session() as session:
        assert not session.exec(select(Ticket)).all()
        assert not session.exec(select(TicketLine)).all()
    assert worker.news() == []
    assert "not there any more" in worker.tap(desk("take", number)).text


@pytest.mark.parametrize("forgotten", [False, True])
def test_what_is_on_its_way_to_the_worker_is_not_said_any_more(
    house: House, parent: Parent, worker: Worker, forgotten: bool
) -> None:
    """A line that is down: the card with the words, and the preview of an answer, still wait to be said."""
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("answer", number))
    worker.arrive({"message": {**worker._message(), "text": "At the police station."}})
    worker.arrive({"callback_query": worker._tap(desk("look", number))})
    with house.session() as session:
        bodies = session.exec(select(Outbox.body).where(Outbox.state == State.WAITING)).all()
    assert "At the police station." in str(bodies)
    assert WORDS in str(bodies)
    if forgotten:
        with house.session() as session:
            chat = parent.chat(session)
            assert chat is not None
            leaving.forget(session, chat)
            session.commit()
    else:
        parent.tap(Mine(do="taken", ticket=number).pack())
    with house.session() as session:
        bodies = session.exec(select(Outbox.body).where(Outbox.state != State.SENT)).all()
    assert "At the police station." not in str(bodies)
    assert WORDS not in str(bodies)


def test_anothers_ticket_is_nobodys(house: House, parent: Parent) -> None:
    number, stranger = asks(parent), Parent(house, 2)
    does = ("look", "add", "helped", "more", "close", "take", "taken", "yes", "no", "follow")
    agrees = [MayPass(ticket=number, office="education", yes=yes).pack() for yes in (True, False)]
    for address in (*(Mine(do=do, ticket=number).pack() for do in does), *agrees):
        stranger.tap(address)
        assert WORDS not in text_of(stranger.screens)
    assert ticket(house, number).state == TicketState.WAITING


def test_forgotten_with_everything_about_it(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("answer", number))
    worker.say("A half-written answer")
    house.clock.moment = NOW + timedelta(hours=11)
    parent.tap(Mine(do="add", ticket=number).pack())
    parent.say("And at night?")
    parent.press("Send")
    worker.news()
    with house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        leaving.forget(session, chat)
        session.commit()
        assert not session.exec(select(Ticket)).all()
        assert not session.exec(select(TicketLine)).all()
        letters = select(Outbox).where(col(Outbox.about).contains(f":{number}"))
        assert all(one.state != State.WAITING for one in session.exec(letters))
    assert state_of(worker) is None
    assert "not there any more" in worker.tap(desk("look", number)).text
    assert worker.tap(desk("write", number)).text
    assert WORDS not in text_of(worker.screens)


def test_a_page_and_a_telegram_chat_talk(house: House, worker: Worker) -> None:
    """The family reads English and is answered in Chinese: it is told so. The worker sees the question as it was typed."""
    parent = Parent(house, 1)
    number = asks(parent)
    answers(worker, number, "在派出所办。")
    letter = parent.news()[-1]
    assert "在派出所办。" in letter.text
    assert "(written in 中文)" in letter.text
    answers(worker, number, "At the police.")
    assert "written in" not in parent.news()[-1].text
