"""A parent asks a person: words, district, shown as the worker will see it, sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from actions import asking
from actions.tickets import WAITS_FOR_WORDS
from dialogs.answer_addresses import AskPerson
from dialogs.ticket_addresses import Mine, Telling
from dialogs.ticket_asking import Person
from rules.roles import Role
from rules.tickets import OPEN_MOST, WORDS_MOST
from tests.actions import households
from tests.botapi.markup import read_html
from tests.dialogs.staffed import Worker, staffed_house, state_of
from tests.dialogs.talk import NOW, House, Parent
from tests.dialogs.ticketed import WORDS, answers, asks, desk, said, tickets

HOSTILE = [
    "<b>x</b> & <script>alert(1)</script>",
    "{0} {name} %s %(x)s {{}}",
    "\u202eעברית abc \u2066",
    "🙋a" * (WORDS_MOST // 2),
    "*bold* _x_ `y`\n\n\nzwei",
]


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


# --- asking


def test_from_the_first_word_to_sent(house: House, parent: Parent, worker: Worker) -> None:
    """Somebody who agreed to nothing; noon is lunch break at the office."""
    first = parent.say("/person").text
    assert "It is 12:00, the office opens at 14:00." in first
    assert "has not confirmed" in first
    assert state_of(parent) == WAITS_FOR_WORDS == Person.words.state
    assert "Where do you live" in parent.say(WORDS).text
    shown = parent.press("镜湖区").text
    assert "This is what the worker will see" in shown
    assert WORDS in shown
    assert "📍 镜湖区" in shown
    assert "deleted 90 days after" in shown
    assert tickets(house) == []
    assert "✅ Sent" in parent.press("Send").text
    (made,) = tickets(house)
    assert (made.district, made.office, made.state, made.language) == ("jinghu", "", "waiting", "en")
    assert said(house, made.id or 0) == [("family", WORDS)]
    assert "It is sent already" in parent.tap(Telling(do="send").pack()).text
    assert len(tickets(house)) == 1
    (letter,) = worker.news()
    assert "1 question of a family waits" in letter.text
    assert WORDS not in letter.text


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (-3, "The office is open now, until 12:00"),
        (8.2, "It is 20:12, the office opens tomorrow at 08:30"),
        (24 * 4 + 8, "It is 20:00, the office opens on Mon 30 Nov 2026 at 08:30"),
    ],
)
def test_when_the_office_is_open_is_said(house: House, parent: Parent, hours: float, told: str) -> None:
    house.clock.moment = NOW + timedelta(hours=hours)
    assert told in parent.say("/person").text


def test_a_holiday_is_no_office_day(house: House, parent: Parent) -> None:
    house.clock.moment = NOW.replace(month=10, day=1)
    told = parent.say("/person").text
    assert "the office opens on Thu 8 Oct 2026" in told


def test_words_that_ask_for_a_person_lead_there(parent: Parent) -> None:
    for text in ("转人工", "找人", "I want a person"):
        assert "pass your question to a person" in parent.say(text).text
    assert "What do you want to ask" in parent.press("Ask a person").text


def test_what_was_asked_becomes_the_first_line(house: House, parent: Parent) -> None:
    parent.say("/menu")
    with house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        row = asking.note(session, chat, WORDS, "unknown", None, NOW).id or 0
        session.commit()
    assert "Where do you live" in parent.tap(AskPerson(asked=row).pack()).text
    parent.press("I don't know")
    parent.press("Send")
    (made,) = tickets(house)
    assert made.district is None
    assert said(house, made.id or 0) == [("family", WORDS)]
    assert said(house, made.id or 0) == [("family", WORDS)]
    stranger = Parent(house, 2)
    assert WORDS not in stranger.tap(AskPerson(asked=row).pack()).text
    assert "What do you want to ask" in stranger.screens[0].text


def test_the_childs_district_is_the_familys(house: House, parent: Parent) -> None:
    parent.registered()
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        households.child_of(session, guardian)
        session.commit()
    parent.say("/person")
    assert "📍 镜湖区" in parent.say(WORDS).text
    parent.press("Send")
    assert tickets(house)[0].district == "jinghu"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(house: House, parent: Parent, worker: Worker, words: str) -> None:
    number = asks(parent, words)
    assert said(house, number) == [("family", words.strip())]
    worker.tap(desk("look", number))
    for screen in (*worker.screens, *parent.screens):
        read_html(screen.text)
    parent.tap("go:tickets")
    parent.tap(Mine(do="look", ticket=number).pack())
    read_html(parent.screens[0].text)
    answers(worker, number, words)
    for letter in parent.news():
        read_html(letter.text)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("340207201905021234", "ID number"),
        ("x" * (WORDS_MOST + 1), "1000 letters at most"),
        ("x" * 10_000, "1000 letters at most"),
        ("?? 12", "no words"),
        ("\x00\ud800", "no words"),
    ],
)
def test_words_that_cannot_be_sent(house: House, parent: Parent, words: str, told: str) -> None:
    parent.say("/person")
    assert told in parent.say(words).text
    parent.tap(Telling(do="send").pack())
    assert tickets(house) == []
    assert "Where do you live" in parent.say(WORDS).text


def test_other_words_no_words_and_no(house: House, parent: Parent) -> None:
    parent.say("/person")
    parent.say(WORDS)
    parent.press("镜湖区")
    parent.press("Change the words")
    assert "Something else" in parent.say("Something else").text
    assert "And once more" in parent.say("And once more").text  # typed again without a button
    parent.press("Cancel")
    assert tickets(house) == []
    assert state_of(parent) is None
    assert "Nothing is being asked" in parent.tap(Telling(do="change").pack()).text


def test_danger_brings_the_numbers_first_and_the_question_all_the_same(house: House, parent: Parent) -> None:
    parent.say("/person")
    parent.say("我家孩子不见了")
    assert "<b>110</b>" in parent.screens[0].text
    assert "Where do you live" in parent.screens[1].text
    parent.press("镜湖区")
    parent.press("Send")
    assert len(tickets(house)) == 1


def test_three_at_most_are_open(house: House, parent: Parent) -> None:
    numbers = [asks(parent) for _n in range(OPEN_MOST)]
    assert "as many as one can have" in parent.say("/person").text
    parent.tap(Mine(do="close", ticket=numbers[0]).pack())
    assert "What do you want to ask" in parent.say("/person").text


def test_nobody_is_there_to_answer() -> None:
    with staffed_house(owners=()) as house:
        Worker(house, 8).hired(Role.WORKER, "yijiang")
        Worker(house, 9).hired(Role.VIEWER)
        parent = Parent(house, 1)
        parent.say("/person")
        parent.say(WORDS)
        told = parent.press("镜湖区").text
        assert "nobody at the office can answer" in told
        assert "12345" in told
        assert tickets(house) == []


def test_another_language_asks_again(house: House, parent: Parent) -> None:
    parent.say("/person")
    parent.say(WORDS)
    assert "Where do you live" in parent.tap("lang:en").text
